"""Questions about sources, the answers kept of them, and messages on their way out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db.models import Q, QuerySet

from yinuo.casefile.chain import canonical_bytes
from yinuo.exchange.access import MINDING_ROLES
from yinuo.exchange.breaker import Breaker
from yinuo.exchange.models import OutboxMessage, Query, Source
from yinuo.people.models import Account, Role
from yinuo.people.queries import has_role

State = Literal["off", "resting", "unsteady", "answering", "unasked"]


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How a source does.

    Attributes:
        source: the source.
        state: ``off`` switched off, ``resting`` left alone after failures, ``unsteady`` failed last time,
            ``answering``, or ``unasked`` never asked yet.
        words: the same in Chinese.
    """

    source: Source
    state: State
    words: str


def source(key: str) -> Source | None:
    """The source with a key, or None where there is none."""
    return Source.objects.filter(key=key).first()


def breaker_of(found: Source) -> Breaker:
    """What is known of a source's recent answers."""
    return Breaker(found.failures, found.rests_until)


def is_resting(found: Source, at: datetime) -> bool:
    """Whether a source is left alone at a moment, because it failed several times in a row."""
    return breaker_of(found).verdict(at) == "rest"


def health(*, at: datetime) -> list[SourceHealth]:
    """How every source does at a moment; one query."""
    return [_health(found, at) for found in Source.objects.order_by("id")]


def _health(found: Source, at: datetime) -> SourceHealth:
    if not found.enabled:
        return SourceHealth(found, "off", "已停用")
    if is_resting(found, at):
        return SourceHealth(found, "resting", f"连续{found.failures}次没有应答，暂停查询")
    if found.failures:
        return SourceHealth(found, "unsteady", f"最近{found.failures}次没有应答")
    if found.answered_at is None:
        return SourceHealth(found, "unasked", "还没有查询过")
    return SourceHealth(found, "answering", "正常")


def answer(query: Query) -> dict[str, Any]:
    """The record a source answered with; empty where it found none, did not answer, or the data are erased."""
    body = query.answered if query.outcome == Query.Outcome.ANSWERED else None
    return dict(body["record"]) if body else {}


def digest_of(*, asked: Any, answered: Any) -> str:
    """SHA-256 of question and answer in their one byte form; the question's random id keeps it from being guessed."""
    return hashlib.sha256(canonical_bytes({"asked": asked, "answered": answered})).hexdigest()


def is_as_sealed(query: Query) -> bool:
    """Whether question and answer are still what was sealed when they were kept."""
    return digest_of(asked=query.asked, answered=query.answered) == query.digest


def asked_about(subjects: Iterable[int]) -> QuerySet[Query]:
    """Every question put about these subjects, newest first: what a person sees of who asked about him and why."""
    return (
        Query.objects.filter(subject__in=list(subjects))
        .select_related("source", "case_file")
        .defer("asked", "answered")
        .order_by("-asked_at", "-id")
    )


def due_messages(*, at: datetime, limit: int = 200) -> list[int]:
    """Keys of the pending messages whose time has come, the oldest first."""
    due = OutboxMessage.objects.filter(status=OutboxMessage.Status.PENDING, next_at__lte=at)
    return list(due.order_by("id").values_list("pk", flat=True)[:limit])


def messages(account: Account, *, on: date) -> QuerySet[OutboxMessage]:
    """The messages a person may see: all for an administrator and the justice bureau, a credit officer's agency's own.

    Args:
        account: who asks.
        on: the day, for roles.
    """
    found = OutboxMessage.objects.select_related("case_file").defer("payload").order_by("-id")
    if has_role(account, Role.ADMINISTRATOR, Role.JUSTICE_BUREAU, on=on):
        return found
    if has_role(account, *MINDING_ROLES, on=on):
        return found.filter(Q(case_file__agency=account.agency_id))
    return found.none()


def stuck_messages(account: Account, *, on: date) -> QuerySet[OutboxMessage]:
    """Of those, the ones that were given up and wait for a person."""
    return messages(account, on=on).filter(status=OutboxMessage.Status.FAILED)
