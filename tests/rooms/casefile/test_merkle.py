"""The public log is the tree of RFC 9162: it gives the reference roots and paths, and no wrong proof passes."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.casefile import merkle

# Reference data of Certificate Transparency: eight leaves, the root after each, some paths.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {  # (leaf from 0, size): path
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}

SIZES = st.integers(1, 200)
LOG = merkle.MemoryLog(str(number).encode() for number in range(200))


def test_an_empty_log_has_the_hash_of_nothing() -> None:
    assert merkle.MemoryLog().root() == hashlib.sha256(b"").digest()


def test_each_root_is_the_reference_root() -> None:
    log = merkle.MemoryLog(LEAVES)
    assert [log.root(size).hex() for size in range(1, 9)] == ROOTS


@pytest.mark.parametrize("place", INCLUSION)
def test_each_inclusion_path_is_the_reference_path(place: tuple[int, int]) -> None:
    index, size = place
    log = merkle.MemoryLog(LEAVES)
    proof = merkle.inclusion_proof(index, size, log.node)
    assert [step.hex() for step in proof] == INCLUSION[place]
    assert merkle.leaf_is_included(LEAVES[index], index=index, size=size, proof=proof, root=log.root(size))


@pytest.mark.parametrize("sizes", CONSISTENCY)
def test_each_consistency_path_is_the_reference_path(sizes: tuple[int, int]) -> None:
    old, size = sizes
    log = merkle.MemoryLog(LEAVES)
    proof = merkle.consistency_proof(old, size, log.node)
    assert [step.hex() for step in proof] == CONSISTENCY[sizes]
    assert merkle.tree_is_continued(
        old=old, size=size, proof=proof, old_root=log.root(old), root=log.root(size)
    )


def _by_definition(leaves: list[bytes]) -> bytes:
    """The root exactly as the standard defines it, by recursion."""
    if len(leaves) == 1:
        return merkle.leaf_hash(leaves[0])
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return merkle.node_hash(_by_definition(leaves[:split]), _by_definition(leaves[split:]))


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=70))
def test_a_root_from_kept_rows_equals_the_root_by_definition(leaves: list[bytes]) -> None:
    assert merkle.MemoryLog(leaves).root() == _by_definition(leaves)


@given(SIZES, st.data())
def test_every_leaf_is_shown_to_be_in_and_no_other_leaf_or_place_is(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    leaf, root = str(index).encode(), LOG.root(size)
    proof = merkle.inclusion_proof(index, size, LOG.node)
    assert merkle.leaf_is_included(leaf, index=index, size=size, proof=proof, root=root)
    assert not merkle.leaf_is_included(b"another", index=index, size=size, proof=proof, root=root)
    assert not merkle.leaf_is_included(leaf, index=index, size=size, proof=[*proof, bytes(32)], root=root)
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        bent = [*proof[:place], merkle.leaf_hash(proof[place]), *proof[place + 1 :]]
        assert not merkle.leaf_is_included(leaf, index=index, size=size, proof=bent, root=root)
        assert not merkle.leaf_is_included(leaf, index=index, size=size, proof=proof[:-1], root=root)
        elsewhere = data.draw(st.integers(0, size - 1).filter(lambda other: other != index))
        assert not merkle.leaf_is_included(leaf, index=elsewhere, size=size, proof=proof, root=root)


@given(SIZES, st.data())
def test_a_log_that_only_grew_is_shown_to_have_and_a_rewritten_one_is_not(
    size: int, data: st.DataObject
) -> None:
    old = data.draw(st.integers(1, size))
    proof = merkle.consistency_proof(old, size, LOG.node)
    before, after = LOG.root(old), LOG.root(size)
    assert merkle.tree_is_continued(old=old, size=size, proof=proof, old_root=before, root=after)
    assert not merkle.tree_is_continued(old=old, size=size, proof=proof, old_root=bytes(32), root=after)
    assert not merkle.tree_is_continued(old=old, size=size, proof=proof, old_root=before, root=bytes(32))
    assert not merkle.tree_is_continued(
        old=old, size=size, proof=[*proof, bytes(32)], old_root=before, root=after
    )
    touched = data.draw(st.integers(0, old - 1))
    rewritten = merkle.MemoryLog(b"rewritten" if n == touched else str(n).encode() for n in range(size))
    forged = merkle.consistency_proof(old, size, rewritten.node)
    assert not merkle.tree_is_continued(
        old=old, size=size, proof=forged, old_root=before, root=rewritten.root()
    )


@given(SIZES)
def test_a_proof_reads_few_rows(size: int) -> None:
    read: list[tuple[int, int]] = []

    def counted(level: int, index: int) -> bytes:
        read.append((level, index))
        return LOG.node(level, index)

    merkle.inclusion_proof(size // 2, size, counted)
    assert len(read) <= 2 * size.bit_length()


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_a_leaf_that_is_not_there_has_no_proof(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        merkle.inclusion_proof(index, size, LOG.node)
    assert not merkle.leaf_is_included(b"0", index=index, size=size, proof=[], root=merkle.leaf_hash(b"0"))


@pytest.mark.parametrize(("old", "size"), [(0, 3), (4, 3), (-1, 3)])
def test_a_tree_does_not_continue_a_larger_or_an_empty_one(old: int, size: int) -> None:
    with pytest.raises(ValueError, match="does not continue"):
        merkle.consistency_proof(old, size, LOG.node)
    assert not merkle.tree_is_continued(old=old, size=size, proof=[], old_root=bytes(32), root=LOG.root(3))
    with pytest.raises(ValueError, match="negative"):
        merkle.root(-1, LOG.node)
