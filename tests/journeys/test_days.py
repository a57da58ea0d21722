"""The days of those who stand at the doors, in a real browser: the applicant's, the officer's, the bureau's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import DESKTOP, PHONE
from yinuo_demo.story import acts

if TYPE_CHECKING:
    from tests.journeys.browsing import Screen, Window, Windows

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CAUSE = "请求支付劳动报酬或者确认劳动关系"


def choose_to_promise(window: Window, slug: str = acts.LEGAL_AID) -> str:
    """From the item's page to the filled-in draft; the number of the case."""
    window.go(f"/items/{slug}/").sound()
    window.press("选这种：签承诺", within="main")
    window.page.get_by_role("button", name=re.compile("开始办理|接着填")).first.click()
    number = re.search(r"/cases/([0-9-]+)/", window.page.url)
    assert number is not None, window.page.url
    if "/routes/" in window.page.url:
        window.press("签承诺", within="main")
    window.page.wait_for_url(re.compile("/details/"))
    window.sound()
    window.page.get_by_label("请求事项").first.select_option(CAUSE) if window.page.locator(
        "select"
    ).count() else (window.page.get_by_label(CAUSE).first.check())
    window.page.get_by_role("button", name="下一步", exact=True).locator("visible=true").first.click()
    window.page.wait_for_url(re.compile("/notice/"))
    return number.group(1)


def read_the_notice(window: Window) -> None:
    """One clause is missed first, and named; then all three are confirmed."""
    boxes = window.page.locator('#notice input[type="checkbox"]')
    boxes.nth(0).check()
    window.press("读完了，下一步").sees("还有 2 条没有勾").sound()
    for number in range(3):
        window.page.locator('#notice input[type="checkbox"]').nth(number).check()
    window.press("读完了，下一步")
    window.page.wait_for_url(re.compile("/sign/"))
    window.sound()


def draw_a_signature(window: Window) -> None:
    """Three strokes on the pad."""
    pad = window.page.locator("canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    for stroke in range(3):
        window.page.mouse.move(box["x"] + 40 + stroke * 60, box["y"] + 30)
        window.page.mouse.down()
        window.page.mouse.move(box["x"] + 80 + stroke * 60, box["y"] + 90, steps=8)
        window.page.mouse.up()


@pytest.mark.clause("2.2-a")
@pytest.mark.clause("2.6-b")
@pytest.mark.parametrize(
    ("screen", "who"), [(PHONE, "ouyang-hong"), (DESKTOP, "shangguan-jie")], ids=["phone", "desktop"]
)
def test_the_applicants_day_from_a_typing_error_to_the_drawn_signature(
    windows: Windows, screen: Screen, who: str
):
    window = windows.open(screen, name=who)
    window.go("/").sound().photo("home")
    window.go("/search/?q=法律缓助").sees("申请法律援助").sound()
    number = choose_to_promise(window)
    read_the_notice(window)
    draw_a_signature(window)
    window.page.get_by_label(re.compile("后四位|后 4 位|最后四位")).first.fill(acts.last_four(who))
    window.photo("sign")

    window.press("签下承诺并提交")
    window.page.wait_for_url(re.compile("/receipt/"))

    window.sees(number).sound().photo("receipt")
    window.await_words("证明事项告知承诺书", f"/my/cases/{number}/")
    window.sound().photo("case")


@pytest.mark.clause("4.2")
def test_the_officers_day_the_queue_the_case_and_one_key(windows: Windows):
    window = windows.open(DESKTOP, name="zhou-yuan")
    window.go("/desk/").sound().photo("queue")
    first = window.page.locator('a[href^="/desk/cases/"]').first
    first.click()
    window.page.wait_for_url(re.compile("/desk/cases/"))
    window.sees("您的尽职记录").sound().photo("desk")
    here = window.page.url
    window.page.keyboard.press("j")
    expect(window.page).not_to_have_url(here)
    window.page.wait_for_url(re.compile("/desk/cases/"))


def test_the_justice_bureaus_figures_each_open_a_list(windows: Windows):
    window = windows.open(DESKTOP, name="li-du")
    window.go("/oversight/").sound().photo("oversight")
    figures = window.page.locator(".kpis a")
    addresses = [figures.nth(n).get_attribute("href") for n in range(figures.count())]
    assert len(addresses) >= 10
    for address in addresses:
        window.go(address or "").fits()


def test_a_page_reads_the_same_without_scripts(windows: Windows):
    window = windows.open(PHONE, scripts=False)
    window.go("/search/?q=flyz").sees("申请法律援助")
    window.go(f"/items/{acts.LEGAL_AID}/").sees("签承诺", "交证明")
