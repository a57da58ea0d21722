"""The forms of a draw: announce it, enter the outcome of the event, draw more, annul."""

from __future__ import annotations

from typing import Any

from django import forms

from yinuo.supervision.models import Announcement
from yinuo.supervision.queries import STANDINGS


class AnnounceForm(forms.Form):
    """Which outside event the draw waits for."""

    outside = forms.ChoiceField(
        label="用什么随机",
        choices=Announcement.Outside.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "没有选：用什么随机"},
    )
    event = forms.CharField(
        label="哪一次",
        max_length=200,
        help_text="写清楚是哪一次、在哪里公布，例如“双色球第2026138期开奖号码，中国福利彩票网公布”",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "没有写明是哪一次"},
    )
    happens_at = forms.DateTimeField(
        label="什么时候有结果",
        help_text="要在公告以后；到这个时间才能抽取",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "required": "没有写什么时候有结果",
            "invalid": "这不是一个时间，例如 2026-12-01 21:15",
        },
    )


class DrawForm(forms.Form):
    """What the event brought, and who saw it."""

    happened = forms.CharField(
        label="结果号码",
        max_length=200,
        help_text="照公布的抄写，数字之间空一格，例如 03 07 12 18 25 31 05",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
        error_messages={"required": "没有填写结果号码"},
    )
    witnesses = forms.CharField(
        label="谁见证、在哪里公布",
        max_length=200,
        help_text="例如“法制科李某、纪检组张某在场；福彩网可查”",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "没有写谁见证"},
    )


class MoreForm(forms.Form):
    """How many more of each standing, and why."""

    reason = forms.CharField(
        label="为什么补抽",
        max_length=300,
        help_text="会向社会公开",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "没有写为什么补抽"},
    )

    def __init__(self, *args: Any, left: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for standing, number in left.items():
            if number:
                self.fields[standing] = forms.IntegerField(
                    label=f"{STANDINGS[standing]}，补抽几项",
                    min_value=0,
                    max_value=number,
                    required=False,
                    help_text=f"还剩 {number} 项",
                    error_messages={
                        "invalid": "这不是一个整数",
                        "max_value": f"最多 {number} 项",
                        "min_value": "不能是负数",
                    },
                )
        self.order_fields([*left, "reason"])

    def more(self) -> dict[str, int]:
        """Standing to how many more."""
        return {name: self.cleaned_data[name] for name in STANDINGS if self.cleaned_data.get(name)}


class AnnulForm(forms.Form):
    """Why a draw is annulled."""

    because = forms.CharField(
        label="为什么撤销",
        max_length=300,
        help_text="至少 10 个字，会向社会公开",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "没有写为什么撤销"},
    )
