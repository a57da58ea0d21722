"""Reading a basis: from left to right, texts, places in them, and what is neither."""

from __future__ import annotations

from dataclasses import dataclass

from yinuo.law.citing.marks import (
    BARE,
    BETWEEN,
    BRACKETS,
    DATED,
    FOLD,
    GENERIC,
    HEADING,
    LAST_LEAD,
    LED_BY,
    MARKED,
    OWN,
    PUNCTUATION,
    QUOTED,
    SHORT_NAME,
    TO_PLACE,
)
from yinuo.law.citing.numbers import number_at, number_within
from yinuo.law.citing.places import chain_at
from yinuo.law.citing.references import WHOLE, Place, Reference
from yinuo.law.citing.titles import tidy, title_parts

LONGEST = 8_000
"""A basis longer than this is read so far only; nobody wrote it by hand."""
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Reading:
    """What a basis says.

    Attributes:
        source: the text read.
        references: in the order of the text.
        unread: spans of the text that are neither a reference nor what stands between references.
    """

    source: str
    references: tuple[Reference, ...]
    unread: tuple[tuple[int, int], ...]

    @property
    def whole(self) -> bool:
        """Whether something was named and nothing was left unread."""
        return bool(self.references) and not self.unread

    @property
    def rest(self) -> tuple[str, ...]:
        """The words left unread."""
        return tuple(self.source[start:end].strip() for start, end in self.unread)


def read(source: str) -> Reading:
    """Read what a basis names.

    Args:
        source: as a department wrote it; full width or half, Chinese or Arabic numerals, with or without book marks.

    Returns:
        The references and what could not be read. Nothing is guessed: 本条例 stays 本条例 where no text was named
        before it.
    """
    return _Reader(source).run()


