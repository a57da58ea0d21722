"""How a person stands: the ledger read as of a day, at a cost that does not grow."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from yinuo.credit.actions import enter_honest_error, enter_kept, quash
from yinuo.credit.models import CreditEntry
from yinuo.credit.queries import earlier_times, ledger_of, standing

pytestmark = pytest.mark.django_db


def kept(city: Any, number: int, at: Any = None) -> CreditEntry:
    return enter_kept(
        subject=city.tao.subject,
        agency=city.bureau,
        basis_document=f"宿诺{number}",
        by=None,
        at=at or city.at,
    )


@pytest.mark.clause("2.5-c")
def test_a_person_without_entries_stands_ordinary_and_is_not_barred(city):
    found = standing(city.tao.subject_id, on=date(2026, 6, 1))

    assert found.value.class_ == "ordinary"
    assert not found.value.barred
    assert found.value.records == ()


@pytest.mark.clause("2.5-b")
def test_a_kept_promise_is_entered_once_and_makes_a_good_standing(city):
    first, again = kept(city, 1), kept(city, 1)

    assert first == again
    assert CreditEntry.objects.count() == 1
    assert standing(city.tao.subject_id, on=date(2026, 6, 1)).value.class_ == "good"
    assert standing(city.lin.subject_id, on=date(2026, 6, 1)).value.class_ == "ordinary"


@pytest.mark.clause("2.5-a")
def test_an_honest_error_bars_nothing(city):
    enter_honest_error(
        subject=city.tao.subject, agency=city.bureau, basis_document="宿诺1", by=city.sun, at=city.at
    )

    assert not standing(city.tao.subject_id, on=date(2026, 6, 2)).value.barred


@pytest.mark.clause("2.2-c")
def test_a_false_promise_bars_from_its_day_and_says_which_record_and_how_to_cure_it(city, determined):
    row = determined()

    before = standing(city.tao.subject_id, on=date(2026, 5, 31)).value
    now = standing(city.tao.subject_id, on=date(2026, 6, 1))
    assert not before.barred
    assert now.value.barred
    assert now.value.class_ == "watched"
    (record,) = now.value.records
    assert record.number == row.entry.number
    assert record.entered_on == date(2026, 6, 1)
    assert record.ends_on == date(2027, 6, 1)
    assert "信用修复" in record.how_to_cure
    assert row.entry.number in now.because[0].reason


@pytest.mark.clause("2.5-c")
def test_days_gone_by_are_answered_as_the_ledger_stood_then(city, determined):
    row = determined()
    quash(
        determination_id=row.pk,
        reason="复议机关撤销",
        ground="复议决定书",
        by=city.zheng,
        at=city.at + timedelta(days=9),
    )

    assert standing(city.tao.subject_id, on=date(2026, 6, 5)).value.barred
    assert not standing(city.tao.subject_id, on=date(2026, 6, 10)).value.barred


def test_a_kept_promise_found_false_later_no_longer_speaks_for_the_person(city, determined):
    kept(city, 7)
    row = determined(act="宿诺7")
    quash(determination_id=row.pk, reason="复议机关撤销", ground="复议决定书", by=city.zheng, at=city.at)
    kept(city, 8)

    assert CreditEntry.objects.filter(kind="quashed", of__kind="kept").count() == 1
    assert standing(city.tao.subject_id, on=date(2026, 6, 1)).value.class_ == "good"


@pytest.mark.clause("2.5-c")
def test_the_cost_of_a_standing_does_not_grow_with_the_ledger(city, determined):
    determined()
    kept(city, 1)
    with CaptureQueriesContext(connection) as few:
        answer = standing(city.tao.subject_id, on=date(2026, 6, 1))
    template = CreditEntry.objects.get(kind="kept")
    CreditEntry.objects.bulk_create(
        CreditEntry(
            number=f"N{n}",
            subject_id=template.subject_id,
            kind="kept",
            agency_id=template.agency_id,
            basis_document=f"B{n}",
            valid_from=template.valid_from,
            entered_at=template.entered_at,
        )
        for n in range(20_000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE credit_entry")
    with CaptureQueriesContext(connection) as many:
        again = standing(city.tao.subject_id, on=date(2026, 6, 1))

    assert again.as_json() == answer.as_json()
    assert len(many) == len(few) == 2
    assert rows_read(many.captured_queries[0]["sql"]) < 100


def rows_read(sql: str) -> int:
    """Rows that a query touched on its way, by the database's own account."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        (tree,) = cursor.fetchone()

    def walk(node: dict[str, Any]) -> int:
        own = node["Actual Rows"] * node["Actual Loops"] + node.get("Rows Removed by Filter", 0)
        return int(own) + sum(walk(child) for child in node.get("Plans", []))

    return walk(tree[0]["Plan"])


def test_an_old_record_still_in_force_is_never_crowded_out_by_newer_ones(city, determined):
    oldest = determined(at=city.at - timedelta(days=100))
    for n in range(25):
        row = determined(at=city.at - timedelta(days=90 - n))
        quash(
            determination_id=row.pk,
            reason="认定有误，自行纠正",
            ground="复核",
            by=city.zheng,
            at=city.at - timedelta(days=60),
        )

    found = standing(city.tao.subject_id, on=date(2026, 6, 1)).value
    assert found.barred
    assert oldest.entry.number in {
        record.number for record in found.records if record.bars_on(date(2026, 6, 1))
    }
    assert earlier_times(city.tao.subject_id, on=date(2026, 6, 1)) == 1


@pytest.mark.parametrize(
    "sql", ["UPDATE credit_entry SET grade = ''", "DELETE FROM credit_entry", "TRUNCATE credit_entry CASCADE"]
)
def test_the_ledger_itself_refuses_to_be_changed(city, sql):
    kept(city, 1)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or pending checks would refuse the truncation first

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(sql)


def test_a_persons_own_ledger_comes_in_pages_that_follow_on(city):
    for n in range(5):
        kept(city, n)

    first = ledger_of([city.tao.subject_id], size=2)
    second = ledger_of([city.tao.subject_id], size=2, after=first[1].pk)
    assert len(first) == len(second) == 3
    assert [e.basis_document for e in (*first[:2], *second[:2])] == ["宿诺4", "宿诺3", "宿诺2", "宿诺1"]
    assert ledger_of([city.lin.subject_id]) == []
