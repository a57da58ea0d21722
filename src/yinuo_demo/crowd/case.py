"""One case of the crowd as it is written: its clock, its chained entries, its documents.

What the casefile and documents rooms do row by row is done here in memory, with the same hashes and the same words.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from yinuo.casefile import chain
from yinuo.casefile.actions import SYSTEM
from yinuo.casefile.models import CaseFile, Entry
from yinuo.casefile.queries import hashed_content
from yinuo.documents.actions import new_check_code
from yinuo.documents.models import Delivery, Document
from yinuo.law.texts import CLAUSES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from random import Random

    from yinuo.applications.models import Application, ApplicationItem
    from yinuo.commitments.models import Commitment, NoticeShowing
    from yinuo.credit.models import Repair
    from yinuo.decisions.models import Decision
    from yinuo.documents.actions import Content
    from yinuo.law.credit import EntryFact
    from yinuo.law.grammar import Citation, Conclusion
    from yinuo.law.lifecycle import Lifecycle
    from yinuo.people.models import Account, Subject
    from yinuo.verification.models import Finding, Proceeding, Representation, Task
    from yinuo_demo.crowd.newcomers import Newcomer
    from yinuo_demo.crowd.rows import Batch
    from yinuo_demo.crowd.town import Offer, Town

APPLICANT, OFFICER, VERIFIER, RECEIVER = "申请人", "审批人", "核查人员", "受送达人"


@dataclass
class Case:
    """A case under way in memory.

    Attributes:
        batch: where its rows go.
        town: the city.
        chance: its own source of chance.
        who: who files it.
        offer: what is applied for.
        channel: online or at the window.
        now: its clock; every act moves it on, never past the end.
        end: the moment the crowd is looked at.
        salt: of the case file; also by which the case is known again.
        ledger: the credit entries of the applicant so far; shared by all his cases.
    """

    batch: Batch
    town: Town
    chance: Random
    who: Newcomer
    offer: Offer
    channel: str
    now: datetime
    end: datetime
    salt: bytes
    ledger: list[EntryFact]
    file: CaseFile = field(init=False)
    application: Application = field(init=False)
    decision: Decision = field(init=False)
    delivery: Delivery = field(init=False)
    items: list[ApplicationItem] = field(default_factory=list)
    showings: dict[int, NoticeShowing] = field(default_factory=dict)
    commitments: list[Commitment] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    findings: dict[int, Finding] = field(default_factory=dict)
    proceeding: Proceeding | None = None
    said: Representation | None = None
    repairs: list[Repair] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    standing: Conclusion[Any] | None = None

    # --- the clock ---------------------------------------------------------------------------------------------

    @property
    def on(self) -> date:
        """The day it is in the city."""
        return timezone.localdate(self.now)

    def wait(self, low: float, high: float) -> datetime:
        """Let some seconds pass."""
        return self._move(self.now + timedelta(seconds=self.chance.uniform(low, high)))

    def wait_workdays(self, low: int, high: int) -> datetime:
        """Let working days pass, to an hour at which an office is open."""
        day = self.town.days.add_workdays(self.on, self.chance.randint(low, high))
        minutes = self.chance.randrange(8 * 60)
        opened = timezone.make_aware(datetime.combine(day, time(9))) + timedelta(minutes=minutes)
        return self._move(opened if opened > self.now else self.now + timedelta(minutes=20))

    def wait_until_after(self, day: date) -> datetime:
        """Let time pass to the first minutes after a day."""
        midnight = timezone.make_aware(datetime.combine(day + timedelta(days=1), time(0, 10)))
        return self._move(max(midnight, self.now + timedelta(minutes=1)))

    def wait_until_shortly_before_the_end(self, low: float, high: float) -> datetime:
        """Let time pass to some days before the crowd is looked at."""
        wanted = self.end - timedelta(days=self.chance.uniform(low, high))
        return self._move(max(wanted, self.now + timedelta(minutes=30)))

    def _move(self, to: datetime) -> datetime:
        self.now = to if to < self.end else self.now + (self.end - self.now) / 2
        return self.now

    # --- the case file -----------------------------------------------------------------------------------------

    def open_file(self) -> CaseFile:
        """Open the numbered file; see ``casefile.actions.open_case_file``."""
        matter = self.offer.matter
        self.salt = self.salt or os.urandom(16)
        self.file = self.batch.add(
            CaseFile(
                number=self.batch.keys.written_number(matter.region_code, year=self.now.year),
                kind=CaseFile.Kind.APPLICATION.value,
                agency=matter.agency,
                region_code=matter.region_code,
                salt=self.salt,
                head_number=0,
                head_hash=chain.FIRST.hex(),
                opened_at=self.now,
            )
        )
        return self.file

    def record(
        self,
        step: str,
        title: str,
        *,
        by: Account | None,
        by_label: str,
        row: Any = None,
        from_status: str = "",
        to_status: str = "",
        basis: Citation | None = None,
        facts: Mapping[str, Any] | None = None,
        plain_facts: Mapping[str, Any] | None = None,
        conclusion: Conclusion[Any] | None = None,
    ) -> Entry:
        """Append an entry, chained to the one before; see ``casefile.actions.record``.

        Args:
            plain_facts: facts that are JSON already.
        """
        entry = Entry(
            case_file_id=self.file.pk,
            number=self.file.head_number + 1,
            step=step,
            title=title,
            row_table=row._meta.db_table if row is not None else "",
            row_id=row.pk if row is not None else None,
            from_status=from_status,
            to_status=to_status,
            by_id=by.pk if by is not None else None,
            by_label=by_label,
            at=self.now,
            basis=basis.label if basis is not None else "",
            facts={**chain.plain(facts or {}), **(plain_facts or {})},
            conclusion=conclusion.as_json() if conclusion is not None else None,
            previous_hash=self.file.head_hash,
        )
        entry.hash = chain.entry_hash(bytes.fromhex(self.file.head_hash), hashed_content(entry)).hex()
        self.file.head_number, self.file.head_hash = entry.number, entry.hash
        return self.batch.add(entry)

    def begin(self, row: Any, lifecycle: Lifecycle, **told: Any) -> Entry:
        """Record that a new row stands at the start of its life cycle; see ``casefile.actions.begin``."""
        title = told.pop("title", "") or f"开始：{lifecycle.title}"
        return self.record(f"{lifecycle.name}.begin", title, row=row, to_status=lifecycle.start, **told)

    def step(
        self, row: Any, lifecycle: Lifecycle, name: str, *, also: dict[str, Any] | None = None, **told: Any
    ) -> Entry:
        """Move a row by one step of its life cycle; see ``casefile.actions.take_step``.

        Raises:
            Refused: the step is not open.
        """
        step = lifecycle.refuse_unless_open(name, row.status)
        before, row.status = row.status, step.target
        for column, value in (also or {}).items():
            setattr(row, column, value)
        told["basis"] = told.get("basis") or step.basis
        title = told.pop("title", "") or step.title
        return self.record(
            f"{lifecycle.name}.{name}", title, row=row, from_status=before, to_status=step.target, **told
        )

    # --- documents ---------------------------------------------------------------------------------------------

    def number(self, prefix: str) -> str:
        """A fresh number of this year."""
        return self.batch.keys.written_number(prefix, year=self.now.year)

    def request(self, kind: str, title: str, content: Content, *, number: str, check_code: str) -> Document:
        """Fix what a document says; its file is made when somebody asks for it. See ``documents.actions``."""
        fixed = content.as_json()
        document = self.batch.add(
            Document(
                case_file=self.file,
                kind=str(kind),
                number=number,
                title=title,
                content=fixed,
                content_digest=hashlib.sha256(chain.canonical_bytes(fixed)).hexdigest(),
                check_code=check_code,
                requested_at=self.now,
            )
        )
        self.documents[str(kind)] = document
        return document

    def deliver(self, document: Document, *, by: Account | None = None, by_label: str = SYSTEM) -> Delivery:
        """Send a document to the applicant by the portal; see ``documents.actions.deliver``."""
        delivery = self.batch.add(
            Delivery(
                document=document, to=self.applicant, means=Delivery.Means.PORTAL.value, sent_at=self.now
            )
        )
        self.record(
            "documents.deliver",
            f"送达：{document.title}",
            by=by,
            by_label=by_label,
            basis=CLAUSES["2.4-d"],
            facts={"document": document.number, "digest": document.content_digest, "means": "portal"},
        )
        return delivery

    def receive(self, delivery: Delivery) -> None:
        """The person opens it for the first time; see ``documents.actions.receive``."""
        delivery.received_at, delivery.received_by = self.now, self.who.account
        self.record(
            "documents.receive",
            f"签收：{delivery.document.title}",
            by=self.who.account,
            by_label=RECEIVER,
            basis=CLAUSES["2.4-d"],
            facts={"document": delivery.document.number},
        )

    # --- who is who --------------------------------------------------------------------------------------------

    @property
    def applicant(self) -> Subject:
        """For whom it is filed."""
        return self.who.applicant

    def officer(self, role: str) -> Account:
        """An officer of the agency."""
        return self.town.officer(self.offer.matter.agency_id, role, self.chance.random())

    def hit(self, share: float) -> bool:
        """Chance: true in so large a share of cases."""
        return self.chance.random() < share


check_code = new_check_code
