"""Issuing a head of the public log: from then on nobody can change, leave out or add an entry before it unseen."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.db import connection, transaction

from yinuo.casefile.chain import canonical_bytes
from yinuo.casefile.queries import log_root, log_size
from yinuo.law import place
from yinuo.registers.models import LogHead
from yinuo.signing.queries import keyring, office_signer, time_authority

if TYPE_CHECKING:
    from datetime import datetime

_LOCK = 9_163


@transaction.atomic
def issue_head(*, at: datetime) -> LogHead | None:
    """State how long the log is and what its root is, signed by the host's key and stamped by the time authority.

    Args:
        at: the moment, aware; no earlier than that of the head before.

    Returns:
        The head; None where the log has not grown since the last one, or another process issues.

    Raises:
        yinuo.signing.timestamps.StampRefused: the time authority did not answer; nothing is issued, the next round tries.

    Source: RFC 9162 §2.1; RFC 3161; 方案二（四）, clause 2.4-f.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return None
    size, last = log_size(), LogHead.objects.order_by("-size").first()
    if size == 0 or (last is not None and last.size == size):
        return None
    root = log_root(size).hex()
    host = place.load(settings.YINUO_PLACE).host
    statement = canonical_bytes(
        {
            "log": f"{settings.YINUO_PLACE} {host}",
            "size": size,
            "root": root,
            "issued_at": at,
            "previous": None if last is None else {"size": last.size, "root": last.root},
        }
    )
    digest = hashlib.sha256(statement).digest()
    return LogHead.objects.create(
        size=size,
        root=root,
        issued_at=at,
        statement=statement.decode(),
        signature=office_signer(host).sign_digest(digest),
        certificate=keyring().office(host).certificate.public_bytes(Encoding.PEM).decode(),
        stamp=time_authority().stamp(digest, at=at),
    )
