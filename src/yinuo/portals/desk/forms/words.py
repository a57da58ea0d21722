"""An everyday word and the official words for it."""

from __future__ import annotations

from typing import Any

from django import forms

from yinuo.matters.queries import everyday_word, official_words, word_problems


class WordForm(forms.Form):
    """What people say, and what the catalogue calls it."""

    everyday = forms.CharField(
        label="群众的说法",
        max_length=30,
        help_text="例如：低保。打拼音或者首字母也会认得。",
        error_messages={"max_length": "写得太长，最多 30 个字"},
    )
    official = forms.CharField(
        label="目录里的说法",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一行一个，最贴切的写在最前面，例如：最低生活保障。",
        error_messages={"max_length": "写得太长，最多写 6 个"},
    )
    note = forms.CharField(
        label="说明",
        required=False,
        max_length=200,
        help_text="为什么加或者改，留给以后编辑的人看。",
        error_messages={"max_length": "写得太长，最多 200 个字"},
    )

    def clean(self) -> dict[str, Any]:
        """Both together: neither says too little, nor the same."""
        found = super().clean() or {}
        if "everyday" in found and "official" in found:
            found["everyday"] = everyday_word(found["everyday"])
            found["official"] = official_words(found["official"])
            for name, text in word_problems(found["everyday"], found["official"]).items():
                self.add_error(name, text)
        return found


class SwitchForm(forms.Form):
    """Why a word is no longer used, or is used again."""

    everyday = forms.CharField(max_length=30, widget=forms.HiddenInput)
    note = forms.CharField(
        label="理由",
        min_length=4,
        max_length=200,
        error_messages={
            "required": "还没有写理由",
            "min_length": "理由至少写四个字",
            "max_length": "理由最多写 200 个字",
        },
    )
