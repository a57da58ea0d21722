"""The list behind a figure: the same filter, in pages whose cost does not grow with what lies before them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from yinuo.applications.models import Application
from yinuo.commitments.models import Commitment
from yinuo.credit.models import Objection, Repair
from yinuo.exchange.models import OutboxMessage, Source
from yinuo.people.identifiers import masked_name
from yinuo.verification.models import Proceeding, Task

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from yinuo.inspectorate.access import Scope
    from yinuo.inspectorate.queries.figures import Figure
    from yinuo.people.models import Subject

PAGE = 30

MESSAGES = {
    "determination": "失信认定",
    "objection_marked": "标注异议",
    "objection_lifted": "取消异议标注",
    "repaired": "信用修复",
    "quashed": "撤销认定",
}
RECEIVERS = {"credit-platform": "信用信息共享平台"}
"""What people call the kinds and receivers of messages; one that is new here is shown by its code."""


def told(message: OutboxMessage) -> str:
    """A message in words: what it tells, and to whom."""
    return f"{MESSAGES.get(message.kind, message.kind)} → {RECEIVERS.get(message.receiver, message.receiver)}"


@dataclass(frozen=True, slots=True)
class Line:
    """One row behind a figure.

    Attributes:
        kind: table of the row: ``application``, ``task``, ``commitment``, ``proceeding``, ``repair``, ``objection``,
            ``message`` or ``source``.
        row_id: its key.
        case_number: of the case file, which is also the application's number; empty where there is none.
        agency: short name of the unit; empty for a source.
        what: matter, fact or thing.
        who: the person, a natural one masked.
        state: status in Chinese, with the problem where there is one.
        due_on: the last day in time, where the row has one.
        at: when it began.
    """

    kind: str
    row_id: int
    case_number: str
    agency: str
    what: str
    who: str
    state: str
    due_on: date | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines, and the mark after which the next page begins, or empty at the end."""

    lines: tuple[Line, ...]
    after: str


def lines(figure: Figure, scope: Scope, *, after: str = "", size: int = PAGE) -> Page:
    """A page of the list behind a figure.

    Args:
        figure: the figure.
        scope: the same scope the figure was counted with.
        after: mark of the page before; one that was never given out starts from the beginning.
        size: rows a page.
    """
    rows = figure.rows(scope)
    shown = _SHOWN[rows.model]
    # The page is found first and joined with what it shows then; in one question the planner joins every row before
    # it looks for the few.
    keys = list(
        _after(rows, figure.order, after).order_by(*figure.order).values_list("pk", flat=True)[: size + 1]
    )
    wanted = rows.model.objects.filter(pk__in=keys)
    found = list(wanted.select_related(*shown.related).defer(*shown.unread).order_by(*figure.order))
    more = len(found) > size
    mark = _mark(found[size - 1], figure.order) if more else ""
    return Page(tuple(shown.line(row) for row in found[:size]), mark)


def _mark(row: Any, order: tuple[str, ...]) -> str:
    return f"{row.due_on.isoformat()}.{row.pk}" if order == ("due_on", "id") else str(row.pk)


def _after(rows: QuerySet[Any], order: tuple[str, ...], mark: str) -> QuerySet[Any]:
    day, _, key = mark.rpartition(".")
    if not key.isascii() or not key.isdecimal() or len(key) > 18:
        return rows
    if order != ("due_on", "id"):
        return rows if day else rows.filter(pk__lt=int(key))
    try:
        due_on = date.fromisoformat(day)
    except ValueError:
        return rows
    return rows.filter(due_on__gte=due_on).exclude(due_on=due_on, pk__lte=int(key))


def _name(subject: Subject) -> str:
    return masked_name(subject.name) if subject.kind == "person" else subject.name


def _application(row: Application) -> Line:
    return Line(
        "application",
        row.pk,
        row.number,
        row.agency.short_name,
        row.matter.name,
        _name(row.applicant),
        row.get_status_display(),
        row.due_on,
        row.submitted_at,
    )


