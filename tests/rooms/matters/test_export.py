"""The catalogue goes out in every layout and comes back the same."""

from __future__ import annotations

import csv
import io
from types import SimpleNamespace

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import officer
from tests.rooms.matters.handed_in import REAL

from yinuo.casefile.models import CaseFile
from yinuo.law.grammar import Refused
from yinuo.law.scope import CANCEL_FIRST, PriorityField, ProofKind, Risk
from yinuo.matters import meaning
from yinuo.matters.actions import import_catalogue
from yinuo.matters.laying_out import laid_out_for
from yinuo.matters.layouts import FULL, LAYOUTS
from yinuo.matters.models import CatalogueImport, ItemVersion, Matter, ProofItem
from yinuo.matters.queries import (
    agency_finder,
    catalogue_cells,
    catalogue_file,
    items_visible_to,
    published_file,
)
from yinuo.matters.queries import published as in_use
from yinuo.matters.sheets.writing import FORMS, write
from yinuo.matters.unaided import read
from yinuo.people.models import Role

ODD = (
    '=HYPERLINK("http://x")',
    "'=1+1",
    "-1 份",
    "＠某单位",
    "007",
    "一行\n两行\r\n三行",
    '引"号"，逗,号；分;号\t制表',
    "𠀀㐀龥 ·—…",
    "（１）全角　空格",
    "1.身份证；2.户口簿",
    "身份证、户口簿",
    "_x000D_",
    "https://example.invalid/a?b=1&c=2",
)
"""What trips programs up: formulas, leading zeros, line ends, quotes, rare characters, lists in a cell."""


def real_cells():
    """The real rows and odd ones, as everything that is known of an item."""
    rows = [
        row for row in REAL if row["row_class"] != "N" and row["administrative_matter"] and row["proof_item"]
    ]
    known = [
        {**row, "region_code": "341300", "department": row["department"] or "宿州市公安局"} for row in rows
    ]
    odd = [
        {**known[0], "proof_item": text, "proof_use": text, "legal_basis": text, "note": text} for text in ODD
    ]
    return known + odd


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_list_that_went_out_is_read_back_with_every_column_it_has(layout, form):
    shape = laid_out_for(layout)
    out = sorted(
        (shape(cells) for cells in real_cells() if cells["row_class"] in layout.classes),
        key=lambda row: row.get("section", ""),
    )
    again = read(write(out, layout, form), file_name=f"目录.{form}")
    assert again.settings.layout == layout.key
    assert not again.settings.split
    back = [shape({**row.cells, "region_code": "341300"}) for row in again.rows]
    assert [_comparable(row, form) for row in back] == [_comparable(row, form) for row in out]


def _comparable(row, form):
    """Word knows one kind of line end, and no blanks at the ends of a cell."""
    found = {name: text.strip() for name, text in row.items()}
    return {name: text.replace("\r\n", "\n") for name, text in found.items()} if form == "docx" else found


# --- the whole layout: every value of an item and its matter ---------------------------------------------------

CELL = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufffd\ufffe\uffff"),
    max_size=40,
).map(str.strip)
LINES = st.lists(CELL, max_size=3).map("\n".join).map(str.strip)
ITEMS = st.builds(
    SimpleNamespace,
    name=CELL.filter(bool),
    purpose=CELL,
    issuer=CELL,
    basis=LINES,
    row_class=st.sampled_from("ABSRC"),
    source=CELL.filter(bool),
    asker=CELL,
    proves=st.sampled_from(["", *(one.name for one in ProofKind)]),
    risks=st.lists(st.sampled_from([one.name for one in Risk]), unique=True),
    risk_reasons=st.dictionaries(st.sampled_from([one.name for one in Risk]), LINES),
    pretests=st.dictionaries(
        st.sampled_from([one.key for one in CANCEL_FIRST]),
        st.fixed_dictionaries({"answer": st.sampled_from(["yes", "no"]), "reason": LINES}),
    ),
    retained_because=LINES,
    uses_a_year=st.none() | st.integers(0, 999_999_999),
    days_to_get=st.none() | st.integers(0, 32_767),
    trips_to_get=st.none() | st.integers(0, 32_767),
    effort_source=CELL,
)
MATTERS = st.builds(
    SimpleNamespace,
    name=CELL.filter(bool),
    kind=st.sampled_from(["", "licence", "confirmation", "payment", "other"]),
    base_code=st.sampled_from(["", "000105013000"]),
    handling_code=st.sampled_from(["", "1" * 31, "2" * 33]),
    field=st.sampled_from(["", *(one.name for one in PriorityField)]),
    summary=CELL,
    for_persons=st.booleans(),
    for_firms=st.booleans(),
    at_once=st.booleans(),
    days=st.none() | st.integers(0, 32_767),
)


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.tuples(ITEMS, MATTERS), min_size=1, max_size=6))
def test_every_value_of_an_item_is_read_back_from_our_own_layout(form, rows):
    cells = [{**meaning.cells(item, matter), "department": "市司法局"} for item, matter in rows]
    found = read(write(cells, FULL, form), file_name=f"目录.{form}").rows
    assert len(found) == len(rows)
    for (item, matter), row in zip(rows, found, strict=True):
        values = meaning.values(row.cells)
        assert values.unread == {}
        assert values.item == vars(item)
        assert values.matter == vars(matter)


# --- the catalogue itself ---------------------------------------------------------------------------------------


