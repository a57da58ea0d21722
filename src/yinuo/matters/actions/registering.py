"""Entering legal texts in the register, and their names and articles; every other verb of texts begins here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from pypinyin import Style, lazy_pinyin

from yinuo.casefile.actions import SYSTEM, open_case_file, record
from yinuo.casefile.models import CaseFile
from yinuo.law import place
from yinuo.law.citing import WHOLE, Place, Reference, known_as, level_by_name, read, write
from yinuo.law.citing.titles import tidy
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.resting import place_of
from yinuo.law.texts import ALL_CITATIONS, CLAUSES, LAWS
from yinuo.matters.models import ArticleWording, LegalText, TextArticle, TextName
from yinuo.people.models import Agency

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.law.grammar import Law
    from yinuo.people.models import Account

_LOCK = 3_413_005
LONGEST_NAME = 200


def hold_register() -> None:
    """Wait for whoever else changes texts, names or articles; until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def open_text(
    *,
    title: str,
    number: str,
    by: Account | None,
    by_label: str,
    at: datetime,
    source: str,
    agency: Agency | None = None,
) -> LegalText:
    """Enter a text under a title, a number, or both; who calls holds the register and knows that it is not there.

    Args:
        title: without book marks; empty where only the number is known, which then is its name.
        number: the document number in its one form, or empty.
        by: who enters it, None for the house reading a basis.
        by_label: in which capacity.
        at: the moment, aware.
        source: where it was met.
        agency: in whose name the file is kept where the bureau in charge is not there.

    Raises:
        LookupError: there is no body in whose name the file could be kept.
    """
    city = place.load(settings.YINUO_PLACE)
    keeper = Agency.objects.filter(name=city.host).first() or agency
    if keeper is None:
        raise LookupError(f"the body {city.host} is not there, nor any other to keep the file of a text")
    name = tidy(title)[:LONGEST_NAME] or number
    level = level_by_name(title, number)
    text = LegalText.objects.create(
        case_file=open_case_file(kind=CaseFile.Kind.TEXT, agency=keeper, region_code=city.region_code, at=at),
        slug=_slug(name),
        title=name,
        number=number[:80],
        level=level,
        level_by_name=bool(level),
        source=source,
    )
    TextName.objects.create(text=text, name=name, key=known_as(name))
    refresh_names(text)
    record(
        case_file_id=text.case_file_id,
        step="matters.open_text",
        title="登记法律文件",
        by=by,
        by_label=by_label,
        at=at,
        basis=CLAUSES["3.2-b"],
        facts={"title": name, "number": number, "source": source},
    )
    return text


def refresh_names(text: LegalText) -> None:
    """Write anew what a text is found by: its names, number, full pinyin and initials."""
    names = list(
        dict.fromkeys([text.title, text.number, *text.names.order_by("pk").values_list("name", flat=True)])
    )
    letters = [
        "".join(lazy_pinyin(name, style=style, errors="ignore"))
        for name in names
        for style in (Style.NORMAL, Style.FIRST_LETTER)
    ]
    text.search_text = " ".join(part for part in [*names, *letters] if part).casefold()
    text.save(update_fields=["search_text"])


def shelved(where: Place) -> Place:
    """The article a place stands in; a chapter named before an article says nothing more."""
    part = where.part if not where.article or where.part.startswith("附") else ""
    return Place(part=part[:40], article=where.article, sub=where.sub)


def articles_at(wanted: Iterable[tuple[int, Place]]) -> dict[tuple[int, Place], TextArticle]:
    """The articles of texts, entered where they are not there yet; two queries for as many as one likes.

    Args:
        wanted: key of the text, and the place as :func:`shelved` gives it.
    """
    pairs = dict.fromkeys(wanted)
    TextArticle.objects.bulk_create(
        [TextArticle(text_id=text, part=at.part, number=at.article, sub=at.sub) for text, at in pairs],
        ignore_conflicts=True,
    )
    rows = TextArticle.objects.filter(text__in={text for text, _at in pairs})
    return {(row.text_id, row.place): row for row in rows if (row.text_id, row.place) in pairs}


def text_of(reference: Reference, known: dict[str, LegalText]) -> LegalText | None:
    """The text a reference means among those looked up by title or, without one, by number."""
    return known.get(reference.title or reference.number)


