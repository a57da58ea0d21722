"""Fields, the summary of errors, the signature pad and what says that it saved, as template tags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.forms.forms import BaseForm
from django.utils.safestring import SafeString, mark_safe

from yinuo.portals.face import fields

register = template.Library()


@register.inclusion_tag("face/field.html")
def field(
    bound: BoundField, unit: str = "", hints: Mapping[str, str] | None = None, cls: str = ""
) -> dict[str, Any]:
    """A field of a form: label, help, error with reason and remedy, the typed value kept.

    ``hints`` gives a small line under a choice, by the choice's value.
    """
    return fields.drawn(bound, unit=unit, hints=hints or {}, cls=cls)


@register.inclusion_tag("face/error_summary.html")
def error_summary(form: BaseForm | Sequence[Any] | None) -> dict[str, Any]:
    """All that must be mended, each line a link to its field; several forms may be given as a list."""
    forms = [form] if isinstance(form, BaseForm) else list(form or ())
    return {"errors": [line for one in forms for line in fields.summary(one)]}


@register.inclusion_tag("face/signature.html")
def signature(
    name: str = "signature",
    typed: str = "typed_name",
    signer: str = "",
    error: str = "",
    drawn: str | None = "",
    words: str | None = "",
) -> dict[str, Any]:
    """The signature pad: a drawn signature as PNG data URL in ``name``, or the full name typed in ``typed``.

    ``drawn`` and ``words`` are what was drawn and typed before, when the page comes back with an error.
    """
    kept = drawn or ""
    return {
        "name": name,
        "typed": typed,
        "signer": signer,
        "error": error,
        "drawn": kept if kept.startswith("data:image/png;base64,") else "",
        "words": words or "",
    }


@register.simple_tag
def saved() -> SafeString:
    """Where ``autosave`` says that it saved, and when."""
    return mark_safe('<p class="saved" data-saved role="status" aria-live="polite"></p>')
