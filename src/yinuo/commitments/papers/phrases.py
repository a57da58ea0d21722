"""Words that several papers of an item share, so that all say the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yinuo.commitments.letters import withdrawal_words
from yinuo.commitments.queries import conditions_of
from yinuo.documents.contents.papers import Line, Lines, bare
from yinuo.law.texts import CLAUSES
from yinuo.matters.terms import Insurance, Signer, Terms, Way

if TYPE_CHECKING:
    from yinuo.commitments.papers.kinds import Audience
    from yinuo.law.grammar import Citation
    from yinuo.matters.models import ItemVersion, Matter

BARRED = (
    "有较严重的不良信用记录，或者曾作出虚假承诺的，在信用修复以前不适用告知承诺，按提交证明的办法办理"
    f"（{CLAUSES['2.2-c'].label}）。修复后当天恢复。"
)
NOT_WILLING = f"不愿承诺或者无法承诺的，提交证明办理（{CLAUSES['2.2-b'].label}）。"
_BETWEEN = re.compile(r"[；;\n]+")


def cited(text: str, *citations: Citation) -> str:
    """A sentence with its articles in brackets before the stop."""
    return f"{bare(text)}（{'、'.join(one.label for one in citations)}）。"


def parts_of(text: str) -> tuple[str, ...]:
    """A text listed with semicolons or on lines, part by part."""
    return tuple(bare(part) for part in _BETWEEN.split(text) if part.strip())


def terms_of(version: ItemVersion) -> Terms:
    """The terms of a version."""
    return Terms.from_json(version.terms)


def withdrawal(version: ItemVersion) -> tuple[str, ...]:
    """How a promise can be taken back, as the signed letter says it too."""
    return withdrawal_words(round_bar=bool(version.plain.get("same_round_bar")))


def admitted(version: ItemVersion, audience: Audience) -> str:
    """Who may promise, who signs, and who may not for now."""
    found = conditions_of(version)
    together = f"应当同时符合下列条件：{'；'.join(found)}。" if found else ""
    return f"{together}承诺{signing(version, audience)}\n{BARRED}"


def signing(version: ItemVersion, audience: Audience = "") -> str:
    """Who signs and how, one sentence.

    Args:
        version: with item and matter.
        audience: for whom only; empty for everybody to whom the matter is open.
    """
    terms, matter = terms_of(version), version.item.matter
    persons = matter.for_persons and audience != "firm"
    firms = matter.for_firms and audience != "person"
    who = dict.fromkeys(
        word for name in terms.signers for word in _signer(Signer[name], persons=persons, firms=firms)
    )
    how = "、".join(Way[name].value for name in terms.ways)
    return f"由{'、'.join(who)}签署；签署方式：{how}。"


def _signer(signer: Signer, *, persons: bool, firms: bool) -> tuple[str, ...]:
    """A signer as he is called; a person signs himself or by his guardian, a firm by its representative."""
    if signer is Signer.PROXY:
        return (signer.value,)
    if signer is Signer.GUARDIAN:
        return (signer.value,) if persons else ()
    representative = f"{Signer.REPRESENTATIVE.value}{'（单位办理的）' if persons else ''}"
    own = (Signer.SELF.value,) if persons and signer is Signer.SELF else ()
    return (*own, *((representative,) if firms else ()))


def insurance(version: ItemVersion) -> str:
    """What is said of liability insurance; empty where none goes with the item (二（六）)."""
    terms = terms_of(version)
    if terms.insurance == Insurance.NONE.name:
        return ""
    return f"本事项{Insurance[terms.insurance].value}责任保险（{CLAUSES['2.6-f'].label}）。"


def licensing(matter: Matter, citation: Citation) -> str:
    """An article of the licensing law for a matter: by analogy where it is no licence."""
    return citation.label if matter.kind == "licence" else f"参照{citation.label}"


def issuer_of(version: ItemVersion) -> str:
    """Who issues the proof, in words where nobody is named."""
    return version.item.issuer or "开具单位"


def extra_lines(text: str) -> Lines:
    """What the office adds, line by line."""
    return Lines(tuple(Line(line.strip()) for line in text.splitlines() if line.strip()))