def everything():
    """All items with their matters, but for keys and moments."""
    item_columns = [
        f.name for f in ProofItem._meta.concrete_fields if f.name not in {"id", "case_file", "matter"}
    ]
    matter_columns = [f.name for f in Matter._meta.concrete_fields if f.name not in {"id", "agency"}]
    return sorted(
        (
            {name: getattr(item, name) for name in item_columns}
            | {f"matter.{name}": getattr(item.matter, name) for name in matter_columns}
            | {"agency": item.matter.agency.slug}
            for item in ProofItem.objects.select_related("matter__agency")
        ),
        key=lambda row: row["slug"],
    )


@pytest.fixture
def filled(city):
    """The real rows and odd ones in the catalogue, without what the cast has published."""
    from yinuo.matters.sheets.writing import write as written

    ItemVersion.objects.filter(status="draft").delete()
    rows = [
        {
            **cells,
            "administrative_matter": f"{cells['administrative_matter']}（{number}）"
            if number % 3
            else cells["administrative_matter"],
            "risks": "公共安全、国家秘密" if number % 7 == 0 else "",
            "risk_reasons": "公共安全：涉及第三人\n　　难以挽回" if number % 7 == 0 else "",
            "pretests": "没有法定依据：否，《律师法》第五条" if number % 5 == 0 else "",
            "retained_because": ODD[number % len(ODD)],
            "asker": ODD[(number + 1) % len(ODD)],
            "uses_a_year": "1200",
            "base_code": "000105013000",
            "at_once": "是",
            "summary": ODD[number % len(ODD)],
        }
        for number, cells in enumerate(real_cells())
    ]
    import_catalogue(
        file_name="目录.csv",
        content=written([laid_out_for(FULL)(row) for row in rows], FULL, "csv"),
        by=None,
        at=city.at,
        agency_for=agency_finder(city.bureau),
    )
    return city


@pytest.mark.clause("3.2-a")
@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_the_whole_catalogue_comes_back_the_same_into_an_empty_city(filled, form):
    items = ProofItem.objects.filter(rows__isnull=False)
    before = [row for row in everything() if ProofItem.objects.get(slug=row["slug"]).rows.exists()]
    assert len(before) > 120
    content = catalogue_file(items, form=form, on=filled.at.date()).content
    CatalogueImport.objects.all().delete()
    items = ProofItem.objects.filter(versions=None)
    items.delete()
    Matter.objects.filter(items=None).delete()
    made = import_catalogue(
        file_name=f"目录.{form}", content=content, by=None, at=filled.at, agency_for=agency_finder()
    )
    assert made.refused == 0
    slugs = {row["slug"] for row in before}
    assert [row for row in everything() if row["slug"] in slugs] == before


def test_what_a_list_alone_held_goes_out_again_with_the_item(city):
    import_catalogue(
        file_name="清单.csv",
        content=(
            "证明名称,证明用途,设定依据,效力层级,索要单位,开具单位,填报人,联系电话,填报日期\n"
            "甲证明,办甲事,《甲法》第一条,法律,市司法局,市公安局,某人,0557-1,2024年3月5日\n"
        ).encode(),
        by=None,
        at=city.at,
        agency_for=agency_finder(),
    )
    (cells,) = catalogue_cells(ProofItem.objects.filter(name="甲证明"))
    row = laid_out_for(LAYOUTS["jalaid"])(cells)
    assert (row["basis_level"], row["filled_by"], row["filled_on"]) == ("法律", "某人", "2024-03-05")
    assert (row["asker"], row["section"]) == ("市司法局", "宿州市司法局")


def test_a_person_exports_what_he_may_see(filled):
    stranger = officer("stranger", "别家", filled.police, Role.CATALOGUE_EDITOR)
    seen = catalogue_file(items_visible_to(stranger, on=filled.at.date()), form="json", on=filled.at.date())
    everybody = catalogue_file(
        items_visible_to(filled.wu, on=filled.at.date()), form="json", on=filled.at.date()
    )
    assert "宿州市公安局" in seen.content.decode()
    assert "宿州市司法局" not in seen.content.decode()
    assert "宿州市司法局" in everybody.content.decode()
    assert seen.name == "catalogue-full-20260601.json"


def test_the_public_has_the_published_catalogue_in_the_same_layouts(city):
    found = published_file(in_use(), layout="", form="csv", on=city.at.date())
    rows = list(csv.DictReader(io.StringIO(found.content.decode("utf-8-sig"))))
    assert [row["证明名称"] for row in rows] == ["经济困难证明", "完全民事行为能力证明"]
    assert (rows[0]["现状"], rows[0]["版本"], rows[0]["承诺书是否公开"]) == ("已公布", "第1版", "不公开")
    table = Document(
        io.BytesIO(published_file(in_use(), layout="changde", form="docx", on=city.at.date()).content)
    ).tables[0]
    assert table.rows[0].cells[3].text == "设定依据"
    assert table.rows[1].cells[3].text == "名称"


def test_a_list_too_long_for_word_says_what_can_be_done(city, monkeypatch):
    from yinuo.matters.sheets import writing

    monkeypatch.setattr(writing, "MOST_IN_WORD", 1)
    with pytest.raises(Refused) as refused:
        catalogue_file(ProofItem.objects.all(), form="docx", on=city.at.date())
    assert "请导出 Excel" in refused.value.refusal.instead
    assert CaseFile.objects.exists()
