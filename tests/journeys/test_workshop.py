"""The days of those who make the catalogue, in a real browser: the editor writes, another reviews and publishes, two meet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import DESKTOP, PHONE

if TYPE_CHECKING:
    from tests.journeys.browsing import Screen, Window, Windows

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

EDITOR, REVIEWER = "qian-shu", "wu-zheng"


def new_item(window: Window, matter: str, proof: str) -> str:
    """Enter an item by hand; its address in the catalogue."""
    window.go("/desk/catalogue/").press("新建一项").sound()
    window.page.get_by_label("办理单位").select_option(label="宿州市司法局")
    window.fill("行政事项", matter).fill("证明名称", proof)
    window.press("新建", within="form.narrow")
    window.page.wait_for_url(re.compile("/facts/"))
    found = re.search(r"/catalogue/([^/]+)/facts/", window.page.url)
    assert found is not None
    return f"/desk/catalogue/{found[1]}/"


def box(window: Window, name: str):
    """A box of the editor's page by its name in the form."""
    return window.page.locator(f'[name="{name}"]')


@pytest.mark.clause("2.1-a")
@pytest.mark.clause("2.3-b")
@pytest.mark.clause("2.6-a")
@pytest.mark.clause("3.3-a")
@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=str)
def test_an_item_is_written_remarked_on_mended_answered_reviewed_and_published(
    windows: Windows, screen: Screen
):
    window = windows.open(screen, name=EDITOR)
    address = new_item(window, f"申请公证法律服务（{screen}）", "住所租赁备案证明")

    # the facts of the item, with the eight questions
    window.fill("证明用途", "住所由承租人合法使用").fill("开具单位", "房屋管理部门")
    window.fill("设定依据", "《中华人民共和国公证法》第二十七条")
    window.sound().photo("facts").press("保存事项信息").sees("事项信息已经保存")

    # the notice, part by part
    window.go(f"{address}edit/").sound()
    box(window, "notice-proof_content").fill("申请人承租的住所已经办理租赁备案")
    box(window, "notice-materials").fill("本人居民身份证1份以及其他有关材料")
    remarks = window.page.locator("#notice-materials-echo")
    expect(remarks).to_contain_text("兜底")
    window.sound().photo("remark")
    remarks.get_by_role("button", name="改成这样").first.click()
    expect(box(window, "notice-materials")).to_have_value("本人居民身份证1份")
    expect(remarks).not_to_contain_text("兜底")
    box(window, "notice-verification_power").fill("签署后及时向房屋管理部门核对租赁备案")
    kept = window.page.locator("#notice-verification_power-echo")
    expect(kept).to_contain_text("没有期限")
    kept.get_by_label(re.compile("确需保留")).first.fill("备案系统每晚更新，核对当天出结果")
    fact = window.page.locator("#list-facts details.fold")
    fact.locator('[name="facts-0-text"]').fill("本人承租的住所已经办理租赁备案")
    fact.locator('[name="facts-0-standard"]').fill("租赁备案登记中有本人和住所地址")
    fact.locator('[name="facts-0-alternative"]').fill("房屋管理部门出具的租赁备案证明")
    fact.get_by_role("button", name="加上").click()
    expect(window.page.locator("#facts-0")).to_be_visible()
    expect(window.page.locator("#ready")).to_contain_text("可以送法制审核")
    expect(window.page.locator("#standing")).to_contain_text("用语都处理过")
    window.sound().photo("written")
    window.press("送法制审核").sees("已经送法制审核")

    # another person reviews: first without accepting, then with
    reviewer = windows.open(screen, name=REVIEWER)
    reviewer.go(address).press("去审核")
    reviewer.page.wait_for_url(re.compile("/review/"))
    reviewer.sees("备案系统每晚更新").sound().photo("review")
    reviewer.press("审核通过并公布").sees("还没有认可").sound()
    reviewer.tick("理由成立，认可保留").press("审核通过并公布")
    reviewer.sees("已经公布，从今天起适用").sound()

    citizen = windows.open(screen)
    citizen.go(address.replace("/desk/catalogue/", "/items/")).sees("住所租赁备案证明").sound()


