"""The data check: what agrees, what differs before and after the decision, and a register that is silent."""

from __future__ import annotations

import time
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, transaction
from tests.cast import EXEMPT_FACT, LOW_INCOME_FACT
from tests.conftest import AT, ON
from tests.rooms.exchange.odd_server import hang, odd_server, raw, say
from tests.rooms.verification.cases import (
    HARMLESS,
    PAPER_FACT,
    SIGNED,
    STOPPED,
    application_of,
    asks,
    granted,
    matter_of,
    planned,
    signed,
    slow_matter,
)

from yinuo.applications import actions as applications
from yinuo.applications.models import SupplementRequest
from yinuo.casefile.models import CaseFile, Entry
from yinuo.casefile.queries import first_break
from yinuo.commitments import actions as commitments
from yinuo.commitments.models import Commitment
from yinuo.credit.models import CreditEntry
from yinuo.decisions import actions as decisions
from yinuo.exchange.models import Query, Source
from yinuo.verification import actions, queries
from yinuo.verification.actions import checking
from yinuo.verification.models import Finding, Task

DOWN = say({"error": "系统维护中"}, 503)


def check(task: Task, at: Any = SIGNED) -> Finding | None:
    return actions.run_data_check(task_id=task.pk, at=at)


@pytest.mark.clause("2.4-f")
def test_what_agrees_is_concluded_with_the_evidence_field_by_field(city):
    task = planned(city)
    with odd_server(say(HARMLESS)) as odd:
        asks(odd)
        finding = check(task)

    task.refresh_from_db()
    assert (finding.outcome, task.status, task.concluded_at) == ("agrees", "concluded", SIGNED)
    assert finding.comparison == [
        {"field": "status", "label": "状态", "promised": "在享", "found": "在享", "agrees": True}
    ]
    assert finding.query.digest
    application = application_of(task)
    assert application.checks_cleared_at == SIGNED
    assert application.checks[0]["outcome"] == "agrees"
    entry = Entry.objects.get(case_file=task.case_file_id, step="verification_task.conclude")
    assert entry.facts["fields"] == {"status": True}
    assert entry.facts["query_digest"] == finding.query.digest
    assert first_break(CaseFile.objects.get(pk=task.case_file_id)) is None


@pytest.mark.clause("1-b")
def test_a_clear_check_lets_the_matter_be_decided_at_once_and_the_promise_counts_as_kept(city):
    task = planned(city)
    with odd_server(say(HARMLESS)) as odd:
        asks(odd)
        check(task)

    assert Commitment.objects.get().status == "signed"
    assert decisions.decide_at_once(application_id=application_of(task).pk, at=SIGNED) is not None
    [waiting] = queries.kept_but_not_said()
    assert actions.keep(commitment_id=waiting, at=SIGNED).status == "kept"

    commitment = Commitment.objects.get()
    [entry] = CreditEntry.objects.all()
    assert (entry.kind, entry.subject, entry.basis_document) == (
        "kept",
        city.lin.subject,
        commitment.letter.number,
    )
    assert queries.kept_but_not_said() == []
    assert actions.keep(commitment_id=waiting, at=SIGNED) is None
    assert CreditEntry.objects.count() == 1


@pytest.mark.clause("2.4-a")
def test_a_difference_before_the_decision_asks_for_evidence_once_and_refuses_nothing(city):
    task = planned(city)
    with odd_server(say(STOPPED)) as odd:
        asks(odd)
        finding = check(task)
        assert check(task) is None

    application = application_of(task)
    assert (finding.outcome, application.status) == ("differs", "evidence_asked")
    [request] = SupplementRequest.objects.all()
    assert request.differences == [
        {
            "label": "状态",
            "promised": "在享",
            "found": "停发",
            "task": task.pk,
            "fact": "本人家庭正在享受最低生活保障",
        }
    ]
    assert "不是不予办理" in request.reason
    for way_out in ("写明情况", "更正", "材料", "撤回承诺"):
        assert way_out in request.reason
    actions.tell_application(application_id=application.pk, at=SIGNED)
    assert SupplementRequest.objects.count() == 1
    assert Commitment.objects.get().status == "signed"


def test_all_that_differs_is_asked_about_together_when_the_last_data_check_has_ended(city):
    other = {**LOW_INCOME_FACT, "key": "size", "text": "共同生活三人", "expects": {"household_size": 3}}
    commitment = signed(city, matter_of(city, LOW_INCOME_FACT, other))
    first, second = actions.open_tasks(commitment_id=commitment.pk, at=SIGNED)
    with odd_server(say({**STOPPED, "record": {"status": "停发", "household_size": 4}})) as odd:
        asks(odd)
        check(first)
        assert not SupplementRequest.objects.exists()
        check(second)

    [request] = SupplementRequest.objects.all()
    assert [row["label"] for row in request.differences] == ["状态", "共同生活人数"]


