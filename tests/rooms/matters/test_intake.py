"""A list lives from the file to the items it makes and out again: nothing half, nothing twice, nothing of a stranger's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.cast import officer
from tests.rooms.matters.handed_in import anhui, changde, chibi, large, unknown

from yinuo.casefile.models import Entry
from yinuo.casefile.queries import first_break
from yinuo.law.grammar import Refused
from yinuo.matters import tasks
from yinuo.matters.access import imports_visible_to
from yinuo.matters.actions import (
    MatterWords,
    advance,
    choose_agencies,
    describe_matter,
    draft_version,
    drop_import,
    hand_in,
    join_row,
    map_columns,
    mend_row,
    recheck,
    skip_row,
    split_row,
    stop_taking,
    take_in,
    undo_import,
)
from yinuo.matters.actions.intake import taking
from yinuo.matters.models import CatalogueImport, CatalogueRow, ColumnMapping, Matter, ProofItem
from yinuo.matters.queries import cells_of_row, left_lying, mapping_guess, open_import_steps, overview
from yinuo.people.models import Role

TABLE = "证明名称,行政事项,设定依据,开具单位,办理部门,类别,来源\n"
THREE = (
    "甲证明,办甲事,《甲法》第一条,市公安局,市司法局,C,某清单\n"
    "乙证明,办乙事,,市公安局,市司法局,C,某清单\n"
    "丙证明,,《丙法》第三条,市公安局,市司法局,C,某清单\n"
)


def table(*lines):
    return (TABLE + "".join(lines)).encode()


def handed(city, content=None, *, by=None, name="清单.csv"):
    return hand_in(
        file_name=name,
        content=content if content is not None else table(THREE),
        by=by or city.qian,
        at=city.at,
    )


def mapped(made, city, *, by=None, **changed):
    guess = mapping_guess(made, changed.get("sheet"))
    told = {
        "sheet": guess.sheet,
        "columns": {one.heading.index: one.name for one in guess.columns},
        "row_class": guess.settings.row_class,
        "source": guess.settings.source,
        "split": guess.settings.split,
        **changed,
    }
    map_columns(import_id=made.pk, by=by or city.qian, at=city.at, **told)
    return advance(import_id=made.pk, at=city.at)


def checked(city, content=None, **told):
    """A list whose rows were checked."""
    return mapped(handed(city, content, name=told.pop("name", "清单.csv"), by=told.get("by")), city, **told)


def taken(city, content=None, **told):
    """A list that was taken in."""
    made = checked(city, content, **told)
    take_in(import_id=made.pk, by=told.get("by") or city.qian, at=city.at)
    return advance(import_id=made.pk, at=city.at)


def outcomes(made):
    return [row.outcome for row in made.rows.order_by("line", "part")]


def why(refused):
    return refused.value.refusal.why


# --- handing in and telling apart --------------------------------------------------------------------------------


def test_a_file_is_kept_with_its_digest_and_nothing_enters_the_catalogue(city):
    before = ProofItem.objects.count()
    content = changde()
    made = handed(city, content, name="清单.xlsx")
    assert (made.status, made.kind, made.file_size) == ("uploaded", "xlsx", len(content))
    with default_storage.open(made.file) as file:
        assert file.read() == content
    assert [one["name"] for one in made.outline] == ["说明", "目录清单"]
    entry = Entry.objects.get(case_file=made.case_file)
    assert (entry.by, entry.facts["file_digest"]) == (city.qian, made.file_digest)
    assert ProofItem.objects.count() == before


def test_the_same_file_handed_in_twice_is_one(city):
    first = handed(city)
    assert handed(city, name="改了名字.csv") == first
    checked_first = mapped(first, city)
    assert handed(city) == checked_first


def test_another_sheet_of_the_same_file_may_be_handed_in_but_not_the_same_one(city):
    content = changde()
    first = checked(city, content, name="清单.xlsx")
    assert first.sheet == "目录清单"
    second = handed(city, content, name="清单.xlsx")
    assert second != first
    with pytest.raises(Refused) as refused:
        mapped(second, city)
    assert "已经在2026年06月01日 10:00导入过" in why(refused)
    with pytest.raises(Refused, match="证明名称"):
        mapped(second, city, sheet=0)


def test_a_bad_file_is_refused_with_reason_and_remedy_and_leaves_no_trace(city):
    with pytest.raises(Refused) as refused:
        handed(city, b"%PDF-1.4", name="清单.pdf")
    assert "PDF" in why(refused)
    assert refused.value.refusal.instead.startswith("请找到")
    assert not CatalogueImport.objects.exists()


@pytest.mark.clause("3.2-a")
def test_only_a_catalogue_editor_hands_in_and_only_for_his_agency(city):
    for person in (city.zhao, city.wu, city.li):
        with pytest.raises(Refused):
            handed(city, by=person)
    other = officer("other", "别家", city.police, Role.CATALOGUE_EDITOR)
    made = handed(city)
    for act in (
        lambda: mapped(made, city, by=other),
        lambda: drop_import(import_id=made.pk, by=other, at=city.at),
    ):
        with pytest.raises(Refused, match="目录编辑"):
            act()
    assert not imports_visible_to(other, on=city.at.date()).exists()
    assert imports_visible_to(city.li, on=city.at.date()).get() == made
    assert handed(city, by=other) != made, "each agency has its own"


def test_the_columns_are_guessed_confirmed_and_remembered_for_the_same_headings(city):
    made = handed(city, unknown(), name="清单.xlsx")
    guess = mapping_guess(made)
    assert (guess.layout, guess.remembered) == ("", None)
    assert [one.by for one in guess.columns] == ["", "content", "", "content", "content"]
    with pytest.raises(Refused) as refused:
        mapped(made, city)
    assert "没有指出哪一列说的是办什么事" in why(refused)
    columns = {1: "proof_item", 2: "administrative_matter", 3: "legal_basis", 4: "drafting_agency"}
    made = mapped(made, city, columns=columns)
    assert made.status == "checked"
    again = handed(city, unknown() + b" ", name="又一份.xlsx")
    guess = mapping_guess(again)
    assert guess.remembered == ColumnMapping.objects.get()
    assert {one.heading.index: one.name for one in guess.columns if one.name} == columns


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"columns": {0: "proof_item", 1: "proof_item"}}, "两列都对应了"),
        ({"columns": {0: "nonsense"}}, "没有这样的栏目"),
        ({"columns": {0: "proof_item"}}, "办什么事"),
        ({"row_class": "Z"}, "没有选类别"),
        ({"columns": {0: "proof_item", 1: "administrative_matter"}, "source": " "}, "没有写来源"),
        ({"sheet": 7}, "没有这张工作表"),
    ],
)
def test_a_mapping_that_makes_no_list_is_refused_and_changes_nothing(city, changed, says):
    made = handed(city)
    with pytest.raises(Refused, match=says):
        mapped(made, city, **changed)
    made.refresh_from_db()
    assert made.status == "uploaded"


def test_mapping_again_reads_the_rows_anew(city):
    made = checked(city)
    mend_row(
        row_id=made.rows.get(line=4).pk, cells={"administrative_matter": "办丙事"}, by=city.qian, at=city.at
    )
    made = mapped(made, city, row_class="A")
    assert not made.rows.exclude(corrections={}).exists()
    assert outcomes(made) == ["taken", "remarked", "refused"]


# --- checking and mending ----------------------------------------------------------------------------------------


@pytest.mark.clause("2.1-a")
def test_each_row_is_checked_with_a_note_for_the_cell_why_and_what_to_do(city):
    made = checked(city)
    assert outcomes(made) == ["taken", "remarked", "refused"]
    assert (made.taken, made.remarked, made.refused) == (1, 1, 1)
    notes = [row.notes for row in made.rows.order_by("line")]
    assert notes[0] == []
    assert (notes[1][0]["column"], notes[1][0]["why"]) == ("legal_basis", "来源没有载明设定依据")
    assert notes[2][0]["mend"] == "请问明以后补写行政事项"
    seen = overview(made)
    assert seen.columns == {"legal_basis": 1, "administrative_matter": 1}


def test_a_cell_is_mended_in_place_and_what_stood_there_stays_beside_it(city):
    made = checked(city)
    row = made.rows.get(line=4)
    row = mend_row(row_id=row.pk, cells={"administrative_matter": " 办丙事 "}, by=city.qian, at=city.at)
    assert (row.outcome, row.cell("administrative_matter"), row.raw["行政事项"]) == ("taken", "办丙事", "")
    assert row.corrections["administrative_matter"] == {
        "was": "",
        "by": city.qian.pk,
        "name": "钱述",
        "at": city.at.isoformat(),
    }
    (shown,) = [one for one in cells_of_row(made, row) if one.name == "administrative_matter"]
    assert (shown.text, shown.mended_by) == ("办丙事", "钱述")
    entry = Entry.objects.filter(case_file=made.case_file, step="matters.mend_row").get()
    assert entry.facts == {"administrative_matter": "办丙事", "line": 4, "part": 0}
    assert CatalogueImport.objects.get().taken == 2


def test_mending_twice_the_same_changes_nothing_and_mending_back_forgets_the_correction(city):
    made = checked(city)
    row = made.rows.get(line=2)
    for text in ("甲种证明", "甲种证明", "甲证明"):
        row = mend_row(row_id=row.pk, cells={"proof_item": text}, by=city.qian, at=city.at)
    assert row.corrections == {}
    assert Entry.objects.filter(case_file=made.case_file, step="matters.mend_row").count() == 2


def test_line_ends_as_a_browser_sends_them_are_no_change(city):
    made = checked(city, table('"甲证明",办甲事,"《甲法》第一条\n第二款",市公安局,市司法局,C,某清单\n'))
    row = mend_row(
        row_id=made.rows.get().pk, cells={"legal_basis": "《甲法》第一条\r\n第二款"}, by=city.qian, at=city.at
    )
    assert row.corrections == {}


def test_a_mended_row_frees_and_makes_doubles(city):
    made = checked(city, table(THREE, "甲证明,办甲事,《甲法》第一条,市公安局,市司法局,C,某清单\n"))
    assert outcomes(made) == ["taken", "remarked", "refused", "refused"]
    assert "与第 2 行重复" in made.rows.get(line=5).remarks[0]
    mend_row(row_id=made.rows.get(line=2).pk, cells={"proof_item": "另一份证明"}, by=city.qian, at=city.at)
    assert outcomes(made) == ["taken", "remarked", "refused", "taken"]
    mend_row(row_id=made.rows.get(line=2).pk, cells={"proof_item": "甲证明"}, by=city.qian, at=city.at)
    assert outcomes(made) == ["taken", "remarked", "refused", "refused"]


def test_a_row_left_out_makes_room_for_its_double_and_can_be_taken_up_again(city):
    made = checked(city, table(THREE, "甲证明,办甲事,《甲法》第一条,市公安局,市司法局,C,某清单\n"))
    first = made.rows.get(line=2)
    for _ in range(2):
        skip_row(row_id=first.pk, skip=True, by=city.qian, at=city.at)
    assert outcomes(made) == ["skipped", "remarked", "refused", "taken"]
    skip_row(row_id=first.pk, skip=False, by=city.qian, at=city.at)
    assert outcomes(made) == ["taken", "remarked", "refused", "refused"]


def test_a_cell_taken_apart_is_put_together_and_taken_apart_again(city):
    made = checked(city, chibi(), name="清单.docx")
    part = made.rows.get(line=9, part=2)
    mend_row(row_id=made.rows.get(line=9, part=1).pk, cells={"asker": "市民政局"}, by=city.qian, at=city.at)
    whole = join_row(row_id=part.pk, by=city.qian, at=city.at)
    assert (whole.cell("proof_item"), whole.part) == ("1.居民身份证；2.居民户口簿", 0)
    assert whole.cell("asker") == "市民政局"
    assert made.rows.filter(line=9).count() == 1
    first = split_row(row_id=whole.pk, by=city.qian, at=city.at)
    assert [row.cell("proof_item") for row in made.rows.filter(line=9).order_by("part")] == [
        "居民身份证",
        "居民户口簿",
    ]
    assert first.part == 1
    with pytest.raises(Refused, match="看不出"):
        split_row(row_id=made.rows.get(line=2).pk, by=city.qian, at=city.at)
    with pytest.raises(Refused, match="没有拆开过"):
        join_row(row_id=made.rows.get(line=2).pk, by=city.qian, at=city.at)


def test_rows_of_a_department_the_city_does_not_know_wait_until_somebody_says_who_that_is(city):
    made = checked(city, table(THREE.replace("市司法局", "民族事务部门")))
    assert made.refused == 3
    assert overview(made).departments == {"民族事务部门": 2}
    with pytest.raises(Refused, match="至少要为一个部门"):
        choose_agencies(import_id=made.pk, chosen={"民族事务部门": "nowhere"}, by=city.qian, at=city.at)
    choose_agencies(import_id=made.pk, chosen={"民族事务部门": "gaj"}, by=city.qian, at=city.at)
    made = advance(import_id=made.pk, at=city.at)
    assert outcomes(made) == ["taken", "remarked", "refused"]
    assert made.rows.get(line=2).agency == city.police


def test_an_agencys_own_editor_means_his_own_where_a_row_names_nobody(city):
    own = officer("own", "自家", city.police, Role.CATALOGUE_EDITOR)
    made = checked(city, table(THREE.replace("市司法局", "")), by=own)
    assert {row.agency for row in made.rows.exclude(outcome="refused")} == {city.police}
    made = checked(city, table(THREE), by=own)
    assert made.refused == 3
    assert "目录编辑" in made.rows.get(line=2).remarks[0]


def test_a_row_is_mended_only_between_check_and_taking_in(city):
    made = taken(city)
    with pytest.raises(Refused) as refused:
        mend_row(row_id=made.rows.get(line=2).pk, cells={"proof_item": "x"}, by=city.qian, at=city.at)
    assert "已收入目录" in why(refused)
    other = officer("other", "别家", city.police, Role.CATALOGUE_EDITOR)
    again = checked(city, table(THREE, "\n"))
    with pytest.raises(Refused, match="目录编辑"):
        skip_row(row_id=again.rows.first().pk, skip=True, by=other, at=city.at)


def test_after_a_while_the_rows_are_checked_again_against_the_catalogue_as_it_is(city):
    made = checked(city)
    taken(city, table(THREE, "丁证明,办丁事,《丁法》第一条,市公安局,市司法局,C,某清单\n"))
    recheck(import_id=made.pk, by=city.qian, at=city.at)
    made = advance(import_id=made.pk, at=city.at)
    assert "目录里已经有这一项" in made.rows.get(line=2).remarks[0]


# --- taking in ---------------------------------------------------------------------------------------------------


@pytest.mark.clause("3.2-a")
def test_taking_in_makes_matters_and_items_with_their_case_files(city):
    made = taken(city)
    assert made.status == "taken"
    item = ProofItem.objects.get(name="甲证明")
    assert (item.matter.name, item.matter.agency, item.basis, item.row_class) == (
        "办甲事",
        city.bureau,
        "《甲法》第一条",
        "C",
    )
    assert item.slug.startswith("bjs-jzm-")
    row = made.rows.get(line=2)
    assert (row.item, row.matter, row.made_item, row.made_matter) == (item, item.matter, True, True)
    entry = Entry.objects.get(case_file=item.case_file)
    assert (entry.step, entry.by, entry.facts["line"]) == ("matters.import", city.qian, 2)
    assert first_break(item.case_file) is None
    assert first_break(made.case_file) is None
    assert made.rows.get(line=4).item is None


def test_what_was_mended_is_what_is_taken_in(city):
    made = checked(city)
    mend_row(
        row_id=made.rows.get(line=4).pk,
        cells={"administrative_matter": "办丙事", "asker": "市民政局", "matter_type": "给付"},
        by=city.qian,
        at=city.at,
    )
    take_in(import_id=made.pk, by=city.qian, at=city.at)
    advance(import_id=made.pk, at=city.at)
    item = ProofItem.objects.get(name="丙证明")
    assert (item.matter.name, item.matter.kind, item.asker) == ("办丙事", "payment", "市民政局")
    assert Entry.objects.get(case_file=item.case_file).facts["corrected"] == [
        "administrative_matter",
        "asker",
        "matter_type",
    ]


def test_taking_in_twice_is_refused_and_moving_on_twice_does_nothing(city):
    made = taken(city)
    with pytest.raises(Refused):
        take_in(import_id=made.pk, by=city.qian, at=city.at)
    before = (ProofItem.objects.count(), Entry.objects.count())
    advance(import_id=made.pk, at=city.at)
    taking.finish_taking(import_id=made.pk, at=city.at)
    assert (ProofItem.objects.count(), Entry.objects.count()) == before


def test_a_list_without_a_row_to_take_says_so(city):
    made = checked(city, table("丙证明,,《丙法》第三条,市公安局,市司法局,C,某清单\n"))
    with pytest.raises(Refused, match="退回或者跳过"):
        take_in(import_id=made.pk, by=city.qian, at=city.at)


def test_nothing_is_seen_of_a_list_until_all_of_it_is_there(city, monkeypatch):
    made = checked(city)
    take_in(import_id=made.pk, by=city.qian, at=city.at)
    while taking.prepare_next(import_id=made.pk, at=city.at):
        pass
    assert not ProofItem.objects.filter(name="甲证明").exists()
    monkeypatch.setattr(taking, "_write_fates", lambda _rows: (_ for _ in ()).throw(RuntimeError("fallen")))
    with pytest.raises(RuntimeError):
        taking.finish_taking(import_id=made.pk, at=city.at)
    assert not ProofItem.objects.filter(name="甲证明").exists()
    assert not Matter.objects.filter(name="办甲事").exists()
    monkeypatch.undo()
    assert advance(import_id=made.pk, at=city.at).status == "taken"
    assert ProofItem.objects.filter(name="甲证明").exists()


def test_an_item_that_came_into_the_catalogue_meanwhile_is_linked_and_not_made_again(city):
    made = checked(city)
    taken(city, table(THREE, "丁证明,办丁事,《丁法》第一条,市公安局,市司法局,C,某清单\n"))
    take_in(import_id=made.pk, by=city.qian, at=city.at)
    made = advance(import_id=made.pk, at=city.at)
    row = made.rows.get(line=2)
    assert (row.made_item, row.item.name) == (False, "甲证明")
    assert "检查以后目录里有了这一项" in row.remarks[-1]
    assert ProofItem.objects.filter(name="甲证明").count() == 1


def test_two_bodies_may_each_have_the_same_matter_and_proof(city):
    taken(
        city,
        table(
            "甲证明,办甲事,《甲法》第一条,市公安局,市司法局,C,某清单\n甲证明,办甲事,《甲法》第一条,,市公安局,C,某清单\n"
        ),
    )
    assert {item.matter.agency for item in ProofItem.objects.filter(name="甲证明")} == {
        city.bureau,
        city.police,
    }


def test_a_taking_in_that_is_stopped_leaves_the_list_to_be_mended(city):
    made = checked(city)
    take_in(import_id=made.pk, by=city.qian, at=city.at)
    taking.prepare_next(import_id=made.pk, at=city.at)
    stop_taking(import_id=made.pk, by=city.qian, at=city.at)
    assert advance(import_id=made.pk, at=city.at).status == "checked"
    mend_row(row_id=made.rows.get(line=2).pk, cells={"proof_item": "改了名的证明"}, by=city.qian, at=city.at)
    take_in(import_id=made.pk, by=city.qian, at=city.at)
    advance(import_id=made.pk, at=city.at)
    assert ProofItem.objects.get(name="改了名的证明").slug.startswith("bjs-glmdzm-")


def test_a_list_given_up_takes_nothing_in_and_its_file_may_be_handed_in_again(city):
    made = checked(city)
    drop_import(import_id=made.pk, by=city.qian, at=city.at)
    with pytest.raises(Refused):
        take_in(import_id=made.pk, by=city.qian, at=city.at)
    assert handed(city) != made


def test_matters_and_proofs_with_the_same_initials_get_addresses_of_their_own(city):
    lines = [f"甲证明,办甲事{number},《甲法》第一条,市公安局,市司法局,C,某清单\n" for number in range(40)]
    taken(city, table(*lines))
    assert len(set(ProofItem.objects.values_list("slug", flat=True))) == 42


def test_a_name_that_is_taken_is_made_longer(city, monkeypatch):
    from yinuo.matters import addresses

    monkeypatch.setattr(addresses, "_digest", lambda *parts: "0" * 12 if len(parts) == 3 else "1" * 12)
    taken(
        city,
        table(
            "甲证明,办甲事,《甲法》第一条,,市司法局,C,某清单\n假证明,办甲事,《甲法》第一条,,市司法局,C,某清单\n"
        ),
    )
    assert sorted(ProofItem.objects.filter(matter__name="办甲事").values_list("slug", flat=True)) == [
        "bjs-jzm-000000",
        "bjs-jzm-0000000000",
    ]


# --- undoing -----------------------------------------------------------------------------------------------------


@pytest.mark.clause("3.2-b")
def test_undoing_takes_out_what_nobody_touched_and_says_why_the_rest_stays(city):
    made = taken(
        city,
        table(
            THREE,
            "丁证明,办丁事,《丁法》第四条,市公安局,市司法局,C,某清单\n戊证明,办戊事,《戊法》第五条,,市司法局,C,某清单\n",
        ),
    )
    described = ProofItem.objects.get(name="甲证明")
    describe_matter(
        matter=described.matter, words=MatterWords(summary="办甲事的说明"), by=city.qian, at=city.at
    )
    drafted = ProofItem.objects.get(name="丁证明")
    draft_version(item=drafted, notice={}, facts=[], inputs=[], plain={}, by=city.qian, at=city.at)
    again = taken(city, table("戊证明,办戊事,《戊法》第五条,,市司法局,C,另一清单\n"), name="另一份.csv")
    gone = ProofItem.objects.get(name="乙证明").case_file
    undo_import(import_id=made.pk, by=city.qian, at=city.at)
    made = advance(import_id=made.pk, at=city.at)
    assert made.status == "undone"
    fates = {row.cell("proof_item"): (row.fate, row.stays_because) for row in made.rows.all()}
    assert fates == {
        "甲证明": ("stays", "收入以后又办过：填写事项说明"),
        "乙证明": ("removed", ""),
        "丙证明": ("", ""),
        "丁证明": ("stays", "收入以后又办过：起草第1版"),
        "戊证明": ("stays", "另一次导入《另一份.csv》也有这一项"),
    }
    assert not ProofItem.objects.filter(name="乙证明").exists()
    assert not Matter.objects.filter(name="办乙事").exists()
    assert Matter.objects.filter(name__in=["办甲事", "办丁事", "办戊事"]).count() == 3
    assert [entry.step for entry in Entry.objects.filter(case_file=gone)] == [
        "matters.import",
        "matters.undo_import",
    ]
    assert first_break(type(gone).objects.get(pk=gone.pk)) is None
    assert again.rows.get().item == ProofItem.objects.get(name="戊证明")


def test_undoing_a_list_that_only_linked_takes_nothing_out(city):
    taken(city)
    again = taken(city, table(THREE, "\n"), name="又一份.csv")
    undo_import(import_id=again.pk, by=city.qian, at=city.at)
    advance(import_id=again.pk, at=city.at)
    assert ProofItem.objects.filter(name="甲证明").exists()


def test_undoing_twice_is_refused_and_the_file_may_be_handed_in_again(city):
    made = taken(city)
    undo_import(import_id=made.pk, by=city.qian, at=city.at)
    made = advance(import_id=made.pk, at=city.at)
    with pytest.raises(Refused):
        undo_import(import_id=made.pk, by=city.qian, at=city.at)
    assert taken(city).taken == 1


def test_a_stranger_undoes_nothing(city):
    made = taken(city)
    for person in (city.li, city.wu, officer("other", "别家", city.police, Role.CATALOGUE_EDITOR)):
        with pytest.raises(Refused):
            undo_import(import_id=made.pk, by=person, at=city.at)
        assert set(open_import_steps(person, made, on=city.at.date()).values()) != {""}


# --- in the background -------------------------------------------------------------------------------------------


def test_a_job_waits_for_each_list_that_is_to_be_moved_on_and_only_one(city):
    made = handed(city)
    guess = mapping_guess(made)
    for _ in range(2):
        map_columns(
            import_id=made.pk,
            sheet=0,
            columns={one.heading.index: one.name for one in guess.columns},
            row_class="C",
            source="x",
            split=True,
            by=city.qian,
            at=city.at,
        )
    waiting = ProcrastinateJob.objects.filter(task_name="matters.advance_import")
    assert [job.args for job in waiting] == [{"import_id": made.pk}]
    tasks.advance_import(made.pk)
    made.refresh_from_db()
    assert made.status == "checked"


def test_what_a_lost_job_left_lying_comes_round_and_what_cannot_be_moved_is_left(city):
    made = checked(city)
    take_in(import_id=made.pk, by=city.qian, at=city.at)
    assert left_lying(before=city.at) == []
    assert left_lying(before=city.at + timedelta(minutes=1)) == [made.pk]
    tasks.pull(0)
    made.refresh_from_db()
    assert made.status == "taken"
    CatalogueImport.objects.update(status="mapped", trouble="文件不见了")
    assert left_lying(before=city.at + timedelta(minutes=1)) == []


def test_a_file_that_can_no_longer_be_read_is_told_and_may_be_mapped_again(city):
    made = handed(city)
    guess = mapping_guess(made)
    columns = {one.heading.index: one.name for one in guess.columns}
    more = {"row_class": "C", "source": "x", "split": True, "by": city.qian, "at": city.at}
    map_columns(import_id=made.pk, sheet=0, columns=columns, **more)
    with default_storage.open(made.file) as file:
        kept = file.read()
    default_storage.delete(made.file)
    from django.core.files.base import ContentFile

    default_storage.save(made.file, ContentFile(b"%PDF-1.4"))
    made = advance(import_id=made.pk, at=city.at)
    assert (made.status, "PDF" in made.trouble) == ("mapped", True)
    default_storage.delete(made.file)
    default_storage.save(made.file, ContentFile(kept))
    assert mapped(made, city).status == "checked"


@pytest.mark.race
def test_two_who_take_in_at_once_do_it_once(committed_city):
    city = committed_city
    made = checked(city)

    def take(_):
        try:
            take_in(import_id=made.pk, by=city.qian, at=city.at)
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "taken"

    def move(_):
        try:
            return advance(import_id=made.pk, at=city.at).status
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(take, range(4))) == ["refused"] * 3 + ["taken"]
        list(pool.map(move, range(4)))
    assert advance(import_id=made.pk, at=city.at).status == "taken"
    assert ProofItem.objects.filter(name="甲证明").count() == 1


@pytest.mark.race
def test_two_lists_with_the_same_item_taken_in_at_once_make_it_once(committed_city):
    city = committed_city
    made = [
        checked(city, table(THREE, f"丁{n},办丁事,,,市司法局,C,某清单\n"), name=f"{n}.csv") for n in range(2)
    ]
    for one in made:
        take_in(import_id=one.pk, by=city.qian, at=city.at)

    def move(one):
        try:
            return advance(import_id=one.pk, at=city.at).status
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(move, made)) == ["taken", "taken"]
    assert ProofItem.objects.filter(name="甲证明").count() == 1
    assert CatalogueRow.objects.filter(made_item=True, cells__proof_item="甲证明").count() == 1


WORK = """
import django
django.setup()
from django.utils import timezone
from yinuo.matters.actions import advance
advance(import_id={pk}, at=timezone.now())
"""


def address():
    """The address of the tests' database, for another process."""
    there = connection.settings_dict
    name, host = quote(there["NAME"]), quote(there["HOST"], safe="")
    login = (
        f"{quote(there['USER'])}:{quote(there['PASSWORD'])}@"
        if there["PASSWORD"]
        else f"{quote(there['USER'])}@"
    )
    return f"postgresql://{login}{host}{':' + str(there['PORT']) if there['PORT'] else ''}/{name}"


