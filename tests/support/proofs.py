"""Proof files of made-up logs, without a database: good ones, and what a liar would make of them."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jianzhen.seal.digest import canonical
from jianzhen.seal.merkle.frontier import Frontier
from jianzhen.seal.merkle.hashing import leaf_hash
from jianzhen.seal.merkle.keyring import KeyRing
from jianzhen.seal.merkle.paths import Span, consistency_path, digests_of, inclusion_path, nodes_of
from jianzhen.seal.merkle.proof import Apart, Proof
from jianzhen.seal.merkle.published import Published
from jianzhen.seal.merkle.signed import KeyNotice, SignedRoot

LOG = "0123456789abcdef0123456789abcdef"
APART = Apart("leads.lead:5", "ab" * 32, '"数据已更正"')


def contents(count: int, log: str = LOG) -> list[str]:
    said = {"format": "jianzhen-entry/1", "log": log, "kind": "lead.dismissed", "actor": "accounts.user:12",
            "zh": "不予处理线索 {target}，因为{reason}", "en": "dismissed lead {target} because {reason}",
            "target": "leads.lead:5", "at": "2026-06-30T09:05:00.000000", "before": {"state": "new"},
            "after": {"state": "dismissed"}, "request": None,
            "apart": {"/reason": APART.digest(), "/target": "0" * 64}}  # fmt: skip
    return [canonical({**said, "number": number}).decode() for number in range(1, count + 1)]


class Book:
    """A log on paper: contents, tree, keys, roots."""

    def __init__(self, folder: Path, count: int, log: str = LOG, contents_: list[str] | None = None) -> None:
        self.log, self.ring = log, KeyRing(folder)
        self.contents = contents_ or contents(count, log)
        frontier = Frontier()
        self.nodes = [frontier.append(leaf_hash(one.encode())) for one in self.contents]
        first = self.ring.make("2026-01-01T00:00:00.000000")
        self.keys: list[KeyNotice] = [first, self.ring.make("2026-06-01T00:00:00.000000", first)]

    def path(self, spans: list[Span]) -> tuple[str, ...]:
        stored = {node: self.nodes[node.last_leaf][node.level] for node in nodes_of(spans)}
        return tuple(one.hex() for one in digests_of(spans, stored))

    def root(self, size: int, key: int = -1) -> SignedRoot:
        frontier = Frontier()
        for one in self.contents[:size]:
            frontier.append(leaf_hash(one.encode()))
        notice = self.keys[key]
        at = f"2026-06-{size:02}T23:00:00.000000"
        return SignedRoot(self.log, size, frontier.root().hex(), at, notice.key).signed(self.ring.private(notice.key))

    def prove(self, number: int, older: int | None = None) -> Proof:
        size = len(self.contents)
        return Proof(
            self.log, number, self.contents[number - 1], self.root(size), self.path(inclusion_path(number - 1, size)),
            self.root(older, 0) if older else None, self.path(consistency_path(older, size)) if older else (),
            tuple(self.keys), {"/reason": APART, "/target": None},
        )  # fmt: skip

    def published(self, *sizes: int) -> Published:
        return Published(self.log, tuple(self.keys), tuple(map(self.root, sizes)))


def lies(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """A proof file as somebody might change it; none of these may pass."""

    def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        lie = copy.deepcopy(told)
        change(lie)
        return lie

    other = json.dumps({**json.loads(told["entry"]["content"]), "zh": "什么也没有做"}, ensure_ascii=False)
    flipped = told["inclusion"][0][:-1] + ("0" if told["inclusion"][0][-1] != "0" else "1")
    return {
        "another content": changed(lambda lie: lie["entry"].update(content=other)),
        "another number": changed(lambda lie: lie["entry"].update(number=lie["entry"]["number"] + 1)),
        "number zero": changed(lambda lie: lie["entry"].update(number=0)),
        "another log": changed(lambda lie: lie.update(log="f" * 32)),
        "a flipped digest": changed(lambda lie: lie["inclusion"].__setitem__(0, flipped)),
        "a digest less": changed(lambda lie: lie["inclusion"].pop()),
        "a digest more": changed(lambda lie: lie["inclusion"].append("0" * 64)),
        "no digests": changed(lambda lie: lie.update(inclusion=[], consistency=[])),
        "another root": changed(lambda lie: lie["root"].update(root="0" * 64)),
        "another size": changed(lambda lie: lie["root"].update(size=lie["root"]["size"] + 1)),
        "another day": changed(lambda lie: lie["root"].update(at="2001-01-01")),
        "another older root": changed(lambda lie: lie["older"].update(root="0" * 64)),
        "an older root that is newer": changed(lambda lie: lie["older"].update(size=lie["root"]["size"] + 1)),
        "an older root of nothing": changed(lambda lie: lie["older"].update(size=0)),
        "consistency cut": changed(lambda lie: lie["consistency"].pop()),
        "another signature": changed(lambda lie: lie["root"].update(signature="0" * 128)),
        "no keys": changed(lambda lie: lie.update(keys=[])),
        "another voucher": changed(lambda lie: lie["keys"][1].update(voucher="0" * 128)),
        "another reason": changed(lambda lie: lie["entry"]["apart"]["/reason"].update(value='"另外"')),
        "another person": changed(lambda lie: lie["entry"]["apart"]["/reason"].update(of="people.person:1")),
        "another salt": changed(lambda lie: lie["entry"]["apart"]["/reason"].update(salt="0" * 64)),
    }


def malformed(told: dict[str, Any]) -> dict[str, bytes]:
    """What is no proof file."""

    def without(**fields: object) -> bytes:
        return json.dumps({**told, **fields}).encode()

    return {
        "empty": b"", "no JSON": b"{", "a list": b"[]", "another format": without(format="x"),
        "no entry": without(entry=None), "no root": without(root=None), "root of text": without(root="x"),
        "path of numbers": without(inclusion=[1]), "path of short digests": without(inclusion=["00"]),
        "capital digits": without(inclusion=["A" * 64]), "endless path": without(inclusion=["0" * 64] * 65),
        "number of text": without(entry={**told["entry"], "number": "1"}),
        "number true": without(entry={**told["entry"], "number": True}),
        "half a character": without(entry={**told["entry"], "content": "\ud800"}),
        "negative size": without(root={**told["root"], "size": -1}),
        "key with another name": without(keys=[{**told["keys"][0], "key": "0" * 16}]),
        "apart of text": without(entry={**told["entry"], "apart": "x"}),
        "apart without salt": without(entry={**told["entry"], "apart": {"/x": {"value": "1", "of": ""}}}),
        "not UTF-8": b"\xff\xfe\x00", "deep": b"[" * 100_000,
    }  # fmt: skip
