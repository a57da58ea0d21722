"""The ways a case of the crowd can go, how often each is met, and how old such a case is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from yinuo.decisions.models import Decision
from yinuo.law.credit import Grade
from yinuo.law.verification import Disposition
from yinuo_demo.crowd import checking, crediting, deciding, drafting, filing, hearing
from yinuo_demo.crowd.hearing import Disposed

if TYPE_CHECKING:
    from yinuo.credit.models import Determination
    from yinuo.verification.models import Task
    from yinuo_demo.crowd.case import Case
    from yinuo_demo.crowd.town import Offer

Routes = Literal["commit", "proof", "held", "mixed"]


@dataclass(frozen=True, slots=True)
class Path:
    """One way a case can go.

    Attributes:
        name: for people who read a failure.
        weight: how often, against the others.
        ages: days between its beginning and the end, the fewest and the most.
        routes: by which way its items are proved.
        fits: whether it can go so with a matter.
        play: writes it.
        adverse: it ends in a determination, after which the person cannot promise.
    """

    name: str
    weight: float
    ages: tuple[float, float]
    routes: Routes
    fits: Callable[[Offer], bool]
    play: Callable[[Case, Routes], None]
    adverse: bool = False


# --- what a matter must be like --------------------------------------------------------------------------------


def any_matter(_offer: Offer) -> bool:
    return True


def with_register(offer: Offer) -> bool:
    """A register tells its facts, and nobody must look before the decision."""
    return offer.asks_register and not strict(offer)


def only_register(offer: Offer) -> bool:
    """Every item is told by a register."""
    return all(any(fact.get("source_key") for fact in version.facts) for version in offer.versions)


def strict(offer: Offer) -> bool:
    """Somebody has to look before the decision; what is looked at on the spot is looked at after it."""
    return any(
        fact.get("item_class") == "strict" and (fact.get("source_key") or fact.get("source_name")) for fact in offer.facts
    )


def by_hand(offer: Offer) -> bool:
    """At least one fact is looked into by a person after the decision."""
    return not strict(offer) and any(
        not fact.get("source_key") and fact.get("item_class", "ordinary") != "exempt" for fact in offer.facts
    )


def at_once(offer: Offer) -> bool:
    return offer.matter.at_once and not strict(offer)


def told_at_once(offer: Offer) -> bool:
    """A register tells all, and the decision is made on filing."""
    return at_once(offer) and only_register(offer) and not by_hand(offer)


def by_officer(offer: Offer) -> bool:
    """An officer decides, and nothing has to be looked into before."""
    return not offer.matter.at_once and not strict(offer)


def not_at_once(offer: Offer) -> bool:
    return not offer.matter.at_once or strict(offer)


def exempt(offer: Offer) -> bool:
    return all(fact.get("item_class") == "exempt" for fact in offer.facts)


def can_be_untrue(offer: Offer) -> bool:
    return with_register(offer) or by_hand(offer)


def several(offer: Offer) -> bool:
    return len(offer.versions) > 1 and not strict(offer)


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
    checking.stay_silent(case, hand_over=False)
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


def disposed(disposition: Disposition, grade: Grade | None = None, *, corrected: bool = False) -> Callable[[Case, Routes], None]:
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
        checking.ask_about(case, task)


def asked_by_officer(case: Case, routes: Routes) -> None:
    file(case, routes)
    case.wait_until_shortly_before_the_end(0.5, 5)
    filing.ask_evidence(
        case, case.items[0], "交来的证明照片不清楚，看不清出具日期和印章，请重新拍照或者扫描后上传。", [],
        by=case.officer("deciding_officer"), by_label="审批人",
    )


def answered(case: Case, routes: Routes) -> None:
    file(case, routes)
    task = checking.settle(case, "differs", timing="before", only_first=True)
    checking.ask_registers(case)
    if task is None:
        return
    request = checking.ask_about(case, task)
    case.wait(20_000, 200_000)
    brought = int(drafting.bring(case, task.commitment.application_item) is not None)
    filing.supply(case, request, "登记没有更新，附上登记单位的说明。", brought=brought)


def answered_and_granted(case: Case, routes: Routes) -> None:
    answered(case, routes)
    case.wait_workdays(1, 3)
    officer = case.officer("verifier")
    for task in [t for t in case.tasks if t.status == "concluded" and case.findings[t.pk].outcome == "differs"]:
        checking.reassess(case, task, by=officer)
        case.wait(300, 5_000)
        checking.by_hand(case, task, "agrees", "登记单位的更正说明属实，与承诺一致")
    grant(case)
    checking.settle(case, "agrees")


def promise_withdrawn(case: Case, routes: Routes) -> None:
    file(case, routes)
    case.wait_until_shortly_before_the_end(0.5, 5)
    filing.withdraw_commitment(case)
    checking.cancel(case, "承诺已经撤回")


def withdrawn_then_proved(case: Case, routes: Routes) -> None:
    file(case, routes)
    case.wait(2_000, 60_000)
    request = filing.withdraw_commitment(case)
    checking.cancel(case, "承诺已经撤回")
    case.wait(30_000, 300_000)
    drafting.bring(case, case.commitments[0].application_item)
    filing.supply(case, request, "", brought=1)
    grant(case)
    checking.settle(case, "agrees")


def application_withdrawn(case: Case, routes: Routes) -> None:
    file(case, routes)
    case.wait(4_000, 150_000)
    filing.withdraw_application(case)
    checking.cancel(case, "申请已撤回申请")


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
    checking.stay_silent(case, hand_over=False)
    grant(case)
    case.wait(20_000, 150_000)
    checking.settle(case, "agrees")


def silent_and_handed_over(case: Case, routes: Routes) -> None:
    file(case, routes)
    checking.stay_silent(case, hand_over=True)
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
    checking.cancel(case, "申请已终止办理")


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
        repair = crediting.apply_for_repair(case, row)
        case.wait_workdays(1, 3)
        crediting.grant_repair(case, row, repair)

    return play


def repair_waits(case: Case, routes: Routes) -> None:
    row = determined(case, routes, Grade.MINOR)
    case.wait_until_shortly_before_the_end(0.5, 4)
    crediting.apply_for_repair(case, row)


def repair_refused(case: Case, routes: Routes) -> None:
    row = determined(case, routes, Grade.MINOR)
    case.wait_workdays(2, 6)
    repair = crediting.apply_for_repair(case, row)
    case.wait_workdays(1, 4)
    crediting.refuse_repair(case, row, repair, "所称退款没有到账，经办人已电话核实。")


def objection_waits(case: Case, routes: Routes) -> None:
    row = determined(case, routes, Grade.GENERAL)
    case.wait_until_shortly_before_the_end(0.5, 5)
    crediting.object_to(case, row)


def objection_decided(*, upheld: bool, repair_first: bool = False) -> Callable[[Case, Routes], None]:
    def play(case: Case, routes: Routes) -> None:
        row = determined(case, routes, Grade.MINOR if repair_first else Grade.GENERAL)
        case.wait_workdays(1, 5)
        if repair_first:
            crediting.apply_for_repair(case, row)
            case.wait(3_000, 40_000)
        objection = crediting.object_to(case, row)
        case.wait_workdays(1, 4)
        reason = "经向登记单位核实，登记当时有误，认定依据不成立。" if upheld else "经重新核实，登记内容无误，认定依据成立。"
        crediting.decide_objection(case, row, objection, reason, upheld=upheld)

    return play


_LATE = (70.0, 365.0)

PATHS: tuple[Path, ...] = (
    Path("draft begun", 1.2, (0.1, 28), "commit", any_matter, draft_begun),
    Path("draft, notice half read", 0.8, (0.1, 20), "commit", any_matter, draft_told),
    Path("draft, ready to sign", 0.5, (0.1, 12), "commit", any_matter, draft_ready),
    Path("draft discarded", 0.8, (6, 365), "commit", any_matter, discarded),
    Path("proved, waits for an officer", 1.8, (0.2, 9), "proof", any_matter, file),
    Path("held, waits for an officer", 0.3, (0.2, 9), "held", only_register, file),
    Path("proved, past its day", 0.3, (40, 75), "proof", any_matter, file),
    Path("promised, waits for an officer", 0.8, (0.2, 9), "commit", by_officer, committed_and_clear),
    Path("strict, check waits", 0.4, (0.2, 3), "commit", strict, check_waits),
    Path("strict, check past its day", 0.2, (22, 60), "commit", strict, check_waits),
    Path("contradicted before the decision", 0.3, (0.1, 10), "commit", with_register, contradicted),
    Path("asked by an officer", 0.4, (3, 9), "proof", any_matter, asked_by_officer),
    Path("contradicted, answered", 0.3, (4, 12), "commit", with_register, answered),
    Path("promise withdrawn, proof to come", 0.3, (3, 12), "commit", not_at_once, promise_withdrawn),
    Path("just decided", 0.05, (0.0065, 0.0075), "commit", told_at_once, just_decided),
    Path("told by register, kept", 26.0, (1, 365), "commit", told_at_once, kept),
    Path("granted, checks to come", 1.5, (0.3, 2.5), "commit", by_hand, granted_with_checks_open),
    Path("granted, checks past their day", 0.5, (25, 70), "commit", by_hand, granted_with_checks_open),
    Path("granted, checked by hand, kept", 20.0, (32, 365), "commit", by_hand, kept),
    Path("granted on proof", 18.0, (16, 365), "proof", any_matter, granted),
    Path("granted on what is held", 5.0, (14, 365), "held", only_register, granted),
    Path("granted by both ways, kept", 5.0, (32, 365), "mixed", several, kept),
    Path("exempt, granted", 5.0, (14, 365), "commit", exempt, granted),
    Path("strict, granted, kept", 3.0, (45, 365), "commit", strict, kept),
    Path("register silent, then kept", 1.2, (14, 365), "commit", with_register, silent_then_kept),
    Path("register silent, with a person", 0.2, (12, 20), "commit", with_register, silent_and_handed_over),
    Path("cannot be told", 0.4, (30, 365), "commit", by_hand, cannot_tell),
    Path("contradicted, answered, granted", 0.6, (24, 365), "commit", with_register, answered_and_granted),
    Path("promise withdrawn, granted on proof", 0.8, (30, 365), "commit", not_at_once, withdrawn_then_proved),
    Path("application withdrawn", 0.8, (4, 365), "proof", any_matter, application_withdrawn),
    Path("promise and application withdrawn", 0.2, (4, 365), "commit", not_at_once, application_withdrawn),
    Path("decision taken back, decided anew", 0.2, (24, 365), "proof", any_matter, taken_back),
    Path("refused", 1.6, (26, 365), "proof", any_matter, refused),
    Path("terminated", 0.5, (20, 365), "proof", any_matter, terminated),
    Path("terminated with checks open", 0.3, (24, 365), "commit", strict, terminated),
    Path("untrue, nothing opened yet", 0.12, (24, 45), "commit", can_be_untrue, untrue_found),
    Path("untrue, told", 0.08, (30, 70), "commit", can_be_untrue, told),
    Path("untrue, heard", 0.06, (36, 80), "commit", can_be_untrue, heard),
    Path("untrue, silent", 0.05, (48, 90), "commit", can_be_untrue, lapsed),
    Path("untrue, cleared", 0.12, _LATE, "commit", can_be_untrue, disposed(Disposition.CLEARED)),
    Path("untrue, corrected", 0.25, _LATE, "commit", can_be_untrue,
         disposed(Disposition.ACCEPT_CORRECTION, corrected=True)),
    Path("untrue, to be rectified", 0.1, _LATE, "commit", can_be_untrue, disposed(Disposition.RECTIFY)),
    Path("untrue, annulled", 0.05, _LATE, "commit", can_be_untrue, disposed(Disposition.ANNUL)),
    Path("untrue, penalised, minor", 0.08, _LATE, "commit", can_be_untrue,
         disposed(Disposition.PENALISE, Grade.MINOR), adverse=True),
    Path("untrue, general", 0.2, _LATE, "commit", can_be_untrue, determined_as(Grade.GENERAL), adverse=True),
    Path("untrue, serious", 0.04, _LATE, "commit", can_be_untrue, determined_as(Grade.SERIOUS), adverse=True),
    Path("untrue, minor, repaired", 0.2, (95, 365), "commit", can_be_untrue, repaired(Grade.MINOR), adverse=True),
    Path("untrue, general, repaired", 0.1, (190, 365), "commit", can_be_untrue, repaired(Grade.GENERAL), adverse=True),
    Path("untrue, repair waits", 0.04, (75, 200), "commit", can_be_untrue, repair_waits, adverse=True),
    Path("untrue, repair refused", 0.04, (100, 365), "commit", can_be_untrue, repair_refused, adverse=True),
    Path("untrue, objection waits", 0.04, (75, 200), "commit", can_be_untrue, objection_waits, adverse=True),
    Path("untrue, objection rejected", 0.05, (100, 365), "commit", can_be_untrue,
         objection_decided(upheld=False), adverse=True),
    Path("untrue, objection upheld", 0.05, (100, 365), "commit", can_be_untrue,
         objection_decided(upheld=True), adverse=True),
    Path("untrue, quashed while repair waits", 0.02, (100, 365), "commit", can_be_untrue,
         objection_decided(upheld=True, repair_first=True), adverse=True),
)
AFTER_A_RECORD = ("granted on proof", "proved, waits for an officer", "refused")
"""Ways open to somebody who may not promise."""
