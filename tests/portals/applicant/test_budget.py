"""How many questions a page may put to the database; none grows with the number of rows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.conftest import AT
from tests.portals.applicant.cases import draft, filled, page
from tests.portals.applicant.test_signing import signature
from tests.rooms.credit.conftest import false_promise

SIGNED_IN = 3
"""Session, account, and whom the account acts for."""


@pytest.mark.parametrize(("step", "most"), [("routes/", 16), ("details/", 12), ("sign/", 24)])
def test_a_step_of_the_wizard_keeps_its_budget(city, browser, django_assert_max_num_queries, step, most):
    opened, client = filled(city), browser(city.lin)

    with django_assert_max_num_queries(most + SIGNED_IN):
        assert client.get(page(opened, step)).status_code == 200


def test_the_notice_keeps_its_budget(city, browser, django_assert_max_num_queries):
    opened, client = filled(city), browser(city.lin)

    with django_assert_max_num_queries(20 + SIGNED_IN):
        assert client.get(page(opened, f"notice/{opened.items.get().pk}/")).status_code == 200


def test_a_case_and_its_receipt_keep_their_budget(city, browser, django_assert_max_num_queries):
    opened, client = filled(city), browser(city.lin)
    client.post(page(opened, "sign/"), signature(city.lin))

    for step, most in (("", 32), ("receipt/", 24), ("receipt/progress/", 24)):
        with django_assert_max_num_queries(most + SIGNED_IN):
            assert client.get(page(opened, step)).status_code == 200


def test_the_list_costs_the_same_for_one_case_and_for_many(city, browser, django_assert_max_num_queries):
    client = browser(city.lin)
    draft(city)
    draft(city, matter=city.slow_matter)

    with django_assert_max_num_queries(6 + SIGNED_IN):
        assert client.get("/my/").status_code == 200


def test_credit_and_accesses_keep_their_budget(city, browser, settings, django_assert_max_num_queries):
    settings.YINUO_RECEIVERS = {"credit-platform": "http://127.0.0.1:9/none"}
    determined = false_promise(city, at=AT - timedelta(days=1))
    client = browser(city.tao)

    for address, most in (("/my/credit/", 10), (f"/my/credit/{determined.pk}/", 16), ("/my/accesses/", 8)):
        with django_assert_max_num_queries(most + SIGNED_IN):
            assert client.get(address).status_code == 200
