"""What the page holds: its parts in the order of the notice, their boxes and lists, and what each box is called.

One table, read by everything else: what is shown, what is taken from a posted form, which texts are read for their wording.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from yinuo.law.notice import FIELD_TITLES
from yinuo.law.publishing import CONDITION_FIELD, PROMISE_FIELD
from yinuo.matters.content import INPUT_KINDS, ITEM_CLASSES
from yinuo.matters.reading import PARTS
from yinuo.matters.terms import Insurance, Level, Signer, Way

LINE, AREA, CHOICE, TICK, TICKS, NUMBER, DAY, WORDS, LINES, EXPECTS, KEY = (
    "line",
    "area",
    "choice",
    "tick",
    "ticks",
    "number",
    "day",
    "words",
    "lines",
    "expects",
    "key",
)
"""Kinds of boxes: one line, several lines, one of several, yes or no, several of several, a whole number, a day, words
between commas, one thing a line, what a register must say, and the unseen name of a row."""

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the page.

    Attributes:
        name: of the field, ``"notice.materials"``; in a list, of the cell.
        label: what people read.
        kind: one of the kinds above.
        hint: small print under the label.
        title: what the wording checker is told; empty where the text is not read for its wording.
        choices: values and words of a choice.
        most: characters at most.
        wide: whether it takes the whole width of its row.
    """

    name: str
    label: str
    kind: str = LINE
    hint: str = ""
    title: str = ""
    choices: Choices = ()
    most: int = 2000
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of rows, each with the same cells.

    Attributes:
        name: of the field, ``"facts"``.
        title: what people read above it.
        one: what one row is called.
        more: how one asks for another.
        hint: small print.
        cells: its boxes.
        key: what new rows are called, followed by a number; empty where rows have no name.
    """

    name: str
    title: str
    one: str
    more: str
    hint: str
    cells: tuple[Box, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page."""

    key: str
    title: str
    hint: str = ""
    boxes: tuple[Box, ...] = ()
    lists: tuple[Listed, ...] = field(default=())


def _notice(name: str, label: str, hint: str = "", kind: str = AREA) -> Box:
    return Box(f"notice.{name}", label, kind, hint, FIELD_TITLES.get(name, ""), wide=True)


def _named(members: dict[str, str]) -> Choices:
    return tuple(members.items())


_CONDITIONS = Listed(
    "terms.conditions",
    "适用条件",
    "条件",
    "再加一条",
    "谁可以走承诺这条路。每一条都要封口、能量：写数字、日期、名单或者证件。",
    (
        Box("text", "条件", AREA, title=CONDITION_FIELD, wide=True),
        Box("measure", "用什么衡量", hint="哪个数、哪份登记、哪种证件"),
    ),
)
_FACTS = Listed(
    "facts",
    "要承诺的事实",
    "事实",
    "再加一条事实",
    "一条事实配一次核查：申请人承诺什么，就用什么去核对。",
    (
        Box("key", "代号", KEY),
        Box("text", "申请人承诺", AREA, "以“本人”“本单位”开头", PROMISE_FIELD, wide=True),
        Box("standard", "核查标准", hint="对照什么，怎样算一致", wide=True),
        Box("source_key", "数据来源", CHOICE, "能查数据的选一个；不选的由人核查"),
        Box("source_name", "请谁协助核查", hint="没有数据来源时写单位名称"),
        Box(
            "expects",
            "比对",
            EXPECTS,
            "选了数据来源才写，一行一栏，例如：状态 = 在享；法定代表人 = 填写项：法定代表人姓名；月人均收入 不超过 1420",
            wide=True,
        ),
        Box("item_class", "核查类别", CHOICE, choices=_named(ITEM_CLASSES)),
        Box("alternative", "不承诺可以交", hint="哪一份证明，谁开具", wide=True),
        Box("public_can_tell", "公示后群众看得出真假", TICK),
    ),
    key="fact",
)
_INPUTS = Listed(
    "inputs",
    "申请人填写项",
    "填写项",
    "再加一项",
    "核对要用到的才让人填；机关查得到的不要再问。",
    (
        Box("key", "代号", KEY),
        Box("label", "填什么", most=80),
        Box("kind", "种类", CHOICE, choices=_named(INPUT_KINDS)),
        Box("choices", "选项", LINES, "种类为“选一项”时，一行一个"),
        Box("help", "提示", most=200),
        Box("required", "必填", TICK),
    ),
    key="answer",
)
_RISK_POINTS = Listed(
    "terms.risk_points",
    "风险点",
    "再加一个风险点",
    "风险点",
    "哪个环节可能出什么错，怎样防，谁负责。",
    (
        Box("step", "环节", most=80),
        Box(
            "level",
            "等级",
            CHOICE,
            choices=tuple((name, one.value) for name, one in Level.__members__.items()),
        ),
        Box("point", "风险", AREA, wide=True),
        Box("control", "防控措施", AREA, wide=True),
        Box("owner", "责任岗位", most=80),
        Box("review_on", "下次复核日期", DAY),
    ),
)
_PROCEDURE = Listed(
    "terms.procedure",
    "工作规程",
    "步骤",
    "再加一步",
    "不填的，用通行的规程。",
    (
        Box("title", "做什么", wide=True, most=200),
        Box("who", "谁来做", most=80),
        Box("within", "几个工作日内", NUMBER, "当场办的不填"),
        Box("note", "注意", AREA, wide=True),
    ),
)

