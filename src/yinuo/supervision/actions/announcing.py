"""Announcing a draw: the list frozen, a secret sealed, and the outside event named that will complete the seed."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from yinuo.casefile.actions import next_number
from yinuo.law import draw as law
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import BUSINESS_54, CLAUSES
from yinuo.people.models import Account, Agency
from yinuo.supervision.access import why_not_draw
from yinuo.supervision.models import Announcement
from yinuo.supervision.published import population_digest_of
from yinuo.supervision.queries import Lists, lists_of, waiting_announcement

if TYPE_CHECKING:
    from datetime import datetime

LEAST_WORDS = 6
MOST_WORDS = 200


@transaction.atomic
def announce_draw(
    *, agency: Agency, outside: str, event: str, happens_at: datetime, by: Account, at: datetime
) -> Announcement:
    """Freeze the pool of an agency, publish its digest, the seal of a secret, and which outside event is waited for.

    Args:
        agency: whose pool; the officer's own agency.
        outside: one of :class:`Announcement.Outside`.
        event: which event exactly, such as ``"双色球第2026138期开奖号码"``.
        happens_at: when its outcome will be known, aware; later than ``at``, and nobody can know it before.
        by: a deciding officer.
        at: the moment, aware.

    Returns:
        The announcement; where one waits to be drawn already, that one: nobody announces until he likes the list.

    Raises:
        Refused: a stranger, an empty pool, too few inspectors, or an event that is not named or not in the future.

    Source: 方案二（四） “双随机一公开”; 优化营商环境条例第五十四条.
    """
    on = timezone.localdate(at)
    Agency.objects.select_for_update().get(pk=agency.pk)
    refusal = why_not_draw(by, agency, on=on)
    if refusal is not None:
        raise Refused(refusal)
    waiting = waiting_announcement(agency)
    if waiting is not None:
        return waiting
    named = " ".join(event.split())
    _refuse_event(outside, named, happens_at, at)
    lists = lists_of(agency, on=on)
    refuse_lists(lists)
    secret = secrets.token_bytes(32)
    strata, codes = lists.as_json(), [one["code"] for one in lists.inspectors]
    return Announcement.objects.create(
        number=next_number("宿抽", year=on.year),
        agency=agency,
        algorithm=law.ALGORITHM,
        strata=strata,
        inspectors=lists.inspectors,
        recused=lists.recused,
        each=lists.each,
        population_digest=population_digest_of(strata, codes, lists.recused, lists.each),
        secret=secret,
        seal=law.seal(secret),
        outside=outside,
        event=named,
        happens_at=happens_at,
        announced_by=by,
        announced_at=at,
    )


def _refuse_event(outside: str, event: str, happens_at: datetime, at: datetime) -> None:
    way_out = (
        "请选一次还没有开出结果、结果人人都能查到的事件，例如“双色球第2026138期开奖号码”，并写明开奖的时间。"
    )
    why = ""
    if outside not in Announcement.Outside.values:
        why = "没有选外部随机事件的种类"
    elif not LEAST_WORDS <= len(event) <= MOST_WORDS:
        why = f"没有写明是哪一次（{LEAST_WORDS} 到 {MOST_WORDS} 个字）"
    elif happens_at <= at:
        why = "外部随机事件在公告以前已经有了结果"
    if why:
        raise Refused(Refusal("不能公告抽查", why, BUSINESS_54, way_out))


def refuse_lists(lists: Lists) -> None:
    """Refuse lists from which nothing can be drawn, or for which there are not enough inspectors."""
    if not any(stratum.size for stratum in lists.strata):
        raise Refused(
            Refusal(
                "现在没有可抽查的",
                "免予核查的名单里没有还没抽过的承诺",
                CLAUSES["2.4-b"],
                "有新的免予核查承诺后再组织抽查。",
            )
        )
    if len(lists.inspectors) < lists.each:
        raise Refused(
            Refusal(
                "不能组织抽查",
                f"检查人员名单只有{len(lists.inspectors)}人，现场检查至少要{lists.each}人",
                BUSINESS_54,
                "请管理员给更多工作人员开通核查人员角色。",
            )
        )
    short = [
        key for key, shut in lists.recused.items() if len(lists.inspectors) - len(set(shut)) < lists.each
    ]
    if short:
        raise Refused(
            Refusal(
                "不能组织抽查",
                f"名单里有 {len(short)} 项，回避以后剩下的检查人员不到{lists.each}人，例如{short[0]}",
                BUSINESS_54,
                "请管理员给没有办过这些件的工作人员开通核查人员角色。",
            )
        )
