"""Which table or column a printed name means: the contract's names, and what files add to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jianzhen.contract import SYSTEM_COLUMNS
from jianzhen.contract.fold import fold
from jianzhen.contract.headings import match_column, match_table

if TYPE_CHECKING:
    from jianzhen.contract import FactTable

# What people append to a file's name: a date, a number, "(1)", "第2批".
_SERIAL = re.compile(r"[\s\-_.()（）\d年月日第批至~]+$")
SYSTEM_TITLES = {"row_id": "行标识", "source_file": "来源文件", "source_row": "来源行", "ingested_at": "入库时间"}
_SYSTEM_NAMES = {fold(title): name for name in SYSTEM_COLUMNS for title in (name, SYSTEM_TITLES[name])}
_ARRIVAL = "received_at"


def table_named(name: str) -> FactTable | None:
    """The table that a file's stem or a sheet's name means."""
    return match_table(name).found or match_table(_SERIAL.sub("", name)).found


def column_named(table: FactTable, heading: str) -> str | None:
    """The column of the contract, or system column, that a heading means."""
    column = match_column(table, heading).found
    if column:
        return column.name
    folded = fold(heading)
    # Where the table has no arrival time of its own, files may call it so.
    return "ingested_at" if folded == _ARRIVAL else _SYSTEM_NAMES.get(folded)


def nearest_table(name: str) -> str:
    """The known table name nearest to this one, "" when none is alike."""
    return match_table(name).nearest


def nearest_column(table: FactTable, heading: str) -> str:
    """The known heading nearest to this one, "" when none is alike."""
    return match_column(table, heading).nearest
