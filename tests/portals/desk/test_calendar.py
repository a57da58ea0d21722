"""The calendar at the desk: a month day by day, as CSV, and as a feed that a calendar program reads."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from tests.cast import officer
from tests.portals.office import text
from tests.rooms.matters.bases import DEED_TAX, bare, changed, item_on, open_all, published, read_all

from yinuo.law.adjusting import ChangeKind
from yinuo.matters.models import ProofItem
from yinuo.people.models import Role
from yinuo.portals.desk.feed import account_of, token_of

pytestmark = pytest.mark.clause("3.2-b")


@pytest.fixture(autouse=True)
def events(city):
    item_on(city, DEED_TAX, name='=HYPERLINK("x")；证明,一')
    bare(city, "别家的证明", DEED_TAX, agency=city.police)
    read_all()
    open_all(changed(city, "契税暂行条例", ChangeKind.REPEALED))


def unfolded(file: str) -> list[str]:
    """The lines of a calendar as a program reads them (RFC 5545, 3.1)."""
    assert file.endswith("\r\n")
    return file.replace("\r\n ", "").split("\r\n")[:-1]


class TestMonth:
    def test_a_month_day_by_day(self, city, browser):
        page = text(browser(city.qian).get("/desk/texts/calendar/"))
        assert "2026年6月15日（周一）" in page
        assert "《契税暂行条例》变动，2 项待修订" in page

    def test_another_month_and_one_occasion(self, city, browser):
        client = browser(city.qian)
        assert "到期复核" in text(client.get("/desk/texts/calendar/?month=2027-06"))
        page = text(client.get("/desk/texts/calendar/?month=2027-06&of=REVISION_DUE"))
        assert "这些天没有到期的" in page

    @pytest.mark.parametrize("month", ["x", "2026-13", "9999-01", "0000-00", "-1"])
    def test_odd_months_are_this_month(self, city, browser, month):
        assert "2026年6月" in text(browser(city.qian).get("/desk/texts/calendar/", {"month": month}))

    def test_what_is_late_is_announced_and_listed(self, city, browser, clock):
        clock.turn(days=20)
        client = browser(city.qian)
        assert "1 件已经过了日子还没有办" in text(client.get("/desk/texts/calendar/?month=2026-08"))
        assert "2 项待修订" in text(client.get("/desk/texts/calendar/?look=late"))

    def test_each_sees_his_own(self, city, browser):
        stranger = officer("stranger", "别家编辑", city.police, Role.CATALOGUE_EDITOR)
        assert "1 项待修订" in text(browser(stranger).get("/desk/texts/calendar/"))
        assert "HYPERLINK" not in text(browser(stranger).get("/desk/texts/calendar/?month=2027-06"))


class TestReview:
    """An item in the calendar is looked at again in one act."""

    SAID = "对照现行条文，不需要改"

    @pytest.fixture
    def url(self, city):
        return f"/desk/texts/reviews/{city.item.slug}/"

    def test_from_the_calendar_to_the_word_that_it_holds(self, city, browser, url):
        client = browser(city.qian)
        assert url in text(client.get("/desk/texts/calendar/?month=2027-06"))
        page = text(client.get(url))
        assert "还没有复核过" in page
        assert "下次复核不晚于2027年6月1日" in page
        answer = client.post(url, {"version": 1, "note": self.SAID}, follow=True)
        assert "下次复核自今天起算" in text(answer)
        assert self.SAID in text(client.get(url))

    def test_a_word_too_few_is_told_and_what_was_typed_stays(self, city, browser, url):
        refused = browser(city.qian).post(url, {"version": 1, "note": "看"})
        assert refused.status_code == 409
        assert "写了 1 个字" in text(refused)
        assert 'value="看"' in text(refused)

    def test_who_looked_at_an_older_version_is_told(self, city, browser, url):
        published(city, city.item, "《律师法》第六条")
        refused = browser(city.qian).post(url, {"version": 1, "note": self.SAID})
        assert refused.status_code == 409
        assert "第 1 版现在没有在用（已有新版）" in text(refused)
        assert "第 2 版写的依据" in text(refused)

    @pytest.mark.parametrize("version", ["", "x", "7", "-1"])
    def test_an_odd_version_is_not_found(self, city, browser, url, version):
        assert browser(city.qian).post(url, {"version": version, "note": self.SAID}).status_code == 404

    def test_an_item_without_a_version_in_use_says_so(self, city, browser):
        item = bare(city, "还没有写的", DEED_TAX)
        assert "没有在用的版本" in text(browser(city.qian).get(f"/desk/texts/reviews/{item.slug}/"))

    def test_a_repealed_article_is_marked_where_it_is_compared(self, city, browser):
        item = ProofItem.objects.get(name__contains="HYPERLINK")
        page = text(browser(city.qian).get(f"/desk/texts/reviews/{item.slug}/"))
        assert "已废止" in page

    def test_the_justice_bureau_looks_and_says_nothing(self, city, browser, url):
        client = browser(city.li)
        assert "复核过了，不需要改</button>" not in text(client.get(url))
        assert client.post(url, {"version": 1, "note": self.SAID}).status_code == 409

    def test_a_stranger_finds_nothing(self, city, browser, url):
        stranger = officer("stranger", "别家编辑", city.police, Role.CATALOGUE_EDITOR)
        assert browser(stranger).get(url).status_code == 404
        assert browser(stranger).post(url, {"version": 1, "note": self.SAID}).status_code == 404


class TestFiles:
    def test_csv_holds_the_month_and_no_formula(self, city, browser):
        answer = browser(city.qian).get("/desk/texts/calendar.csv?month=2027-06")
        rows = list(csv.reader(io.StringIO(text(answer).removeprefix("\ufeff"))))
        assert rows[0] == ["日期", "星期", "事由", "内容", "说明", "地址"]
        assert len(rows) == 4
        assert {row[0] for row in rows[1:]} == {"2027年6月1日"}
        assert all(cell[:1] not in "=+-@" for row in rows for cell in row if cell)
        year = browser(city.qian).get("/desk/texts/calendar.csv?month=2026-06&year=1&of=REVISION_DUE")
        assert text(year).count("待修订") == 1

    def test_a_program_reads_the_feed(self, city, browser):
        answer = browser(city.qian).get("/desk/texts/calendar.ics")
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        file = text(answer)
        assert all(len(line.encode()) <= 75 for line in file.split("\r\n"))
        lines = unfolded(file)
        assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
        assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") >= 1
        uids = [line for line in lines if line.startswith("UID:")]
        assert len(uids) == len(set(uids)) == lines.count("BEGIN:VEVENT")
        assert "DTSTART;VALUE=DATE:20260615" in lines
        assert "DTEND;VALUE=DATE:20260616" in lines
        [summary] = [line for line in lines if line.startswith("SUMMARY:修订任务到期")]
        assert summary == "SUMMARY:修订任务到期：《契税暂行条例》变动，2 项待修订"

    def test_marks_with_a_meaning_are_escaped(self, city, browser, clock):
        clock.turn(days=31)  # so that the feed reaches next June
        lines = unfolded(text(browser(city.qian).get("/desk/texts/calendar.ics")))
        assert any('=HYPERLINK("x")；证明\\,一' in line for line in lines)

    def test_asked_twice_the_entries_are_the_same(self, city, browser):
        first, again = (text(browser(city.qian).get("/desk/texts/calendar.ics")) for _ in range(2))
        assert first == again


class TestSubscription:
    """A program that cannot sign in holds a secret address; it ends with account, role and password."""

    def address(self, account):
        return f"/desk/texts/feed/{token_of(account)}.ics"

    def test_without_signing_in_the_same_events(self, city, browser):
        answer = Client().get(self.address(city.qian))
        assert answer.status_code == 200
        assert text(answer) == text(browser(city.qian).get("/desk/texts/calendar.ics"))
        assert "no-store" in answer.headers["Cache-Control"]

    def test_the_page_tells_each_officer_his_own(self, city, browser):
        assert self.address(city.qian) in text(browser(city.qian).get("/desk/texts/calendar/"))

    def test_it_ends_with_the_role_the_account_and_the_password(self, city):
        url = self.address(city.qian)
        city.qian.grants.update(valid_until=city.at.date())
        assert Client().get(url).status_code == 404
        city.qian.grants.update(valid_until=None)
        city.qian.is_active = False
        city.qian.save()
        assert Client().get(url).status_code == 404
        city.qian.is_active = True
        city.qian.set_password("ein ganz neues Wort")
        city.qian.save()
        assert Client().get(url).status_code == 404

    @pytest.mark.parametrize("token", ["x", "eyJhIjoxfQ:1", "a:b:c", "é"])
    def test_a_made_up_address_opens_nothing(self, city, token):
        assert account_of(token) is None
        assert Client().get(f"/desk/texts/feed/{token}.ics").status_code == 404

    def test_a_demo_account_feeds_nobody_outside_demo_mode(self, city, settings):
        settings.DEMO = False
        assert Client().get(self.address(city.qian)).status_code == 404


def test_the_page_costs_a_fixed_number_of_questions(city, browser, django_assert_max_num_queries):
    for number in range(10):
        item_on(city, DEED_TAX, name=f"证明{number}")
    client = browser(city.wu)
    with django_assert_max_num_queries(18):
        assert client.get("/desk/texts/calendar/?month=2027-06").status_code == 200
