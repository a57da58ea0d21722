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
from yinuo.matters.models import ItemVersion
from yinuo.portals.face.standing import state_of, whose
from yinuo.portals.face.words import full_datetime
from yinuo.signing.check import PdfCheck, check_pdf
from yinuo.signing.queries import trust_roots

__all__ = ["FileFinding", "check_file", "signed_under", "state_of", "whose"]

SIGNED = E_SIGNATURE.article(13, text="签署后对数据电文内容和形式的任何改动能够被发现。")

Line = dict[str, Any]


def signed_under(document: Document) -> ItemVersion | None:
    """The version of the item under which a letter was signed, with its item; None for any other paper."""
    commitment = by_letter(document.pk) if document.kind == Document.Kind.LETTER else None
    if commitment is None:
        return None
    return commitment.showing.version


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


def check_file(content: bytes) -> FileFinding:
    """Compare a file with what was handed out, and check its signature and time-stamp."""
    document = by_file_digest(hashlib.sha256(content).hexdigest())
    check = check_pdf(content, trust_roots=trust_roots())
    signed = check.intact and check.covers_whole_file and check.trusted
    return FileFinding(
        genuine=document is not None,
        document=document,
        signed=signed,
        lines=(_digest_line(document), *_signature(check)),
    )


def _digest_line(document: Document | None) -> Line:
    if document is not None:
        return {"reason": f"与当初签发的文件逐字节一致（{document.number}）", "ok": True}
    return {
        "reason": "在已经签发的文书里没有找到一模一样的文件",
        "ok": False,
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
