"""Entries as lines of a table that leaves the house."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jianzhen.web.audit.models import Entry
from jianzhen.web.logbook.entry import shown
from jianzhen.web.site.spreadsheet import Cell
from jianzhen.web.site.words import chosen
from jianzhen.words import Words

COLUMNS = (
    Words("编号", "Number"),
    Words("时间", "Time"),
    Words("类型", "Kind"),
    Words("经办人", "Who"),
    Words("操作", "Act"),
    Words("对象", "Object"),
    Words("理由", "Reason"),
    Words("请求编号", "Request"),
    Words("叶摘要", "Digest of the leaf"),
)


def lines(entries: Iterable[Entry]) -> Iterator[list[Cell]]:
    """One line for each entry."""
    for entry in entries:
        one = shown(entry, with_root=False)
        yield [
            entry.number, f"{entry.at:%Y-%m-%d %H:%M:%S}", chosen(one.title), one.actor, chosen(one.words), one.target,
            one.reason, entry.request, one.leaf,
        ]  # fmt: skip
