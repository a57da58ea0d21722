"""Prints the path of a Chromium for the browser tests; installs one where the machine has none.

Order: ``YINUO_CHROMIUM``, the search path, macOS applications, one that Playwright installed before, the system's
package manager (as root or with a sudo that asks nothing), Playwright's own download.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
ADVICE = (
    "No Chromium was found and none could be installed: install Chromium or Google Chrome, or set YINUO_CHROMIUM to "
    "its path. 未找到 Chromium 浏览器且无法自动安装，请先安装，或用 YINUO_CHROMIUM 指明其路径。"
)


def found() -> str | None:
    """The path of a browser that starts, or nothing."""
    given = os.environ.get("YINUO_CHROMIUM")
    if given:
        return given if works(given) else None
    for candidate in (
        *map(shutil.which, NAMES),
        *(str(Path(path).expanduser()) for path in APPLICATIONS),
        playwrights(),
    ):
        if candidate and works(candidate):
            return candidate
    return None


def works(path: str) -> bool:
    """Whether the program tells its version; Ubuntu's placeholder for a snap does not."""
    if not Path(path).exists():
        return False
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def playwrights() -> str | None:
    """The browser that Playwright manages, installed or not."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - absent at run time
    except ImportError:
        return None
    with sync_playwright() as player:
        return player.chromium.executable_path


def install() -> None:
    """Try the system's package manager, then Playwright; each says on standard error what it does."""
    becoming_root = root_prefix()
    ubuntu = "id=ubuntu" in read("/etc/os-release").lower().replace('"', "")
    # Ubuntu's package only fetches a snap, which does not start in a container.
    if shutil.which("apt-get") and becoming_root is not None and not ubuntu:
        tell("Installing Chromium with apt-get.")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        run([*becoming_root, "apt-get", "update", "-q"], environment)
        run(
            [*becoming_root, "apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"],
            environment,
        )
        if found():
            return
    tell("Installing Chromium with Playwright.")
    dependencies = ["--with-deps"] if becoming_root is not None and shutil.which("apt-get") else []
    run([sys.executable, "-m", "playwright", "install", *dependencies, "chromium"], dict(os.environ))


def root_prefix() -> list[str] | None:
    """What makes a command run as root: nothing for root, sudo where it asks no password, else not to be had."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def run(command: list[str], environment: dict[str, str]) -> None:
    """Run a command whose output belongs to the reader, not to the path that is printed."""
    subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)


def read(path: str) -> str:
    """The text of a file, empty when there is none."""
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""


def tell(line: str) -> None:
    """One line for the reader."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    browser = found()
    if browser is None:
        install()
        browser = found()
    if browser is None:
        sys.exit(ADVICE)
    print(browser)
