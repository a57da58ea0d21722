"""信用修复: conditions shown, no fee, one decision ends everything at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.rooms.credit.conftest import false_promise
from tests.rooms.credit.test_determine import at_once

from yinuo.casefile.models import Entry
from yinuo.casefile.queries import first_break
from yinuo.credit.actions import apply_for_repair, decide_repair, extend_repair, quash, raise_objection
from yinuo.credit.models import CreditEntry, Repair
from yinuo.credit.queries import (
    measures_in_force,
    published,
    repair_conditions,
    repairs_visible_to,
    repairs_waiting,
    standing,
)
from yinuo.documents.models import Delivery, Document
from yinuo.exchange.models import OutboxMessage
from yinuo.law.grammar import Refused

SEPTEMBER = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)
"""Tuesday, when the shortest publicity of a determination of 1 June is over."""
ON = date(2026, 9, 1)
WORDS = {"promise": "今后如实承诺，愿受监督", "duty_done": "已退回援助费用，收据见附件"}


def apply(row: Any, by: Any, at: datetime = SEPTEMBER, **words: str) -> Repair:
    return apply_for_repair(determination_id=row.pk, by=by, at=at, **{**WORDS, **words})


@pytest.mark.django_db
@pytest.mark.clause("2.5-d")
def test_repair_ends_bar_publicity_sharing_and_measures_in_one_act(determined, city):
    row = determined()
    repair = apply(row, city.tao)
    assert standing(city.tao.subject_id, on=ON).value.barred
    assert list(published(ON)) == [row]

    decide_repair(repair_id=repair.pk, by=city.zheng, at=SEPTEMBER)

    row.refresh_from_db()
    repair.refresh_from_db()
    assert (row.status, row.ended_at) == ("repaired", SEPTEMBER)
    assert (repair.status, repair.decided_by) == ("granted", city.zheng)
    assert not standing(city.tao.subject_id, on=ON).value.barred
    assert not published(ON).exists()
    assert measures_in_force(row, on=ON) == []
    message = OutboxMessage.objects.get(key=f"repair:{row.number}")
    assert message.payload["ends"] == ["publicity", "sharing", "measures"]
    assert repair.receipt.kind == Document.Kind.REPAIR_RECEIPT
    assert Delivery.objects.filter(document=repair.receipt, to=city.tao.subject).count() == 1
    assert [effect["effect"] for effect in repair.receipt.content["effects"]] == [
        "终止公示",
        "停止共享使用",
        "解除限制措施",
    ]
    assert CreditEntry.objects.get(kind="repaired").of == row.entry
    row.case_file.refresh_from_db()
    assert first_break(row.case_file) is None


@pytest.mark.django_db
@pytest.mark.clause("2.5-d")
def test_the_missing_conditions_are_shown_with_the_day(determined, city):
    row = determined()

    found = repair_conditions(row, on=date(2026, 6, 2), duty_done=False, promise_signed=True)
    assert [condition.met for condition in found.value] == [False, False, True]
    assert found.value[0].from_on == date(2026, 9, 1)
    with pytest.raises(Refused) as refused:
        apply(row, city.tao, at=city.at)
    assert "最短公示期" in refused.value.refusal.why
    assert "2026年9月1日" in refused.value.refusal.instead
    with pytest.raises(Refused, match="公开作出信用承诺"):
        apply(row, city.tao, promise="  ")
    with pytest.raises(Refused, match="履行义务"):
        apply(row, city.tao, duty_done="")
    assert not Repair.objects.exists()


@pytest.mark.django_db
def test_applying_twice_is_one_application_with_its_due_day(determined, city):
    row = determined()

    first, again = apply(row, city.tao), apply(row, city.tao)
    assert first == again
    assert Repair.objects.count() == 1
    assert first.due_on == date(2026, 9, 4)


@pytest.mark.django_db
def test_only_the_person_or_who_represents_him_applies(determined, city):
    row, firms = determined(), determined(subject=city.firm)

    for stranger in (city.lin, city.cheng, city.zhou_xian, city.zheng, city.li):
        with pytest.raises(Refused, match="不是您本人"):
            apply(row, stranger)
    assert apply(firms, city.cheng).applied_by == city.cheng


@pytest.mark.django_db
def test_only_a_credit_officer_of_the_determining_agency_decides(determined, city):
    repair = apply(determined(), city.tao)

    for stranger in (city.tao, city.zhou, city.feng, city.sun, city.li, city.zhou_xian):
        with pytest.raises(Refused, match="谁认定、谁修复"):
            decide_repair(repair_id=repair.pk, by=stranger, at=SEPTEMBER)
    assert Repair.objects.get().status == "applied"


@pytest.mark.django_db
def test_deciding_again_changes_nothing_and_a_second_officer_is_told(determined, city):
    row = determined()
    repair = apply(row, city.tao)
    decide_repair(repair_id=repair.pk, by=city.zheng, at=SEPTEMBER)
    entries = Entry.objects.count()

    again = decide_repair(repair_id=repair.pk, by=city.zheng, at=SEPTEMBER + timedelta(hours=1))
    assert (again.status, again.decided_at) == ("granted", SEPTEMBER)
    assert Entry.objects.count() == entries
    assert OutboxMessage.objects.filter(kind="repaired").count() == 1
    with pytest.raises(Refused, match="已修复"):
        apply(row, city.tao)


@pytest.mark.django_db
def test_a_duty_found_unfulfilled_is_refused_with_reasons_and_may_be_applied_for_again(determined, city):
    row = determined()
    repair = apply(row, city.tao)
    with pytest.raises(Refused, match="没有写明理由"):
        decide_repair(repair_id=repair.pk, by=city.zheng, at=SEPTEMBER, duty_done=False)

    decide_repair(
        repair_id=repair.pk, by=city.zheng, at=SEPTEMBER, duty_done=False, reason="收据金额不足，尚欠三百元"
    )

    repair.refresh_from_db()
    row.refresh_from_db()
    assert (repair.status, row.status) == ("refused", "in_force")
    assert repair.conclusion["officer_reason"] == "收据金额不足，尚欠三百元"
    assert standing(city.tao.subject_id, on=ON).value.barred
    assert apply(row, city.tao).pk != repair.pk


@pytest.mark.django_db
def test_a_minor_one_is_repaired_the_same_day_and_the_platform_is_told_to_end_sharing(determined, city):
    row = determined(grade="minor", measure_keys=[])
    repair = apply(row, city.tao, at=city.at)

    decide_repair(repair_id=repair.pk, by=city.zheng, at=city.at)
    assert not standing(city.tao.subject_id, on=date(2026, 6, 1)).value.barred
    assert set(OutboxMessage.objects.values_list("kind", flat=True)) == {"determination", "repaired"}
    assert Repair.objects.get().receipt.content["receivers"]


@pytest.mark.django_db
def test_the_time_is_extended_once_with_a_reason(determined, city):
    repair = apply(determined(), city.tao)
    with pytest.raises(Refused):
        extend_repair(repair_id=repair.pk, reason="", by=city.zheng, at=SEPTEMBER)
    with pytest.raises(Refused):
        extend_repair(repair_id=repair.pk, reason="向财政核实退款", by=city.feng, at=SEPTEMBER)

    assert extend_repair(
        repair_id=repair.pk, reason="向财政核实退款", by=city.zheng, at=SEPTEMBER
    ).due_on == date(2026, 9, 9)
    with pytest.raises(Refused, match="已经延长过一次"):
        extend_repair(repair_id=repair.pk, reason="还要核实", by=city.zheng, at=SEPTEMBER)


@pytest.mark.django_db
def test_quashing_ends_an_open_application_and_an_open_objection(determined, city):
    row = determined()
    repair = apply(row, city.tao)
    objection = raise_objection(determination_id=row.pk, text="我有最新的低保证", by=city.tao, at=SEPTEMBER)

    quash(determination_id=row.pk, reason="法院判决撤销", ground="判决书", by=city.zheng, at=SEPTEMBER)
    repair.refresh_from_db()
    objection.refresh_from_db()
    assert (repair.status, objection.status) == ("lapsed", "upheld")
    with pytest.raises(Refused, match="不再需要"):
        decide_repair(repair_id=repair.pk, by=city.zheng, at=SEPTEMBER)


@pytest.mark.django_db
def test_what_waits_is_listed_by_due_day_to_those_who_may_see_it(determined, city):
    rows = [determined(subject=s) for s in (city.tao.subject, city.lin.subject, city.firm)]
    repairs = [apply(row, by) for row, by in zip(rows, (city.tao, city.lin, city.cheng), strict=True)]

    first = repairs_waiting(city.zheng, on=ON, size=2)
    rest = repairs_waiting(city.zheng, on=ON, size=2, after=(first[1].due_on, first[1].pk))
    assert [r.pk for r in (*first[:2], *rest)] == [r.pk for r in repairs]
    assert repairs_waiting(city.feng, on=ON) == []
    assert list(repairs_visible_to(city.tao, on=ON)) == [repairs[0]]


@pytest.mark.race
@pytest.mark.clause("2.5-d")
def test_of_two_officers_who_decide_one_repair_at_once_one_does(committed_city):
    from tests.cast import officer

    from yinuo.people.models import Role

    city = committed_city
    other = officer("other", "另一位", city.bureau, Role.CREDIT_OFFICER)
    row = false_promise(city, at=city.at)
    repair = apply(row, city.tao)

    answers = at_once(
        *(lambda by=by: decide_repair(repair_id=repair.pk, by=by, at=SEPTEMBER) for by in (city.zheng, other))
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "Repair"]
    assert CreditEntry.objects.filter(kind="repaired").count() == 1
    assert Document.objects.filter(kind=Document.Kind.REPAIR_RECEIPT).count() == 1
    assert OutboxMessage.objects.filter(key=f"repair:{row.number}").count() == 1
    assert Entry.objects.filter(step="determination.repair").count() == 1


@pytest.mark.race
def test_of_repair_and_quashing_at_once_the_record_ends_and_nothing_is_left_hanging(committed_city):
    city = committed_city
    row = false_promise(city, at=city.at)
    repair = apply(row, city.tao)

    at_once(
        lambda: decide_repair(repair_id=repair.pk, by=city.zheng, at=SEPTEMBER),
        lambda: quash(
            determination_id=row.pk, reason="法院判决撤销", ground="判决书", by=city.zheng, at=SEPTEMBER
        ),
    )
    row.refresh_from_db()
    repair.refresh_from_db()
    assert row.status == "quashed"
    assert repair.status in {"granted", "lapsed"}
    assert not standing(city.tao.subject_id, on=ON).value.barred


@pytest.mark.race
def test_a_double_click_on_applying_is_one_application(committed_city):
    city = committed_city
    row = false_promise(city, at=city.at)

    answers = at_once(*(lambda: apply(row, city.tao) for _ in range(4)))
    assert {type(answer).__name__ for answer in answers} == {"Repair"}
    assert Repair.objects.count() == 1