PAGE: tuple[Part, ...] = (
    Part("p1", PARTS[0], boxes=(_notice("item_title", "事项名称", kind=LINE),)),
    Part(
        "p2",
        PARTS[1],
        boxes=(
            _notice(
                "basis", "设定依据", "哪一部法律、法规或者国务院决定，写到条。引用的原文照抄，不算模糊。"
            ),
        ),
    ),
    Part(
        "p3",
        PARTS[2],
        boxes=(
            _notice("proof_content", "证明内容", "这份证明本来要说明什么"),
            _notice("conditions", "许可条件", "没有许可条件的不填"),
            _notice("materials", "材料要求", "还要带什么，逐项写名称和份数"),
        ),
        lists=(_CONDITIONS, _FACTS, _INPUTS),
    ),
    Part(
        "p4",
        PARTS[3],
        boxes=(
            _notice("method", "承诺方式"),
            Box(
                "terms.signers",
                "谁可以签",
                TICKS,
                choices=tuple((name, one.value) for name, one in Signer.__members__.items()),
            ),
            Box(
                "terms.ways",
                "怎样签",
                TICKS,
                choices=tuple((name, one.value) for name, one in Way.__members__.items()),
            ),
        ),
    ),
    Part(
        "p5",
        PARTS[4],
        "三种责任都要写；没有的，也要写明没有。",
        (
            _notice("liability_civil", "民事责任"),
            _notice("liability_administrative", "行政责任"),
            _notice("liability_criminal", "刑事责任"),
        ),
    ),
    Part(
        "p6",
        PARTS[5],
        boxes=(_notice("verification_power", "核查权力", "谁、什么时候、用什么办法、对照什么核查"),),
    ),
    Part(
        "p7",
        PARTS[6],
        "先看有没有这三种情形：有一种，承诺书就要公开；一种也没有，不公开。",
        (
            Box("terms.public_interest", "涉及社会公共利益", TICK),
            Box("terms.third_party_interest", "涉及第三人利益", TICK),
            Box("terms.hard_to_check", "核查难度较大", TICK),
            Box("notice.public", "承诺书向社会公开", TICK),
        ),
    ),
    Part(
        "p8",
        PARTS[7],
        "不公开的不填。",
        (
            _notice("public_scope", "公开范围", kind=LINE),
            _notice("public_term", "公开时限", kind=LINE),
        ),
    ),
    Part(
        "p9",
        PARTS[8],
        "写给办事的人看，站在他的位置上说。",
        (
            Box("plain.summary", "一句话", AREA, wide=True, most=300),
            Box("plain.who", "谁可以承诺", AREA, wide=True),
            Box("plain.promise", "您要承诺什么", AREA, wide=True),
            Box("plain.check", "怎样核查", AREA, wide=True),
            Box("plain.if_untrue", "如果不实，会怎样", AREA, wide=True),
            Box("plain.withdraw", "怎样撤回", AREA, wide=True),
            Box("plain.fee", "收费", most=80),
            Box("plain.keywords", "日常说法", WORDS, "人们怎样叫它，用顿号隔开；用来搜索"),
            Box("plain.same_round_bar", "撤回以后，本轮不能再承诺", TICK),
        ),
    ),
    Part(
        "p10",
        PARTS[9],
        boxes=(
            Box("terms.high_value", "经济利益价值较高", TICK),
            Box(
                "terms.insurance",
                "责任保险",
                CHOICE,
                choices=tuple((name, one.value) for name, one in Insurance.__members__.items()),
            ),
        ),
        lists=(_RISK_POINTS, _PROCEDURE),
    ),
)

BOXES: dict[str, Box] = {box.name: box for part in PAGE for box in part.boxes}
LISTS: dict[str, Listed] = {listed.name: listed for part in PAGE for listed in part.lists}
MOST_ROWS = 60


def part_key(name: str) -> str:
    """The part in which a box or list stands; the first where there is none of that name."""
    for part in PAGE:
        if name in {box.name for box in part.boxes} | {listed.name for listed in part.lists}:
            return part.key
    return PAGE[0].key


def place_of(name: str) -> str:
    """How a field is called in the form and in anchors: ``notice-materials``, ``facts-2-text``."""
    return name.replace(".", "-")


def cell_place(listed: Listed, number: int, cell: Box) -> str:
    """How a cell of a row is called in the form."""
    return f"{place_of(listed.name)}-{number}-{cell.name}"


def read_box(place: str) -> Box | None:
    """The box whose text is read for its wording under a name of the form; None where it is not."""
    for box in BOXES.values():
        if place_of(box.name) == place:
            return box if box.title else None
    for listed in LISTS.values():
        head = place_of(listed.name) + "-"
        number, _, name = place.removeprefix(head).partition("-")
        if place.startswith(head) and number.isascii() and number.isdecimal():
            return next((cell for cell in listed.cells if cell.name == name and cell.title), None)
    return None
