"""The system user PostgreSQL runs as when Yinuo is started by root, and what that user may enter.

Root's own folders are never opened to others for it: where it may not enter, programs are copied and data kept under
:data:`SYSTEM_FOLDER`. Whatever is done to the machine is said in one line.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TypedDict

SYSTEM_USER = "yinuo-db"
SYSTEM_FOLDER = Path("/var/lib/yinuo")


class DatabaseUnavailable(RuntimeError):
    """The embedded server cannot be started; the message is one line that says why and what helps."""


class Identity(TypedDict, total=False):
    """Arguments by which a child process becomes another user."""

    user: int
    group: int
    extra_groups: list[int]
    umask: int


def identity(runs_as: str | None) -> Identity:
    """How a child process becomes the server's user; nothing for the present user."""
    if runs_as is None:
        return {}
    entry = pwd.getpwnam(runs_as)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": [], "umask": 0o077}


def reachable(path: Path, runs_as: str | None, name: str) -> Path:
    """The program, or its copy where the server's user may not enter the project's folder."""
    if runs_as is None or open_to_others(path):
        return path
    installed, package, site = path.parents[1], path.parents[2], path.parents[3]
    copy = SYSTEM_FOLDER / name
    reached = copy / path.relative_to(site)
    if not reached.exists():
        say(f"{runs_as} may not enter {installed}: copying the database programs to {copy}")
        passable_folder(SYSTEM_FOLDER, runs_as)
        fresh = Path(tempfile.mkdtemp(dir=SYSTEM_FOLDER))
        # The programs look for their libraries beside the package.
        for part in (installed, site / f"{package.name}.libs"):
            if part.exists():
                shutil.copytree(part, fresh / part.relative_to(site))
        for part in (fresh, *fresh.rglob("*")):
            part.chmod(part.stat().st_mode | (0o555 if part.is_dir() or os.access(part, os.X_OK) else 0o444))
        try:
            fresh.rename(copy)
        except OSError:  # another start was quicker
            shutil.rmtree(fresh, ignore_errors=True)
    return reached


def ensure_system_user(data: Path) -> None:
    """Add the system user that PostgreSQL runs as when Yinuo is started by root, and say so."""
    if _user_exists(SYSTEM_USER):
        return
    adder = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if adder is None:
        raise DatabaseUnavailable(
            "PostgreSQL never runs as root and this machine has no useradd: start Yinuo as an ordinary user, "
            "or set DATABASE_URL to a server"
        )
    say(f"PostgreSQL never runs as root: adding the system user {SYSTEM_USER} for {data}")
    command = [adder, "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    done = subprocess.run(
        [*command, "--shell", "/usr/sbin/nologin", SYSTEM_USER], capture_output=True, text=True, check=False
    )
    if done.returncode and not _user_exists(SYSTEM_USER):
        raise DatabaseUnavailable(f"the system user {SYSTEM_USER} could not be added: {done.stderr.strip()}")


def private_folder(folder: Path, runs_as: str | None) -> None:
    """Make a folder that only the server's user may enter; one that somebody else put there is refused."""
    entry = pwd.getpwnam(runs_as) if runs_as else None
    try:
        folder.mkdir(mode=0o700)
        if entry:
            os.chown(folder, entry.pw_uid, entry.pw_gid)
    except FileExistsError:
        found = folder.lstat()
        expected = entry.pw_uid if entry else os.geteuid()
        if folder.is_symlink() or found.st_uid != expected or found.st_mode & 0o077:
            raise DatabaseUnavailable(f"{folder} is not a private folder of this user: remove it") from None


def passable_folder(folder: Path, runs_as: str | None) -> None:
    """Make a folder of our own which the server's user may walk through, whatever the umask says, but not read."""
    made = [part for part in (folder, *folder.parents) if not part.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    if runs_as is not None:
        for part in made:
            part.chmod(part.stat().st_mode | 0o011)


def open_to_others(path: Path) -> bool:
    """Whether any user of the machine may reach this path."""
    known = [part for part in (path, *path.parents) if part.exists()]
    return all(part.stat().st_mode & 0o001 for part in known)


def owner(path: Path) -> str | None:
    """Name of the owner of a path, or nothing when it does not exist."""
    try:
        return pwd.getpwuid(path.stat().st_uid).pw_name
    except (FileNotFoundError, KeyError):
        return None


def _user_exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def say(line: str) -> None:
    """One line on standard error, where it does not mix with output that is piped on."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - the operator reads it
