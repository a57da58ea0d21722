"""A person's browser window: what it opens is watched, and what it shows can be judged and photographed."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Response, expect

from yinuo_demo.story.visitor import Visitor

if TYPE_CHECKING:
    from yinuo_demo.stage import Stage

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--lang=zh-CN",
)
PATIENCE = 20_000
"""Milliseconds until something that a worker brings about must be there."""
RULES = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice")
RUN_AXE = """async (rules) => {
    const run = {runOnly: {type: "tag", values: rules}, resultTypes: ["violations"], preload: false};
    const found = await axe.run(document, run);
    return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)} — ${n.failureSummary}`));
}"""
SIDEWAYS = """() => [...document.querySelectorAll("body *")]
    .filter((part) => part.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .slice(0, 5).map((part) => part.outerHTML.slice(0, 120))"""


@dataclass(frozen=True, slots=True)
class Screen:
    """A size people use; a phone is touched, not pointed at."""

    name: str
    width: int
    height: int
    touched: bool

    def __str__(self) -> str:
        return self.name


PHONE = Screen("phone", 390, 844, touched=True)
DESKTOP = Screen("desktop", 1280, 900, touched=False)
SCREENS = (PHONE, DESKTOP)


@cache
def axe() -> str:
    """The accessibility checker that set-up collected."""
    return (settings.ROOT / "build" / "assets" / "test" / "axe.min.js").read_text(encoding="utf-8")


@dataclass
class Window:
    """One person with a window of his own.

    Attributes:
        page: Playwright's page.
        screen: its size.
        url: of the house.
        troubles: what the browser complained of on the pages opened so far.
    """

    page: Page
    screen: Screen
    url: str
    troubles: list[str] = field(default_factory=list)
    last: Response | None = None

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.troubles.append(f"{self.page.url}: {error}"))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"}:
            return
        # A form that comes back with its mistakes is told with a status, which the browser notes down.
        if (
            re.search(r"status of (403|404|409|410|422)", message.text)
            and message.location["url"] in self.page.url
        ):
            return
        self.troubles.append(f"{self.page.url}: {message.text}")

    # --- going about ----------------------------------------------------------------------------------------

    def enter(self, name: str) -> Window:
        """Enter as somebody of the demo, as its entrance offers."""
        self.go("/enter/")
        form = self.page.locator(f'form:has(input[name="username"][value="{name}"])').first
        if not form.is_visible():
            form.locator("xpath=ancestor::details").locator("summary").click()
        form.get_by_role("button").click()
        expect(self.page).not_to_have_url(re.compile("/enter/"))
        return self

    def go(self, path: str, *, expected: int = 200) -> Window:
        """Open an address of the house."""
        self.last = self.page.goto(self.url + path)
        assert self.last is not None, path
        assert self.last.status == expected, f"{path} answered {self.last.status}"
        return self

    def press(self, name: str, *, within: str = "body") -> Window:
        """Press the first visible button or follow the first visible link of this name."""
        self.part(name, within=within).click()
        return self

    def part(self, name: str, *, within: str = "body") -> Locator:
        """The first visible button, link or summary whose name holds these words."""
        place = self.page.locator(within)
        parts = place.get_by_role("button", name=name).or_(place.get_by_role("link", name=name))
        return parts.or_(place.locator("summary", has_text=name)).locator("visible=true").first

    def fill(self, label: str, words: str) -> Window:
        """Fill in the visible field with this label."""
        self.page.get_by_label(label).locator("visible=true").first.fill(words)
        return self

    def tick(self, label: str) -> Window:
        """Tick the box or choose the option with this label."""
        self.page.get_by_label(label).locator("visible=true").first.check()
        return self

    def turn(self, screen: Screen) -> Window:
        """Make the window as large as another screen, and wait until the page has taken its size."""
        self.screen = screen
        self.page.set_viewport_size({"width": screen.width, "height": screen.height})
        self.page.wait_for_function("width => window.innerWidth === width", arg=screen.width)
        return self

    # --- what stands there ----------------------------------------------------------------------------------

    def sees(self, *words: str) -> Window:
        """The page shows these words, at once or soon."""
        for said in words:
            expect(self.page.get_by_text(said).locator("visible=true").first).to_be_visible()
        return self

    def misses(self, *words: str) -> Window:
        """The page does not hold these words."""
        for said in words:
            expect(self.page.get_by_text(said)).to_have_count(0)
        return self

    def await_words(self, words: str, path: str, *, seconds: float = 60) -> Window:
        """Open an address again and again until it says what a worker brings about."""
        for _ in range(int(seconds * 2)):
            self.go(path)
            if self.page.get_by_text(words).locator("visible=true").count():
                return self
            self.page.wait_for_timeout(500)
        raise AssertionError(f"{path} did not say “{words}” in {seconds} s")

    def fits(self) -> Window:
        """Nothing reaches over the right edge, so that nobody has to scroll sideways."""
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self.page.viewport_size["width"], (self.page.url, wide, self.page.evaluate(SIDEWAYS))
        return self

    def sound(self) -> Window:
        """The accessibility checker finds nothing, and nothing reaches over the edge."""
        self.fits()
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(axe())
        found = self.page.evaluate(RUN_AXE, list(RULES))
        assert not found, "\n".join([self.page.url, *found])
        return self

    def prints(self) -> Window:
        """On paper the words stay and what is only clicked is gone."""
        self.page.emulate_media(media="print")
        main = self.page.locator("main")
        assert main.inner_text().strip(), self.page.url
        for clicked in (".site", ".desk-head", ".foot", ".bar", ".btn"):
            shown = self.page.locator(clicked).locator("visible=true").count()
            assert shown == 0, f"{self.page.url} prints {clicked}"
        self.page.emulate_media(media="screen")
        return self

    def photo(self, name: str) -> Window:
        """Keep a picture where YINUO_PICTURES says, when it says so."""
        folder = os.environ.get("YINUO_PICTURES")
        if folder:
            place = Path(folder) / self.screen.name
            place.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(
                path=place / f"{name}.png", full_page=True, style=".bar { position: static !important }"
            )
        return self

    def quiet(self) -> Window:
        """The browser complained of nothing: no refused content, no broken script."""
        assert not self.troubles, "\n".join(self.troubles)
        return self


@dataclass
class Windows:
    """Opens windows, and closes them when the test is over."""

    browser: Browser
    stage: Stage
    sessions: dict[str, list[Any]]
    opened: list[Window] = field(default_factory=list)

    def open(
        self, screen: Screen = DESKTOP, *, name: str = "", mode: str = "", scripts: bool = True
    ) -> Window:
        """A new window with cookies of its own.

        Args:
            screen: its size.
            name: who is signed in; nobody when empty.
            mode: ``"elder"`` for large type.
            scripts: whether scripts run.
        """
        context = self.browser.new_context(
            viewport={"width": screen.width, "height": screen.height},
            has_touch=screen.touched,
            is_mobile=screen.touched,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
            java_script_enabled=scripts,
            accept_downloads=True,
            base_url=self.stage.url,
        )
        if name:
            context.add_cookies(self._signed_in(name))
        if mode:
            context.add_cookies([{"name": "yinuo_mode", "value": mode, "url": self.stage.url}])
        window = Window(context.new_page(), screen, self.stage.url)
        self.opened.append(window)
        return window

    def _signed_in(self, name: str) -> list[Any]:
        """The cookies of somebody who entered, once for all windows."""
        if name not in self.sessions:
            with Visitor(self.stage.url, name) as visitor:
                self.sessions[name] = [
                    {"name": one.name, "value": one.value, "url": self.stage.url}
                    for one in visitor.client.cookies.jar
                ]
        return self.sessions[name]

    def close(self) -> None:
        """Close them all."""
        for window in self.opened:
            window.page.context.close()
        self.opened.clear()
