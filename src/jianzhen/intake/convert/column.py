"""One column of one batch: typed values, and the problems with the cells that have them.

Most cells are written the usual way and are converted by Arrow at once; only distinct
texts of another kind are read one by one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Callable

    from jianzhen.intake.convert.outcome import Outcome
    from jianzhen.intake.problem import Problem

    Parse = Callable[[str], Outcome[object]]


@dataclass(slots=True)
class Converted:
    """Typed values (null = empty or faulty) and which cells have which problem."""

    values: pa.Array
    problems: list[tuple[Problem, pa.Array]] = field(default_factory=list)
    """Problem and the int64 positions of the cells in the batch."""

    def blank(self, problem: Problem, bad: pa.Array) -> None:
        """Note the problem where ``bad`` is true, and make those cells null."""
        positions = pc.indices_nonzero(bad).cast(pa.int64())
        if len(positions):
            self.problems.append((problem, positions))
            self.values = pc.if_else(bad.fill_null(False), pa.scalar(None, self.values.type), self.values)


def by_distinct(texts: pa.Array, parse: Parse, kind: pa.DataType) -> Converted:
    """Read each distinct text once."""
    encoded = texts.dictionary_encode()
    outcomes = [parse(text) for text in encoded.dictionary.to_pylist()]
    distinct = pa.array([outcome.value for outcome in outcomes], kind)
    result = Converted(distinct.take(encoded.indices))
    by_problem: dict[Problem, list[int]] = {}
    for index, outcome in enumerate(outcomes):
        if outcome.problem is not None:
            by_problem.setdefault(outcome.problem, []).append(index)
    indices = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    for problem, wanted in by_problem.items():
        result.problems.append((problem, pa.array(np.flatnonzero(np.isin(indices, wanted)), pa.int64())))
    return result


def usual_first(texts: pa.Array, usual: str, parse: Parse, kind: pa.DataType) -> Converted:
    """Convert texts that match the pattern ``usual`` by Arrow, the others one by one."""
    plain = pc.match_substring_regex(texts, usual).fill_null(True)
    nothing = pa.scalar(None, pa.string())
    try:
        fast = pc.if_else(plain, texts, nothing).cast(kind)
    except pa.ArrowInvalid:
        return by_distinct(texts, parse, kind)
    if pc.all(plain).as_py() is not False:
        return Converted(fast)
    slow = by_distinct(pc.if_else(plain, nothing, texts), parse, kind)
    return Converted(pc.coalesce(fast, slow.values), slow.problems)
