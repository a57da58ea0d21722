"""What the signed paper of an edition says, from the very lines that are published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from yinuo.documents import contents
from yinuo.documents.parties import agency, imprint, written_day
from yinuo.law.texts import BUSINESS_44_3, CLAUSES, SUZHOU_NOTICE
from yinuo.matters.edition_lines import written_day as line_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from yinuo.matters.edition_changes import Difference
    from yinuo.matters.edition_lines import Line
    from yinuo.matters.edition_scopes import Numbered, Scope
    from yinuo.matters.models import Edition
    from yinuo.people.models import Agency

WORDS = {"added": "新增", "removed": "删去", "suspended": "暂停", "resumed": "恢复", "changed": "修改"}
"""Kind of change to its word."""


def edition_content(
    *,
    name: Numbered,
    issuer: Agency,
    check_code: str,
    lines: Sequence[Line],
    difference: Difference,
    follows: Edition | None,
    corrects: Edition | None,
    reason: str,
    digest: str,
    on: date,
    at: datetime,
) -> contents.EditionContent:
    """Everything the signed paper of an edition says.

    Args:
        name: whose catalogue it is, and its number.
        issuer: the body in whose name it is published.
        check_code: by which the paper is checked.
        lines: what it says.
        difference: from the edition before.
        follows: the edition before, or None.
        corrects, reason: the edition it corrects and why, or None and empty.
        digest: of its content.
        on: the day as of which it holds.
        at: the moment of publication, aware.
    """
    return contents.EditionContent(
        imprint=imprint(number=name.number, check_code=check_code, at=at),
        agency=agency(issuer),
        heading=f"{issuer.name}关于公布《{name.title}》的公告",
        catalogue=name.title,
        paragraphs=(
            _announced(name.scope, lines, on),
            _compared(difference, follows),
            *((f"本期更正{corrects.number}，理由：{reason}",) if corrects is not None else ()),
            _nothing_beyond(),
        ),
        rows=tuple(_row(line) for line in lines),
        content_digest=digest,
        online=f"{settings.PUBLIC_URL.rstrip('/')}/catalogue/editions/{name.key}/",
    )


def _announced(scope: Scope, lines: Sequence[Line], on: date) -> str:
    suspended = sum(line.status == "suspended" for line in lines)
    stopped = f"，其中暂停适用 {suspended} 项" if suspended else ""
    return (
        f"根据《{SUZHOU_NOTICE.title}》（{CLAUSES['3.2-a'].label}），现将截至{written_day(on)}{scope.name}实行告知承诺制的证明事项予以公布，"
        f"共 {len(lines)} 项{stopped}。申请人可以自主选择承诺或者提交证明"
    )


def _nothing_beyond() -> str:
    rule = f"{BUSINESS_44_3.text.rstrip('。')}（{BUSINESS_44_3.label}）"
    return f"{rule}。在目录以外被要求提供证明的，请拨打{settings.YINUO_CITY['hotline']}"


def _compared(difference: Difference, follows: Edition | None) -> str:
    if follows is None:
        return "这是本目录首次按期公布"
    parts = [f"{WORDS[kind]} {count} 项" for kind, count in difference.counts().items() if count]
    told = "、".join(parts) or "没有变化"
    return f"与上一期（{follows.number}，截至{written_day(follows.as_of)}）相比，{told}"


def _row(line: Line) -> contents.EditionRow:
    return contents.EditionRow(
        unit=line.agency,
        matter=line.matter,
        proof=line.name,
        basis=line.basis,
        issuer=line.issuer,
        method=line.method,
        verification=line.verification,
        state=f"{line.state}\n第{line.version}版\n{line_day(line.valid_from)}起",
    )
