"""An item keeps its address whatever becomes of it; what hangs at the counter leads there."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pypdf
import pytest
from django.db import connection
from tests.conftest import AT, GUARDS
from tests.portals.office import by_hand
from tests.rooms.matters.cases import IN_FIVE_DAYS, approved, renewed

from yinuo.documents.models import Document
from yinuo.matters import edition_scopes as scopes
from yinuo.matters.actions import issue_edition, plan_end, retire, suspend
from yinuo.matters.models import ItemVersion, ProofItem
from yinuo.matters.queries import current_version, items_by_state
from yinuo.portals.face.words import validity
from yinuo.portals.public.pages import catalogue

ADDRESS = "/items/legal-aid-hardship/"
REASON = "法律修改，这份证明不再需要"


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def words(pdf):
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(pdf)).pages)


def pictured(pdf):
    """The addresses that the QR codes of a poster say they lead to."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        found = [
            str(one.Alt)
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure" and "/Alt" in one
        ]
    return {one.removeprefix("二维码：打开 ") for one in found}


class TestRetired:
    """Out of use, and still to be read: what it was, since when not, why, and what to do now."""

    @pytest.mark.clause("3.2-b")
    def test_a_retired_item_says_what_it_was_and_since_when_no_longer(self, city, client):
        renewed(city)
        retire(
            version=current_version(city.item),
            reason=REASON,
            by=city.wu,
            at=AT + timedelta(days=5),
            replaced_by=city.exempt_item,
        )

        answer = client.get(ADDRESS)
        page = text(answer)

        assert answer.status_code == 410
        assert "2026年6月6日起，这一项不再适用" in page
        assert REASON in page
        assert f"/items/{city.exempt_item.slug}/" in page
        assert "第2版" in page
        assert "之后换用新版" in page
        assert "签承诺" not in page.split("以前签的承诺书")[0]

    def test_a_retired_item_that_comes_back_says_when(self, city, client):
        retire(version=city.version, reason=REASON, by=city.wu, at=AT)
        approved(city)
        assert "第2版已经审核通过，定于2026年6月6日起适用" in text(client.get(ADDRESS))

    def test_its_papers_are_no_longer_handed_out(self, city, client):
        retire(version=city.version, reason=REASON, by=city.wu, at=AT)
        assert client.get(f"{ADDRESS}letter.pdf").status_code == 404
        assert client.get(f"{ADDRESS}poster.pdf", follow=True).status_code == 410

    @pytest.mark.clause("3.2-b")
    def test_an_old_letter_is_still_checked_and_says_under_which_version(self, city, client):
        letter = Document.objects.get(case_file=by_hand(city).case_file_id, kind="letter")
        version = letter.commitment.showing.version
        retire(version=version, reason=REASON, by=city.wu, at=AT)

        page = text(client.get(f"/check/{letter.check_code}/"))

        assert "有效" in page
        assert f"/items/{version.item.slug}/versions/1/" in page
        assert f"之后停用（{REASON}）" in page

    def test_every_version_that_was_in_force_can_be_read_for_ever(self, city, client):
        renewed(city, verification_power="签署后 5 个工作日内与民政部门低保数据比对")
        retire(version=current_version(city.item), reason=REASON, by=city.wu, at=AT + timedelta(days=2))

        old, new = (text(client.get(f"{ADDRESS}versions/{number}/")) for number in (1, 2))

        assert "签署后 3 个工作日内与民政部门低保数据比对" in old
        assert city.version.text_digest in old
        assert "这是以前的一版" in old
        assert "签署后 5 个工作日内与民政部门低保数据比对" in new
        assert client.get(f"{ADDRESS}versions/9/").status_code == 404
        assert client.get("/items/no-such-item/versions/1/").status_code == 404

    def test_what_was_never_in_force_is_shown_to_nobody(self, city, client):
        approved(city)
        assert client.get(f"{ADDRESS}versions/2/").status_code == 404
        assert client.get("/items/no-such-item/").status_code == 404


class TestAhead:
    """What is set for a day is told before it."""

    @pytest.mark.clause("3.2-b")
    def test_a_set_end_and_a_coming_version_are_told_on_the_page(self, city, client):
        approved(city)
        plan_end(version=city.version, ends_on=IN_FIVE_DAYS, reason=REASON, by=city.wu, at=AT)

        page = text(client.get(ADDRESS))

        assert "定于2026年6月6日起停用" in page
        assert "第2版定于2026年6月6日起适用" in page
        assert "可以用承诺代替" in page

    def test_the_page_keeps_its_budget(self, city, client, django_assert_max_num_queries):
        renewed(city)
        for address, most in ((ADDRESS, 4), (f"{ADDRESS}versions/1/", 2)):
            with django_assert_max_num_queries(most):
                assert client.get(address).status_code == 200


class TestStates:
    """The catalogue is gone through by state, too."""

    @pytest.mark.clause("3.2-b")
    def test_each_state_lists_its_items(self, city, client):
        renewed(city)
        retire(version=current_version(city.item), reason=REASON, by=city.wu, at=AT + timedelta(days=2))
        suspend(version=city.exempt_item.versions.get(), reason="省里正在修改条例", by=city.wu, at=AT)

        found = {
            state: text(client.get("/items/", {"state": state}))
            for state in ("published", "suspended", "retired", "x")
        }
        assert "这个条件下还没有公布的事项" in found["published"]
        assert "完全民事行为能力证明" in found["suspended"]
        assert "经济困难证明" in found["retired"]
        assert REASON in found["retired"]
        assert "经济困难证明" not in found["x"]
        assert [one.number for one in items_by_state("retired")] == [2]

    def test_a_coming_version_is_listed_with_its_day(self, city, client):
        approved(city)
        page = text(client.get("/items/", {"state": "approved"}))
        assert "2026年6月6日" in page
        assert "等待生效" in page

    def test_two_thousand_items_are_gone_through_page_by_page(
        self, city, client, django_assert_max_num_queries
    ):
        fill(city, 2000)
        seen, address = 0, "/items/"
        with django_assert_max_num_queries(9):
            client.get(address)
        for _ in range(3):
            page = client.get(address).content.decode()
            seen += page.count('data-l="现状"')
            address = "/items/" + re.search(r'href="(\?[^"]*after=[^"]*)"', page)[1].replace("&amp;", "&")
        assert seen == 3 * catalogue.PAGE
        assert "全市共 2,002 项" in text(client.get("/items/"))


