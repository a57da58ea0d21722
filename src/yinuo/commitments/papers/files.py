"""The papers as files: one paper in one format, or all of them in one act (clause 3.3-b)."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from yinuo.commitments.papers.compose import paper_of
from yinuo.commitments.papers.kinds import Kind, kinds_of
from yinuo.documents.typesetting import typeset
from yinuo.documents.word import written

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.documents.contents import Paper
    from yinuo.matters.models import ItemVersion

ZIP = "application/zip"
LIST = "文件清单.txt"
_UNFIT = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A file format.

    Attributes:
        key: the ending of the file's name.
        title: what people call it.
        media_type: as it is sent.
        note: when it is the right one.
    """

    key: str
    title: str
    media_type: str
    note: str


FORMATS = {
    "pdf": FileFormat("pdf", "PDF", "application/pdf", "打印、张贴"),
    "docx": FileFormat(
        "docx",
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "在 Word 里编辑",
    ),
}


def file_of(version: ItemVersion, kind: str, file_format: str, *, at: datetime) -> bytes:
    """A paper of a version as a file; the same version on the same day gives the same bytes.

    Args:
        version: with item, matter and agency.
        kind: a key of :data:`~yinuo.commitments.papers.kinds.ALL`.
        file_format: a key of :data:`FORMATS`.
        at: the moment, aware.
    """
    return _kept(paper_of(version, kind, at=at), file_format, _midnight(at))


def _midnight(at: datetime) -> datetime:
    return timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)


def _pdf(paper: Paper, made_at: datetime) -> bytes:
    return typeset(paper.template, paper.as_json(), made_at=made_at, fonts_dir=settings.FONTS)


def _docx(paper: Paper, made_at: datetime) -> bytes:
    return written(paper, made_at=made_at)


_MAKERS: dict[str, Callable[[Paper, datetime], bytes]] = {"pdf": _pdf, "docx": _docx}


# Kept by what the paper says, so that nothing kept can be out of date.
@lru_cache(maxsize=64)
def _kept(paper: Paper, file_format: str, made_at: datetime) -> bytes:
    return _MAKERS[file_format](paper, made_at)


def file_name(version: ItemVersion, kind: Kind, file_format: str) -> str:
    """The name under which a person finds the file again: item, paper, version."""
    name = _UNFIT.sub("", version.item.name)[:_LONGEST_NAME]
    return f"{name}-{kind.title}-第{version.number}版.{file_format}"


def bundle_name(version: ItemVersion) -> str:
    """The name of the file with all papers of a version."""
    return f"{_UNFIT.sub('', version.item.name)[:_LONGEST_NAME]}-全套文本-第{version.number}版.zip"


@dataclass(frozen=True, slots=True)
class Bundled:
    """A version whose papers go into a bundle, and the folder in which they lie; empty for none."""

    version: ItemVersion
    folder: str = ""


def bundle(parts: Iterable[Bundled], *, internal: bool, at: datetime) -> Iterator[bytes]:
    """All papers of some versions in every format as one archive, piece by piece while they are made.

    At most one file is held at a time, however many versions there are.

    Args:
        parts: versions with item, matter and agency.
        internal: whether papers for officers go in.
        at: the moment, aware.

    Yields:
        The bytes of a ZIP archive; its last file lists all others with their digests.
    """
    out, made_at, lines = _Outlet(), _midnight(at), ["文件\t版本\tSHA-256\t网页"]
    day = made_at.timetuple()[:6]
    # Stored as they are: PDF and Word are deflated inside already.
    with zipfile.ZipFile(out, "w") as archive:
        for part in parts:
            for kind in kinds_of(part.version, internal=internal):
                paper = paper_of(part.version, kind.key, at=at)
                for key in FORMATS:
                    name = f"{part.folder}{file_name(part.version, kind, key)}"
                    made = _kept(paper, key, made_at)
                    archive.writestr(_entry(name, day), made)
                    digest = hashlib.sha256(made).hexdigest()
                    lines.append(f"{name}\t{paper.version}\t{digest}\t{paper.imprint.check_url}")
                    yield out.taken()
        archive.writestr(_entry(LIST, day), ("\ufeff" + "\r\n".join(lines) + "\r\n").encode())
    yield out.taken()


def folder_of(version: ItemVersion) -> str:
    """The folder of an item in the bundle of an agency; the key in front keeps two of one name apart."""
    matter, name = (
        _UNFIT.sub("", text)[:_LONGEST_NAME] for text in (version.item.matter.name, version.item.name)
    )
    return f"{version.item_id:05d}-{matter}-{name}/"


def _entry(name: str, day: tuple[int, ...]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=day)  # type: ignore[arg-type]
    entry.external_attr = 0o644 << 16
    return entry


class _Outlet(io.RawIOBase):
    """A file that is only written to and gives away what was written; an archive can be made into it unseekably."""

    def __init__(self) -> None:
        super().__init__()
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        self._written += memoryview(piece)  # type: ignore[arg-type]
        return len(memoryview(piece))  # type: ignore[arg-type]

    def taken(self) -> bytes:
        """What was written since last asked."""
        piece = bytes(self._written)
        self._written.clear()
        return piece
