"""What a paper is worth now and whom it is about, in the same words on the page, at the command line and in the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yinuo.commitments.queries import by_letter
from yinuo.documents.models import Document
from yinuo.matters.queries import successor
from yinuo.people.identifiers import masked_name
from yinuo.people.models import Subject
from yinuo.portals.face.words import full_date, full_datetime

if TYPE_CHECKING:
    from yinuo.matters.models import Edition


@dataclass(frozen=True, slots=True)
class State:
    """What a document is worth now: a word, its tone, and one sentence."""

    word: str
    tone: str
    said: str


def state_of(document: Document) -> State:
    """Whether a document still holds."""
    if document.kind in {Document.Kind.LETTER, Document.Kind.WITHDRAWAL}:
        return _letter_state(document)
    if document.kind == Document.Kind.EDITION:
        return edition_state(document.edition)[0]
    decision = getattr(document, "decision", None)
    if decision is not None:
        return {
            "made": State("有效", "ok", "这份决定现在有效。"),
            "taken_back": State("已收回", "look", "作出后数分钟内被收回，没有生效。"),
            "annulled": State("已撤销", "look", "这份决定已经依法撤销，不再有效。"),
        }[decision.status]
    determination = getattr(document, "determination", None) or getattr(document, "repair_of", None)
    if determination is not None:
        return {
            "in_force": State("有效", "go", "这份认定现在有效。"),
            "repaired": State("已修复", "ok", "信用已经修复，公示、共享和限制都已停止。"),
            "quashed": State("已撤销", "look", "这份认定已经撤销。"),
        }[determination.status]
    return State("有效", "ok", "这份文书由本系统签发。")


def _letter_state(document: Document) -> State:
    commitment = by_letter(document.pk)
    if commitment is None:
        return State("有效", "ok", "这份文书由本系统签发。")
    withdrawn = f"已于{full_datetime(commitment.withdrawn_at)}撤回，不再有效。"
    return {
        "signed": State("有效", "go", "承诺有效，还在核查期内。"),
        "withdrawn": State("已撤回", "look", withdrawn),
        "kept": State("有效", "ok", "承诺有效，已经核查属实。"),
        "corrected": State("已更正", "look", "填写有误，已经更正。"),
        "untrue": State("不再有效", "look", "核查不符，已经依法处理，不再有效。"),
    }[commitment.status]


def edition_state(edition: Edition) -> tuple[State, Edition | None]:
    """How an edition stands, and the edition that came after it: the correction, or the next of its scope."""
    corrected = getattr(edition, "corrected_by", None)
    if corrected is not None:
        said = f"{corrected.number} 更正了这一期，理由：{corrected.correction_reason}。"
        return State("已更正", "look", said), corrected
    newer = successor(edition)
    if newer is not None:
        said = f"之后公布了 {newer.number}（截至{full_date(newer.as_of)}），这一期留作查阅。"
        return State("已有新一期", "", said), newer
    return State("现行", "ok", "这是最新的一期公布目录。"), None


def whose(document: Document) -> str:
    """To whom the document is about, masked; a firm's name is public."""
    commitment = by_letter(document.pk)
    subject: Subject | None = (
        commitment.application_item.application.applicant if commitment is not None else None
    )
    if subject is None:
        delivery = document.deliveries.select_related("to").order_by("id").first()
        subject = delivery.to if delivery is not None else None
    if subject is None:
        return ""
    return masked_name(subject.name) if subject.kind == Subject.Kind.PERSON else subject.name
