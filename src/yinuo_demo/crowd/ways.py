"""What happens in a case, act by act: stretches that many share, and the ways the table of paths names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from yinuo.decisions.models import Decision
from yinuo.law.grading import Grade
from yinuo.law.verification import Disposition
from yinuo_demo.crowd import checking, deciding, drafting, filing, hearing, repairing, unsettled
from yinuo_demo.crowd.hearing import Disposed

if TYPE_CHECKING:
    from yinuo.credit.models import Determination
    from yinuo.verification.models import Task
    from yinuo_demo.crowd.case import Case

Routes = Literal["commit", "proof", "held", "mixed"]


# --- stretches of the way --------------------------------------------------------------------------------------


def begin(case: Case, routes: Routes) -> None:
    """A draft in which every way is chosen and everything filled in."""
    drafting.open_draft(case)
    case.wait(10, 120)
    chosen: list[str] = [routes] * len(case.items)
    if routes == "mixed":
        chosen = ["commit" if place == 0 else "proof" for place in range(len(case.items))]
    drafting.choose(case, chosen)
    drafting.fill_in(case)
    drafting.bring_proofs(case)


def file(case: Case, routes: Routes) -> None:
    """Handed in, with the checks opened."""
    begin(case, routes)
    drafting.read_notices(case)
    filing.hand_in(case)
    checking.open_checks(case)


def grant(case: Case) -> None:
    """Checked as far as the decision needs it, granted, closed."""
    checking.settle(case, "agrees", timing="before")
    if case.offer.matter.at_once and case.commitments and case.application.checks_cleared_at is not None:
        deciding.decide_at_once(case)
    else:
        case.wait_workdays(0, 7)
        deciding.decide(case)
    case.wait(5, 58)
    checking.keep(case)
    deciding.close(case)


def find_untrue(case: Case, routes: Routes) -> Task:
    """Granted, and contradicted by a check after the decision."""
    file(case, routes)
    unsettled.stay_silent(case, hand_over=False)
    grant(case)
    case.wait_workdays(1, 3)
    task = checking.settle(case, "differs")
    if task is None:
        raise ValueError(f"{case.application.number}: nothing is left to contradict")
    return task


def hear(case: Case, routes: Routes, *, speaks: bool = True) -> None:
    """Told, and heard or the time let pass."""
    task = find_untrue(case, routes)
    case.wait_workdays(1, 4)
    hearing.open_proceeding(case, task)
    if speaks:
        case.wait_workdays(1, 4)
        hearing.speak(case)
    else:
        hearing.lapse(case)
    case.wait_workdays(1, 5)


def disposed(
    disposition: Disposition, grade: Grade | None = None, *, corrected: bool = False
) -> Callable[[Case, Routes], None]:
    """The way to a disposition."""

    def play(case: Case, routes: Routes) -> None:
        hear(case, routes, speaks=case.hit(0.7) or corrected or disposition is Disposition.CLEARED)
        hearing.dispose(case, Disposed(disposition, grade, corrected))

    return play


def determined(case: Case, routes: Routes, grade: Grade) -> Determination:
    """The decision annulled, and dishonesty determined."""
    hear(case, routes, speaks=case.hit(0.6))
    row = hearing.dispose(case, Disposed(Disposition.ANNUL, grade))
    if row is None:
        raise ValueError(f"{case.application.number} was not determined")
    return row


# --- the ways --------------------------------------------------------------------------------------------------


def draft_begun(case: Case, _routes: Routes) -> None:
    drafting.open_draft(case)


def draft_told(case: Case, routes: Routes) -> None:
    begin(case, routes)
    drafting.read_notices(case, only_begin=True)


def draft_ready(case: Case, routes: Routes) -> None:
    begin(case, routes)
    drafting.read_notices(case)


def discarded(case: Case, routes: Routes) -> None:
    begin(case, routes)
    case.wait(3_600, 400_000)
    filing.discard(case)


def committed_and_clear(case: Case, routes: Routes) -> None:
    file(case, routes)
    checking.settle(case, "agrees", timing="before")


def check_waits(case: Case, routes: Routes) -> None:
    file(case, routes)
    checking.ask_registers(case)
    if case.hit(0.5):
        case.wait(3_600, 30_000)
        for task in checking.waiting(case)[:1]:
            checking.assign(case, task)


def contradicted(case: Case, routes: Routes) -> None:
    file(case, routes)
    task = checking.settle(case, "differs", timing="before", only_first=True)
    checking.ask_registers(case)
    if task is not None:
        unsettled.ask_about(case, task)


def asked_by_officer(case: Case, routes: Routes) -> None:
    file(case, routes)
    case.wait_until_shortly_before_the_end(0.5, 5)
    filing.ask_evidence(
        case,
        case.items[0],
        "交来的证明照片不清楚，看不清出具日期和印章，请重新拍照或者扫描后上传。",
        [],
        by=case.officer("deciding_officer"),
        by_label="审批人",
    )


def answered(case: Case, routes: Routes) -> None:
    file(case, routes)
    task = checking.settle(case, "differs", timing="before", only_first=True)
    checking.ask_registers(case)
    if task is None:
        return
    request = unsettled.ask_about(case, task)
    case.wait(20_000, 200_000)
    brought = int(drafting.bring(case, task.commitment.application_item) is not None)
    filing.supply(case, request, "登记没有更新，附上登记单位的说明。", brought=brought)


def answered_and_granted(case: Case, routes: Routes) -> None:
    answered(case, routes)
    case.wait_workdays(1, 3)
    officer = case.officer("verifier")
    for task in [
        t for t in case.tasks if t.status == "concluded" and case.findings[t.pk].outcome == "differs"
    ]:
        unsettled.reassess(case, task, by=officer)
        case.wait(300, 5_000)
        checking.by_hand(case, task, "agrees", "登记单位的更正说明属实，与承诺一致")
    grant(case)
    checking.settle(case, "agrees")


def promise_withdrawn(case: Case, routes: Routes) -> None:
    file(case, routes)
    case.wait_until_shortly_before_the_end(0.5, 5)
    filing.withdraw_commitment(case)
    unsettled.cancel(case, "承诺已经撤回")


def withdrawn_then_proved(case: Case, routes: Routes) -> None:
    file(case, routes)
    case.wait(2_000, 60_000)
    request = filing.withdraw_commitment(case)
    unsettled.cancel(case, "承诺已经撤回")
    case.wait(30_000, 300_000)
    drafting.bring(case, case.commitments[0].application_item)
    filing.supply(case, request, "", brought=1)
    grant(case)
    checking.settle(case, "agrees")


def application_withdrawn(case: Case, routes: Routes) -> None:
    file(case, routes)
    case.wait(4_000, 150_000)
    filing.withdraw_application(case)
    unsettled.cancel(case, "申请已撤回申请")


def just_decided(case: Case, routes: Routes) -> None:
    file(case, routes)
    checking.settle(case, "agrees", timing="before")
    deciding.decide_at_once(case)
    checking.keep(case)


def kept(case: Case, routes: Routes) -> None:
    file(case, routes)
    grant(case)
    checking.settle(case, "agrees")


def granted_with_checks_open(case: Case, routes: Routes) -> None:
    file(case, routes)
    grant(case)
    if case.hit(0.4):
        case.wait(1_000, 30_000)
        for task in checking.waiting(case):
            checking.assign(case, task)


def silent_then_kept(case: Case, routes: Routes) -> None:
    file(case, routes)
    unsettled.stay_silent(case, hand_over=False)
    grant(case)
    case.wait(20_000, 150_000)
    checking.settle(case, "agrees")


def silent_and_handed_over(case: Case, routes: Routes) -> None:
    file(case, routes)
    unsettled.stay_silent(case, hand_over=True)
    grant(case)


def cannot_tell(case: Case, routes: Routes) -> None:
    file(case, routes)
    grant(case)
    checking.settle(case, "cannot_tell")


def granted(case: Case, routes: Routes) -> None:
    file(case, routes)
    grant(case)


def taken_back(case: Case, routes: Routes) -> None:
    file(case, routes)
    checking.settle(case, "agrees", timing="before")
    case.wait_workdays(1, 5)
    deciding.decide(case)
    deciding.take_back(case)
    case.wait(200, 2_000)
    deciding.decide(case)
    deciding.close(case)
    checking.settle(case, "agrees")


def refused(case: Case, routes: Routes) -> None:
    file(case, routes)
    case.wait_workdays(3, 12)
    deciding.decide(case, Decision.Kind.REFUSAL)
    deciding.close(case)


def terminated(case: Case, routes: Routes) -> None:
    file(case, routes)
    case.wait_workdays(2, 9)
    deciding.decide(case, Decision.Kind.TERMINATION)
    unsettled.cancel(case, "申请已终止办理")


def untrue_found(case: Case, routes: Routes) -> None:
    find_untrue(case, routes)


def told(case: Case, routes: Routes) -> None:
    task = find_untrue(case, routes)
    case.wait_until_shortly_before_the_end(0.3, 4)
    hearing.open_proceeding(case, task)


def heard(case: Case, routes: Routes) -> None:
    task = find_untrue(case, routes)
    case.wait_until_shortly_before_the_end(5, 9)
    hearing.open_proceeding(case, task)
    case.wait(20_000, 180_000)
    hearing.speak(case)


def lapsed(case: Case, routes: Routes) -> None:
    task = find_untrue(case, routes)
    case.wait_until_shortly_before_the_end(16, 22)
    hearing.open_proceeding(case, task)
    hearing.lapse(case)


def determined_as(grade: Grade) -> Callable[[Case, Routes], None]:
    def play(case: Case, routes: Routes) -> None:
        determined(case, routes, grade)

    return play


def repaired(grade: Grade) -> Callable[[Case, Routes], None]:
    def play(case: Case, routes: Routes) -> None:
        row = determined(case, routes, grade)
        if grade is not Grade.MINOR:
            case.wait_until_after(row.repair_from)
        case.wait_workdays(1, 6)
        repair = repairing.apply_for_repair(case, row)
        case.wait_workdays(1, 3)
        repairing.grant_repair(case, row, repair)

    return play


def repair_waits(case: Case, routes: Routes) -> None:
    row = determined(case, routes, Grade.MINOR)
    case.wait_until_shortly_before_the_end(0.5, 4)
    repairing.apply_for_repair(case, row)


def repair_refused(case: Case, routes: Routes) -> None:
    row = determined(case, routes, Grade.MINOR)
    case.wait_workdays(2, 6)
    repair = repairing.apply_for_repair(case, row)
    case.wait_workdays(1, 4)
    repairing.refuse_repair(case, row, repair, "所称退款没有到账，经办人已电话核实。")


def objection_waits(case: Case, routes: Routes) -> None:
    row = determined(case, routes, Grade.GENERAL)
    case.wait_until_shortly_before_the_end(0.5, 5)
    repairing.object_to(case, row)


def objection_decided(*, upheld: bool, repair_first: bool = False) -> Callable[[Case, Routes], None]:
    def play(case: Case, routes: Routes) -> None:
        row = determined(case, routes, Grade.MINOR if repair_first else Grade.GENERAL)
        case.wait_workdays(1, 5)
        if repair_first:
            repairing.apply_for_repair(case, row)
            case.wait(3_000, 40_000)
        objection = repairing.object_to(case, row)
        case.wait_workdays(1, 4)
        reason = (
            "经向登记单位核实，登记当时有误，认定依据不成立。"
            if upheld
            else "经重新核实，登记内容无误，认定依据成立。"
        )
        repairing.decide_objection(case, row, objection, reason, upheld=upheld)

    return play
