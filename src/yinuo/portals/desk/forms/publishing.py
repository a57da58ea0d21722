"""The forms by which versions are bound to a day and the catalogue is published."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from yinuo.matters.models import ProofItem

LONGEST = 200


class IssueForm(forms.Form):
    """Publishing an edition: a tick, and for a correction which one and why."""

    corrects = forms.ChoiceField(
        label="更正哪一期",
        required=False,
        help_text="平常按期公布的不选。公布以后才发现有错的，选有错的那一期",
        widget=forms.Select,
    )
    reason = forms.CharField(
        label="更正的理由",
        required=False,
        max_length=300,
        help_text="更正的必须写，公布后群众也能看到",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    checked = forms.BooleanField(
        label="我已经核对上面的内容。公布以后不能收回，也不能修改",
        error_messages={"required": "还没有勾选：已经核对"},
    )

    def __init__(self, *args: Any, correctable: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["corrects"].choices = [("", "不是更正，按期公布"), *correctable]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A correction has a reason, and a reason belongs to a correction."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("corrects") and not said.get("reason", "").strip():
            self.add_error(
                "reason",
                ValidationError(
                    "没有写更正的理由", params={"remedy": "请写明哪里错了、怎样改的，至少四个字。"}
                ),
            )
        if said.get("reason", "").strip() and not said.get("corrects"):
            self.add_error(
                "corrects",
                ValidationError(
                    "写了更正的理由，没有选更正哪一期",
                    params={"remedy": "请选有错的那一期，或者把理由删掉。"},
                ),
            )
        return said


class DayForm(forms.Form):
    """A day that lies ahead."""

    day = forms.DateField(
        label="哪一天",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "不是一个日期，请写成 2026-07-01 这样。", "required": "没有选日子。"},
    )


class StartForm(DayForm):
    """From which day a reviewed version applies."""

    prefix = "start"


class EndForm(DayForm):
    """From which day a version no longer applies, why, and what takes its place."""

    prefix = "end"
    reason = forms.CharField(
        label="停用的原因",
        max_length=LONGEST,
        help_text="停用以前和以后，群众都看得到",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    replaced_by = forms.CharField(
        label="由哪一项代替",
        required=False,
        max_length=50,
        help_text="写那一项的代号（网址里 /items/ 后面的那一段），没有的不写",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
    )

    def clean_replaced_by(self) -> ProofItem | None:
        """The item with the word that was written."""
        slug = self.cleaned_data["replaced_by"].strip().strip("/").rsplit("/", 1)[-1]
        if not slug:
            return None
        found = ProofItem.objects.filter(slug=slug).first()
        if found is None:
            raise ValidationError(
                f"没有代号是“{slug}”的事项", params={"remedy": "请从那一项的网址里复制，或者不写。"}
            )
        return found


class ReasonForm(forms.Form):
    """Why something is taken back."""

    prefix = "back"
    reason = forms.CharField(
        label="收回的理由", max_length=LONGEST, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
