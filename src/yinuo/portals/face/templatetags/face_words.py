"""Dates, icons, status tags, deadlines and masked numbers, as template tags."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from yinuo.matters.edition_lines import written_day
from yinuo.portals.face import words
from yinuo.portals.face.parts import told
from yinuo.portals.face.tokens import STATIC

register = template.Library()

TONE_ICONS = {"go": "clock", "ok": "check", "look": "alert", "bad": "alert", "": "", "open": ""}
PHONE_LENGTH = 11


@cache
def sprite_names() -> frozenset[str]:
    """The names of the icons in the sprite."""
    text = (STATIC / "icons.svg").read_text(encoding="utf-8")
    return frozenset(re.findall(r'<symbol id="i-([a-z]+)"', text))


register.filter("zh_date", words.full_date)
register.filter("zh_day", words.short_date)
register.filter("zh_weekday", words.weekday)
register.filter("zh_datetime", words.full_datetime)
register.filter("zh_moment", words.short_datetime)
register.filter("zh_time", words.clock_time)
register.filter("validity", words.validity)
register.filter("zh_iso", written_day)


@register.filter
def zh_number(value: float | Decimal | None) -> str:
    """``48,212``; empty for None."""
    return "" if value is None else f"{value:,}"


@register.filter
def beside(titles: Sequence[str], cells: Sequence[str]) -> list[tuple[str, str]]:
    """Titles of columns beside the cells of a row."""
    return list(zip(titles, cells, strict=True))


@register.simple_tag
def icon(name: str, label: str = "", cls: str = "") -> SafeString:
    """An icon of the sprite; without a label it is hidden from readers, because a word stands beside it."""
    if name not in sprite_names():
        raise template.TemplateSyntaxError(f"the sprite holds no icon named {name}")
    address = f"{static('face/icons.svg')}#i-{name}"
    css = f"i {cls}".strip()
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', css, label, address
        )
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', css, address)


@register.simple_tag(name="tag")
def tag_(text: str, tone: str = "", symbol: str | None = None, url: str = "") -> SafeString:
    """A status: word, icon and tone; with an address it is a link."""
    name = TONE_ICONS[tone] if symbol is None else symbol
    drawn = icon(name) if name else ""
    css = f"tag tag--{tone}" if tone else "tag"
    if url:
        return format_html('<a class="{}" href="{}">{}{}</a>', css, url, drawn, text)
    return format_html('<span class="{}">{}{}</span>', css, drawn, text)


@register.simple_tag
def marks(parts: Sequence[tuple[str, str]]) -> SafeString:
    """Two texts in one: what is gone struck through, what is new underlined, both told to who listens."""
    drawn = {
        "same": "{}",
        "gone": '<del><span class="vh">删去：</span>{}</del>',
        "new": '<ins><span class="vh">改为：</span>{}</ins>',
    }
    return format_html_join(
        "", "{}", ((format_html(drawn[mark], text),) for mark, text in parts)
    ) or mark_safe('<span class="note">（空）</span>')


@register.simple_tag
def days_left(due: date | None, left: int | None = None, shape: str = "") -> SafeString:
    """``还有 3 个工作日，11月26日到期``; ``shape="tag"`` draws it as a tag. ``left`` counts working days after today."""
    if due is None:
        return mark_safe("")
    tone = _due_tone(left)
    text = words.days_left_text(due, left)
    if shape == "tag":
        return tag_(text, tone, "alert" if tone == "bad" else "clock")
    css = f"left left--{tone}" if tone else "left"
    drawn = icon("alert" if tone == "bad" else "clock")
    return format_html('<span class="{}">{}<span>{}</span></span>', css, drawn, text)


def _due_tone(left: int | None) -> str:
    """Overdue is bad; due today or tomorrow asks for a look."""
    if left is None or left > 1:
        return ""
    return "bad" if left < 0 else "look"


@register.inclusion_tag("face/day_clock.html")
def day_clock(cells: Sequence[Any], due: date, left: int | None = None, what: str = "") -> dict[str, Any]:
    """The working-day clock: the days drawn, the sentence beside it; ``cells`` come from ``parts.day_cells``."""
    head, _, tail = words.days_left_text(due, left).partition("，")
    marks = {"now": "今天", "due": "到期"}
    drawn: list[tuple[str, str, Any]] = []
    before: date | None = None
    for cell in cells:
        kind, day = told(cell, "kind"), told(cell, "day")
        if before is not None and (day - before).days > 1:
            drawn.append(("skip", "", "…"))
        drawn.append((kind, marks.get(kind, words.weekday(day)), day.day))
        before = day
    sentence = what or (f"{tail}（{words.weekday(due)}）" if tail else f"（{words.weekday(due)}）")
    return {"head": head, "tail": sentence, "tone": _due_tone(left), "cells": drawn}


@register.simple_tag
def masked(value: str | None, url: str = "") -> SafeString:
    """A number already masked, read aloud sensibly; a bare number is masked here rather than shown.

    ``url`` leads to the page where a reason is given and the whole number is shown.
    """
    text = _hidden(value or "")
    if not text:
        return mark_safe('<span class="note">没有填写</span>')
    start, dots, end = _split_at_dots(text)
    spoken = f"{start}，中间 {len(dots)} 位已隐去，{end}" if end else f"{start}，后面已隐去"
    shown = format_html(
        '<span class="masked"><span aria-hidden="true">{}<span class="masked__dots">{}</span>{}</span>'
        '<span class="vh">{}</span></span>',
        *(start, dots, end, spoken),
    )
    if url:
        return format_html('{} <a class="nb" href="{}">看全部号码（要写理由）</a>', shown, url)
    return shown


def _hidden(value: str) -> str:
    """The value as it may be shown: unchanged when it already holds stars."""
    if "*" in value or not value:
        return value
    if len(value) < PHONE_LENGTH:
        return value[:1] + "*" * (len(value) - 1)
    first, last = (3, 4) if len(value) == PHONE_LENGTH else (4, 2)
    return value[:first] + "*" * (len(value) - first - last) + value[-last:]


def _split_at_dots(text: str) -> tuple[str, str, str]:
    """Before, the stars, after."""
    found = re.match(r"([^*]*)(\**)(.*)", text)
    return (found[1], found[2], found[3]) if found else (text, "", "")
