"""The published catalogue in public: every edition at its lasting address, in every form, compared with any other."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from datetime import timedelta

import pypdf
import pytest
from docx import Document as WordFile
from lxml import etree
from tests.cast import LOW_INCOME_FACT, publish
from tests.conftest import AT
from tests.rooms.matters.cases import renewed

from yinuo.casefile.chain import canonical_bytes
from yinuo.documents import actions as documents
from yinuo.matters import edition_scopes as scopes
from yinuo.matters.actions import issue_edition, resume, retire, suspend
from yinuo.matters.edition_lines import TITLES, Line
from yinuo.matters.models import Matter, ProofItem
from yinuo.matters.queries import current_version, lines_of

REASON = "法律修改，这份证明不再需要"
HOME, ALL = "/catalogue/", "/catalogue/editions/"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def edition(city):
    return issue_edition(scope=scopes.city(), by=city.wu, at=AT)


def next_edition(city, *, days=1, **more):
    return issue_edition(scope=scopes.city(), by=city.wu, at=AT + timedelta(days=days), **more)


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def sheet_of(content, number=1):
    """The cells of a sheet of an Excel workbook, and whether any is a formula."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        shared = [
            "".join(part.text or "" for part in one.iter(f"{SHEET}t"))
            for one in etree.fromstring(book.read("xl/sharedStrings.xml")).iter(f"{SHEET}si")
        ]
        sheet = etree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
    rows = [
        [shared[int(cell.find(f"{SHEET}v").text)] for cell in row.iter(f"{SHEET}c") if cell.get("t") == "s"]
        for row in sheet.iter(f"{SHEET}row")
    ]
    return rows, list(sheet.iter(f"{SHEET}f"))


