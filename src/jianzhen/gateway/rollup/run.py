"""The roll-up: which packets make a batch is written down before the batch is handed over.

So a batch that was interrupted is made again of the same packets, with the same key and the same rows, and the sink
finds that it has them.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING

from jianzhen.gateway.clock import now
from jianzhen.gateway.dialogue import is_damaged
from jianzhen.gateway.durable import write_durably
from jianzhen.gateway.journal import journal_id, read_frames
from jianzhen.gateway.journal.reading import last_seq
from jianzhen.gateway.rollup.facts import facts_of
from jianzhen.gateway.rollup.tables import to_tables
from jianzhen.hj212 import Frame, Keyring, decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jianzhen.gateway.journal import Stored
    from jianzhen.gateway.rollup.facts import Fact
    from jianzhen.gateway.rollup.sinks import Sink

BATCH = 20_000


@dataclass(slots=True)
class Rolled:
    """What a roll-up did: packets read, batches, rows by table, and packets that were left out, by reason."""

    frames: int = 0
    batches: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)


def roll_up(folder: Path, target: Path, sink: Sink, keys: Keyring, batch: int = BATCH) -> Rolled:
    """Hand everything of the journal that ``target`` does not have yet to the sink.

    Raises:
        OSError: The state cannot be read or written; repeat when it can.
    """
    journal = folder / "journal"
    state = folder / f"rollup-{sha256(str(target.resolve()).encode()).hexdigest()[:16]}.json"
    name, rolled = journal_id(journal), Rolled()
    done, plan = _read(state)
    while True:
        if plan is None:
            last = min(done + batch, last_seq(journal))
            if last <= done:
                return rolled
            plan = (last, now())
            _write(state, done, plan)
        last, ingested_at = plan
        frames = islice(read_frames(journal, done), last - done)
        tables = to_tables(_facts(frames, keys, rolled), f"journal:{name}", ingested_at)
        if tables:
            sink.append(tables, f"{name}-{done + 1:012d}-{last:012d}")
        rolled.batches += 1
        rolled.rows.update({table: found.num_rows for table, found in tables.items()})
        done, plan = last, None
        _write(state, done, None)


def _facts(frames: Iterator[Stored], keys: Keyring, rolled: Rolled) -> Iterator[tuple[int, Fact]]:
    for row in frames:
        rolled.frames += 1
        message = decode(Frame(row.raw), keys)
        if is_damaged(message):
            rolled.left_out["damaged"] += 1
            continue
        if not message.sound and "cipher" in " ".join(one.code for one in message.diagnostics):
            rolled.left_out["cipher"] += 1
        found = list(facts_of(message, row.received_at))
        if not found:
            rolled.left_out["no_facts"] += 1
        for fact in found:
            yield row.seq, fact


def _read(state: Path) -> tuple[int, tuple[int, datetime] | None]:
    if not state.exists():
        return 0, None
    said = json.loads(state.read_text(encoding="utf-8"))
    plan = said["plan"]
    return said["done"], (plan[0], datetime.fromisoformat(plan[1])) if plan else None


def _write(state: Path, done: int, plan: tuple[int, datetime] | None) -> None:
    said = {"done": done, "plan": [plan[0], plan[1].isoformat()] if plan else None}
    write_durably(state, json.dumps(said).encode())
