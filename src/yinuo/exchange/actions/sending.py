"""The outbox: a message is kept with the act that causes it and sent after it, until a receipt comes back.

Sent at least once and taken once: the receiver knows a message by its key. Two workers never send one message at the
same time: who takes it pushes its next time past the longest a sending can last, and writes that down before he sends.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from yinuo.casefile.actions import SYSTEM, record
from yinuo.casefile.chain import canonical_bytes, plain
from yinuo.exchange import connectors
from yinuo.exchange.access import why_not_resend
from yinuo.exchange.models import OutboxMessage
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES

if TYPE_CHECKING:
    from yinuo.people.models import Account

TIMEOUT = 5.0
"""Seconds for one sending."""

LEASE = timedelta(seconds=60)
"""Nobody else sends a message for so long after somebody has begun; a worker that died is then replaced."""

MOST_ATTEMPTS = 16
"""With the waits below, about two days; then the message waits for a person."""

_PENDING, _DELIVERED, _FAILED = (
    OutboxMessage.Status.PENDING,
    OutboxMessage.Status.DELIVERED,
    OutboxMessage.Status.FAILED,
)


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: one minute, doubled each time, at most six hours."""
    return min(timedelta(minutes=2 ** max(attempts - 1, 0)), timedelta(hours=6))


@transaction.atomic
def post(
    *, key: str, receiver: str, kind: str, payload: Mapping[str, Any], case_file_id: int | None, at: datetime
) -> OutboxMessage:
    """Put a message into the outbox, in the same transaction as the act it tells of.

    Args:
        key: unique; the receiver takes a key once. The same key again is the same message.
        receiver: a name in ``YINUO_RECEIVERS``.
        kind: what it tells, such as ``"determination"``.
        payload: JSON without floats.
        case_file_id: the case it belongs to, or None.
        at: the moment, aware.

    Returns:
        The message, pending; or the one kept under the key before.

    Raises:
        ValueError: the receiver is unknown, or the key was used for another message.
    """
    if receiver not in settings.YINUO_RECEIVERS:
        raise ValueError(f"no receiver is called {receiver}; YINUO_RECEIVERS names them")
    body = plain(dict(payload))
    message, new = OutboxMessage.objects.get_or_create(
        key=key,
        defaults={
            "receiver": receiver,
            "kind": kind,
            "case_file_id": case_file_id,
            "payload": body,
            "next_at": at,
            "created_at": at,
        },
    )
    if new:
        _queue(message)
    elif (message.receiver, message.kind) != (receiver, kind) or not _same(message.payload, body):
        raise ValueError(f"the key {key} is another message's")
    return message


def send(*, message_id: int, at: datetime) -> OutboxMessage:
    """Send a pending message whose time has come, and keep the receipt.

    Must not be called inside a transaction. Called for a message that is delivered, given up, not due, or being sent
    by somebody else, it changes nothing.

    Args:
        message_id: the message.
        at: the moment, aware.

    Returns:
        The message as it is afterwards.

    Raises:
        RuntimeError: called inside a transaction.
    """
    message = _take(message_id, at)
    if message is None:
        return OutboxMessage.objects.get(pk=message_id)
    started, receipt, fault = time.monotonic(), "", None
    body = {"key": message.key, "kind": message.kind, "created_at": message.created_at.isoformat()}
    try:
        receipt = connectors.hand_over(
            settings.YINUO_RECEIVERS.get(message.receiver, ""),
            {**body, "payload": message.payload},
            key=message.key,
            timeout=TIMEOUT,
        )
    except connectors.NotTaken as not_taken:
        fault = not_taken
    return _settle(message, receipt, fault, at + timedelta(seconds=time.monotonic() - started))