def test_after_the_answer_a_person_looks_again_and_the_case_goes_on(city):
    task = planned(city)
    with odd_server(say(STOPPED)) as odd:
        asks(odd)
        check(task)
    application = application_of(task)
    applications.supply(
        application_id=application.pk,
        answer="九月刚恢复，登记还没有更新，附通知书。",
        by=city.lin,
        at=SIGNED + timedelta(hours=1),
    )
    assert list(queries.to_review(city.sun, on=ON)) == [task]
    assert queries.differing_unasked() == []
    assert application_of(task).checks_cleared_at is None

    later = SIGNED + timedelta(hours=2)
    actions.reassess(task_id=task.pk, reason="申请人补充了恢复通知书", by=city.sun, at=later)
    actions.conclude(
        task_id=task.pk,
        outcome="agrees",
        explanation="通知书显示九月起恢复，与民政局电话核实。",
        by=city.sun,
        at=later,
    )

    assert application_of(task).checks_cleared_at == later
    assert application_of(task).status == "submitted"


@pytest.mark.clause("2.4-d")
def test_a_difference_after_the_decision_is_left_to_an_officer(city):
    task = planned(city, slow_matter(city))
    granted(city, task)
    with odd_server(say(STOPPED)) as odd:
        asks(odd)
        assert check(task).outcome == "differs"

    assert application_of(task).status == "decided"
    assert not SupplementRequest.objects.exists()
    assert list(queries.untrue_findings(city.zhou, on=ON)) == [task]
    assert Commitment.objects.get().status == "signed"


def test_what_the_register_does_not_say_becomes_a_persons_check_and_holds_nobody_up(city):
    task = planned(city)
    with odd_server(say({**HARMLESS, "record": {"status": ""}})) as odd:
        asks(odd)
        finding = check(task)

    task.refresh_from_db()
    assert finding.outcome == "cannot_tell"
    assert (task.status, task.timing, task.next_attempt_at, task.assigned_to) == ("open", "after", None, None)
    assert task.due_on > ON
    assert list(queries.unassigned(city.sun, on=ON)) == [task]
    assert application_of(task).checks_cleared_at == SIGNED


# --- a register that is silent ---------------------------------------------------------------------------------


@pytest.mark.clause("2.4-a")
@pytest.mark.parametrize("answer", [DOWN, raw(200, b"<html>"), hang(3)])
def test_where_the_matter_is_decided_at_once_a_silent_register_holds_up_nothing(city, answer):
    Source.objects.update(timeout_ms=300)
    task = planned(city)
    with odd_server(answer) as odd:
        asks(odd)
        assert check(task) is None

    task.refresh_from_db()
    application = application_of(task)
    assert (task.status, task.timing, task.attempts) == ("open", "after", 1)
    assert task.next_attempt_at == SIGNED + timedelta(minutes=1)
    assert task.due_on == date(2026, 6, 4)
    assert application.checks_cleared_at == SIGNED
    assert application.checks == [
        {"fact": "本人家庭正在享受最低生活保障", "outcome": "after", "note": "来源未应答，决定后核查"}
    ]
    entry = Entry.objects.get(case_file=task.case_file_id, step="verification.put_off")
    assert entry.facts["due_on"] == "2026-06-04"
    assert decisions.decide_at_once(application_id=application.pk, at=SIGNED) is not None


def test_other_decisions_wait_for_three_attempts_and_not_longer(city):
    task, now, cleared = planned(city, slow_matter(city)), SIGNED, []
    with odd_server(DOWN) as odd:
        asks(odd)
        for _ in range(3):
            check(task, now)
            task.refresh_from_db()
            Source.objects.update(failures=0, rests_until=None)
            cleared.append(application_of(task).checks_cleared_at is not None)
            now = task.next_attempt_at

    assert cleared == [False, False, True]
    assert now - SIGNED == timedelta(minutes=1 + 5 + 30)


def test_where_a_wrong_is_costly_the_check_stays_before_the_decision_and_a_person_takes_over(city):
    task, now = planned(city, matter_of(city, {**LOW_INCOME_FACT, "item_class": "strict"})), SIGNED
    with odd_server(DOWN) as odd:
        asks(odd)
        for _ in range(3):
            check(task, now)
            task.refresh_from_db()
            now = task.next_attempt_at or now

    assert (task.timing, task.next_attempt_at, task.status) == ("before", None, "open")
    assert application_of(task).checks_cleared_at is None
    assert application_of(task).checks[0]["note"] == "等核查人员核查"
    assert list(queries.unassigned(city.sun, on=ON)) == [task]


