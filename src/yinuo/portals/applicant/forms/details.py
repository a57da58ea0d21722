"""What is filled in for an application: one field for each input of its proof items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from yinuo.portals.applicant.forms.told import ToldChoice, ToldDate, ToldNumber, ToldText

if TYPE_CHECKING:
    from yinuo.applications.models import ApplicationItem

PREFIX = "answer"
LONGEST = 500
LONG_TEXT = 60


class DetailsForm(forms.Form):
    """The inputs of the items; ``needed`` are those without which no letter can be signed.

    Args:
        items: the proof items with their pinned versions.
        data: what was posted, or None.
        kept: the answers kept so far.
    """

    def __init__(
        self, items: Iterable[ApplicationItem], data: Any = None, kept: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(kept or {}), prefix=PREFIX)
        for item in items:
            for asked in item.version.inputs:
                if asked["key"] not in self.fields:
                    self.fields[asked["key"]] = _field(
                        asked, needed=bool(asked.get("required")) and item.route == "commit"
                    )

    def answers(self) -> dict[str, str]:
        """What is valid, in the form in which it is kept: text, plain numbers, days as ISO."""
        return {key: _kept(value) for key, value in self.cleaned_data.items()}


def typed(data: Mapping[str, Any], items: Iterable[ApplicationItem]) -> dict[str, str]:
    """What was typed so far, valid or not, for saving a draft; only keys the items ask for."""
    keys = {asked["key"] for item in items for asked in item.version.inputs}
    return {key: str(data[f"{PREFIX}-{key}"])[:LONGEST] for key in sorted(keys) if f"{PREFIX}-{key}" in data}


def _field(asked: Mapping[str, Any], *, needed: bool) -> forms.Field:
    label, kind = asked["label"], asked["kind"]
    told = {"label": label, "help_text": asked.get("help", ""), "required": needed}
    missing = {"required": f"没有填“{label}”"}
    if kind == "number":
        return ToldNumber(
            **told,
            min_value=0,
            max_digits=14,
            decimal_places=2,
            remedy="请只写数字，例如 1180 或者 1180.50。",
            error_messages={
                **missing,
                "invalid": "这里要填数字",
                "min_value": "不能小于 0",
                "max_digits": "数字太大了",
                "max_whole_digits": "数字太大了",
                "max_decimal_places": "最多两位小数",
            },
            widget=forms.TextInput(
                attrs={"inputmode": "decimal", "autocomplete": "off", "class": "input--short"}
            ),
        )
    if kind == "date":
        return ToldDate(
            **told,
            remedy="请写成 2026-11-23 这样的日期。",
            error_messages={**missing, "invalid": "没有这个日期"},
            input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input--short"}),
        )
    if kind == "choice":
        return ToldChoice(
            **told,
            choices=[(one, one) for one in asked["choices"]],
            widget=forms.RadioSelect,
            remedy="请选一项。",
            error_messages={**missing, "required": f"没有选“{label}”", "invalid_choice": "没有这个选项"},
        )
    return ToldText(
        **told,
        max_length=LONGEST,
        remedy=asked.get("help") or "请如实填写，写清楚就行。",
        error_messages={**missing, "max_length": f"最多 {LONGEST} 个字"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _kept(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return "" if value is None else str(value)
