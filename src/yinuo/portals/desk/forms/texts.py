"""What is entered about a legal text: what is known of it, another name, and a change of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from yinuo.law.adjusting import ChangeKind
from yinuo.law.citing import Place, Reference, known_as, read
from yinuo.law.texts import CLAUSES
from yinuo.matters.actions import ChangeWords, TextWords
from yinuo.matters.models import LegalText

if TYPE_CHECKING:
    from collections.abc import Collection

MOST_PLACES = 40
EARLIEST, LATEST = 1949, 2100
HOW = "请写成“第四十一条第一款、第四十二条”的样子。"


def _text(
    label: str, most: int, help_text: str = "", *, rows: int = 0, required: bool = False
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
        error_messages={
            "required": f"还没有填{label}",
            "max_length": f"{label}写得太长，最多 {most} 个字",
            "null_characters_not_allowed": f"{label}里有不能用的字符，请删去",
        },
    )


def _day(label: str, help_text: str = "", *, required: bool = False) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input--short"}),
        error_messages={
            "required": f"还没有填{label}",
            "invalid": f"{label}写成了不存在的日子，请写成 2026-06-01 的样子",
        },
    )


class _Days(forms.Form):
    """Days nobody can have meant are refused."""

    def clean(self) -> dict[str, Any]:
        """Every day lies between 1949 and 2100."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name, field in self.fields.items():
            day = cleaned.get(name)
            if isinstance(field, forms.DateField) and day is not None and not EARLIEST <= day.year <= LATEST:
                self.add_error(name, ValidationError(f"{field.label}应在{EARLIEST}年到{LATEST}年之间"))
        return cleaned


class DescribeForm(_Days):
    """What is known of a text; what is not known stays empty."""

    number = _text("文号", 80, "例如 国务院令第385号、皖政办〔2020〕25号")
    level = forms.ChoiceField(
        label="层级",
        required=False,
        choices=[("", "没有判断"), *((value, word) for value, word in LegalText.Level.choices if value)],
        error_messages={"invalid_choice": "没有这种层级，请从列表里选"},
    )
    issuer = _text("制定机关", 120)
    in_force_from = _day("施行日")
    trial_until = _day("试行或者有效期的最后一日", "没有写明期限的留空")
    repealed_on = _day("废止日", "不再有效的第一日；现行有效的留空")
    source = _text("以上从哪里来", 500, "例如 国务院公报、部门网站和日期", rows=2, required=True)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def words(self) -> TextWords:
        """As the verb takes it."""
        given: dict[str, Any] = {
            name: value.strip() if isinstance(value, str) else value
            for name, value in self.cleaned_data.items()
            if name != "revision"
        }
        return TextWords(**given)


class NameForm(forms.Form):
    """Another name of a text."""

    name = _text("名称或者文号", 200, required=True)