def test_the_waits_grow_and_near_the_due_day_a_person_takes_over(city):
    task, now, waits = planned(city), SIGNED, []
    with odd_server(DOWN) as odd:
        asks(odd)
        while True:
            check(task, now)
            task.refresh_from_db()
            Source.objects.update(failures=0, rests_until=None)
            if task.next_attempt_at is None:
                break
            waits.append(task.next_attempt_at - now)
            now = task.next_attempt_at

    assert waits[:5] == [timedelta(minutes=m) for m in (1, 5, 30, 120, 360)]
    assert now.date() < task.due_on == date(2026, 6, 4)
    assert (task.status, task.assigned_to) == ("open", None)
    assert [t.pk for t in queries.worklist(city.sun, on=ON, which="unassigned")] == [task.pk]
    assert Entry.objects.filter(case_file=task.case_file_id, step="verification.hand_over").count() == 1


def test_a_register_that_comes_back_is_believed_and_the_promise_kept(city):
    task = planned(city)
    with odd_server(DOWN) as odd:
        asks(odd)
        check(task)
    decisions.decide_at_once(application_id=application_of(task).pk, at=SIGNED)
    with odd_server(say(HARMLESS)) as odd:
        asks(odd)
        assert check(task, SIGNED + timedelta(minutes=1)).outcome == "agrees"

    assert Commitment.objects.get().status == "kept"


def test_a_check_put_off_that_contradicts_before_the_decision_still_asks_for_evidence(city):
    task, now = planned(city, slow_matter(city)), SIGNED
    with odd_server(DOWN) as odd:
        asks(odd)
        for _ in range(3):
            check(task, now)
            task.refresh_from_db()
            now = task.next_attempt_at
    with odd_server(say(STOPPED)) as odd:
        asks(odd)
        check(task, now)

    assert application_of(task).status == "evidence_asked"
    assert application_of(task).checks_cleared_at is None


def test_a_source_that_does_not_exist_leaves_the_check_to_a_person(city):
    commitment = signed(city)
    commitment.plan[0]["source_key"] = "gone"
    Commitment.objects.filter(pk=commitment.pk).update(plan=commitment.plan)
    [task] = actions.open_tasks(commitment_id=commitment.pk, at=SIGNED)

    assert check(task) is None
    task.refresh_from_db()
    assert (task.next_attempt_at, task.timing) == (None, "after")
    assert application_of(task).checks_cleared_at is not None


def test_a_withdrawn_commitment_is_not_asked_about(city):
    task = planned(city)
    commitments.withdraw(commitment_id=task.commitment_id, reason="想改交证明原件", by=city.lin, at=SIGNED)
    with odd_server(say(HARMLESS)) as odd:
        asks(odd)
        assert check(task) is None
        assert odd.got == []


def test_a_check_is_not_run_before_its_time(city):
    task = planned(city)
    with odd_server(say(HARMLESS)) as odd:
        asks(odd)
        assert check(task, SIGNED - timedelta(seconds=1)) is None
        assert odd.got == []


# --- at once ---------------------------------------------------------------------------------------------------


@pytest.mark.race
def test_two_workers_on_one_check_ask_once_and_find_once(committed_city):
    task, gate, found = planned(committed_city), Barrier(4), []
    with odd_server(hang(0.4)) as odd:
        asks(odd)

        def worker() -> None:
            gate.wait()
            found.append(check(task))
            connection.close()

        workers = [Thread(target=worker) for _ in range(4)]
        [w.start() for w in workers]
        [w.join() for w in workers]
        assert len(odd.got) == 1

    assert len([f for f in found if f is not None]) == 1
    assert (Query.objects.count(), Finding.objects.count()) == (1, 1)
    assert Entry.objects.filter(step="verification_task.conclude").count() == 1


@pytest.mark.race
def test_while_one_worker_waits_for_the_answer_another_leaves_the_check_alone(committed_city):
    task = planned(committed_city)
    with odd_server(hang(0.6)) as odd:
        asks(odd)
        worker = Thread(target=lambda: (check(task), connection.close()))
        worker.start()
        wait_for(odd)
        assert check(task, SIGNED + timedelta(seconds=30)) is None
        worker.join()
        assert len(odd.got) == 1

    task.refresh_from_db()
    assert (task.status, task.attempts) == ("concluded", 1)


