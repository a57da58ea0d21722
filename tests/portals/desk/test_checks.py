"""The list as a legal reader marks it, by kind and unit; and how far each priority field is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lxml import html
from tests.cast import officer
from tests.conftest import AT
from tests.portals.office import text
from tests.rooms.verification.cases import PAPER_FACT, matter_of, planned

from yinuo.inspectorate.queries import MeasuredUse, field_coverage, measured_use, unit_coverage
from yinuo.matters.actions import create_item
from yinuo.matters.models import Matter
from yinuo.people.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def police_item(city):
    return create_item(agency=city.police, matter="申领居住证", name="身份证", by=city.qian, at=AT)


class TestChecks:
    """Every remark opens its item."""

    ADDRESS = "/desk/catalogue/checks/"

    @pytest.mark.clause("2.1-a")
    def test_remarks_stand_under_their_kind_with_item_reason_and_what_to_do(self, city, browser, police_item):
        tree = html.fromstring(text(browser(city.qian).get(self.ADDRESS)))

        headings = [heading.text for heading in tree.xpath("//main//section/h2")]
        assert headings == [
            "没有设定依据",
            "把证照当证明",
            "没有写证明用途",
            "用途写成了事项",
            "没有写开具单位",
            "取消测试没有答完",
        ]
        assert tree.xpath(f'//a[@href="/desk/catalogue/{police_item.slug}/"]')
        assert "3 项证明上有" in tree.text_content()

    def test_a_kind_and_a_unit_narrow_them(self, city, browser, police_item):
        client = browser(city.qian)
        page = text(client.get(self.ADDRESS, {"kind": "LICENCE", "unit": "gaj"}))
        assert "身份证" in page
        assert "取消测试没有答完</h2>" not in page
        assert "申领居住证" not in text(client.get(self.ADDRESS, {"unit": "sfj"}))

    def test_an_editor_reads_his_own_body_and_a_list_in_order_says_so(self, city, browser, police_item):
        other = officer("other", "高岩", city.police, Role.CATALOGUE_EDITOR)
        page = text(browser(other).get(self.ADDRESS))
        assert "申领居住证" in page
        assert "申请法律援助" not in page
        police_item.row_class = "S"
        police_item.save()
        assert "清单上没有毛病" in text(browser(other).get(self.ADDRESS))

    def test_long_lists_are_turned_page_by_page(self, city, browser, police_item, monkeypatch):
        monkeypatch.setattr("yinuo.portals.desk.pages.checks.SIZE", 3)
        client = browser(city.qian)
        first = text(client.get(self.ADDRESS))
        assert "第 1 到 3 条" in first
        assert 'rel="next"' in first
        assert "第 4 到 6 条" in text(client.get(self.ADDRESS, {"page": "1"}))
        assert "第 1 到 3 条" in text(client.get(self.ADDRESS, {"page": "x", "kind": "²", "unit": "'"}))

    @pytest.mark.parametrize("who", ["zhou", "wang", "lin"])
    def test_strangers_do_not_come_here(self, city, browser, who):
        for address in (self.ADDRESS, "/desk/catalogue/coverage/"):
            assert browser(getattr(city, who)).get(address).status_code == 403


class TestCoverage:
    """Still asked for, open to promise, really promised."""

    @pytest.mark.clause("2.1-b")
    def test_each_field_counts_asked_open_and_used(self, city, police_item):
        Matter.objects.filter(pk=city.matter.pk).update(field="LEGAL_SERVICES")
        lines = {line.title: line for line in field_coverage(city.qian, at=AT)}

        assert len(lines) == 8
        legal, other = lines["法律服务"], lines["其他领域"]
        assert (legal.asked, legal.open_to_promise, legal.used, legal.letters) == (1, 1, 0, 0)
        assert (other.asked, other.open_to_promise) == (2, 1)

    @pytest.mark.clause("2.1-b")
    def test_a_promise_within_a_year_counts_as_use_and_an_older_one_does_not(self, city):
        planned(city, matter_of(city, PAPER_FACT))
        used = {line.title: line for line in field_coverage(city.qian, at=AT + timedelta(days=30))}
        later = {line.title: line for line in field_coverage(city.qian, at=AT + timedelta(days=400))}

        assert (used["其他领域"].used, used["其他领域"].letters) == (1, 1)
        assert later["其他领域"].used == 0

    def test_a_unit_and_an_editors_own_reach_narrow_it(self, city, police_item):
        police = field_coverage(city.li, at=AT, agency_id=city.police.pk)
        other = officer("other", "高岩", city.police, Role.CATALOGUE_EDITOR)

        assert sum(line.asked for line in police) == 1
        assert sum(line.asked for line in field_coverage(other, at=AT)) == 1
        assert sum(line.asked for line in field_coverage(city.lin, at=AT)) == 0

    @pytest.mark.clause("2.1-b")
    def test_each_unit_has_its_line(self, city, police_item):
        lines = {line.key: line for line in unit_coverage(city.li, at=AT)}

        assert list(lines) == ["gaj", "sfj"]
        assert (lines["gaj"].asked, lines["gaj"].open_to_promise) == (1, 0)
        assert (lines["sfj"].asked, lines["sfj"].open_to_promise) == (2, 2)
        assert [line.key for line in unit_coverage(city.lin, at=AT)] == []

    @pytest.mark.clause("2.1-a")
    def test_use_is_counted_from_the_cases(self, city):
        matter = matter_of(city, PAPER_FACT)
        planned(city, matter)
        item = matter.items.get()

        assert measured_use(item, at=AT + timedelta(days=30)) == MeasuredUse(cases=1, promised=1)
        assert measured_use(item, at=AT + timedelta(days=400)) == MeasuredUse(cases=0, promised=0)
        assert measured_use(city.item, at=AT + timedelta(days=30)) == MeasuredUse(cases=0, promised=0)

    @pytest.mark.clause("2.1-b")
    def test_the_page_shows_the_seven_fields_with_bars(self, city, browser, police_item):
        client = browser(city.li)
        page = text(client.get("/desk/catalogue/coverage/"))

        for words in (
            "户籍管理",
            "市场主体准营",
            "社会救助",
            "其他领域",
            'class="meter',
            "各单位",
            "?unit=gaj",
        ):
            assert words in page
        assert "各单位</h2>" not in text(client.get("/desk/catalogue/coverage/", {"unit": "sfj"}))
