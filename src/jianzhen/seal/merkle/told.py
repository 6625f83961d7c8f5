"""Checks a proof file step by step and says in words what each step shows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from jianzhen.seal.merkle.checking import is_consistent, is_included
from jianzhen.seal.merkle.hashing import leaf_hash
from jianzhen.seal.merkle.proof import Proof
from jianzhen.seal.merkle.signed import KeyNotice, SignedRoot
from jianzhen.words import Words


class Step(NamedTuple):
    """One thing that was checked: shown, refuted, or (None) not to be told from these files."""

    holds: bool | None
    words: Words


def check(proof: Proof, held: Sequence[SignedRoot] = ()) -> list[Step]:
    """Check everything a proof file claims.

    Args:
        proof: The file.
        held: Roots that the reader has from elsewhere, such as a publication. Only they tie the
            file to the outside: the rest shows that the file agrees with itself.
    """
    entry = _content(proof.content)
    return [
        _content_step(proof, entry),
        _inclusion_step(proof),
        *_signature_steps(proof),
        *_consistency_step(proof),
        *_apart_steps(proof, entry),
        *_held_steps(proof, held),
    ]


def whole(steps: Sequence[Step]) -> bool:
    """Whether nothing is refuted and the entry's place is shown."""
    return all(step.holds is not False for step in steps)


def _minute(root: SignedRoot) -> str:
    return root.at[:16].replace("T", " ")


def _content(content: str) -> Mapping[str, Any]:
    try:
        entry = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return entry if isinstance(entry, Mapping) else {}


def _content_step(proof: Proof, entry: Mapping[str, Any]) -> Step:
    number = proof.number
    if entry.get("number") == number and entry.get("log") == proof.log == proof.root.log:
        return Step(
            True, Words(f"内容自称是本日志第 {number} 条", f"the content says to be entry {number} of this log")
        )
    return Step(
        False,
        Words(
            f"内容所写的编号或日志与第 {number} 条不一致",
            f"the content names another number or log than entry {number}",
        ),
    )


def _inclusion_step(proof: Proof) -> Step:
    root = proof.root
    path = [bytes.fromhex(one) for one in proof.inclusion]
    if is_included(leaf_hash(proof.content.encode()), proof.number - 1, root.size, path, bytes.fromhex(root.root)):
        return Step(
            True,
            Words(
                f"第 {proof.number} 条在 {_minute(root)} 的根（共 {root.size} 条）之内，一字未改",
                f"entry {proof.number} is, to the letter, among the {root.size} entries of the root of {_minute(root)}",
            ),
        )
    return Step(
        False,
        Words(
            f"第 {proof.number} 条不在所附的根之内，或内容已被改动",
            f"entry {proof.number} is not under the given root, or its content was changed",
        ),
    )


def _signature_steps(proof: Proof) -> Iterator[Step]:
    keys = {key.key: key for key in proof.keys}
    for root in filter(None, (proof.older, proof.root)):
        key = keys.get(root.key)
        if key is not None and root.is_signed_by(key.public):
            yield Step(
                True,
                Words(
                    f"{_minute(root)} 的根由密钥 {root.key} 签名；请与公布的密钥名核对",
                    f"the root of {_minute(root)} is signed by key {root.key}; "
                    "compare with the published name of the key",
                ),
            )
        else:
            yield Step(
                False,
                Words(
                    f"{_minute(root)} 的根没有密钥 {root.key} 的有效签名",
                    f"the root of {_minute(root)} carries no valid signature of key {root.key}",
                ),
            )
    for before, key in zip(proof.keys, proof.keys[1:], strict=False):
        yield _succession_step(before, key)


def _succession_step(before: KeyNotice, key: KeyNotice) -> Step:
    if key.is_vouched_by(before):
        return Step(
            True, Words(f"密钥 {key.key} 由前一密钥 {before.key} 担保", f"key {before.key} vouches for key {key.key}")
        )
    if not key.voucher:
        return Step(
            None,
            Words(
                f"密钥 {key.key} 没有前一密钥的担保，须由日志保管单位另行说明",
                f"no earlier key vouches for key {key.key}; ask the keeper of the log why",
            ),
        )
    return Step(False, Words(f"密钥 {key.key} 的担保无效", f"the voucher of key {key.key} is not valid"))


def _consistency_step(proof: Proof) -> Iterator[Step]:
    old, new = proof.older, proof.root
    if old is None:
        return
    path = [bytes.fromhex(one) for one in proof.consistency]
    if old.log == new.log and is_consistent(old.size, bytes.fromhex(old.root), new.size, bytes.fromhex(new.root), path):
        yield Step(
            True,
            Words(
                f"日志只增未改：{_minute(old)} 的前 {old.size} 条原样在 {_minute(new)} 的 {new.size} 条之首",
                f"only added to: the {old.size} entries of {_minute(old)} stand unchanged at the head "
                f"of the {new.size} of {_minute(new)}",
            ),
        )
    else:
        yield Step(
            False,
            Words(
                f"日志被改写：{_minute(new)} 的日志不以 {_minute(old)} 的 {old.size} 条开头",
                f"rewritten: the log of {_minute(new)} does not begin with the {old.size} entries of {_minute(old)}",
            ),
        )


def _apart_steps(proof: Proof, entry: Mapping[str, Any]) -> Iterator[Step]:
    known = entry.get("apart")
    digests = known if isinstance(known, Mapping) else {}
    for name, value in proof.apart.items():
        if value is None:
            yield Step(None, Words(f"{name}：已依法删除或未提供", f"{name}: erased by law, or withheld"))
        elif value.digest() == digests.get(name):
            yield Step(True, Words(f"{name}：与条目所记摘要一致", f"{name}: as its digest in the entry says"))
        else:
            yield Step(False, Words(f"{name}：与条目所记摘要不符", f"{name}: not what its digest in the entry says"))


def _held_steps(proof: Proof, held: Sequence[SignedRoot]) -> Iterator[Step]:
    compared = 0
    for ours in held:
        for theirs in filter(None, (proof.older, proof.root)):
            if ours.size == theirs.size:
                compared += 1
                yield _held_step(ours, theirs)
    if held and not compared:
        yield Step(
            None,
            Words(
                "您手中的根与证明文件中的根条数都不同，无法比较；请向日志保管单位索取以您的根为起点的证明",
                "none of your roots has as many entries as one of this file; "
                "ask the keeper of the log for a proof that starts from yours",
            ),
        )
    if not held:
        yield Step(
            None,
            Words(
                "没有与您自己保存的根比较：以上只说明文件自身一致，请与公布的根核对",
                "not compared with a root of your own: so far the file agrees with itself only; "
                "compare its root with the published one",
            ),
        )


def _held_step(ours: SignedRoot, theirs: SignedRoot) -> Step:
    if (ours.log, ours.root) == (theirs.log, theirs.root):
        return Step(
            True,
            Words(
                f"与您手中 {_minute(ours)} 的根相同（{ours.size} 条）",
                f"the same as your root of {_minute(ours)} ({ours.size} entries)",
            ),
        )
    return Step(
        False,
        Words(
            f"与您手中 {_minute(ours)} 的根不同（{ours.size} 条）：日志在此之前的内容被改写",
            f"not your root of {_minute(ours)} ({ours.size} entries): what came before it was rewritten",
        ),
    )
