"""Articles, conclusion trees and refusals, as template tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import template

from yinuo.portals.face import words
from yinuo.portals.face.parts import told

register = template.Library()

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@register.inclusion_tag("face/cite.html")
def cite(citation: Any, key: str = "", opened: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002 - a template has no keywords only
    """An article, one click away. ``key`` is the part of its text to mark. Nothing for None. Not inside a ``<p>``."""
    text = str(told(citation, "text", "") or "")
    before, key, after = text.partition(key) if key and key in text else (text, "", "")
    return {
        "label": told(citation, "label", ""),
        "source": told(citation, "source", ""),
        "text": text,
        "before": before,
        "key": key,
        "after": after,
        "opened": opened,
    }


@register.inclusion_tag("face/reasons.html")
def reasons(conclusion: Any) -> dict[str, Any]:
    """A conclusion, or several, as a tree: reason, article, what it rests on, and the way out."""
    if conclusion is None:
        return {"lines": []}
    several = isinstance(conclusion, Iterable) and not isinstance(conclusion, Mapping)
    return {"lines": [_line(one) for one in (conclusion if several else [conclusion])]}


def _line(conclusion: Any, above: str = "") -> dict[str, Any]:
    """One node of the tree, ready to draw; the article of the line above is not said twice."""
    citation = told(conclusion, "citation")
    label = told(citation, "label", "")
    ok = told(conclusion, "ok")
    value = told(conclusion, "value")
    if ok is None and isinstance(value, bool):
        ok = value
    reason = str(told(conclusion, "reason", ""))
    said = _spoken(value)
    return {
        "css": {True: "yes", False: "look"}.get(ok, "flat"),
        "icon": {True: "check", False: "alert"}.get(ok, "dot"),
        "word": {True: "符合：", False: "要留意："}.get(ok, ""),
        "reason": reason,
        "value": "" if said in reason else said,
        "citation": citation if label != above else None,
        "instead": told(conclusion, "instead", ""),
        "lines": [_line(one, label) for one in told(conclusion, "because", ()) or ()],
    }


def _spoken(value: Any) -> str:
    """The value of a conclusion, where it is something to read: words, numbers, dates, labelled choices."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, date):
        return words.full_datetime(value)
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return words.full_date(date.fromisoformat(value))
    label = told(value, "label", "")
    if isinstance(label, str) and label:
        return label
    return str(value) if isinstance(value, (int, Decimal)) else ""


@register.inclusion_tag("face/refusal.html")
def refusal(refused: Any) -> dict[str, Any]:
    """A refusal inside a page: what, why, article, and what can be done instead. Nothing for None."""
    return {"refusal": refused}
