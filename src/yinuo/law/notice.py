"""二（三）: what the agency must tell in writing, what the person promises, and how both may be worded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yinuo.law import wording
from yinuo.law.grammar import Conclusion, LegalRule
from yinuo.law.texts import CLAUSES, SUZHOU_NOTICE

Remark = wording.Remark
check_wording = wording.check_wording


@dataclass(frozen=True, slots=True)
class NoticeFields:
    """The structured fields a notice is made from; all texts in Chinese.

    Attributes:
        item_title: name of the matter and the proof (事项名称).
        basis: article by which the proof is asked for (设定依据).
        proof_content: what the proof would show (证明内容).
        conditions: licence conditions, where the item has them (许可条件).
        materials: what else to bring (材料要求).
        method: how to promise (承诺方式).
        liability_civil: civil liability for an untrue promise.
        liability_administrative: administrative liability.
        liability_criminal: criminal liability.
        verification_power: who may check what, how and when (核查权力).
        public: whether the letter is made public.
        public_scope: where and to whom; needed if it is.
        public_term: how long; needed if it is.
    """

    item_title: str = ""
    basis: str = ""
    proof_content: str = ""
    conditions: str = ""
    materials: str = ""
    method: str = ""
    liability_civil: str = ""
    liability_administrative: str = ""
    liability_criminal: str = ""
    verification_power: str = ""
    public: bool = False
    public_scope: str = ""
    public_term: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One of the eight parts of a notice.

    Attributes:
        key: code name.
        title: as the text names it.
        plain: the same as a question a citizen asks.
        must_confirm: whether the person confirms it by itself before signing.
    """

    key: str
    title: str
    plain: str
    must_confirm: bool = False


NOTICE_CLAUSES: tuple[Clause, ...] = (
    Clause("item_title", "事项名称", "办的是什么事，用承诺代替哪一份证明？"),
    Clause("basis", "设定依据", "按哪一条规定要这份证明？"),
    Clause("content", "证明内容或者许可条件和材料要求", "您要承诺的是什么？", must_confirm=True),
    Clause("method", "承诺方式", "怎样承诺？"),
    Clause(
        "liability", "不实承诺可能承担的民事、行政、刑事责任", "如果承诺不实，会怎样？", must_confirm=True
    ),
    Clause("verification_power", "行政机关核查权力", "我们会怎样核查？", must_confirm=True),
    Clause("public", "承诺书是否公开", "承诺书会不会公开？"),
    Clause("public_terms", "公开范围及时限", "在哪里公开，公开多久？"),
)
"""The eight parts in reading order."""

MUST_CONFIRM: tuple[str, ...] = tuple(clause.key for clause in NOTICE_CLAUSES if clause.must_confirm)
"""Keys of the three parts confirmed one by one: what is promised, what if untrue, how it is checked."""

STATEMENTS: tuple[tuple[str, str], ...] = (
    ("informed", "已经知晓行政机关告知的全部事项"),
    ("qualified", "已经符合告知的条件"),
    ("liable", "愿意承担不实承诺的法律责任"),
    ("genuine", "以上承诺是真实的意思表示"),
)
"""The four statements every letter holds; the letter puts 本人 or 本单位 before them."""


def clauses(fields: NoticeFields) -> tuple[tuple[Clause, str], ...]:
    """The eight parts with their text; a part that has none has the empty string.

    Args:
        fields: the structured notice.

    Returns:
        Pairs in reading order; lines of one part are separated by a line feed.
    """
    texts = {
        "item_title": fields.item_title.strip(),
        "basis": fields.basis.strip(),
        "content": _content(fields),
        "method": fields.method.strip(),
        "liability": _liability(fields),
        "verification_power": fields.verification_power.strip(),
        "public": "本承诺书向社会公开。" if fields.public else "本承诺书不向社会公开。",
        "public_terms": _public_terms(fields),
    }
    return tuple((clause, texts[clause.key]) for clause in NOTICE_CLAUSES)


def _content(fields: NoticeFields) -> str:
    proof, conditions, materials = (
        text.strip() for text in (fields.proof_content, fields.conditions, fields.materials)
    )
    if not proof and not (conditions and materials):
        return ""
    named = (("证明内容", proof), ("许可条件", conditions), ("材料要求", materials))
    return "\n".join(f"{name}：{text}" for name, text in named if text)


def _liability(fields: NoticeFields) -> str:
    named = (
        ("民事责任", fields.liability_civil.strip()),
        ("行政责任", fields.liability_administrative.strip()),
        ("刑事责任", fields.liability_criminal.strip()),
    )
    if not all(text for _, text in named):
        return ""
    return "\n".join(f"{name}：{text}" for name, text in named)


