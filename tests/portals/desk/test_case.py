"""The case on one page: reasons first, one key decides, nothing typed is lost, nobody else looks in."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from tests.conftest import AT
from tests.portals.office import by_hand, case, content, text
from tests.rooms.inspectorate.cases import filed
from tests.rooms.verification.cases import granted

from yinuo.applications.models import Application, Material
from yinuo.decisions.models import Decision
from yinuo.documents.actions import make
from yinuo.documents.models import Document
from yinuo.people.models import PersonalDataAccess

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(city):
    """A case of Lin's that may be granted."""
    return case(by_hand(city))


def at(row: Application, what: str = "") -> str:
    return f"/desk/cases/{row.number}/{what}"


def status(row: Application) -> str:
    return Application.objects.get(pk=row.pk).status


class TestLooking:
    """Everything needed to decide stands on one page."""

    @pytest.mark.clause("1-b")
    @pytest.mark.clause("4.2")
    def test_reasons_articles_plan_and_due_diligence_stand_there(self, city, browser, row):
        page = text(browser(city.zhou).get(at(row)))

        for words in (
            "建议：准予",
            "先看过告知书，再签的承诺书",
            "宿政办秘〔2021〕7号",
            "与被继承人是父女",
            "书面核查",
            "尽职记录",
            "摘要链完整",
            "签署承诺书",
            "证明事项告知承诺书",
        ):
            assert words in page, words

    def test_the_queue_stands_beside_it_with_the_cases_before_and_after(self, city, browser, row):
        other = case(by_hand(city, city.tao))

        page = text(browser(city.zhou).get(at(row)))
        assert f'href="{at(other)}" data-key="j"' in page
        assert 'aria-current="true"' in page

    def test_numbers_are_masked_and_a_look_is_noted_once_a_day(self, city, browser, row, clock):
        client = browser(city.zhou)
        page = text(client.get(at(row)))
        client.get(at(row))

        assert city.lin.subject.id_number not in page
        assert city.lin.subject.phone not in page
        looks = PersonalDataAccess.objects.filter(account=city.zhou, subject=city.lin.subject)
        assert looks.count() == 1
        clock.turn(days=1)
        browser(city.zhou).get(at(row))
        assert looks.count() == 2

    @pytest.mark.clause("2.5-f")
    def test_full_numbers_are_shown_once_for_a_reason_that_the_person_can_read(self, city, browser, row):
        client = browser(city.zhou)

        bad = client.post(at(row, "reveal/"), {"reason": "看"})
        assert bad.status_code == 422
        assert 'value="看"' in text(bad)
        assert city.lin.subject.id_number not in text(bad)

        page = text(client.post(at(row, "reveal/"), {"reason": "电话通知申请人补充材料"}))
        assert city.lin.subject.id_number in page
        assert city.lin.subject.id_number not in text(client.get(at(row)))
        assert PersonalDataAccess.objects.get(unmasked=True).purpose == "电话通知申请人补充材料"

    def test_a_paper_in_the_making_sends_back_and_a_made_one_opens(self, city, browser, row):
        letter = Document.objects.get(case_file=row.case_file_id, kind="letter")
        client = browser(city.zhou)

        assert client.get(at(row, f"documents/{letter.pk}/")).status_code == 302
        make(document_id=letter.pk, at=AT + timedelta(minutes=20))
        opened = client.get(at(row, f"documents/{letter.pk}/"))
        assert opened["Content-Type"] == "application/pdf"
        assert opened.content.startswith(b"%PDF")

    def test_a_paper_of_another_case_is_not_found_under_this_one(self, city, browser, row):
        other = case(by_hand(city, city.tao))
        letter = Document.objects.get(case_file=other.case_file_id, kind="letter")

        assert browser(city.zhou).get(at(row, f"documents/{letter.pk}/")).status_code == 404


