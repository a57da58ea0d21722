"""Forms of handing in a list: the file, and what its columns mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from yinuo.matters.models import ProofItem
from yinuo.matters.queries import CHOOSABLE

if TYPE_CHECKING:
    from yinuo.matters.queries import MappingGuess

NOT_TAKEN = "不收，只留在原文"


class UploadForm(forms.Form):
    """A file of a list."""

    file = forms.FileField(
        label="目录文件",
        help_text="Excel（.xlsx、.xls）、Word 表格（.docx）、CSV 或者 JSON，不超过 20 MB、20,000 行。列的样子不限。",
        error_messages={"required": "还没有选文件", "empty": "文件是空的，请检查是不是选错了文件"},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.et,.docx,.csv,.txt,.json"}),
    )


class ColumnsForm(forms.Form):
    """What each column means, and what holds for rows whose list does not say it."""

    source = forms.CharField(
        label="来源",
        max_length=500,
        required=False,
        help_text="清单没有“来源”一列时，写这份清单的名称，例如“市民政局证明事项清单（2026年）”。",
        widget=forms.TextInput(attrs={"class": "input--wide"}),
    )
    row_class = forms.ChoiceField(
        label="类别",
        choices=[(value, f"{value}　{word}") for value, word in ProofItem.RowClass.choices],
        help_text="清单没有“类别”一列时，各行都算这一类。",
    )
    split = forms.BooleanField(
        label="一格里写了几项证明的（1. 2. 编号、分行、分号或者顿号隔开），拆成几行", required=False
    )

    def __init__(self, guess: MappingGuess, data: Any = None) -> None:
        usual = {
            "source": guess.settings.source,
            "row_class": guess.settings.row_class,
            "split": guess.settings.split,
            **{self.name_of(one.heading.index): one.name for one in guess.columns},
        }
        super().__init__(data, initial=usual)
        for one in guess.columns:
            self.fields[self.name_of(one.heading.index)] = forms.ChoiceField(
                label=f"{one.heading.letters} 列“{one.heading.title}”是",
                choices=[("", NOT_TAKEN), *CHOOSABLE],
                required=False,
            )
        self.guess = guess

    @staticmethod
    def name_of(index: int) -> str:
        """The name of a column's field."""
        return f"column-{index}"

    def columns(self) -> dict[int, str]:
        """Index of each column to what it was said to mean."""
        return {
            one.heading.index: self.cleaned_data[self.name_of(one.heading.index)]
            for one in self.guess.columns
            if self.cleaned_data.get(self.name_of(one.heading.index))
        }

    def lines(self) -> list[tuple[Any, Any]]:
        """Each column with its field, for the page."""
        return [(one, self[self.name_of(one.heading.index)]) for one in self.guess.columns]
