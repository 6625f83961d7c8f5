"""Array decoding of regular packets: the same shape `decode` takes on its short way, for many packets at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jianzhen.hj212.batch import ABSENT, FIELDS, Batch, slices
from jianzhen.hj212.batch_items import Items
from jianzhen.hj212.diagnostics import CATALOGUE
from jianzhen.hj212.editions import COMMANDS_2025, SYSTEMS_2025, is_hex_24
from jianzhen.hj212.names import NEW, NEWEST, OLD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

_V2017, _V2025 = 1, 2
_MN_2005 = 14
_LONGEST_SEGMENT = 1024
_BITS = {code: 1 << number for number, code in enumerate(CATALOGUE)}


class Regular(NamedTuple):
    """The regular packets among those given: which they are, and their columns."""

    mask: Bools
    messages: dict[str, Any]
    items: dict[str, Any]


def decode_regular(packets: Sequence[bytes]) -> Regular:
    """Decode every packet that follows the standard to the letter; the others are left to `decode`."""
    batch = Batch(packets)
    batch.check_frame()
    batch.check_crc()
    batch.find_fields()
    batch.check_fields()
    items = Items(batch)
    return Regular(batch.good, _messages(batch, items), items.columns())


def _messages(batch: Batch, items: Items) -> dict[str, Any]:
    texts = {name: _texts(batch, name) for name in ("QN", "ST", "CN", "PW", "MN")}
    numbers = {name: batch.numbers[name] for name in batch.numbers}
    edition, hex_24 = _editions(batch, items, texts)
    undecided = edition == _UNDECIDED
    if undecided.any():
        rows = np.flatnonzero(batch.good)
        batch.good[rows[undecided]] = False
        items.keep_good()
        return _messages(batch, items)
    rows = np.flatnonzero(batch.good)
    length = batch.length[rows]
    return {
        **{name.lower(): column for name, column in texts.items()},
        **{name.lower(): _nullable(column[rows]) for name, column in numbers.items()},
        "edition": pa.array(["2005", "2017", "2025"], pa.string()).take(pa.array(edition)),
        "crc_kind": pa.repeat(pa.scalar("hj212"), len(rows)),
        "declared": length,
        "actual": length,
        "marks": _marks(batch, rows, edition, hex_24),
    }


_UNDECIDED = 3


def _texts(batch: Batch, name: str) -> Any:
    rows = np.flatnonzero(batch.good)
    field = FIELDS.index(name)
    column = slices(batch.data, batch.field_from[field][rows], batch.field_to[field][rows])
    if name != "QN":
        return column
    return pc.if_else(pa.array(batch.has("QN")[rows]), column, pa.scalar(None, pa.string()))


def _nullable(column: Ints) -> Any:
    return pa.array(column, pa.int32(), mask=column == ABSENT)


def _editions(batch: Batch, items: Items, texts: dict[str, Any]) -> tuple[Ints, Bools]:
    """Judge the editions as `editions.edition_of` does; leave undecided what hangs on the date in QN."""
    rows = np.flatnonzero(batch.good)
    styles = items.styles_by_packet()[rows]
    flag = batch.numbers["Flag"][rows]
    version = np.where(flag == ABSENT, -1, flag >> 2)
    newest = batch.has("RF")[rows] | (styles & NEWEST > 0) | _isin(texts["ST"], SYSTEMS_2025)
    newest |= _isin(texts["CN"], COMMANDS_2025) & ~_isin(texts["ST"], {"21"})
    numbers = texts["MN"].dictionary_encode()
    known = np.array([is_hex_24(mn) for mn in numbers.dictionary.to_pylist()], bool)
    hex_24 = known[numbers.indices.to_numpy()] if len(rows) else np.zeros(0, bool)
    by_content = (styles & NEW > 0) & (styles & OLD == 0)
    edition = np.select(
        [
            newest,
            (version == _V2025) & hex_24,
            version == _V2025,
            (version == _V2017) | by_content,
            (styles & OLD > 0) | (version == 0),
        ],
        [2, 2, _UNDECIDED, 1, 0],
        np.where((version > 0) | hex_24, 1, 0),
    )
    return edition, hex_24


def _isin(column: Any, values: set[str] | frozenset[str]) -> Bools:
    found: Bools = pc.is_in(column, value_set=pa.array(sorted(values))).to_numpy(zero_copy_only=False)
    return found


def _marks(batch: Batch, rows: Ints, edition: Ints, hex_24: Bools) -> Ints:
    sizes = batch.field_to[4][rows] - batch.field_from[4][rows]
    fits = np.where(edition == 0, sizes == _MN_2005, hex_24)
    flag = batch.numbers["Flag"][rows]
    marks = np.where(batch.has("QN")[rows], 0, _BITS["header.absent"])
    marks |= np.where(fits, 0, _BITS["mn.form"])
    marks |= np.where((flag == ABSENT) | (flag >> 2 == edition), 0, _BITS["flag.edition"])
    marks |= np.where(batch.length[rows] > _LONGEST_SEGMENT, _BITS["segment.long"], 0)
    return marks.astype(np.int64)
