"""Reading the bases of the catalogue into links to articles. Clause 3.2-b."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from yinuo.casefile.actions import SYSTEM, record
from yinuo.law.citing import Place, read, spread
from yinuo.law.texts import CLAUSES
from yinuo.matters.actions.registering import (
    articles_at,
    hold_register,
    named,
    open_text,
    refresh_names,
    shelved,
    text_of,
)
from yinuo.matters.models import (
    BasisLink,
    BasisReading,
    LegalText,
    TextArticle,
    TextChange,
)
from yinuo.matters.queries.bases import Basis, bases_to_read
from yinuo.matters.queries.texts import texts_named
from yinuo.matters.queries.touched import ENDING
from yinuo.people.models import Agency

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from yinuo.law.citing import Reading, Reference

MET = "目录中的设定依据"
LONGEST_SAID = 300


@transaction.atomic
def read_bases(*, at: datetime, limit: int = 500) -> int:
    """Read the bases that are new or have changed; links a person put right stay as they are. Twice changes nothing.

    Texts and articles that nobody has entered yet are entered by the names the basis gives them, and nothing else.

    Args:
        at: the moment, aware.
        limit: at most so many of items, and so many of versions.

    Returns:
        How many bases were read; 0 when none is left.
    """
    hold_register()
    bases = bases_to_read(limit=limit)
    if bases:
        _Pass(bases, at).run()
    return len(bases)


@dataclass(frozen=True, slots=True)
class _Spot:
    """What one link says, apart from which article row it is."""

    text: int
    article: Place
    paragraph: int
    item: int


@dataclass
class _Pass:
    """One pass over some bases, all of them with a fixed number of questions."""

    bases: list[Basis]
    at: datetime
    texts: dict[str, LegalText] = field(default_factory=dict)

    def run(self) -> None:
        """Read, enter what is new, and set links and readings."""
        readings = [(basis, read(basis.source)) for basis in self.bases]
        self._find_texts(readings)
        wanted = {(basis.item, basis.version): self._spots(reading) for basis, reading in readings}
        articles = articles_at((spot.text, spot.article) for spots in wanted.values() for spot in spots)
        kept = self._kept_links()
        new = self._set_links(wanted, articles, kept)
        self._set_readings(readings)
        # What has ended and is named by a basis read only now still needs its task.
        ended = TextChange.objects.filter(
            text__in=new, kind__in=ENDING, withdrawn_at__isnull=True, opened_at__isnull=False
        )
        ended.update(opened_at=None)

    def _find_texts(self, readings: Iterable[tuple[Basis, Reading]]) -> None:
        agencies: dict[str, int] = {}
        numbers: dict[str, str] = {}
        titles: dict[str, str] = {}
        for basis, reading in readings:
            for one in reading.references:
                name = named(one)
                if name:
                    agencies.setdefault(name, basis.agency)
                    titles.setdefault(name, one.title)
                    numbers[name] = numbers.get(name) or one.number
        self.texts = texts_named(agencies)
        for name, text in self.texts.items():
            if numbers[name] and not text.number:
                _learn_number(text, numbers[name], self.at)
        for name, agency in agencies.items():
            if name not in self.texts:
                # An earlier name of this pass may have the same key.
                again = texts_named([name])
                self.texts[name] = again.get(name) or open_text(
                    title=titles[name],
                    number=numbers[name],
                    by=None,
                    by_label=SYSTEM,
                    at=self.at,
                    source=MET,
                    agency=Agency.objects.get(pk=agency),
                )

    def _spots(self, reading: Reading) -> dict[_Spot, Reference]:
        """Where the links of one basis lead, the first wording of each place."""
        found: dict[_Spot, Reference] = {}
        for one in reading.references:
            text = text_of(one, self.texts) if named(one) else None
            for where in spread(one.place) if text is not None else ():
                spot = _Spot(text.pk if text else 0, shelved(where), where.paragraph, where.item)
                found.setdefault(spot, one)
        return found

    def _kept_links(self) -> dict[tuple[int, int | None], list[BasisLink]]:
        items = {basis.item for basis in self.bases}
        pairs = {(basis.item, basis.version) for basis in self.bases}
        kept: dict[tuple[int, int | None], list[BasisLink]] = {}
        for link in BasisLink.objects.filter(proof_item__in=items):
            if (link.proof_item_id, link.version_id) in pairs:
                kept.setdefault((link.proof_item_id, link.version_id), []).append(link)
        return kept

    def _set_links(
        self,
        wanted: dict[tuple[int, int | None], dict[_Spot, Reference]],
        articles: dict[tuple[int, Place], TextArticle],
        kept: dict[tuple[int, int | None], list[BasisLink]],
    ) -> set[int]:
        """Write what is missing, mend where it stands, take away what is no longer there; the texts newly named."""
        made: list[BasisLink] = []
        moved: list[BasisLink] = []
        gone: list[int] = []
        for pair, spots in wanted.items():
            by_place = {
                (articles[spot.text, spot.article].pk, spot.paragraph, spot.item): (spot, one)
                for spot, one in spots.items()
            }
            for link in kept.get(pair, ()):
                met = by_place.pop((link.article_id, link.paragraph, link.item), None)
                if met is not None:
                    link.said, link.start, link.end = _said(met[1])
                    moved.append(link)
                elif link.by_hand:
                    link.start = link.end = None
                    moved.append(link)
                else:
                    gone.append(link.pk)
            for (article, paragraph, item), (_spot, one) in by_place.items():
                said, start, end = _said(one)
                made.append(
                    BasisLink(
                        proof_item_id=pair[0],
                        version_id=pair[1],
                        article_id=article,
                        paragraph=paragraph,
                        item=item,
                        said=said,
                        start=start,
                        end=end,
                        found_at=self.at,
                    )
                )
        BasisLink.objects.filter(pk__in=gone).delete()
        BasisLink.objects.bulk_update(moved, ["said", "start", "end"], batch_size=500)
        BasisLink.objects.bulk_create(made, batch_size=500)
        texts = {article.pk: text for (text, _place), article in articles.items()}
        return {texts[link.article_id] for link in made}

    def _set_readings(self, readings: Iterable[tuple[Basis, Reading]]) -> None:
        rows = [
            BasisReading(
                proof_item_id=basis.item,
                version_id=basis.version,
                source=basis.source,
                unread=[*reading.rest, *(one.said for one in reading.references if not named(one))],
                read_at=self.at,
            )
            for basis, reading in readings
        ]
        versions = [row.version_id for row in rows if row.version_id is not None]
        items = [row.proof_item_id for row in rows if row.version_id is None]
        BasisReading.objects.filter(version__in=versions).delete()
        BasisReading.objects.filter(version__isnull=True, proof_item__in=items).delete()
        BasisReading.objects.bulk_create(rows, batch_size=500)


def _learn_number(text: LegalText, number: str, at: datetime) -> None:
    """A basis tells the number of a text that had none."""
    text.number = number[:80]
    text.save(update_fields=["number"])
    refresh_names(text)
    record(
        case_file_id=text.case_file_id,
        step="matters.learn_number",
        title="补记文号",
        by=None,
        by_label=SYSTEM,
        at=at,
        basis=CLAUSES["3.2-b"],
        facts={"number": number, "source": MET},
    )


def _said(one: Reference) -> tuple[str, int, int]:
    return one.said[:LONGEST_SAID], one.start, one.end
