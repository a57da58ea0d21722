"""Steps, routes, clauses, the timeline, the due-diligence record, and boxes, as template tags."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinuo.portals.face import parts, words
from yinuo.portals.face.parts import told

register = template.Library()

SAY_ICONS = {"": "info", "look": "alert", "ok": "done", "bad": "stop"}


@register.inclusion_tag("face/stepper.html")
def stepper(steps: Sequence[Any], current: int, label: str = "办理进度") -> dict[str, Any]:
    """Where one stands: ``current`` counts from 1; a done step with an address leads back."""
    drawn = [
        {
            "number": number,
            "title": step if isinstance(step, str) else told(step, "title"),
            "url": "" if isinstance(step, str) or number >= current else told(step, "url", ""),
            "state": "done" if number < current else "now" if number == current else "next",
        }
        for number, step in enumerate(steps, start=1)
    ]
    back = drawn[current - 2]["url"] if 1 < current <= len(drawn) else ""
    here = drawn[current - 1]["title"] if 1 <= current <= len(drawn) else ""
    return {
        "steps": drawn,
        "current": current,
        "total": len(drawn),
        "here": here,
        "label": label,
        "back": back,
    }


@register.inclusion_tag("face/versus.html")
def versus(routes: Sequence[Any], rows: Sequence[Any], name: str = "route") -> dict[str, Any]:
    """The routes side by side, same rows, same weight, none chosen; buttons post ``name`` or lead to an address."""
    lines = [
        {
            "label": told(row, "label"),
            "icon": told(row, "icon"),
            "cells": [parts.Cell(one) if isinstance(one, str) else one for one in told(row, "cells")],
        }
        for row in rows
    ]
    cards = [
        {"route": route, "lines": [{**line, "cell": line["cells"][place]} for line in lines]}
        for place, route in enumerate(routes)
    ]
    brief = [line for line in lines if all(told(cell, "brief", "") for cell in line["cells"])]
    return {"cards": cards, "brief": brief, "span": len(lines) + 2, "count": len(routes), "name": name}


@register.inclusion_tag("face/clause.html")
def clause(text: Any) -> dict[str, Any]:
    """One clause of a notice: official text, plain words, and where wanted the box to tick."""
    return {"clause": text}


@register.inclusion_tag("face/timeline.html")
def timeline(moments: Sequence[Any]) -> dict[str, Any]:
    """What happened, what is now, what comes."""
    drawn = []
    for one in moments:
        when = told(one, "when", "")
        is_time = isinstance(when, date)
        drawn.append(
            {
                "moment": one,
                "said": words.short_datetime(when) if is_time else when,
                "machine": words.machine_time(when) if is_time else "",
            }
        )
    return {"moments": drawn}


@register.inclusion_tag("face/diligence.html")
def diligence(
    items: Sequence[Any],
    complete: bool = True,  # noqa: FBT001, FBT002
    citation: Any = None,
    url: str = "",
) -> dict[str, Any]:
    """The officer's due-diligence record: items of ``(moment or None, text)``; None is still to come."""
    drawn = [(words.clock_time(when) if isinstance(when, datetime) else when, text) for when, text in items]
    waiting = any(when is None for when, _ in drawn)
    return {"items": drawn, "complete": complete, "waiting": waiting, "citation": citation, "url": url}


@register.simple_block_tag
def say(content: SafeString, tone: str = "", title: str = "", symbol: str = "", role: str = "") -> SafeString:
    """A boxed message around its content: blue explains, ``look`` warns, ``ok`` reassures, ``bad`` says it failed."""
    shown = {
        "content": content,
        "tone": tone,
        "title": title,
        "symbol": symbol or SAY_ICONS[tone],
        "role": role,
    }
    return render_to_string("face/say.html", shown)


@register.simple_block_tag
def ask(
    content: SafeString,
    action: str,
    title: str = "",
    tone: str = "",
    opened: bool = False,  # noqa: FBT001, FBT002
) -> SafeString:
    """In place of a modal: the button opens the question, with its form, where it stands."""
    shown = {"content": content, "action": action, "title": title, "tone": tone, "opened": opened}
    return render_to_string("face/ask.html", shown)


@register.simple_block_tag
def poll(content: SafeString, url: str, every: int = 5) -> SafeString:
    """Asks again every few seconds and takes the place of itself; ends when the answer holds no ``poll``."""
    return format_html(
        '<div hx-get="{}" hx-trigger="every {}s" hx-swap="outerHTML" aria-live="polite">{}</div>',
        url,
        every,
        content,
    )