class _Reader:
    """One pass over one source."""

    def __init__(self, source: str) -> None:
        self.source, self.folded = source, source[:LONGEST].translate(FOLD)
        self.at = 0
        self.found: list[Reference] = []
        self.unread: list[tuple[int, int]] = []
        self.title = self.number = ""
        self.place = WHOLE
        self.titles: list[str] = []
        self.short_names: dict[str, str] = {}

    def run(self) -> Reading:
        """Read to the end."""
        while self.at < len(self.folded):
            if not self._cited():
                self._passed_over()
        if len(self.source) > LONGEST:
            self._leave(LONGEST, len(self.source))
        return Reading(self.source, tuple(self.found), tuple(self.unread))

    def _cited(self) -> bool:
        """A text with what follows of its places, or further places of the text before."""
        begin = self.at
        named = self._numbered_text() or self._marked_text() or self._bare_text()
        if named is not None:
            begin, self.title, self.number = named
            self.place = WHOLE
            self.titles += [self.title] if self.title else []
            behind = TO_PLACE.match(self.folded, self.at)
            start = behind.end() if behind else self.at
            if not self._places(begin, start):
                self._note((WHOLE,), begin, self.at)
        elif self._heading_without_context() or not self._places(begin, begin):
            return False
        quoted = QUOTED.match(self.folded, self.at)
        self.at = quoted.end() if quoted else self.at
        return True

    def _heading_without_context(self) -> bool:
        """A heading such as 二（二） is a place only behind a text or behind another heading."""
        return bool(HEADING.match(self.folded, self.at)) and not self.place.heading

    def _places(self, begin: int, at: int) -> bool:
        found = chain_at(self.folded, at, self.place)
        if found is None:
            return False
        places, self.at = found
        self._note(places, begin, self.at)
        return True

    def _note(self, places: tuple[Place, ...], start: int, end: int) -> None:
        said = self.source[start:end]
        begin = start + len(said) - len(said.lstrip())
        stop = end - (len(said) - len(said.rstrip()))
        for place in places:
            self.found.append(Reference(self.title, self.number, place, self.source[begin:stop], begin, stop))
        self.place = places[-1]

    # --- texts: where it begins, title, number --------------------------------------------------------------

    def _numbered_text(self) -> tuple[int, str, str] | None:
        """A number, with or without the title right behind it."""
        found = number_at(self.folded, self.at)
        if found is None:
            return None
        number, begin, self_end = found
        self._words(self.at, begin)
        self.at = self_end
        title = self._title_in_marks(over="文件 ")
        return begin, (self._marks_behind(title)[0] if title else ""), number

    def _marked_text(self) -> tuple[int, str, str] | None:
        """A title in book marks, with what stands in brackets or as a number right behind it."""
        begin = self.at
        title = self._title_in_marks()
        if title is None:
            return None
        title, number = self._marks_behind(title)
        if not number:
            behind = number_at(
                self.folded, self.at + len(self.folded[self.at :]) - len(self.folded[self.at :].lstrip(" "))
            )
            if behind is not None and not self.folded[self.at : behind[1]].strip(" "):
                number, self.at = behind[0], behind[2]
        return begin, self._meant(title), number

    def _bare_text(self) -> tuple[int, str, str] | None:
        """A title without book marks, where a place follows."""
        found = BARE.match(self.folded, self.at)
        if found is None:
            return None
        led = LAST_LEAD.match(found["title"])
        title = found["title"][led.end() :] if led else found["title"]
        title = LED_BY.sub("", title)
        if not title:
            return None
        begin = found.end() - len(title)
        self._words(self.at, begin)
        self.at = found.end()
        return begin, self._meant(tidy(self.source[begin : self.at])), ""

    def _title_in_marks(self, over: str = "") -> str | None:
        """A title in book marks, which may hold other titles; None where none begins here or it has no end."""
        start = self.at
        while start < len(self.folded) and self.folded[start] in over:
            start += 1
        if not self.folded.startswith("《", start):
            return None
        depth = 0
        for place in range(start, min(start + LONGEST_TITLE, len(self.folded))):
            depth += {"《": 1, "〈": 1, "》": -1, "〉": -1}.get(self.folded[place], 0)
            if not depth:
                title = tidy(self.source[start + 1 : place])
                if not title:
                    return None
                self.at = place + 1
                return title
        return None

    def _marks_behind(self, title: str) -> tuple[str, str]:
        """What stands in brackets behind a title: its number, a short name, the mark of a trial, dates of editions."""
        number = ""
        while (found := BRACKETS.match(self.folded, self.at)) is not None:
            inside = found["inside"]
            numbered, short = number_within(inside), SHORT_NAME.search(inside)
            if short:
                self.short_names[tidy(short["name"])] = title
            elif MARKED.search(inside):
                title = f"{title}（{tidy(inside)}）"
            elif not numbered and not DATED.search(inside):
                break
            number = number or numbered
            self.at = found.end()
        return title, number

    def _meant(self, title: str) -> str:
        """The title a short name, 本条例, 《条例》 or 其实施细则 stands for, where the source says which."""
        if title in self.short_names:
            return self.short_names[title]
        if title.startswith("其") and self.titles:
            return title_parts(self.titles[-1]).name + title.removeprefix("其")
        own = OWN.match(title)
        what = own["what"] if own else title if title in GENERIC else ""
        if not what:
            return title
        named = (one for one in reversed(self.titles) if title_parts(one).name.endswith(what))
        return next(named, title)

    # --- what is no reference -------------------------------------------------------------------------------

    def _passed_over(self) -> None:
        # A word that leads to a reference is one only where it does not go on from words nobody understood.
        goes_on = bool(self.unread) and self.unread[-1][1] == self.at
        found = (PUNCTUATION if goes_on else BETWEEN).match(self.folded, self.at)
        if found and found.end() > self.at:
            self.at = found.end()
            return
        self._leave(self.at, self.at + 1)
        self.at += 1

    def _words(self, start: int, end: int) -> None:
        """Words in front of a text: those that lead to it are passed over, the others stay unread."""
        self.at = start
        while self.at < end:
            self._passed_over()

    def _leave(self, start: int, end: int) -> None:
        if (
            self.unread
            and not BETWEEN.sub("", self.folded[self.unread[-1][1] : start])
            and not any(one.start >= self.unread[-1][1] for one in self.found)
        ):
            self.unread[-1] = (self.unread[-1][0], end)
        else:
            self.unread.append((start, end))
