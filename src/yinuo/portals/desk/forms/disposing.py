"""What an officer establishes and chooses after the person was heard; nothing is chosen beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from yinuo.law.credit import MEASURES, Grade, GradeFactors
from yinuo.law.untrue import Disposition
from yinuo.verification.queries import Circumstances

if TYPE_CHECKING:
    from django.forms.boundfield import BoundField

    from yinuo.law.untrue import Option

NO_GRADE = "none"
GRADES = [(NO_GRADE, "不认定失信"), *((grade.name.lower(), grade.value) for grade in Grade)]
IN_FAVOUR = frozenset({Disposition.CLEARED.name.lower(), Disposition.ACCEPT_CORRECTION.name.lower()})


class FactorsForm(forms.Form):
    """The facts that decide the grade and what the law opens; each a question with yes, no or a number."""

    amount = forms.DecimalField(
        label="涉及金额",
        min_value=0,
        max_digits=12,
        decimal_places=2,
        error_messages={
            "invalid": "金额要写数字",
            "min_value": "金额不能是负数",
            "required": "还没有填涉及金额，没有的写 0",
            "max_digits": "金额太大，请核对",
            "max_whole_digits": "金额太大，请核对",
            "max_decimal_places": "金额最多写到分",
        },
    )
    persons_affected = forms.IntegerField(
        label="受影响的人数",
        min_value=0,
        max_value=1_000_000,
        error_messages={
            "invalid": "人数要写整数",
            "min_value": "人数不能是负数",
            "required": "还没有填受影响的人数，没有的写 0",
            "max_value": "人数太多，请核对",
        },
    )
    benefit_obtained = forms.BooleanField(label="已经得到好处", required=False)
    intent_shown = forms.BooleanField(label="有证据证明明知不实", required=False)
    corrected = forms.BooleanField(label="已经改正或者退回所得", required=False)
    resisted = forms.BooleanField(label="拒绝或者妨碍核查", required=False)
    first_minor = forms.BooleanField(label="初次且情节轻微", required=False)
    corrects_own_error = forms.BooleanField(label="本人主动说明是误填", required=False)
    third_party_interest = forms.BooleanField(label="涉及第三人利益", required=False)
    public_interest_harm = forms.BooleanField(label="撤销会重大损害公共利益", required=False)
    crime_suspected = forms.BooleanField(label="涉嫌犯罪", required=False)

    FACTS = (
        "amount",
        "persons_affected",
        "benefit_obtained",
        "intent_shown",
        "corrected",
        "resisted",
        "first_minor",
        "corrects_own_error",
        "third_party_interest",
        "public_interest_harm",
        "crime_suspected",
    )

    def ticks(self) -> list[BoundField]:
        """The questions answered by yes or no."""
        return [self[name] for name in self.FACTS[2:]]

    def facts(self) -> list[BoundField]:
        """All the facts, to be carried along unseen."""
        return [self[name] for name in self.FACTS]

    def established(self) -> list[str]:
        """What was established, in words."""
        given = self.cleaned_data
        return [
            f"涉及金额 {given['amount']} 元",
            f"影响 {given['persons_affected']} 人",
            *(str(self.fields[name].label) for name in self.FACTS[2:] if given[name]),
        ]

    def facts_stand(self) -> bool:
        """Whether all the facts, whatever became of the rest of the form, can be read."""
        return self.is_bound and not set(self.FACTS) & set(self.errors)

    def factors(self, *, earlier_times: int) -> GradeFactors:
        """The factors as the law asks for them; money in fen."""
        given = self.cleaned_data
        return GradeFactors(
            amount_fen=int(given["amount"] * 100),
            persons_affected=given["persons_affected"],
            benefit_obtained=given["benefit_obtained"],
            intent_shown=given["intent_shown"],
            earlier_times=earlier_times,
            corrected=given["corrected"],
            resisted=given["resisted"],
            first_minor=given["first_minor"],
        )

    def circumstances(self) -> Circumstances:
        """What else was established."""
        given = self.cleaned_data
        return Circumstances(
            corrects_own_error=given["corrects_own_error"],
            third_party_interest=given["third_party_interest"],
            public_interest_harm=given["public_interest_harm"],
            crime_suspected=given["crime_suspected"],
        )


class DispositionForm(FactorsForm):
    """The choice among the law's options, with reasons, grade and measures."""

    disposition = forms.ChoiceField(
        label="处理办法",
        choices=[(d.name.lower(), d.value) for d in Disposition],
        widget=forms.RadioSelect,
        error_messages={
            "required": "还没有选处理办法，请在可选的办法里选一个",
            "invalid_choice": "没有这种处理办法，请在列出的里面选",
        },
    )
    grade = forms.ChoiceField(
        label="失信程度",
        choices=GRADES,
        widget=forms.RadioSelect,
        error_messages={
            "required": "还没有选是否认定失信、认定为哪一级",
            "invalid_choice": "没有这一级，请在列出的里面选",
        },
    )
    measures = forms.MultipleChoiceField(
        label="另外采取的措施",
        choices=[(m.key, m.title) for m in MEASURES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "没有这项措施，请在列出的里面选"},
    )
    reason = forms.CharField(
        label="事实、对陈述申辩的回应和理由",
        max_length=4000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="会写进决定书和认定书，送给当事人。对他说的每一点都要回应。",
        error_messages={
            "required": "还没有写事实、回应和理由",
            "min_length": "理由写得太短，请写明事实、回应和理由，至少十个字",
            "max_length": "理由写得太长，最多 4000 个字",
        },
    )

    def offer(self, options: tuple[Option, ...], measures: frozenset[str]) -> None:
        """Show only what is open now and what is the officer's to choose; what else is posted the verb refuses."""
        self.fields["disposition"].widget.choices = [
            (one.disposition.name.lower(), one.title) for one in options if one.open
        ]
        self.fields["measures"].widget.choices = [
            (one.key, one.title) for one in MEASURES if one.key in measures
        ]

    def clean(self) -> dict[str, Any]:
        """Whoever is cleared, or whose error is accepted, is not found dishonest in the same breath."""
        given = super().clean() or self.cleaned_data
        if given.get("disposition") in IN_FAVOUR and given.get("grade", NO_GRADE) != NO_GRADE:
            raise ValidationError(
                {
                    "grade": ValidationError(
                        "查明属实或者误填的，不能认定失信", params={"remedy": "请选“不认定失信”。"}
                    )
                }
            )
        return given
