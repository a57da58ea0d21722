"""Step one: the ways side by side, with the whole reason where one is shut."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.conftest import AT
from tests.portals.applicant.cases import draft, page, text_of
from tests.rooms.credit.conftest import false_promise
from tests.rooms.exchange.odd_server import GOOD, odd_server, say

from yinuo.credit.actions import apply_for_repair, decide_repair
from yinuo.exchange.models import Source

STOPPED = {**GOOD, "record": {"status": "停发"}}


@pytest.fixture
def barred(city, settings):
    settings.YINUO_RECEIVERS = {"credit-platform": "http://127.0.0.1:9/none"}
    return false_promise(city, at=AT - timedelta(days=1))


@pytest.mark.clause("2.2-a")
def test_all_ways_stand_side_by_side_in_the_same_rows_and_none_is_marked(city, browser):
    answer = text_of(browser(city.lin).get(page(draft(city), "routes/")))

    assert answer.count('class="btn btn--wide btn--big"') == 3
    assert answer.count('class="route__line"') == 3 * 5
    assert "现在选的是这种" not in answer
    assert " checked" not in answer


def test_choosing_leads_on_and_can_be_changed_without_losing_anything(city, browser):
    opened = draft(city)
    client, item = browser(city.lin), opened.items.get()

    answer = client.post(page(opened, "routes/"), {"item": item.pk, "route": "commit"})
    client.post(page(opened, "details/save/"), {"answer-cause": "请求支付赡养费"})
    client.post(page(opened, "routes/"), {"item": item.pk, "route": "proof"})

    assert answer.headers["Location"] == page(opened, "details/")
    opened.refresh_from_db()
    assert opened.items.get().route == "proof"
    assert opened.answers == {"cause": "请求支付赡养费"}


def test_an_item_of_another_application_is_not_found(city, browser):
    mine, other = draft(city), draft(city, city.tao)

    answer = browser(city.lin).post(page(mine, "routes/"), {"item": other.items.get().pk, "route": "commit"})

    assert answer.status_code == 404


@pytest.mark.clause("2.2-c")
def test_who_is_barred_sees_rule_record_date_and_cure_while_the_proof_stays_open(city, browser, barred):
    answer = text_of(browser(city.tao).get(page(draft(city, city.tao), "routes/")))

    assert "现在不能签承诺，交证明照样能办" in answer
    assert "宿政办秘〔2021〕7号 二（二）" in answer
    assert barred.entry.number in answer
    assert "信用修复" in answer
    assert "2026年5月31日" in answer
    assert 'value="proof">选这种：交证明' in answer
    assert 'value="commit">选这种：签承诺' not in answer


@pytest.mark.clause("2.2-c")
def test_who_is_barred_cannot_choose_the_promise_by_a_crafted_form(city, browser, barred):
    opened = draft(city, city.tao)

    answer = browser(city.tao).post(
        page(opened, "routes/"), {"item": opened.items.get().pk, "route": "commit"}
    )

    assert answer.status_code == 409
    assert opened.items.get().route == ""
    assert "现在不能签承诺" in text_of(answer)


@pytest.mark.clause("2.5-d")
def test_after_repair_the_promise_is_open_again_the_same_day(city, browser, barred, clock):
    clock.turn(days=400)
    apply_for_repair(
        determination_id=barred.pk, promise="我承诺守信", duty_done="已退回费用", by=city.tao, at=clock.now
    )
    decide_repair(repair_id=barred.repairs.get().pk, by=city.zheng, at=clock.now)

    answer = text_of(browser(city.tao).get(page(draft(city, city.tao), "routes/")))

    assert 'value="commit">选这种：签承诺' in answer


@pytest.mark.clause("2.4-e")
def test_data_the_office_holds_are_asked_for_with_consent_and_spare_proof_and_promise(city, browser):
    opened = draft(city)
    client, item = browser(city.lin), opened.items.get()

    with odd_server(say(GOOD)) as odd:
        Source.objects.update(address=odd.address)
        answer = client.post(page(opened, "routes/"), {"item": item.pk, "route": "held"}, follow=True)

    item.refresh_from_db()
    assert (item.route, item.held_query.outcome) == ("held", "answered")
    assert "本人同意" in item.held_query.purpose
    assert "已经从“低收入人口数据”查到您的记录" in text_of(answer)
    again = text_of(client.get(page(opened, "routes/")))
    assert "<dt>状态</dt><dd>在享</dd>" in again


def test_a_record_that_says_otherwise_is_not_taken_for_the_proof(city, browser):
    opened = draft(city)

    with odd_server(say(STOPPED)) as odd:
        Source.objects.update(address=odd.address)
        answer = browser(city.lin).post(
            page(opened, "routes/"), {"item": opened.items.get().pk, "route": "held"}
        )

    assert answer.status_code == 409
    assert opened.items.get().route == ""
    assert "状态“停发”" in text_of(answer)


def test_a_register_that_is_down_leaves_the_other_ways_open(city, browser):
    opened = draft(city)

    answer = browser(city.lin).post(page(opened, "routes/"), {"item": opened.items.get().pk, "route": "held"})

    assert answer.status_code == 409
    assert "不耽误办理" in text_of(answer)
    assert opened.items.get().route == ""


def test_an_item_no_register_can_tell_offers_two_ways(city, browser):
    answer = text_of(browser(city.lin).get(page(draft(city, matter=city.slow_matter), "routes/")))

    assert answer.count('class="btn btn--wide btn--big"') == 2
    assert "机关已有数据" not in answer
