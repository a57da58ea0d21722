"""Forms of comparing with other places, and of copying a set-up to other bodies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from yinuo.matters.queries import LARGEST_FILE

if TYPE_CHECKING:
    from yinuo.people.models import Agency

REASON = {
    "required": "还没有写理由",
    "min_length": "理由至少写四个字",
    "max_length": "理由最多写 300 个字",
}


class LoadForm(forms.Form):
    """A file with other places' catalogues."""

    file = forms.FileField(
        label="外地目录",
        help_text=f"列名同导入目录；有“地区”一栏的，一次可以收几个地方。最大 {LARGEST_FILE // 1024 // 1024} MB。",
        widget=forms.FileInput(attrs={"accept": ".csv,.json,.xlsx,.xls,.docx"}),
        error_messages={"required": "还没有选文件", "empty": "文件是空的，请重新导出"},
    )
    place = forms.CharField(
        label="哪个地方的",
        required=False,
        max_length=80,
        help_text="文件里没有“地区”一栏的，在这里写。",
        error_messages={"max_length": "写得太长，最多 80 个字"},
    )


class DeclineForm(forms.Form):
    """Why this city does not take up what others do."""

    reason = forms.CharField(
        label="为什么本市不采用",
        min_length=4,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例如：这份证明本市已经取消，由部门自己查。",
        error_messages=REASON,
    )


class DifferentForm(forms.Form):
    """Why two items are not the same."""

    item = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label="为什么不是同一项", min_length=4, max_length=300, error_messages=REASON)


class TakeUpForm(forms.Form):
    """Which body would run it here, and what this city calls it."""

    agency = forms.ChoiceField(
        label="由哪个单位编制",
        error_messages={"required": "还没有选单位", "invalid_choice": "没有这个单位，请从列表里选"},
    )
    matter = forms.CharField(
        label="本市的行政事项",
        max_length=120,
        error_messages={"max_length": "写得太长，最多 120 个字"},
    )
    proof = forms.CharField(
        label="本市的证明名称",
        max_length=200,
        error_messages={"max_length": "写得太长，最多 200 个字"},
    )

    def __init__(self, *args: Any, agencies: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", "请选择"), *((str(one.pk), one.name) for one in agencies)]  # type: ignore[attr-defined]


class CopyForm(forms.Form):
    """The bodies that get a copy."""

    to = forms.MultipleChoiceField(
        label="复制给",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "还没有选单位，请至少选一个",
            "invalid_choice": "没有这个单位，或者您不能编制它的事项",
        },
    )

    def __init__(self, *args: Any, agencies: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(str(one.pk), one.name) for one in agencies]  # type: ignore[attr-defined]
