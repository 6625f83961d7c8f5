"""The tree against its definition in RFC 6962, and against published roots."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jianzhen.seal.merkle.checking import is_consistent, is_included
from jianzhen.seal.merkle.frontier import Frontier
from jianzhen.seal.merkle.hashing import EMPTY_ROOT, leaf_hash
from jianzhen.seal.merkle.paths import Node, Span, consistency_path, digests_of, inclusion_path, nodes_of

# The eight inputs of the reference implementation of Certificate Transparency, and the roots of their prefixes.
INPUTS = [
    bytes.fromhex(text)
    for text in ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
CONSISTENCY_1_8 = [
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
]


def largest_power(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def naive_root(data: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, word for word."""
    if not data:
        return hashlib.sha256(b"").digest()
    if len(data) == 1:
        return hashlib.sha256(b"\x00" + data[0]).digest()
    k = largest_power(len(data))
    return hashlib.sha256(b"\x01" + naive_root(data[:k]) + naive_root(data[k:])).digest()


def naive_path(m: int, data: Sequence[bytes]) -> list[bytes]:
    """PATH of section 2.1.1."""
    if len(data) == 1:
        return []
    k = largest_power(len(data))
    if m < k:
        return [*naive_path(m, data[:k]), naive_root(data[k:])]
    return [*naive_path(m - k, data[k:]), naive_root(data[:k])]


def naive_subproof(m: int, data: Sequence[bytes], *, known: bool) -> list[bytes]:
    """SUBPROOF of section 2.1.2."""
    if m == len(data):
        return [] if known else [naive_root(data)]
    k = largest_power(len(data))
    if m <= k:
        return [*naive_subproof(m, data[:k], known=known), naive_root(data[k:])]
    return [*naive_subproof(m - k, data[k:], known=False), naive_root(data[:k])]


class Log:
    """A log as a keeper of the tree would store it: with each leaf the digests that it completed."""

    def __init__(self, data: Sequence[bytes]) -> None:
        self.frontier = Frontier()
        self.stored = [self.frontier.append(leaf_hash(one)) for one in data]
        self.read: list[Node] = []

    def digests(self, path: list[Span]) -> list[bytes]:
        self.read = nodes_of(path)
        return digests_of(path, {node: self.stored[node.last_leaf][node.level] for node in self.read})


def leaves(n: int) -> list[bytes]:
    return [b"leaf %d" % number for number in range(n)]


sizes = st.integers(1, 130)


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots(size: int) -> None:
    assert Log(INPUTS[:size]).frontier.root().hex() == ROOTS[size]


def test_a_published_consistency_proof() -> None:
    log = Log(INPUTS)
    proof = log.digests(consistency_path(1, 8))
    assert [one.hex() for one in proof] == CONSISTENCY_1_8
    assert is_consistent(1, bytes.fromhex(ROOTS[1]), 8, bytes.fromhex(ROOTS[8]), proof)


def test_the_root_at_every_size_is_that_of_the_definition() -> None:
    frontier = Frontier()
    data = leaves(260)
    for size in range(len(data) + 1):
        assert frontier.root() == naive_root(data[:size])
        if size < len(data):
            frontier.append(leaf_hash(data[size]))


@given(st.lists(st.binary(max_size=40), max_size=70))
def test_the_root_of_any_leaves(data: list[bytes]) -> None:
    assert Log(data).frontier.root() == naive_root(data)


@given(sizes.flatmap(lambda n: st.tuples(st.integers(0, n - 1), st.just(n))))
@example((0, 1))
@example((64, 65))
def test_inclusion_is_that_of_the_definition_and_checks(case: tuple[int, int]) -> None:
    index, size = case
    data = leaves(size)
    log = Log(data)
    proof = log.digests(inclusion_path(index, size))
    assert proof == naive_path(index, data)
    assert is_included(leaf_hash(data[index]), index, size, proof, log.frontier.root())
    assert len(log.read) <= 2 * size.bit_length()


@given(sizes.flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n))))
@example((64, 65))
@example((7, 7))
def test_consistency_is_that_of_the_definition_and_checks(case: tuple[int, int]) -> None:
    old, new = case
    data = leaves(new)
    log = Log(data)
    proof = log.digests(consistency_path(old, new))
    assert proof == naive_subproof(old, data, known=True)
    assert is_consistent(old, naive_root(data[:old]), new, log.frontier.root(), proof)
    assert len(log.read) <= 2 * new.bit_length() + 1


def test_every_proof_of_small_trees_and_no_other_place() -> None:
    for size in range(1, 18):
        data = leaves(size)
        log, root = Log(data), naive_root(data)
        for index in range(size):
            proof = log.digests(inclusion_path(index, size))
            fits = [(at, n) for n in range(size + 3) for at in range(n + 1)
                    if is_included(leaf_hash(data[index]), at, n, proof, root)]  # fmt: skip
            assert (index, size) in fits
            # The same shape at another size may carry the same proof, never at another place of the same tree.
            assert [at for at, n in fits if n == size] == [index]


@given(st.data())
def test_a_changed_proof_proves_nothing(draw: st.DataObject) -> None:
    size = draw.draw(st.integers(2, 100))
    old = draw.draw(st.integers(1, size - 1))
    index = draw.draw(st.integers(0, size - 1))
    data = leaves(size)
    log, root, old_root = Log(data), naive_root(data), naive_root(data[:old])
    included = log.digests(inclusion_path(index, size))
    consistent = log.digests(consistency_path(old, size))
    for proof, holds in (
        (included, lambda p: is_included(leaf_hash(data[index]), index, size, p, root)),
        (consistent, lambda p: is_consistent(old, old_root, size, root, p)),
    ):
        assert holds(proof)
        at = draw.draw(st.integers(0, len(proof) - 1))
        flipped = bytearray(proof[at])
        flipped[draw.draw(st.integers(0, 31))] ^= 1 << draw.draw(st.integers(0, 7))
        for wrong in ([*proof[:at], bytes(flipped), *proof[at + 1 :]], proof[:at] + proof[at + 1 :], [*proof, root]):
            assert not holds(wrong)


def test_another_history_is_not_consistent() -> None:
    data = leaves(40)
    told = [*data[:12], b"something else", *data[13:]]
    log = Log(told)
    for old in range(1, 40):
        proof = log.digests(consistency_path(old, 40))
        assert is_consistent(old, naive_root(data[:old]), 40, log.frontier.root(), proof) == (old <= 12)


def test_the_edges_of_consistency() -> None:
    root = naive_root(leaves(5))
    assert is_consistent(0, EMPTY_ROOT, 5, root, [])
    assert not is_consistent(0, root, 5, root, [])
    assert is_consistent(5, root, 5, root, [])
    assert not is_consistent(5, root, 5, EMPTY_ROOT, [])
    assert not is_consistent(6, root, 5, root, [])
    assert not is_consistent(3, root, 5, root, [])


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_path_to_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="has no leaf"):
        inclusion_path(index, size)
    assert not is_included(EMPTY_ROOT, index, size, [], EMPTY_ROOT)


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3), (-1, 3)])
def test_no_path_from_a_tree_that_did_not_grow(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="grew"):
        consistency_path(old, new)


@given(st.integers(0, 300))
def test_a_frontier_is_stored_and_read_back(size: int) -> None:
    frontier = Log(leaves(size)).frontier
    again = Frontier.unpacked(size, frontier.packed())
    assert again == frontier
    with pytest.raises(ValueError, match="no frontier"):
        Frontier.unpacked(size, frontier.packed() + b"\x00")
