"""One tar file that proves it is whole: every member's SHA-256 stands in a manifest that is written last."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from yinuo.config.commands import CommandRefused

MANIFEST = "manifest.json"
FORMAT = 1
PIECE = 1024 * 1024


@dataclass(frozen=True)
class Manifest:
    """What an archive says of itself.

    Attributes:
        about: facts of the backup: moment, versions, fingerprint of the field key.
        digests: SHA-256 in hexadecimal of every other member, by name.
    """

    about: Mapping[str, Any]
    digests: Mapping[str, str]


def write(to: Path, sources: Mapping[str, Path], about: Mapping[str, Any]) -> Manifest:
    """Write files and folders into one archive, readable by its owner only.

    The archive appears under its name only when it is complete and on disk.

    Args:
        to: the archive; must not exist.
        sources: a file or folder for each name in the archive; a folder that is missing is left out, symbolic
            links are not followed.
        about: facts that stand in the manifest.

    Returns:
        The manifest that was written.

    Raises:
        CommandRefused: the archive exists already, or its folder does not.
    """
    if to.exists():
        raise CommandRefused(f"{to} 已存在，不会覆盖 ({to} exists and is not overwritten)")
    if not to.parent.is_dir():
        raise CommandRefused(f"文件夹 {to.parent} 不存在 (the folder {to.parent} does not exist)")
    making = to.with_name(f".{to.name}.{os.getpid()}")
    digests: dict[str, str] = {}
    try:
        handle = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                for name, source in sources.items():
                    for path in _files(source):
                        inside = str(PurePosixPath(name, *path.relative_to(source).parts))
                        digests[inside] = _add(tar, inside, path)
                manifest = Manifest(dict(about), digests)
                _add_manifest(tar, manifest)
            file.flush()
            os.fsync(file.fileno())
        making.rename(to)
    finally:
        making.unlink(missing_ok=True)
    return manifest


def verify(archive: Path, into: Path | None = None) -> Manifest:
    """Read an archive to its end and compare every byte with its manifest.

    Args:
        archive: the file.
        into: an empty folder that takes the members, or nothing to look only.

    Returns:
        The manifest.

    Raises:
        CommandRefused: it is no archive of Yinuo, it is cut short, or a member was changed, added or taken away.
    """
    try:
        manifest, found = _read(archive, into)
    except FileNotFoundError as missing:
        raise CommandRefused(f"找不到 {archive} (there is no {archive})") from missing
    except (tarfile.TarError, EOFError, OSError) as broken:
        raise _damaged(archive, f"无法读取 (cannot be read: {broken})") from broken
    for name in sorted(set(found) ^ set(manifest.digests)):
        raise _damaged(archive, f"“{name}” 与清单不符 (is missing or was added)")
    for name, digest in found.items():
        if digest != manifest.digests[name]:
            raise _damaged(archive, f"“{name}” 的校验值不符 (was changed)")
    return manifest


def _read(archive: Path, into: Path | None) -> tuple[Manifest, dict[str, str]]:
    """The manifest, and the digests of what really is in the archive."""
    found: dict[str, str] = {}
    with tarfile.open(archive, mode="r:") as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isreg() else None
            if content is None or not _inside(member.name):
                raise _damaged(archive, f"“{member.name}” 不是普通文件 (is no plain file)")
            if member.name == MANIFEST:
                return _read_manifest(archive, content.read()), found
            found[member.name] = _take(content, into / member.name if into else None)
    raise _damaged(archive, "没有清单，文件不完整 (has no manifest: it is cut short)")


def _files(source: Path) -> list[Path]:
    """The plain files of a folder in a settled order, or the file itself."""
    if source.is_file():
        return [source]
    return sorted(path for path in source.rglob("*") if path.is_file() and not path.is_symlink())


class _Hashing:
    """Reads on from a file and hashes what goes by."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.hash = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.file.read(size)
        self.hash.update(piece)
        return piece


def _add(tar: tarfile.TarFile, name: str, path: Path) -> str:
    """Add one file and return its SHA-256; owner and group are left out."""
    with path.open("rb") as file:
        member = tarfile.TarInfo(name)
        status = os.fstat(file.fileno())
        member.size, member.mtime, member.mode = status.st_size, int(status.st_mtime), 0o600
        hashing = _Hashing(file)
        tar.addfile(member, hashing)
    return hashing.hash.hexdigest()


def _add_manifest(tar: tarfile.TarFile, manifest: Manifest) -> None:
    text = json.dumps(
        {"format": FORMAT, "about": manifest.about, "sha256": manifest.digests},
        ensure_ascii=False,
        sort_keys=True,
    ).encode()
    member = tarfile.TarInfo(MANIFEST)
    member.size, member.mode = len(text), 0o600
    tar.addfile(member, io.BytesIO(text))


def _read_manifest(archive: Path, text: bytes) -> Manifest:
    try:
        written = json.loads(text)
        if written["format"] != FORMAT:
            raise _damaged(archive, f"格式 {written['format']} 无法识别 (has an unknown format)")
        return Manifest(dict(written["about"]), dict(written["sha256"]))
    except (KeyError, TypeError, ValueError) as broken:
        raise _damaged(archive, "清单无法读取 (its manifest cannot be read)") from broken


def _take(content: IO[bytes], to: Path | None) -> str:
    """Hash a member piece by piece, and keep it where wished."""
    hashed = hashlib.sha256()
    if to is None:
        while piece := content.read(PIECE):
            hashed.update(piece)
        return hashed.hexdigest()
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while piece := content.read(PIECE):
            hashed.update(piece)
            file.write(piece)
    return hashed.hexdigest()


def _inside(name: str) -> bool:
    """Whether a member's name stays inside the folder it is taken into."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and bool(path.parts)


def _damaged(archive: Path, fact: str) -> CommandRefused:
    return CommandRefused(
        f"备份 {archive} 已损坏或不是一诺的备份：{fact}。未作任何更改 (nothing was changed)。"
    )
