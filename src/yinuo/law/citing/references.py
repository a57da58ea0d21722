"""A reference: which text, which place in it; how it is written, and whether a change of one place touches another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from yinuo.law.grammar import article_numeral

OWN_MARKS = ("本", "该", "同", "上述")
"""How a text speaks of itself or of the text named before: 本条例, 同法."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text; all empty is the whole text.

    Attributes:
        part: ``第二章第一节``, ``二（二）``, ``附件1``, where the place is named by its part; else empty.
        article: the article (条), from 1; 0 where none is named.
        sub: 1 for 第…条之一; 0 for the article itself.
        until: last article of a range; 0 where it is no range.
        paragraph: 款, item: 项, point: 目; each from 1, 0 where none is named.
    """

    part: str = ""
    article: int = 0
    sub: int = 0
    until: int = 0
    paragraph: int = 0
    item: int = 0
    point: int = 0

    @property
    def whole(self) -> bool:
        """Whether the whole text is meant."""
        return not self.part and not self.article and not self.paragraph and not self.item

    @property
    def heading(self) -> bool:
        """Whether it is named by a heading as notices count them: 二（二）."""
        return "（" in self.part

    @property
    def articles(self) -> range:
        """The numbers of the articles meant; empty where none is named."""
        return range(self.article, (self.until or self.article) + 1) if self.article else range(0)

    def written(self, *, after: Place | None = None) -> str:
        """The place in the one form, shortened where it follows another place of the same article.

        Args:
            after: the place written before it, of the same text.
        """
        if after is not None and self._goes_on(after):
            if after.paragraph == self.paragraph and self.item:
                return _items(self)
            return _paragraphs(self)
        article = ""
        if self.article:
            article = f"第{article_numeral(self.article)}条"
            article += f"之{article_numeral(self.sub)}" if self.sub else ""
            article += f"至第{article_numeral(self.until)}条" if self.until else ""
        return f"{self.part}{article}{_paragraphs(self)}"

    def _goes_on(self, after: Place) -> bool:
        """Whether this place, written short, would be read as it is."""
        same = (self.part, self.article, self.sub) == (after.part, after.article, after.sub)
        if not same or not self.article or self.until or after.until:
            return False
        return bool(self.paragraph) or (bool(self.item) and not after.paragraph and not self.paragraph)


WHOLE = Place()


def _paragraphs(place: Place) -> str:
    return (f"第{article_numeral(place.paragraph)}款" if place.paragraph else "") + _items(place)


def _items(place: Place) -> str:
    item = f"第（{article_numeral(place.item)}）项" if place.item else ""
    return item + (f"第{article_numeral(place.point)}目" if place.point else "")


@dataclass(frozen=True, slots=True)
class Reference:
    """One place of one text, as a basis names it.

    Attributes:
        title: without book marks, as written but for typography; ``本条例`` where a text speaks of itself; empty where
            only a number, or not even that, is given.
        number: the document number in its one form (``国办发〔2020〕42号``, ``国务院令第385号``), or empty.
        place: where in the text.
        said: the very words of the source, for the first of several references written in one go all of them.
        start, end: where in the source; references written in one go (第二、三款) share it.
    """

    title: str
    number: str = ""
    place: Place = WHOLE
    said: str = ""
    start: int = 0
    end: int = 0

    @property
    def text(self) -> tuple[str, str]:
        """Title and number: what is compared to say that two references speak of the same text."""
        return self.title, self.number

    @property
    def target(self) -> tuple[str, str, Place]:
        """Everything but how it was written."""
        return self.title, self.number, self.place

    @property
    def own(self) -> bool:
        """Whether a text speaks of itself and it is not said which text that is."""
        return self.title.startswith(OWN_MARKS) and len(self.title) <= 5

    def at(self, place: Place) -> Reference:
        """The same text at another place, written nowhere yet."""
        return Reference(self.title, self.number, place)

    def goes_on(self, before: Reference | None) -> bool:
        """Whether, written behind another reference, this one is understood without naming its text again."""
        if before is None or self.text != before.text or self.place.whole or before.place.whole:
            return False
        return self.place.heading <= before.place.heading

    @property
    def called(self) -> str:
        """The text in the one form: ``《法律援助条例》（国务院令第385号）``."""
        title = self.title if self.own or not self.title else f"《{self.title}》"
        return f"{title}（{self.number}）" if title and self.number else title or self.number

    @property
    def label(self) -> str:
        """The reference in the one form."""
        place = self.place.written()
        return f"{self.called}{_gap(self, place)}{place}"


def _gap(reference: Reference, place: str) -> str:
    """宿政办秘〔2021〕7号 二（二）: a heading right behind a number would look like a part of it."""
    return " " if place and not place.startswith(("第", "附")) and reference.called else ""


def write(references: Iterable[Reference]) -> str:
    """References in the one form: texts apart by ``；``, places by ``、``, and no place said twice.

    Reading what is written gives the same targets again.
    """
    written, before = "", None
    for one in references:
        if before is not None and one.goes_on(before):
            written += f"、{one.place.written(after=before.place)}"
        else:
            written += ("；" if before is not None else "") + one.label
        before = one
    return written


class Touch(Enum):
    """Whether a change at one place touches what is cited at another."""

    NO = "不涉及"
    MAYBE = "可能涉及"
    YES = "涉及"


def touches(changed: Place, cited: Place) -> Touch:
    """Whether a change at a place touches a basis that cites another place of the same text.

    Args:
        changed: what was changed.
        cited: what the basis rests on.

    Returns:
        MAYBE where the basis names the whole text or a part, so that somebody has to look.
    """
    if changed.whole:
        return Touch.YES
    if cited.whole:
        return Touch.MAYBE
    if _apart(changed.part, cited.part):
        return Touch.NO
    if not changed.article or not cited.article:
        same_part = bool(changed.part) and cited.part.startswith(changed.part)
        return Touch.YES if same_part else Touch.MAYBE
    if not _articles_meet(changed, cited):
        return Touch.NO
    for level in ("paragraph", "item", "point"):
        one, other = getattr(changed, level), getattr(cited, level)
        if one and other and one != other:
            return Touch.NO
    return Touch.YES


def _apart(one: str, other: str) -> bool:
    """Whether two parts have nothing in common. Chapters are left out where an article says more."""
    if not one or not other:
        return (one or other).startswith("附")
    return not one.startswith(other) and not other.startswith(one)


def _articles_meet(changed: Place, cited: Place) -> bool:
    if changed.until or cited.until:
        return bool(set(changed.articles) & set(cited.articles))
    return (changed.article, changed.sub) == (cited.article, cited.sub)


def spread(place: Place) -> tuple[Place, ...]:
    """A range of articles as single articles; any other place alone."""
    if not place.until:
        return (place,)
    return tuple(replace(place, article=number, until=0) for number in place.articles)
