"""二（一）: which proof items may be handled by commitment, and which should not be asked for at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from yinuo.law.grammar import Conclusion, LegalRule
from yinuo.law.texts import (
    BUSINESS_44_1,
    BUSINESS_44_2,
    BUSINESS_44_3,
    CLAUSES,
    PILOT_PLAN,
    SUZHOU_NOTICE,
    VILLAGE_LIST,
)

if TYPE_CHECKING:
    from yinuo.law.grammar import Citation


class Risk(StrEnum):
    """Why a proof item may be too dangerous for commitment (二（一）)."""

    NATIONAL_SECURITY = "国家安全"
    STATE_SECRETS = "国家秘密"
    PUBLIC_SAFETY = "公共安全"
    FINANCIAL_PRUDENCE = "金融业审慎监管"
    ENVIRONMENT = "生态环境保护"
    HEALTH = "人身健康"
    LIFE_AND_PROPERTY = "生命财产安全"
    FOREIGN_AFFAIRS = "重要涉外"


class PriorityField(StrEnum):
    """The seven fields to be taken up first (二（一）)."""

    HOUSEHOLD_REGISTRATION = "户籍管理"
    MARKET_ENTRY = "市场主体准营"
    QUALIFYING_EXAMS = "资格考试"
    SOCIAL_INSURANCE = "社会保险"
    SOCIAL_ASSISTANCE = "社会救助"
    HEALTH_EXAMINATION = "健康体检"
    LEGAL_SERVICES = "法律服务"


class ProofKind(StrEnum):
    """What a proof proves: the five kinds of the Ministry of Justice."""

    LEGAL_FACT = "法律事实"
    LEGAL_RELATION = "法律关系"
    QUALIFICATION = "资格资质能力水平"
    OWNERSHIP = "权利归属"
    OTHER_STATE = "其他客观状态"


PROOF_KINDS_BASIS = PILOT_PLAN.at(
    "证明的种类", "法律事实、法律关系、资格资质能力水平、权利归属、其他客观状态（文字待核）"
)


@dataclass(frozen=True, slots=True)
class CancelTest:
    """A reason to abolish a proof instead of putting it under commitment.

    Attributes:
        key: code name.
        title: the reason, in Chinese.
        question: what the agency asks itself, in Chinese.
        citation: the article.
    """

    key: str
    title: str
    question: str
    citation: Citation


CANCEL_FIRST: tuple[CancelTest, ...] = (
    CancelTest(
        "no_basis",
        "没有法定依据",
        "哪一部法律、行政法规、地方性法规或者国务院决定要求这份证明？写不出条文的，取消。",
        BUSINESS_44_1,
    ),
    CancelTest(
        "licence_shows",
        "现有证照可以证明",
        "身份证、户口簿、营业执照等现有证照能不能说明？能的，取消。",
        BUSINESS_44_2,
    ),
    CancelTest(
        "promise_replaces",
        "书面承诺可以解决",
        "申请人书面承诺后再核查，行不行？行的，不再索要。",
        BUSINESS_44_2,
    ),
    CancelTest(
        "data_shows",
        "数据共享或网络核验可以查到",
        "本部门、其他部门的数据能不能查到？能的，由机关自己查。",
        BUSINESS_44_2,
    ),
    CancelTest(
        "cancelled_above",
        "上级已经取消",
        "国家或省是否已经取消这份证明？已经取消的，不得再要。",
        BUSINESS_44_3,
    ),
    CancelTest(
        "matter_cancelled",
        "所办事项已经取消",
        "要这份证明的事项是否还在办？不在办的，一并取消。",
        BUSINESS_44_1,
    ),
    CancelTest(
        "issuer_cannot_know",
        "开具单位无法调查核实",
        "开具单位有没有权力和能力查清这件事？没有的，取消。",
        BUSINESS_44_2,
    ),
    CancelTest(
        "not_needed",
        "与其他材料重复或者并无必要",
        "没有这份证明，事情是否照样能办？能的，取消。",
        BUSINESS_44_2,
    ),
)
"""The eight pre-tests (八个一律取消) an item passes before it enters the catalogue."""


@dataclass(frozen=True, slots=True)
class ItemScope:
    """The risks a proof item itself carries; the test is on the item, not on the whole matter.

    Attributes:
        risks: the risks it carries.
        reasons: why it carries each, in Chinese, as the agency wrote it; may be missing.
        none_because: why it carries none, in Chinese; may be empty.
    """

    risks: frozenset[Risk] = frozenset()
    reasons: tuple[tuple[Risk, str], ...] = ()
    none_because: str = ""

    def reason(self, risk: Risk) -> str:
        """Why it carries a risk, without the full stop; empty where nobody said."""
        return dict(self.reasons).get(risk, "").strip().rstrip("。")


may_be_committed = LegalRule[ItemScope, bool]("may_be_committed", "证明事项能否实行告知承诺制", "2.1-c")


@may_be_committed.version(since=SUZHOU_NOTICE.since, basis=CLAUSES["2.1-c"])
def _(scope: ItemScope) -> Conclusion[bool]:
    """风险较大、纠错成本较高、损害难以挽回的证明事项不适用告知承诺制。"""
    basis = CLAUSES["2.1-c"]
    carried = [risk for risk in Risk if risk in scope.risks]
    named = [risk.value for risk in carried]
    if not named:
        why = scope.none_because.strip().rstrip("。")
        assessed = (Conclusion(True, basis, f"编制单位的判断：{why}。", ok=True),) if why else ()
        return Conclusion(
            True, basis, "这项证明不涉及文件列出的八类风险，可以用承诺代替。", because=assessed, ok=True
        )
    because = tuple(
        Conclusion(True, basis, f"这项证明涉及{risk.value}{_told(scope.reason(risk))}。", ok=False)
        for risk in carried
    )
    return Conclusion(
        False,
        basis,
        f"这项证明涉及{'、'.join(named)}，一旦不实，损害难以挽回，不能用承诺代替。",
        because=because,
        ok=False,
        instead="请按法律、法规或者国务院决定的要求提交证明。",
    )


def _told(reason: str) -> str:
    return f"：{reason}" if reason else ""


VILLAGE_COMMITTEE_MAY_NOT_ISSUE: tuple[str, ...] = (
    "亲属关系证明",
    "居民身份信息证明",
    "户口登记项目内容变更申请证明",
    "居民养犬证明",
    "无犯罪记录证明",
    "社区戒毒社区康复人员情况证明",
    "人员失踪证明",
    "婚姻状况证明",
    "出生证明",
    "健在证明",
    "死亡证明",
    "疾病状况证明",
    "残疾状况证明",
    "婚育状况证明",
    "居民就业状况证明",
    "居民个人档案证明",
    "居民财产证明",
    "遗产继承权证明",
    "市场主体住所证明",
    "证件遗失证明",
)
"""The twenty proofs a village or residents' committee may not be asked to issue."""

