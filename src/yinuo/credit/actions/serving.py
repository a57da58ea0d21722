"""What leaves the house when credit changes: documents served together, messages to the platform."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from yinuo.casefile.actions import next_number
from yinuo.credit.papers import determination_content, repair_notice_content, repair_receipt_content
from yinuo.documents.actions import deliver, new_check_code, request_document
from yinuo.documents.models import Delivery, Document
from yinuo.exchange.actions import post

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.credit.models import Determination, Objection
    from yinuo.credit.papers import Concluded, Findings
    from yinuo.law.grammar import Conclusion
    from yinuo.people.models import Account

PLATFORM = "credit-platform"
"""The receiver that collects credit information (clause 2.5-b)."""
PLATFORM_TITLE = "信用信息共享平台"


def is_shared(row: Determination) -> bool:
    """Whether a determination is shared with the platform; one of grade 轻微 is not."""
    return any(measure["key"] == "shared" for measure in row.measures)


def request_both(
    row: Determination, concluded: Concluded, findings: Findings, *, at: datetime
) -> tuple[Document, Document]:
    """Fix the determination and the notice on repair at one moment (国办发〔2025〕22号 两书同达).

    Args:
        row: not saved yet; it has its number and all it says.
        concluded: what the law said.
        findings: what is told of the case.
        at: the moment, aware.

    Returns:
        失信行为认定书 and 信用修复告知书, both in the making.
    """
    code, notice_code = new_check_code(), new_check_code()
    notice_number = next_number("宿信修", year=timezone.localdate(at).year)
    return (
        request_document(
            case_file_id=row.case_file_id,
            kind=Document.Kind.DETERMINATION,
            number_prefix="宿信认",
            title="失信行为认定书",
            at=at,
            number=row.number,
            check_code=code,
            content=determination_content(
                row, concluded, findings, repair_number=notice_number, check_code=code, at=at
            ),
        ),
        request_document(
            case_file_id=row.case_file_id,
            kind=Document.Kind.REPAIR_NOTICE,
            number_prefix="宿信修",
            title="信用修复告知书",
            at=at,
            number=notice_number,
            check_code=notice_code,
            content=repair_notice_content(
                row, concluded, number=notice_number, check_code=notice_code, at=at
            ),
        ),
    )


def deliver_both(row: Determination, *, by: Account, by_label: str, at: datetime) -> None:
    """Deliver both documents to the person by the same means at the same moment."""
    for document in (row.document, row.repair_notice):
        deliver(
            document=document, to=row.subject, means=Delivery.Means.PORTAL, at=at, by=by, by_label=by_label
        )


def request_receipt(row: Determination, conditions: Conclusion[Any], *, at: datetime) -> Document:
    """Fix the receipt of a repair that is being granted."""
    number, code = next_number("宿信复", year=timezone.localdate(at).year), new_check_code()
    receivers = (PLATFORM_TITLE,) if is_shared(row) else ()
    return request_document(
        case_file_id=row.case_file_id,
        kind=Document.Kind.REPAIR_RECEIPT,
        number_prefix="宿信复",
        title="信用修复回执",
        at=at,
        number=number,
        check_code=code,
        content=repair_receipt_content(row, conditions, receivers, number=number, check_code=code, at=at),
    )


def deliver_receipt(
    row: Determination, receipt: Document, *, by: Account, by_label: str, at: datetime
) -> None:
    """Deliver the receipt of a repair to the person."""
    deliver(document=receipt, to=row.subject, means=Delivery.Means.PORTAL, at=at, by=by, by_label=by_label)


def tell_determined(row: Determination, *, at: datetime) -> None:
    """Tell the platform of a determination, if its grade is shared at all."""
    _tell(
        row,
        "determination",
        key=f"determination:{row.number}",
        at=at,
        more={
            "grade": row.grade,
            "act": row.act,
            "determined_on": timezone.localdate(row.determined_at),
            "published": row.published,
            "published_until": row.published_until,
            "repair_from": row.repair_from,
            "measures": [{"key": m["key"], "title": m["title"], "basis": m["basis"]} for m in row.measures],
        },
    )


def tell_ended(row: Determination, *, how: str, key: str, at: datetime) -> None:
    """Tell the platform that publicity, sharing and restrictions have ended: ``how`` is repaired or quashed."""
    _tell(
        row,
        how,
        key=key,
        at=at,
        more={"ended_on": timezone.localdate(at), "ends": ["publicity", "sharing", "measures"]},
    )


def tell_objection(row: Determination, objection: Objection, *, marked: bool, at: datetime) -> None:
    """Tell the platform to mark a record as objected to, or to take the mark off again."""
    kind = "objection_marked" if marked else "objection_lifted"
    _tell(row, kind, key=f"{kind}:{objection.pk}", at=at, more={"on": timezone.localdate(at)})


def _tell(row: Determination, kind: str, *, key: str, at: datetime, more: dict[str, Any]) -> None:
    if not is_shared(row):
        return
    post(
        key=key,
        receiver=PLATFORM,
        kind=kind,
        case_file_id=row.case_file_id,
        at=at,
        payload={
            "number": row.number,
            "subject": {
                "kind": row.subject.kind,
                "name": row.subject.name,
                "id_number": row.subject.id_number,
            },
            "agency": {"name": row.agency.name, "uscc": row.agency.uscc},
            **more,
        },
    )
