"""Secrets: from the environment in production; elsewhere made once and kept, readable by the owner only."""

from __future__ import annotations

import base64
import contextlib
import os
import secrets as randomness
from pathlib import Path


def text(name: str, home: Path, *, production: bool) -> str:
    """A secret text such as Django's key.

    Args:
        name: the environment variable that holds it.
        home: folder under which a made secret is kept outside production.
        production: in production only the environment counts.

    Returns:
        The secret; an empty text in production when the variable is unset, which start-up then refuses.
    """
    given = os.environ.get(name, "")
    if given or production:
        return given
    folder = home / "secrets"
    path = folder / name.lower()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        draft = folder / f".{path.name}.{os.getpid()}"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(base64.b64encode(randomness.token_bytes(32)).decode("ascii"))
        # A hard link appears whole or not at all: of two processes that start at once, both read one secret.
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text(encoding="ascii")


def key(name: str, home: Path, *, production: bool) -> bytes:
    """A 32-byte key, given in base64.

    Returns:
        The key; empty bytes in production when the variable is unset.

    Raises:
        ValueError: the variable does not hold 32 bytes in base64.
    """
    given = text(name, home, production=production)
    if not given:
        return b""
    try:
        raw = base64.b64decode(given, validate=True)
    except ValueError as broken:
        raise ValueError(f"{name} must hold 32 bytes in base64") from broken
    if len(raw) != 32:
        raise ValueError(f"{name} must hold 32 bytes in base64, not {len(raw)}")
    return raw
