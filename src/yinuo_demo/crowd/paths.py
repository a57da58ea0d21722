"""The ways a case of the crowd can go, how often each is met, and how old such a case is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yinuo.law.grading import Grade
from yinuo.law.verification import Disposition
from yinuo_demo.crowd import ways
from yinuo_demo.crowd.ways import Routes

if TYPE_CHECKING:
    from yinuo_demo.crowd.case import Case
    from yinuo_demo.crowd.town import Offer


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
        fact.get("item_class") == "strict" and (fact.get("source_key") or fact.get("source_name"))
        for fact in offer.facts
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


_LATE = (70.0, 365.0)

PATHS: tuple[Path, ...] = (
    Path("draft begun", 1.2, (0.1, 28), "commit", any_matter, ways.draft_begun),
    Path("draft, notice half read", 0.8, (0.1, 20), "commit", any_matter, ways.draft_told),
    Path("draft, ready to sign", 0.5, (0.1, 12), "commit", any_matter, ways.draft_ready),
    Path("draft discarded", 0.8, (6, 365), "commit", any_matter, ways.discarded),
    Path("proved, waits for an officer", 1.8, (0.2, 9), "proof", any_matter, ways.file),
    Path("held, waits for an officer", 0.3, (0.2, 9), "held", only_register, ways.file),
    Path("proved, past its day", 0.3, (40, 75), "proof", any_matter, ways.file),
    Path("promised, waits for an officer", 0.8, (0.2, 9), "commit", by_officer, ways.committed_and_clear),
    Path("strict, check waits", 0.4, (0.2, 3), "commit", strict, ways.check_waits),
    Path("strict, check past its day", 0.2, (22, 60), "commit", strict, ways.check_waits),
    Path("contradicted before the decision", 0.3, (0.1, 10), "commit", with_register, ways.contradicted),
    Path("asked by an officer", 0.4, (3, 9), "proof", any_matter, ways.asked_by_officer),
    Path("contradicted, answered", 0.3, (4, 12), "commit", with_register, ways.answered),
    Path("promise withdrawn, proof to come", 0.3, (3, 12), "commit", not_at_once, ways.promise_withdrawn),
    Path("just decided", 0.05, (0.0065, 0.0075), "commit", told_at_once, ways.just_decided),
    Path("told by register, kept", 26.0, (1, 365), "commit", told_at_once, ways.kept),
    Path("granted, checks to come", 1.5, (0.3, 2.5), "commit", by_hand, ways.granted_with_checks_open),
    Path("granted, checks past their day", 0.5, (25, 70), "commit", by_hand, ways.granted_with_checks_open),
    Path("granted, checked by hand, kept", 20.0, (32, 365), "commit", by_hand, ways.kept),
    Path("granted on proof", 18.0, (16, 365), "proof", any_matter, ways.granted),
    Path("granted on what is held", 5.0, (14, 365), "held", only_register, ways.granted),
    Path("granted by both ways, kept", 5.0, (32, 365), "mixed", several, ways.kept),
    Path("exempt, granted", 5.0, (14, 365), "commit", exempt, ways.granted),
    Path("strict, ways.granted, kept", 3.0, (45, 365), "commit", strict, ways.kept),
    Path("register silent, then kept", 1.2, (14, 365), "commit", with_register, ways.silent_then_kept),
    Path(
        "register silent, with a person", 0.2, (12, 20), "commit", with_register, ways.silent_and_handed_over
    ),
    Path("cannot be told", 0.4, (30, 365), "commit", by_hand, ways.cannot_tell),
    Path(
        "contradicted, ways.answered, granted",
        0.6,
        (24, 365),
        "commit",
        with_register,
        ways.answered_and_granted,
    ),
    Path(
        "promise withdrawn, granted on proof",
        0.8,
        (30, 365),
        "commit",
        not_at_once,
        ways.withdrawn_then_proved,
    ),
    Path("application withdrawn", 0.8, (4, 365), "proof", any_matter, ways.application_withdrawn),
    Path(
        "promise and application withdrawn", 0.2, (4, 365), "commit", not_at_once, ways.application_withdrawn
    ),
    Path("decision taken back, decided anew", 0.2, (24, 365), "proof", any_matter, ways.taken_back),
    Path("refused", 1.6, (26, 365), "proof", any_matter, ways.refused),
    Path("terminated", 0.5, (20, 365), "proof", any_matter, ways.terminated),
    Path("terminated with checks open", 0.3, (24, 365), "commit", strict, ways.terminated),
    Path("untrue, nothing opened yet", 0.12, (24, 45), "commit", can_be_untrue, ways.untrue_found),
    Path("untrue, told", 0.08, (30, 70), "commit", can_be_untrue, ways.told),
    Path("untrue, heard", 0.06, (36, 80), "commit", can_be_untrue, ways.heard),
    Path("untrue, silent", 0.05, (48, 90), "commit", can_be_untrue, ways.lapsed),
    Path("untrue, cleared", 0.12, _LATE, "commit", can_be_untrue, ways.disposed(Disposition.CLEARED)),
    Path(
        "untrue, corrected",
        0.25,
        _LATE,
        "commit",
        can_be_untrue,
        ways.disposed(Disposition.ACCEPT_CORRECTION, corrected=True),
    ),
    Path("untrue, to be rectified", 0.1, _LATE, "commit", can_be_untrue, ways.disposed(Disposition.RECTIFY)),
    Path("untrue, annulled", 0.05, _LATE, "commit", can_be_untrue, ways.disposed(Disposition.ANNUL)),
    Path(
        "untrue, penalised, minor",
        0.08,
        _LATE,
        "commit",
        can_be_untrue,
        ways.disposed(Disposition.PENALISE, Grade.MINOR),
        adverse=True,
    ),
    Path(
        "untrue, general",
        0.2,
        _LATE,
        "commit",
        can_be_untrue,
        ways.determined_as(Grade.GENERAL),
        adverse=True,
    ),
    Path(
        "untrue, serious",
        0.04,
        _LATE,
        "commit",
        can_be_untrue,
        ways.determined_as(Grade.SERIOUS),
        adverse=True,
    ),
    Path(
        "untrue, minor, repaired",
        0.2,
        (95, 365),
        "commit",
        can_be_untrue,
        ways.repaired(Grade.MINOR),
        adverse=True,
    ),
    Path(
        "untrue, general, repaired",
        0.1,
        (190, 365),
        "commit",
        can_be_untrue,
        ways.repaired(Grade.GENERAL),
        adverse=True,
    ),
    Path("untrue, repair waits", 0.04, (75, 200), "commit", can_be_untrue, ways.repair_waits, adverse=True),
    Path(
        "untrue, repair refused", 0.04, (100, 365), "commit", can_be_untrue, ways.repair_refused, adverse=True
    ),
    Path(
        "untrue, objection waits",
        0.04,
        (75, 200),
        "commit",
        can_be_untrue,
        ways.objection_waits,
        adverse=True,
    ),
    Path(
        "untrue, objection rejected",
        0.05,
        (100, 365),
        "commit",
        can_be_untrue,
        ways.objection_decided(upheld=False),
        adverse=True,
    ),
    Path(
        "untrue, objection upheld",
        0.05,
        (100, 365),
        "commit",
        can_be_untrue,
        ways.objection_decided(upheld=True),
        adverse=True,
    ),
    Path(
        "untrue, quashed while repair waits",
        0.02,
        (100, 365),
        "commit",
        can_be_untrue,
        ways.objection_decided(upheld=True, repair_first=True),
        adverse=True,
    ),
)
AFTER_A_RECORD = ("granted on proof", "proved, waits for an officer", "refused")
"""Ways open to somebody who may not promise."""