def _public_terms(fields: NoticeFields) -> str:
    if not fields.public:
        return "不公开，所以没有公开范围和时限。"
    scope, term = fields.public_scope.strip(), fields.public_term.strip()
    return f"公开范围：{scope}\n公开时限：{term}" if scope and term else ""


_WHAT_IS_MISSING = {
    "item_title": "没有写事项名称",
    "basis": "没有写设定依据",
    "content": "没有写证明内容，也没有写全许可条件和材料要求",
    "method": "没有写承诺方式",
    "liability": "民事、行政、刑事三种责任没有写全；没有的，也要写明没有",
    "verification_power": "没有写行政机关的核查权力",
    "public": "没有写承诺书是否公开",
    "public_terms": "承诺书要公开，但没有写全公开范围和公开时限",
}

notice_complete = LegalRule[NoticeFields, bool]("notice_complete", "告知书的内容是否齐全", "2.3-a")


@notice_complete.version(since=SUZHOU_NOTICE.since, basis=CLAUSES["2.3-a"])
def _(fields: NoticeFields) -> Conclusion[bool]:
    """书面告知的内容应当包括事项名称……承诺书是否公开、公开范围及时限等。"""
    basis = CLAUSES["2.3-a"]
    because = tuple(
        Conclusion(True, basis, f"“{clause.title}”已经写明。", ok=True)
        if text
        else Conclusion(False, basis, f"{_WHAT_IS_MISSING[clause.key]}。", ok=False)
        for clause, text in clauses(fields)
    )
    missing = [part for part in because if not part.ok]
    if not missing:
        return Conclusion(True, basis, "应当告知的八项内容都写明了。", because=because, ok=True)
    return Conclusion(
        False,
        basis,
        "告知书还不能发布：" + "".join(part.reason for part in missing),
        because=because,
        ok=False,
        instead="请在事项里把缺少的内容补写完整，再发布。",
    )


@dataclass(frozen=True, slots=True)
class WordingFacts:
    """A notice and the reasons given for wording that is kept in spite of a remark.

    Attributes:
        fields: the notice.
        answered: the remarked words kept, each with the reason the agency gave.
    """

    fields: NoticeFields
    answered: tuple[tuple[str, str], ...] = ()


FIELD_TITLES: dict[str, str] = {
    "item_title": "事项名称",
    "basis": "设定依据",
    "proof_content": "证明内容",
    "conditions": "许可条件",
    "materials": "材料要求",
    "method": "承诺方式",
    "liability_civil": "法律责任",
    "liability_administrative": "法律责任",
    "liability_criminal": "法律责任",
    "verification_power": "核查方式",
    "public_scope": "公开范围",
    "public_term": "公开时限",
}
"""What each text field of a notice is called, which is also how :func:`check_wording` is told the field."""

wording_clear = LegalRule[WordingFacts, bool]("wording_clear", "告知书的文字是否清楚", "2.3-b")


@wording_clear.version(since=SUZHOU_NOTICE.since, basis=CLAUSES["2.3-b"])
def _(facts: WordingFacts) -> Conclusion[bool]:
    """相关要求要可量化、易操作，不含模糊表述或兜底条款。"""
    return clear_words(
        ((title, getattr(facts.fields, name)) for name, title in FIELD_TITLES.items()),
        facts.answered,
        clear="没有发现模糊表述或者兜底条款。",
        unclear="有{}处文字不够清楚，群众看了不知道要做什么、要交什么。",
    )


def clear_words(
    texts: Iterable[tuple[str, str]], answered: Iterable[tuple[str, str]], *, clear: str, unclear: str
) -> Conclusion[bool]:
    """Whether texts say what they ask without vague words or catch-alls (2.3-b).

    Args:
        texts: name of the field, as the wording checker knows it, and its text.
        answered: remarked words that stay, each with its reason; an empty reason is none.
        clear: what is said where nothing is left to mend.
        unclear: what is said else, with ``{}`` for how many.

    Returns:
        The conclusion, with one beneath it for each remark.
    """
    basis = CLAUSES["2.3-b"]
    kept = {words: reason.strip() for words, reason in answered if reason.strip()}
    because = []
    for field, text in texts:
        for remark in check_wording(text, field):
            words = text[remark.start : remark.end]
            if words in kept:
                because.append(
                    Conclusion(True, basis, f"{field}中的“{words}”保留，理由：{kept[words].rstrip('。')}。")
                )
            else:
                because.append(
                    Conclusion(
                        False,
                        basis,
                        f"{field}中的“{words}”：{remark.reason}",
                        ok=False,
                        instead=remark.rewrite,
                    )
                )
    against = sum(part.ok is False for part in because)
    if not against:
        return Conclusion(True, basis, clear, because=tuple(because), ok=True)
    return Conclusion(
        False,
        basis,
        unclear.format(against),
        because=tuple(because),
        ok=False,
        instead="请逐处改写；确需保留的，请写明理由。",
    )
