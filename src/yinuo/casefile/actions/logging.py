"""The sequencer: entries that wait get their places in the public log, one after another, by one process at a time."""

from __future__ import annotations

from django.db import connection, transaction

from yinuo.casefile import merkle
from yinuo.casefile.models import LogLeaf, LogNode, WaitingEntry
from yinuo.casefile.queries import log_nodes, log_size

MOST = 5_000
_LOCK = 9_162
"""The number under which sequencers wait for each other, after the RFC."""


@transaction.atomic
def append_to_log(*, most: int = MOST) -> int:
    """Give entries that wait their places in the public log, in the order in which they were written.

    Only entries whose transactions have ended are seen, so that none is passed over; an entry is in the log once. Whoever
    does not get the lock leaves it to whoever has it.

    Args:
        most: how many at a time.

    Returns:
        How many were appended; 0 where none waits or another process appends.

    Source: RFC 9162 §2.1; 方案二（四） “区块链技术”, clause 2.4-f.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    waiting = list(WaitingEntry.objects.order_by("entry_id").values_list("entry_id", "entry__hash")[:most])
    if not waiting:
        return 0
    size = log_size()
    known = log_nodes(
        [(level, (size >> level) - 1) for level in range(size.bit_length()) if size >> level & 1]
    )
    leaves, nodes = [], []
    for place, (entry_id, entry_hash) in enumerate(waiting, size):
        leaves.append(LogLeaf(index=place, entry_id=entry_id))
        for level, index, value in merkle.grown(place, bytes.fromhex(entry_hash), lambda *at: known[at]):
            known[level, index] = value
            nodes.append(LogNode(level=level, index=index, hash=value.hex()))
    LogLeaf.objects.bulk_create(leaves, batch_size=MOST)
    LogNode.objects.bulk_create(nodes, batch_size=MOST)
    WaitingEntry.objects.filter(entry_id__in=[entry_id for entry_id, _ in waiting]).delete()
    return len(waiting)
