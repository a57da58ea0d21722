"""The pool of exempt commitments, the lists that a draw of it would freeze, and a rehearsal that keeps nothing."""

from __future__ import annotations

import secrets
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from yinuo.casefile.models import Entry
from yinuo.law import draw as law
from yinuo.law import place
from yinuo.people.models import Role, RoleGrant
from yinuo.supervision.access import supervised_visible_to
from yinuo.supervision.models import Draw, Drawn
from yinuo.verification.models import Task

if TYPE_CHECKING:
    from datetime import date

    from yinuo.people.models import Account, Agency

BY_OFFICER = "审批人"
STANDINGS = {"good": "信用良好", "ordinary": "信用一般", "watched": "重点关注"}
_MOST_TRIALS = 200
_MOST_WORK = 400_000


@dataclass(frozen=True, slots=True)
class PoolLine:
    """How many exempt facts of one item lie in the pool of one agency.

    Attributes:
        agency: short name.
        item_id: key of the proof item.
        item: its name.
        waiting: facts in the pool that were never drawn.
        drawn: facts drawn already.
    """

    agency: str
    item_id: int
    item: str
    waiting: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Stratum:
    """Those of one standing.

    Attributes:
        standing: code name.
        percent: the rate of the place.
        size: how many are drawn.
        keys: what may be drawn.
    """

    standing: str
    percent: int
    size: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """What a draw of an agency would freeze.

    Attributes:
        strata: by standing, the good first.
        inspectors: ``{"code", "account"}`` of each who may be sent.
        recused: key to the codes of those who may not be sent there: who worked on the case, who was there last.
        each: how many go together.
    """

    strata: tuple[Stratum, ...]
    inspectors: list[dict[str, str]]
    recused: dict[str, list[str]]
    each: int

    def as_json(self) -> list[dict[str, Any]]:
        """The strata as they are kept."""
        return [
            {"standing": s.standing, "percent": s.percent, "size": s.size, "keys": list(s.keys)}
            for s in self.strata
        ]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What draws of the lists as they are now would look like; nothing is kept.

    Attributes:
        lists: the lists.
        trials: how many draws were tried, each with a seed of its own.
        drawn: how many facts each draws.
        visits: code of an inspector to the least and the most facts he was sent to in one of them.
        again: how many facts were drawn in more than one of two following trials: how little one can foresee.
    """

    lists: Lists
    trials: int
    drawn: int
    visits: dict[str, tuple[int, int]]
    again: float


def _in_pool(rows: QuerySet[Task], on: date) -> QuerySet[Task]:
    return rows.filter(due_on__gte=on).exclude(commitment__status="withdrawn")


_STANDS = Q(drawn__isnull=False, drawn__draw__annulment__isnull=True)


def pool(account: Account, *, on: date, agency_id: int | None = None) -> list[PoolLine]:
    """The pool of routine supervision by agency and item: exempt facts within their time, withdrawn promises left out.

    Args:
        account: who asks; an officer sees his agency's.
        on: the day.
        agency_id: only this agency.

    Source: 方案二（四）, clause 2.4-b.
    """
    rows = supervised_visible_to(account, on=on)
    if agency_id is not None:
        rows = rows.filter(agency=agency_id)
    item = "commitment__application_item__proof_item"
    counted = (
        rows.order_by()
        .values_list("agency__short_name", f"{item}_id", f"{item}__name")
        .annotate(
            waiting=Count(
                "pk",
                filter=Q(status="pooled", due_on__gte=on) & ~Q(commitment__status="withdrawn"),
                distinct=True,
            ),
            hit=Count("pk", filter=_STANDS, distinct=True),
        )
        .order_by("agency__short_name", f"{item}__name", f"{item}_id")
    )
    return [PoolLine(*line) for line in counted if line[3] or line[4]]


def drawable(agency: Agency, *, on: date) -> QuerySet[Task]:
    """The facts of an agency's pool that may be drawn, in a fixed order; one drawn and checked is no longer in it."""
    rows = _in_pool(Task.objects.filter(agency=agency, status="pooled"), on)
    return rows.select_related("commitment__letter").order_by("id")


def key_of(task: Task) -> str:
    """The name of a fact in the published list: the letter's number and the fact's key; it names no person."""
    return f"{task.commitment.letter.number}/{task.fact_key}"


