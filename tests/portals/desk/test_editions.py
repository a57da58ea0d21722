"""Publishing the catalogue at the desk: seen before, confirmed, done once; and the days of a version."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.cast import officer
from tests.conftest import AT
from tests.rooms.matters.cases import IN_FIVE_DAYS, approved, drafted, renewed, waiting

from yinuo.matters import edition_scopes as scopes
from yinuo.matters.actions import (
    MatterWords,
    assess_risks,
    describe_matter,
    issue_edition,
    plan_end,
    submit_version,
    suspend,
)
from yinuo.matters.models import Edition, ItemVersion
from yinuo.people.models import Role

EDITIONS, ISSUE = "/desk/catalogue/editions/", "/desk/catalogue/editions/issue/"
REASON = "法律修改，这份证明不再需要"


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def now_of(version):
    return ItemVersion.objects.get(pk=version.pk)


def days(version):
    return f"/desk/catalogue/versions/{version.pk}/validity/"


class TestAhead:
    """What the next edition would be, before anything is done."""

    @pytest.mark.clause("3.2-a")
    def test_it_shows_what_would_be_published_what_changed_and_what_is_missing(self, city, browser):
        issue_edition(scope=scopes.city(), by=city.wu, at=AT - timedelta(days=1))
        suspend(version=city.version, reason="省里正在修改条例", by=city.wu, at=AT)

        page = text(browser(city.wu).get(EDITIONS))

        assert "2 项，其中暂停 1 项" in page
        assert "宿证目〔2026〕第1期" in page
        assert "省里正在修改条例" in page
        assert "事项的一句话说明" in page
        assert "办理地点（办事指南要用）" in page

    @pytest.mark.clause("3.2-b")
    def test_what_the_law_meanwhile_forbids_is_pointed_out(self, city, browser):
        assess_risks(item=city.item, risks=["PUBLIC_SAFETY"], by=city.qian, at=AT)
        page = text(browser(city.wu).get(EDITIONS))
        assert "其中 1 项按现在的规定不能公布" in page
        assert "公共安全" in page

    def test_what_is_told_of_a_matter_is_no_longer_missing(self, city, browser):
        before = text(browser(city.wu).get(EDITIONS)).count("事项的一句话说明")
        describe_matter(matter=city.matter, words=MatterWords("请律师有困难时"), by=city.qian, at=AT)
        assert text(browser(city.wu).get(EDITIONS)).count("事项的一句话说明") == before - 1

    def test_what_is_set_for_a_day_is_listed_and_what_is_overdue_stands_out(self, city, browser, monkeypatch):
        version = approved(city)
        plan_end(
            version=city.exempt_item.versions.get(), ends_on=IN_FIVE_DAYS, reason=REASON, by=city.wu, at=AT
        )
        page = text(browser(city.wu).get(EDITIONS))
        assert "定于2026年6月6日起适用" in page
        assert "定于2026年6月6日起停用" in page

        monkeypatch.setattr(timezone, "now", lambda: AT + timedelta(days=6))
        assert "到期没有生效" in text(browser(city.wu).get(EDITIONS))
        assert "到了日子没有生效" in text(browser(city.wu).get(days(version)))

    def test_an_editor_looks_and_does_not_publish(self, city, browser):
        page = text(browser(city.qian).get(EDITIONS))
        assert "不能公布这份目录" in page
        assert 'action="/desk/catalogue/editions/issue/"' not in page

    def test_everybody_sees_his_own_reach(self, city, browser):
        reviewer = officer("reviewer", "审法", city.police, Role.LEGAL_REVIEWER)
        page = text(browser(reviewer).get(EDITIONS))
        assert "宿州市公安局的下一期" in page
        assert "宿州市司法局" not in page.split("<main")[1].split("</main>")[0]
        assert browser(reviewer).get(EDITIONS, {"scope": "city"}).status_code == 404
        assert browser(reviewer).post(ISSUE, {"scope": "city", "checked": "on"}).status_code == 404
        assert not Edition.objects.exists()

    @pytest.mark.parametrize("who", ["zhou", "zhao", "sun", "zheng", "wang", "feng", "lin"])
    def test_who_has_no_business_here_is_told_so(self, city, browser, who):
        assert browser(getattr(city, who)).get(EDITIONS).status_code == 403
        assert browser(getattr(city, who)).post(ISSUE, {"scope": "city", "checked": "on"}).status_code == 403
        assert not Edition.objects.exists()

    def test_the_page_asks_a_fixed_number_of_questions(self, city, browser, django_assert_max_num_queries):
        issue_edition(scope=scopes.city(), by=city.wu, at=AT)
        client = browser(city.wu)
        with django_assert_max_num_queries(20):
            client.get(EDITIONS)


class TestIssue:
    """Published with a tick, once, and told where."""

    @pytest.mark.clause("3.2-a")
    def test_it_is_published_after_a_tick_and_leads_to_the_edition(self, city, browser):
        client = browser(city.wu)
        refused = client.post(ISSUE, {"scope": "city"})
        assert refused.status_code == 422
        assert "还没有勾选" in text(refused)
        assert not Edition.objects.exists()

        answer = client.post(ISSUE, {"scope": "city", "checked": "on"}, follow=True)
        assert answer.redirect_chain[-1][0] == "/catalogue/editions/2026-1/"
        assert "已经公布，签名的 PDF 正在制作" in text(answer)
        assert Edition.objects.get().issued_by == city.wu

    def test_a_second_click_publishes_nothing_and_says_where_it_stands(self, city, browser):
        client = browser(city.wu)
        client.post(ISSUE, {"scope": "city", "checked": "on"})

        again = client.post(ISSUE, {"scope": "city", "checked": "on"})

        assert again.status_code == 409
        assert "今天已经公布过同样的内容" in text(again)
        assert "/catalogue/editions/2026-1/" in text(again)
        assert Edition.objects.count() == 1

    def test_a_correction_names_which_and_why(self, city, browser):
        client = browser(city.wu)
        client.post(ISSUE, {"scope": "city", "checked": "on"})
        renewed(city, days=0, method="书面承诺，在窗口当面签署")

        for typed, says in (
            ({"corrects": "2026-1"}, "没有写更正的理由"),
            ({"reason": "写错了期限"}, "没有选更正哪一期"),
            ({"corrects": "2026-9", "reason": "写错了期限"}, "选择一个有效的选项"),
        ):
            answer = client.post(ISSUE, {"scope": "city", "checked": "on", **typed})
            assert (answer.status_code, says in text(answer)) == (422, True), says
        client.post(
            ISSUE, {"scope": "city", "checked": "on", "corrects": "2026-1", "reason": "第一期写错了方式"}
        )
        assert Edition.objects.get(serial=2).corrects == Edition.objects.get(serial=1)

    def test_a_unit_is_published_by_its_own_reviewer(self, city, browser):
        own = officer("own", "本局审", city.bureau, Role.LEGAL_REVIEWER)
        browser(own).post(ISSUE, {"scope": "unit-sfj", "checked": "on"})
        assert Edition.objects.get().agency == city.bureau

    def test_where_there_is_nothing_it_says_what_to_do(self, city, browser):
        page = text(browser(city.wu).get(EDITIONS, {"scope": "unit-gaj"}))
        assert "还没有可以公布的事项" in page
        answer = browser(city.wu).post(ISSUE, {"scope": "unit-gaj", "checked": "on"})
        assert (answer.status_code, "还没有可以公布的目录" in text(answer)) == (409, True)


class TestDays:
    """The days of a version are set on its own page."""

    @pytest.mark.clause("3.2-b")
    def test_approved_for_a_day_and_called_back(self, city, browser):
        version, client = waiting(city), browser(city.wu)
        assert days(version) in text(client.get(f"/desk/catalogue/{city.item.slug}/"))

        client.post(days(version), {"act": "start", "start-day": "2026-06-06"})
        assert (now_of(version).status, now_of(version).starts_on) == ("approved", IN_FIVE_DAYS)
        assert "定于2026年6月6日起适用" in text(client.get(days(version)))
        assert "审核通过，待生效" in text(client.get(f"/desk/catalogue/{city.item.slug}/"))
        client.post(days(version), {"act": "call_back", "back-reason": "条例推迟施行"})
        assert now_of(version).status == "in_review"

    def test_a_wrong_day_comes_back_as_it_was_typed_with_the_reason(self, city, browser):
        version, client = waiting(city), browser(city.wu)

        for typed, status, says in (
            ("2026-06-01", 409, "不在今天"),
            ("x", 422, "不是一个日期"),
            ("", 422, "没有选日子"),
        ):
            answer = client.post(days(version), {"act": "start", "start-day": typed})
            assert (answer.status_code, says in text(answer)) == (status, True), says
        assert now_of(version).status == "in_review"

    @pytest.mark.clause("2.3-b")
    def test_words_that_stay_are_accepted_here_too(self, city, browser):
        answers = {"其他相关材料": "法律原文如此，办事指南另有清单"}
        drawn = drafted(city, answers=answers, materials="身份证以及其他相关材料")
        version = submit_version(version=drawn, by=city.qian, at=AT)
        client, form = browser(city.wu), {"act": "start", "start-day": "2026-06-06"}
        page = text(client.get(days(version)))
        assert answers["其他相关材料"] in page

        refused = client.post(days(version), form)
        assert (refused.status_code, "还没有认可" in text(refused)) == (409, True)
        assert now_of(version).status == "in_review"
        tick = re.search(r'name="(accept-[0-9a-f]+)"', page)[1]
        client.post(days(version), {**form, tick: "yes"})
        assert now_of(version).status == "approved"

    @pytest.mark.clause("3.2-b")
    def test_an_end_is_set_changed_and_dropped(self, city, browser):
        client = browser(city.wu)
        form = {
            "act": "end",
            "end-day": "2026-06-06",
            "end-reason": REASON,
            "end-replaced_by": "/items/lawyer-capacity/",
        }

        client.post(days(city.version), form)
        assert now_of(city.version).replaced_by == city.exempt_item
        assert "改停用的日子" in text(client.get(days(city.version)))
        client.post(days(city.version), {"act": "drop"})
        assert now_of(city.version).ends_on is None

    @pytest.mark.parametrize(
        ("typed", "status", "says"),
        [
            ({"end-reason": ""}, 422, "停用的原因"),
            ({"end-reason": "无"}, 409, "没有写明理由"),
            ({"end-replaced_by": "no-such"}, 422, "没有代号是“no-such”的事项"),
            ({"end-replaced_by": "legal-aid-hardship"}, 409, "不能是它自己"),
            ({"end-day": "2099-01-01"}, 409, "超过两年"),
        ],
    )
    def test_what_is_wrong_with_an_end_is_said(self, city, browser, typed, status, says):
        form = {"act": "end", "end-day": "2026-06-06", "end-reason": REASON} | typed
        answer = browser(city.wu).post(days(city.version), form)
        assert (answer.status_code, says in text(answer)) == (status, True)
        assert now_of(city.version).ends_on is None

    def test_an_act_there_is_none_of_changes_nothing(self, city, browser):
        assert browser(city.wu).post(days(city.version), {"act": "burn"}).status_code == 422

    @pytest.mark.parametrize("who", ["qian", "li"])
    def test_who_does_not_review_looks_and_sets_nothing(self, city, browser, who):
        client = browser(getattr(city, who))
        page = text(client.get(days(city.version)))
        assert "定停用的日子" not in page
        answer = client.post(
            days(city.version), {"act": "end", "end-day": "2026-06-06", "end-reason": REASON}
        )
        assert answer.status_code == 409
        assert now_of(city.version).ends_on is None

    def test_another_agencys_version_is_not_there(self, city, browser):
        other = officer("other", "别家审核", city.police, Role.LEGAL_REVIEWER)
        assert browser(other).get(days(city.version)).status_code == 404
        assert browser(other).post(days(city.version), {"act": "drop"}).status_code == 404