def _task(row: Task) -> Line:
    whose = (
        row.assigned_to.name
        if row.assigned_to is not None
        else "系统比对"
        if row.next_attempt_at
        else "未指派"
    )
    return Line(
        "task",
        row.pk,
        row.case_file.number,
        row.agency.short_name,
        row.fact_text,
        _name(row.commitment.application_item.application.applicant),
        f"{row.get_status_display()}，{whose}",
        row.due_on,
        row.opened_at,
    )


def _commitment(row: Commitment) -> Line:
    item = row.application_item
    return Line(
        "commitment",
        row.pk,
        row.case_file.number,
        row.agency.short_name,
        item.proof_item.name,
        _name(item.application.applicant),
        row.get_status_display(),
        None,
        row.signed_at,
    )


def _proceeding(row: Proceeding) -> Line:
    item = row.commitment.application_item
    return Line(
        "proceeding",
        row.pk,
        row.case_file.number,
        row.agency.short_name,
        item.proof_item.name,
        _name(item.application.applicant),
        row.get_status_display(),
        row.representation_due_on,
        row.told_at,
    )


def _repair(row: Repair) -> Line:
    return _of_determination("repair", row, row.applied_at)


def _objection(row: Objection) -> Line:
    return _of_determination("objection", row, row.raised_at)


def _of_determination(kind: str, row: Repair | Objection, at: datetime) -> Line:
    determination = row.determination
    return Line(
        kind,
        row.pk,
        row.case_file.number,
        determination.agency.short_name,
        determination.number,
        _name(determination.subject),
        row.get_status_display(),
        row.due_on,
        at,
    )


def _message(row: OutboxMessage) -> Line:
    file = row.case_file
    return Line(
        "message",
        row.pk,
        file.number if file is not None else "",
        file.agency.short_name if file is not None else "",
        told(row),
        "",
        f"{row.get_status_display()}：{row.problem}",
        None,
        row.created_at,
    )


def _source(row: Source) -> Line:
    state = "已停用" if not row.enabled else f"连续{row.failures}次没有应答" if row.failures else "暂停查询"
    return Line("source", row.pk, "", "", row.name, row.holder, state, None, row.answered_at)


@dataclass(frozen=True, slots=True)
class _Shown:
    """How a table's rows become lines: what is joined, which large or sealed columns stay unread."""

    line: Callable[[Any], Line]
    related: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def _sealed(subject: str) -> tuple[str, ...]:
    return (f"{subject}__id_number", f"{subject}__phone", f"{subject}__address")


_ITEM = "application_item"
_APPLICANT = "application_item__application__applicant"
_OF_DETERMINATION = ("case_file", "determination__agency", "determination__subject")

_SHOWN: dict[type[Model], _Shown] = {
    Application: _Shown(
        _application, ("agency", "matter", "applicant"), ("answers", "checks", *_sealed("applicant"))
    ),
    Commitment: _Shown(
        _commitment,
        ("case_file", "agency", f"{_ITEM}__proof_item", _APPLICANT),
        ("facts", "plan", "eligibility", f"{_ITEM}__application__answers", *_sealed(_APPLICANT)),
    ),
    Task: _Shown(
        _task,
        ("case_file", "agency", "assigned_to", f"commitment__{_APPLICANT}"),
        (
            "commitment__facts",
            "commitment__plan",
            "commitment__eligibility",
            f"commitment__{_ITEM}__application__answers",
            *_sealed(f"commitment__{_APPLICANT}"),
        ),
    ),
    Proceeding: _Shown(
        _proceeding,
        ("case_file", "agency", f"commitment__{_ITEM}__proof_item", f"commitment__{_APPLICANT}"),
        (
            "commitment__facts",
            "commitment__plan",
            "commitment__eligibility",
            f"commitment__{_ITEM}__application__answers",
            *_sealed(f"commitment__{_APPLICANT}"),
        ),
    ),
    Repair: _Shown(_repair, _OF_DETERMINATION, ("promise", "duty_done", *_sealed("determination__subject"))),
    Objection: _Shown(_objection, _OF_DETERMINATION, ("text", *_sealed("determination__subject"))),
    OutboxMessage: _Shown(_message, ("case_file__agency",), ("payload",)),
    Source: _Shown(_source),
}
