"""二（一）、二（三）、二（六）: what else must be right before a proof item is published under commitment.

Beside the exclusion (``scope``), the eight questions (``cancelling``) and the notice (``notice``): why it was chosen, why
it is kept without commitment, whether the letter is public as the grounds say, insurance, and the words of what is promised.
"""

from __future__ import annotations

from dataclasses import dataclass

from yinuo.law.grammar import Conclusion, LegalRule
from yinuo.law.notice import clear_words
from yinuo.law.texts import CLAUSES, OPEN_INFORMATION_15, SUZHOU_NOTICE


@dataclass(frozen=True, slots=True)
class ChoiceFacts:
    """Why a proof item was chosen for commitment.

    Attributes:
        uses_a_year: how often it is used, None where nobody knows.
        days_to_get: working days until it is issued, None where nobody knows.
        trips_to_get: how often one must go for it, None where nobody knows.
        source: where the numbers come from, in Chinese.
        priority: title of the priority field of its matter, empty outside all.
    """

    uses_a_year: int | None = None
    days_to_get: int | None = None
    trips_to_get: int | None = None
    source: str = ""
    priority: str = ""


choice_grounded = LegalRule[ChoiceFacts, str]("choice_grounded", "选这项证明实行告知承诺的理由", "2.1-a")


@choice_grounded.version(since=SUZHOU_NOTICE.since, basis=CLAUSES["2.1-a"])
def _(facts: ChoiceFacts) -> Conclusion[str]:
    """有针对性地选取与生产生活密切相关、使用频次较高或者获取难度较大的证明事项。"""
    basis = CLAUSES["2.1-a"]
    given = [
        f"{words}{number}{unit}"
        for words, number, unit in (
            ("一年用到", facts.uses_a_year, "件"),
            ("开出来要", facts.days_to_get, "个工作日"),
            ("要跑", facts.trips_to_get, "趟"),
        )
        if number is not None
    ]
    because: tuple[Conclusion[str], ...] = ()
    if facts.priority:
        because = (
            Conclusion(
                "priority",
                CLAUSES["2.1-b"],
                f"所办事项属于重点领域“{facts.priority}”，要抓紧推行。",
                ok=True,
            ),
        )
    if not given:
        return Conclusion("open", basis, "还没有写使用频次和获取难度，说不出为什么选它。", because=because)
    source = facts.source.strip().rstrip("。")
    told = "、".join(given)
    if not source:
        return Conclusion("open", basis, f"写了{told}，没有写数字从哪里来。", because=because)
    return Conclusion("grounded", basis, f"{told}（来源：{source}）。", because=because, ok=True)


@dataclass(frozen=True, slots=True)
class RetainedFacts:
    """Whether a proof is kept without commitment, and why.

    Attributes:
        retained: kept without commitment, or excluded by a risk.
        because: the reason, in Chinese.
    """

    retained: bool
    because: str = ""


retained_reasoned = LegalRule[RetainedFacts, bool](
    "retained_reasoned", "不实行告知承诺的，写明理由没有", "2.1-c"
)


@retained_reasoned.version(since=SUZHOU_NOTICE.since, basis=CLAUSES["2.1-c"])
def _(facts: RetainedFacts) -> Conclusion[bool]:
    """不适用告知承诺制的证明事项，要说得出属于哪一种情形。"""
    basis, why = CLAUSES["2.1-c"], facts.because.strip().rstrip("。")
    if not facts.retained:
        return Conclusion(True, basis, "这项证明不是保留事项，不用写保留的理由。", ok=True)
    if why:
        return Conclusion(True, basis, f"保留、不实行告知承诺的理由：{why}。", ok=True)
    return Conclusion(
        False,
        basis,
        "这项证明保留、不实行告知承诺，没有写理由。",
        ok=False,
        instead="请写明不能实行告知承诺和保留的理由。",
    )


@dataclass(frozen=True, slots=True)
class PublicityChoice:
    """What the grounds lead to, and whether the notice says that the letter is public.

    Attributes:
        must: what :data:`yinuo.law.risk.must_publish_letter` concluded of the grounds.
        public: what the notice says.
    """

    must: Conclusion[bool]
    public: bool


publicity_fits = LegalRule[PublicityChoice, bool]("publicity_fits", "承诺书公开与否选得对不对", "2.6-d")


@publicity_fits.version(since=SUZHOU_NOTICE.since, basis=CLAUSES["2.6-d"])
def _(facts: PublicityChoice) -> Conclusion[bool]:
    """有公开理由的要公开；没有的，涉及个人隐私和商业秘密，不公开。"""
    must = facts.must
    if must.value is facts.public:
        chosen = "公开" if facts.public else "不公开"
        return Conclusion(True, must.citation, f"承诺书{chosen}，与所选的情形一致。", ok=True)
    if must.value:
        return Conclusion(
            False,
            CLAUSES["2.6-d"],
            "按所选的情形，承诺书要向社会公开，告知书却写了不公开。",
            because=(must,),
            ok=False,
            instead="请在第七项选公开，写明公开范围和时限；或者改正所选的情形。",
        )
    return Conclusion(
        False,
        OPEN_INFORMATION_15,
        "告知书写了公开承诺书，却没有选公开的理由。",
        because=(must,),
        ok=False,
        instead="请选公共利益、第三人利益、核查难度较大中的一种；都没有的，不公开。",
    )


@dataclass(frozen=True, slots=True)
class InsuranceChoice:
    """What the qualities of the matter lead to, and whether the item asks for insurance.

    Attributes:
        may: what :data:`yinuo.law.risk.may_offer_insurance` concluded.
        required: whether the applicant has to be insured.
    """

    may: Conclusion[bool]
    required: bool


insurance_fits = LegalRule[InsuranceChoice, bool]("insurance_fits", "责任保险选得对不对", "2.6-f")


@insurance_fits.version(since=SUZHOU_NOTICE.since, basis=CLAUSES["2.6-f"])
def _(facts: InsuranceChoice) -> Conclusion[bool]:
    """只有经济利益价值较高、核查难度也较大的，才可以引入责任保险。"""
    may = facts.may
    if facts.required and not may.value:
        return Conclusion(
            False,
            CLAUSES["2.6-f"],
            "这项证明不同时具备价值较高、核查难度较大两项，不能要申请人投保。",
            because=(may,),
            ok=False,
            instead="请把保险改为不需要或者可以投保，或者改正所选的情形。",
        )
    return Conclusion(True, CLAUSES["2.6-f"], "保险一栏与所选的情形不冲突。", ok=True)


@dataclass(frozen=True, slots=True)
class PromiseWords:
    """What a person promises and for whom the way is open, as written beside the notice.

    Attributes:
        texts: name of the part and its text, in Chinese.
        answered: remarked words that stay, each with its reason.
    """

    texts: tuple[tuple[str, str], ...]
    answered: tuple[tuple[str, str], ...] = ()


CONDITION_FIELD, PROMISE_FIELD = "适用条件", "证明内容"
"""What the wording checker is told of an applicability condition and of a promised fact."""

promise_clear = LegalRule[PromiseWords, bool]("promise_clear", "承诺的事实和适用条件写得清不清楚", "2.3-b")


@promise_clear.version(since=SUZHOU_NOTICE.since, basis=CLAUSES["2.3-b"])
def _(facts: PromiseWords) -> Conclusion[bool]:
    """相关要求要可量化、易操作，不含模糊表述或兜底条款。"""
    return clear_words(
        facts.texts,
        facts.answered,
        clear="承诺的事实和适用条件里没有模糊表述或者兜底条款。",
        unclear="承诺的事实和适用条件里有{}处文字不够清楚。",
    )
