"""The letters are signed, the application is handed in, the plan becomes checks, evidence is asked for and given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yinuo.applications.lifecycle import APPLICATION
from yinuo.applications.models import SupplementRequest
from yinuo.casefile.actions import SYSTEM
from yinuo.commitments.letters import letter_content
from yinuo.commitments.lifecycle import COMMITMENT
from yinuo.commitments.models import Commitment
from yinuo.documents.models import Document
from yinuo.law.deadlines import due
from yinuo.law.decision import decision_due
from yinuo.law.eligibility import WITHDRAWAL_REASONS, WithdrawalFacts, may_withdraw
from yinuo.law.texts import CLAUSES
from yinuo_demo.crowd.case import APPLICANT, check_code

if TYPE_CHECKING:
    from yinuo.applications.models import ApplicationItem
    from yinuo.people.models import Account
    from yinuo_demo.crowd.case import Case
    from yinuo_demo.crowd.town import StandingClass


def hand_in(case: Case) -> None:
    """Sign a letter for every promised item and submit; see ``commitments.actions.sign``."""
    case.wait(20, 180)
    case.standing = case.town.standing(tuple(e for e in case.ledger if e.entered_on <= case.on), case.on)
    for item in case.items:
        if item.route == "commit":
            _sign(case, item)
    application, on = case.application, case.on
    deadline = decision_due(on, case.town.place, case.town.days)
    case.step(
        application,
        APPLICATION,
        "submit",
        by=case.who.account,
        by_label=APPLICANT,
        also={"submitted_at": case.now, "due_on": deadline.due_on},
        facts={
            "routes": {str(item.proof_item_id): item.route for item in case.items},
            "due_on": deadline.due_on,
        },
    )


def _sign(case: Case, item: ApplicationItem) -> None:
    stands, version, showing = case.standing, item.version, case.showings[item.pk]
    assert stands is not None  # noqa: S101 - set by hand_in
    class_ = stands.value.class_
    eligible = case.town.eligible(version, stands, case.on)
    if not eligible.value:
        raise ValueError(f"{case.application.number}: who is barred cannot sign")
    rows, entries = case.town.plan_rows(version, class_, case.on)
    letter = _letter(case, item, class_)
    answers = case.application.answers or {}
    identity = Commitment.Identity.PASSWORD if case.channel == "online" else Commitment.Identity.WINDOW
    commitment = case.batch.add(
        Commitment(
            application_item=item,
            case_file=case.file,
            agency=case.offer.matter.agency,
            region_code=case.offer.matter.region_code,
            showing=showing,
            letter=letter,
            status=COMMITMENT.start,
            facts={
                "facts": version.facts,
                "answers": {field["key"]: answers.get(field["key"], "") for field in version.inputs},
            },
            plan=rows,
            eligibility=eligible.as_json(),
            standing=class_,
            identity=identity.value,
            signed_by=case.who.account,
            signed_at=case.now,
        )
    )
    case.commitments.append(commitment)
    case.begin(
        commitment,
        COMMITMENT,
        by=case.who.account,
        by_label=APPLICANT,
        title="签署承诺书",
        basis=CLAUSES["2.3-c"],
        facts={
            "letter": letter.number,
            "content_digest": letter.content_digest,
            "notice_digest": showing.text_digest,
            "notice_shown_at": showing.shown_at,
            "notice_confirmed_at": showing.confirmed_at,
            "identity": identity.value,
        },
        plain_facts={"plan": entries},
        conclusion=eligible,
    )
    case.deliver(letter)


def _letter(case: Case, item: ApplicationItem, class_: StandingClass) -> Document:
    number, code = case.number("宿诺"), check_code()
    identity = Commitment.Identity.PASSWORD if case.channel == "online" else Commitment.Identity.WINDOW
    content = letter_content(
        application=case.application,
        item=item,
        showing=case.showings[item.pk],
        lines=[line.value for line in case.town.plan(item.version, class_, case.on)],
        answers=case.application.answers or {},
        number=number,
        check_code=code,
        typed_name=case.who.account.name,
        signer=case.who.account.name,
        identity=identity.label,
        at=case.now,
    )
    title = f"证明事项告知承诺书（{item.proof_item.name}）"
    return case.request(Document.Kind.LETTER, title, content, number=number, check_code=code)


def ask_evidence(
    case: Case,
    item: ApplicationItem | None,
    reason: str,
    differences: list[dict[str, Any]],
    *,
    by: Account | None = None,
    by_label: str = SYSTEM,
) -> SupplementRequest:
    """Ask the applicant to explain or prove; see ``applications.actions.ask_evidence``."""
    deadline = due("evidence_due", case.on, case.town.place, case.town.days)
    item_id = item.pk if item is not None else None
    case.step(
        case.application,
        APPLICATION,
        "ask_evidence",
        by=by,
        by_label=by_label,
        basis=CLAUSES["2.4-a"],
        also={"checks_cleared_at": None},
        facts={
            "item": item_id,
            "fields": [d.get("label", "") for d in differences],
            "due_on": deadline.due_on,
        },
    )
    return case.batch.add(
        SupplementRequest(
            application=case.application,
            item=item,
            reason=reason,
            differences=differences,
            asked_at=case.now,
            due_on=deadline.due_on,
        )
    )


def supply(case: Case, request: SupplementRequest, answer: str, *, brought: int) -> None:
    """Answer what was asked; see ``applications.actions.supply``."""
    request.answer, request.answered_at = answer, case.now
    case.step(
        case.application,
        APPLICATION,
        "supply",
        by=case.who.account,
        by_label=APPLICANT,
        facts={"request": request.pk, "materials": brought, "explained": bool(answer)},
    )


def withdraw_commitment(case: Case) -> SupplementRequest:
    """Take the first promise back; the case goes on by the proof route. See ``commitments.actions.withdraw``."""
    commitment = case.commitments[0]
    item = commitment.application_item
    reason = case.chance.choice([key for key, _ in WITHDRAWAL_REASONS if key != "other"])
    bar = bool(item.version.plain.get("same_round_bar"))
    concluded = may_withdraw.on(
        case.on, WithdrawalFacts(closed=False, decided=False, reason=reason, same_round_bar=bar)
    )
    case.step(
        commitment,
        COMMITMENT,
        "withdraw",
        by=case.who.account,
        by_label=APPLICANT,
        conclusion=concluded,
        also={"withdrawn_at": case.now, "withdrawal_reason": reason},
        facts={"letter": commitment.letter_id},
    )
    item.route, item.chosen_at = "proof", case.now
    return ask_evidence(
        case,
        item,
        f"您撤回了“{item.proof_item.name}”的承诺，请改交这份证明；原来填的内容和交过的材料都还在。",
        [],
        by=case.who.account,
        by_label=APPLICANT,
    )


def withdraw_application(case: Case) -> None:
    """Take the whole application back; see ``applications.actions.withdraw_application``."""
    case.step(
        case.application,
        APPLICATION,
        "withdraw",
        by=case.who.account,
        by_label=APPLICANT,
        facts={"reason_given": case.hit(0.6)},
    )


def discard(case: Case) -> None:
    """Delete the draft; what was typed is erased."""
    case.step(
        case.application,
        APPLICATION,
        "discard",
        by=case.who.account,
        by_label=APPLICANT,
        also={"answers": None},
    )
