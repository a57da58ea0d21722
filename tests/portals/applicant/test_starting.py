"""Starting: for whom, once, with nothing chosen beforehand."""

from __future__ import annotations

import pytest
from tests.portals.applicant.cases import draft, page, text_of

from yinuo.applications.models import Application, ApplicationItem

START = "/my/start/legal-aid-hardship/"


def test_a_person_opens_a_draft_for_himself_and_is_led_to_the_first_step(city, browser):
    answer = browser(city.lin).post(START, {"applicant": city.lin.subject_id})

    application = Application.objects.get()
    assert answer.headers["Location"] == page(application, "routes/")
    assert application.applicant == city.lin.subject


def test_a_second_start_finds_the_same_draft_and_says_so(city, browser):
    kept = draft(city)
    client = browser(city.lin)

    assert "有一份没办完的草稿" in text_of(client.get(START))
    client.post(START, {"applicant": city.lin.subject_id})

    assert list(Application.objects.all()) == [kept]


def test_a_representative_may_start_for_the_firm_and_sees_it_by_name(city, browser):
    client = browser(city.cheng)

    assert city.firm.name in text_of(client.get(START))
    client.post(START, {"applicant": city.firm.pk})

    assert Application.objects.get().applicant == city.firm


def test_nobody_starts_for_a_subject_he_does_not_act_for(city, browser):
    answer = browser(city.cheng).post(START, {"applicant": city.lin.subject_id})

    assert answer.status_code == 404
    assert not Application.objects.exists()


def test_a_matter_that_takes_no_firms_says_so_in_place_of_the_button(city, browser):
    answer = text_of(browser(city.cheng).get("/my/start/lawyer-capacity/"))

    assert "这件事不受理企业的申请" in answer


@pytest.mark.clause("2.2-a")
def test_nothing_is_chosen_beforehand(city, browser):
    browser(city.lin).post(START, {"applicant": city.lin.subject_id})

    assert {item.route for item in ApplicationItem.objects.all()} == {""}


def test_the_way_clicked_on_the_items_page_is_kept_as_the_persons_own_choice(city, browser):
    answer = browser(city.lin).post(START, {"applicant": city.lin.subject_id, "route": "commit"})

    application = Application.objects.get()
    assert application.items.get().route == "commit"
    assert answer.headers["Location"] == page(application, "details/")


def test_an_unknown_way_in_the_address_is_no_choice(city, browser):
    browser(city.lin).post(START, {"applicant": city.lin.subject_id, "route": "held"})

    assert ApplicationItem.objects.get().route == ""


def test_a_deleted_draft_is_gone_for_its_owner(city, browser):
    kept = draft(city)
    client = browser(city.lin)

    client.post(page(kept, "discard/"))

    assert client.get(page(kept)).status_code == 404
    assert Application.objects.get().answers is None


def test_an_item_that_is_not_published_cannot_be_started(city, browser):
    assert browser(city.lin).get("/my/start/no-such-item/").status_code == 404
