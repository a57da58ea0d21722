"""What a person finds out: by whom, in words, on what evidence, and looked at anew with a reason."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.conftest import ON
from tests.rooms.verification.cases import PAPER_FACT, SIGNED, application_of, granted, matter_of, planned

from yinuo.applications import actions as applications
from yinuo.applications.models import SupplementRequest
from yinuo.law.grammar import Refused
from yinuo.verification import actions, queries
from yinuo.verification.models import Finding, Task

SEEN = "核对户口簿原件，与承诺一致。"


@dataclass
class Paper:
    """A checked file, as the page hands it in."""

    content: bytes
    name: str = "户口簿.pdf"
    media_type: str = "application/pdf"

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@pytest.fixture
def task(city):
    return planned(city, matter_of(city, PAPER_FACT))


def conclude(city, task, outcome="agrees", explanation=SEEN, **changed):
    return actions.conclude(
        **{
            "task_id": task.pk,
            "outcome": outcome,
            "explanation": explanation,
            "by": city.sun,
            "at": SIGNED,
            **changed,
        }
    )


@pytest.mark.clause("2.4-a")
def test_a_person_writes_down_what_was_seen_and_the_paper_is_kept(city, task):
    paper = Paper(b"%PDF-1.7 household")

    finding = conclude(city, task, evidence_file=paper)

    assert (finding.outcome, finding.explanation, finding.found_by) == ("agrees", SEEN, city.sun)
    assert finding.evidence == f"evidence/{paper.digest[:2]}/{paper.digest}"
    with default_storage.open(finding.evidence) as kept:
        assert kept.read() == paper.content
    assert Task.objects.get().status == "concluded"


@pytest.mark.parametrize(
    ("outcome", "explanation", "said"),
    [
        ("agrees", "看过", "太短"),
        ("agrees", " " * 30, "太短"),
        ("perhaps", SEEN, "没有选择结论"),
        ("", SEEN, "没有选择结论"),
    ],
)
def test_without_words_or_with_an_unknown_outcome_nothing_is_concluded(
    city, task, outcome, explanation, said
):
    with pytest.raises(Refused, match=said):
        conclude(city, task, outcome, explanation)
    assert not Finding.objects.exists()


@pytest.mark.parametrize("who", ["feng", "zhao", "zheng", "li", "lin", "qian", "wang"])
def test_only_those_who_check_in_that_agency_may_conclude(city, task, who):
    with pytest.raises(Refused, match="核查人员或者审批人"):
        conclude(city, task, by=getattr(city, who))


def test_a_check_given_to_somebody_is_his(city, task):
    actions.assign(task_id=task.pk, to=city.zhou, by=city.zhou, at=SIGNED)

    with pytest.raises(Refused, match="已经分给周予安"):
        conclude(city, task)
    assert conclude(city, task, by=city.zhou).found_by == city.zhou


def test_a_concluded_check_is_not_concluded_again(city, task):
    conclude(city, task)
    with pytest.raises(Refused, match="已有结论"):
        conclude(city, task, "differs", "户口簿上没有这个人。")


def test_a_finding_cannot_be_changed_in_the_database(city, task):
    conclude(city, task)
    for change in (lambda: Finding.objects.update(outcome="differs"), lambda: Finding.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_a_status_without_an_entry_is_refused_by_the_database(committed_city):
    task = planned(committed_city, matter_of(committed_city, PAPER_FACT))
    with pytest.raises(DatabaseError, match="without a case-file entry"), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(status="concluded")


def test_control_characters_do_not_reach_the_database(city, task):
    assert conclude(city, task, explanation=f"\x00{SEEN}\x07").explanation == SEEN


@pytest.mark.clause("2.4-a")
def test_a_persons_difference_before_the_decision_asks_for_evidence_too_but_only_once(city, task):
    conclude(city, task, "differs", "户口簿上没有登记这一关系。")
    application = application_of(task)
    assert application.status == "evidence_asked"
    [request] = SupplementRequest.objects.all()
    assert request.differences[0]["label"] == "与被继承人是父女"

    later = SIGNED + timedelta(hours=1)
    applications.supply(
        application_id=application.pk, answer="户口迁移时漏登，正在补录。", by=city.lin, at=later
    )
    actions.reassess(task_id=task.pk, reason="申请人已经说明", by=city.sun, at=later)
    conclude(city, task, "differs", "派出所答复没有补录申请。", at=later)

    assert SupplementRequest.objects.count() == 1
    assert application_of(task).status == "submitted"
    assert application_of(task).checks_cleared_at is None
    assert queries.differing_unasked() == []


def test_what_a_person_cannot_tell_is_not_held_against_the_applicant(city, task):
    conclude(city, task, "cannot_tell", "档案已经灭失，无法查到。")

    assert application_of(task).checks_cleared_at is not None
    assert application_of(task).status == "submitted"
    granted(city, task)
    assert queries.kept_but_not_said() == []


@pytest.mark.clause("2.4-c")
def test_what_was_found_true_is_not_checked_again(city, task):
    conclude(city, task)
    with pytest.raises(Refused, match="结论是一致"):
        actions.reassess(task_id=task.pk, reason="再查一遍看看", by=city.sun, at=SIGNED)


def test_looking_anew_needs_a_reason_and_opens_the_check_again(city, task):
    conclude(city, task, "cannot_tell", "档案已经灭失，无法查到。")
    with pytest.raises(Refused, match="太短"):
        actions.reassess(task_id=task.pk, reason="再查", by=city.sun, at=SIGNED)

    again = actions.reassess(task_id=task.pk, reason="档案馆找到了副本", by=city.sun, at=SIGNED)
    assert (again.status, again.next_attempt_at, again.concluded_at) == ("open", None, None)
    assert [t.pk for t in queries.worklist(city.sun, on=ON)] == [task.pk]


def test_the_register_may_be_asked_again(city):
    task = planned(city)
    conclude(city, task, "cannot_tell", "来源停用，暂时无法核对。")

    again = actions.reassess(task_id=task.pk, reason="来源已经恢复", by=city.sun, at=SIGNED, by_register=True)
    assert again.next_attempt_at == SIGNED
    assert ProcrastinateJob.objects.filter(task_name="verification.check", args__task_id=task.pk).count() == 2
    assert queries.due_data_checks(at=SIGNED) == [task.pk]


@pytest.mark.race
def test_two_officers_concluding_at_once_leave_one_finding(committed_city):
    city, gate, outcomes = committed_city, Barrier(2), []
    task = planned(city, matter_of(city, PAPER_FACT))

    def one(who, outcome):
        gate.wait()
        try:
            outcomes.append(conclude(city, task, outcome, by=who).outcome)
        except Refused:
            outcomes.append("refused")
        connection.close()

    threads = [Thread(target=one, args=(city.sun, "agrees")), Thread(target=one, args=(city.zhou, "differs"))]
    [t.start() for t in threads]
    [t.join() for t in threads]

    assert outcomes.count("refused") == 1
    assert Finding.objects.count() == 1
