"""What expires or falls due: versions, texts, trials, changes, tasks, reviews of items and of risks. Clause 3.2-b."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest

from yinuo.law import place
from yinuo.law.adjusting import ChangeKind
from yinuo.law.deadlines import add_months
from yinuo.matters.access import tasks_visible_to, visible_to
from yinuo.matters.models import ItemReview, ItemVersion, LegalText, ProofItem, TextChange
from yinuo.matters.queries.published import IN_USE
from yinuo.people.models import Account


class Occasion(StrEnum):
    """Why a day stands in the calendar."""

    VERSION_ENDS = "版本适用期满"
    TEXT_ENDS = "文件废止"
    TRIAL_ENDS = "试行或者有效期满"
    CHANGE_COMES = "依据变动施行"
    REVISION_DUE = "修订任务到期"
    REVIEW_DUE = "到期复核"
    RISK_REVIEW = "风险点复核"


LATE = (Occasion.VERSION_ENDS, Occasion.REVISION_DUE, Occasion.REVIEW_DUE, Occasion.RISK_REVIEW)
"""Those that stay to be done when their day is past; the others have then simply happened."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing on one day.

    Attributes:
        day: the day; for a period its last day in time, for an end the first day without.
        occasion: why.
        title: what, in Chinese.
        detail: of whom or how many.
        key: unique and the same each time it is asked, for feeds.
        item: slug of the proof item it leads to, or empty.
        text: slug of the legal text it leads to, or empty.
        change: key of the change whose tasks it leads to, or 0.
    """

    day: date
    occasion: Occasion
    title: str
    detail: str
    key: str
    item: str = ""
    text: str = ""
    change: int = 0


def reviews_of(item: ProofItem) -> QuerySet[ItemReview]:
    """When an item was looked at again and by whom, the newest first."""
    return item.reviews.select_related("by", "version").order_by("-reviewed_on", "-pk")


@dataclass(frozen=True, slots=True)
class Span:
    """Days, the end excluded."""

    since: date
    until: date


def expiring(
    account: Account, *, span: Span, on: date, occasions: tuple[Occasion, ...] = tuple(Occasion)
) -> list[Event]:
    """What falls on some days, for an officer of the catalogue, by day; one query for each occasion.

    Items, versions and tasks are those he may see; legal texts are the city's.

    Args:
        account: who asks.
        span: the days.
        on: today, for roles and for the place's numbers.
        occasions: only these.
    """
    found = [event for occasion in occasions for event in _ASKED[occasion](account, span, on)]
    return sorted(found, key=lambda event: (event.day, list(Occasion).index(event.occasion), event.key))


def late(account: Account, *, on: date) -> list[Event]:
    """What should have been done before today and is not done."""
    return expiring(account, span=Span(date(2000, 1, 1), on), on=on, occasions=LATE)


def _versions(account: Account, on: date) -> QuerySet[ItemVersion]:
    return (
        visible_to(account, on=on)
        .filter(status__in=IN_USE)
        .select_related("item__matter__agency")
        .defer("notice", "facts", "inputs", "plain", "answers")
    )


def _event(version: ItemVersion, day: date, occasion: Occasion, more: str = "") -> Event:
    item = version.item
    return Event(
        day,
        occasion,
        f"{item.matter.name}：{item.name}",
        more or item.matter.agency.short_name,
        f"{occasion.name.lower()}-{version.pk}-{day:%Y%m%d}",
        item=item.slug,
    )


def _version_ends(account: Account, span: Span, on: date) -> Iterator[Event]:
    rows = _versions(account, on).filter(ends_on__gte=span.since, ends_on__lt=span.until)
    for version in rows:
        if version.ends_on is not None:
            yield _event(version, version.ends_on, Occasion.VERSION_ENDS)


def review_due(version: ItemVersion, *, on: date) -> date | None:
    """The day by which a version in use is to be looked at again.

    Args:
        version: in use.
        on: today, for the place's months between two looks.

    Returns:
        That many months after it came into use or was last looked at; None where it never came into use.
    """
    if version.valid_from is None:
        return None
    reviewed = ItemReview.objects.filter(version=version).aggregate(last=Max("reviewed_on"))["last"]
    return add_months(max(version.valid_from, reviewed or version.valid_from), _months_between(on))


def _months_between(on: date) -> int:
    return place.load(settings.YINUO_PLACE).amount("review_every", on)


def _reviews(account: Account, span: Span, on: date) -> Iterator[Event]:
    """Months after the version in use was published, or looked at again; the months of the place."""
    months = _months_between(on)
    # A month may be shorter than its counterpart: ask for some days more, and compare exactly.
    first, last = _months_before(span.since, months), _months_before(span.until, months)
    reviewed = ItemReview.objects.filter(version=OuterRef("pk")).order_by("-reviewed_on")
    rows = (
        _versions(account, on)
        # PostgreSQL's GREATEST leaves out what is null: a version nobody looked at again counts from its first day.
        .annotate(looked_at=Greatest("valid_from", Subquery(reviewed.values("reviewed_on")[:1])))
        .filter(looked_at__gte=first - timedelta(days=4), looked_at__lt=last + timedelta(days=4))
    )
    for version in rows:
        due = add_months(version.looked_at, months)
        if span.since <= due < span.until:
            yield _event(version, due, Occasion.REVIEW_DUE)


def _months_before(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 - months
    return date(max(1, total // 12), total % 12 + 1, min(day.day, 28))


_RISKS = """
SELECT v.id, p ->> 'review_on', p ->> 'point'
FROM matters_item_version v CROSS JOIN LATERAL jsonb_array_elements(v.terms -> 'risk_points') AS p
WHERE v.status IN ('published', 'suspended') AND jsonb_typeof(v.terms -> 'risk_points') = 'array'
  AND p ->> 'review_on' >= %s AND p ->> 'review_on' < %s