class ChangeForm(_Days):
    """A change of a text; nothing is chosen beforehand."""

    kind = forms.ChoiceField(
        label="发生了什么",
        choices=[(kind.name, kind.value) for kind in ChangeKind],
        widget=forms.RadioSelect,
        error_messages={"required": "还没有选发生了什么", "invalid_choice": "请从列出的四种里选"},
    )
    scope = forms.ChoiceField(
        label="涉及多少",
        choices=[("part", "其中几条"), ("whole", "整部文件")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "还没有选涉及整部文件还是其中几条",
            "invalid_choice": "请选“其中几条”或者“整部文件”",
        },
    )
    places = _text("哪几条", 300, "例如 第四十一条第一款、第四十二条；第十条至第十二条")
    in_force_on = _day("施行日", "变动生效的第一日，可以在以后", required=True)
    replaced_by = _text(
        "由什么代替", 200, "新文件和条文，例如 《中华人民共和国契税法》第六条；只是序号变动的写新的序号"
    )
    old_wording = _text("原来的条文", 4000, "知道的再写；一次只登记一条时可以写", rows=3)
    new_wording = _text("现在的条文", 4000, rows=3)
    source = _text("从哪里得知", 500, "例如 新法的废止条款、公报和日期", rows=2, required=True)

    def __init__(self, *args: Any, text: LegalText, **more: Any) -> None:
        super().__init__(*args, **more)
        self.text = text
        self.names = set(text.names.values_list("key", flat=True))

    def clean_replaced_by(self) -> Reference | None:
        """One reference, or nothing."""
        written = str(self.cleaned_data["replaced_by"]).strip()
        if not written:
            return None
        reading = read(written)
        if not reading.whole or len(reading.references) != 1:
            raise ValidationError(
                f"没有读懂“{'、'.join(reading.rest) or written}”",
                params={"remedy": "请写一部文件，最多一条，例如“《中华人民共和国契税法》第六条”。"},
            )
        return reading.references[0]

    def clean(self) -> dict[str, Any]:
        """The places are read; what the kind of change needs is there."""
        cleaned = super().clean()
        cleaned["read_places"] = ()
        if cleaned.get("scope") == "part":
            try:
                cleaned["read_places"] = places_of(str(cleaned.get("places", "")), self.names)
            except ValidationError as wrong:
                self.add_error("places", wrong)
        kind = cleaned.get("kind")
        if (
            kind == ChangeKind.REPLACED.name
            and not cleaned.get("replaced_by")
            and "replaced_by" not in self.errors
        ):
            self.add_error("replaced_by", ValidationError("还没有写由哪一部文件代替"))
        if kind == ChangeKind.RENUMBERED.name:
            self._check_renumbered(cleaned)
        if len(cleaned["read_places"]) > 1 and (cleaned.get("old_wording") or cleaned.get("new_wording")):
            remedy = {"remedy": "几条都有内容的，一条一条登记。", "citation": CLAUSES["3.2-b"]}
            self.add_error("places", ValidationError("写了条文内容，只能登记一条", params=remedy))
        return cleaned

    def _check_renumbered(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("scope") == "whole":
            self.add_error("scope", ValidationError("条文序号变动要写明是哪几条"))
        new = cleaned.get("replaced_by")
        if "replaced_by" not in self.errors and (new is None or not new.place.article):
            self.add_error("replaced_by", ValidationError("还没有写新的序号，例如 第十九条"))

    def words(self) -> ChangeWords:
        """As the verb takes it."""
        given = self.cleaned_data
        return ChangeWords(
            kind=ChangeKind[given["kind"]],
            places=given["read_places"],
            in_force_on=given["in_force_on"],
            source=given["source"],
            old_wording=given["old_wording"],
            new_wording=given["new_wording"],
            replaced_by=given["replaced_by"],
        )


def places_of(written: str, names: Collection[str]) -> tuple[Place, ...]:
    """The places of a text that a person typed, with or without its name.

    Args:
        written: such as ``第四十一条第一款、第四十二条``.
        names: keys of the names of the text itself.

    Raises:
        ValidationError: nothing, too much, of another text, or not all of it can be read.
    """
    if not written.strip():
        raise ValidationError("还没有写哪几条", params={"remedy": HOW})
    reading = read(written)
    if not reading.whole:
        rest = "、".join(reading.rest) or written.strip()
        raise ValidationError(f"没有读懂“{rest}”", params={"remedy": HOW})
    foreign = [one for one in reading.references if (one.title or one.number) and not one.own]
    foreign = [one for one in foreign if known_as(one.title or one.number) not in names]
    if foreign:
        raise ValidationError(
            f"“{foreign[0].called}”不是这部文件", params={"remedy": "别的文件请到它自己的页面登记。"}
        )
    found = tuple(dict.fromkeys(one.place for one in reading.references))
    if any(place.whole for place in found):
        raise ValidationError("没有写到条", params={"remedy": f"{HOW}整部文件变动的，选“整部文件”。"})
    if len(found) > MOST_PLACES:
        raise ValidationError(
            f"一次最多登记 {MOST_PLACES} 处", params={"remedy": "请分几次登记，或者选“整部文件”。"}
        )
    return found
