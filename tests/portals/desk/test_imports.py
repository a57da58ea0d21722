"""Lists at the desk: handed in, told apart, mended in place, taken in with progress, undone; and the catalogue as files."""

from __future__ import annotations

import io
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import officer
from tests.conftest import AT
from tests.portals.office import content, text
from tests.rooms.matters.handed_in import changde, chibi

from yinuo.matters.actions import advance, take_in
from yinuo.matters.models import CatalogueImport, ItemVersion, ProofItem
from yinuo.matters.unaided import read
from yinuo.people.models import Role
from yinuo.portals.desk.pages import imports

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.2-a")]

LIST = (
    "证明名称,行政事项,设定依据,办理部门,类别,来源\n"
    "收入证明,申请低保,,市司法局,C,某清单\n"
    "户口证明,,《户口登记条例》第五条,市司法局,C,某清单\n"
    "1.学历证书；2.工作证明,资格考试报名,《甲法》第一条,民族事务部门,C,某清单\n"
)
HOME = "/desk/catalogue/imports/"


def upload(client, data=None, name="清单.csv"):
    return client.post(HOME, {"file": SimpleUploadedFile(name, data or LIST.encode())})


def of(made, more=""):
    return f"{HOME}{made.pk}/{more}"


def columns(client, made, **changed):
    """Posts the mapping as the page offers it."""
    form = client.get(of(made, "columns/")).context["form"]
    told = {name: field.value() for name, field in ((one.name, one) for one in form)}
    told = {name: "on" if value is True else value or "" for name, value in told.items()} | changed
    return client.post(of(made, "columns/"), {"sheet": form.guess.sheet, **told})


@pytest.fixture
def editor(city, browser):
    return browser(city.qian)


@pytest.fixture
def made(editor):
    """A list whose rows were checked."""
    upload(editor)
    made = CatalogueImport.objects.get()
    columns(editor, made)
    made.refresh_from_db()
    return made


class TestHandingIn:
    def test_a_file_leads_on_to_its_columns(self, editor):
        answer = upload(editor, changde(), "清单.xlsx")
        made = CatalogueImport.objects.get()
        assert answer.url == of(made)
        page = text(editor.get(answer.url, follow=True))
        assert "看起来是“常德（湖南）目录”的样子" in page
        assert "列名一致" in page
        assert "说明（1 行" in page, "the other sheet is offered"

    @pytest.mark.parametrize(
        ("data", "name", "says"),
        [
            (b"%PDF-1.7 x", "目录.pdf", "这是 PDF 文件"),
            (b"\xff\xd8\xff", "目录.xlsx", "这是图片"),
            (b"PK\x03\x04xxxx", "目录.xlsx", "已经损坏"),
        ],
    )
    def test_a_file_that_cannot_be_taken_is_refused_on_the_page_with_the_remedy(
        self, editor, data, name, says
    ):
        answer = upload(editor, data, name)
        assert answer.status_code == 409
        assert says in text(answer)
        assert "可以这样" in text(answer)
        assert not CatalogueImport.objects.exists()

    def test_no_file_is_an_error_of_the_field(self, editor):
        answer = editor.post(HOME, {})
        assert answer.status_code == 422
        assert "还没有选文件" in text(answer)

    def test_a_second_click_finds_the_same_list_and_says_so(self, editor, clock):
        first = upload(editor)
        clock.turn(seconds=1)
        second = editor.post(HOME, {"file": SimpleUploadedFile("清单.csv", LIST.encode())}, follow=True)
        assert first.url in [url for url, _ in second.redirect_chain]
        assert "已经交过，没有重复收下" in text(second)
        assert CatalogueImport.objects.count() == 1

    def test_a_reviewer_looks_and_has_no_form(self, city, browser, made):
        page = text(browser(city.wu).get(HOME))
        assert "清单.csv" in page
        assert 'type="file"' not in page
        assert upload(browser(city.wu)).status_code == 409

    def test_another_agencys_editor_sees_his_own_lists_only(self, city, browser, made):
        other = browser(officer("other", "别家", city.police, Role.CATALOGUE_EDITOR))
        assert "清单.csv" not in text(other.get(HOME))
        for address in ("", "columns/", "file/", "progress/", f"rows/{made.rows.first().pk}/"):
            assert other.get(of(made, address)).status_code == 404

    def test_the_file_is_handed_back_as_it_was_and_never_opened_in_the_browser(self, editor, made):
        answer = editor.get(of(made, "file/"))
        assert content(answer) == LIST.encode()
        assert answer["Content-Disposition"] == f"attachment; filename*=UTF-8''{quote('清单.csv')}"


