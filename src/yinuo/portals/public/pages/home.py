"""The first page, and the count the city keeps in the open."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from yinuo.law.scope import PriorityField
from yinuo.law.texts import CLAUSES
from yinuo.matters.queries import published
from yinuo.portals.face.doors import everybody
from yinuo.portals.face.parts import ChartData, Series
from yinuo.portals.face.parts import Share as Bar
from yinuo.portals.public.counting import year_so_far

DOORS: dict[str, tuple[str, str, str]] = {
    "HOUSEHOLD_REGISTRATION": ("落户迁户", "分户、投靠、改登记项", "home"),
    "MARKET_ENTRY": ("开店办企业", "住所、经营场地", "shop"),
    "QUALIFYING_EXAMS": ("报名考试", "学历、工作年限", "exam"),
    "SOCIAL_INSURANCE": ("社保医保", "亲属关系、健在", "shield"),
    "SOCIAL_ASSISTANCE": ("困难救助", "低保、临时救助", "hands"),
    "HEALTH_EXAMINATION": ("体检与健康证明", "入学、入职前", "health"),
    "LEGAL_SERVICES": ("打官司、请律师", "法律援助、律师执业", "scales"),
}
NEWEST = 6
HINTS, LONGEST_HINT = 4, 8


@everybody
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search, the seven fields of life, what is new, and the year's count."""
    counted = dict(published().order_by().values_list("item__matter__field").annotate(Count("pk")))
    context = {
        "doors": [(field.name, *DOORS[field.name], counted.get(field.name, 0)) for field in PriorityField],
        "total": sum(counted.values()),
        "newest": list(published().filter(status="published").order_by("-valid_from", "-pk")[:NEWEST]),
        "hints": _hints(),
        "count": year_so_far(at=timezone.now()),
    }
    return render(request, "public/home.html", context)


def _hints() -> list[str]:
    """Short names of proofs that many matters ask for: words to try the search with."""
    named = (
        published().order_by().values_list("item__name").annotate(n=Count("pk")).order_by("-n", "item__name")
    )
    return [name for name, _ in named if len(name) <= LONGEST_HINT][:HINTS]


@everybody
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The lists behind the figures: by month, by unit, and what became of the promises."""
    count = year_so_far(at=timezone.now())
    context = {
        "count": count,
        "fates": [Bar(title, number) for title, number in count.fates],
        "trend": ChartData(
            key="trend",
            title="每月签的承诺",
            labels=[f"{month.month.month}月" for month in count.months],
            series=(
                Series("承诺", [month.promises for month in count.months]),
                Series("办件", [month.cases for month in count.months]),
            ),
            unit="份、件",
            label_title="月份",
            note="纵轴从 0 起，本月还没有完。",
        ),
        "basis": CLAUSES["3.2-a"],
    }
    return render(request, "public/figures.html", context)