ORDER BY 2, 1
"""


def _risk_reviews(account: Account, span: Span, on: date) -> Iterator[Event]:
    with connection.cursor() as cursor:
        cursor.execute(_RISKS, [span.since.isoformat(), span.until.isoformat()])
        rows = cursor.fetchall()
    mine = _versions(account, on).in_bulk([pk for pk, _day, _point in rows]) if rows else {}
    for pk, day, point in rows:
        if pk in mine:
            yield _event(mine[pk], date.fromisoformat(day), Occasion.RISK_REVIEW, f"风险点：{point}")


def _texts(column: str, occasion: Occasion, detail: str) -> Callable[[Account, Span, date], Iterator[Event]]:
    def ask(_account: Account, span: Span, _on: date) -> Iterator[Event]:
        wanted = {f"{column}__gte": span.since, f"{column}__lt": span.until}
        for text in LegalText.objects.filter(merged_into__isnull=True, **wanted):
            day = getattr(text, column)
            yield Event(
                day, occasion, text.called, detail, f"{occasion.name.lower()}-{text.pk}", text=text.slug
            )

    return ask


def _changes(_account: Account, span: Span, _on: date) -> Iterator[Event]:
    rows = TextChange.objects.filter(
        withdrawn_at__isnull=True, in_force_on__gte=span.since, in_force_on__lt=span.until
    ).select_related("text")
    for change in rows:
        yield Event(
            change.in_force_on,
            Occasion.CHANGE_COMES,
            f"{change.named}{ChangeKind[change.kind].value}",
            "自这一天起施行",
            f"change-{change.pk}",
            text=change.text.slug,
            change=change.pk,
        )


def _revisions(account: Account, span: Span, on: date) -> Iterator[Event]:
    """The running tasks of one change that fall due on one day are one event, however many."""
    rows = (
        tasks_visible_to(account, on=on)
        .filter(status__in=("open", "drafted"), due_on__gte=span.since, due_on__lt=span.until)
        .order_by("due_on", "change")
        .values_list("due_on", "change")
        .annotate(n=Count("pk"))
    )
    counted = list(rows)
    changes = TextChange.objects.select_related("text").in_bulk([change for _day, change, _n in counted])
    for day, pk, n in counted:
        yield Event(
            day,
            Occasion.REVISION_DUE,
            f"{changes[pk].named}变动，{n:,} 项待修订",
            "新版公布，或者认定不需修订",
            f"revisions-{pk}-{day:%Y%m%d}",
            change=pk,
        )


_ASKED: dict[Occasion, Callable[[Account, Span, date], Iterator[Event]]] = {
    Occasion.VERSION_ENDS: _version_ends,
    Occasion.TEXT_ENDS: _texts("repealed_on", Occasion.TEXT_ENDS, "自这一天起不再有效"),
    Occasion.TRIAL_ENDS: _texts("trial_until", Occasion.TRIAL_ENDS, "这一天是最后一日"),
    Occasion.CHANGE_COMES: _changes,
    Occasion.REVISION_DUE: _revisions,
    Occasion.REVIEW_DUE: _reviews,
    Occasion.RISK_REVIEW: _risk_reviews,
}
