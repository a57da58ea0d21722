"""Figures, bars, charts, lists, files, crumbs and the pager, as template tags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinuo.portals.face.parts import told

register = template.Library()

PERCENT = 100


@register.inclusion_tag("face/figure_link.html")
def figure_link(
    number: float | str, url: str, label: str, unit: str = "", note: str = "", tone: str = ""
) -> dict[str, Any]:
    """A figure that opens the list behind it, as a card in ``<nav class="kpis">``."""
    shown = number if isinstance(number, str) else f"{number:,}"
    return {"number": shown, "url": url, "label": label, "unit": unit, "note": note, "tone": tone}


@register.simple_tag
def number_link(number: int, url: str, what: str = "") -> SafeString:
    """A figure inside a table or sentence that opens its list; nought has no list."""
    if not number:
        return format_html('<span class="num">{}</span>', 0)
    spoken = format_html('<span class="vh">，{}</span>', what) if what else ""
    return format_html('<a class="figure" href="{}">{}{}</a>', url, f"{number:,}", spoken)


@register.simple_tag
def meter(count: float, total: float, tone: str = "") -> SafeString:
    """A small bar true to scale; the number is written beside it by the page."""
    width = round(PERCENT * count / total, 1) if total else 0
    return format_html(
        '<svg class="meter{}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="{}" height="8"/></svg>',
        " meter--look" if tone == "look" else "",
        width,
    )


@register.inclusion_tag("face/bars.html")
def bars(shares: Sequence[Any], unit: str = "") -> dict[str, Any]:
    """Counts as bars, the longest full; each label opens its list."""
    most = max((told(one, "count") for one in shares), default=0)
    total = sum(told(one, "count") for one in shares)
    drawn = [
        {
            "share": one,
            "width": round(PERCENT * told(one, "count") / most, 1) if most else 0,
            "percent": round(PERCENT * told(one, "count") / total, 1) if total else 0,
        }
        for one in shares
    ]
    return {"bars": drawn, "unit": unit}


@register.inclusion_tag("face/flow.html")
def flow(shares: Sequence[Any], title: str, unit: str = "件") -> dict[str, Any]:
    """Where the whole went, one bar true to scale, each part with count and share."""
    total = sum(told(one, "count") for one in shares)
    drawn, start = [], 0
    for number, one in enumerate(shares, start=1):
        count = told(one, "count")
        share = round(PERCENT * count / total, 1) if total else 0
        drawn.append({"share": one, "x": start, "width": count, "number": min(number, 6), "percent": share})
        start += count
    return {"parts": drawn, "total": total, "title": title, "unit": unit}


@register.inclusion_tag("face/chart.html")
def chart(data: Any) -> dict[str, Any]:
    """A chart drawn from the table beside it; without a script the table is shown."""
    return {"chart": data}


@register.inclusion_tag("face/pager.html")
def pager(previous: str = "", following: str = "", note: str = "") -> dict[str, Any]:
    """Keyset paging: the addresses of the page before and the page after; nothing when there is neither."""
    return {"previous": previous, "following": following, "note": note}


@register.inclusion_tag("face/empty.html")
def empty(
    title: str, text: str = "", url: str = "", action: str = "", symbol: str = "file"
) -> dict[str, Any]:
    """Nothing here yet: says what to do next."""
    return {"title": title, "text": text, "url": url, "action": action, "symbol": symbol}


@register.inclusion_tag("face/facts.html")
def facts(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """Key facts in a row: ``(name, value)`` or ``(name, value, small print)``."""
    return {"rows": [(*row, "")[:3] for row in rows]}


@register.inclusion_tag("face/pairs.html")
def pairs(rows: Sequence[Sequence[Any]], cls: str = "") -> dict[str, Any]:
    """Names and values one under the other: ``(name, value)`` or ``(name, value, small print)``."""
    return {"rows": [(*row, "")[:3] for row in rows], "cls": cls}


@register.inclusion_tag("face/files.html")
def files(links: Sequence[Any]) -> dict[str, Any]:
    """Documents to open: title, what it is, address."""
    return {"links": links}


@register.inclusion_tag("face/progress.html")
def progress(done: int, total: int, label: str, note: str = "") -> dict[str, Any]:
    """Long work: how far it is; it can be left."""
    return {"done": done, "total": total, "label": label, "note": note}


@register.inclusion_tag("face/crumbs.html", takes_context=True)
def crumbs(context: template.Context, *trail: str) -> dict[str, Any]:
    """The way here: words, each followed by its address; the last has none. The home page is put first."""
    places: list[dict[str, str]] = [{"word": "首页", "url": "/"}]
    if "staff_crumbs" in context:
        places = []
    for part in trail:
        if str(part).startswith("/") and places:
            places[-1]["url"] = str(part)
        else:
            places.append({"word": str(part), "url": ""})
    return {"places": places}
