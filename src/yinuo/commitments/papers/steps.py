"""The steps of a working procedure with posts, clocks, papers and articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yinuo.commitments.papers import phrases
from yinuo.documents.contents.papers import Lines, Section, Table, bare, paragraphs
from yinuo.law.place import LOCAL_CHOICE
from yinuo.law.texts import CLAUSES, LICENSING_32, LICENSING_42, LICENSING_44
from yinuo.matters.terms import ProcedureStep
from yinuo.people.models import Role

if TYPE_CHECKING:
    from datetime import date

    from yinuo.commitments.papers.checks import Check
    from yinuo.law.place import Place
    from yinuo.matters.models import ItemVersion

LOCAL = "本市自定"
_COUNTED = {"工作日": "个工作日", "日": "日", "个月": "个月", "人": "名", "次": "次"}


@dataclass(frozen=True, slots=True)
class Clocks:
    """The periods of a place on a day, in words.

    Attributes:
        place: whose numbers.
        on: the day.
    """

    place: Place
    on: date

    def span(self, name: str) -> str:
        """``5个工作日``."""
        number = self.place.number(name)
        return f"{self.place.amount(name, self.on)}{_COUNTED[number.unit]}"

    def basis(self, name: str) -> str:
        """The article that gives the number, or that the city chose it itself."""
        basis = self.place.number(name).basis
        return LOCAL if basis == LOCAL_CHOICE else basis


@dataclass(frozen=True, slots=True)
class Post:
    """A post and what it answers for."""

    name: str
    duty: str


POSTS = (
    Post(Role.WINDOW_OFFICER.label, "说明两种办法，查明能否承诺，书面告知，指导签署，收件、送达，办理撤回"),
    Post(Role.DECIDING_OFFICER.label, "审查申请，作出决定；听取陈述申辩，对承诺不实作出处理"),
    Post(Role.VERIFIER.label, "按核查安排核查，收集证据，作出核查结论，请求和提供协助"),
    Post(Role.CREDIT_OFFICER.label, "失信信息的记录、报送，异议处理和信用修复"),
    Post(Role.CATALOGUE_EDITOR.label, "编制和修订告知书、承诺书格式文本、办事指南和本规程"),
    Post(Role.LEGAL_REVIEWER.label, "审核上述文本；不审核自己起草的内容"),
)


def posts_of(version: ItemVersion) -> tuple[Post, ...]:
    """The posts of a version's procedure: the usual ones, and those that its own steps name."""
    usual = {post.name for post in POSTS}
    named = dict.fromkeys(
        who for step in phrases.terms_of(version).procedure if (who := step.who.strip()) not in usual
    )
    return (*POSTS, *(Post(name, "办理步骤中列明的工作") for name in named))


def steps_table(version: ItemVersion, checks: tuple[Check, ...], clocks: Clocks) -> Section:
    """The steps: the version's own where it has any, else the usual ones.

    Args:
        version: with item and matter.
        checks: of the version.
        clocks: the periods.
    """
    own = phrases.terms_of(version).procedure
    table = _own_steps(own) if own else _usual_steps(version, checks, clocks)
    parts: tuple[Lines | Table, ...] = (table,)
    if not own:
        parts += (
            paragraphs(
                f"期限以工作日计的，按国务院办公厅公布的放假安排计算。注明“{LOCAL}”的，没有法律法规或者文件规定具体天数。"
            ),
        )
    return Section(
        "steps",
        "办理步骤和时限",
        parts,
        ("一步接一步，每一步写明谁做、几天内做完。",),
    )


def _own_steps(steps: tuple[ProcedureStep, ...]) -> Table:
    return Table(
        "办理步骤和时限",
        ("序号", "步骤", "岗位", "时限", "注意事项"),
        tuple(
            (
                str(number),
                bare(step.title),
                step.who,
                "当场" if step.within is None else f"{step.within}个工作日内",
                bare(step.note),
            )
            for number, step in enumerate(steps, start=1)
        ),
        (10, 27, 18, 17, 28),
    )


def _usual_steps(version: ItemVersion, checks: tuple[Check, ...], clocks: Clocks) -> Table:
    window, deciding = Role.WINDOW_OFFICER.label, Role.DECIDING_OFFICER.label
    verifier, matter = Role.VERIFIER.label, version.item.matter
    before = [str(check.number) for check in checks if check.timing == "决定前"]
    after = [str(check.number) for check in checks if check.timing == "决定后"]
    days = f"{matter.days}个工作日" if matter.days else clocks.span("decision_due")
    decided = f"条件齐备的当场；最迟{days}" if matter.at_once else f"{days}内"
    decision_basis = "本机关公布的承诺时限" if matter.days else phrases.licensing(matter, LICENSING_42)
    steps = (
        ("说明两种办法，由申请人选择", window, "当场", "《办事指南》", CLAUSES["2.2-a"].label),
        ("查明申请人能否承诺", window, "当场，系统给出结论和理由", "", CLAUSES["2.2-c"].label),
        ("书面告知，三条逐条确认", window, "签署以前", "《证明事项告知书》", CLAUSES["2.3-a"].label),
        ("签署承诺书，告知核查安排", window, "告知以后", "《证明事项告知承诺书》", CLAUSES["2.3-c"].label),
        (
            "收件；材料不全的一次告知补正",
            window,
            f"当场；补正告知{clocks.span('supplement_due')}内",
            "《收件回执》",
            phrases.licensing(matter, LICENSING_32),
        ),
        (
            f"决定前核查（第{'、'.join(before)}项）",
            verifier,
            "按核查安排",
            "",
            CLAUSES["2.4-a"].label,
        )
        if before
        else None,
        ("作出决定，写明理由", deciding, decided, "《决定书》", decision_basis),
        ("送达决定", window, f"{clocks.span('delivery_due')}内", "", phrases.licensing(matter, LICENSING_44)),
        (
            f"决定后核查（第{'、'.join(after)}项）",
            verifier,
            "按核查安排",
            "",
            CLAUSES["2.4-a"].label,
        )
        if after
        else None,
        ("办结归档，生成尽职记录", window, "办结当日", "", CLAUSES["4.2"].label),
    )
    rows = [step for step in steps if step is not None]
    return Table(
        "办理步骤和时限",
        ("序号", "步骤", "岗位", "时限", "文书", "依据"),
        tuple((str(number), *row) for number, row in enumerate(rows, start=1)),
        (10, 22, 14, 18, 17, 19),
    )
