"""The calendar knows what ends, what comes and what should be looked at again, each officer his own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import DatabaseError, connection, transaction
from tests.cast import LOW_INCOME_FACT, notice_of, officer
from tests.conftest import AT, ON
from tests.rooms.matters.bases import DEED_TAX, bare, changed, item_on, open_all, published, read_all, text

from yinuo.casefile.models import Entry
from yinuo.law.adjusting import ChangeKind
from yinuo.law.grammar import Refused
from yinuo.matters.actions import (
    TextWords,
    describe_text,
    draft_version,
    plan_end,
    publish_version,
    review_item,
    submit_version,
    waive,
)
from yinuo.matters.models import ItemReview, ItemVersion, RevisionTask
from yinuo.matters.queries import Occasion, Span, expiring, late, review_due, reviews_of
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


SAID = "对照现行条文，不需要改"


def looked(city, by, *, at=AT, note=SAID, version=None):
    return review_item(version_id=(version or city.version).pk, note=note, by=by, at=at)


def due_for_review(city, day):
    span = Span(day, day + timedelta(days=1))
    events = expiring(city.qian, span=span, on=ON, occasions=(Occasion.REVIEW_DUE,))
    return {event.item for event in events}


class TestLookingAgain:
    """Whoever looked at an item again and found it still holds, begins its months anew."""

    def test_the_months_begin_anew(self, city):
        looked(city, city.qian, at=AT + timedelta(days=200))
        assert due_for_review(city, date(2027, 6, 1)) == {city.exempt_item.slug}
        assert due_for_review(city, date(2027, 12, 18)) == {city.item.slug}
        assert review_due(city.version, on=ON) == date(2027, 12, 18)
        entry = Entry.objects.get(step="matters.review_item")
        assert entry.case_file_id == city.item.case_file_id

    def test_twice_on_one_day_is_once(self, city):
        first = looked(city, city.wu)
        assert looked(city, city.wu, note="再点了一次，还是不需要改") == first
        assert Entry.objects.filter(step="matters.review_item").count() == 1

    def test_a_second_pair_of_eyes_is_kept_beside_the_first(self, city):
        looked(city, city.qian)
        looked(city, city.wu)
        assert [review.by.name for review in reviews_of(city.item)] == [city.wu.name, city.qian.name]

    def test_a_new_version_begins_anew_whatever_was_reviewed_before(self, city):
        looked(city, city.qian, at=AT + timedelta(days=3))
        new = published(city, city.item, "《律师法》第六条")
        assert due_for_review(city, date(2027, 6, 1)) == {city.item.slug, city.exempt_item.slug}
        assert review_due(new, on=ON) == date(2027, 6, 1)

    def test_what_was_looked_at_must_still_be_in_use(self, city):
        old = city.version
        published(city, city.item, "《律师法》第六条")
        with pytest.raises(Refused, match="第 1 版现在没有在用（已有新版）"):
            looked(city, city.qian, version=old)
        assert not ItemReview.objects.exists()

    def test_a_draft_is_not_reviewed(self, city):
        item = bare(city, "没有版本的", DEED_TAX)
        draft = draft_version(
            item=item,
            notice=notice_of(city.matter.name, item.name),
            facts=[LOW_INCOME_FACT],
            inputs=[],
            plain={"summary": "一句话"},
            by=city.qian,
            at=AT,
        )
        with pytest.raises(Refused, match="没有在用（草稿）"):
            looked(city, city.qian, version=draft)

    @pytest.mark.parametrize("who", ["zhou", "li", "lin", "feng", "wang"])
    def test_others_say_nothing(self, city, who):
        with pytest.raises(Refused, match="目录编辑、法制审核"):
            looked(city, getattr(city, who))
        assert not ItemReview.objects.exists()

    def test_another_agencys_editor_is_a_stranger(self, city):
        stranger = officer("stranger", "别家编辑", city.police, Role.CATALOGUE_EDITOR)
        with pytest.raises(Refused, match="目录编辑、法制审核"):
            looked(city, stranger)

    @pytest.mark.parametrize("note", ["", "   ", "看了", "字" * 301])
    def test_a_word_is_needed_and_no_essay(self, city, note):
        with pytest.raises(Refused, match="核对了什么"):
            looked(city, city.qian, note=note)

    def test_the_database_itself_keeps_a_review_as_it_is(self, city):
        review = looked(city, city.qian)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            ItemReview.objects.filter(pk=review.pk).update(note="改了")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            review.delete()


@pytest.mark.race
def test_of_two_clicks_at_once_one_review_is_kept(committed_city):
    city, gate = committed_city, Barrier(2)

    def click(_):
        gate.wait(10)
        try:
            return looked(city, city.qian).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(click, range(2)))) == 1
    assert ItemReview.objects.count() == 1
    assert Entry.objects.filter(step="matters.review_item").count() == 1


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
