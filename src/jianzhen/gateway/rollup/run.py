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
from typing import TYPE_CHECKING, Any

from jianzhen.gateway.clock import now
from jianzhen.gateway.dialogue import is_damaged
from jianzhen.gateway.durable import write_durably
from jianzhen.gateway.journal import journal_id, read_frames
from jianzhen.gateway.journal.own import silence_of
from jianzhen.gateway.journal.reading import last_seq
from jianzhen.gateway.rollup.conditions import Conditions, conditions_from
from jianzhen.gateway.rollup.facts import facts_of, silence_fact
from jianzhen.gateway.rollup.regular import CHUNK, observations_of
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
    state = _State(folder / f"rollup-{sha256(str(target.resolve()).encode()).hexdigest()[:16]}.json")
    name, rolled = journal_id(journal), Rolled()
    while plan := state.planned(min(state.done + batch, last_seq(journal))):
        last, ingested_at = plan
        conditions = conditions_from(state.conditions)
        frames = islice(read_frames(journal, state.done), last - state.done)
        facts, observations = _read(frames, keys, conditions, rolled)
        tables = to_tables(facts, f"journal:{name}", ingested_at, observations)
        if tables:
            sink.append(tables, f"{name}-{state.done + 1:012d}-{last:012d}")
        rolled.batches += 1
        rolled.rows.update({table: found.num_rows for table, found in tables.items()})
        state.finish(last, conditions)
    return rolled


def _read(
    frames: Iterator[Stored], keys: Keyring, conditions: Conditions, rolled: Rolled
) -> tuple[list[tuple[int, Fact]], list[Any]]:
    """Read packets: regular uploads together, all others one by one."""
    facts: list[tuple[int, Fact]] = []
    observations = []
    while chunk := list(islice(frames, CHUNK)):
        regular = observations_of(chunk)
        observations.append(regular.rows)
        rolled.left_out["no_facts"] += regular.without_facts
        others = (row for place, row in enumerate(chunk) if place not in regular.done)
        facts.extend(_facts(others, keys, conditions, rolled))
        rolled.frames += len(chunk)
    facts.extend((seq, ("marks", mark)) for seq, mark in conditions.rows())
    rolled.left_out += Counter()  # drops zeros
    return facts, observations


def _facts(
    frames: Iterator[Stored], keys: Keyring, conditions: Conditions, rolled: Rolled
) -> Iterator[tuple[int, Fact]]:
    for row in frames:
        if silence := silence_of(row, keys):
            yield row.seq, silence_fact(silence)
            continue
        message = decode(Frame(row.raw), keys)
        if is_damaged(message):
            rolled.left_out["damaged"] += 1
            continue
        if not message.sound and "cipher" in " ".join(one.code for one in message.diagnostics):
            rolled.left_out["cipher"] += 1
        found = list(facts_of(message, row.received_at))
        if not conditions.add(row.seq, message, row.received_at) and not found:
            rolled.left_out["no_facts"] += 1
        for fact in found:
            yield row.seq, fact


class _State:
    """How far the roll-up is: the packets that are done, the batch under way, the conditions as they stood before it.

    Raises:
        OSError: From every method, when the file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        self._path = path
        self._plan: list[Any] | None = said.get("plan")
        self.done: int = said.get("done", 0)
        self.conditions: dict[str, Any] = said.get("conditions", {})

    def planned(self, last: int) -> tuple[int, datetime] | None:
        """The batch under way, or else a new one up to packet ``last``, written down; None if there is nothing new."""
        if self._plan is None:
            if last <= self.done:
                return None
            self._plan = [last, now().isoformat()]
            self._write()
        return self._plan[0], datetime.fromisoformat(self._plan[1])

    def finish(self, last: int, conditions: Conditions) -> None:
        """Note that the batch is where it belongs."""
        self.done, self._plan, self.conditions = last, None, conditions.to_json()
        self._write()

    def _write(self) -> None:
        said = {"done": self.done, "plan": self._plan, "conditions": self.conditions}
        write_durably(self._path, json.dumps(said).encode())
