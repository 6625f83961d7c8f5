"""Raw records: the register of samples and the sheets of results, in the shapes laboratories use.

*Across*: items down, samples across, under the corner heading 样品编号／项目.
*Down*: samples down, items across, after the columns that describe the sample.
*Turned*: items down, samples across, the first rows describing the samples.
Whatever the shape, a sheet becomes samples and values with the cells they stand in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jianzhen.intake.formats.water_report.text import label, one_line, squeeze, stated
from jianzhen.intake.formats.water_report.vocabulary import END_OF_TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jianzhen.intake.formats.cells import Cell, Sheet

SAMPLE_NO = re.compile(r"[A-Za-z0-9][A-Za-z0-9/\-_.]{2,39}")
DESCRIPTIONS: Mapping[str, str] = {
    "水厂": "site", "采样地点": "site", "采样点": "site", "采样地点/样品类型": "site",
    "样品类型": "type", "采样编号": "field_no",
}  # fmt: skip
_UNIT = re.compile(r"(?P<name>.*?)\s*[(（](?P<unit>[^()（）]+)[)）]?\s*", re.DOTALL)
_BARE_UNITS = frozenset({"℃", "°C", "度", "NTU", "%", "‰", "倍", "个", "无量纲", "cm", "m"})
_CORNERS = frozenset({"样品编号项目", "项目样品编号", "样品编号/项目", "样品编号\\项目", "项目/样品编号"})


@dataclass(slots=True)
class RawSample:
    """A sample number and what the sheet says of it, by name, with the cells."""

    number: str
    cell: Cell
    says: dict[str, Cell] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Place and type as printed."""
        return " ".join(
            one_line(self.says[k].text) for k in ("site", "type") if k in self.says and stated(self.says[k].text)
        )


@dataclass(frozen=True, slots=True)
class RawValue:
    """One value: whose, of what, in which unit, where."""

    sample_no: str
    item: str
    unit: str
    cell: Cell


@dataclass(slots=True)
class RawSheet:
    """What a sheet of raw records says; ``stray`` are values without a sample number."""

    sheet: Sheet
    samples: list[RawSample] = field(default_factory=list)
    values: list[RawValue] = field(default_factory=list)
    stray: list[Cell] = field(default_factory=list)
    left: list[tuple[str, Cell]] = field(default_factory=list)
    """What has no column, with its heading."""


def item_and_unit(text: str) -> tuple[str, str]:
    """Split ``氟化物(mg/L)``; brackets that hold no unit, as in 硝酸盐(以N计), stay with the name."""
    match = _UNIT.fullmatch(text.strip())
    if match is None:
        return one_line(text), ""
    unit = squeeze(match["unit"])
    if "/" in unit or match["unit"].strip() in _BARE_UNITS or unit in _BARE_UNITS:
        # The unit keeps the letters it is printed with: squeezing would turn ℃ into °C.
        return one_line(match["name"]), one_line(match["unit"])
    return one_line(text), ""


def reader_of(sheet: Sheet) -> Callable[[Sheet], RawSheet] | None:
    """The shape a sheet has, or None if it holds no raw record."""
    for cells in list(sheet.rows.values())[:5]:
        heads = [label(cell.text) for cell in cells]
        if heads[0] in _CORNERS:
            return across
        if heads[0] == "样品编号" and "应检项目数" not in heads and len(heads) > 1 and heads[1] in DESCRIPTIONS:
            return down
        if heads[0] in {"检测项目", "项目"} and len(heads) > 1 and all(SAMPLE_NO.fullmatch(h) for h in heads[1:]):
            return turned
        if (
            "样品编号" in heads
            and "序号" in heads
            and any(h in heads for h in ("采样编号", "采样地点/样品类型", "采样地点"))
        ):
            return register
    return None


def across(sheet: Sheet) -> RawSheet:
    """Read items down, samples across; headings may stand in merged cells."""
    top = next(row for row, cells in sheet.rows.items() if label(cells[0].text) in _CORNERS)
    return _grid(sheet, top, {})


