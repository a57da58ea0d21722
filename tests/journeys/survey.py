"""Which pages there are and who reaches them: every link a person can follow is followed, from his first page on."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from django.urls import Resolver404, URLPattern, get_resolver, resolve
from lxml import html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.urls import URLResolver

    from yinuo_demo.story.visitor import Visitor

OPENED = 6
"""So many addresses of one kind are opened for one person; the rest looks the same."""
LOOKED_AT = 4
"""So many pages of one kind are looked at in the browser."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A page worth looking at: an address of a kind, and as whom it was reached."""

    kind: str
    path: str
    who: str


@dataclass
class Survey:
    """What was found.

    Attributes:
        sights: by kind of address; each holds a kind of part that those before it do not.
        reached: every kind of address that was opened, pages and files.
        broken: links that led nowhere, with the page they stand on.
    """

    sights: dict[str, list[Sight]] = field(default_factory=lambda: defaultdict(list))
    reached: set[str] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)
    _known: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def room(self, kind: str) -> int:
        """How many addresses of a kind are opened for one person; a file once for all."""
        return 0 if kind in self.reached and kind not in self.sights else OPENED

    def missing(self, wanted: Iterable[str]) -> set[str]:
        """The kinds nobody reached as a page so far."""
        return {kind for kind in wanted if not self.sights.get(kind)}

    def keep(self, kind: str, path: str, who: str, parts: set[str]) -> None:
        """Keep a page that shows something new."""
        if parts - self._known[kind] and len(self.sights[kind]) < LOOKED_AT:
            self._known[kind] |= parts
            self.sights[kind].append(Sight(kind, path, who))


def kinds() -> list[str]:
    """The names of all addresses of the house, as ``portal:name``."""
    return list(_names(get_resolver(), ""))


def _names(resolver: URLResolver, space: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}:{entry.name}" if space else str(entry.name)
        else:
            yield from _names(entry, ":".join(filter(None, (space, entry.namespace or ""))))


def kind_of(path: str) -> str:
    """The name of the address; empty where nothing is."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


@dataclass(frozen=True, slots=True)
class Tour:
    """Where somebody begins, and the portals he stays in.

    Attributes:
        who: user name; empty for a stranger.
        starts: addresses.
        portals: what the names of addresses begin with.
    """

    who: str
    starts: tuple[str, ...]
    portals: tuple[str, ...]


def walk(survey: Survey, visitor: Visitor, tour: Tour) -> None:
    """Follow every link from some pages on, as one person.

    Args:
        survey: takes what is found.
        visitor: who goes; signed in already, or a stranger.
        tour: where from and how far.
    """
    waiting, opened = deque((path, "his first page") for path in tour.starts), defaultdict(set)
    while waiting:
        path, source = waiting.popleft()
        kind = kind_of(path)
        if not kind:
            survey.broken.append(f"{source} links to {path}, which is nowhere")
        elif (
            kind.startswith(tour.portals)
            and path not in opened[kind]
            and len(opened[kind]) < survey.room(kind)
        ):
            opened[kind].add(path)
            waiting.extend(_open(survey, visitor, tour.who, path, source))


def _open(survey: Survey, visitor: Visitor, who: str, path: str, source: str) -> list[tuple[str, str]]:
    """Open an address; the links that stand on it."""
    answer = visitor.client.get(path)
    if answer.status_code == 410:
        # What is out of use keeps its address, says so, and is looked at by a journey of its own.
        return []
    if answer.status_code not in {200, 202}:
        survey.broken.append(
            f"{source} links to {path}, which answers {answer.status_code} to {who or 'a stranger'}"
        )
        return []
    survey.reached.add(kind_of(path))
    if "html" not in answer.headers.get("content-type", ""):
        return []
    landed = _path(str(answer.url), visitor.url)
    page = html.fromstring(answer.text, base_url=str(answer.url))
    survey.reached.add(kind_of(landed))
    survey.keep(kind_of(landed), landed, who, _parts(page))
    page.make_links_absolute()
    return [(link, landed) for link in _links(page, visitor.url)]


def _links(page: html.HtmlElement, house: str) -> Iterator[str]:
    for link in page.iterfind(".//a[@href]"):
        address = urldefrag(link.get("href"))[0]
        if address.startswith(house + "/") and not address.startswith(house + "/static/"):
            yield _path(address, house)


def _path(address: str, house: str) -> str:
    return address.removeprefix(house) or "/"


def _parts(page: html.HtmlElement) -> set[str]:
    """The kinds of parts a page is made of: element and classes."""
    main = page.find(".//main")
    return {
        f"{part.tag}.{name}" for part in main.iter("*") for name in (part.get("class") or "").split() or [""]
    }
