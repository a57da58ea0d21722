"""From plan to checks: once, when handed in; exempt facts to the pool; nothing left open when there is no point."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.cast import EXEMPT_FACT, LOW_INCOME_FACT
from tests.conftest import AT, ON
from tests.rooms.verification.cases import PAPER_FACT, SIGNED, application_of, matter_of, planned, signed

from yinuo.applications import actions as applications
from yinuo.casefile.models import CaseFile, Entry
from yinuo.casefile.queries import first_break
from yinuo.commitments import actions as commitments
from yinuo.law.grammar import Refused
from yinuo.verification import actions, queries
from yinuo.verification.models import Task


@pytest.mark.clause("2.4-a")
def test_each_line_of_the_plan_becomes_one_check_with_method_standard_and_day(city):
    commitment = signed(city, matter_of(city, LOW_INCOME_FACT, PAPER_FACT))

    data, paper = actions.open_tasks(commitment_id=commitment.pk, at=SIGNED)

    assert (data.method, data.timing, data.standard) == ("data", "before", "低保状态为“在享”")
    assert data.next_attempt_at == SIGNED
    assert (paper.method, paper.timing, paper.assigned_to) == ("document", "after", None)
    assert paper.due_on > data.due_on == ON
    assert list(queries.unassigned(city.sun, on=ON)) == [paper]
    assert (
        Entry.objects.filter(case_file=commitment.case_file_id, step="verification_task.begin").count() == 2
    )
    assert first_break(CaseFile.objects.get(pk=commitment.case_file_id)) is None


def test_opening_twice_opens_once_and_the_job_exists_once(city):
    commitment = signed(city)

    first = actions.open_tasks(commitment_id=commitment.pk, at=SIGNED)
    assert actions.open_tasks(commitment_id=commitment.pk, at=SIGNED + timedelta(minutes=1)) == first
    jobs = ProcrastinateJob.objects.filter(task_name="verification.check", args__task_id=first[0].pk)
    assert jobs.count() == 1


@pytest.mark.clause("2.4-b")
def test_an_exempt_fact_goes_to_routine_supervision_and_holds_up_nothing(city):
    task = planned(city, matter_of(city, EXEMPT_FACT))

    assert (task.status, task.method) == ("pooled", "exempt")
    assert application_of(task).checks_cleared_at is not None


def test_a_draft_is_not_planned_and_no_register_is_asked_before_handing_in(city):
    assert queries.without_tasks() == []
    commitment = signed(city)
    assert queries.without_tasks() == [commitment.pk]
    actions.open_tasks(commitment_id=commitment.pk, at=SIGNED)
    assert queries.without_tasks() == []


def test_what_waits_for_no_check_is_reported_clear_at_once(city):
    task = planned(city, matter_of(city, PAPER_FACT))

    application = application_of(task)
    assert application.checks_cleared_at == SIGNED
    assert application.checks == []


def test_a_data_check_due_before_the_decision_holds_it_until_it_is_done(city):
    application = application_of(planned(city))

    assert application.checks_cleared_at is None
    assert application.checks == [
        {"fact": "本人家庭正在享受最低生活保障", "outcome": "pending", "note": "系统正在比对"}
    ]


@pytest.mark.clause("2.6-c")
def test_after_a_withdrawal_the_open_checks_are_dropped(city):
    task = planned(city)
    commitments.withdraw(commitment_id=task.commitment_id, reason="想改交证明原件", by=city.lin, at=SIGNED)

    assert queries.pointless() == [task.commitment_id]
    [dropped] = actions.cancel_for_withdrawn(commitment_id=task.commitment_id, at=SIGNED)
    assert (dropped.status, dropped.next_attempt_at) == ("cancelled", None)
    assert actions.cancel_for_withdrawn(commitment_id=task.commitment_id, at=SIGNED) == []
    assert queries.pointless() == []


def test_after_the_whole_application_is_taken_back_too(city):
    task = planned(city)
    applications.withdraw_application(
        application_id=application_of(task).pk, reason="不办了", by=city.lin, at=SIGNED
    )

    assert queries.pointless() == [task.commitment_id]
    assert [t.pk for t in actions.cancel_for_withdrawn(commitment_id=task.commitment_id, at=SIGNED)] == [
        task.pk
    ]


def test_a_commitment_withdrawn_before_it_was_planned_gets_no_checks_and_is_not_asked_for_again(city):
    commitment = signed(city)
    commitments.withdraw(commitment_id=commitment.pk, reason="想改交证明原件", by=city.lin, at=SIGNED)

    assert actions.open_tasks(commitment_id=commitment.pk, at=SIGNED) == []
    assert queries.without_tasks() == []


def test_checks_of_a_standing_commitment_are_not_dropped(city):
    task = planned(city)

    assert actions.cancel_for_withdrawn(commitment_id=task.commitment_id, at=SIGNED) == []
    assert Task.objects.get().status == "open"


def test_a_verifier_takes_a_free_check_and_only_a_deciding_officer_gives_it_to_another(city):
    task = planned(city, matter_of(city, PAPER_FACT))

    assert actions.assign(task_id=task.pk, to=city.sun, by=city.sun, at=SIGNED).assigned_to == city.sun
    assert [t.pk for t in queries.worklist(city.sun, on=ON, which="mine")] == [task.pk]
    with pytest.raises(Refused, match="不能这样分派"):
        actions.assign(task_id=task.pk, to=city.zhou, by=city.sun, at=SIGNED)
    assert actions.assign(task_id=task.pk, to=city.zhou, by=city.zhou, at=SIGNED).assigned_to == city.zhou
    for outsider in (city.feng, city.zheng, city.qian):
        with pytest.raises(Refused, match="不是市司法局的核查人员"):
            actions.assign(task_id=task.pk, to=outsider, by=city.zhou, at=SIGNED)


@pytest.mark.race
def test_planning_at_once_by_several_workers_opens_each_check_once(committed_city):
    commitment, gate, counts = signed(committed_city), Barrier(4), []

    def worker() -> None:
        gate.wait()
        counts.append(len(actions.open_tasks(commitment_id=commitment.pk, at=SIGNED)))
        connection.close()

    workers = [Thread(target=worker) for _ in range(4)]
    [w.start() for w in workers]
    [w.join() for w in workers]

    assert counts == [1, 1, 1, 1]
    assert Task.objects.count() == 1


@pytest.mark.race
def test_withdrawing_while_the_checks_are_opened_leaves_none_open(committed_city):
    city, gate = committed_city, Barrier(2)
    commitment = signed(city)

    def plan() -> None:
        gate.wait()
        actions.open_tasks(commitment_id=commitment.pk, at=SIGNED)
        connection.close()

    def withdraw() -> None:
        gate.wait()
        commitments.withdraw(commitment_id=commitment.pk, reason="想改交证明原件", by=city.lin, at=SIGNED)
        connection.close()

    threads = [Thread(target=plan), Thread(target=withdraw)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    for pk in queries.pointless():
        actions.cancel_for_withdrawn(commitment_id=pk, at=AT + timedelta(minutes=9))

    assert not Task.objects.filter(status="open").exists()
