"""Drawing: the secret is opened, the outcome of the event entered, and what follows from both is checked from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from yinuo.law import draw as law
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import BUSINESS_54, CLAUSES
from yinuo.people.models import Account, Agency
from yinuo.supervision.access import why_not_draw
from yinuo.supervision.models import Announcement, Draw, Drawn
from yinuo.supervision.published import repeat
from yinuo.supervision.queries import BY_OFFICER, key_of, open_to_all
from yinuo.verification.actions import call_up
from yinuo.verification.models import Task

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

LEAST_SIGNS = 2
LEAST_WORDS = 6


@transaction.atomic
def draw(*, announcement_id: int, happened: str, witnesses: str, by: Account, at: datetime) -> Draw:
    """Open the sealed secret, enter what the event brought, and draw; each fact drawn becomes a check.

    Args:
        announcement_id: an announcement; drawn already, it gives the same draw again, whatever is entered.
        happened: the outcome of the event that was named, as it was published.
        witnesses: who was there, or where the outcome was published.
        by: a deciding officer of the agency.
        at: the moment, aware; not before the event.

    Returns:
        The draw, with the secret, which anybody can repeat.

    Raises:
        Refused: a stranger, drawn before the event, or no outcome or no witness given.
    """
    announcement = _locked(announcement_id, by=by, at=at)
    known = Draw.objects.filter(announcement=announcement, part=0).first()
    if known is not None:
        return known
    if at < announcement.happens_at:
        raise Refused(
            Refusal(
                "还不能抽取",
                f"“{announcement.event}”要到{timezone.localtime(announcement.happens_at):%Y年%m月%d日%H:%M}才有结果",
                BUSINESS_54,
                "请在有结果以后再抽取。",
            )
        )
    said, seen = law.outcome(happened), " ".join(witnesses.split())
    if len(said) < LEAST_SIGNS or not seen:
        raise Refused(
            Refusal(
                "还不能抽取",
                "没有填写外部随机事件的结果"
                if len(said) < LEAST_SIGNS
                else "没有填写见证人或者公布结果的地方",
                BUSINESS_54,
                "请照公布的结果填写号码，并写明谁在场见证，或者在哪里公布。",
            )
        )
    sizes = {stratum["standing"]: stratum["size"] for stratum in announcement.strata}
    return _make(announcement, sizes, said[:200], seen[:200], reason="", by=by, at=at)


@transaction.atomic
def draw_more(
    *, announcement_id: int, part: int, more: Mapping[str, int], reason: str, by: Account, at: datetime
) -> Draw:
    """Draw further in the same order, without a new seed: who is next is fixed, whether to go on needs a published reason.

    Args:
        announcement_id: an announcement that was drawn.
        part: which part this is to be, the one after the last; where it exists already, it is given again.
        more: standing to how many more.
        reason: why, in the officer's words.
        by: a deciding officer of the agency.
        at: the moment, aware.

    Raises:
        Refused: a stranger, not drawn yet, annulled, nothing or more asked for than the list still holds, no reason, or
            the outcome is public already.
    """
    announcement = _locked(announcement_id, by=by, at=at)
    parts = list(announcement.draws.select_related("annulment").order_by("part"))
    known = next((one for one in parts if one.part == part), None)
    if known is not None and part > 0:
        return known
    _refuse_more(announcement, parts, part, more, reason)
    _refuse_known(announcement, at)
    first = parts[0]
    sizes = {stratum["standing"]: more.get(stratum["standing"], 0) for stratum in announcement.strata}
    words = " ".join(reason.split())[:300]
    return _make(announcement, sizes, first.happened, first.witnesses, reason=words, by=by, at=at)


def _refuse_more(
    announcement: Announcement, parts: list[Draw], part: int, more: Mapping[str, int], reason: str
) -> None:
    left = {
        s["standing"]: len(s["keys"]) - sum(p.sizes[s["standing"]] for p in parts)
        for s in announcement.strata
    }
    why = ""
    if not parts or hasattr(parts[0], "annulment"):
        why = "还没有抽取，或者抽取已经撤销"
    elif part != len(parts):
        why = f"下一次是第 {len(parts)} 次补充抽取"
    elif set(more) - set(left) or any(n < 0 for n in more.values()) or not any(more.values()):
        why = "没有写明补抽几项"
    elif any(n > left[standing] for standing, n in more.items()):
        why = "补抽的项数超过了名单里剩下的"
    elif len(reason.strip()) < LEAST_WORDS:
        why = f"没有写明补抽的理由，或者不到{LEAST_WORDS}个字"
    if why:
        raise Refused(Refusal("不能补充抽取", why, CLAUSES["2.4-b"], "请核对以后再补充抽取。"))


def _refuse_known(announcement: Announcement, at: datetime) -> None:
    """Once the secret is public everybody can tell who would be next: to go on would warn him."""
    if open_to_all(announcement, on=timezone.localdate(at)):
        raise Refused(
            Refusal(
                "不能补充抽取",
                "这一次的结果已经公布，接下来轮到谁，谁都算得出来",
                BUSINESS_54,
                "请另行公告一次抽查。",
            )
        )


def _locked(announcement_id: int, *, by: Account, at: datetime) -> Announcement:
    # The agency first, as those who announce and annul do: what is last must not change meanwhile.
    agency_id = Announcement.objects.values_list("agency_id", flat=True).get(pk=announcement_id)
    Agency.objects.select_for_update().get(pk=agency_id)
    announcement = (
        Announcement.objects.select_for_update(of=("self",)).select_related("agency").get(pk=announcement_id)
    )
    refusal = why_not_draw(by, announcement.agency, on=timezone.localdate(at))
    if refusal is not None:
        raise Refused(refusal)
    return announcement


def _make(
    announcement: Announcement,
    sizes: dict[str, int],
    happened: str,
    witnesses: str,
    *,
    reason: str,
    by: Account,
    at: datetime,
) -> Draw:
    secret = bytes(announcement.secret or b"")
    earlier = [one.sizes for one in announcement.draws.order_by("part")]
    found = repeat(announcement, secret, happened, [*earlier, sizes])[-1]
    tasks = _tasks(announcement, [key for key, _ in found])
    made = Draw.objects.create(
        announcement=announcement,
        part=len(earlier),
        secret=secret.hex(),
        happened=happened,
        witnesses=witnesses,
        reason=reason,
        sizes=sizes,
        result=[
            {"key": key, "task": tasks[key].pk if key in tasks else None, "inspectors": codes}
            for key, codes in found
        ],
        drawn_by=by,
        drawn_at=at,
    )
    accounts = {one["code"]: one["account"] for one in announcement.inspectors}
    people = {account.username: account for account in Account.objects.filter(username__in=accounts.values())}
    for key, codes in sorted(found):
        if key in tasks:
            _begin(made, tasks[key], people[accounts[codes[0]]], by=by, at=at)
    return made


def _begin(made: Draw, task: Task, inspector: Account, *, by: Account, at: datetime) -> None:
    listed_until = task.due_on
    opened = call_up(
        task_id=task.pk,
        drawn_by_number=made.announcement.number,
        inspector=inspector,
        by=by,
        by_label=BY_OFFICER,
        at=at,
    )
    if opened is not None:
        Drawn.objects.create(draw=made, task=task, listed_until=listed_until)


def _tasks(announcement: Announcement, keys: list[str]) -> dict[str, Task]:
    """The facts drawn that still lie in the pool; one whose commitment went out of it meanwhile is drawn in vain."""
    letters = {key.rpartition("/")[0] for key in keys}
    rows = Task.objects.filter(
        agency=announcement.agency_id, status="pooled", commitment__letter__number__in=letters
    )
    by_key = {key_of(task): task for task in rows.select_related("commitment__letter")}
    return {key: by_key[key] for key in keys if key in by_key}
