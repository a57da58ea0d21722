"""Draws as they stand: what waits, what was drawn and came of it, the file by which anybody repeats it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yinuo.people.models import Account
from yinuo.supervision.models import Announcement, Draw, Drawn
from yinuo.supervision.published import as_file, repeat
from yinuo.verification.models import Task
from yinuo.verification.queries import latest_findings

if TYPE_CHECKING:
    from datetime import date

    from yinuo.people.models import Agency


def waiting_announcement(agency: Agency) -> Announcement | None:
    """The announcement of an agency that waits to be drawn."""
    return Announcement.objects.filter(agency=agency, draws__isnull=True).order_by("pk").first()


def is_annulled(announcement: Announcement) -> bool:
    """Whether the draw itself was annulled, not only a supplementary one; read ahead with ``draws__annulment``."""
    return any(part.part == 0 and hasattr(part, "annulment") for part in announcement.draws.all())


def holds(announcement: Announcement) -> bool:
    """Whether the draws of an announcement are what secret, event and list give."""
    parts = list(announcement.draws.order_by("part"))
    if not parts:
        return True
    kept = [[(line["key"], line["inspectors"]) for line in part.result] for part in parts]
    secret = bytes.fromhex(parts[0].secret)
    return kept == repeat(announcement, secret, parts[0].happened, [part.sizes for part in parts])


def open_to_all(announcement: Announcement, *, on: date) -> bool:
    """Whether the outcome may be public: every check it led to is over, so that nobody is warned of a visit."""
    still = Task.objects.filter(drawn__draw__announcement=announcement, status="open", due_on__gte=on)
    return announcement.draws.exists() and not still.exists()


def whole_file(announcement: Announcement) -> dict[str, Any]:
    """The published file with everything drawn, for the officers who may see it."""
    return as_file(announcement, _parts(announcement))


def public_file(announcement: Announcement, *, on: date) -> dict[str, Any]:
    """The published file as everybody may have it on a day; without the outcome while visits are still to be made."""
    return as_file(announcement, _parts(announcement) if open_to_all(announcement, on=on) else [])


def _parts(announcement: Announcement) -> list[Draw]:
    return list(announcement.draws.select_related("annulment").order_by("part"))


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One fact drawn, and how its check stands.

    Attributes:
        part: of which part of the draw.
        key: in the published list.
        task: the check; None where its commitment went out of the pool between list and draw.
        inspectors: names of those sent, the first leads.
        outcome: what the newest finding says, in Chinese; empty where there is none.
    """

    part: int
    key: str
    task: Task | None
    inspectors: tuple[str, ...]
    outcome: str


def result_lines(announcement: Announcement, parts: list[Draw]) -> list[ResultLine]:
    """What was drawn, line by line, for the officers who may see the announcement.

    Args:
        announcement: the announcement.
        parts: its draws in order.
    """
    ids = [line["task"] for part in parts for line in part.result if line["task"] is not None]
    tasks = Task.objects.select_related("commitment__application_item__proof_item").in_bulk(ids)
    newest = latest_findings(ids)
    names = _names_of(announcement)
    return [
        ResultLine(
            part.part,
            line["key"],
            tasks.get(line["task"]),
            tuple(names[code] for code in line["inspectors"]),
            newest[line["task"]].get_outcome_display() if line["task"] in newest else "",
        )
        for part in parts
        for line in part.result
    ]


@dataclass(frozen=True, slots=True)
class Errand:
    """Why a check came: a draw sent these two to it.

    Attributes:
        announcement_id: of the draw.
        number: of the announcement.
        people: names of those sent, the first leads.
    """

    announcement_id: int
    number: str
    people: tuple[str, ...]


def errand_of(task: Task) -> Errand | None:
    """The draw that sent officers to a check, or None where it came by its plan.

    Args:
        task: a check whose page the reader may see.
    """
    drawn = (
        Drawn.objects.filter(task=task, draw__annulment__isnull=True)
        .select_related("draw__announcement")
        .order_by("-pk")
        .first()
    )
    if drawn is None:
        return None
    announcement = drawn.draw.announcement
    sent: list[str] = next((line["inspectors"] for line in drawn.draw.result if line["task"] == task.pk), [])
    names = _names_of(announcement)
    return Errand(announcement.pk, announcement.number, tuple(names[code] for code in sent))


def _names_of(announcement: Announcement) -> dict[str, str]:
    """Code to name of those who may be sent."""
    accounts = {one["account"]: one["code"] for one in announcement.inspectors}
    found = Account.objects.filter(username__in=accounts).values_list("username", "name")
    return {accounts[username]: name for username, name in found}
