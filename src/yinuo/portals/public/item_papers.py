"""Papers to take away from an item's page, typeset on the spot: a blank letter, the notice, the guide."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from yinuo.commitments.letters import plan_rows, promised_facts, withdrawal_words
from yinuo.commitments.queries import clauses_of, plan
from yinuo.documents import contents
from yinuo.documents.parties import agency, written_day
from yinuo.documents.typesetting import typeset
from yinuo.law.notice import STATEMENTS
from yinuo.matters.models import ItemVersion
from yinuo.portals.face.routes import decided_within, ways

if TYPE_CHECKING:
    from yinuo.documents.contents import PlanRow
    from yinuo.law.verification import PlanLine

KINDS: dict[str, tuple[str, str]] = {
    "notice": ("告知书", "可以打印带走慢慢看"),
    "letter": ("承诺书空白格式", "可以打印手写，交到窗口"),
    "guide": ("办事指南", "两种办法、要带什么、找谁办"),
}
_ASIDE = re.compile(r"（.*?）")


def made(version: ItemVersion, kind: str, *, at: datetime) -> bytes:
    """A paper of an item as PDF; the same version on the same day is made once a process.

    Args:
        version: with item, matter and agency.
        kind: a key of :data:`KINDS`.
        at: the moment, aware.
    """
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    return _made(version.pk, version.status, kind, midnight)


@lru_cache(maxsize=48)
def _made(version_id: int, _status: str, kind: str, at: datetime) -> bytes:
    version = ItemVersion.objects.select_related("item__matter__agency").get(pk=version_id)
    content = _CONTENTS[kind](version, at)
    return typeset(content.template, content.as_json(), made_at=at, fonts_dir=settings.FONTS)


def _imprint(at: datetime, number: str = "", check_url: str = "") -> contents.Imprint:
    """Number and day; without a check address, because what is typeset on the spot is not signed."""
    return contents.Imprint(number=number, dated=written_day(timezone.localdate(at)), check_url=check_url)


def _clauses(version: ItemVersion) -> tuple[contents.Clause, ...]:
    return tuple(
        contents.Clause(title, text, plain) for _key, title, plain, text, _must in clauses_of(version)
    )


def _withdrawal(version: ItemVersion) -> tuple[str, ...]:
    return withdrawal_words(round_bar=bool(version.plain.get("same_round_bar")))


def _lines(version: ItemVersion, at: datetime) -> list[PlanLine]:
    on = timezone.localdate(at)
    return [line.value for line in plan(version=version, standing_class="ordinary", at=at, on=on)]


def _undated(row: PlanRow) -> PlanRow:
    """A line of the plan counted from signing, since a blank letter does not know its day."""
    due = _ASIDE.sub("", row.due).split("，")[0]
    return contents.PlanRow(
        row.fact, row.method, row.standard, due if due.startswith("签署") else f"签署后{due}"
    )


def _letter(version: ItemVersion, at: datetime) -> contents.LetterBlankContent:
    item, lines = version.item, _lines(version, at)
    asked = tuple(contents.PromisedFact(field["label"], "填写") for field in version.inputs)
    return contents.LetterBlankContent(
        imprint=_imprint(at, check_url=f"{settings.PUBLIC_URL}/items/{item.slug}/"),
        agency=agency(item.matter.agency),
        audience="person" if item.matter.for_persons else "firm",
        matter=item.matter.name,
        proof=item.name,
        notice=_clauses(version),
        notice_version=f"第{version.number}版",
        notice_digest=version.text_digest,
        statements=tuple(text for _key, text in STATEMENTS),
        facts=promised_facts(version.facts, lines) + asked,
        plan=tuple(_undated(row) for row in plan_rows(lines)),
        withdrawal=_withdrawal(version),
    )


def _notice(version: ItemVersion, at: datetime) -> contents.NoticeContent:
    item, told = version.item, ways(version, on=timezone.localdate(at))
    return contents.NoticeContent(
        imprint=_imprint(at, f"第{version.number}版"),
        agency=agency(item.matter.agency),
        matter=item.matter.name,
        proof=item.name,
        clauses=_clauses(version),
        version=f"第{version.number}版",
        valid_from=written_day(version.valid_from) if version.valid_from else "",
        digest=version.text_digest,
        routes=tuple(
            (route.title, tuple(line for row in told.rows for line in _sentences(row.cells[number])))
            for number, route in enumerate(told.routes)
        ),
        withdrawal=_withdrawal(version),
        hotline=settings.YINUO_CITY["hotline"],
    )


def _guide(version: ItemVersion, at: datetime) -> contents.GuideContent:
    item, matter, notice = version.item, version.item.matter, version.notice
    body, within = matter.agency, decided_within(matter, on=timezone.localdate(at))
    facts = (
        ("办理时限", f"条件齐备的当场决定，最长{within}" if matter.at_once else within),
        ("收费", str(version.plain.get("fee", ""))),
        ("办理地点", body.address),
        ("咨询电话", body.phone),
        ("网上办理", f"{settings.PUBLIC_URL}/items/{item.slug}/"),
    )
    return contents.GuideContent(
        imprint=_imprint(at, f"第{version.number}版"),
        agency=agency(body),
        matter=matter.name,
        kind=matter.get_kind_display(),
        summary=matter.summary,
        facts=tuple((label, text) for label, text in facts if text),
        conditions=_parts(notice.get("conditions", "")) or tuple(fact["text"] for fact in version.facts),
        materials=(
            *(contents.Material(part, "申请人自备", "1 份") for part in _parts(notice.get("materials", ""))),
            contents.Material(item.name, item.issuer or "开具单位", "1 份", by_commitment=True),
        ),
        offers=(
            contents.CommitmentOffer(
                item.name,
                "；".join(fact["text"] for fact in version.facts),
                f"请{item.issuer or '开具单位'}开具《{item.name}》",
                notice.get("liability_administrative", ""),
            ),
        ),
        steps=(
            ("申请", "网上或者窗口提出，窗口工作人员可以帮忙填写。"),
            ("选择", "签承诺还是交证明，自己选，效力一样。"),
            ("审查", "有对不上的，先请您说明或者补材料。"),
            ("决定", f"{within}作出决定，写明理由，送到您手里。"),
            ("核查", str(version.plain.get("check") or notice.get("verification_power", ""))),
        ),
        withdrawal=_withdrawal(version),
        basis=tuple(part for part in (notice.get("basis", ""), "宿政办秘〔2021〕7号") if part),
        complaint=f"在清单以外索要证明的，请拨打 {settings.YINUO_CITY['hotline']}。",
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[；\n]+", text) if part.strip())


def _sentences(cell: object) -> tuple[str, ...]:
    points = getattr(cell, "points", ())
    text = getattr(cell, "text", "")
    return (*(f"{point}。" for point in points), *((text,) if text else ()))


_CONTENTS: dict[str, Callable[[ItemVersion, datetime], contents.Content]] = {
    "letter": _letter,
    "notice": _notice,
    "guide": _guide,
}
