"""What several documents share: who, whose, the reasons, the remedies, and the imprint by which a paper is checked.

Every text is Chinese and ready to print; dates read ``2026年11月23日``. A line feed within a text starts a new line.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

if TYPE_CHECKING:
    from yinuo.law.grammar import Conclusion


class Content:
    """What one document says; the base of all contents.

    Attributes:
        template: the template that prints it, by file name without ``.typ``.
    """

    template: ClassVar[str]

    def as_json(self) -> dict[str, Any]:
        """The content as plain JSON, the input of its template; what is frozen and digested."""
        return asdict(self)  # type: ignore[call-overload]


@dataclass(frozen=True, slots=True)
class Imprint:
    """How a paper is told from every other and checked by anyone.

    Attributes:
        number: 文号 or 编号.
        dated: 成文日期.
        check_code: the public code, such as ``7K3M-Q9TX-2HBA``; empty where the paper is not checked.
        check_url: the address of the public check page, shown as a QR code.
    """

    number: str
    dated: str
    check_code: str = ""
    check_url: str = ""


@dataclass(frozen=True, slots=True)
class Agency:
    """行政机关: its full name and how to reach it."""

    name: str
    contact: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """The person or firm a paper speaks to.

    Attributes:
        name: 姓名 or 名称.
        kind: ``"person"`` or ``"firm"``; decides 本人/本单位 and 你/你单位.
        id_label: ``居民身份证号码``, ``统一社会信用代码`` ...
        id_number: the number as it may be shown, masked or not.
        phone: likewise.
        representative: 法定代表人 or 负责人 of a firm.
        agent: who acts for the party, with his relation, such as ``林建国（法定监护人）``.
        address: 住址 or 住所.
    """

    name: str
    kind: Literal["person", "firm"]
    id_label: str
    id_number: str
    phone: str = ""
    representative: str = ""
    agent: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a notice.

    Attributes:
        title: as the law names it (设定依据).
        text: what is told.
    """

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class PromisedFact:
    """One fact that is promised.

    Attributes:
        text: 承诺的事实.
        answer: what the applicant filled in, if anything.
        check: the check that will test it (核查方式).
    """

    text: str
    answer: str = ""
    check: str = ""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One line of the verification plan: 事实, 方式, 标准, 期限."""

    fact: str
    method: str
    standard: str
    due: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason, the article it follows from, and what it rests on.

    Attributes:
        text: one sentence.
        citation: such as ``《行政许可法》第六十九条``; empty where none is printed.
        children: the reasons it rests on.
    """

    text: str
    citation: str = ""
    children: tuple[Reason, ...] = ()

    @classmethod
    def of(cls, conclusion: Conclusion[Any]) -> Reason:
        """The printable tree of a conclusion of law."""
        children = tuple(cls.of(part) for part in conclusion.because)
        return cls(conclusion.reason, conclusion.citation.label, children)


@dataclass(frozen=True, slots=True)
class Remedies:
    """救济途径, as they must be told with every adverse decision.

    Attributes:
        review_body: 行政复议机关.
        court: 人民法院.
        review_period: 行政复议法 第二十条.
        suit_period: 行政诉讼法 第四十六条.
        other: another way that comes first or besides, as a whole sentence.
    """

    review_body: str
    court: str
    review_period: str = "60日"
    suit_period: str = "6个月"
    other: str = ""
