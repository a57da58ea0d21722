"""What an officer establishes and chooses after the person was heard."""

from __future__ import annotations

from django import forms

from yinuo.law.credit import MEASURES, Grade, GradeFactors
from yinuo.law.untrue import Disposition
from yinuo.verification.queries import Circumstances

GRADES = [("", "不认定失信"), *((grade.name.lower(), grade.value) for grade in Grade)]


class FactorsForm(forms.Form):
    """The facts that decide the grade; each is asked as a question with yes, no or a number."""

    amount = forms.DecimalField(
        label="涉及金额（元）", min_value=0, max_digits=12, decimal_places=2, initial=0,
        error_messages={"invalid": "金额要写数字", "min_value": "金额不能是负数", "required": "请写金额，没有的写 0"},
    )
    persons_affected = forms.IntegerField(
        label="受影响的人数", min_value=0, max_value=1_000_000, initial=0,
        error_messages={"invalid": "人数要写整数", "min_value": "人数不能是负数", "required": "请写人数，没有的写 0"},
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
    """The choice among the law's options, with reasons, grade and measures; nothing is chosen beforehand."""

    disposition = forms.ChoiceField(
        label="处理办法", choices=[(d.name.lower(), d.value) for d in Disposition], widget=forms.RadioSelect,
        error_messages={"required": "还没有选择处理办法，请在可选的办法里选一个"},
    )
    grade = forms.ChoiceField(label="失信程度", choices=GRADES, required=False, widget=forms.RadioSelect)
    measures = forms.MultipleChoiceField(
        label="惩戒措施", choices=[(m.key, m.title) for m in MEASURES], required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label="事实、对陈述申辩的回应和理由", max_length=4000, min_length=10, widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "还没有写理由", "min_length": "理由写得太短，请写明事实、回应和理由，至少十个字"},
    )
