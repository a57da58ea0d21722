"""Cases by the hundred: rows as the verbs would leave them, each status with its entry, without the papers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from yinuo.applications.lifecycle import APPLICATION
from yinuo.applications.models import Application, ApplicationItem
from yinuo.casefile.actions import begin, open_case_file, take_step
from yinuo.casefile.models import CaseFile
from yinuo.commitments.lifecycle import COMMITMENT
from yinuo.commitments.models import Commitment, NoticeShowing
from yinuo.documents.models import Document
from yinuo.exchange.models import Query
from yinuo.people.models import Account, Agency
from yinuo.verification.lifecycle import TASK
from yinuo.verification.models import Task

BY: dict[str, Any] = {"by": None, "by_label": "系统依规则"}


def filed(
    city: Any,
    *routes: str,
    at: datetime,
    agency: Agency | None = None,
    who: Account | None = None,
    due_on: date | None = None,
) -> Application:
    """A case handed in at a moment, one item per route."""
    agency, who = agency or city.bureau, who or city.lin
    file = open_case_file(kind=CaseFile.Kind.APPLICATION, agency=agency, region_code="341302", at=at)
    row = Application.objects.create(
        case_file=file,
        number=file.number,
        matter=city.slow_matter,
        agency=agency,
        region_code="341302",
        applicant=who.subject,
        filed_by=who,
        saved_at=at,
        opened_at=at,
    )
    begin(row, APPLICATION, at=at, **BY)
    for item, route in zip((city.item, city.exempt_item), routes, strict=False):
        ApplicationItem.objects.create(
            application=row,
            proof_item=item,
            version=item.versions.get(status="published"),
            route=route,
            held_query=_answer(city, who) if route == "held" else None,
        )
    take_step(
        row,
        APPLICATION,
        "submit",
        at=at,
        **BY,
        also={"submitted_at": at, "due_on": due_on or (at + timedelta(days=28)).date()},
    )
    return row


def _answer(city: Any, who: Account) -> Query:
    return Query.objects.create(
        source=city.source,
        subject=who.subject,
        purpose="办件",
        basis="依据",
        outcome="answered",
        digest="0" * 64,
        asked_at=city.at,
        took_ms=1,
    )


def promised(city: Any, row: Application, *, at: datetime, then: str = "") -> Commitment:
    """A letter for the first item of a case; ``then`` is a step of its life cycle."""
    item = row.items.get(proof_item=city.item)
    showing = NoticeShowing.objects.create(
        application_item=item, version=item.version, text_digest="0" * 64, shown_to=row.filed_by, shown_at=at
    )
    letter = Document.objects.create(
        case_file=row.case_file,
        kind="letter",
        number=f"宿诺{row.pk}",
        title="承诺书",
        content_digest="0" * 64,
        check_code=f"L{row.pk}",
        requested_at=at,
    )
    commitment = Commitment.objects.create(
        application_item=item,
        case_file=row.case_file,
        agency=row.agency,
        region_code="341302",
        showing=showing,
        letter=letter,
        plan=[],
        eligibility={},
        standing="ordinary",
        identity="password",
        signed_by=row.filed_by,
        signed_at=at,
    )
    begin(commitment, COMMITMENT, at=at, **BY)
    if then:
        take_step(
            commitment, COMMITMENT, then, at=at, **BY, also={"withdrawn_at": at} if then == "withdraw" else {}
        )
    return commitment


def check(
    commitment: Commitment,
    *,
    due_on: date,
    key: str = "fact",
    concluded_at: datetime | None = None,
    **columns: Any,
) -> Task:
    """A check of a promised fact, open or concluded."""
    task = Task.objects.create(
        commitment=commitment,
        case_file=commitment.case_file,
        agency=commitment.agency,
        region_code="341302",
        fact_key=key,
        fact_text="家庭正在享受最低生活保障",
        method="data",
        timing="after",
        standard="在享",
        due_on=due_on,
        opened_at=commitment.signed_at,
        **columns,
    )
    begin(task, TASK, at=commitment.signed_at, **BY)
    if concluded_at is not None:
        take_step(task, TASK, "conclude", at=concluded_at, **BY, also={"concluded_at": concluded_at})
    return task
