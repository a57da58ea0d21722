"""Forms of deciding a case and of looking at full numbers."""

from __future__ import annotations

from django import forms

from yinuo.decisions.models import Decision


class DecideForm(forms.Form):
    """Grant, refuse or terminate; which of them needs a reason is the verb's to say."""

    kind = forms.ChoiceField(label="决定", choices=Decision.Kind.choices)
    reason = forms.CharField(label="理由", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class AskForm(forms.Form):
    """What the applicant is asked for, once and for everything."""

    reason = forms.CharField(
        label="请申请人补充什么、为什么",
        max_length=1000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="一次说清全部要补的内容；申请人可以说明、补材料，或者改交证明。",
        error_messages={
            "required": "还没有写要补充什么，请写清要补的内容和原因",
            "min_length": "写得太短，申请人看不明白，请至少写十个字",
        },
    )


class ReasonForm(forms.Form):
    """A reason in the officer's own words."""

    reason = forms.CharField(
        label="理由",
        max_length=500,
        min_length=4,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "还没有写理由", "min_length": "理由至少写四个字"},
    )
