"""The catalogue is published at the desk and taken away by anybody; what ends says so; what hangs at the counter leads there."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import DESKTOP, PHONE, SCREENS

if TYPE_CHECKING:
    from tests.journeys.browsing import Screen, Window, Windows

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

DESK = "/desk/catalogue/editions/"
REASON = "考试取消，这份证明不再需要"


def publish(window: Window) -> Window:
    """Tick, and publish."""
    window.go(DESK).sound()
    window.tick("我已经核对上面的内容")
    window.press("公布，签名", within="main")
    return window


def an_exam_proof(window: Window) -> str:
    """The address of a proof of an exam that nobody else's story is about."""
    window.go("/items/?field=QUALIFYING_EXAMS")
    address = window.page.locator("table tbody th a").nth(5).get_attribute("href")
    assert address is not None
    return address


def retire(window: Window, slug: str) -> None:
    """As a reviewer does at the desk."""
    window.go(f"/desk/catalogue/{slug}/")
    window.press("停用", within="#steps ~ div")
    window.page.get_by_label("理由").locator("visible=true").first.fill(REASON)
    window.press("确认停用", within="main")
    window.sees("停用，已经办好")


@pytest.mark.clause("3.2-a")
def test_the_reviewer_publishes_an_edition_once_and_anybody_takes_it_away(windows: Windows) -> None:
    reviewer = publish(windows.open(DESKTOP, name="wu-zheng"))
    expect(reviewer.page).to_have_url(re.compile(r"/catalogue/editions/\d{4}-\d+/$"))
    reviewer.sees("签名的 PDF 正在制作").sound()
    address = reviewer.page.url.removeprefix(reviewer.url)
    number = reviewer.page.locator("dl.pairs dd").first.inner_text()

    again = publish(windows.open(PHONE, name="li-du"))
    again.sees("今天已经公布过同样的内容", f"看已经公布的 {number}").sound()

    stranger = windows.open(PHONE)
    stranger.go("/catalogue/").sees(number).sound().prints()
    for kind in ("xlsx", "docx", "csv", "json"):
        assert stranger.page.request.get(stranger.url + address[:-1] + "." + kind).ok
    until = time.monotonic() + 60
    while (paper := stranger.page.request.get(stranger.url + address[:-1] + ".pdf")).status != 200:
        assert time.monotonic() < until, paper.status
        time.sleep(0.5)
    assert paper.body().startswith(b"%PDF-")
    stranger.go("/check/").page.get_by_label("文书的 PDF 原文件").set_input_files(
        {"name": "catalogue.pdf", "mimeType": "application/pdf", "buffer": paper.body()}
    )
    stranger.press("验一验", within="main").sees("与当初签发的文件逐字节一致", "现行").sound()


@pytest.mark.clause("3.2-b")
def test_what_ends_is_told_before_and_keeps_its_address_after(windows: Windows) -> None:
    reviewer = windows.open(DESKTOP, name="wu-zheng")
    address = an_exam_proof(reviewer)
    slug = address.strip("/").split("/")[-1]
    reviewer.go(f"/desk/catalogue/{slug}/").press("从哪天到哪天", within="main").sound()
    reviewer.page.get_by_label("哪一天").fill("2099-01-01")
    reviewer.fill("停用的原因", REASON)
    reviewer.press("定下", within="main").sees("离今天超过两年").sound()

    retire(reviewer, slug)
    for screen in SCREENS:
        stranger = windows.open(screen)
        stranger.go(address, expected=410).sees(
            "这一项不再适用", REASON, "以前签的承诺书还算数"
        ).sound().prints()
        stranger.photo("public-item-gone")
        stranger.press("第1版", within="main").sees("告知书全文").sound()
        stranger.go("/items/?state=retired").sees("已停用").sound()
        stranger.go("/catalogue/editions/2025-1/now/").sees("删去", REASON).sound().prints()


@pytest.mark.clause("3.3-b")
@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_a_poster_is_a_click_away(windows: Windows, screen: Screen) -> None:
    anybody = windows.open(screen)
    anybody.go("/catalogue/units/").sound()
    poster = anybody.page.get_by_role("link", name=re.compile("打印海报")).first.get_attribute("href")
    assert anybody.page.request.get(anybody.url + str(poster)).body().startswith(b"%PDF-")
    anybody.go("/items/?agency=police").page.locator("table tbody th a").first.click()
    item_poster = anybody.page.get_by_role("link", name="窗口海报").get_attribute("href")
    assert anybody.page.request.get(anybody.url + str(item_poster)).body().startswith(b"%PDF-")
