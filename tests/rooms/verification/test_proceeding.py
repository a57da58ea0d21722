"""An untrue finding after the decision: told, heard, and disposed of by an officer among what the law gives."""

from __future__ import annotations

from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from tests.cast import LOW_INCOME_FACT
from tests.conftest import ON
from tests.rooms.exchange.odd_server import odd_server, say
from tests.rooms.verification.cases import (
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

from yinuo.casefile.models import CaseFile, Entry
from yinuo.casefile.queries import first_break
from yinuo.commitments.models import Commitment
from yinuo.credit.models import CreditEntry, Determination
from yinuo.decisions.models import Decision
from yinuo.documents.models import Delivery, Document
from yinuo.exchange.models import OutboxMessage
from yinuo.law.credit import GradeFactors
from yinuo.law.grammar import Refused
from yinuo.verification import actions, queries
from yinuo.verification.models import Finding, Proceeding, Representation
from yinuo.verification.queries import Circumstances

TOLD = SIGNED + timedelta(days=1)
LAST_DAY = date(2026, 6, 9)
OVER = SIGNED + timedelta(days=10)
REASON = "低保已于承诺前停发，当事人没有提出相反证据。"
SPOKEN = "我不知道已经停发，以为还在享受。"


def untrue(city: Any) -> Finding:
    """A finding after the decision that contradicts the promise."""
    task = planned(city, slow_matter(city), city.tao)
    granted(city, task)
    with odd_server(say(STOPPED)) as odd:
        asks(odd)
        finding = actions.run_data_check(task_id=task.pk, at=SIGNED)
    assert finding is not None
    return finding


def opened(city: Any) -> Proceeding:
    return actions.open_proceeding(finding_id=untrue(city).pk, by=city.sun, at=TOLD)


def heard(city: Any) -> Proceeding:
    proceeding = opened(city)
    actions.represent(proceeding_id=proceeding.pk, text=SPOKEN, by=city.tao, at=TOLD + timedelta(hours=1))
    return proceeding


def dispose(city: Any, proceeding: Proceeding, disposition: str, **changed: Any) -> Proceeding:
    wish = {
        "proceeding_id": proceeding.pk,
        "disposition": disposition,
        "reason": REASON,
        "by": city.zhou,
        "at": OVER,
    }
    return actions.conclude_proceeding(**{**wish, **changed})


# --- told ------------------------------------------------------------------------------------------------------


@pytest.mark.clause("2.4-d")
def test_the_applicant_is_told_what_was_found_and_by_when_he_may_speak(city):
    proceeding = opened(city)

    assert (proceeding.status, proceeding.representation_due_on) == ("told", LAST_DAY)
    notice = Document.objects.get(pk=proceeding.notice_id)
    assert notice.kind == "representation_notice"
    [difference] = notice.content["differences"]
    assert (difference["promised"], difference["found"]) == ("在享", "停发")
    assert "低收入人口数据" in difference["source"]
    assert "2026年6月9日" in notice.content["due"]
    assert Delivery.objects.filter(document=notice, to=city.tao.subject).exists()
    assert list(queries.untrue_findings(city.zhou, on=ON)) == []
    assert first_break(CaseFile.objects.get(pk=proceeding.case_file_id)) is None


def test_before_the_decision_no_proceeding_is_opened_but_evidence_asked(city):
    task = planned(city, matter_of(city, PAPER_FACT))
    finding = actions.conclude(
        task_id=task.pk, outcome="differs", explanation="户口簿上没有登记这一关系。", by=city.sun, at=SIGNED
    )
    with pytest.raises(Refused, match="先请申请人说明并补充佐证"):
        actions.open_proceeding(finding_id=finding.pk, by=city.sun, at=SIGNED)


def test_only_the_newest_contradicting_finding_opens_one_and_only_once(city):
    finding = untrue(city)
    actions.open_proceeding(finding_id=finding.pk, by=city.sun, at=TOLD)
    with pytest.raises(Refused, match="已经启动过"):
        actions.open_proceeding(finding_id=finding.pk, by=city.sun, at=TOLD)
    with pytest.raises(Refused, match="已经按这个结论启动"):
        actions.reassess(task_id=finding.task_id, reason="来源又有更新", by=city.sun, at=TOLD)


def test_a_finding_overtaken_by_a_new_look_opens_none(city):
    finding = untrue(city)
    actions.reassess(task_id=finding.task_id, reason="来源又有更新", by=city.sun, at=TOLD)
    with pytest.raises(Refused, match="正在重新核查"):
        actions.open_proceeding(finding_id=finding.pk, by=city.sun, at=TOLD)
    cleared = actions.conclude(
        task_id=finding.task_id,
        outcome="cannot_tell",
        explanation="来源正在更正，无法判断。",
        by=city.sun,
        at=TOLD,
    )
    with pytest.raises(Refused, match="无法判断"):
        actions.open_proceeding(finding_id=cleared.pk, by=city.sun, at=TOLD)


@pytest.mark.parametrize("who", ["feng", "zhao", "li", "tao"])
def test_others_may_not_open_one(city, who):
    finding = untrue(city)
    with pytest.raises(Refused, match="不能启动"):
        actions.open_proceeding(finding_id=finding.pk, by=getattr(city, who), at=TOLD)


# --- heard -----------------------------------------------------------------------------------------------------


@pytest.mark.clause("2.4-d")
def test_the_person_speaks_and_may_add_until_the_last_day(city):
    proceeding = heard(city)
    actions.represent(
        proceeding_id=proceeding.pk, text="补充：附上民政局的来信。", by=city.tao, at=TOLD + timedelta(days=7)
    )

    proceeding.refresh_from_db()
    assert proceeding.status == "heard"
    assert [said.text for said in queries.representations(proceeding)] == [SPOKEN, "补充：附上民政局的来信。"]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Representation.objects.update(at=TOLD)
    with pytest.raises(Refused, match="期限到2026年6月9日为止"):
        actions.represent(proceeding_id=proceeding.pk, text="还有一点要说", by=city.tao, at=OVER)


@pytest.mark.parametrize("who", ["lin", "sun", "zhou", "feng"])
def test_nobody_else_speaks_for_him(city, who):
    proceeding = opened(city)
    with pytest.raises(Refused, match="不是当事人"):
        actions.represent(proceeding_id=proceeding.pk, text=SPOKEN, by=getattr(city, who), at=TOLD)


@pytest.mark.parametrize("text", ["", "  ", "嗯", "长" * 5001])
def test_empty_or_endless_words_are_sent_back(city, text):
    proceeding = opened(city)
    with pytest.raises(Refused, match="没有提交成功"):
        actions.represent(proceeding_id=proceeding.pk, text=text, by=city.tao, at=TOLD)


@pytest.mark.clause("2.4-d")
def test_silence_is_noted_only_after_the_last_day(city):
    proceeding = opened(city)

    assert actions.lapse_due(at=TOLD + timedelta(days=7)) == 0
    assert actions.lapse_due(at=OVER) == 1
    assert actions.lapse_due(at=OVER) == 0
    proceeding.refresh_from_db()
    assert proceeding.status == "heard"


@pytest.mark.clause("2.4-d")
@pytest.mark.parametrize(
    "disposition", ["annul", "rectify", "penalise", "transfer", "cleared", "accept_correction"]
)
def test_nothing_is_decided_while_he_may_still_speak(city, disposition):
    proceeding = opened(city)
    with pytest.raises(Refused, match="陈述申辩期到2026年6月9日"):
        dispose(city, proceeding, disposition, at=TOLD + timedelta(days=1))
    assert Decision.objects.get().status == "made"


# --- disposed of -----------------------------------------------------------------------------------------------


@pytest.mark.clause("2.4-d")
def test_annulment_ends_decision_and_promise_and_determines_dishonesty_all_at_once(city):
    proceeding = heard(city)

    done = dispose(
        city,
        proceeding,
        "annul",
        grade="general",
        factors=GradeFactors(benefit_obtained=True, intent_shown=True),
    )

    assert (done.status, done.disposition, done.concluded_by) == ("concluded", "annul", city.zhou)
    decision = Decision.objects.get()
    assert (decision.status, application_of(proceeding.finding.task).status) == ("annulled", "annulled")
    commitment = Commitment.objects.get()
    assert commitment.status == "untrue"
    annulment = decision.annulment.content
    assert SPOKEN in annulment["heard"][0]
    assert annulment["differences"][0]["found"] == "停发"
    determination = Determination.objects.get()
    assert (determination.act, determination.grade) == (commitment.letter.number, "general")
    assert OutboxMessage.objects.filter(key=f"determination:{determination.number}").count() == 1
    assert CreditEntry.objects.get().kind == "false_commitment"
    served = set(Delivery.objects.filter(to=city.tao.subject).values_list("document__kind", flat=True))
    assert {"representation_notice", "decision_annul", "determination", "repair_notice"} <= served
    assert first_break(CaseFile.objects.get(pk=proceeding.case_file_id)) is None


def test_if_any_part_of_it_fails_nothing_of_it_happened(committed_city):
    city = committed_city
    proceeding = heard(city)

    with pytest.raises(Refused, match="不能采取这项措施"):
        dispose(
            city,
            proceeding,
            "annul",
            grade="minor",
            factors=GradeFactors(intent_shown=True),
            measures=["no-such"],
        )

    assert Decision.objects.get().status == "made"
    assert Commitment.objects.get().status == "signed"
    assert Proceeding.objects.get().status == "heard"
    assert not Determination.objects.exists()
    assert Document.objects.filter(kind="decision_annul").count() == 0


def test_an_annulment_without_a_grade_spares_the_person_the_record(city):
    proceeding = heard(city)
    dispose(city, proceeding, "annul")

    assert Decision.objects.get().status == "annulled"
    assert not Determination.objects.exists()
    assert not CreditEntry.objects.exists()


@pytest.mark.clause("2.5-a")
def test_an_error_that_the_person_corrects_is_no_dishonesty(city):
    proceeding = heard(city)
    with pytest.raises(Refused, match="没有承认填写有误"):
        dispose(city, proceeding, "accept_correction")

    done = dispose(
        city, proceeding, "accept_correction", circumstances=Circumstances(corrects_own_error=True)
    )

    assert done.status == "cleared"
    assert Commitment.objects.get().status == "corrected"
    assert CreditEntry.objects.get().kind == "honest_error"
    assert Decision.objects.get().status == "made"
    assert not Determination.objects.exists()


@pytest.mark.clause("2.5-a")
def test_what_the_person_shows_to_be_true_counts_as_kept(city):
    proceeding = heard(city)

    done = dispose(city, proceeding, "cleared", reason="民政局确认登记有误，当事人仍在享受低保。")

    assert done.status == "cleared"
    assert Commitment.objects.get().status == "kept"
    assert [f.outcome for f in Finding.objects.order_by("id")] == ["differs", "agrees"]
    assert CreditEntry.objects.get().kind == "kept"
    assert list(queries.untrue_findings(city.zhou, on=ON)) == []


def test_an_order_to_put_things_right_names_its_last_day(city):
    proceeding = heard(city)
    dispose(city, proceeding, "rectify")

    entry = Entry.objects.get(case_file=proceeding.case_file_id, step="proceeding.conclude")
    assert entry.facts["rectify_by"] == "2026-07-13"
    assert Decision.objects.get().status == "made"
    assert Commitment.objects.get().status == "untrue"


@pytest.mark.parametrize(
    ("disposition", "changed", "said"),
    [
        ("terminate", {}, "决定已经作出"),
        ("transfer", {}, "没有证据表明涉嫌犯罪"),
        ("rectify", {"factors": GradeFactors(intent_shown=True)}, "明知不实"),
        ("cleared", {"factors": GradeFactors(intent_shown=True)}, "明知不实"),
        ("annul", {"circumstances": Circumstances(public_interest_harm=True)}, "公共利益"),
        ("", {}, "没有选择处理办法"),
        ("forgive", {}, "没有选择处理办法"),
        ("annul", {"reason": "不实"}, "理由"),
        ("annul", {"grade": "minor"}, "没有填写定级所依据的情节"),
        ("cleared", {"grade": "minor", "factors": GradeFactors()}, "没有可以认定的失信"),
    ],
)
def test_what_the_law_does_not_open_is_refused_with_its_reason_and_the_way_out(
    city, disposition, changed, said
):
    proceeding = heard(city)
    with pytest.raises(Refused, match=said) as refused:
        dispose(city, proceeding, disposition, **changed)

    assert refused.value.refusal.instead
    assert refused.value.refusal.citation.label
    assert Proceeding.objects.get().status == "heard"


@pytest.mark.parametrize("who", ["sun", "zheng", "feng", "li", "tao"])
def test_only_a_deciding_officer_of_the_agency_disposes(city, who):
    proceeding = heard(city)
    with pytest.raises(Refused, match="只有市司法局的审批人"):
        dispose(city, proceeding, "annul", by=getattr(city, who))


def test_the_page_can_show_every_option_with_criteria_and_why_not(city):
    proceeding = queries.proceeding_detail(city.zhou, heard(city).pk, on=ON)
    given = queries.options(proceeding, factors=None, circumstances=Circumstances(), on=OVER.date())

    assert {o.disposition.name.lower(): o.open for o in given.value} == {
        "cleared": True,
        "accept_correction": False,
        "rectify": True,
        "terminate": False,
        "annul": True,
        "penalise": True,
        "transfer": False,
    }
    assert all(o.criteria and o.citation.label and (o.open or o.why_not) for o in given.value)


def test_other_checks_of_an_annulled_case_are_dropped(city):
    commitment = signed(city, matter_of(city, LOW_INCOME_FACT, PAPER_FACT), city.tao)
    data, paper = actions.open_tasks(commitment_id=commitment.pk, at=SIGNED)
    granted(city, data)
    with odd_server(say(STOPPED)) as odd:
        asks(odd)
        finding = actions.run_data_check(task_id=data.pk, at=SIGNED)
    proceeding = actions.open_proceeding(finding_id=finding.pk, by=city.sun, at=TOLD)
    actions.represent(proceeding_id=proceeding.pk, text=SPOKEN, by=city.tao, at=TOLD)
    dispose(city, proceeding, "annul")

    assert queries.pointless() == [commitment.pk]
    assert [t.pk for t in actions.cancel_for_withdrawn(commitment_id=commitment.pk, at=OVER)] == [paper.pk]


# --- at once ---------------------------------------------------------------------------------------------------


@pytest.mark.race
def test_two_officers_disposing_at_once_have_one_effect(committed_city):
    city, gate, outcomes = committed_city, Barrier(2), []
    proceeding = heard(city)
    factors = GradeFactors(intent_shown=True)

    def one(who: Any) -> None:
        gate.wait()
        try:
            outcomes.append(
                dispose(city, proceeding, "annul", by=who, grade="general", factors=factors).status
            )
        except Refused as refused:
            outcomes.append(refused.refusal.what)
        connection.close()

    threads = [Thread(target=one, args=(who,)) for who in (city.zhou, city.second)]
    [t.start() for t in threads]
    [t.join() for t in threads]

    assert sorted(outcomes) == ["concluded", "现在不能“作出处理”"]
    assert (Determination.objects.count(), OutboxMessage.objects.count()) == (1, 1)
    assert Document.objects.filter(kind="decision_annul").count() == 1


@pytest.mark.race
def test_two_verifiers_opening_at_once_tell_the_person_once(committed_city):
    city, gate, outcomes = committed_city, Barrier(2), []
    finding = untrue(city)

    def one(who: Any) -> None:
        gate.wait()
        try:
            outcomes.append(actions.open_proceeding(finding_id=finding.pk, by=who, at=TOLD).status)
        except Refused:
            outcomes.append("refused")
        connection.close()

    threads = [Thread(target=one, args=(who,)) for who in (city.sun, city.zhou)]
    [t.start() for t in threads]
    [t.join() for t in threads]

    assert sorted(outcomes) == ["refused", "told"]
    assert Document.objects.filter(kind="representation_notice").count() == 1


@pytest.mark.race
def test_speaking_while_the_time_lapses_is_heard(committed_city):
    city, gate = committed_city, Barrier(2)
    proceeding = opened(city)
    last_moment = TOLD + timedelta(days=7)

    def speak() -> None:
        gate.wait()
        actions.represent(proceeding_id=proceeding.pk, text=SPOKEN, by=city.tao, at=last_moment)
        connection.close()

    def lapse() -> None:
        gate.wait()
        actions.lapse(proceeding_id=proceeding.pk, at=OVER)
        connection.close()

    threads = [Thread(target=speak), Thread(target=lapse)]
    [t.start() for t in threads]
    [t.join() for t in threads]

    assert Proceeding.objects.get().status == "heard"
    assert Representation.objects.count() == 1