class TestColumns:
    def test_what_was_mapped_before_is_offered_again(self, city, editor, made):
        upload(editor, LIST.replace("收入", "支出").encode(), "又一份.csv")
        page = text(editor.get(of(CatalogueImport.objects.latest("pk"), "columns/")))
        assert "同样的表头以前对应过" in page
        assert "上次这样对应" in page

    def test_another_sheet_can_be_chosen(self, editor):
        upload(editor, changde(), "清单.xlsx")
        made = CatalogueImport.objects.get()
        page = text(editor.get(of(made, "columns/?sheet=0")))
        assert "本工作簿由各单位填报" in page

    def test_a_mapping_without_the_proof_is_refused_and_what_was_chosen_stays(self, editor):
        upload(editor)
        made = CatalogueImport.objects.get()
        answer = columns(editor, made, **{"column-0": "", "source": "我写的来源"})
        assert answer.status_code == 409
        assert "没有指出哪一列是证明名称" in text(answer)
        assert "我写的来源" in text(answer)

    def test_nonsense_is_an_error_of_the_form(self, editor):
        upload(editor)
        made = CatalogueImport.objects.get()
        assert columns(editor, made, **{"column-0": "nonsense"}).status_code == 422


class TestMending:
    def test_the_rows_stand_there_with_what_is_said_of_each_cell(self, editor, made):
        page = text(editor.get(of(made)))
        assert "来源没有载明设定依据" in page
        assert "请问明以后补写行政事项" in page
        assert "第 1/2 项" in page
        assert "民族事务部门" in page

    def test_rows_are_looked_at_by_outcome_by_column_and_by_page(self, editor, made, monkeypatch):
        assert "户口证明" not in text(editor.get(of(made, "?outcome=remarked")))
        assert "户口证明" in text(editor.get(of(made, "?column=administrative_matter")))
        assert "收入证明" not in text(editor.get(of(made, "?column=administrative_matter")))
        from yinuo.portals.desk import importing

        monkeypatch.setattr(importing, "SIZE", 2)
        first = editor.get(of(made))
        assert "学历证书" not in text(first)
        assert "学历证书" in text(editor.get(first.context["following"]))

    def test_a_cell_is_mended_where_it_stands_and_one_comes_back_to_it(self, editor, made):
        row = made.rows.get(line=3)
        back = of(made, "?outcome=refused")
        answer = editor.post(
            of(made, f"rows/{row.pk}/"), {"cell-administrative_matter": "户口登记", "back": back}
        )
        assert answer.url == f"{back}#row-3-0"
        row.refresh_from_db()
        assert (row.outcome, row.cell("administrative_matter")) == ("taken", "户口登记")
        page = text(editor.get(of(made, f"rows/{row.pk}/")))
        assert "钱述 6月1日 10:30 改；原文：（空）" in page
        assert "改过 1" in text(editor.get(of(made)))

    def test_nobody_is_sent_elsewhere_after_mending(self, editor, made):
        row = made.rows.get(line=3)
        for back in ("https://elsewhere.example/", "//elsewhere.example/", "/desk/credit/"):
            answer = editor.post(of(made, f"rows/{row.pk}/"), {"cell-note": "x", "back": back})
            assert answer.url.startswith(of(made))

    def test_a_row_is_left_out_put_together_and_taken_apart(self, editor, made):
        first = made.rows.get(line=4, part=1)
        editor.post(of(made, f"rows/{first.pk}/join/"))
        whole = made.rows.get(line=4)
        editor.post(of(made, f"rows/{whole.pk}/split/"))
        assert made.rows.filter(line=4).count() == 2
        editor.post(of(made, f"rows/{whole.pk}/skip/"))
        whole.refresh_from_db()
        assert whole.outcome == "skipped"
        assert "跳过 1" in text(editor.get(of(made)))
        assert editor.post(of(made, f"rows/{whole.pk}/nonsense/")).status_code == 404

    def test_a_department_is_given_its_body_and_the_rows_are_checked_again(self, editor, made):
        answer = editor.post(
            of(made, "agencies/"), {"department-1": "民族事务部门", "agency-1": "gaj"}, follow=True
        )
        assert "各行重新检查" in text(answer)
        assert made.rows.get(line=4, part=1).outcome == "remarked"

    def test_who_may_not_edit_reads_and_changes_nothing(self, city, browser, made):
        client = browser(city.li)
        row = made.rows.get(line=3)
        assert "改这一行" not in text(client.get(of(made)))
        answer = client.post(of(made, f"rows/{row.pk}/"), {"cell-administrative_matter": "户口登记"})
        assert answer.status_code == 409
        assert client.post(of(made, "take_in/")).status_code == 409
        row.refresh_from_db()
        assert row.corrections == {}


