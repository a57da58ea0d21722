"""Two editors on one draft: the second sees what changed and nothing is lost; what types itself is one entry."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from tests.cast import LOW_INCOME_FACT, notice_of, officer

from yinuo.casefile.models import Entry
from yinuo.casefile.queries import first_break
from yinuo.law.grammar import Refused
from yinuo.matters.actions import Seen, Stale, draft_version, publish_version, submit_version
from yinuo.matters.merging import apart, together
from yinuo.matters.models import ItemVersion
from yinuo.matters.queries import content_of, differences, open_draft
from yinuo.matters.terms import Condition, Terms
from yinuo.people.models import Role

OTHER_FACT = LOW_INCOME_FACT | {"key": "other", "text": "本人家庭人均收入不高于1420元"}


def draft(city, *, by=None, seen=None, later=0, by_itself=False, **changed):
    content = {
        "notice": notice_of("申请法律援助", "经济困难证明") | changed.pop("notice", {}),
        "facts": [LOW_INCOME_FACT],
        "inputs": [],
        "plain": {},
    } | changed
    return draft_version(
        item=city.item,
        by=by or city.qian,
        at=city.at + timedelta(minutes=later),
        seen=seen,
        by_itself=by_itself,
        **content,
    )


@pytest.fixture
def wen(city):
    return officer("wen", "温以宁", city.bureau, Role.CATALOGUE_EDITOR)


def entries(version):
    return Entry.objects.filter(row_table="matters_item_version", row_id=version.pk).order_by("number")


def test_a_page_made_from_the_current_revision_saves(city):
    version = draft(city)
    again = draft(city, seen=Seen(2, 0), notice={"method": "当面签署"})

    assert (again.pk, again.revision) == (version.pk, 1)


def test_who_comes_second_is_told_what_the_first_changed_and_nothing_is_written(city, wen):
    draft(city)
    draft(
        city,
        by=wen,
        seen=Seen(2, 0),
        notice={"method": "当面签署", "materials": "身份证"},
        facts=[OTHER_FACT],
    )

    with pytest.raises(Stale, match="温以宁改过") as refused:
        draft(city, seen=Seen(2, 0), notice={"method": "网上签署"}, plain={"check": "查数据"})
    told = {one.field: one for one in refused.value.changes}
    assert told["notice.method"].both
    assert told["notice.method"].theirs == "当面签署"
    assert told["notice.method"].yours == "网上签署"
    assert told["notice.materials"].base == told["notice.materials"].yours == "本人身份证"
    assert told["facts.other"].theirs == OTHER_FACT
    assert told["facts.other"].yours is None
    assert told["plain.check"].theirs is None
    assert open_draft(city.item).notice["method"] == "当面签署"


def test_two_first_drafts_from_the_version_in_use_meet(city, wen):
    draft(city, by=wen, seen=Seen(0, 1), notice={"method": "当面签署"})

    with pytest.raises(Stale) as refused:
        draft(city, seen=Seen(0, 1), notice={"method": "网上签署"})
    (method,) = [one for one in refused.value.changes if one.field == "notice.method"]
    assert method.base == city.version.notice["method"]
    assert method.both
    assert city.item.versions.filter(status="draft").count() == 1


def test_a_page_of_a_draft_that_was_published_meanwhile_is_refused(city):
    version = submit_version(version=draft(city), by=city.qian, at=city.at)
    publish_version(version=version, by=city.wu, at=city.at)

    with pytest.raises(Refused, match="第2版已经不是草稿"):
        draft(city, seen=Seen(2, 0))


def test_a_page_made_from_a_version_that_is_no_longer_in_use_does_not_bring_it_back(city, wen):
    newer = submit_version(version=draft(city, by=wen, notice={"materials": "身份证1份"}), by=wen, at=city.at)
    publish_version(version=newer, by=city.wu, at=city.at)

    with pytest.raises(Stale, match="温以宁改过") as refused:
        draft(city, seen=Seen(0, 1), notice={"method": "网上签署"})
    told = {one.field: one for one in refused.value.changes}
    assert (told["notice.materials"].theirs, told["notice.materials"].yours) == ("身份证1份", "本人身份证")
    assert not told["notice.method"].both
    assert draft(city, seen=Seen(0, 2), notice={"method": "网上签署"}).number == 3


def test_a_page_of_an_older_draft_is_compared_with_what_the_new_draft_began_with(city, wen):
    version = submit_version(version=draft(city), by=city.qian, at=city.at)
    publish_version(version=version, by=city.wu, at=city.at)
    draft(city, by=wen, notice={"method": "当面签署"})

    with pytest.raises(Stale):
        draft(city, seen=Seen(2, 0), notice={"method": "网上签署"})


def test_saving_what_stands_there_changes_and_records_nothing(city):
    version = draft(city)
    assert draft(city, seen=Seen(2, 0)).revision == 0
    assert entries(version).count() == 1


def test_the_order_of_facts_is_content_too(city):
    draft(city, facts=[LOW_INCOME_FACT, OTHER_FACT])
    version = draft(city, facts=[OTHER_FACT, LOW_INCOME_FACT])

    assert [fact["key"] for fact in version.facts] == ["other", "low_income"]
    assert version.revision == 1


def test_what_one_person_types_in_one_sitting_is_one_entry(city, wen):
    draft(city)
    for minute in range(1, 5):
        version = draft(city, later=minute, by_itself=True, notice={"method": f"方式{minute}"})
    assert version.revision == 4
    assert entries(version).count() == 1

    draft(city, by=wen, later=6, by_itself=True, notice={"method": "别人写的"})
    draft(city, later=90, by_itself=True, notice={"method": "下午写的"})
    draft(city, later=91, notice={"method": "存了一次"})
    assert [entry.by.name for entry in entries(version)] == ["钱述", "温以宁", "钱述", "钱述"]
    assert entries(version).last().facts["fields"] == ["notice.method"]
    assert first_break(version.case_file) is None


def test_what_was_never_written_reads_as_the_usual(city):
    content = content_of(city.version)

    assert content["terms"] == Terms().as_json()
    assert together(apart(content))["facts"] == city.version.facts


@pytest.mark.clause("2.3-b")
def test_a_new_version_is_compared_with_the_one_in_use_word_by_word(city):
    version = draft(
        city,
        notice={"verification_power": "签署后 5 个工作日内与民政部门低保数据比对"},
        terms=Terms(conditions=(Condition("人均月收入不高于1420元", "民政数据"),)),
        facts=[LOW_INCOME_FACT, OTHER_FACT],
    )
    rows = differences(apart(content_of(city.version)), apart(content_of(version)))
    changed = {row.title: row for row in rows if row.changed}

    assert {piece.text for piece in changed["核查权力"].pieces if piece.kind != "same"} == {"3", "5"}
    assert {row.field for row in rows if row.changed} == {
        "notice.verification_power",
        "terms.conditions",
        "facts.other",
        "inputs.cause",
    }
    assert {piece.kind for row in rows if row.field == "inputs.cause" for piece in row.pieces} == {"gone"}
    assert [row.part for row in rows] == sorted(row.part for row in rows)


def test_what_was_taken_out_is_shown_as_gone_in_its_place(city):
    before = {"notice.materials": "身份证", "notice.method": "网上"}
    rows = differences(before, {"notice.method": "网上"})

    assert [(row.title, row.changed) for row in rows] == [("材料要求", True), ("承诺方式", False)]
    assert rows[0].pieces[0].kind == "gone"


@pytest.mark.race
def test_of_two_saves_at_once_from_one_page_one_is_told(committed_city):
    city = committed_city
    draft(city)

    def once(method):
        try:
            draft(city, seen=Seen(2, 0), notice={"method": method})
        except Stale:
            return "stale"
        else:
            return "kept"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(once, ["当面签署", "网上签署"])) == ["kept", "stale"]
    assert ItemVersion.objects.get(item=city.item, status="draft").revision == 1
