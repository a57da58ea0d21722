"""Time is an argument: only doors read the clock, also by functions that convert when they are given a moment."""

from __future__ import annotations

import ast
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "yinuo"
CONVERTERS = {"localdate", "localtime"}
DOORS = ("portals", "config")


def test_no_conversion_of_time_reads_the_clock_outside_a_door():
    found = [
        f"{path.relative_to(SOURCE)}:{line}"
        for path in sorted(SOURCE.rglob("*.py"))
        if not _is_door(path)
        for line in _clock_readings(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert found == []


def test_a_reading_of_the_clock_would_be_found():
    assert _clock_readings(ast.parse("from django.utils import timezone\nday = timezone.localdate()")) == [2]
    assert _clock_readings(ast.parse("day = timezone.localdate(at)")) == []


def _is_door(path):
    parts = path.relative_to(SOURCE).parts
    return parts[0] in DOORS or "management" in parts or parts[-1] == "tasks.py"


def _clock_readings(tree):
    """Lines on which a converter is called without a moment."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and not node.args
        and not node.keywords
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in CONVERTERS
    ]
