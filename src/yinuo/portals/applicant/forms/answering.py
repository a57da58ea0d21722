"""The forms by which a person answers or takes back."""

from __future__ import annotations

from django import forms

from yinuo.law.eligibility import WITHDRAWAL_REASONS
from yinuo.portals.applicant.forms.told import ToldChoice, ToldText, fault

OTHER = "other"


class SupplyForm(forms.Form):
    """What the person says to what does not match."""

    answer = ToldText(
        label="您的说明",
        required=False,
        max_length=2000,
        help_text="怎么回事就怎么写，几句话就行；写错了的，写明正确的是什么。例如：11月刚办的低保，数据可能还没有更新",
        remedy="请缩短一些，材料多的可以上传。",
        error_messages={"max_length": "最多 2000 个字"},
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class WithdrawForm(forms.Form):
    """Why a commitment is taken back: a listed reason, or one's own words."""

    reason = ToldChoice(
        label="为什么撤回",
        choices=WITHDRAWAL_REASONS,
        widget=forms.RadioSelect,
        remedy="请选一项。",
        error_messages={"required": "没有选理由", "invalid_choice": "没有这个理由"},
    )
    words = forms.CharField(label="用自己的话写", required=False, max_length=200)

    def clean(self) -> dict[str, object]:
        """Another reason needs words of one's own."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reason") == OTHER and not cleaned.get("words", "").strip():
            self.add_error("words", fault("选了“其他理由”，还没有写", "请用自己的话写一句。"))
        return cleaned

    def chosen(self) -> str:
        """The reason as the verb takes it."""
        data = self.cleaned_data
        return data["words"] if data["reason"] == OTHER else data["reason"]

    def first_fault(self) -> str:
        """The first error with its remedy, as one sentence."""
        error = next(iter(self.errors.as_data().values()))[0]
        remedy = (error.params or {}).get("remedy", "")
        return f"{error.messages[0]}。{remedy}"


class RepresentForm(forms.Form):
    """What a person says before it is decided what follows from an untrue promise."""

    text = ToldText(
        label="您的陈述和申辩",
        min_length=4,
        max_length=5000,
        help_text="查到的不一致是怎么回事，有什么理由、什么证据，都可以写。提交后不能改，期限之内可以补充",
        remedy="请写 4 到 5000 个字，材料多的请到窗口提交。",
        error_messages={
            "required": "还没有写内容",
            "min_length": "写得太短了",
            "max_length": "最多 5000 个字",
        },
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class ObjectionForm(forms.Form):
    """What is wrong with a determination."""

    text = ToldText(
        label="哪里不对",
        min_length=4,
        max_length=2000,
        help_text="写清楚哪一条不对、为什么。提出后当时就标注，办结前停止公示",
        remedy="请写 4 到 2000 个字。",
        error_messages={
            "required": "还没有写内容",
            "min_length": "写得太短了",
            "max_length": "最多 2000 个字",
        },
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class RepairForm(forms.Form):
    """How the wrong was made good, and the public credit promise."""

    duty_done = ToldText(
        label="怎样改正、怎样履行的",
        min_length=4,
        max_length=2000,
        help_text="例如：3月5日退回了全部费用，收据号 0012",
        remedy="请写明做了什么、哪天做的。",
        error_messages={
            "required": "没有写改正和履行的情况",
            "min_length": "写得太短了",
            "max_length": "最多 2000 个字",
        },
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    agreed = forms.BooleanField(
        label="我公开作出上面的信用承诺",
        error_messages={"required": "没有勾选信用承诺。信用承诺是修复的条件之一，请看过后勾选。"},
    )
