"""What an editor says of an item and of its matter beside the notice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from yinuo.law.cancelling import ANSWERS, GROUND
from yinuo.law.scope import CANCEL_FIRST, PriorityField, ProofKind, Risk
from yinuo.matters.actions import ItemWords, MatterWords
from yinuo.matters.models import Matter, ProofItem

if TYPE_CHECKING:
    from django.forms.boundfield import BoundField

OWN_CLASSES = (
    (ProofItem.RowClass.COMMITTED.value, "实行告知承诺"),
    (ProofItem.RowClass.RETAINED.value, "保留，不实行告知承诺"),
    (ProofItem.RowClass.STATUTORY.value, "还没有定（候选）"),
)
RISKS = tuple(Risk.__members__.items())
MOST_NUMBER = 2_000_000_000
MOST_SMALL = 32_000
LONG = {"max_length": "写得太长，最多 %(limit_value)d 个字"}


def _number(label: str, unit: str, most: int = MOST_SMALL) -> forms.IntegerField:
    said = f"{label}要写整数，不知道的不填"
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--short"}),
        error_messages={
            "invalid": said,
            "min_value": f"{label}不能是负数",
            "max_value": f"{label}太大，请核对",
        },
        help_text=unit,
    )


def _text(label: str, hint: str = "", most: int = 200) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=most, help_text=hint, error_messages=LONG)


def _why(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=600,
        error_messages=LONG,
        widget=forms.TextInput(
            attrs={"class": "input input--wide", "placeholder": "理由", "autocomplete": "off"}
        ),
    )


def _area(label: str, hint: str = "", rows: int = 2, most: int = 2000) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        help_text=hint,
        error_messages=LONG,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ItemForm(forms.Form):
    """The item: what it proves, who asks and issues, by which article, how often, how hard, excluded or not, abolished first."""

    proves = forms.ChoiceField(
        label="证明种类",
        required=False,
        choices=[("", "还没有判断"), *((name, one.value) for name, one in ProofKind.__members__.items())],
        error_messages={"invalid_choice": "没有这种证明，请在列出的里面选"},
    )
    purpose = _text("证明用途", "要证明的事实，不是所办的事项")
    asker = _text("索要单位", "不填的，是办理单位")
    issuer = _text("开具单位", "要有权力、有条件查清这件事")
    basis = _area("设定依据", "法律、法规或者国务院决定，写到条")
    row_class = forms.ChoiceField(
        label="类别",
        error_messages={"invalid_choice": "没有这种类别，请在列出的里面选", "required": "还没有选类别"},
    )
    retained_because = _area("不能实行告知承诺和保留的理由", "类别为保留，或者涉及排除情形的，必须写")
    uses_a_year = _number("年用件数", "一年用到几次", MOST_NUMBER)
    days_to_get = _number("开具天数", "开出来要几个工作日")
    trips_to_get = _number("跑动次数", "开出来要跑几趟")
    effort_source = _text("数字的来源", "哪一年、哪里的统计")
    no_risk_because = _area("八种情形都不涉及的，写明理由", most=600)

    def __init__(self, item: ProofItem, data: Any = None) -> None:
        started = {
            **{name: getattr(item, name) for name in ItemWords.__dataclass_fields__},
            "no_risk_because": item.no_risk_because,
        }
        for name, _ in RISKS:
            started[f"risk-{name}"] = name in item.risks
            started[f"why-{name}"] = item.risk_reasons.get(name, "")
        for test in CANCEL_FIRST:
            said = item.pretests.get(test.key, {})
            started[f"test-{test.key}"] = said.get("answer", "")
            started[f"because-{test.key}"] = said.get("reason", "")
        super().__init__(data, initial=started)
        own = dict(OWN_CLASSES)
        self.fields["row_class"].choices = (  # type: ignore[attr-defined]
            OWN_CLASSES if item.row_class in own else ((item.row_class, item.get_row_class_display()),)
        )
        for name, risk in RISKS:
            self.fields[f"risk-{name}"] = forms.BooleanField(label=risk.value, required=False)
            self.fields[f"why-{name}"] = _why(f"为什么涉及{risk.value}")
        for test in CANCEL_FIRST:
            self.fields[f"test-{test.key}"] = forms.ChoiceField(
                label=test.title,
                help_text=test.question,
                required=False,
                choices=[(value, word) for value, word in ANSWERS.items()],
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": f"“{test.title}”只能答是或者否"},
            )
            self.fields[f"because-{test.key}"] = _why(f"“{test.title}”的理由")

    def risks(self) -> list[tuple[BoundField, BoundField]]:
        """Each excluded situation with its reason."""
        return [(self[f"risk-{name}"], self[f"why-{name}"]) for name, _ in RISKS]

    def tests(self) -> list[tuple[BoundField, BoundField, Any, bool]]:
        """Each of the eight questions with its reason, its article, and whether a yes is the ground of commitment."""
        return [
            (self[f"test-{test.key}"], self[f"because-{test.key}"], test.citation, test.key == GROUND)
            for test in CANCEL_FIRST
        ]

    def words(self) -> ItemWords:
        """What is said of the item, as the verb takes it."""
        given = self.cleaned_data
        return ItemWords(**{name: given[name] for name in ItemWords.__dataclass_fields__})

    def assessed(self) -> dict[str, Any]:
        """The exclusion test, as the verb takes it."""
        given = self.cleaned_data
        carried = [name for name, _ in RISKS if given[f"risk-{name}"]]
        return {
            "risks": carried,
            "reasons": {name: given[f"why-{name}"] for name in carried},
            "none_because": given["no_risk_because"] if not carried else "",
        }

    def answers(self) -> dict[str, dict[str, str]]:
        """The eight questions, as the verb takes them."""
        given = self.cleaned_data
        return {
            test.key: {"answer": given[f"test-{test.key}"], "reason": given[f"because-{test.key}"]}
            for test in CANCEL_FIRST
        }


class MatterForm(forms.Form):
    """The matter: its kind and field, for whom, how fast, its codes."""

    kind = forms.ChoiceField(
        label="事项类型",
        required=False,
        choices=Matter.Kind.choices,
        error_messages={"invalid_choice": "没有这种事项类型，请在列出的里面选"},
    )
    field = forms.ChoiceField(
        label="重点领域",
        required=False,
        choices=[("", "不属于"), *((name, one.value) for name, one in PriorityField.__members__.items())],
        error_messages={"invalid_choice": "没有这个领域，请在列出的里面选"},
    )
    summary = _area("一句话说明", "写给办事的人看", most=300)
    for_persons = forms.BooleanField(label="个人可办", required=False)
    for_firms = forms.BooleanField(label="企业可办", required=False)
    at_once = forms.BooleanField(label="条件齐备的，可以当场决定", required=False)
    days = _number("办理期限", "几个工作日，不填的是法定期限", 365)
    base_code = _text("基本编码", "12 位数字", 12)
    handling_code = _text("业务办理项编码", "实施编码 31 位，或者再加 2 位顺序号", 33)

    def __init__(self, matter: Matter, data: Any = None) -> None:
        started = {name: getattr(matter, name) for name in self.base_fields}
        super().__init__(data, initial=started)

    def clean(self) -> dict[str, Any]:
        """Somebody must be able to apply."""
        given = super().clean() or self.cleaned_data
        if not given.get("for_persons") and not given.get("for_firms"):
            raise ValidationError(
                {
                    "for_persons": ValidationError(
                        "个人和企业至少选一类", params={"remedy": "请勾选谁可以办。"}
                    )
                }
            )
        return given

    def words(self) -> MatterWords:
        """What is said of the matter, as the verb takes it."""
        given = self.cleaned_data
        return MatterWords(
            given["summary"],
            given["field"],
            given["for_persons"],
            given["for_firms"],
            given["at_once"],
            given["days"],
            given["kind"],
        )


class NewItemForm(forms.Form):
    """An item entered by hand."""

    agency = forms.ChoiceField(
        label="办理单位",
        error_messages={"required": "还没有选办理单位", "invalid_choice": "没有这个单位，或者不归您编制"},
    )
    matter = forms.CharField(
        label="行政事项",
        max_length=120,
        help_text="申请人要办的事；目录里已有的，写一样的名称",
        error_messages={"required": "还没有写行政事项", **LONG},
    )
    name = forms.CharField(
        label="证明名称",
        max_length=200,
        help_text="要开的是哪一份证明；证照、申请书不算",
        error_messages={"required": "还没有写证明名称", **LONG},
    )

    def __init__(self, agencies: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data, initial={"agency": agencies[0][0] if len(agencies) == 1 else ""})
        self.fields["agency"].choices = (  # type: ignore[attr-defined]
            agencies if len(agencies) == 1 else [("", "请选择"), *agencies]
        )