class TestDeciding:
    """One key grants; everything else asks for reasons, and two clicks are one decision."""

    def test_one_key_grants_and_goes_on_to_the_next(self, city, browser, row):
        following = case(by_hand(city, city.tao))

        answer = browser(city.zhou).post(
            at(row, "decide/"), {"kind": "grant", "next": following.number}, follow=True
        )

        assert answer.redirect_chain == [(at(following), 302)]
        assert "已准予" in text(answer)
        assert f'href="{at(row)}"' in text(answer)
        assert Decision.objects.get(application=row).decided_by == city.zhou

    @pytest.mark.parametrize("following", ["", "x", "341300-2026-9999999", "\x00", "9" * 500])
    def test_a_next_case_that_is_none_leads_back_to_this_one(self, city, browser, row, following):
        answer = browser(city.zhou).post(at(row, "decide/"), {"kind": "grant", "next": following})

        assert answer["Location"] == at(row)

    def test_a_refusal_without_reasons_keeps_what_was_typed_and_decides_nothing(self, city, browser, row):
        answer = browser(city.zhou).post(at(row, "decide/"), {"kind": "refusal", "reason": "不行<b>"})

        assert answer.status_code == 409
        assert "不行&lt;b&gt;" in text(answer)
        assert "没有写明理由" in text(answer)
        assert status(row) == "submitted"

    def test_a_decision_that_is_none_is_refused_in_words(self, city, browser, row):
        answer = browser(city.zhou).post(at(row, "decide/"), {"kind": "maybe"})

        assert answer.status_code == 422
        assert "没有这种决定" in text(answer)

    def test_a_refusal_with_reasons_is_made(self, city, browser, row):
        browser(city.zhou).post(
            at(row, "decide/"), {"kind": "refusal", "reason": "所申请的事项不属于本单位办理范围。"}
        )

        assert Decision.objects.get(application=row).kind == "refusal"

    def test_a_second_click_is_told_who_decided_and_changes_nothing(self, city, browser, row):
        browser(city.zhou).post(at(row, "decide/"), {"kind": "grant"})

        again = browser(city.second).post(
            at(row, "decide/"), {"kind": "refusal", "reason": "我认为不应当准予这件申请。"}
        )
        assert again.status_code == 409
        assert "没有重复决定" in text(again)
        assert city.zhou.name in text(again)
        assert Decision.objects.count() == 1

    def test_what_is_missing_is_asked_for_in_words_and_once(self, city, browser, row):
        client = browser(city.zhou)

        short = client.post(at(row, "ask/"), {"reason": "补材料"})
        assert short.status_code == 422
        assert ">补材料</textarea>" in text(short).replace("\n", "").replace(">\r", ">")
        assert "写得太短" in text(short)

        client.post(at(row, "ask/"), {"reason": "请补充能说明父女关系的户口簿页面。"})
        again = client.post(at(row, "ask/"), {"reason": "请补充能说明父女关系的户口簿页面。"})
        assert status(row) == "evidence_asked"
        assert Application.objects.get(pk=row.pk).requests.count() == 1
        assert again.status_code in {302, 409}

    @pytest.mark.clause("4.2")
    def test_a_decision_is_taken_back_with_a_reason_within_minutes(self, city, browser, row, clock):
        client = browser(city.zhou)
        client.post(at(row, "decide/"), {"kind": "grant"})
        assert "收回决定" in text(client.get(at(row)))

        assert client.post(at(row, "take-back/"), {"reason": ""}).status_code == 422
        client.post(at(row, "take-back/"), {"reason": "点错了，材料还没有看完"})
        assert status(row) == "submitted"

        client.post(at(row, "decide/"), {"kind": "grant"})
        clock.turn(hours=2)
        assert client.post(at(row, "take-back/"), {"reason": "点错了，材料还没有看完"}).status_code == 409
        assert status(row) == "decided"

    def test_a_contradiction_before_the_decision_drafts_the_request(self, city, browser, row):
        row.checks = [{"fact": "与被继承人是父女", "outcome": "differs", "note": "不一致"}]
        row.checks_cleared_at = None
        row.save(update_fields=["checks", "checks_cleared_at"])

        page = text(browser(city.zhou).get(at(row)))
        assert "建议：请补充" in page
        assert "请先让申请人说明并补充佐证，不要直接不予。</textarea>" in page
        assert '<button class="btn btn--big" data-key="1">' not in page


