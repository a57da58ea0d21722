"""What a credit officer finds on an application for repair, or on an objection."""

from __future__ import annotations

from django import forms

REASON = {
    "required": "还没有写理由",
    "min_length": "理由写得太短，至少十个字",
    "max_length": "理由写得太长，最多 2000 个字",
}


class RepairForm(forms.Form):
    """What the officer found of the duties; nothing is chosen beforehand."""

    duty_done = forms.ChoiceField(
        label="义务是否已经履行、错误是否已经改正",
        choices=[("yes", "已经履行并改正"), ("no", "还没有")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "还没有选义务是否已经履行，请核实后选",
            "invalid_choice": "请选“已经履行并改正”或者“还没有”",
        },
    )
    reason = forms.CharField(
        label="核实的情况",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="选“还没有”的，要写明还差什么，当事人会看到。",
        error_messages={"max_length": "写得太长，最多 1000 个字"},
    )


class ObjectionForm(forms.Form):
    """Whether the objection is right, and why."""

    upheld = forms.ChoiceField(
        label="异议是否成立",
        choices=[("yes", "成立，撤销认定"), ("no", "不成立，维持认定")],
        widget=forms.RadioSelect,
        error_messages={"required": "还没有选异议是否成立", "invalid_choice": "请选“成立”或者“不成立”"},
    )
    reason = forms.CharField(
        label="核实的情况和理由",
        min_length=10,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写明核实了什么、为什么；当事人会看到。",
        error_messages=REASON,
    )