_VILLAGE_BASIS = VILLAGE_LIST.at("清单", "、".join(VILLAGE_COMMITTEE_MAY_NOT_ISSUE))

village_committee_may_issue = LegalRule[str, bool](
    "village_committee_may_issue", "村（居）民委员会能否出具这份证明", "2.1-a"
)


@village_committee_may_issue.version(since=VILLAGE_LIST.since, basis=_VILLAGE_BASIS)
def _(proof: str) -> Conclusion[bool]:
    """不应由基层群众性自治组织出具证明事项清单（第一批）。"""
    name = "".join(proof.split())
    listed = next((item for item in VILLAGE_COMMITTEE_MAY_NOT_ISSUE if item in name), None)
    if listed is None:
        return Conclusion(
            True, _VILLAGE_BASIS, f"“{name}”不在不应由村（居）委会出具的二十项证明之内。", ok=True
        )
    return Conclusion(
        False,
        _VILLAGE_BASIS,
        f"“{name}”属于清单中的“{listed}”，村（居）委会没有条件查清，不应要求其开具。",
        ok=False,
        instead="请改为由掌握情况的机关开具或者由承办机关自己核查，也可以由申请人承诺。",
    )


_FIRST_DAY = date(2020, 1, 1)

needs_a_basis = LegalRule[str, bool]("needs_a_basis", "证明事项有没有法定依据", "2.1-a")


@needs_a_basis.version(since=_FIRST_DAY, basis=BUSINESS_44_1)
def _(article: str) -> Conclusion[bool]:
    """证明事项应当有法律、法规或者国务院决定依据。"""
    if ("第" in article and "条" in article) or "〔" in article:
        return Conclusion(True, BUSINESS_44_1, f"这份证明的依据是{article.strip()}。", ok=True)
    return Conclusion(
        False,
        BUSINESS_44_1,
        "没有写明依据哪一部法律、法规的哪一条，或者国务院的哪一份决定。",
        ok=False,
        instead="请补写到条的依据；写不出的，应当取消这份证明。",
    )
