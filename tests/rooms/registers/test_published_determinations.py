"""What the public sees of determinations: masked, as long as it is due, and not a moment longer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yinuo.credit.actions import apply_for_repair, decide_objection, decide_repair, quash, raise_objection
from yinuo.registers.queries import published_determination, published_determinations

pytestmark = [pytest.mark.django_db, pytest.mark.clause("2.5-f")]

ON = date(2026, 6, 2)
SEPTEMBER = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)


def numbers(on: date = ON, **more: object) -> list[str]:
    return [row.number for row in published_determinations(on, **more).rows]


def test_a_person_is_shown_masked_and_a_firm_by_its_public_code(city, determined):
    person, firm = determined(), determined(subject=city.firm)

    shown = {row.number: row for row in published_determinations(ON).rows}
    assert shown[person.number].name == "陶**"
    assert shown[person.number].uscc == ""
    assert shown[firm.number].name == city.firm.name
    assert shown[firm.number].uscc == city.firm.id_number
    row = shown[person.number]
    assert (row.grade, row.agency, row.determined_on) == ("一般", "宿州市司法局", date(2026, 6, 1))
    assert (row.repair_from, row.published_until) == (date(2026, 9, 1), date(2027, 6, 1))
    assert all(basis for _title, basis in row.measures)
    assert city.tao.subject.name not in repr(row)
    assert str(city.tao.subject.id_number) not in repr(row)


@pytest.mark.clause("2.5-e")
def test_a_minor_one_is_never_shown(determined):
    row = determined(grade="minor", measure_keys=[])

    assert numbers() == []
    assert published_determination(row.number, on=ON) is None


def test_it_is_shown_from_its_day_and_taken_down_on_its_last(determined):
    row = determined()

    assert numbers(date(2026, 5, 31)) == []
    assert numbers(date(2026, 6, 1)) == [row.number]
    assert numbers(date(2027, 5, 31)) == [row.number]
    assert numbers(date(2027, 6, 1)) == []


@pytest.mark.clause("2.5-d")
def test_a_repair_takes_it_down_the_same_moment(city, determined):
    row = determined()
    repair = apply_for_repair(
        determination_id=row.pk, promise="今后如实承诺", duty_done="已退回", by=city.tao, at=SEPTEMBER
    )
    assert numbers(date(2026, 9, 1)) == [row.number]

    decide_repair(repair_id=repair.pk, by=city.zheng, at=SEPTEMBER)
    assert numbers(date(2026, 9, 1)) == []
    assert published_determination(row.number, on=date(2026, 9, 1)) is None


@pytest.mark.clause("2.5-d")
def test_a_quashing_takes_it_down_and_an_objection_does_so_while_it_is_open(city, determined):
    first, second = determined(), determined(subject=city.lin.subject)
    quash(determination_id=first.pk, reason="复议机关撤销", ground="复议决定", by=city.zheng, at=city.at)
    assert numbers() == [second.number]

    objection = raise_objection(determination_id=second.pk, text="仍在享低保", by=city.lin, at=city.at)
    assert numbers() == []
    decide_objection(objection_id=objection.pk, upheld=False, reason="查实已停发", by=city.zheng, at=city.at)
    assert numbers() == [second.number]


def test_firms_are_found_by_name_and_code_persons_by_the_number_of_the_document_only(city, determined):
    person, firm = determined(), determined(subject=city.firm)

    assert numbers(q="云禾") == [firm.number]
    assert numbers(q=f" {str(city.firm.id_number).lower()} ") == [firm.number]
    assert numbers(q=person.number) == [person.number]
    assert numbers(q="陶一川") == []
    assert numbers(q=str(city.tao.subject.id_number)) == []
    assert numbers(q="\x00") == []
    assert numbers(q="%") == []
    assert numbers(q="没有这家") == []


def test_pages_follow_on_without_gap_or_double_and_cost_one_query_each(city, determined):
    rows = [determined(at=city.at - timedelta(days=n)) for n in range(7)]

    first = published_determinations(ON, size=3)
    second = published_determinations(ON, size=3, after=first.after)
    with CaptureQueriesContext(connection) as asked:
        third = published_determinations(ON, size=3, after=second.after)
    seen = [row.key for page in (first, second, third) for row in page.rows]
    assert seen == sorted((row.pk for row in rows), reverse=True)
    assert third.after is None
    assert len(asked) == 1
