"""What the demo adds to the rows is complete, clear, and honest about what the source does not say."""

from datetime import date
from importlib.resources import files

import pytest

from yinuo.law.notice import WordingFacts, check_wording, notice_complete, wording_clear
from yinuo.law.scope import needs_a_basis
from yinuo.matters.content import notice_fields, problems
from yinuo.matters.unaided import read
from yinuo_demo.completions import NOT_PUBLISHED, completions
from yinuo_demo.completions.shape import NO_BASIS
from yinuo_demo.records import books

ON = date(2026, 11, 23)
ROWS = [
    row
    for row in read(files("yinuo_demo").joinpath("data/catalogue_real.csv").read_bytes()).rows
    if row["row_class"] == "A" and row["administrative_matter"] and row["proof_item"]
]
ALL = sorted(completions())


def test_every_row_of_class_a_with_matter_and_proof_is_completed_or_left_out_with_a_reason():
    named = {(row.matter, row["proof_item"]) for row in ROWS}
    assert len(named) == 58
    assert named == set(completions()) | set(NOT_PUBLISHED)
    assert not set(completions()) & set(NOT_PUBLISHED)


@pytest.mark.clause("2.3-a")
@pytest.mark.clause("2.3-b")
@pytest.mark.parametrize("key", ALL, ids=lambda key: f"{key[0]}/{key[1]}"[:60])
def test_notice_and_facts_may_be_published(key):
    made = completions()[key]
    fields = notice_fields(made.notice)
    assert problems(made.notice, made.facts, made.inputs) == ()
    for found in (
        notice_complete.on(ON, fields),
        wording_clear.on(ON, WordingFacts(fields)),
        needs_a_basis.on(ON, fields.basis),
    ):
        assert found.ok, [part.reason for part in found.walk() if part.ok is False]


@pytest.mark.parametrize("key", ALL, ids=lambda key: f"{key[0]}/{key[1]}"[:60])
def test_promises_and_standards_are_clear_too(key):
    for fact in completions()[key].facts:
        for text in (fact["text"], fact["standard"], fact["alternative"]):
            assert not check_wording(text, "核查方式"), text


def test_where_the_source_names_no_basis_the_notice_says_so():
    for row in ROWS:
        key = (row.matter, row["proof_item"])
        if not row["legal_basis"] and key in completions():
            assert completions()[key].notice["basis"] == NO_BASIS


def test_where_the_source_names_a_basis_the_notice_repeats_it():
    for row in ROWS:
        key = (row.matter, row["proof_item"])
        if row["legal_basis"] and key in completions():
            first = row["legal_basis"].split("》")[0].removeprefix("《").removeprefix("中华人民共和国")
            assert first in completions()[key].notice["basis"]


def test_whoever_registers_for_an_exam_is_told_before_signing_that_withdrawing_bars_this_year():
    exams = {key: made for key, made in completions().items() if key[0].endswith("考试报名")}
    assert len(exams) == 24
    for made in exams.values():
        assert made.plain["same_round_bar"] is True
        assert "本年度" in made.plain["withdraw"]


@pytest.mark.clause("2.4-a")
def test_legal_aid_rests_on_articles_41_42_48_and_64():
    for (matter, _proof), made in completions().items():
        if "法律援助" in matter:
            assert "第四十一条" in made.notice["basis"]
            assert "第四十八条" in made.notice["liability_administrative"]
            assert "第六十四条" in made.notice["liability_administrative"]
            exempt = any(fact["item_class"] == "exempt" for fact in made.facts)
            assert exempt == ("第四十二条" in made.notice["verification_power"])


def test_the_registers_hold_every_field_that_a_check_asks_for():
    held = {key: set(next(iter(rows.values()))[1]) for key, rows in books().rows.items()}
    asked = [fact for made in completions().values() for fact in made.facts if fact["source_key"]]
    assert {fact["source_key"] for fact in asked} == {"low-income", "household", "enterprise"}
    for fact in asked:
        assert set(fact["expects"]) <= held[fact["source_key"]]


def test_every_class_of_check_occurs():
    classes = {fact["item_class"] for made in completions().values() for fact in made.facts}
    assert classes == {"ordinary", "exempt", "strict"}
    assert any(made.notice["public"] for made in completions().values())
    assert any(made.matter["for_firms"] for made in completions().values())