def lists_of(agency: Agency, *, on: date) -> Lists:
    """The lists of an agency as a draw on a day would freeze them.

    Args:
        agency: whose pool and inspectors.
        on: the day, for rates, roles and what still lies in the pool.
    """
    here = place.load(settings.YINUO_PLACE)
    keys: dict[str, list[str]] = {standing: [] for standing in STANDINGS}
    file_of: dict[str, int] = {}
    subject_of: dict[str, int] = {}
    applicant = "commitment__application_item__application__applicant_id"
    rows = drawable(agency, on=on).values_list(
        "commitment__letter__number", "fact_key", "commitment__standing", "case_file_id", applicant
    )
    for letter, fact, standing, case_file, subject in rows.iterator(chunk_size=5_000):
        key = f"{letter}/{fact}"
        keys[standing].append(key)
        file_of[key], subject_of[key] = case_file, subject
    rates = {standing: here.amount(f"draw_rate_{standing}", on) for standing in STANDINGS}
    strata = tuple(
        Stratum(s, rates[s], law.how_many(len(keys[s]), rates[s]), tuple(keys[s])) for s in STANDINGS
    )
    inspectors, each = _inspectors(agency, on), here.amount("officers_on_site", on)
    return Lists(strata, inspectors, _recused(agency, inspectors, each, file_of, subject_of), each)


def _inspectors(agency: Agency, on: date) -> list[dict[str, str]]:
    grants = RoleGrant.objects.filter(
        role=Role.VERIFIER, account__agency=agency, account__is_active=True, valid_from__lte=on
    ).exclude(valid_until__lte=on)
    names = grants.order_by("account_id").values_list("account__username", flat=True).distinct()
    return [{"code": f"检{number:02d}", "account": name} for number, name in enumerate(names, 1)]


def _recused(
    agency: Agency,
    inspectors: list[dict[str, str]],
    each: int,
    file_of: dict[str, int],
    subject_of: dict[str, int],
) -> dict[str, list[str]]:
    """Who worked on a case is not sent to check it (回避); nor, where enough others are left, who was there last (轮换)."""
    code_of = {one["account"]: one["code"] for one in inspectors}
    worked: defaultdict[int, set[str]] = defaultdict(set)
    pooled = Task.objects.filter(agency=agency, status="pooled").values("case_file_id")
    entered = Entry.objects.filter(by__username__in=list(code_of), case_file_id__in=pooled)
    for case_file, name in entered.values_list("case_file_id", "by__username").distinct():
        worked[case_file].add(code_of[name])
    visited = _visited_last(agency, code_of)
    shut: dict[str, list[str]] = {}
    for key, file in file_of.items():
        must, may = worked.get(file, set()), visited.get(subject_of[key], set())
        both = must | may
        codes = both if len(inspectors) - len(both) >= each else must
        if codes:
            shut[key] = sorted(codes)
    return shut


def _visited_last(agency: Agency, code_of: dict[str, str]) -> dict[int, set[str]]:
    """Person to the codes of those who were sent to him last."""
    applicant = "task__commitment__application_item__application__applicant_id"
    rows = (
        Drawn.objects.filter(draw__announcement__agency=agency, draw__annulment__isnull=True)
        .order_by("pk")
        .values_list("task_id", applicant, "draw_id")
    )
    made_here = Draw.objects.filter(announcement__agency=agency).select_related("announcement")
    draws = made_here.defer("announcement__strata", "announcement__recused", "announcement__secret").in_bulk()
    sent: dict[tuple[int, int], list[str]] = {}
    for made in draws.values():
        names = {one["code"]: one["account"] for one in made.announcement.inspectors}
        for line in made.result:
            if line["task"] is not None:
                sent[made.pk, line["task"]] = [names[code] for code in line["inspectors"]]
    return {
        subject: {code_of[name] for name in sent.get((draw_id, task_id), ()) if name in code_of}
        for task_id, subject, draw_id in rows
    }


def rehearse(agency: Agency, *, on: date, trials: int = _MOST_TRIALS) -> Rehearsal:
    """Try draws of the lists as they are now, with seeds that are thrown away: nothing is kept, nobody is drawn.

    Args:
        agency: whose pool.
        on: the day.
        trials: how many draws; fewer where the lists are long.

    Raises:
        ValueError: for some fact not enough inspectors are left.
    """
    lists = lists_of(agency, on=on)
    many = sum(len(stratum.keys) for stratum in lists.strata)
    trials = max(2, min(trials, _MOST_WORK // max(many, 1)))
    codes = [one["code"] for one in lists.inspectors]
    visits: dict[str, list[int]] = {code: [] for code in codes}
    before: set[str] = set()
    again = drawn = 0
    for number in range(trials):
        seed = secrets.token_bytes(32)
        keys = [key for s in lists.strata for key in law.draw(s.keys, s.size, seed)]
        drawn = len(keys)
        sent = [
            one
            for codes_sent in law.allot(keys, codes, lists.each, seed, recused=lists.recused)
            for one in codes_sent
        ]
        for code in codes:
            visits[code].append(sent.count(code))
        again += len(before & set(keys)) if number else 0
        before = set(keys)
    share = again / (drawn * (trials - 1)) if drawn else 0.0
    return Rehearsal(lists, trials, drawn, {code: (min(n), max(n)) for code, n in visits.items()}, share)