def table_of(content):
    """The cells of a CSV file."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


class TestPages:
    """The newest edition, all of them, one of them."""

    @pytest.mark.clause("3.2-a")
    def test_the_catalogue_names_its_newest_edition_and_hands_it_out(self, city, client, edition):
        page = text(client.get(HOME))

        assert edition.number in page
        assert "现行" in page
        for kind in ("pdf", "xlsx", "docx", "csv", "json"):
            assert f"{ALL}2026-1.{kind}" in page
        assert "公布目录：宿证目〔2026〕第1期" in page

    def test_before_the_first_edition_it_says_where_the_items_are(self, city, client):
        assert "全市目录还没有按期公布" in text(client.get(HOME))
        assert "还没有公布过目录" in text(client.get(ALL))

    @pytest.mark.clause("3.2-a")
    def test_an_edition_is_read_item_by_item_with_its_digest_recomputed(self, city, client, edition):
        page = text(client.get(f"{ALL}2026-1/"))

        assert "经济困难证明" in page
        assert edition.content_digest in page
        assert "刚才重新算过，与公布时一致" in page
        assert edition.document.check_code in page

    def test_an_edition_is_paged_and_narrowed(self, city, client, edition, monkeypatch):
        from yinuo.portals.public.pages import editions as pages

        monkeypatch.setattr(pages, "LINES", 1)
        first, second = (text(client.get(f"{ALL}2026-1/{more}")) for more in ("", "?after=1"))
        names = [line.name for line in lines_of(edition)]
        assert [names[0] in first, names[1] in first] == [True, False]
        assert [names[0] in second, names[1] in second] == [False, True]
        assert "符合条件的有 1 项" in text(client.get(f"{ALL}2026-1/", {"q": "困难"}))
        assert "这一期里没有这样的事项" in text(client.get(f"{ALL}2026-1/", {"q": "火星", "unit": "'; drop"}))

    @pytest.mark.clause("3.2-b")
    def test_an_older_edition_says_what_came_after_and_stays(self, city, client, edition):
        newer = next_edition(city)

        page = text(client.get(f"{ALL}2026-1/"))
        assert "已有新一期" in page
        assert f"之后公布了 {newer.number}" in page
        assert f"{ALL}2026-1/2026-2/" in page
        everything = text(client.get(ALL))
        assert everything.index("第2期") < everything.index("第1期")

    def test_a_corrected_edition_names_its_correction_and_back(self, city, client, edition):
        next_edition(city, corrects=edition, reason="第一期把核查期限写错了")

        assert "已更正" in text(client.get(f"{ALL}2026-1/"))
        assert "第一期把核查期限写错了" in text(client.get(f"{ALL}2026-1/"))
        assert "更正 <a" in text(client.get(f"{ALL}2026-2/"))

    @pytest.mark.parametrize("key", ["2026-9", "x", "2026", "now", "2026-1-1"])
    def test_an_edition_there_is_none_of_is_not_found(self, city, client, edition, key):
        assert client.get(f"{ALL}{key}/").status_code == 404
        assert client.get(f"{ALL}{key}.csv").status_code == 404
        assert client.get(f"{ALL}2026-1.exe").status_code == 404

    def test_current_leads_to_the_newest_of_the_city_or_of_a_scope(self, city, client, edition):
        own = issue_edition(scope=scopes.unit(city.bureau), by=city.wu, at=AT)
        third = next_edition(city)

        assert client.get(f"{ALL}current/").headers["Location"] == f"{ALL}{third.key}/"
        assert client.get(f"{ALL}current.json").headers["Location"] == f"{ALL}{third.key}.json"
        assert client.get(f"{ALL}current/?scope=unit-sfj").headers["Location"] == f"{ALL}{own.key}/"
        for nobody in ("unit-gaj", "county-341321", "unit-x", "x"):
            assert client.get(f"{ALL}current/?scope={nobody}").status_code == 404

    @pytest.mark.clause("3.2-a")
    def test_every_unit_is_listed_with_its_newest_edition_or_without(self, city, client, edition):
        issue_edition(scope=scopes.unit(city.bureau), by=city.wu, at=AT)

        page = text(client.get("/catalogue/units/"))

        assert "宿证目〔2026〕第2期" in page
        assert "还有 1 个单位没有单独公布" in page
        for name in ("市直", "埇桥区", "砀山县", "萧县", "灵璧县", "泗县", "宿州市公安局"):
            assert name in page

    def test_editions_can_be_narrowed_by_scope(self, city, client, edition):
        issue_edition(scope=scopes.unit(city.bureau), by=city.wu, at=AT)
        page = text(client.get(ALL, {"scope": "unit-sfj"}))
        table = page[page.index("<tbody>") : page.index("</tbody>")]
        assert "第2期" in table
        assert "第1期" not in table
        assert "第1期" in text(client.get(ALL, {"scope": "x", "after": "x"}))

    def test_the_paper_is_checked_on_the_public_check_page(self, city, client, edition):
        page = text(client.get(f"/check/{edition.document.check_code}/"))
        assert "现行" in page
        assert f"{ALL}2026-1/" in page
        next_edition(city)
        assert "已有新一期" in text(client.get(f"/check/{edition.document.check_code}/"))

    def test_pages_keep_their_budget(self, city, client, edition, django_assert_max_num_queries):
        next_edition(city)
        for address, most in (
            (HOME, 9),
            (ALL, 4),
            (f"{ALL}2026-1/", 7),
            (f"{ALL}2026-1/2026-2/", 5),
            (f"{ALL}2026-1/now/", 4),
            ("/catalogue/units/", 4),
            ("/catalogue/feed.atom", 4),
        ):
            with django_assert_max_num_queries(most):
                assert client.get(address).status_code == 200, address


class TestFiles:
    """The same lines in every form, which never change."""

    @pytest.mark.clause("3.2-a")
    def test_every_form_holds_the_same_rows(self, city, client, edition):
        documents.make(document_id=edition.document_id, at=AT)
        kept = {
            kind: client.get(f"{ALL}2026-1.{kind}").content for kind in ("xlsx", "docx", "csv", "json", "pdf")
        }
        names = [line.name for line in lines_of(edition)]

        sheet, _ = sheet_of(kept["xlsx"])
        table = table_of(kept["csv"])
        assert sheet == table
        assert table[0] == ["序号", *TITLES.values()]
        assert [row[table[0].index("证明名称")] for row in table[1:]] == names
        lines = [Line.from_json(one) for one in json.loads(kept["json"])["content"]["lines"]]
        assert tuple(lines) == lines_of(edition)
        word = WordFile(io.BytesIO(kept["docx"])).tables[0]
        assert [row.cells[3].text for row in word.rows[1:]] == names
        printed = "".join(
            "".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(kept["pdf"])).pages
        )
        assert all(name in printed for name in names)

    @pytest.mark.clause("3.2-a")
    def test_anybody_can_recompute_the_digest_from_the_file(self, city, client, edition):
        said = json.loads(client.get(f"{ALL}2026-1.json").content)

        assert said["content"]["format"] == "yinuo-catalogue/1"
        assert hashlib.sha256(canonical_bytes(said["content"])).hexdigest() == said["digest"]["value"]
        assert said["digest"]["value"] == edition.content_digest
        assert (said["number"], said["follows"], said["corrects"]) == (edition.number, None, None)

    def test_the_files_say_which_edition_they_are(self, city, client, edition):
        beside, _ = sheet_of(client.get(f"{ALL}2026-1.xlsx").content, number=2)
        assert dict(beside)["编号"] == edition.number
        assert edition.content_digest in dict(beside)["内容摘要"]
        word = WordFile(io.BytesIO(client.get(f"{ALL}2026-1.docx").content))
        said = "\n".join(one.text for one in word.paragraphs)
        assert edition.title in said
        assert edition.document.check_code in said

    def test_no_cell_is_a_formula_in_any_table_file(self, city, client):
        ProofItem.objects.filter(pk=city.item.pk).update(name="=HYPERLINK(1)", issuer="＋1")
        issue_edition(scope=scopes.city(), by=city.wu, at=AT)

        sheet, formulas = sheet_of(client.get(f"{ALL}2026-1.xlsx").content)
        table = table_of(client.get(f"{ALL}2026-1.csv").content)
        assert formulas == []
        for rows in (sheet, table):
            cells = [cell for row in rows for cell in row]
            assert "'=HYPERLINK(1)" in cells
            assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "＋"}]

    @pytest.mark.parametrize("kind", ["xlsx", "docx", "csv", "json", "pdf"])
    def test_who_has_a_file_is_told_that_it_has_not_changed(self, city, client, edition, kind):
        documents.make(document_id=edition.document_id, at=AT)
        first = client.get(f"{ALL}2026-1.{kind}")

        by_tag = client.get(f"{ALL}2026-1.{kind}", headers={"If-None-Match": first.headers["ETag"]})
        by_date = client.get(
            f"{ALL}2026-1.{kind}", headers={"If-Modified-Since": first.headers["Last-Modified"]}
        )
        other = client.get(f"{ALL}2026-1.{kind}", headers={"If-None-Match": '"other"'})
        assert (by_tag.status_code, by_date.status_code, other.status_code) == (304, 304, 200)
        assert first.headers["Access-Control-Allow-Origin"] == "*"

    def test_a_paper_in_the_making_is_awaited(self, city, client, edition):
        waiting = client.get(f"{ALL}2026-1.pdf")
        assert waiting.status_code == 202
        assert "正在制作" in text(waiting)
        documents.make(document_id=edition.document_id, at=AT)
        assert client.get(f"{ALL}2026-1.pdf").content.startswith(b"%PDF-")

    def test_a_published_file_stays_the_same_whatever_happens_to_the_items(self, city, client, edition):
        before = client.get(f"{ALL}2026-1.csv").content
        retire(version=city.version, reason=REASON, by=city.wu, at=AT)
        Matter.objects.filter(pk=city.matter.pk).update(name="改了名")

        from yinuo.portals.public import edition_files

        edition_files._written.cache_clear()
        assert client.get(f"{ALL}2026-1.csv").content == before

    def test_two_thousand_items_are_written_in_seconds(self, city, edition):
        import time
        from dataclasses import replace

        from yinuo.portals.public.edition_files import _WRITERS

        [line, *_] = lines_of(edition)
        many = tuple(replace(line, slug=f"{line.slug}-{number}") for number in range(2000))
        for write in _WRITERS.values():
            begun = time.monotonic()
            assert len(write(edition, many)) > 50_000
            assert time.monotonic() - begun < 15


class TestDifference:
    """What changed, word by word, between any two, or since then."""

    @pytest.mark.clause("3.2-b")
    def test_added_removed_suspended_and_changed_words_are_told(self, city, client, edition):
        renewed(city, verification_power="签署后 5 个工作日内与民政部门低保数据比对")
        retire(version=city.exempt_item.versions.get(), reason=REASON, by=city.wu, at=AT)
        publish(
            city.matter,
            "newcomer",
            "新的证明",
            drafted_by=city.qian,
            reviewed_by=city.wu,
            at=AT,
            facts=[LOW_INCOME_FACT],
        )
        next_edition(city, days=2)

        page = text(client.get(f"{ALL}2026-1/2026-2/"))
        assert "3 项有变动" in page
        assert '<del><span class="vh">删去：</span>3</del><ins><span class="vh">改为：</span>5</ins>' in page
        assert REASON in page
        added = text(client.get(f"{ALL}2026-1/2026-2/?kind=added"))
        assert "新的证明" in added
        assert "完全民事行为能力证明" not in added
        back = text(client.get(f"{ALL}2026-2/2026-1/?kind=removed"))
        assert "新的证明" in back

    def test_suspending_and_resuming_since_an_edition_is_told_against_now(self, city, client, edition):
        assert "没有变动" in text(client.get(f"{ALL}2026-1/now/"))
        suspend(version=city.version, reason="省里正在修改条例", by=city.wu, at=AT)

        page = text(client.get(f"{ALL}2026-1/now/"))
        assert "暂停 1" in page
        assert "省里正在修改条例" in page
        next_edition(city)
        resume(version=current_version(city.item), by=city.wu, at=AT)
        assert "恢复 1" in text(client.get(f"{ALL}2026-2/now/"))

    def test_two_are_picked_from_a_list_and_compared(self, city, client, edition):
        next_edition(city)
        answer = client.get(ALL, {"a": "2026-1", "b": "now"})
        assert answer.headers["Location"] == f"{ALL}2026-1/now/"
        assert client.get(ALL, {"a": "x", "b": "2026-1"}).status_code == 200

    def test_editions_of_different_scopes_say_so(self, city, client, edition):
        issue_edition(scope=scopes.unit(city.bureau), by=city.wu, at=AT)
        assert "两期的范围不同" in text(client.get(f"{ALL}2026-1/2026-2/"))

    def test_it_is_paged(self, city, client, edition, monkeypatch):
        from yinuo.portals.public.pages import comparing

        for version in (city.version, city.exempt_item.versions.get()):
            suspend(version=version, reason="省里正在修改条例", by=city.wu, at=AT)
        monkeypatch.setattr(comparing, "SIZE", 1)
        first, second = (text(client.get(f"{ALL}2026-1/now/{more}")) for more in ("", "?after=1"))
        assert "after=1" in first
        assert ("经济困难证明" in first) != ("经济困难证明" in second)

    @pytest.mark.parametrize(
        "pair", ["now/2026-1", "2026-9/now", "2026-1/2026-9", "2026-1/x", "x/now", "now/now"]
    )
    def test_what_cannot_be_compared_is_not_found(self, city, client, edition, pair):
        assert client.get(f"{ALL}{pair}/").status_code == 404

    def test_current_can_be_compared_too(self, city, client, edition):
        assert client.get(f"{ALL}current/now/").status_code == 200
        assert client.get(f"{ALL}2026-1/current/").status_code == 200