@transaction.atomic
def retry(*, message_id: int, by: Account, at: datetime) -> OutboxMessage:
    """Put a message that was given up on its way again.

    Args:
        message_id: the message.
        by: an administrator, or a credit officer of the case's agency.
        at: the moment, aware.

    Returns:
        The message, pending with no attempt counted.

    Raises:
        Refused: it was not given up, or the person may not.
    """
    message = (
        OutboxMessage.objects.select_for_update(of=("self",)).select_related("case_file").get(pk=message_id)
    )
    if message.status != _FAILED:
        raise Refused(
            Refusal(
                "不用重新发送",
                f"这条消息现在是“{message.get_status_display()}”",
                CLAUSES["2.5-b"],
                "待发送的消息会自动再试；已送达的消息有回执可查。",
            )
        )
    refusal = why_not_resend(by, message, on=timezone.localdate(at))
    if refusal is not None:
        raise Refused(refusal)
    message.status, message.attempts, message.next_at = _PENDING, 0, at
    message.save(update_fields=["status", "attempts", "next_at"])
    _enter(
        message, "retry", f"重新发送：{message.kind}", from_status=_FAILED, by=by, by_label="工作人员", at=at
    )
    _queue(message)
    return message


@transaction.atomic(durable=True)
def _take(message_id: int, at: datetime) -> OutboxMessage | None:
    """The message, taken for sending by this caller alone; None where there is nothing to send."""
    message = (
        OutboxMessage.objects.select_for_update(skip_locked=True)
        .filter(pk=message_id, status=_PENDING, next_at__lte=at)
        .first()
    )
    if message is None:
        return None
    message.next_at = at + LEASE
    if _must_wait_for_an_earlier(message):
        message.save(update_fields=["next_at"])
        return None
    message.attempts += 1
    message.save(update_fields=["next_at", "attempts"])
    return message


def _must_wait_for_an_earlier(message: OutboxMessage) -> bool:
    """Messages of one case reach one receiver in the order they were written; one given up holds up none."""
    if message.case_file_id is None:
        return False
    return OutboxMessage.objects.filter(
        case_file=message.case_file_id, receiver=message.receiver, status=_PENDING, pk__lt=message.pk
    ).exists()


@transaction.atomic(durable=True)
def _settle(
    taken: OutboxMessage, receipt: str, fault: connectors.NotTaken | None, at: datetime
) -> OutboxMessage:
    message = OutboxMessage.objects.select_for_update().get(pk=taken.pk)
    if message.status == _DELIVERED:
        return message
    if fault is None:
        before, message.status = message.status, _DELIVERED
        message.receipt, message.problem, message.delivered_at = receipt, "", at
        message.save(update_fields=["status", "receipt", "problem", "delivered_at"])
        _enter(
            message, "send", f"已送达：{message.kind}", from_status=before, by=None, by_label=SYSTEM, at=at
        )
        return message
    if (message.status, message.attempts) != (_PENDING, taken.attempts):
        return message  # somebody took it meanwhile; his result counts
    message.problem, message.next_at = fault.problem[:300], at + wait_after(message.attempts)
    if fault.final or message.attempts >= MOST_ATTEMPTS:
        message.status = _FAILED
        _enter(
            message,
            "send",
            f"没有送达，待人工处理：{message.kind}",
            from_status=_PENDING,
            by=None,
            by_label=SYSTEM,
            at=at,
        )
    message.save(update_fields=["status", "problem", "next_at"])
    return message


def _enter(
    message: OutboxMessage,
    verb: str,
    title: str,
    *,
    from_status: str,
    by: Account | None,
    by_label: str,
    at: datetime,
) -> None:
    if message.case_file_id is None:
        return
    record(
        case_file_id=message.case_file_id,
        step=f"exchange.{verb}",
        title=title[:80],
        row=message,
        by=by,
        by_label=by_label,
        at=at,
        from_status=from_status,
        to_status=message.status,
        basis=CLAUSES["2.5-b"],
        facts={
            "key": message.key,
            "receiver": message.receiver,
            "attempts": message.attempts,
            "receipt": message.receipt,
            "problem": message.problem,
        },
    )


def _queue(message: OutboxMessage) -> None:
    """Ring the bell: the job exists if and only if the surrounding transaction commits; the sweep comes round anyway."""
    app.configure_task("exchange.send", queue="exchange").defer(message_id=message.pk)


def _same(kept: Any, given: Any) -> bool:
    """Whether two payloads are the same; one that was lawfully erased is taken as the same."""
    return kept is None or canonical_bytes(kept) == canonical_bytes(given)