class TestTakingIn:
    def test_a_short_list_is_taken_in_at_once_and_undone_at_once(self, editor, made):
        answer = editor.post(of(made, "take_in/"), follow=True)
        assert "已收入目录" in text(answer)
        item = ProofItem.objects.get(name="收入证明")
        assert f"/desk/catalogue/{item.slug}/" in text(answer)
        assert "撤销这次导入" in text(answer)
        answer = editor.post(of(made, "undo/"), follow=True)
        assert "已撤走" in text(answer)
        assert not ProofItem.objects.filter(name="收入证明").exists()

    def test_a_second_click_on_taking_in_is_refused_with_what_can_be_done(self, editor, made):
        editor.post(of(made, "take_in/"))
        answer = editor.post(of(made, "take_in/"))
        assert answer.status_code == 409
        assert "撤销导入" in text(answer)
        assert ProofItem.objects.filter(name="收入证明").count() == 1

    def test_a_long_list_shows_how_far_it_has_come_until_it_is_there(self, city, editor, made, monkeypatch):
        monkeypatch.setattr(imports, "AT_ONCE", 0)
        editor.post(of(made, "take_in/"))
        page = text(editor.get(of(made)))
        assert "正在准备收入" in page
        assert f'hx-get="{of(made, "progress/")}"' in page
        assert "停下，先不收" in page
        part = editor.get(of(made, "progress/"))
        assert "0 / 1" in text(part)
        assert "HX-Refresh" not in part.headers
        advance(import_id=made.pk, at=AT)
        part = editor.get(of(made, "progress/"))
        assert part.headers["HX-Refresh"] == "true"
        assert "看结果" in text(part)

    def test_what_cannot_be_done_in_the_background_is_told(self, city, editor, made, monkeypatch):
        take_in(import_id=made.pk, by=city.qian, at=AT)
        CatalogueImport.objects.update(trouble="文件打不开")
        page = text(editor.get(of(made)))
        assert "办不下去了" in page
        assert "停下，先不收" in page
        editor.post(of(made, "stop_taking/"))
        assert "逐行结果" in text(editor.get(of(made)))

    def test_a_list_given_up_stays_on_record(self, editor, made):
        editor.post(of(made, "drop/"))
        page = text(editor.get(of(made)))
        assert "已放弃" in page
        assert "收入目录</summary>" not in page
        assert editor.get(of(made, "columns/")).url == of(made)
        assert editor.post(of(made, "nonsense/")).status_code == 404


class TestFiles:
    @pytest.mark.parametrize("form", ["csv", "json", "xlsx", "docx"])
    def test_the_catalogue_is_handed_out_as_a_file_that_can_be_handed_in_again(self, editor, city, form):
        answer = editor.get(f"/desk/catalogue/export/?layout=full&form={form}")
        assert answer["Content-Disposition"] == f'attachment; filename="catalogue-full-20260601.{form}"'
        rows = read(content(answer), file_name=f"x.{form}").rows
        assert [row["proof_item"] for row in rows] == ["经济困难证明", "完全民事行为能力证明"]

    def test_the_filters_of_the_list_hold_for_the_file(self, editor, city):
        page = text(editor.get("/desk/catalogue/export/?q=经济"))
        assert "您能看到的 1 项" in page
        answer = editor.get("/desk/catalogue/export/?q=经济&layout=full&form=json")
        assert "完全民事行为能力" not in content(answer).decode()

    def test_another_agency_gets_nothing_of_the_bureaus(self, city, browser):
        other = browser(officer("other", "别家", city.police, Role.CATALOGUE_EDITOR))
        answer = other.get("/desk/catalogue/export/?layout=full&form=csv")
        assert "经济困难证明" not in content(answer).decode()

    def test_everybody_gets_the_published_catalogue_in_every_form_and_no_draft(
        self, city, client, editor, made
    ):
        editor.post(of(made, "take_in/"))
        assert ItemVersion.objects.filter(status="published").count() == 2
        for form in ("csv", "json", "xlsx", "docx"):
            rows = read(content(client.get(f"/items/catalogue.{form}")), file_name=f"x.{form}").rows
            assert [row["proof_item"] for row in rows] == ["经济困难证明", "完全民事行为能力证明"]
        assert client.get("/items/catalogue.exe").status_code == 404
        assert client.get("/items/catalogue.csv?layout=nonsense").status_code == 404


def test_the_pages_cost_a_fixed_number_of_questions(editor, django_assert_max_num_queries):
    upload(editor, chibi(), "清单.docx")
    made = CatalogueImport.objects.get()
    columns(editor, made)
    row = made.rows.first()
    for address, most in ((HOME, 7), (of(made), 15), (of(made, f"rows/{row.pk}/"), 10)):
        with django_assert_max_num_queries(most):
            assert editor.get(address).status_code == 200


def test_a_workbook_of_another_name_is_told_by_its_content(editor):
    upload(editor, changde(), "清单.csv")
    page = text(editor.get(of(CatalogueImport.objects.get(), "columns/")))
    assert "内容其实是Excel 工作簿" in page
    assert io.BytesIO(changde()).read(2) == b"PK"
