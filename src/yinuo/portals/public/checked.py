"""What anybody may learn of a document from its code, its number or its file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yinuo.commitments.queries import by_letter
from yinuo.documents.models import Document
from yinuo.documents.queries import by_file_digest
from yinuo.law.texts import E_SIGNATURE
from yinuo.people.identifiers import masked_name
from yinuo.people.models import Subject
from yinuo.portals.face.words import full_datetime
from yinuo.signing.check import PdfCheck, check_pdf
from yinuo.signing.queries import trust_roots

SIGNED = E_SIGNATURE.article(13, text="签署后对数据电文内容和形式的任何改动能够被发现。")

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class State:
    """What a document is worth now: a word, its tone, and one sentence."""

    word: str
    tone: str
    said: str


@dataclass(frozen=True, slots=True)
class FileFinding:
    """What a check of a file found.

    Attributes:
        genuine: it is, byte for byte, a document that was handed out.
        document: which one, where it is known.
        signed: the signature alone is whole and ours.
        lines: digest, signature, time-stamp: each with its result and reason.
    """

    genuine: bool
    document: Document | None
    signed: bool
    lines: tuple[Line, ...]


def state_of(document: Document) -> State:
    """Whether a document still holds."""
    if document.kind in {Document.Kind.LETTER, Document.Kind.WITHDRAWAL}:
        return _letter_state(document)
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


def whose(document: Document) -> str:
    """To whom the document is about, masked; a firm's name is public."""
    commitment = by_letter(document.pk)
    subject: Subject | None = commitment.application_item.application.applicant if commitment is not None else None
    if subject is None:
        delivery = document.deliveries.select_related("to").order_by("id").first()
        subject = delivery.to if delivery is not None else None
    if subject is None:
        return ""
    return masked_name(subject.name) if subject.kind == Subject.Kind.PERSON else subject.name


def check_file(content: bytes) -> FileFinding:
    """Compare a file with what was handed out, and check its signature and time-stamp."""
    document = by_file_digest(hashlib.sha256(content).hexdigest())
    check = check_pdf(content, trust_roots=trust_roots())
    signed = check.intact and check.covers_whole_file and check.trusted
    return FileFinding(
        genuine=document is not None, document=document, signed=signed, lines=(_digest_line(document), *_signature(check))
    )


def _digest_line(document: Document | None) -> Line:
    if document is not None:
        return {"reason": f"与当初签发的文件逐字节一致（{document.number}）", "ok": True}
    return {
        "reason": "在已经签发的文书里没有找到一模一样的文件", "ok": False,
        "instead": "请使用当初下载的 PDF 原文件；也可以输入核验码，看系统里存的是哪一份。",
    }


def _signature(check: PdfCheck) -> tuple[Line, ...]:
    if not check.signer:
        return ({"reason": "没有可以核验的电子签名", "ok": False, "instead": "".join(check.problems)},)
    whole = check.intact and check.covers_whole_file
    signature = {
        "reason": f"由“{check.signer}”签名，签名之后{'没有改动过' if whole else '被改动过'}",
        "ok": whole and check.trusted,
        "citation": SIGNED,
        "instead": "" if whole and check.trusted else "".join(check.problems),
    }
    return signature, _stamp(check.timestamp_at)


def _stamp(at: datetime | None) -> Line:
    if at is None:
        return {"reason": "没有可信的时间戳", "ok": False}
    return {"reason": f"时间戳证明它在{full_datetime(at)}已经存在", "ok": True}
