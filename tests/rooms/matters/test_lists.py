"""A list is found in what a department hands in: its heading, its rows, its units, and what is no row of it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rooms.matters.handed_in import anhui, book, changde, chibi, jalaid, large, real, unknown

from yinuo.matters.assembling import Settings
from yinuo.matters.catalogue import BadFile
from yinuo.matters.columns import column_named
from yinuo.matters.layouts import LAYOUTS, recognised
from yinuo.matters.sheets.cells import day_written, harmless, restored, written
from yinuo.matters.sheets.grid import Span, gridded
from yinuo.matters.sheets.guessing import guess, is_sure
from yinuo.matters.sheets.headers import listing
from yinuo.matters.sheets.reading import outline, whole
from yinuo.matters.sheets.splitting import parts
from yinuo.matters.unaided import read


def grid(*rows, spans=()):
    return gridded("", list(enumerate([list(row) for row in rows], start=1)), most=1000, spans=spans)


def titles(found):
    return [one.title for one in found.headings]


@pytest.mark.clause("2.1-a")
def test_the_list_of_changde_is_read_with_its_heading_of_two_rows_sections_and_notes():
    found = read(changde(), file_name="清单.xlsx")
    assert (found.kind, found.sheet, found.settings.layout) == ("xlsx", "目录清单", "changde")
    assert titles(found.found)[3:7] == [
        "设定依据 名称",
        "设定依据 文号",
        "设定依据 条文",
        "设定依据 效力层级",
    ]
    first = found.rows[0]
    assert first["legal_basis"] == real("C", "A")[0]["legal_basis"]
    assert first["administrative_matter"] == real("C", "A")[0]["administrative_matter"]
    assert (first["department"], first["row_class"], first["matter_type"]) == (
        "宿州市司法局",
        "C",
        "行政许可",
    )
    assert first.values.matter["kind"] == "licence"
    assert first["source"] == "《宿州市证明事项目录清单》"
    assert [one.why for one in found.found.skipped] == [
        "小标题，下面各行归在它的名下",
        "表格下面的说明，不是目录的行",
    ]
    assert any("没有单列行政事项" in told for told in found.remarks)


def test_a_table_in_word_that_goes_on_with_the_same_heading_is_one_and_a_cell_of_two_proofs_becomes_two_rows():
    found = read(chibi(), file_name="清单.docx")
    assert (found.sheet, found.settings.layout) == ("表格 1—2", "chibi")
    assert [row["row_class"] for row in found.rows] == ["R", "C", "C", "R", "C", "C", "C", "C"]
    assert [(row["proof_item"], row.part, row.among) for row in found.rows[-2:]] == [
        ("居民身份证", 1, 2),
        ("居民户口簿", 2, 2),
    ]
    assert found.rows[-1].raw["证明名称"] == "1.居民身份证；2.居民户口簿"
    assert found.rows[-1]["drafting_agency"] == "宿州市司法局", "a merged cell stands in both columns"
    assert "已经拆开，这是第 2 项" in found.rows[-1].told[0].why
    assert [one.why for one in found.found.skipped] == ["重复的表头"]


def test_an_old_workbook_is_read_with_whole_numbers_as_they_look_and_serial_numbers_as_days():
    found = read(jalaid(), file_name="清单.xls")
    assert (found.kind, found.settings.layout) == ("xls", "jalaid")
    assert [row.raw["序号"] for row in found.rows] == ["1", "2", "3", "4", "5"]
    assert (found.rows[0]["filled_on"], found.rows[0].raw["填报日期"]) == ("2024-03-05", "45356")


def test_a_list_of_abolished_materials_tells_the_class_by_what_is_done_instead():
    found = read(anhui(), file_name="清单.csv")
    assert found.settings.layout == "anhui"
    assert [row["row_class"] for row in found.rows] == ["S"] * 4 + ["B"] * 3
    assert [row["department"] for row in found.rows][3:5] == ["宿州市公安局", "宿州市司法局"]


def test_headings_nobody_knows_are_guessed_by_what_stands_below_and_asked_about():
    found = listing(outline(unknown()).grids[0])
    guessed = guess(found).columns
    assert [guessed[place].name for place in range(5)] == [
        "",
        "proof_item",
        "",
        "legal_basis",
        "drafting_agency",
    ]
    assert not any(is_sure(one) for one in guessed.values())
    with pytest.raises(BadFile, match="表头缺少：行政事项"):
        read(unknown(), file_name="清单.xlsx")


def test_twenty_thousand_rows_are_read():
    found = read(large(20_000))
    assert len(found.rows) == 20_000
    assert found.rows[-1]["proof_item"].endswith("之19999")


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("证明事项名称", "proof_item"),
        ("设定依据（法律、行政法规、地方性法规）", "legal_basis"),
        ("设定依据 条文", "basis_article"),
        ("行使层级 市级", "level"),
        ("不能实行告知承诺及保留原因", "retained_because"),
        ("取消后的办理方式", "after_cancel"),
        ("　证明 用途 ", "proof_use"),
        ("proof_item", "proof_item"),
        ("填报人电话", "phone"),
        ("出具单位（部门）", "drafting_agency"),
        ("天气", ""),
    ],
)
def test_a_heading_is_known_by_its_words_however_it_is_written(heading, name):
    assert column_named(heading)[0] == name


def test_the_layouts_of_the_departments_are_told_apart():
    for layout in LAYOUTS.values():
        assert recognised([column.heading for column in layout.columns]) is layout, layout.key
    assert recognised(["甲", "乙", "丙"]) is None


def test_a_heading_of_three_rows_is_joined_and_in_csv_too_where_merged_cells_are_lost():
    merged = grid(
        ["目录", "", "", ""],
        ["证明名称", "设定依据", "", "证明用途"],
        ["", "法律", "", ""],
        ["", "名称", "条文", ""],
        ["甲证明", "《甲法》", "第一条", "办甲事"],
        spans=[Span(1, 0, 1, 3), Span(2, 1, 2, 2), Span(3, 1, 3, 2), Span(2, 0, 4, 0), Span(2, 3, 4, 3)],
    )
    assert titles(listing(merged)) == ["证明名称", "设定依据 法律 名称", "设定依据 法律 条文", "证明用途"]
    lost = grid(
        ["证明名称", "设定依据", "", "证明用途"],
        ["", "名称", "条文", ""],
        ["甲证明", "《甲法》", "第一条", "办甲事"],
    )
    assert titles(listing(lost)) == ["证明名称", "设定依据 名称", "条文", "证明用途"]
    assert [line.number for line in listing(lost).lines] == [3]


def test_a_merged_cell_of_the_list_is_filled_in_every_row_it_covers():
    found = listing(
        grid(
            ["证明名称", "证明用途", "开具单位"],
            ["甲证明", "办甲事", "市公安局"],
            ["乙证明", "", ""],
            ["丙证明", "", ""],
            spans=[Span(2, 1, 4, 1), Span(2, 2, 4, 2)],
        )
    )
    assert [line.cells for line in found.lines] == [
        ("甲证明", "办甲事", "市公安局"),
        ("乙证明", "办甲事", "市公安局"),
        ("丙证明", "办甲事", "市公安局"),
    ]


def test_rows_that_count_columns_or_hold_a_number_only_are_left_out_and_named():
    found = listing(
        grid(
            ["序号", "证明名称", "证明用途"],
            ["1", "2", "3"],
            ["1", "甲证明", "办甲事"],
            ["2", "", ""],
            ["合计", "", ""],
        )
    )
    assert len(found.lines) == 1
    assert [one.number for one in found.skipped] == [2, 4, 5]


def test_levels_spread_over_columns_with_ticks_become_one():
    content = "证明名称,证明用途,行使层级市级,行使层级县级\n甲证明,办甲事,√,√\n乙证明,办乙事,,是\n".encode()
    assert [row["level"] for row in read(content).rows] == ["行使层级市级、行使层级县级", "行使层级县级"]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("1.身份证；2.户口簿", ["身份证", "户口簿"]),
        ("1、身份证2、户口簿", ["身份证", "户口簿"]),
        ("（1）身份证；（2）户口簿（户主页、本人页）", ["身份证", "户口簿（户主页、本人页）"]),
        ("①身份证②无犯罪记录证明", ["身份证", "无犯罪记录证明"]),
        ("（一）身份证（二）户口簿", ["身份证", "户口簿"]),
        ("一、学历证书；二、工作证明", ["学历证书", "工作证明"]),
        ("身份证\n户口簿", ["身份证", "户口簿"]),
        ("身份证;户口簿", ["身份证", "户口簿"]),
        ("身份证、户口簿、结婚证", ["身份证", "户口簿", "结婚证"]),
    ],
)
def test_several_proofs_in_a_cell_are_told_apart(cell, found):
    assert list(parts(cell)) == found


@pytest.mark.parametrize(
    "cell",
    [
        "居民户口簿\n（户主页）",
        "出生、死亡证明",
        "身份证原件1.5份",
        "清算报告、债务清理文件或者清理完结的证明",
        "出生医学证明、户口簿、结婚证（已婚的提供）等家庭成员信息证明",
        "市、县区教育局介绍信",
        "申请人、代理人身份证明材料、授权委托书",
        "2.户口簿；3.身份证",
        "（1）身份证",
    ],
)
def test_what_may_be_one_proof_stays_one(cell):
    assert parts(cell) == (cell,)


def test_no_cell_of_the_real_rows_is_taken_apart_wrongly():
    torn = {
        row["proof_item"]
        for row in real("A", "B", "S", "R", "C", most=500)
        if len(parts(row["proof_item"])) > 1
    }
    assert torn == {"相关的不动产权属来源证明材料、登记原因证明文件、不动产权属证书"}


@given(st.text())
def test_what_is_made_harmless_is_no_formula_and_comes_back_as_it_was(text):
    assert restored(harmless(text)) == text
    assert harmless(text).lstrip()[:1] not in set("=+-@＝＋－＠")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (0.5, "0.5"),
        (True, "是"),
        (None, ""),
        (datetime(2024, 3, 5), "2024-03-05"),  # noqa: DTZ001 - a workbook knows no zones
        (datetime(2024, 3, 5, 14, 30), "2024-03-05 14:30"),  # noqa: DTZ001 - likewise
        (date(2024, 3, 5), "2024-03-05"),
        (time(8, 30), "08:30"),
        (timedelta(hours=26), "26:00"),
        ("007", "007"),
    ],
)
def test_a_value_of_a_workbook_is_written_as_people_read_it(value, text):
    assert written(value) == text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年3月5日", "2024-03-05"),
        ("2024.3.5", "2024-03-05"),
        ("２０２４/０３/０５", "2024-03-05"),
        ("20240305", "2024-03-05"),
        ("45356", "2024-03-05"),
        ("2024年13月5日", "2024年13月5日"),
        ("三月五日", "三月五日"),
    ],
)
def test_a_day_is_understood_however_an_office_writes_it(text, day):
    assert day_written(text) == day


def test_a_number_that_lost_its_last_digits_is_remarked():
    content = book(lambda made: _number(made.add_worksheet("目录")))
    assert "只保留前 15 位" in whole(content).grids[0].remarks[0]


def _number(sheet):
    for column, title in enumerate(("证明名称", "业务办理项编码")):
        sheet.write_string(0, column, title)
    sheet.write_string(1, 0, "甲证明")
    sheet.write_number(1, 1, 113413000032540000)


def test_the_settings_of_a_list_are_read_as_they_were_kept():
    settings = read(changde(), file_name="清单.xlsx").settings
    assert Settings.from_json(settings.as_json()) == settings