def fill(city, count):
    """So many more published items, as rows, past the guards that ask each for its case file."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(GUARDS.format("DISABLE"))
        cursor.execute(
            """
            INSERT INTO matters_proof_item (matter_id, case_file_id, slug, name, proves, asker, purpose, issuer, basis,
                row_class, source, risks, risk_reasons, pretests, retained_because, effort_source, revision, no_risk_because)
            SELECT matter_id, case_file_id, slug || '-' || n, name || n, proves, asker, purpose, issuer, basis, row_class,
                source, risks, risk_reasons, pretests, retained_because, effort_source, revision, no_risk_because
            FROM matters_proof_item, generate_series(1, %s) AS n WHERE id = %s
            """,
            [count, city.item.pk],
        )
        cursor.execute(
            """
            INSERT INTO matters_item_version (item_id, case_file_id, number, status, notice, facts, inputs, plain, terms,
                answers, revision, text_digest, drafted_by_id, reviewed_by_id, suspended_because, valid_from, ends_because)
            SELECT i.id, v.case_file_id, 1, 'published', notice, facts, inputs, plain, terms, answers, v.revision,
                text_digest, drafted_by_id, reviewed_by_id, '', valid_from, ''
            FROM matters_proof_item i, matters_item_version v
            WHERE v.id = %s AND i.id <> v.item_id AND i.matter_id = %s
            """,
            [city.version.pk, city.matter.pk],
        )
        cursor.execute(GUARDS.format("ENABLE"))
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


class TestPosters:
    """Printed, hung up, scanned: each code leads to the lasting address of its item."""

    @pytest.mark.clause("3.3-b")
    def test_the_poster_of_an_item_says_it_in_big_type_and_leads_to_it(self, city, client, settings):
        settings.PUBLIC_URL = "https://yinuo.example.cn"
        assert f"{ADDRESS}poster.pdf" in text(client.get(ADDRESS))

        answer = client.get(f"{ADDRESS}poster.pdf")

        assert answer.headers["Content-Type"] == "application/pdf"
        assert pictured(answer.content) == {f"https://yinuo.example.cn{ADDRESS}"}
        for said in ("申请法律援助", "经济困难证明", "不想签的，交证明一样办", "12345", "手机扫一扫"):
            assert said in words(answer.content)
        page = pypdf.PdfReader(BytesIO(answer.content)).pages
        assert len(page) == 1
        assert [round(float(side)) for side in page[0].mediabox[2:]] == [595, 842]

    @pytest.mark.clause("3.3-b")
    def test_the_poster_of_a_unit_holds_each_of_its_items_with_its_own_code(self, city, client, settings):
        settings.PUBLIC_URL = "https://yinuo.example.cn"
        edition = issue_edition(scope=scopes.unit(city.bureau), by=city.wu, at=AT)

        answer = client.get("/catalogue/units/sfj/poster.pdf")

        assert pictured(answer.content) == {
            f"https://yinuo.example.cn{ADDRESS}",
            "https://yinuo.example.cn/items/lawyer-capacity/",
            "https://yinuo.example.cn/items/?agency=sfj",
        }
        assert edition.number in words(answer.content)
        assert "/catalogue/units/sfj/poster.pdf" in text(client.get("/catalogue/units/"))

    @pytest.mark.parametrize("times", [1, 10, 40])
    def test_however_long_a_name_is_the_poster_stays_one_page(self, city, client, times):
        ProofItem.objects.filter(pk=city.item.pk).update(name=("很长的证明" * times)[:200])
        for address in (f"{ADDRESS}poster.pdf", "/catalogue/units/sfj/poster.pdf"):
            content = client.get(address).content
            assert len(pypdf.PdfReader(BytesIO(content)).pages) == 1
            assert "很长的证明" in words(content)

    def test_a_suspended_item_has_no_poster_and_stands_on_none(self, city, client):
        suspend(version=city.version, reason="省里正在修改条例", by=city.wu, at=AT)

        refused = client.get(f"{ADDRESS}poster.pdf")
        assert refused.status_code == 409
        assert "省里正在修改条例" in text(refused)
        assert "经济困难证明" not in words(client.get("/catalogue/units/sfj/poster.pdf").content)
        assert "poster.pdf" not in text(client.get(ADDRESS))

    def test_a_unit_without_items_and_no_unit_have_none(self, city, client):
        assert client.get("/catalogue/units/gaj/poster.pdf").status_code == 404
        assert client.get("/catalogue/units/nobody/poster.pdf").status_code == 404
        assert client.get("/items/no-such-item/poster.pdf", follow=True).status_code == 404


def test_the_day_of_a_version_is_told_in_one_sentence():
    told = ItemVersion(status="published", valid_from=date(2026, 1, 1))
    assert validity(told) == "2026年1月1日起适用"
    told.ends_on, told.ends_because = date(2026, 7, 1), "法律修改。"
    assert validity(told) == "2026年1月1日起适用，定于2026年7月1日起停用（法律修改）"
    assert validity(ItemVersion(status="approved", starts_on=date(2026, 7, 1))) == "定于2026年7月1日起适用"
