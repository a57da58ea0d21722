"""Checks the locks: every package that is asked for is locked, every locked file has a hash, no address is written."""

from __future__ import annotations

import re
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements"
NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*")


def asked(path: Path) -> set[str]:
    """Normalised names of the packages in a list, without those it includes."""
    names = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        found = NAME.match(line.strip())
        if found:
            names.add(normalised(found.group()))
    return names


def locked(path: Path) -> dict[str, int]:
    """Normalised names of the packages in a lock, each with the number of its hashes."""
    hashes: dict[str, int] = {}
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if "==" in line and not line.startswith((" ", "#")):
            name = normalised(line.split("==")[0])
            hashes.setdefault(name, 0)
        elif "--hash=sha256:" in line and name:
            hashes[name] += 1
    return hashes


def normalised(name: str) -> str:
    """A package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name.split("[", maxsplit=1)[0]).lower()


def faults() -> list[str]:
    """One sentence for each fault."""
    found = []
    for source in sorted(REQUIREMENTS.glob("*.in")):
        lock = source.with_suffix(".txt")
        if not lock.exists():
            found.append(f"{lock.name} is missing: make lock")
            continue
        there = locked(lock)
        found += [
            f"{lock.name} does not lock {name}: make lock" for name in sorted(asked(source) - set(there))
        ]
        found += [
            f"{lock.name} has no hash for {name}: make lock" for name, count in there.items() if not count
        ]
        if "://" in lock.read_text(encoding="utf-8"):
            found.append(f"{lock.name} holds an address: make lock")
    return found


if __name__ == "__main__":
    problems = faults()
    print("\n".join(problems), file=sys.stderr)
    sys.exit(bool(problems))
