"""How the papers of an item are read on a page: official text, the same in everyday words beside it, files to take away."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from yinuo.commitments.papers import FORMATS, ZIP, Kind, bundle, file_name, file_of, kinds_of, paper_of
from yinuo.documents.pictures import qr_svg
from yinuo.portals.face.parts import FileLink

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from yinuo.commitments.papers import Bundled
    from yinuo.matters.models import ItemVersion

Address = Callable[[str, str], str]
"""From the key of a paper and the ending of a file to the file's address."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the papers to choose from."""

    title: str
    url: str
    current: bool


def kind_asked(version: ItemVersion, key: str, *, internal: bool) -> Kind | None:
    """The paper asked for, where the version has it for who asks."""
    return next((kind for kind in kinds_of(version, internal=internal) if kind.key == key), None)


def reading(
    version: ItemVersion, asked: str, *, internal: bool, at: datetime, address: Address, everything: str
) -> dict[str, Any]:
    """What ``face/papers.html`` shows.

    Args:
        version: with item, matter and agency.
        asked: key of the paper from the address; another shows the first.
        internal: whether an officer asks.
        at: the moment, aware.
        address: of a file.
        everything: address of the file with all papers.
    """
    kinds = kinds_of(version, internal=internal)
    chosen = kind_asked(version, asked, internal=internal) or kinds[0]
    paper = paper_of(version, chosen.key, at=at)
    return {
        "paper": paper,
        "kind": chosen,
        "tabs": [Tab(kind.title, f"?paper={kind.key}", kind == chosen) for kind in kinds],
        "files": [
            *file_links(version, chosen, address),
            FileLink("全套文本", everything, f"{len(kinds)} 种文书，PDF 和 Word，一个压缩文件", "down"),
        ],
        "code": code_of(paper.imprint.check_url) if paper.imprint.check_url else "",
    }


def file_links(version: ItemVersion, kind: Kind, address: Address) -> list[FileLink]:
    """One paper in every format."""
    return [
        FileLink(
            f"{kind.title}（{one.title}）",
            address(kind.key, one.key),
            f"{one.title}，第{version.number}版，{one.note}",
            "down",
        )
        for one in FORMATS.values()
    ]


def code_of(address: str) -> str:
    """A QR code as a picture that stands in the page itself."""
    return "data:image/svg+xml;base64," + base64.b64encode(qr_svg(address).encode()).decode("ascii")


def sent(version: ItemVersion, kind: Kind, ending: str, *, at: datetime) -> HttpResponse:
    """A paper as a file; a PDF opens in the browser, a Word file is saved."""
    one = FORMATS[ending]
    answer = HttpResponse(file_of(version, kind.key, ending, at=at), content_type=one.media_type)
    name = file_name(version, kind, ending)
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=ending != "pdf", filename=name) or ""
    )
    return answer


def sent_bundle(
    parts: Iterable[Bundled], name: str, *, internal: bool, at: datetime
) -> StreamingHttpResponse:
    """All papers of some versions, sent while they are made."""
    answer = StreamingHttpResponse(bundle(parts, internal=internal, at=at), content_type=ZIP)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer
