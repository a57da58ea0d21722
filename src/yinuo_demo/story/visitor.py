"""A visitor without a script: opens pages, fills in the forms that stand there, and says what he read."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urljoin

import httpx
from lxml import html

PATIENCE_SECONDS = 30.0


class StoryBroken(AssertionError):
    """A step did not go as it must; the message says which page said what."""


@dataclass
class Visitor:
    """One person with a browser of his own.

    Attributes:
        url: the house.
        name: user name at the demo entrance; empty for somebody who never signs in.
        patience: how long he waits for a worker, in seconds.
    """

    url: str
    name: str = ""
    patience: float = PATIENCE_SECONDS
    client: httpx.Client = field(init=False)
    response: httpx.Response = field(init=False)
    page: Any = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.url, follow_redirects=True, timeout=30, trust_env=False)

    def __enter__(self) -> Self:
        if self.name:
            self.open(f"/enter/?who={self.name}")
            self.submit(to="/enter/as/", has=("username", self.name))
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def open(self, path: str, *, expect: int = 200) -> Visitor:
        """Open an address."""
        return self._read(self.client.get(path), expect)

    def follow(self, words: str) -> Visitor:
        """Follow the link that holds these words."""
        for link in self.page.iter("a"):
            if words in link.text_content() and link.get("href"):
                return self.open(link.get("href"))
        raise StoryBroken(f"no link “{words}” on {self.response.url}")

    def submit(
        self,
        values: dict[str, Any] | None = None,
        *,
        to: str = "",
        has: tuple[str, str] | None = None,
        files: dict[str, tuple[str, bytes, str]] | None = None,
        expect: int = 200,
    ) -> Visitor:
        """Fill in a form that stands on the page and send it, as a browser would.

        Args:
            values: field to text; a field that is not on the form is refused.
            to: part of the form's address.
            has: a button or field (name, value) the form must have; a button so named is pressed.
            files: field to (name, bytes, type).
            expect: status of the page that follows.
        """
        form = self._form(to, has, values or {})
        sent: dict[str, Any] = dict(form.form_values())
        if has is not None:
            sent[has[0]] = has[1]
        sent |= values or {}
        address = urljoin(str(self.response.url), form.get("action") or "")
        headers = {"Referer": str(self.response.url)}
        return self._read(self.client.post(address, data=sent, files=files, headers=headers), expect)

    def wait_for(self, words: str, path: str = "") -> Visitor:
        """Reload until the page says something that a worker brings about."""
        until = time.monotonic() + self.patience
        address = path or str(self.response.url)
        while time.monotonic() < until:
            if words in self.open(address).text:
                return self
            time.sleep(0.3)
        raise StoryBroken(
            f"{address} did not say “{words}” within {self.patience:.0f} s:\n{self.text[:1500]}"
        )

    def sees(self, *words: str) -> Visitor:
        """The page says all of these words."""
        missing = [word for word in words if word not in self.text]
        if missing:
            raise StoryBroken(f"{self.response.url} does not say {missing}:\n{self.text[:1500]}")
        return self

    def misses(self, *words: str) -> Visitor:
        """The page says none of these words."""
        found = [word for word in words if word in self.text]
        if found:
            raise StoryBroken(f"{self.response.url} says {found}")
        return self

    @property
    def text(self) -> str:
        """What a reader sees, blanks folded."""
        return re.sub(r"\s+", " ", self.page.text_content()) if self.page is not None else ""

    def articles(self, most: int = 3) -> list[str]:
        """The articles cited on the page, in order, each once."""
        cited = [
            " ".join(s.text_content().split())
            for s in self.page.iter("summary")
            if "第" in s.text_content() or "〔" in s.text_content()
        ]
        return list(dict.fromkeys(cited))[:most]

    def find(self, pattern: str) -> str:
        """The first group of a pattern in the page's source.

        Raises:
            StoryBroken: it is not there.
        """
        found = re.search(pattern, self.response.text)
        if found is None:
            raise StoryBroken(f"{self.response.url} holds nothing like {pattern}")
        return found.group(1)

    def _read(self, response: httpx.Response, expect: int) -> Visitor:
        self.response = response
        kind = response.headers.get("content-type", "")
        self.page = (
            html.fromstring(response.text, base_url=str(response.url))
            if "html" in kind and response.text
            else None
        )
        if response.status_code != expect:
            raise StoryBroken(
                f"{response.request.method} {response.url} answered {response.status_code}:\n{self.text[:1500]}"
            )
        return self

    def _form(self, to: str, has: tuple[str, str] | None, values: dict[str, Any]) -> Any:
        for form in self.page.forms:
            if form.method.upper() != "POST" or to not in (form.get("action") or str(self.response.url)):
                continue
            # A button in the bar at the foot belongs to a form by its name.
            outside = self.page.xpath("//*[@form=$id]", id=form.get("id")) if form.get("id") else []
            parts = [*form.iter("input", "select", "textarea", "button"), *outside]
            named = {i.get("name") for i in parts}
            buttons = [(i.get("name"), i.get("value")) for i in parts]
            if set(values) <= named and (has is None or has in buttons):
                return form
        raise StoryBroken(f"no form to “{to}” with {has or sorted(values)} on {self.response.url}")
