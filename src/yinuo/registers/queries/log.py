"""The public log in files: a head, that one log continues another, and the receipt of a case; each checked by one program."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from yinuo.casefile.models import Entry
from yinuo.casefile.queries import log_consistency, log_inclusion
from yinuo.registers.models import LogHead

if TYPE_CHECKING:
    from yinuo.casefile.models import CaseFile


def head_file(head: LogHead) -> dict[str, Any]:
    """A head as everybody may keep it: the statement, its signature with the certificate, the time-stamp."""
    return {
        "statement": head.statement,
        "size": head.size,
        "root": head.root,
        "signature": b64encode(bytes(head.signature)).decode(),
        "certificate": head.certificate,
        "stamp": b64encode(bytes(head.stamp)).decode(),
    }


def continuation_file(old: LogHead, new: LogHead) -> dict[str, Any]:
    """That the log of a head continues that of an earlier one: nothing changed, nothing left out.

    Raises:
        ValueError: the first is not the earlier one.
    """
    path = log_consistency(old.size, new.size)
    return {
        "kind": "continuation",
        "old": head_file(old),
        "head": head_file(new),
        "path": [step.hex() for step in path],
    }


def receipt_file(case_file: CaseFile) -> dict[str, Any] | None:
    """That the entries of a case stood in the log at the newest head: their hashes and paths, and nothing of their content.

    Args:
        case_file: of somebody who may read it.

    Returns:
        The receipt; None where no head covers an entry of the case yet.
    """
    head = LogHead.objects.order_by("-size").first()
    if head is None:
        return None
    rows = list(
        Entry.objects.filter(case_file=case_file, leaf__index__lt=head.size)
        .order_by("number")
        .values("number", "title", "at", "hash", "previous_hash", "leaf__index")
    )
    if not rows:
        return None
    paths = log_inclusion((row["leaf__index"] for row in rows), head.size)
    return {
        "kind": "receipt",
        "case": case_file.number,
        "head": head_file(head),
        "entries": [
            {
                "number": row["number"],
                "title": row["title"],
                "at": row["at"].isoformat(),
                "hash": row["hash"],
                "previous_hash": row["previous_hash"],
                "place": row["leaf__index"],
                "path": [step.hex() for step in paths[row["leaf__index"]]],
            }
            for row in rows
        ],
        "not_yet": case_file.head_number - len(rows),
    }


def heads(*, before: int | None = None, most: int = 20) -> list[LogHead]:
    """Heads of the log, the newest first.

    Args:
        before: only those over fewer entries.
        most: how many; one more is returned where there are more.
    """
    rows = LogHead.objects.order_by("-size").defer("statement", "certificate", "signature", "stamp")
    return list((rows.filter(size__lt=before) if before else rows)[: most + 1])
