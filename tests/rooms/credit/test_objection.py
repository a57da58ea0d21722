"""信用异议: marked at once, off the public register meanwhile, decided with reasons within its clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.rooms.credit.conftest import false_promise
from tests.rooms.credit.test_determine import at_once

from yinuo.credit.actions import ask_assistance, decide_objection, raise_objection
from yinuo.credit.models import CreditEntry, Objection
from yinuo.credit.queries import objections_visible_to, objections_waiting, published, standing
from yinuo.exchange.models import OutboxMessage
from yinuo.law.grammar import Refused

ON = date(2026, 6, 3)
LATER = datetime(2026, 6, 3, 2, 0, tzinfo=UTC)


def object_to(row: Any, by: Any, text: str = "我有最新的低保证") -> Objection:
    return raise_objection(determination_id=row.pk, text=text, by=by, at=LATER)


@pytest.mark.django_db
@pytest.mark.clause("2.5-d")
def test_an_objection_marks_the_record_at_once_and_the_publicity_rests(determined, city):
    row = determined()
    assert list(published(ON)) == [row]

    objection = object_to(row, city.tao)

    assert objection.due_on == date(2026, 6, 8)
    assert not published(ON).exists()
    (record,) = standing(city.tao.subject_id, on=ON).value.records
    assert "异议处理中" in record.title
    assert CreditEntry.objects.get(kind="objection_marked").of == row.entry
    assert OutboxMessage.objects.filter(kind="objection_marked").count() == 1


@pytest.mark.django_db
@pytest.mark.clause("2.5-d")
def test_upheld_the_determination_is_quashed_and_the_person_stands_free(determined, city):
    row = determined()
    objection = object_to(row, city.tao)

    decide_objection(
        objection_id=objection.pk, upheld=True, reason="民政部门确认仍在享低保", by=city.zheng, at=LATER
    )

    row.refresh_from_db()
    assert row.status == "quashed"
    assert not standing(city.tao.subject_id, on=ON).value.barred
    assert not published(ON).exists()
    assert OutboxMessage.objects.filter(key=f"quash:{row.number}").count() == 1
    assert Objection.objects.get().reason == "民政部门确认仍在享低保"


@pytest.mark.django_db
def test_rejected_the_mark_is_lifted_and_the_publicity_goes_on_to_its_old_end(determined, city):
    row = determined()
    objection = object_to(row, city.tao)

    decide_objection(
        objection_id=objection.pk, upheld=False, reason="证件为旧证，已停发", by=city.zheng, at=LATER
    )

    assert list(published(ON)) == [row]
    (record,) = standing(city.tao.subject_id, on=ON).value.records
    assert "异议" not in record.title
    assert standing(city.tao.subject_id, on=ON).value.barred
    assert OutboxMessage.objects.filter(kind="objection_lifted").count() == 1
    second = object_to(row, city.tao, "又找到一份证明")
    assert second.pk != objection.pk
    assert "异议处理中" in standing(city.tao.subject_id, on=ON).value.records[0].title


@pytest.mark.django_db
def test_refuses_a_stranger_an_empty_objection_and_a_quashed_determination(determined, city):
    row = determined()
    for stranger in (city.lin, city.zhou_xian, city.zheng, city.li):
        with pytest.raises(Refused, match="不是您本人"):
            object_to(row, stranger)
    with pytest.raises(Refused, match="没有写明理由"):
        object_to(row, city.tao, " ")

    objection = object_to(row, city.tao)
    assert object_to(row, city.tao) == objection
    for stranger in (city.tao, city.zhou, city.feng, city.zhou_xian):
        with pytest.raises(Refused, match="信用专办"):
            decide_objection(
                objection_id=objection.pk, upheld=True, reason="确认仍在享", by=stranger, at=LATER
            )
    with pytest.raises(Refused, match="没有写明理由"):
        decide_objection(objection_id=objection.pk, upheld=True, reason="", by=city.zheng, at=LATER)
    decide_objection(objection_id=objection.pk, upheld=True, reason="确认仍在享", by=city.zheng, at=LATER)
    assert (
        decide_objection(objection_id=objection.pk, upheld=True, reason="x", by=city.zheng, at=LATER)
        == objection
    )
    with pytest.raises(Refused):
        decide_objection(
            objection_id=objection.pk, upheld=False, reason="反悔了不成立", by=city.zheng, at=LATER
        )
    with pytest.raises(Refused, match="已撤销认定"):
        object_to(row, city.tao)


@pytest.mark.django_db
@pytest.mark.clause("2.5-d")
def test_help_from_another_agency_makes_the_clock_longer_once(determined, city):
    objection = object_to(determined(), city.tao)
    with pytest.raises(Refused):
        ask_assistance(objection_id=objection.pk, helper="", reason="请核对低保状态", by=city.zheng, at=LATER)
    with pytest.raises(Refused):
        ask_assistance(
            objection_id=objection.pk, helper="市民政局", reason="请核对低保状态", by=city.feng, at=LATER
        )

    longer = ask_assistance(
        objection_id=objection.pk, helper="市民政局", reason="请核对低保状态", by=city.zheng, at=LATER
    )
    assert longer.due_on == date(2026, 6, 12)
    with pytest.raises(Refused, match="已经因请求协助延长过"):
        ask_assistance(
            objection_id=objection.pk, helper="市民政局", reason="请核对低保状态", by=city.zheng, at=LATER
        )


@pytest.mark.django_db
def test_what_waits_is_listed_to_those_who_may_see_it(determined, city):
    objection = object_to(determined(), city.tao)

    assert objections_waiting(city.zheng, on=ON) == [objection]
    assert objections_waiting(city.li, on=ON) == [objection]
    assert objections_waiting(city.feng, on=ON) == []
    assert objections_waiting(city.zheng, on=ON, after=(objection.due_on, objection.pk)) == []
    assert not objections_visible_to(city.lin, on=ON).exists()


@pytest.mark.django_db
def test_a_record_already_repaired_may_still_be_objected_to(determined, city):
    from yinuo.credit.actions import apply_for_repair, decide_repair

    row = determined(grade="minor", measure_keys=[])
    repair = apply_for_repair(
        determination_id=row.pk, promise="今后如实承诺", duty_done="已退回", by=city.tao, at=LATER
    )
    decide_repair(repair_id=repair.pk, by=city.zheng, at=LATER)

    objection = object_to(row, city.tao)
    decide_objection(
        objection_id=objection.pk,
        upheld=True,
        reason="原认定有误",
        by=city.zheng,
        at=LATER + timedelta(days=1),
    )
    row.refresh_from_db()
    assert (row.status, row.ended_at) == ("quashed", LATER)


@pytest.mark.race
def test_of_two_outcomes_at_once_one_stands(committed_city):
    from tests.cast import officer

    from yinuo.people.models import Role

    city = committed_city
    other = officer("other", "另一位", city.bureau, Role.CREDIT_OFFICER)
    row = false_promise(city, at=city.at)
    objection = object_to(row, city.tao)

    answers = at_once(
        lambda: decide_objection(
            objection_id=objection.pk, upheld=True, reason="确认仍在享", by=city.zheng, at=LATER
        ),
        lambda: decide_objection(
            objection_id=objection.pk, upheld=False, reason="证件为旧证", by=other, at=LATER
        ),
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Objection", "Refused"]
    row.refresh_from_db()
    objection.refresh_from_db()
    assert (row.status, objection.status) in {("quashed", "upheld"), ("in_force", "rejected")}
    assert CreditEntry.objects.filter(kind__in=("quashed", "objection_lifted")).count() == 1
