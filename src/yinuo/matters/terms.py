"""What a version says beside its notice: for whom it is open, who signs how, publicity, insurance, risks, procedure.

Stored as JSON in ``ItemVersion.terms``; read and written only through :class:`Terms`, so that what is missing has one
meaning everywhere. Clauses 2.1-c, 2.3-b, 2.6-a, 2.6-d, 2.6-f, 3.3-a.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any


class Signer(StrEnum):
    """Who may sign a letter."""

    SELF = "本人"
    GUARDIAN = "法定监护人"
    REPRESENTATIVE = "法定代表人或者负责人"
    PROXY = "委托代理人"


class Way(StrEnum):
    """How a letter is signed."""

    ONLINE = "网上签署"
    WINDOW = "窗口当面签署"
    PAPER = "纸质签署后交到窗口"


class Insurance(StrEnum):
    """Whether liability insurance goes with an item (clause 2.6-f)."""

    NONE = "不需要"
    OFFERED = "可以投保"
    REQUIRED = "应当投保"


class Level(StrEnum):
    """How grave a risk point is."""

    LOW = "低"
    MIDDLE = "中"
    HIGH = "高"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of the commitment route, closed and measurable.

    Attributes:
        text: the condition, in Chinese.
        measure: against what it is measured: a number, a register, a document.
    """

    text: str
    measure: str = ""


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """One point of the procedure where something can go wrong (clause 2.6-a).

    Attributes:
        step: at which step.
        point: what can go wrong.
        level: name of a :class:`Level`.
        control: what is done against it.
        owner: the post that answers for it.
        review_on: ISO day of the next review, or empty.
    """

    step: str
    point: str
    level: str = Level.LOW.name
    control: str = ""
    owner: str = ""
    review_on: str = ""


@dataclass(frozen=True, slots=True)
class ProcedureStep:
    """One step of the working procedure (工作规程, clause 3.3-a).

    Attributes:
        title: what is done.
        who: the post that does it.
        within: by when, in working days from the step before; None where it is done at once.
        note: what to watch.
    """

    title: str
    who: str
    within: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a version.

    Attributes:
        conditions: for whom the commitment route is open.
        signers: names of :class:`Signer`.
        ways: names of :class:`Way`.
        public_interest, third_party_interest, hard_to_check: the grounds on which a letter is made public (2.6-d).
        high_value: whether the matter is of high economic value (2.6-f).
        insurance: name of an :class:`Insurance`.
        risk_points: where it can go wrong.
        procedure: the working procedure; empty for the usual one.
    """

    conditions: tuple[Condition, ...] = ()
    signers: tuple[str, ...] = (Signer.SELF.name,)
    ways: tuple[str, ...] = (Way.ONLINE.name, Way.WINDOW.name)
    public_interest: bool = False
    third_party_interest: bool = False
    hard_to_check: bool = False
    high_value: bool = False
    insurance: str = Insurance.NONE.name
    risk_points: tuple[RiskPoint, ...] = ()
    procedure: tuple[ProcedureStep, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            name: [dict(part) if isinstance(part, dict) else part for part in value]
            if isinstance(value, tuple)
            else value
            for name, value in asdict(self).items()
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Terms:
        """As it was stored; what is missing has its default.

        Raises:
            ValueError: a name that no terms have.
        """
        strange = sorted(set(stored) - {field.name for field in fields(cls)})
        if strange:
            raise ValueError(f"办法里没有这些栏目：{'、'.join(strange)}")
        read: dict[str, Any] = dict(stored)
        for name, made in _PARTS.items():
            if name in read:
                read[name] = tuple(made(**part) for part in read[name])
        for name in ("signers", "ways"):
            if name in read:
                read[name] = tuple(read[name])
        return cls(**read)


_PARTS: dict[str, type[Condition | RiskPoint | ProcedureStep]] = {
    "conditions": Condition,
    "risk_points": RiskPoint,
    "procedure": ProcedureStep,
}


def terms_problems(terms: Terms) -> tuple[str, ...]:
    """What is wrong with terms, in Chinese; empty where nothing is."""
    said = (
        (not terms.signers, "没有写明谁可以签署"),
        (not terms.ways, "没有写明怎样签署"),
        (terms.insurance not in Insurance.__members__, f"保险一栏应为{'、'.join(Insurance)}之一"),
        *((name not in Signer.__members__, f"没有这种签署人：{name}") for name in terms.signers),
        *((name not in Way.__members__, f"没有这种签署方式：{name}") for name in terms.ways),
    )
    found = [words for wrong, words in said if wrong]
    for number, condition in enumerate(terms.conditions, start=1):
        found += [f"适用条件{number}没有写{what}" for what in _condition_lacks(condition)]
    for number, risk in enumerate(terms.risk_points, start=1):
        found += [f"风险点{number}：{what}" for what in _risk_problems(risk)]
    found += [
        f"工作规程第{number}步没有写做什么或者谁来做"
        for number, step in enumerate(terms.procedure, start=1)
        if not step.title.strip() or not step.who.strip()
    ]
    return tuple(found)


def _condition_lacks(condition: Condition) -> list[str]:
    if not condition.text.strip():
        return ["内容"]
    return [] if condition.measure.strip() else ["用什么来衡量"]


def _risk_problems(risk: RiskPoint) -> list[str]:
    found = [
        f"没有写{title}"
        for title, text in (
            ("环节", risk.step),
            ("风险", risk.point),
            ("防控措施", risk.control),
            ("责任岗位", risk.owner),
        )
        if not text.strip()
    ]
    if risk.level not in Level.__members__:
        found.append(f"等级应为 {'、'.join(Level)} 之一")
    if risk.review_on and not _is_day(risk.review_on):
        found.append("复核日期写成了不存在的日子")
    return found


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