@pytest.mark.clause("2.3-b")
def test_a_next_version_shows_what_changed_goes_back_with_notes_and_comes_again(windows: Windows):
    editor, reviewer = windows.open(DESKTOP, name=EDITOR), windows.open(DESKTOP, name=REVIEWER)
    editor.go("/desk/catalogue/?q=水平能力测试").press("水平能力测试成绩合格证", within="tbody")
    address = editor.page.url.removeprefix(editor.url).split("?")[0]
    editor.press("起草新的一版").sees("现行的照常用")
    box(editor, "notice-verification_power").fill("签署后5个工作日内由市人力资源和社会保障局核对测试成绩册")
    editor.press("送法制审核").sees("已经送法制审核")

    reviewer.go(address).press("去审核")
    reviewer.page.wait_for_url(re.compile("/review/"))
    changed = reviewer.page.locator(".changed", has_text="核查权力")
    expect(changed.locator("del").first).to_contain_text("10")
    expect(changed.locator("ins").first).to_contain_text("5")
    changed.locator("summary", has_text="写意见").click()
    changed.get_by_label("对“核查权力”的意见").fill("请写明比对哪三项")
    reviewer.sound().press("退回修改").sees("已经退回修改")

    editor.go(f"{address}edit/").sees("请写明比对哪三项").sound().photo("returned")


def test_two_editors_meet_and_the_second_puts_both_together(windows: Windows):
    one, other = windows.open(DESKTOP, name=EDITOR), windows.open(DESKTOP, name=EDITOR)
    one.go("/desk/catalogue/?q=居住地住址").press("居住地住址证明", within="tbody").press("接着写第 1 版")
    other.go(one.page.url.removeprefix(one.url))
    box(one, "notice-method").fill("到派出所当面签署")
    one.press("存草稿").sees("草稿已经保存")

    box(other, "notice-method").fill("在网上签署")
    box(other, "plain-summary").fill("办居住证不用再开住址证明")
    other.sees("别人改过这份草稿")  # it stopped saving by itself and says so
    other.troubles = [told for told in other.troubles if "409" not in told]  # the browser noted that too
    other.press("存草稿").sees("两个人改了同一份", "用我的").sound().photo("merge")
    other.tick("两边都要，重写")
    other.page.get_by_label("重写的承诺方式").fill("在网上签署，或者到派出所当面签署")
    other.press("合在一起，存下").sees("已经合在一起")
    expect(box(other, "notice-method")).to_have_value("在网上签署，或者到派出所当面签署")
    expect(box(other, "plain-summary")).to_have_value("办居住证不用再开住址证明")


@pytest.mark.clause("2.3-b")
def test_without_scripts_the_editor_has_the_same_remarks_and_buttons(windows: Windows):
    window = windows.open(PHONE, name=EDITOR, scripts=False)
    window.go("/desk/catalogue/?q=居住地住址").press("居住地住址证明", within="tbody").press("接着写第 1 版")
    box(window, "notice-materials").fill("租赁合同1份以及其他材料")
    window.press("存草稿").sees("兜底")
    window.page.locator("#notice-materials-echo").get_by_role("button", name="改成这样").first.click()
    expect(box(window, "notice-materials")).to_have_value("租赁合同1份")
    window.page.locator("#list-facts details.fold summary").click()
    window.page.locator('#list-facts [name="facts-1-text"]').fill("本人没有别的住所")
    window.page.locator("#list-facts").get_by_role("button", name="加上").click()
    expect(window.page.locator('[name="facts-1-text"]')).to_have_value("本人没有别的住所")
    window.page.locator("#facts-1").get_by_role("button", name="去掉").click()
    expect(window.page.locator("#facts-1")).to_have_count(0)
