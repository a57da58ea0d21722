"""A change at the desk: seen before it is entered, entered once, worked off by editors, overlooked by the justice bureau."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import officer
from tests.portals.office import text
from tests.rooms.matters.bases import (
    DEED_LAW,
    DEED_TAX,
    bare,
    changed,
    come_round,
    item_on,
    open_all,
    read_all,
    repealed,
    replaced,
)
from tests.rooms.matters.bases import text as row_of

from yinuo.law.adjusting import ChangeKind
from yinuo.matters.actions import draft_revisions, register_law_texts
from yinuo.matters.models import ItemVersion, ProofItem, RevisionTask, TextChange
from yinuo.matters.queries import current_version
from yinuo.people.models import Role

pytestmark = pytest.mark.clause("3.2-b")

ENTERED = {
    "kind": "REPEALED",
    "scope": "part",
    "places": "第六条",
    "in_force_on": "2021-09-01",
    "source": "《中华人民共和国契税法》第十六条",
}


@pytest.fixture(autouse=True)
def catalogue(city):
    item_on(city, DEED_TAX, name="完税证明")
    bare(city, "别家的证明", DEED_TAX, agency=city.police)
    read_all()


def page_of(name="契税暂行条例"):
    return f"/desk/texts/{row_of(name).slug}/change/"


class TestEntering:
    """Nothing is written before everything it touches was shown."""

    def test_first_all_it_touches(self, city, browser):
        page = text(browser(city.wu).post(page_of(), ENTERED))
        for words in (
            "还没有登记",
            "完税证明",
            "别家的证明",
            "市公安局",
            "失去唯一依据的证明",
            "2026年6月15日",
        ):
            assert words in page, words
        assert not TextChange.objects.exists()

    def test_then_entered_once_however_often_one_clicks(self, city, browser):
        client = browser(city.wu)
        first, again = (client.post(page_of(), {**ENTERED, "act": "record"}) for _ in range(2))
        change = TextChange.objects.get()
        assert first.headers["Location"] == again.headers["Location"] == f"/desk/texts/changes/{change.pk}/"
        assert (change.places, change.kind) == ("第六条", "REPEALED")

    def test_it_can_be_mended_and_nothing_typed_is_lost(self, city, browser):
        page = text(browser(city.wu).post(page_of(), {**ENTERED, "act": "mend"}))
        assert 'value="第六条"' in page
        assert "先看影响什么" in page

    def test_our_own_rules_are_warned_of(self, city, browser):
        register_law_texts(at=city.at)
        page = text(
            browser(city.wu).post(
                page_of("行政许可法"), {**ENTERED, "kind": "AMENDED", "places": "第三十二条"}
            )
        )
        assert "supplement_due" in page
        assert "另出新版" in page

    @pytest.mark.parametrize(
        ("wrong", "says"),
        [
            ({"kind": ""}, "还没有选发生了什么"),
            ({"scope": ""}, "还没有选涉及整部文件还是其中几条"),
            ({"places": ""}, "还没有写哪几条"),
            ({"places": "那一条"}, "没有读懂“那一条”"),
            ({"places": "《律师法》第六条"}, "不是这部文件"),
            ({"places": "《契税暂行条例》"}, "没有写到条"),
            ({"places": "、".join(f"第{n}条" for n in range(1, 43))}, "一次最多登记 40 处"),
            ({"in_force_on": ""}, "还没有填施行日"),
            ({"in_force_on": "2021-02-30"}, "不存在的日子"),
            ({"in_force_on": "0021-01-01"}, "1949年到2100年"),
            ({"source": " "}, "还没有填从哪里得知"),
            ({"kind": "REPLACED"}, "由哪一部文件代替"),
            ({"kind": "REPLACED", "replaced_by": "新的法律"}, "没有读懂“新的法律”"),
            ({"kind": "RENUMBERED", "scope": "whole"}, "写明是哪几条"),
            ({"kind": "RENUMBERED", "replaced_by": "《契税法》"}, "新的序号"),
            ({"places": "第六条、第七条", "new_wording": "新条文"}, "只能登记一条"),
            ({"source": "一\x00二"}, "不能用的字符"),
        ],
    )
    def test_bad_input_names_field_reason_and_remedy(self, city, browser, wrong, says):
        answer = browser(city.wu).post(page_of(), {**ENTERED, **wrong})
        assert answer.status_code == 422
        assert says in text(answer)

    def test_a_day_without_a_calendar_is_said_before_it_is_refused(self, city, browser):
        client = browser(city.wu)
        page = text(client.post(page_of(), {**ENTERED, "in_force_on": "2031-01-01"}))
        assert "算不出修订期限" in page
        assert "确认登记" not in page
        refused = client.post(page_of(), {**ENTERED, "in_force_on": "2031-01-01", "act": "record"})
        assert refused.status_code == 409
        assert 'value="2031-01-01"' in text(refused)

    def test_a_reviewer_of_another_agency_sees_figures_of_all_and_rows_of_his_own(self, city, browser):
        stranger = officer("stranger", "别家法制", city.police, Role.LEGAL_REVIEWER)
        page = text(browser(stranger).post(page_of(), ENTERED))
        assert "<b>2<small> 项</small></b>" in page
        assert "别家的证明" in page
        assert "完税证明" not in page


class TestChange:
    """How far its tasks are; the justice bureau and reviewers may take it back."""

    def test_progress_is_shown_until_all_tasks_are_there(self, city, browser):
        change = changed(city, "契税暂行条例", ChangeKind.REPEALED)
        client = browser(city.wu)
        url = f"/desk/texts/changes/{change.pk}/"
        assert "正在建立修订任务" in text(client.get(url))
        part = text(client.get(f"{url}progress/"))
        assert "hx-get" in part
        assert '<dt>待修订</dt><dd class="num">0</dd>' in part
        open_all(change)
        assert "已经建齐" in text(client.get(url))
        part = text(client.get(f"{url}progress/"))
        assert "hx-get" not in part
        assert '<dt>待修订</dt><dd class="num">2</dd>' in part

    def test_all_new_versions_are_asked_for_by_an_editor(self, city, browser):
        change = replaced(city)
        assert "全部拟出新版" in text(browser(city.qian).get(f"/desk/texts/changes/{change.pk}/"))
        answer = browser(city.qian).post(f"/desk/texts/changes/{change.pk}/drafts/", follow=True)
        assert "正在为 2 项拟出新版" in text(answer)
        draft_revisions(change_id=change.pk, account_id=city.qian.pk, at=city.at)
        assert browser(city.wu).post(f"/desk/texts/changes/{change.pk}/drafts/").status_code == 409

    def test_taken_back_with_a_reason(self, city, browser):
        change = repealed(city)
        client, url = browser(city.li), f"/desk/texts/changes/{change.pk}/"
        assert client.post(f"{url}withdraw/", {"reason": "错"}).status_code == 409
        client.post(f"{url}withdraw/", {"reason": "登记错了文件"})
        assert "登记错了文件" in text(client.get(url))
        assert browser(city.qian).post(f"{url}withdraw/", {"reason": "登记错了文件"}).status_code == 409


class TestTasks:
    """The list with its clock, and one task from why to done."""

    def task(self, name="完税证明"):
        return RevisionTask.objects.get(proof_item__name=name)

    def test_an_agency_sees_its_own_and_the_bureau_in_charge_all(self, city, browser):
        repealed(city)
        stranger = officer("stranger", "别家编辑", city.police, Role.CATALOGUE_EDITOR)
        mine, theirs = (text(browser(who).get("/desk/texts/tasks/")) for who in (city.qian, stranger))
        assert "完税证明" in mine
        assert "别家的证明" in mine
        assert "完税证明" not in theirs
        assert "别家的证明" in theirs
        assert browser(stranger).get(f"/desk/texts/tasks/{self.task().pk}/").status_code == 404

    def test_what_is_late_is_seen_and_what_is_gravely_late_by_the_justice_bureau(self, city, browser, clock):
        repealed(city)
        clock.turn(days=15)
        assert "逾期 2 项" in text(browser(city.qian).get("/desk/texts/tasks/"))
        assert "这里没有任务" in text(browser(city.li).get("/desk/texts/tasks/?look=escalated"))
        clock.turn(days=30)
        assert "完税证明" in text(browser(city.li).get("/desk/texts/tasks/?look=escalated"))
        assert "报司法局" not in text(browser(city.qian).get("/desk/texts/tasks/?look=escalated"))

    def test_narrowed_to_one_change_and_paged(self, city, browser):
        for number in range(35):
            bare(city, f"更多{number}", "《契税暂行条例》第九条")
        read_all()
        ninth = changed(city, "契税暂行条例", ChangeKind.AMENDED, "第九条")
        open_all(ninth)
        repealed(city)
        page = text(browser(city.qian).get(f"/desk/texts/tasks/?change={ninth.pk}"))
        assert page.count("更多") >= 30
        assert "完税证明" not in page
        assert "下一页" in page

    def test_from_why_to_done(self, city, browser):
        replaced(city)
        task, client = self.task(), browser(city.qian)
        url = f"/desk/texts/tasks/{task.pk}/"
        page = text(client.get(url))
        assert f"<del>{DEED_TAX}</del><ins>{DEED_LAW}</ins>" in page
        client.post(f"{url}draft_revision/")
        page = text(client.get(url))
        assert "要核对的" in page
        draft = ItemVersion.objects.get(item=task.proof_item, status="draft")
        client.post(f"/desk/catalogue/versions/{draft.pk}/submit/")
        browser(city.wu).post(f"/desk/catalogue/versions/{draft.pk}/review/", {"do": "publish"})
        come_round()
        assert "第2版已经公布" in text(client.get(url))
        assert ProofItem.objects.get(pk=task.proof_item_id).basis == DEED_LAW

    def test_a_second_click_makes_no_second_draft(self, city, browser):
        replaced(city)
        client = browser(city.qian)
        for _ in range(2):
            client.post(f"/desk/texts/tasks/{self.task().pk}/draft_revision/")
        assert ItemVersion.objects.filter(status="draft").count() == 1

    def test_the_only_basis_repealed_the_reviewer_decides(self, city, browser):
        repealed(city)
        task = self.task()
        page = text(browser(city.wu).get(f"/desk/texts/tasks/{task.pk}/"))
        assert "建议立即暂停适用" in page
        assert "建议立即暂停适用" not in text(
            browser(city.qian).get(f"/desk/texts/tasks/{task.pk}/")
        ).replace("建议立即暂停适用，由法制审核人员决定", "")
        version = current_version(task.proof_item)
        browser(city.wu).post(
            f"/desk/catalogue/versions/{version.pk}/suspend/", {"reason": "唯一依据已于2021年9月1日废止"}
        )
        assert current_version(task.proof_item).status == "suspended"

    def test_waived_with_a_reason_by_a_reviewer_only(self, city, browser):
        replaced(city)
        url = f"/desk/texts/tasks/{self.task().pk}/"
        assert browser(city.qian).post(f"{url}waive/", {"reason": "不影响这一项"}).status_code == 409
        short = browser(city.wu).post(f"{url}waive/", {"reason": "不"})
        assert short.status_code == 409
        assert 'value="不"' in text(short)
        browser(city.wu).post(f"{url}waive/", {"reason": "不影响这一项"})
        assert "不影响这一项" in text(browser(city.qian).get(url))
        browser(city.li).post(f"{url}reopen/")
        assert self.task().status == "open"

    def test_an_item_without_a_version_has_its_basis_corrected(self, city, browser):
        replaced(city)
        task = self.task("别家的证明")
        editor = officer("editor", "高岩", city.police, Role.CATALOGUE_EDITOR)
        url = f"/desk/texts/tasks/{task.pk}/"
        assert DEED_LAW in text(browser(editor).get(url))
        browser(editor).post(f"{url}correct_basis/", {"basis": DEED_LAW})
        come_round()
        assert self.task("别家的证明").status == "done"

    def test_a_step_there_is_none_of_is_not_found(self, city, browser):
        replaced(city)
        assert browser(city.qian).post(f"/desk/texts/tasks/{self.task().pk}/finish/").status_code == 404


def test_the_pages_cost_a_fixed_number_of_questions(city, browser, django_assert_max_num_queries):
    change = replaced(city)
    for number in range(12):
        bare(city, f"更多{number}", DEED_TAX)
    read_all()
    open_all(change)
    task = RevisionTask.objects.order_by("pk").first()
    client = browser(city.wu)
    for url, most in (
        ("/desk/texts/tasks/", 8),
        (f"/desk/texts/tasks/{task.pk}/", 18),
        (f"/desk/texts/changes/{change.pk}/", 12),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(url).status_code == 200
    with django_assert_max_num_queries(24):
        assert client.post(page_of(), ENTERED).status_code == 200
    assert change.due_on - timedelta(days=14) == city.at.date()
