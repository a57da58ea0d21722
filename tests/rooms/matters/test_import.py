"""Taking in a catalogue: all or nothing, once, row by row with what became of it."""

import pytest
from django.db import IntegrityError
from django.utils import timezone
from tests.cast import officer
from tests.rooms.matters.test_catalogue_file import file, line

from yinuo.casefile.models import Entry
from yinuo.matters.actions import import_catalogue
from yinuo.matters.catalogue import BadFile
from yinuo.matters.models import CatalogueImport, CatalogueRow, Matter, ProofItem
from yinuo.matters.queries import agency_finder, preview, rows_of
from yinuo.people.models import Role


def take(city, content, *, by=None, name="目录.csv", **more):
    return import_catalogue(
        file_name=name,
        content=content,
        by=by,
        at=city.at,
        agency_for=more.get("agency_for") or agency_finder(),
    )


THREE = (
    line(
        administrative_matter="律师执业变更",
        proof_item="无犯罪记录证明",
        department="市司法局",
        proof_use="律师执业",
    ),
    line(
        administrative_matter="变更户口登记血型",
        proof_item="卫生部门证明",
        department="公安机关（派出所户籍窗口）",
        legal_basis="",
    ),
    line(administrative_matter="", proof_item="亲属关系证明", row_class="N"),
)


@pytest.mark.clause("2.1-a")
def test_each_row_is_kept_as_it_stood_with_outcome_reasons_and_item(city):
    made = take(city, file(*THREE), by=city.qian)
    assert (made.taken, made.remarked, made.refused) == (1, 1, 1)
    rows = list(made.rows.order_by("line"))
    assert [row.outcome for row in rows] == ["taken", "remarked", "refused"]
    assert rows[0].raw["proof_item"] == "无犯罪记录证明"
    assert rows[0].item.matter.agency == city.bureau
    assert rows[1].item.matter.agency == city.police
    assert rows[2].item is None
    assert "村（居）" in rows[2].remarks[0]
    assert list(rows_of(rows[0].item)) == [rows[0]]


def test_an_item_keeps_class_source_and_purpose_and_leaves_empty_what_the_source_leaves_empty(city):
    take(city, file(THREE[1]))
    item = ProofItem.objects.get(name="卫生部门证明")
    assert (item.row_class, item.source, item.basis, item.issuer) == ("A", "某市目录", "", "")
    assert item.matter.kind == ""


def test_taking_in_opens_a_case_file_that_says_from_which_file_and_line(city):
    take(city, file(THREE[0]), by=city.qian)
    item = ProofItem.objects.get(matter__name="律师执业变更")
    entry = Entry.objects.get(case_file=item.case_file, step="matters.import")
    assert entry.by == city.qian
    assert entry.facts["line"] == 2
    assert len(entry.facts["file_digest"]) == 64


def test_the_same_file_twice_does_nothing(city):
    first = take(city, file(*THREE))
    before = (CatalogueRow.objects.count(), ProofItem.objects.count(), Entry.objects.count())
    assert take(city, file(*THREE), name="改了名字.csv") == first
    assert (CatalogueRow.objects.count(), ProofItem.objects.count(), Entry.objects.count()) == before


def test_another_file_with_a_known_item_links_it_and_changes_nothing(city):
    take(city, file(THREE[0]))
    item = ProofItem.objects.get(matter__name="律师执业变更")
    made = take(
        city,
        file(
            line(
                administrative_matter="律师执业 变更",
                proof_item="无犯罪记录证明",
                department="市司法局",
                proof_use="另写的用途",
            )
        ),
    )
    assert made.rows.get().item == item
    item.refresh_from_db()
    assert item.purpose == "律师执业"
    assert ProofItem.objects.filter(matter__name__contains="变更").count() == 1


def test_two_rows_of_one_matter_share_it(city):
    take(
        city,
        file(
            THREE[0],
            line(administrative_matter="律师执业变更", proof_item="另一份证明", department="市司法局"),
        ),
    )
    assert Matter.objects.get(name="律师执业变更").items.count() == 2


def test_a_matter_without_a_proof_name_is_made_without_items(city):
    made = take(city, file(line(administrative_matter="死亡注销户口", proof_item="", department="公安机关")))
    assert made.remarked == 1
    assert Matter.objects.get(name="死亡注销户口").items.count() == 0
    assert made.rows.get().item is None


def test_a_row_whose_department_the_city_does_not_have_is_refused_alone(city):
    made = take(city, file(THREE[0], line(administrative_matter="收养登记", department="民政部门")))
    assert (made.taken, made.refused) == (1, 1)
    assert "没有找到对应的办理单位" in made.rows.get(outcome="refused").remarks[0]


def test_departments_may_be_given_as_a_table(city):
    made = take(
        city, file(line(administrative_matter="甲", department="某局")), agency_for={"某局": city.police}
    )
    assert made.rows.get().item.matter.agency == city.police


def test_an_editor_of_another_agency_cannot_take_in_rows_of_the_bureau(city):
    editor = officer("editor", "高岩", city.police, Role.CATALOGUE_EDITOR)
    made = take(city, file(*THREE[:2]), by=editor)
    assert [row.outcome for row in made.rows.order_by("line")] == ["refused", "remarked"]
    assert "目录编辑" in made.rows.order_by("line")[0].remarks[0]


def test_a_person_without_the_role_takes_in_nothing(city):
    made = take(city, file(*THREE[:2]), by=city.zhao)
    assert made.refused == 2
    assert not ProofItem.objects.filter(rows__catalogue_import=made).exists()


def test_a_broken_file_leaves_no_trace(city):
    before = CatalogueImport.objects.count()
    with pytest.raises(BadFile):
        take(city, b"a,b\n1,2")
    assert CatalogueImport.objects.count() == before


def test_an_import_that_fails_half_way_leaves_nothing(city, monkeypatch):
    items = ProofItem.objects.count()
    monkeypatch.setattr(
        ProofItem.objects, "bulk_create", lambda _rows: (_ for _ in ()).throw(IntegrityError("half"))
    )
    with pytest.raises(IntegrityError):
        take(city, file(*THREE))
    assert ProofItem.objects.count() == items


def test_a_preview_says_the_same_and_writes_nothing(city):
    before = ProofItem.objects.count()
    verdicts = preview(file(*THREE), on=timezone.localdate(city.at), agency_for=agency_finder())
    assert [v.outcome for v, _ in verdicts] == ["taken", "remarked", "refused"]
    assert [agency for _, agency in verdicts] == [city.bureau, city.police, None]
    assert ProofItem.objects.count() == before


def test_addresses_of_items_are_short_readable_and_the_same_on_every_machine(city):
    take(city, file(THREE[0]))
    slug = ProofItem.objects.get(matter__name="律师执业变更").slug
    assert slug.startswith("lszybg-wfzjlzm-")
    assert len(slug) <= 50


@pytest.mark.race
def test_two_imports_of_one_file_at_once_leave_one(committed_city):
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    def once(_):
        try:
            return take(committed_city, file(*THREE)).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(once, range(4)))
    assert len(made) == 1
    assert CatalogueRow.objects.count() == 3
