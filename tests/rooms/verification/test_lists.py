"""Who sees which checks, in what order, at what cost; and which steps are open to whom, and why not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import citizen
from tests.conftest import ON
from tests.rooms.exchange.odd_server import odd_server, say
from tests.rooms.verification.cases import (
    PAPER_FACT,
    SIGNED,
    STOPPED,
    asks,
    granted,
    matter_of,
    planned,
    slow_matter,
)

from yinuo.verification import actions, queries
from yinuo.verification.access import proceedings_visible_to, visible_to
from yinuo.verification.models import Task


def many(city: Any, count: int) -> list[Task]:
    """Checks on paper of so many people, with due days spread so that several share one."""
    matter = matter_of(city, PAPER_FACT)
    tasks = [planned(city, matter, citizen(500 + n, f"p{n}", f"甲{n}")) for n in range(count)]
    for n, task in enumerate(tasks):
        Task.objects.filter(pk=task.pk).update(due_on=date(2026, 6, 10) + timedelta(days=n % 3))
    return tasks


def test_a_worklist_is_paged_by_due_day_without_a_gap_or_a_double(city):
    tasks = many(city, 8)

    seen, after = [], None
    while True:
        page = queries.worklist(city.sun, on=ON, after=after, size=3)
        seen += page[:3]
        if len(page) <= 3:
            break
        after = (page[2].due_on, page[2].pk)

    assert [(t.due_on, t.pk) for t in seen] == sorted((t.due_on, t.pk) for t in Task.objects.all())
    assert {t.pk for t in seen} == {t.pk for t in tasks}


def test_a_page_of_the_worklist_costs_the_same_however_long_it_is(city, django_assert_num_queries):
    many(city, 4)
    with django_assert_num_queries(2):  # roles, rows with all they show
        for task in queries.worklist(city.sun, on=ON):
            assert task.commitment.application_item.application.applicant.name
            assert task.case_file.number
            assert task.agency.short_name


def test_the_lists_tell_mine_from_nobodys_and_the_late_from_the_rest(city):
    first, second, third = many(city, 3)
    actions.assign(task_id=first.pk, to=city.sun, by=city.sun, at=SIGNED)

    def keys(which: Any, on: date = ON) -> list[int]:
        return [t.pk for t in queries.worklist(city.sun, on=on, which=which)]

    assert keys("mine") == [first.pk]
    assert keys("unassigned") == [second.pk, third.pk]
    assert keys("overdue") == []
    assert keys("overdue", date(2026, 6, 11)) == [first.pk]
    assert list(queries.overdue(city.sun, on=date(2026, 6, 12))) == [first, second]
    assert [t.pk for t in queries.worklist(city.sun, on=ON, method="site")] == []


def test_what_the_system_is_trying_is_nobodys_work_yet(city):
    task = planned(city)

    assert queries.worklist(city.sun, on=ON) == []
    assert list(queries.overdue(city.sun, on=date(2026, 6, 2))) == [task]


@pytest.mark.clause("2.5-f")
def test_everybody_sees_only_his_own(city):
    task = planned(city, slow_matter(city), city.tao)
    granted(city, task)
    with odd_server(say(STOPPED)) as odd:
        asks(odd)
        finding = actions.run_data_check(task_id=task.pk, at=SIGNED)
    proceeding = actions.open_proceeding(finding_id=finding.pk, by=city.sun, at=SIGNED)

    for who in (city.tao, city.sun, city.zhou, city.zhao, city.zheng, city.li):
        assert list(visible_to(who, on=ON)) == [task], who
        assert list(proceedings_visible_to(who, on=ON)) == [proceeding], who
        assert queries.task_detail(who, task.pk, on=ON).findings == [finding]
    for who in (city.lin, city.cheng, city.feng, city.qian, city.wu, city.wang):
        assert not visible_to(who, on=ON).exists(), who
        assert not proceedings_visible_to(who, on=ON).exists(), who
        assert queries.task_detail(who, task.pk, on=ON) is None
        assert queries.proceeding_detail(who, proceeding.pk, on=ON) is None


def test_a_check_tells_which_steps_are_open_and_why_the_others_are_not(city):
    task = planned(city, matter_of(city, PAPER_FACT))

    def steps(who: Any) -> dict[str, str]:
        return {s.step.name: s.refusal.why if s.refusal else "" for s in queries.open_steps(who, task, on=ON)}

    assert steps(city.sun)["conclude"] == ""
    assert "状态是“待核查”" in steps(city.sun)["reassess"]
    assert "只有市司法局" in steps(city.feng)["conclude"]


def test_a_proceeding_tells_the_same(city):
    task = planned(city, slow_matter(city), city.tao)
    granted(city, task)
    with odd_server(say(STOPPED)) as odd:
        asks(odd)
        finding = actions.run_data_check(task_id=task.pk, at=SIGNED)
    proceeding = actions.open_proceeding(finding_id=finding.pk, by=city.sun, at=SIGNED)

    def steps(who: Any) -> dict[str, str]:
        return {
            s.step.name: s.refusal.why if s.refusal else ""
            for s in queries.open_steps(who, proceeding, on=ON)
        }

    assert steps(city.tao)["hear"] == ""
    assert "不是当事人" in steps(city.lin)["hear"]
    assert "等候陈述申辩" in steps(city.zhou)["conclude"]
    actions.represent(proceeding_id=proceeding.pk, text="我不知道已经停发。", by=city.tao, at=SIGNED)
    proceeding.refresh_from_db()
    assert steps(city.zhou)["conclude"] == ""
    assert "审批人" in steps(city.sun)["conclude"]


def test_the_pulls_ask_the_database_once_each(city):
    many(city, 2)
    for pull in (
        queries.without_tasks,
        queries.pointless,
        queries.kept_but_not_said,
        queries.differing_unasked,
        lambda: queries.due_data_checks(at=SIGNED),
        lambda: queries.unheard(on=ON),
    ):
        with CaptureQueriesContext(connection) as asked:
            pull()
        assert len(asked) == 1