def named(reference: Reference) -> str:
    """The name under which the text of a reference is looked up; empty where it says only 本条例, or nothing that is a name."""
    name = "" if reference.own else reference.title or reference.number
    return name if name and 0 < len(known_as(name)) <= LONGEST_NAME else ""


@transaction.atomic
def register_law_texts(*, at: datetime) -> int:
    """Enter the texts that our own rules cite, with the articles and sentences the rules rest on; twice changes nothing.

    Only what the rules themselves say is entered; from when a sentence has read so is not known and stays empty.

    Args:
        at: the moment, aware.

    Returns:
        How many texts are new in the register or newly known to be those of the rules; none where no body is there
        yet to keep the register.
    """
    if not Agency.objects.filter(name=place.load(settings.YINUO_PLACE).host).exists():
        return 0
    hold_register()
    kept = set(LegalText.objects.exclude(law_key="").values_list("law_key", flat=True))
    new = [law for law in LAWS.values() if law.key not in kept]
    for law in new:
        _enter(law, at)
    return len(new)


def _enter(law: Law, at: datetime) -> None:
    names = [name for name in (law.title, law.short, law.number) if name]
    rows = TextName.objects.filter(key__in=[known_as(name) for name in names]).select_related("text")
    found = next((row.text for row in rows if not row.text.law_key), None)
    source = f"系统规则所引文件：{law.source}"
    text = found or open_text(
        title=law.title, number=law.number, by=None, by_label=SYSTEM, at=at, source=source
    )
    text.law_key, text.title = law.key, tidy(law.title)
    text.number = text.number or law.number
    text.in_force_from = text.in_force_from or law.since
    text.repealed_on = text.repealed_on or law.until
    text.source = source
    text.save(update_fields=["law_key", "title", "number", "in_force_from", "repealed_on", "source"])
    taken = set(
        TextName.objects.filter(key__in=[known_as(name) for name in names]).values_list("key", flat=True)
    )
    for name in dict.fromkeys(names):
        if known_as(name) not in taken:
            TextName.objects.create(text=text, name=tidy(name), key=known_as(name))
            taken.add(known_as(name))
    refresh_names(text)
    _enter_sentences(law, text)


def _enter_sentences(law: Law, text: LegalText) -> None:
    said: dict[Place, dict[str, None]] = {}
    for citation in ALL_CITATIONS:
        if citation.law is law and citation.text:
            where = place_of(citation)
            words = citation.text if not where.whole else f"{citation.place}：{citation.text}"
            said.setdefault(where, {})[words] = None
    articles = articles_at((text.pk, shelved(where)) for where in said)
    ArticleWording.objects.bulk_create(
        [
            ArticleWording(
                article=articles[text.pk, shelved(where)],
                paragraph=where.paragraph,
                item=where.item,
                content="\n".join(words),
                source=law.source,
            )
            for where, words in said.items()
        ],
        ignore_conflicts=True,
    )


def one_reference(written: str, *, what: str) -> Reference:
    """The one reference that a person typed.

    Args:
        written: as typed.
        what: what could not be done, for the refusal.

    Raises:
        Refused: it is none, several, or not all of it can be read.
    """
    reading = read(written)
    if not reading.whole or len(reading.references) != 1:
        rest = "、".join(reading.rest)
        why = (
            f"没有读懂“{rest or written.strip() or '（空）'}”"
            if not reading.references or rest
            else "一次只能写一处"
        )
        raise Refused(
            Refusal(
                what,
                why,
                CLAUSES["3.2-b"],
                "请写成“《法律援助条例》第十七条第（二）项”或者文号加条文的样子。",
            )
        )
    return reading.references[0]


def written_places(places: Iterable[Place]) -> str:
    """Places in the one form, without their text; empty for the whole text."""
    return write(Reference("", "", one) for one in places if one != WHOLE)


def _slug(name: str) -> str:
    """Initials people can read aloud, and six characters that make the address unique."""
    letters = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore")).lower()
    initials = "".join(c for c in letters if c.isascii() and c.isalnum())
    tail = hashlib.sha256(known_as(name).encode()).hexdigest()[:6]
    return f"{initials[:24]}-{tail}".strip("-")
