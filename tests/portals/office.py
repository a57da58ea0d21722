"""An office at work: cases in every state that officers' pages show, a clock that stands, and a browser for each person."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from tests.conftest import AT
from tests.rooms.verification.cases import PAPER_FACT, SIGNED, application_of, granted, matter_of, planned

from yinuo.credit.actions import apply_for_repair, raise_objection
from yinuo.credit.models import Determination
from yinuo.law.credit import GradeFactors
from yinuo.verification.actions import conclude, conclude_proceeding, open_proceeding, represent

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from yinuo.applications.models import Application
    from yinuo.verification.models import Finding, Proceeding, Task

BACKEND = "django.contrib.auth.backends.ModelBackend"
SITE_FACT = {
    **PAPER_FACT,
    "key": "seat",
    "text": "住所真实存在",
    "item_class": "strict",
    "alternative": "租赁合同",
}


class Clock:
    """The moment that pages read."""

    def __init__(self) -> None:
        self.now: datetime = AT + timedelta(minutes=30)

    def turn(self, **span: int) -> None:
        """Let some time pass."""
        self.now += timedelta(**span)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Pages read the clock themselves; here it stands half an hour after the city was built."""
    told = Clock()
    monkeypatch.setattr(timezone, "now", lambda: told.now)
    return told


@pytest.fixture(autouse=True)
def at_work(settings: Any) -> None:
    """The cast are demo accounts, which sign in in demo mode only; what leaves the house meets nobody."""
    settings.DEMO = True
    settings.YINUO_RECEIVERS = {"credit-platform": "http://127.0.0.1:9/none"}


@pytest.fixture
def browser() -> Callable[..., Client]:
    """A client signed in as somebody, or as nobody."""
    return client_of


def client_of(account: Any = None) -> Client:
    """A browser, signed in where somebody is named."""
    client = Client()
    if account is not None:
        client.force_login(account, backend=BACKEND)
    return client


def content(answer: Any) -> bytes:
    """What came; a file is read to its end and closed, without ending the request's connections."""
    if not answer.streaming:
        return bytes(answer.content)
    came = b"".join(answer.streaming_content)
    file = getattr(answer, "file_to_stream", None)
    if file is not None:
        file.close()
    return came


def text(answer: Any) -> str:
    """The page as it came."""
    return content(answer).decode()


def picture(name: str = "现场.png") -> SimpleUploadedFile:
    """A real picture."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/png")


def by_hand(city: Any, who: Any = None, *, code: str = "SZ-100", fact: Any = PAPER_FACT) -> Task:
    """A promise that no register can tell of: signed, handed in, its check waiting for a person, unassigned."""
    from yinuo.matters.models import Matter

    matter = Matter.objects.filter(code=code).first() or matter_of(city, fact, code=code)
    return planned(city, matter, who)


def case(task: Task) -> Application:
    """The application of a check."""
    return application_of(task)


def contradicted(city: Any, who: Any = None, *, code: str = "SZ-100") -> Finding:
    """Granted, then found not to agree."""
    task = by_hand(city, who, code=code)
    granted(city, task)
    return conclude(
        task_id=task.pk,
        outcome="differs",
        explanation="户口簿上不是父女，与承诺不一致。",
        by=city.sun,
        at=SIGNED + timedelta(minutes=5),
    )


def told(city: Any, who: Any = None, *, code: str = "SZ-100") -> Proceeding:
    """The applicant was told."""
    finding = contradicted(city, who, code=code)
    return open_proceeding(finding_id=finding.pk, by=city.zhou, at=SIGNED + timedelta(minutes=6))


def heard(city: Any, who: Any = None, *, code: str = "SZ-100") -> Proceeding:
    """The applicant has spoken."""
    proceeding = told(city, who, code=code)
    represent(
        proceeding_id=proceeding.pk,
        text="我是养女，户口簿上写的是非亲属，愿意补材料。",
        by=who or city.lin,
        at=SIGNED + timedelta(minutes=7),
    )
    return proceeding


@dataclass
class Credited:
    """A determination with an application for repair; another one under objection."""

    determination: Determination
    repair: Any
    objection: Any


def credited(city: Any) -> Credited:
    """Lin applies for repair, Tao objects."""
    first, second = _determined(city, city.lin, "SZ-100"), _determined(city, city.tao, "SZ-101")
    repair = apply_for_repair(
        determination_id=first.pk,
        promise="我承诺今后如实填写",
        duty_done="已经退回证件",
        by=city.lin,
        at=SIGNED + timedelta(minutes=9),
    )
    objection = raise_objection(
        determination_id=second.pk,
        text="户口簿登记有误，我已经申请更正",
        by=city.tao,
        at=SIGNED + timedelta(minutes=9),
    )
    return Credited(first, repair, objection)


def _determined(city: Any, who: Any, code: str) -> Determination:
    proceeding = heard(city, who, code=code)
    conclude_proceeding(
        proceeding_id=proceeding.pk,
        disposition="annul",
        reason="经核查并听取陈述申辩，承诺不实，撤销决定。",
        grade="minor",
        factors=GradeFactors(),
        measures=[],
        by=city.zhou,
        at=SIGNED + timedelta(minutes=8),
    )
    return Determination.objects.get(subject=who.subject)
