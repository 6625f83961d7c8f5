"""What was planted: who did what, when, and which rows tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from jianzhen.contract import TABLES
from jianzhen.seal.rows import row_id
from jianzhen.synth.dimensions import moment
from jianzhen.synth.frame import Array
from jianzhen.synth.world import World
from jianzhen.words import Words

LABEL_SCHEMA = pa.schema(
    [
        ("label", pa.int64()), ("behaviour", pa.string()), ("case", pa.string()), ("subject", pa.string()),
        ("from_at", pa.timestamp("us")), ("to_at", pa.timestamp("us")), ("what_zh", pa.string()),
        ("what_en", pa.string()), ("table", pa.string()), ("row_id", pa.string()), ("key", pa.string()),
    ]
)  # fmt: skip
"""One row per label and row of data; ``row_id`` is the id that intake gives the row."""


@dataclass(frozen=True)
class Label:
    """One planted act."""

    behaviour: str
    case: str
    """The published case it is modelled on."""
    subject: str
    from_at: int
    to_at: int
    what: Words
    rows: tuple[tuple[str, Array], ...]
    """Table and serial numbers of its rows."""


def label_rows(world: World, labels: Sequence[Label], first: int = 1) -> pa.Table:
    """The labels as a table; rows that a later act removed are left out.

    Raises:
        ValueError: Nothing is left of a label.
    """
    rows = [row for number, label in enumerate(labels, first) for row in _rows(world, label, number)]
    return pa.Table.from_pylist(rows, LABEL_SCHEMA)


def _rows(world: World, label: Label, number: int) -> list[dict[str, object]]:
    said = {
        "label": number, "behaviour": label.behaviour, "case": label.case, "subject": label.subject,
        "from_at": moment(label.from_at), "to_at": moment(label.to_at), "what_zh": label.what.zh,
        "what_en": label.what.en,
    }  # fmt: skip
    found: list[dict[str, object]] = []
    for table, serials in label.rows:
        frame, facts = world[table], TABLES[table]
        places = np.flatnonzero(np.isin(frame.serial, serials))
        for row in frame.copy(places).arrow().to_pylist():
            key = ";".join(f"{column.name}={row[column.name]}" for column in facts.key
                           if row.get(column.name) is not None)  # fmt: skip
            found.append({**said, "table": table, "row_id": row_id(facts, row), "key": key})
    if not found:
        raise ValueError(f"nothing is left of the planted {label.behaviour}")
    return found