@pytest.mark.race
def test_a_killed_process_leaves_nothing_half_and_another_goes_on_where_it_ended(committed_city, settings):
    city = committed_city
    made = checked(city, large(2_500), name="大.xlsx")
    before = ProofItem.objects.count()
    take_in(import_id=made.pk, by=city.qian, at=city.at)
    environment = {**os.environ, "DATABASE_URL": address(), "DJANGO_SETTINGS_MODULE": "yinuo.config.settings"}
    worker = subprocess.Popen([sys.executable, "-c", WORK.format(pk=made.pk)], env=environment)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and worker.poll() is None:
        made.refresh_from_db()
        if made.done:
            break
        time.sleep(0.002)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    made.refresh_from_db()
    assert made.status == "taking", "the test was too slow to catch it at work"
    assert 0 < made.done < made.total
    assert ProofItem.objects.count() == before
    for _ in range(200):
        made = advance(import_id=made.pk, at=city.at)
        if made.status == "taken":
            break
        time.sleep(0.05)  # the database notices within moments that the killed process is gone
    assert made.status == "taken"
    assert ProofItem.objects.count() == before + made.rows.filter(made_item=True).count()
    assert made.rows.filter(made_item=True).count() > 2 * taking.BATCH


def test_the_lists_of_departments_are_taken_in_as_they_come(city):
    for content, name, items in ((changde(), "a.xlsx", 12), (chibi(), "b.docx", 8), (anhui(), "c.csv", 7)):
        made = taken(city, content, name=name)
        assert (made.status, made.rows.filter(item__isnull=False).count()) == ("taken", items)
    assert ProofItem.objects.filter(row_class="R").exists()
