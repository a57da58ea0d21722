"""What is recorded about me: standing and why, determinations, objection, repair."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.conftest import AT
from tests.portals.applicant.cases import text_of
from tests.rooms.credit.conftest import false_promise

from yinuo.credit.models import Objection, Repair
from yinuo.documents.models import Delivery


@pytest.fixture
def determined(city, settings):
    settings.YINUO_RECEIVERS = {"credit-platform": "http://127.0.0.1:9/none"}
    return false_promise(city, at=AT - timedelta(days=1))


def test_who_has_no_record_is_told_so(city, browser):
    answer = text_of(browser(city.lin).get("/my/credit/"))

    assert "没有失信认定" in answer
    assert "宿政办秘〔2021〕7号 二（五）" in answer


def test_a_representative_sees_his_own_standing_and_the_firms(city, browser):
    answer = text_of(browser(city.cheng).get("/my/credit/"))

    assert f"<h3>{city.firm.name}</h3>" in answer
    assert f"<h3>{city.cheng.name}</h3>" in answer


@pytest.mark.clause("2.5-b")
def test_a_determination_shows_reason_measures_with_basis_and_both_documents(city, browser, determined):
    answer = text_of(browser(city.tao).get(f"/my/credit/{determined.pk}/"))

    assert "低保早已停发，本人知情仍作承诺" in answer
    assert all(measure["title"] in answer and measure["basis"] in answer for measure in determined.measures)
    for document in (determined.document, determined.repair_notice):
        assert f"/my/documents/{document.pk}/" in answer
    assert "申请行政复议" in answer


@pytest.mark.clause("2.5-d")
def test_before_its_day_repair_says_what_is_missing_and_from_when(city, browser, determined):
    answer = text_of(browser(city.tao).get(f"/my/credit/{determined.pk}/"))

    assert "还差什么" in answer
    assert "最短公示期到2026年8月31日才满" in answer
    assert "申请信用修复</button>" not in answer


@pytest.mark.clause("2.5-d")
def test_from_its_day_repair_is_applied_for_without_a_fee(city, browser, determined, clock):
    clock.turn(days=120)
    client, address = browser(city.tao), f"/my/credit/{determined.pk}/"

    shown = text_of(client.get(address))
    missing = client.post(address, {"act": "repair", "r-duty_done": "已退回全部费用"})
    client.post(address, {"act": "repair", "r-duty_done": "已退回全部费用", "r-agreed": "on"})
    client.post(address, {"act": "repair", "r-duty_done": "已退回全部费用", "r-agreed": "on"})

    assert "不收费" in shown
    assert missing.status_code == 422
    assert "没有勾选信用承诺" in text_of(missing)
    repair = Repair.objects.get()
    assert (repair.status, repair.duty_done) == ("applied", "已退回全部费用")
    assert "待办理" in text_of(client.get(address))


def test_a_crafted_repair_before_its_day_is_refused_with_the_day(city, browser, determined):
    answer = browser(city.tao).post(
        f"/my/credit/{determined.pk}/", {"act": "repair", "r-duty_done": "已退回全部费用", "r-agreed": "on"}
    )

    assert answer.status_code == 409
    assert "最短公示期到" in text_of(answer)
    assert not Repair.objects.exists()


@pytest.mark.clause("2.5-d")
def test_an_objection_is_marked_at_once_and_only_once(city, browser, determined):
    client, address = browser(city.tao), f"/my/credit/{determined.pk}/"

    empty = client.post(address, {"act": "object", "o-text": ""})
    for _ in range(2):
        answer = client.post(
            address, {"act": "object", "o-text": "停发通知没有送达，我并不知情"}, follow=True
        )

    assert empty.status_code == 422
    assert "还没有写内容" in text_of(empty)
    assert "记录当时就作了标注" in text_of(answer)
    assert Objection.objects.get().text == "停发通知没有送达，我并不知情"
    assert "最晚" in text_of(client.get(address))


def test_both_documents_were_delivered_to_the_person_and_to_nobody_else(city, browser, determined):
    delivered = Delivery.objects.filter(document__in=(determined.document, determined.repair_notice))

    assert {delivery.to for delivery in delivered} == {city.tao.subject}
    assert browser(city.lin).get(f"/my/documents/{determined.document.pk}/").status_code == 404
    assert browser(city.lin).get(f"/my/credit/{determined.pk}/").status_code == 404
