"""How registers do and what is stuck, for everybody who needs to know; sent anew by those who mind it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import officer
from tests.conftest import AT
from tests.portals.office import text
from tests.rooms.credit.conftest import open_case

from yinuo.exchange.models import OutboxMessage, Source
from yinuo.people.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.clause("2.5-b"), pytest.mark.clause("2.4-e")]


@pytest.fixture
def stuck(city):
    """A message of a case of the bureau's that was given up."""
    return OutboxMessage.objects.create(
        key="determination:1",
        receiver="credit-platform",
        kind="determination",
        case_file=open_case(city.bureau, AT),
        payload={},
        status="failed",
        attempts=16,
        problem="对方没有应答",
        next_at=AT,
        created_at=AT,
    )


def retry(message) -> str:
    return f"/oversight/sources/messages/{message.pk}/retry/"


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"answered_at": AT}, "正常"),
        ({}, "还没有查询过"),
        ({"enabled": False}, "已停用"),
        ({"failures": 2}, "最近2次没有应答"),
        ({"failures": 6, "rests_until": AT + timedelta(hours=3)}, "暂停查询"),
    ],
)
def test_a_register_is_shown_as_it_does(city, browser, columns, said):
    Source.objects.update(**columns)

    page = text(browser(city.wang).get("/oversight/sources/"))
    assert said in page
    assert "低收入人口数据" in page
    assert "《法律援助法》第四十一条" in page


def test_an_administrator_sends_a_stuck_message_anew_once(city, browser, stuck):
    client = browser(city.wang)
    page = text(client.get("/oversight/sources/"))
    assert "失信认定 → 信用信息共享平台" in page
    assert "对方没有应答" in page

    answer = client.post(retry(stuck), follow=True)
    assert "已经重新排上" in text(answer)
    stuck.refresh_from_db()
    assert (stuck.status, stuck.attempts) == ("pending", 0)

    again = client.post(retry(stuck))
    assert again.status_code == 409


def test_the_justice_bureau_looks_and_leaves_it_to_the_administrator(city, browser, stuck):
    page = text(browser(city.li).get("/oversight/sources/"))

    assert "失信认定 → 信用信息共享平台" in page
    assert 'action="/oversight/sources/messages/' not in page
    assert "由系统管理员重新发送" in page
    assert browser(city.li).post(retry(stuck)).status_code == 403
    stuck.refresh_from_db()
    assert stuck.status == "failed"


def test_a_credit_officer_minds_his_own_agencys_messages_only(city, browser, stuck):
    other = officer("credit2", "别家信用", city.police, Role.CREDIT_OFFICER)

    assert "没有积压" in text(browser(other).get("/oversight/sources/"))
    assert browser(other).post(retry(stuck)).status_code == 404
    assert browser(city.zheng).post(retry(stuck)).status_code == 302


@pytest.mark.parametrize("who", ["zhou", "sun", "zhao"])
def test_other_officers_see_the_registers_and_no_messages(city, browser, stuck, who):
    page = text(browser(getattr(city, who)).get("/oversight/sources/"))

    assert "低收入人口数据" in page
    assert "失信认定 →" not in page


@pytest.mark.parametrize("who", ["lin", "qian"])
def test_nobody_else_comes_in(city, browser, stuck, who):
    client = browser(getattr(city, who))

    assert client.get("/oversight/sources/").status_code == 403
    assert client.post(retry(stuck)).status_code == 403


def test_messages_are_paged(city, browser):
    for n in range(33):
        OutboxMessage.objects.create(
            key=f"k{n}",
            receiver="credit-platform",
            kind="repaired",
            payload={},
            status="delivered",
            receipt=f"R{n:02d}",
            next_at=AT,
            created_at=AT,
            delivered_at=AT,
        )
    client = browser(city.wang)

    first = text(client.get("/oversight/sources/"))
    assert first.count("信用修复 →") == 30
    after = OutboxMessage.objects.order_by("-pk")[29].pk
    second = text(client.get(f"/oversight/sources/?after={after}"))
    assert second.count("信用修复 →") == 3


def test_the_page_costs_a_fixed_number_of_questions(city, browser, stuck, django_assert_max_num_queries):
    client = browser(city.wang)

    with django_assert_max_num_queries(7):
        assert client.get("/oversight/sources/").status_code == 200
