"""The Merkle tree of RFC 9162 (section 2.1): roots, proofs that a leaf is in, proofs that a log only grew.

The log's complete subtrees are kept as rows ``(level, index, hash)``: the node at ``(level, index)`` is the root
over the leaves ``index * 2**level`` up to but not including ``(index + 1) * 2**level``. All functions read such
rows through a ``Nodes`` look-up and need about log₂(size) of them, so a log of millions of entries is never loaded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

Nodes = Callable[[int, int], bytes]
"""Looks up the hash of a complete subtree by level (0 = leaf hash) and index."""


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of a leaf: ``SHA-256(0x00 || leaf)``."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: ``SHA-256(0x01 || left || right)``."""
    return hashlib.sha256(b"\x01" + left + right).digest()


EMPTY_ROOT = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""


def grown(size: int, leaf: bytes, nodes: Nodes) -> list[tuple[int, int, bytes]]:
    """The rows that one more leaf adds to a log.

    Args:
        size: number of leaves before.
        leaf: the new leaf (its bytes, not its hash).
        nodes: look-up of the rows there are.

    Returns:
        The new leaf's row first, then each subtree it completes, from low to high: ``(level, index, hash)``.
    """
    new = [(0, size, leaf_hash(leaf))]
    level, index, value = new[0]
    while index % 2 == 1:
        value = node_hash(nodes(level, index - 1), value)
        level, index = level + 1, index // 2
        new.append((level, index, value))
    return new


def root(size: int, nodes: Nodes) -> bytes:
    """The root over the first ``size`` leaves.

    Raises:
        ValueError: the size is negative.
    """
    if size < 0:
        raise ValueError("a tree has no negative size")
    return _range_root(0, size, nodes) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, nodes: Nodes) -> list[bytes]:
    """The path that shows a leaf to be in the tree (RFC 9162, 2.1.3.1).

    Args:
        index: the leaf's position, from 0.
        size: number of leaves of the tree.
        nodes: look-up of the log's rows.

    Returns:
        Hashes from the leaf up.

    Raises:
        ValueError: there is no such leaf in a tree of that size.
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    path: list[bytes] = []
    begin, end = 0, size
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            path.append(_range_root(middle, end, nodes))
            end = middle
        else:
            path.append(_range_root(begin, middle, nodes))
            begin = middle
    return path[::-1]


def consistency_proof(old: int, size: int, nodes: Nodes) -> list[bytes]:
    """The path that shows a tree to be the continuation of a smaller one (RFC 9162, 2.1.4.1).

    Args:
        old: leaves of the earlier tree, at least 1.
        size: leaves of the later tree.
        nodes: look-up of the log's rows.

    Returns:
        Hashes; empty when both trees are the same.

    Raises:
        ValueError: the earlier tree is empty or larger than the later one.
    """
    if not 0 < old <= size:
        raise ValueError(f"a tree of {size} leaves does not continue one of {old}")
    path: list[bytes] = []
    begin, end, complete = 0, size, True
    while old != end - begin:
        middle = _split(end - begin)
        if old <= middle:
            path.append(_range_root(begin + middle, end, nodes))
            end = begin + middle
        else:
            path.append(_range_root(begin, begin + middle, nodes))
            begin, old, complete = begin + middle, old - middle, False
    if not complete:
        path.append(_range_root(begin, end, nodes))
    return path[::-1]


def leaf_is_included(leaf: bytes, *, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether a proof shows a leaf to stand at a place in the tree (RFC 9162, 2.1.3.2).

    Args:
        leaf: the leaf's bytes, not its hash.
        index: its position, from 0.
        size: leaves of the tree.
        proof: the path of :func:`inclusion_proof`.
        root: the tree's root.
    """
    if not 0 <= index < size:
        return False
    at, last, value = index, size - 1, leaf_hash(leaf)
    for step in proof:
        if last == 0:
            return False
        if at % 2 == 1 or at == last:
            value = node_hash(step, value)
            while at % 2 == 0 and at != 0:
                at, last = at // 2, last // 2
        else:
            value = node_hash(value, step)
        at, last = at // 2, last // 2
    return last == 0 and value == root


def tree_is_continued(*, old: int, size: int, proof: Sequence[bytes], old_root: bytes, root: bytes) -> bool:
    """Whether a proof shows a tree to continue an earlier one unchanged (RFC 9162, 2.1.4.2).

    Args:
        old: leaves of the earlier tree.
        size: leaves of the later tree.
        proof: the path of :func:`consistency_proof`.
        old_root: the earlier root.
        root: the later root.
    """
    if not 0 < old <= size:
        return False
    if old == size:
        return not proof and old_root == root
    # A complete earlier tree is itself the first step and is left out of the path.
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not proof:
        return False
    shared = ((old - 1) ^ old).bit_length() - 1
    at, last = old - 1 >> shared, size - 1 >> shared
    before = after = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if at % 2 == 1 or at == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while at % 2 == 0 and at != 0:
                at, last = at // 2, last // 2
        else:
            after = node_hash(after, step)
        at, last = at // 2, last // 2
    return last == 0 and (before, after) == (old_root, root)


class MemoryLog:
    """A whole log in memory: for one batch, for recomputing a published log, for tests."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._rows: dict[tuple[int, int], bytes] = {}
        self.size = 0
        for leaf in leaves:
            self.append(leaf)

    def append(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Add one leaf and return its new rows."""
        new = grown(self.size, leaf, self.node)
        self._rows.update({(level, index): value for level, index, value in new})
        self.size += 1
        return new

    def node(self, level: int, index: int) -> bytes:
        """The hash of a complete subtree.

        Raises:
            KeyError: that subtree is not complete yet.
        """
        return self._rows[level, index]

    def root(self, size: int | None = None) -> bytes:
        """The root over the first ``size`` leaves, or over all."""
        return root(self.size if size is None else size, self.node)


def _split(size: int) -> int:
    """The largest power of two smaller than a size above 1."""
    return 1 << (size - 1).bit_length() - 1


def _range_root(begin: int, end: int, nodes: Nodes) -> bytes:
    """The root over leaves ``begin`` to ``end`` (excluded), where ``begin`` is a multiple of the range's top power."""
    value = b""
    # From the right: the small complete subtrees first, each joined under the larger one to its left.
    while end > begin:
        level = ((end - begin) & -(end - begin)).bit_length() - 1
        width = 1 << level
        left = nodes(level, (end - width) // width)
        value = node_hash(left, value) if value else left
        end -= width
    return value
