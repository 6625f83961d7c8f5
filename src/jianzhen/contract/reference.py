"""Reference rows that ship with the project: the table ``methods``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jianzhen.contract.tables import TABLES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    Cell = str | float | int | bool | dt.date | None


@cache
def methods_rows() -> tuple[Mapping[str, Cell], ...]:
    """Return the rows of the table ``methods``, every declared column present, absent numbers None.

    Raises:
        ValueError: The data file names a column the table does not have.
    """
    document = tomllib.loads(
        files("jianzhen.contract.codes").joinpath("data", "methods.toml").read_text(encoding="utf-8")
    )
    return tuple(_row(document["defaults"] | row) for row in document["row"])


def _row(given: dict[str, Cell]) -> dict[str, Cell]:
    columns = [column.name for column in TABLES["methods"].columns]
    if strange := set(given) - set(columns):
        raise ValueError(f"methods.toml: {given.get('method')}: unknown columns {sorted(strange)}")
    return dict.fromkeys(columns) | {"automatic": False} | given