@pytest.mark.race
def test_a_worker_killed_after_the_answer_leaves_the_check_to_the_next(committed_city, monkeypatch):
    task = planned(committed_city)
    plain = checking.conclude_locked

    def killed(*args: Any, **kwargs: Any) -> Finding:
        plain(*args, **kwargs)
        raise KeyboardInterrupt

    with odd_server(say(HARMLESS)) as odd:
        asks(odd)
        monkeypatch.setattr(checking, "conclude_locked", killed)
        with pytest.raises(KeyboardInterrupt):
            check(task)
        assert not Finding.objects.exists()
        monkeypatch.setattr(checking, "conclude_locked", plain)

        assert check(task, SIGNED + timedelta(seconds=30)) is None
        later = SIGNED + timedelta(seconds=61)
        assert queries.due_data_checks(at=later) == [task.pk]
        assert check(task, later).outcome == "agrees"

    task.refresh_from_db()
    assert (task.status, task.attempts, Finding.objects.count()) == ("concluded", 2, 1)
    assert first_break(CaseFile.objects.get(pk=task.case_file_id)) is None


@pytest.mark.race
def test_a_late_worker_does_not_overrule_the_one_that_took_over(committed_city):
    task, late = planned(committed_city), []
    with odd_server(hang(1.0), say(STOPPED)) as odd:
        asks(odd)
        Source.objects.update(timeout_ms=3000)

        def slow() -> None:
            late.append(check(task))
            connection.close()

        worker = Thread(target=slow)
        worker.start()
        wait_for(odd)
        assert check(task, SIGNED + timedelta(seconds=61)).outcome == "differs"
        worker.join()

    assert late == [None]
    assert [f.outcome for f in Finding.objects.all()] == ["differs"]


@pytest.mark.race
def test_a_withdrawal_while_the_register_is_asked_wins_over_the_check(committed_city):
    city, late = committed_city, []
    task = planned(city)
    with odd_server(hang(0.6)) as odd:
        asks(odd)

        def slow() -> None:
            late.append(check(task))
            connection.close()

        worker = Thread(target=slow)
        worker.start()
        wait_for(odd)
        commitments.withdraw(
            commitment_id=task.commitment_id, reason="想改交证明原件", by=city.lin, at=SIGNED
        )
        worker.join()

    assert late == [None]
    assert not Finding.objects.exists()
    assert [t.status for t in actions.cancel_for_withdrawn(commitment_id=task.commitment_id, at=SIGNED)] == [
        "cancelled"
    ]


@pytest.mark.race
def test_no_row_is_locked_while_the_register_thinks(committed_city):
    task = planned(committed_city)
    with odd_server(hang(0.8)) as odd:
        asks(odd)
        worker = Thread(target=lambda: (check(task), connection.close()))
        worker.start()
        wait_for(odd)
        with transaction.atomic():
            assert Task.objects.select_for_update(nowait=True).get(pk=task.pk).attempts == 1
            assert Commitment.objects.select_for_update(nowait=True).exists()
            assert Source.objects.select_for_update(nowait=True).exists()
            assert CaseFile.objects.select_for_update(nowait=True).filter(pk=task.case_file_id).exists()
        worker.join()


@pytest.mark.race
def test_a_promise_is_marked_as_kept_once_by_however_many(committed_city):
    city, gate, kept = committed_city, Barrier(4), []
    task = planned(city)
    with odd_server(say(HARMLESS)) as odd:
        asks(odd)
        check(task)
    decisions.decide_at_once(application_id=application_of(task).pk, at=SIGNED)

    def worker() -> None:
        gate.wait()
        kept.append(actions.keep(commitment_id=task.commitment_id, at=AT + timedelta(hours=1)))
        connection.close()

    workers = [Thread(target=worker) for _ in range(4)]
    [w.start() for w in workers]
    [w.join() for w in workers]

    assert len([k for k in kept if k is not None]) == 1
    assert CreditEntry.objects.count() == 1
    assert Entry.objects.filter(step="commitment.keep").count() == 1


def test_an_exempt_promise_alone_is_not_called_kept(city):
    task = planned(city, matter_of(city, EXEMPT_FACT))
    granted(city, task)

    assert queries.kept_but_not_said() == []
    assert actions.keep(commitment_id=task.commitment_id, at=SIGNED) is None


def test_a_promise_with_a_check_still_open_is_not_called_kept(city):
    commitment = signed(city, matter_of(city, LOW_INCOME_FACT, PAPER_FACT))
    data, paper = actions.open_tasks(commitment_id=commitment.pk, at=SIGNED)
    with odd_server(say(HARMLESS)) as odd:
        asks(odd)
        check(data)
    granted(city, data)
    assert queries.kept_but_not_said() == []

    actions.conclude(
        task_id=paper.pk, outcome="agrees", explanation="户口簿与承诺一致。", by=city.sun, at=SIGNED
    )
    assert Commitment.objects.get().status == "kept"


def wait_for(odd: Any) -> None:
    while not odd.got:
        time.sleep(0.01)
