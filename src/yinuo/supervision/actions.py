"""Announcing a draw and drawing: first the list and the sealed seed, then the seed and what follows from it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from yinuo.casefile.actions import next_number, record
from yinuo.law import place
from yinuo.law.draw import how_many
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import BUSINESS_54, CLAUSES
from yinuo.people.models import Account, Agency, Role, RoleGrant
from yinuo.supervision.access import why_not_draw
from yinuo.supervision.models import Announcement, Draw, Drawn
from yinuo.supervision.queries import drawable, key_of, population_digest_of, repeat, seed_digest_of
from yinuo.verification.models import Task

if TYPE_CHECKING:
    from datetime import date, datetime

BY_OFFICER = "审批人"
STANDINGS = ("good", "ordinary", "watched")


@transaction.atomic
def announce_draw(*, agency: Agency, by: Account, at: datetime) -> Announcement:
    """Freeze the pool of an agency, publish its digest and the seal of a seed nobody has seen.

    Args:
        agency: whose pool; the officer's own agency.
        by: a deciding officer.
        at: the moment, aware.

    Returns:
        The announcement: strata by standing with the place's rates, inspectors, both digests.

    Raises:
        Refused: a stranger, an empty pool, or fewer inspectors than must go together.

    Source: 方案二（四） “双随机一公开”; 优化营商环境条例第五十四条.
    """
    on = timezone.localdate(at)
    Agency.objects.select_for_update().get(pk=agency.pk)
    refusal = why_not_draw(by, agency, on=on)
    if refusal is not None:
        raise Refused(refusal)
    waiting = Announcement.objects.filter(agency=agency, draw__isnull=True).first()
    if waiting is not None:
        return waiting
    strata, inspectors = _strata(agency, on), _inspectors(agency, on)
    _refuse_impossible(strata, inspectors, on)
    seed = secrets.token_bytes(32)
    return Announcement.objects.create(
        number=next_number("宿抽", year=on.year),
        agency=agency,
        strata=strata,
        inspectors=inspectors,
        population_digest=population_digest_of(strata, inspectors),
        seed=seed,
        seed_digest=seed_digest_of(seed),
        announced_by=by,
        announced_at=at,
    )


def _strata(agency: Agency, on: date) -> list[dict[str, Any]]:
    here = place.load(settings.YINUO_PLACE)
    keys: dict[str, list[str]] = {standing: [] for standing in STANDINGS}
    for task in drawable(agency, on=on):
        keys[task.commitment.standing].append(key_of(task))
    rates = {standing: here.amount(f"draw_rate_{standing}", on) for standing in STANDINGS}
    return [
        {"standing": s, "percent": rates[s], "size": how_many(len(keys[s]), rates[s]), "keys": keys[s]}
        for s in STANDINGS
    ]


def _inspectors(agency: Agency, on: date) -> list[str]:
    grants = RoleGrant.objects.filter(
        role=Role.VERIFIER, account__agency=agency, account__is_active=True, valid_from__lte=on
    ).exclude(valid_until__lte=on)
    return sorted(grants.values_list("account__username", flat=True))


def _refuse_impossible(strata: list[dict[str, Any]], inspectors: list[str], on: date) -> None:
    if not any(stratum["size"] for stratum in strata):
        raise Refused(
            Refusal(
                "现在没有可抽查的",
                "免予核查的名单里没有还没抽过的承诺",
                CLAUSES["2.4-b"],
                "有新的免予核查承诺后再组织抽查。",
            )
        )
    needed = place.load(settings.YINUO_PLACE).amount("officers_on_site", on)
    if len(inspectors) < needed:
        raise Refused(
            Refusal(
                "不能组织抽查",
                f"检查人员名单只有{len(inspectors)}人，现场检查至少要{needed}人",
                BUSINESS_54,
                "请管理员给更多工作人员开通核查人员角色。",
            )
        )


@transaction.atomic
def draw(*, announcement_id: int, by: Account, at: datetime) -> Draw:
    """Open the sealed seed and draw; the case of each fact drawn gets an entry.

    Args:
        announcement_id: an announcement; drawn already it gives the same draw again.
        by: a deciding officer of the agency.
        at: the moment, aware; later than the announcement.

    Returns:
        The draw with its seed, which anybody can repeat.

    Raises:
        Refused: a stranger, or drawn before it was announced.
    """
    announcement = (
        Announcement.objects.select_for_update(of=("self",)).select_related("agency").get(pk=announcement_id)
    )
    on = timezone.localdate(at)
    refusal = why_not_draw(by, announcement.agency, on=on)
    if refusal is not None:
        raise Refused(refusal)
    known = Draw.objects.filter(announcement=announcement).first()
    if known is not None:
        return known
    if at <= announcement.announced_at:
        raise Refused(
            Refusal("还不能抽取", "抽取不能早于公告", CLAUSES["2.4-b"], "请先公告名单和种子摘要，再抽取。")
        )
    seed = bytes(announcement.seed or b"")
    each = place.load(settings.YINUO_PLACE).amount("officers_on_site", on)
    found = repeat(announcement, seed, inspectors_each=each)
    tasks = _tasks(announcement, [key for key, _ in found])
    made = Draw.objects.create(
        announcement=announcement,
        seed=seed.hex(),
        drawn_by=by,
        drawn_at=at,
        result=[{"key": key, "task": tasks[key].pk, "inspectors": who} for key, who in found],
    )
    for key, who in found:
        _enter(made, tasks[key], who, by=by, at=at)
    return made


def _tasks(announcement: Announcement, keys: list[str]) -> dict[str, Task]:
    letters = {key.rpartition("/")[0] for key in keys}
    rows = Task.objects.filter(
        agency=announcement.agency_id, status="pooled", commitment__letter__number__in=letters
    )
    by_key = {key_of(task): task for task in rows.select_related("commitment__letter")}
    return {key: by_key[key] for key in keys}


def _enter(made: Draw, task: Task, inspectors: list[str], *, by: Account, at: datetime) -> None:
    Drawn.objects.create(draw=made, task=task)
    record(
        case_file_id=task.case_file_id,
        step="supervision.draw",
        title="日常监管抽查抽中",
        by=by,
        by_label=BY_OFFICER,
        at=at,
        basis=CLAUSES["2.4-b"],
        facts={
            "announcement": made.announcement.number,
            "task": task.pk,
            "fact_key": task.fact_key,
            "population_digest": made.announcement.population_digest,
            "seed": made.seed,
            "inspectors": inspectors,
        },
    )
