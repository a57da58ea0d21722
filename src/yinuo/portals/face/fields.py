"""How a field of a form is drawn: its parts, its errors with reason and remedy, and the summary on top.

An error may carry more than a sentence: ``ValidationError(text, params={"remedy": "…", "citation": Citation})``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import Field, widgets
from django.forms.boundfield import BoundField
from django.forms.forms import BaseForm
from django.utils.safestring import SafeString

INPUT_CLASSES = (
    (widgets.Textarea, "area"),
    (widgets.Select, "select"),
    (widgets.Input, "input"),
    (widgets.Widget, "input"),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field, why, and what to do; ``anchor`` is where it can be mended."""

    text: str
    remedy: str = ""
    citation: Any = None
    anchor: str = ""


def drawn(bound: BoundField, *, unit: str, hints: Mapping[str, str], cls: str) -> dict[str, Any]:
    """All that ``face/field.html`` shows of one field.

    Args:
        bound: the field of the form with what was typed.
        unit: written behind the control (``元``).
        hints: small print under a choice, by its value.
        cls: further classes of the box, such as ``field--wide``.
    """
    faults = faults_of(bound)
    optional = not bound.field.required
    box = {
        "bound": bound,
        "faults": faults,
        "unit": unit,
        "cls": cls,
        "id": bound.auto_id,
        "optional": optional,
    }
    widget = bound.field.widget
    told_by = [f"{bound.auto_id}-hint"] if bound.help_text else []
    if faults:
        told_by.append(f"{bound.auto_id}-error")
    described = " ".join(told_by)
    attrs: dict[str, str | bool] = {"aria-describedby": described} if described else {}
    if faults:
        attrs["aria-invalid"] = "true"
    if isinstance(widget, (widgets.RadioSelect, widgets.CheckboxSelectMultiple)):
        return {**box, "kind": "picks", "picks": _picks(bound, hints), "described": described}
    if isinstance(widget, widgets.CheckboxInput):
        return {**box, "kind": "tick", "control": bound.as_widget(attrs=attrs)}
    kind = next(css for of, css in INPUT_CLASSES if isinstance(widget, of))
    attrs["class"] = f"{kind} {widget.attrs.get('class', '')}".strip()
    return {**box, "kind": "line", "control": bound.as_widget(attrs=attrs)}


def _picks(bound: BoundField, hints: Mapping[str, str]) -> list[dict[str, SafeString | str]]:
    """The rows of a choice."""
    return [
        {
            "control": one.tag(),
            "label": str(one.choice_label),
            "hint": hints.get(str(one.data["value"]), ""),
            "id": one.id_for_label,
        }
        for one in bound.subwidgets
    ]


def faults_of(bound: BoundField) -> list[Fault]:
    """The errors of one field, with reason and remedy."""
    return list(_faults(bound.form.errors.as_data().get(bound.name, ()), _anchor(bound), bound))


def summary(form: BaseForm) -> list[Fault]:
    """All errors of a form in the order of its fields; those of the whole form first."""
    kept = form.errors.as_data()
    found = list(_faults(kept.get(NON_FIELD_ERRORS, ()), ""))
    for bound in form:
        found.extend(_faults(kept.get(bound.name, ()), _anchor(bound), bound))
    return found


def _faults(
    errors: Iterable[ValidationError], anchor: str, bound: BoundField | None = None
) -> Iterable[Fault]:
    """Errors as Django keeps them, as faults; a missing answer is called by the field's name."""
    for error in errors:
        params = error.params if isinstance(error.params, Mapping) else {}
        text = error.messages[0]
        if (
            bound is not None
            and error.code == "required"
            and text == str(Field.default_error_messages["required"])
        ):
            text = f"还没有{_verb(bound)}：{bound.label}"
        yield Fault(text, str(params.get("remedy", "")), params.get("citation"), anchor)


def _verb(bound: BoundField) -> str:
    """What one does to a control: fill in, choose, tick, or hand in."""
    widget = bound.field.widget
    if isinstance(widget, widgets.CheckboxInput):
        return "勾选"
    if isinstance(widget, (widgets.Select, widgets.RadioSelect, widgets.CheckboxSelectMultiple)):
        return "选"
    return "交" if isinstance(widget, widgets.FileInput) else "填"


def _anchor(bound: BoundField) -> str:
    """The control a link from the summary leads to; of a choice its first row."""
    if isinstance(bound.field.widget, (widgets.RadioSelect, widgets.CheckboxSelectMultiple)):
        return f"{bound.auto_id}_0"
    return bound.auto_id
