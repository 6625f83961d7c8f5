"""An act as the text that is hashed, and what is kept apart from it."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jianzhen.seal.digest import canonical
from jianzhen.seal.merkle.proof import Apart
from jianzhen.web.audit.act import Act
from jianzhen.web.audit.kinds import Kind, RecordError, kind_of
from jianzhen.web.audit.parties import Asked, Party, actor_of, object_of, request_of
from jianzhen.web.audit.personal import Kept, Parting
from jianzhen.web.audit.plain import clean
from jianzhen.web.audit.sentence import parted
from jianzhen.words import Words

FORMAT = "jianzhen-entry/1"
SALT_BYTES = 32
MOST_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Prepared:
    """An act, ready to be numbered: plain data, and what is kept apart with a fresh salt each."""

    said: dict[str, Any]
    kept: tuple[tuple[Kept, Apart], ...]

    def content(self, log: str, number: int, at: dt.datetime) -> str:
        """The canonical text of the entry with this number.

        Raises:
            RecordError: It is longer than an entry may be.
        """
        data = canonical({**self.said, "log": log, "number": number, "at": at.isoformat(timespec="microseconds")})
        if len(data) > MOST_BYTES:
            raise RecordError(
                f"一条记录有 {len(data):,} 字节，最多 {MOST_BYTES:,}；其余内容请另存，只记摘要",
                f"an entry of {len(data):,} bytes, {MOST_BYTES:,} at most: store the rest elsewhere, record its digest",
            )
        return data.decode()


def prepare(act: Act) -> Prepared:
    """Everything of an entry but its number and time.

    Raises:
        RecordError: The kind is malformed, or needs a reason and has none.
        TypeError: A value has no JSON form.
        ValueError: A number is not finite.
    """
    kind = kind_of(act.kind)
    reason = clean(act.reason).strip()
    if kind.needs_reason and not reason:
        raise RecordError(f"此操作须说明理由（{kind.title.zh}）", f"this act needs a reason ({kind.title.en})")
    actor, target, asked = actor_of(act.actor), object_of(act.target), request_of(act.request)
    parting = Parting(target.key or actor.key)
    before, after = _states(act, kind, parting)
    _keep_parties(parting, actor, target, reason, asked)
    kept = tuple((one, Apart(one.of, secrets.token_hex(SALT_BYTES), one.text)) for one in parting.kept)
    words = parted(_clean(act.words), {one.name: json.loads(one.text) for one in parting.kept})
    said = {
        "format": FORMAT,
        "kind": kind.name,
        "zh": words.zh,
        "en": words.en,
        "actor": actor.key,
        "target": target.key,
        "request": {"id": asked.id, "method": asked.method, "path": asked.path} if asked else None,
        "before": before,
        "after": after,
        "apart": {one.name: apart.digest() for one, apart in kept},
    }
    return Prepared(said, kept)


def _states(act: Act, kind: Kind, parting: Parting) -> Sequence[object]:
    return [
        None if state is None else parting.part(state, name, kind.personal)
        for name, state in (("/before", act.before), ("/after", act.after))
    ]


def _keep_parties(parting: Parting, actor: Party, target: Party, reason: str, asked: Asked | None) -> None:
    """Names, addresses and reasons are about persons, or may be."""
    for name, value, of in (
        ("/actor", actor.name, actor.key),
        ("/target", target.name, target.key),
        ("/reason", reason, ""),
        ("/request/address", asked.address if asked else "", actor.key),
    ):
        if value:
            parting.keep(name, value, of)


def _clean(words: Words) -> Words:
    return Words(clean(words.zh), clean(words.en))
