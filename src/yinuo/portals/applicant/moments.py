"""The case file told to the person it is about: what happened when, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from yinuo.portals.face.parts import Moment

if TYPE_CHECKING:
    from yinuo.applications.models import Application
    from yinuo.casefile.models import Entry

QUIET = frozenset({"applications.choose_route", "documents.deliver", "exchange.ask"})
"""Entries that stand in the file and are told elsewhere on the page, or say nothing to the person."""

_YOURS = {"申请人": "您", "当事人": "您", "受送达人": "您"}


def of_case(entries: Iterable[Entry], application: Application) -> list[Moment]:
    """The entries of a case as moments, oldest first, and last what is now."""
    told = [_moment(entry) for entry in entries if entry.step not in QUIET]
    if application.status in {"submitted", "evidence_asked"}:
        now = "等您补充" if application.status == "evidence_asked" else "正在审查"
        told.append(Moment(now, "现在", "", "now"))
        if application.due_on is not None:
            told.append(Moment("作出决定", f"{application.due_on.month}月{application.due_on.day}日前", "写明理由，送给您", "next"))
    return told


def _moment(entry: Entry) -> Moment:
    who = _YOURS.get(entry.by_label, entry.by_label)
    name = f" {entry.by.name}" if entry.by is not None and entry.by.agency_id is not None else ""
    reason = (entry.conclusion or {}).get("reason", "")
    return Moment(entry.title, entry.at, f"{who}{name}。{reason}" if reason else f"{who}{name}", "done")