def turned(sheet: Sheet) -> RawSheet:
    """Read items down, samples across, with rows that describe the samples."""
    top = next(row for row, cells in sheet.rows.items() if label(cells[0].text) in {"检测项目", "项目"})
    return _grid(sheet, top, DESCRIPTIONS)


def _grid(sheet: Sheet, top: int, descriptions: Mapping[str, str]) -> RawSheet:
    raw = RawSheet(sheet)
    names = sheet.rows[top][0].column
    samples = {}
    for cell in sheet.rows[top][1:]:
        if SAMPLE_NO.fullmatch(squeeze(cell.text)):
            samples[cell.column] = RawSample(squeeze(cell.text), cell)
        else:
            raw.left.append(("", cell))
    raw.samples.extend(samples.values())
    _above(raw, top)
    for row, cells in sheet.rows.items():
        if row > top:
            _grid_row(raw, cells, names, samples, descriptions)
    return raw


def _grid_row(
    raw: RawSheet,
    cells: tuple[Cell, ...],
    names: int,
    samples: Mapping[int, RawSample],
    descriptions: Mapping[str, str],
) -> None:
    head = raw.sheet.at(cells[0].row, names)
    if head is None:
        raw.stray.extend(cells)
        return
    item, unit = item_and_unit(head.text)
    described = descriptions.get(label(head.text))
    if len(cells) == 1 and END_OF_TABLE.fullmatch(squeeze(head.text)):
        return
    for cell in cells:
        sample = samples.get(cell.column)
        if cell is head:
            continue
        if sample is None:
            raw.stray.append(cell)
        elif described is not None:
            sample.says[described] = cell
        else:
            raw.values.append(RawValue(sample.number, item, unit, cell))


def down(sheet: Sheet) -> RawSheet:
    """Read samples down, items across."""
    raw = RawSheet(sheet)
    top = next(row for row, cells in sheet.rows.items() if label(cells[0].text) == "样品编号")
    heads = {cell.column: cell for cell in sheet.rows[top]}
    _above(raw, top)
    for row, cells in sheet.rows.items():
        if row > top and not END_OF_TABLE.fullmatch(squeeze(cells[0].text)):
            _down_row(raw, cells, heads, sheet.rows[top][0].column)
    return raw


def _down_row(raw: RawSheet, cells: tuple[Cell, ...], heads: Mapping[int, Cell], first: int) -> None:
    if cells[0].column != first or not SAMPLE_NO.fullmatch(squeeze(cells[0].text)):
        raw.stray.extend(cells)
        return
    sample = RawSample(squeeze(cells[0].text), cells[0])
    raw.samples.append(sample)
    for cell in cells[1:]:
        head = heads.get(cell.column)
        if head is None:
            raw.stray.append(cell)
        elif (described := DESCRIPTIONS.get(label(head.text))) is not None:
            sample.says[described] = cell
        else:
            raw.values.append(RawValue(sample.number, *item_and_unit(head.text), cell))


def register(sheet: Sheet) -> RawSheet:
    """Read the register of samples; it holds no values."""
    raw = RawSheet(sheet)
    top = next(r for r, cells in sheet.rows.items() if {"样品编号", "序号"} <= {label(c.text) for c in cells})
    heads = {cell.column: label(cell.text) for cell in sheet.rows[top]}
    _above(raw, top)
    for row, cells in sheet.rows.items():
        if row > top:
            _register_row(raw, cells, heads)
    return raw


def _register_row(raw: RawSheet, cells: tuple[Cell, ...], heads: Mapping[int, str]) -> None:
    number = next((cell for cell in cells if heads.get(cell.column) == "样品编号"), None)
    sample = RawSample(squeeze(number.text), number) if number else None
    if sample:
        raw.samples.append(sample)
    for cell in cells:
        head = heads.get(cell.column, "")
        if sample and head in DESCRIPTIONS:
            sample.says[DESCRIPTIONS[head]] = cell
        elif head not in {"样品编号", "序号"} and not END_OF_TABLE.fullmatch(squeeze(cell.text)):
            raw.left.append((head, cell))


def _above(raw: RawSheet, top: int) -> None:
    raw.left.extend(("", cell) for row, cells in raw.sheet.rows.items() if row < top for cell in cells)
