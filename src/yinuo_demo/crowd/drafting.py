"""A draft is opened, a way is chosen for each proof item, the notice is read: as the applicant does it."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from yinuo.applications.lifecycle import APPLICATION
from yinuo.applications.models import Application, ApplicationItem, Material
from yinuo.casefile.actions import SYSTEM
from yinuo.commitments.models import NoticeShowing
from yinuo.exchange.models import Query
from yinuo.exchange.queries import digest_of
from yinuo.law.notice import MUST_CONFIRM, NOTICE_CLAUSES
from yinuo.law.texts import CLAUSES
from yinuo_demo.crowd import answering
from yinuo_demo.crowd.answering import record_that_fits
from yinuo_demo.crowd.case import APPLICANT
from yinuo_demo.crowd.paper import sample_proof

if TYPE_CHECKING:
    from yinuo_demo.crowd.case import Case

_TITLES = {clause.key: clause.title for clause in NOTICE_CLAUSES}


def open_draft(case: Case) -> None:
    """开始办理; see ``applications.actions.open_draft``."""
    file, matter = case.open_file(), case.offer.matter
    case.application = case.batch.add(
        Application(
            case_file=file,
            number=file.number,
            matter=matter,
            agency=matter.agency,
            region_code=matter.region_code,
            applicant=case.applicant,
            filed_by=case.who.account,
            mandate=case.who.mandate,
            channel=case.channel,
            answers={},
            saved_at=case.now,
            opened_at=case.now,
            status=APPLICATION.start,
        )
    )
    case.items = [
        case.batch.add(
            ApplicationItem(application=case.application, proof_item=version.item, version=version, route="")
        )
        for version in case.offer.versions
    ]
    case.begin(
        case.application,
        APPLICATION,
        by=case.who.account,
        by_label=APPLICANT,
        title="开始办理",
        basis=CLAUSES["2.2-a"],
        facts={"matter": matter.code, "versions": {v.item.slug: v.number for v in case.offer.versions}},
    )


def choose(case: Case, routes: list[str]) -> None:
    """Choose a way for each item; see ``applications.actions.choose_route`` and ``use_held``."""
    for item, route in zip(case.items, routes, strict=True):
        case.wait(8, 90)
        if route == "held":
            _use_held(case, item)
            continue
        item.route, item.chosen_at = route, case.now
        case.record(
            "applications.choose_route",
            f"选择办法：{item.get_route_display()}",
            by=case.who.account,
            by_label=APPLICANT,
            basis=CLAUSES["2.2-a"],
            facts={"item": item.proof_item_id, "route": route},
        )


def fill_in(case: Case) -> None:
    """Answer what the letters need, in a few saves."""
    answers: dict[str, Any] = {}
    for item in case.items:
        for field in item.version.inputs:
            answers[field["key"]] = answering.answer(case, field)
    case.wait(20, 240)
    case.application.answers = answers
    case.application.revision = case.chance.randint(1, 6)
    case.application.saved_at = case.now


def read_notices(case: Case, *, only_begin: bool = False) -> None:
    """Show the notice of every promised item and confirm it part by part; see ``commitments.actions``."""
    for item in case.items:
        if item.route == "commit":
            _read(case, item, MUST_CONFIRM[:1] if only_begin else MUST_CONFIRM)


def bring_proofs(case: Case) -> None:
    """Hand in the proof of every item on that way; see ``applications.actions.add_material``."""
    for item in case.items:
        if item.route == "proof":
            bring(case, item)


def bring(case: Case, item: ApplicationItem) -> Material:
    """Hand in one file for an item."""
    case.wait(15, 120)
    digest, size, name = kept_proof()
    material = case.batch.add(
        Material(
            application=case.application,
            item=item,
            name=f"{item.proof_item.name}.pdf"[:120],
            media_type="application/pdf",
            size=size,
            digest=digest,
            file=name,
            by=case.who.account,
            at=case.now,
        )
    )
    case.record(
        "applications.add_material",
        "交来材料",
        by=case.who.account,
        by_label=APPLICANT,
        basis=CLAUSES["2.2-b"],
        facts={"material": material.pk, "digest": digest, "size": size, "item": item.pk},
    )
    return material


@cache
def kept_proof() -> tuple[str, int, str]:
    """The one file that stands for every proof handed in: digest, size, and its name in the store."""
    content = sample_proof()
    digest = hashlib.sha256(content).hexdigest()
    name = f"materials/{digest[:2]}/{digest}"
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(content))
    return digest, len(content), name


def _read(case: Case, item: ApplicationItem, keys: tuple[str, ...]) -> None:
    case.wait(3, 20)
    digest, _ = case.town.notice(item.version)
    showing = case.batch.add(
        NoticeShowing(
            application_item=item,
            version=item.version,
            text_digest=digest,
            shown_to=case.who.account,
            shown_at=case.now,
            confirmed={},
        )
    )
    case.record(
        "commitments.show_notice",
        f"展示告知书（第{item.version.number}版）",
        by=case.who.account,
        by_label=APPLICANT,
        basis=CLAUSES["2.3-a"],
        facts={"item": item.proof_item_id, "version": item.version.number, "text_digest": digest},
    )
    for key in keys:
        case.wait(6, 70)
        showing.confirmed = {**showing.confirmed, key: case.now.isoformat()}
        case.record(
            "commitments.confirm_clause",
            f"确认告知：{_TITLES[key]}",
            by=case.who.account,
            by_label=APPLICANT,
            basis=CLAUSES["2.3-a"],
            facts={"item": item.proof_item_id, "clause": key, "text_digest": digest},
        )
    if keys == MUST_CONFIRM:
        showing.confirmed_at = case.now
    case.showings[item.pk] = showing


def _use_held(case: Case, item: ApplicationItem) -> None:
    fact = next(fact for fact in item.version.facts if fact.get("source_key"))
    purpose = f"本人同意，为办理“{case.offer.matter.name}”查询“{item.proof_item.name}”"
    query = ask(case, fact["source_key"], record_that_fits(case, fact), purpose=purpose, by_label=APPLICANT)
    item.route, item.chosen_at, item.held_query = "held", case.now, query
    case.record(
        "applications.use_held",
        "选择办法：用机关已有数据",
        by=case.who.account,
        by_label=APPLICANT,
        basis=CLAUSES["2.4-e"],
        facts={"item": item.proof_item_id, "route": "held", "query": query.pk, "digest": query.digest},
    )


def ask(
    case: Case, source_key: str, record: dict[str, Any] | None, *, purpose: str, by_label: str = SYSTEM
) -> Query:
    """A question put to a register, and its answer; see ``exchange.actions.ask``."""
    source = case.town.sources[source_key]
    by = None if by_label == SYSTEM else case.who.account
    basis = CLAUSES["2.4-e" if by is not None else "2.4-f"].label
    asked = {
        "request_id": f"{case.chance.getrandbits(128):032x}",
        "id_number": case.applicant.id_number,
        "name": case.applicant.name,
        "purpose": purpose[:200],
        "basis": basis[:200],
    }
    answered: dict[str, Any] = {"found": False}
    if record is not None:
        answered = {
            "found": True,
            "record": record,
            "as_of": case.on.isoformat(),
            "answer_id": f"{case.chance.getrandbits(64):016x}",
        }
    outcome = Query.Outcome.ANSWERED if record is not None else Query.Outcome.NOT_FOUND
    query = case.batch.add(
        Query(
            source=source,
            case_file=case.file,
            subject=case.applicant,
            purpose=asked["purpose"],
            basis=basis,
            asked=asked,
            answered=answered,
            outcome=outcome.value,
            digest=digest_of(asked=asked, answered=answered),
            asked_at=case.now,
            took_ms=case.chance.randint(18, 420),
        )
    )
    case.record(
        "exchange.ask",
        f"查询{source.name}：{outcome.label}"[:80],
        by=by,
        by_label=by_label,
        basis=CLAUSES["2.4-e"],
        facts={
            "source": source.key,
            "query": query.pk,
            "purpose": query.purpose,
            "basis": basis,
            "outcome": query.outcome,
            "problem": "",
            "took_ms": query.took_ms,
            "digest": query.digest,
        },
    )
    return query
