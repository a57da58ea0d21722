"""The calendar knows what ends, what comes and what should be looked at again, each officer his own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from tests.cast import LOW_INCOME_FACT, notice_of, officer
from tests.conftest import AT, ON
from tests.rooms.matters.bases import DEED_TAX, bare, changed, item_on, open_all, read_all, text

from yinuo.law.adjusting import ChangeKind
from yinuo.matters.actions import (
    TextWords,
    describe_text,
    draft_version,
    plan_end,
    publish_version,
    submit_version,
    waive,
)
from yinuo.matters.models import ItemVersion, RevisionTask
from yinuo.matters.queries import Occasion, Span, expiring, late
from yinuo.matters.terms import Level, RiskPoint, Terms
from yinuo.people.models import Role

pytestmark = pytest.mark.clause("3.2-b")

JUNE = Span(date(2026, 6, 1), date(2026, 7, 1))
YEARS = Span(date(2021, 1, 1), date(2028, 1, 1))


def days(events, occasion):
    return [(event.day, event.title) for event in events if event.occasion is occasion]


@pytest.fixture
def described(city):
    bare(city, "一", "《契税暂行条例》第九条")
    read_all()
    words = TextWords(trial_until=date(2026, 6, 30), repealed_on=date(2026, 7, 1), source="公报")
    return describe_text(text=text("契税暂行条例"), words=words, revision=0, by=city.wu, at=AT)


def test_texts_end_and_trials_run_out(city, described):
    events = expiring(city.qian, span=JUNE, on=ON)
    assert days(events, Occasion.TRIAL_ENDS) == [(date(2026, 6, 30), "《契税暂行条例》")]
    assert days(events, Occasion.TEXT_ENDS) == []
    july = expiring(city.qian, span=Span(date(2026, 7, 1), date(2026, 8, 1)), on=ON)
    assert days(july, Occasion.TEXT_ENDS) == [(date(2026, 7, 1), "《契税暂行条例》")]


def test_a_change_comes_and_its_tasks_fall_due_in_one_line(city):
    for number in range(3):
        bare(city, f"证明{number}", DEED_TAX)
    read_all()
    change = changed(city, "契税暂行条例", ChangeKind.REPEALED, in_force_on=date(2026, 6, 30))
    open_all(change)
    events = expiring(city.qian, span=JUNE, on=ON)
    assert days(events, Occasion.CHANGE_COMES) == [(date(2026, 6, 30), "《契税暂行条例》废止或者删去")]
    assert days(events, Occasion.REVISION_DUE) == [(date(2026, 6, 30), "《契税暂行条例》变动，3 项待修订")]
    for task in RevisionTask.objects.all():
        waive(task_id=task.pk, reason="核对过不受影响", by=city.wu, at=AT)
    assert days(expiring(city.qian, span=JUNE, on=ON), Occasion.REVISION_DUE) == []


def test_an_item_is_to_be_looked_at_again_after_the_months_of_the_place(city):
    due = date(2027, 6, 1)
    events = expiring(
        city.qian, span=Span(due, due + timedelta(days=1)), on=ON, occasions=(Occasion.REVIEW_DUE,)
    )
    assert len(events) == 2
    assert {event.item for event in events} == {city.item.slug, city.exempt_item.slug}


@pytest.mark.parametrize("published_on", [date(2024, 2, 29), date(2023, 1, 31), date(2023, 12, 31)])
def test_months_of_unequal_length_are_no_trap(city, published_on):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE matters_item_version DISABLE TRIGGER USER")
    ItemVersion.objects.filter(pk=city.version.pk).update(valid_from=published_on)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE matters_item_version ENABLE TRIGGER USER")
    found = [
        event.day
        for month in range(1, 13)
        for year in (2024, 2025)
        for event in expiring(
            city.qian,
            span=Span(date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)),
            on=ON,
            occasions=(Occasion.REVIEW_DUE,),
        )
        if event.item == city.item.slug
    ]
    assert len(found) == 1
    assert (found[0] - published_on).days in {365, 366}


def test_risk_points_say_when_they_are_looked_at_again(city):
    risks = (
        RiskPoint("审查", "冒名承诺", Level.HIGH.name, "人脸核验", "窗口", "2026-06-10"),
        RiskPoint("核查", "数据不全", Level.LOW.name, "人工复核", "核查", ""),
    )
    version = draft_version(
        item=city.item,
        notice=notice_of("申请法律援助", "经济困难证明"),
        facts=[LOW_INCOME_FACT],
        inputs=[],
        plain={},
        by=city.qian,
        at=AT,
        terms=Terms(risk_points=risks),
    )
    assert days(expiring(city.qian, span=JUNE, on=ON), Occasion.RISK_REVIEW) == []  # a draft obliges nobody
    publish_version(version=submit_version(version=version, by=city.qian, at=AT), by=city.wu, at=AT)
    [event] = [e for e in expiring(city.qian, span=JUNE, on=ON) if e.occasion is Occasion.RISK_REVIEW]
    assert (event.day, event.detail, event.item) == (date(2026, 6, 10), "风险点：冒名承诺", city.item.slug)


def test_a_version_with_an_end_day_ends(city):
    plan_end(version=city.version, ends_on=date(2026, 6, 20), reason="条例修订后不再需要", by=city.wu, at=AT)
    [event] = [e for e in expiring(city.wu, span=JUNE, on=ON) if e.occasion is Occasion.VERSION_ENDS]
    assert event.day == date(2026, 6, 20)


def test_what_is_late_stays_in_sight(city):
    item_on(city, DEED_TAX)
    read_all()
    change = changed(city, "契税暂行条例", ChangeKind.REPEALED)
    open_all(change)
    assert late(city.qian, on=change.due_on) == []
    assert {event.occasion for event in late(city.qian, on=change.due_on + timedelta(days=1))} == {
        Occasion.REVISION_DUE
    }
    assert Occasion.REVIEW_DUE in {event.occasion for event in late(city.qian, on=date(2027, 8, 1))}


def test_each_sees_his_own_items_and_everybody_the_texts(city, described):
    stranger = officer("stranger", "别家编辑", city.police, Role.CATALOGUE_EDITOR)
    mine = {event.occasion for event in expiring(city.qian, span=YEARS, on=ON)}
    theirs = {event.occasion for event in expiring(stranger, span=YEARS, on=ON)}
    assert Occasion.REVIEW_DUE in mine
    assert theirs == {Occasion.TEXT_ENDS, Occasion.TRIAL_ENDS}


def test_events_have_keys_that_stay_and_stand_by_day(city, described):
    first, again = (expiring(city.qian, span=YEARS, on=ON) for _ in range(2))
    assert first == again
    assert len({event.key for event in first}) == len(first)
    assert [event.day for event in first] == sorted(event.day for event in first)


def test_a_month_costs_a_fixed_number_of_questions(city, django_assert_max_num_queries):
    for number in range(10):
        item_on(city, DEED_TAX, name=f"证明{number}")
    read_all()
    open_all(changed(city, "契税暂行条例", ChangeKind.REPEALED))
    with django_assert_max_num_queries(10):
        assert len(expiring(city.qian, span=YEARS, on=ON)) > 10
