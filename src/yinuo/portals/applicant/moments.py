"""The case file told to the person it is about: what happened when, in plain words; what comes stands last."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from yinuo.portals.face.parts import Moment
from yinuo.portals.face.words import short_date

if TYPE_CHECKING:
    from yinuo.applications.models import Application
    from yinuo.casefile.models import Entry

QUIET = frozenset(
    {
        "applications.choose_route",
        "applications.report_checks",
        "documents.deliver",
        "verification_task.begin",
        "application.decide",
        "application.terminate",
        "application.annul",
        "application.reopen",
        "verification.assign",
    }
)
"""Entries that say the same as the one beside them, or that concern the office alone; the file itself keeps all."""

TOLD = {
    "application.begin": "您开始办理",
    "commitments.show_notice": "您打开了告知书",
    "commitments.confirm_clause": "您逐条确认了告知书",
    "commitment.begin": "您签了承诺书",
    "application.submit": "申请交到了办理单位",
    "application.supply": "您作了补充",
    "application.ask_evidence": "请您补充",
    "application.withdraw": "您撤回了申请",
    "application.close": "办结",
    "commitment.withdraw": "您撤回了承诺",
    "commitment.keep": "承诺核查属实",
    "commitment.correct": "误填已更正",
    "commitment.find_untrue": "承诺核查不实",
    "proceeding.begin": "告知您陈述申辩",
    "proceeding.hear": "您作了陈述申辩",
    "verification.represent": "您补充了陈述申辩",
}
_OWN = frozenset({"申请人", "当事人", "受送达人"})
_MERGED = "commitments.confirm_clause"


def of_case(entries: Iterable[Entry], application: Application, *, on: date) -> list[Moment]:
    """The entries of a case as moments, oldest first, and last what is now and what comes."""
    told: list[Moment] = []
    before = ""
    for entry in entries:
        if entry.step in QUIET:
            continue
        moment = _moment(entry)
        if entry.step == before == _MERGED:
            told[-1] = Moment(moment.title, moment.when, f"{told[-1].text}；{moment.text}")
        else:
            told.append(moment)
        before = entry.step
    return [*told, *_to_come(application, on)]


def _to_come(application: Application, on: date) -> list[Moment]:
    if application.status not in {"submitted", "evidence_asked"}:
        return []
    now = "等您补充" if application.status == "evidence_asked" else "正在审查"
    found = [Moment(now, "现在", "", "now")]
    if application.due_on is not None:
        late = application.due_on < on
        when = (
            f"原定{short_date(application.due_on)}前，已经过了"
            if late
            else f"{short_date(application.due_on)}前"
        )
        found.append(Moment("作出决定", when, "写明理由，送给您", "next"))
    return found


def _moment(entry: Entry) -> Moment:
    title = TOLD.get(entry.step, entry.title)
    if entry.step == _MERGED:
        return Moment(title, entry.at, entry.title.removeprefix("确认告知："))
    said = [
        _who(entry),
        *([entry.facts["letter"]] if entry.step == "commitment.begin" and "letter" in entry.facts else []),
    ]
    if entry.by_label not in _OWN:
        said.append((entry.conclusion or {}).get("reason", ""))
    return Moment(title, entry.at, "。".join(part.rstrip("。") for part in said if part))


def _who(entry: Entry) -> str:
    """Whose act it was; one's own needs no name."""
    if entry.by_label in _OWN:
        return ""
    officer = entry.by is not None and entry.by.agency_id is not None
    return f"{entry.by_label} {entry.by.name}" if officer and entry.by is not None else entry.by_label