class TestWhoMay:
    """A stranger finds nothing here; a colleague without the role sees no buttons and moves nothing."""

    ACTS = ("decide/", "ask/", "take-back/", "reveal/")

    def test_another_agencys_officer_finds_nothing_by_any_address(self, city, browser, row):
        letter = Document.objects.get(case_file=row.case_file_id, kind="letter")
        client = browser(city.feng)

        assert client.get(at(row)).status_code == 404
        assert client.get(at(row, f"documents/{letter.pk}/")).status_code == 404
        for act in self.ACTS:
            assert (
                client.post(at(row, act), {"kind": "grant", "reason": "材料齐全符合条件，准予。"}).status_code
                == 404
            )
        assert status(row) == "submitted"

    def test_a_window_officer_looks_and_cannot_decide(self, city, browser, row):
        client = browser(city.zhao)

        page = text(client.get(at(row)))
        assert "准予 <kbd>" not in page
        for act in ("decide/", "ask/", "take-back/"):
            assert (
                client.post(at(row, act), {"kind": "grant", "reason": "材料齐全符合条件，准予。"}).status_code
                == 403
            )

    def test_the_justice_bureau_looks_at_every_agencys_case(self, city, browser):
        row = filed(city, "proof", at=AT, agency=city.police)

        assert browser(city.li).get(at(row)).status_code == 200

    def test_the_applicant_himself_has_his_own_pages(self, city, browser, row):
        assert browser(city.lin).get(at(row)).status_code == 403

    def test_a_draft_is_nobodys_at_the_desk(self, city, browser):
        from tests.portals.applicant.cases import draft

        assert browser(city.zhou).get(at(draft(city))).status_code == 404


def test_a_material_opens_as_what_it_is_and_the_look_is_noted(city, browser):
    from tests.portals.applicant.cases import draft
    from tests.portals.office import picture

    from yinuo.applications import actions as applications
    from yinuo.documents.uploads import check_upload

    opened = draft(city, route="proof", matter=city.slow_matter)
    upload = check_upload(picture().read(), "户口簿.png")
    for item in opened.items.all():
        applications.add_material(
            application_id=opened.pk, item_id=item.pk, upload=upload, by=city.lin, at=AT
        )
    applications.submit(application_id=opened.pk, by=city.lin, at=AT)

    answer = browser(city.zhou).get(at(opened, f"materials/{Material.objects.first().pk}/"))
    assert answer["Content-Type"] == "image/png"
    assert "attachment" in answer["Content-Disposition"]
    assert content(answer).startswith(b"\x89PNG")
    assert PersonalDataAccess.objects.filter(what="材料：户口簿.png").exists()
    assert browser(city.feng).get(at(opened, f"materials/{Material.objects.first().pk}/")).status_code == 404


def test_the_page_costs_a_fixed_number_of_questions(city, browser, django_assert_max_num_queries):
    task = by_hand(city)
    client = browser(city.zhou)
    client.get(at(case(task)))

    with django_assert_max_num_queries(36):
        assert client.get(at(case(task))).status_code == 200
    granted(city, task)
    with django_assert_max_num_queries(38):
        assert client.get(at(case(task))).status_code == 200


def test_the_keys_are_on_the_buttons_and_can_be_turned_off(city, browser, row):
    by_hand(city, city.tao)
    page = text(browser(city.zhou).get(at(row)))

    assert set(re.findall(r'data-key="(.)"', page)) >= {"1", "2", "3", "j"}
    assert "data-keys-switch" in page
