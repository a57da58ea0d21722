"""Cases up to the point where verification begins, on matters of every kind the rules tell apart."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.cast import LOW_INCOME_FACT, publish
from tests.conftest import AT
from tests.rooms.commitments.test_signing import signature_of

from yinuo.applications import actions as applications
from yinuo.applications.models import Application
from yinuo.commitments import actions as commitments
from yinuo.commitments.models import Commitment
from yinuo.decisions import actions as decisions
from yinuo.exchange.models import Source
from yinuo.law.notice import MUST_CONFIRM
from yinuo.matters.models import Matter
from yinuo.verification import actions
from yinuo.verification.models import Task

SIGNED = AT + timedelta(minutes=3)
HARMLESS = {"found": True, "record": {"status": "在享"}, "as_of": "2026-06-01", "answer_id": "A1"}
STOPPED = {"found": True, "record": {"status": "停发"}, "as_of": "2026-06-01", "answer_id": "A2"}
PAPER_FACT = {
    "key": "kin",
    "text": "与被继承人是父女",
    "standard": "与户口簿一致",
    "source_key": "",
    "expects": {},
    "item_class": "ordinary",
    "alternative": "亲属关系证明",
}


def matter_of(city: Any, *facts: dict[str, Any], at_once: bool = False, code: str = "SZ-100") -> Matter:
    """A matter with one published item that promises these facts."""
    matter = Matter.objects.create(
        code=code,
        name=f"事项{code}",
        kind="payment",
        agency=city.bureau,
        region_code="341302",
        at_once=at_once,
    )
    publish(
        matter,
        f"item-{code.lower()}",
        "证明",
        drafted_by=city.qian,
        reviewed_by=city.wu,
        at=AT,
        facts=list(facts),
    )
    return matter


def slow_matter(city: Any, code: str = "SZ-100") -> Matter:
    """The hardship statement on a matter that an officer decides."""
    return matter_of(city, LOW_INCOME_FACT, code=code)


def signed(city: Any, matter: Matter | None = None, who: Any = None) -> Commitment:
    """A letter signed and handed in; nothing planned yet."""
    who, matter = who or city.lin, matter or city.matter
    application = applications.open_draft(matter=matter, applicant=who.subject, by=who, at=AT)
    for item in application.items.all():
        applications.choose_route(
            application_id=application.pk, item_id=item.pk, route="commit", by=who, at=AT
        )
        commitments.show_notice(application_id=application.pk, item_id=item.pk, by=who, at=AT)
        for key in MUST_CONFIRM:
            commitments.confirm_clause(application_id=application.pk, item_id=item.pk, key=key, by=who, at=AT)
    applications.save_draft(
        application_id=application.pk, answers={"cause": "请求支付赡养费"}, revision=None, by=who, at=AT
    )
    [first, *_] = commitments.sign(
        application_id=application.pk, signature=signature_of(who), by=who, at=SIGNED
    )
    return first


def planned(city: Any, matter: Matter | None = None, who: Any = None) -> Task:
    """The same, with its checks opened; the first of them."""
    commitment = signed(city, matter, who)
    [task, *_] = actions.open_tasks(commitment_id=commitment.pk, at=SIGNED)
    return task


def asks(odd: Any) -> None:
    """Let the low-income register be this server."""
    Source.objects.update(address=odd.address, failures=0, rests_until=None)


def application_of(task: Task) -> Application:
    """The application as it is now."""
    return Application.objects.get(items__commitments=task.commitment_id)


def granted(city: Any, task: Task) -> Application:
    """Its application granted by an officer, with a reason where the file does not suggest it."""
    decisions.decide(
        application_id=application_of(task).pk,
        kind="grant",
        reason="材料齐全，符合规定的条件，准予。",
        by=city.zhou,
        at=SIGNED,
    )
    return application_of(task)
