"""Forms of deciding a case and of looking at full numbers; several stand on one page, each with identifiers of its own."""

from __future__ import annotations

from typing import Any

from django import forms

from yinuo.decisions.models import Decision


class _OnTheCase(forms.Form):
    """A form of the case page; ``ids`` keeps its fields apart from those of the others."""

    ids = "%s"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": self.ids, **kwargs})


class DecideForm(_OnTheCase):
    """Grant, refuse or terminate; which of them needs a reason is the verb's to say."""

    ids = "decide-%s"

    kind = forms.ChoiceField(
        label="决定",
        choices=Decision.Kind.choices,
        error_messages={"required": "还没有选决定", "invalid_choice": "没有这种决定，请用页面上的按钮"},
    )
    reason = forms.CharField(
        label="事实和理由",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="至少十个字；会写进决定书，送给申请人。",
        error_messages={"max_length": "理由写得太长，最多 2000 个字"},
    )


class AskForm(_OnTheCase):
    """What the applicant is asked for, once and for everything."""

    ids = "ask-%s"

    reason = forms.CharField(
        label="请申请人补充什么、为什么",
        max_length=1000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="一次说清全部要补的内容；申请人可以说明、补材料，或者改交证明。",
        error_messages={
            "required": "还没有写要补充什么，请写清要补的内容和原因",
            "min_length": "写得太短，申请人看不明白，请至少写十个字",
            "max_length": "写得太长，最多 1000 个字",
        },
    )


class RevealForm(_OnTheCase):
    """Why the full numbers are needed."""

    ids = "reveal-%s"

    reason = forms.CharField(
        label="查看的理由",
        max_length=200,
        min_length=4,
        help_text="例如：电话通知申请人补充材料。",
        error_messages={
            "required": "还没有写查看的理由",
            "min_length": "查看的理由至少写四个字",
            "max_length": "查看的理由最多写 200 个字",
        },
    )


class TakeBackForm(_OnTheCase):
    """Why a decision is taken back."""

    ids = "take-back-%s"

    reason = forms.CharField(
        label="收回的原因",
        max_length=200,
        min_length=4,
        error_messages={
            "required": "还没有写收回的原因",
            "min_length": "收回的原因至少写四个字",
            "max_length": "收回的原因最多写 200 个字",
        },
    )
