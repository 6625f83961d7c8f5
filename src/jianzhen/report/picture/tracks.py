"""Turns the evidence rows of a lead into the tracks of its timeline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from jianzhen.contract import TABLES
from jianzhen.report.picture.clock import Clock, clock_for
from jianzhen.report.picture.drawing import EM_SPACE
from jianzhen.report.picture.lanes import ALIKE, BORROWING, GROUPED, LANES, LASTING, TIES, lane_of, name_of, ties_of
from jianzhen.report.picture.model import Mark, Track
from jianzhen.report.picture.spans import Span, spans_of
from jianzhen.report.results import LeadRecord, Results, Row
from jianzhen.report.roles import Roles, in_reading_order, roles_by_table
from jianzhen.rules.verdict import CONTEXT
from jianzhen.words import Words

READ = 400
"""Rows of one table that are looked at for the picture."""
DRAWN = 20
"""Tracks of the contradiction; a person reads no more."""
MINUTE = 60
PARAMETERS = 3
"""Parameters named in a label."""
AROUND = 10
"""Tracks of what came before and after."""


@dataclass(frozen=True, slots=True)
class Told:
    """An evidence row with its table and whether it only helps to read."""

    table: str
    row: Row
    context: bool


def tracks_of(results: Results, lead: LeadRecord, *, but: frozenset[str] = frozenset()) -> list[Track]:
    """The tracks of a lead in the order of the lanes, then of time; ``but`` names tables drawn elsewhere."""
    told = [
        item
        for table, roles in roles_by_table(lead.findings).items()
        if table not in but
        for item in _told(results, table, roles)
    ]
    found = [*_single(told), *_grouped(told)]
    kept = _nearest(_most(found))
    return sorted(kept, key=_place)


def _place(track: Track) -> tuple[int, str, float]:
    """By lane; in the lane of persons each person's rows together; then by time."""
    person = track.label.zh if track.lane == "person" else ""
    return list(LANES).index(track.lane), person, track.from_s


def _told(results: Results, table: str, roles: Roles) -> Iterator[Told]:
    order = in_reading_order(results, table, roles)[:READ]
    for row in results.store.take(table, order):
        context = roles[row["row_id"]][0] == CONTEXT
        if not (context and table in LASTING):
            yield Told(table, row, context)


def _single(told: Iterable[Told]) -> Iterator[Track]:
    """One track per row."""
    rows = [item for item in told if item.table not in GROUPED]
    borrowed = _borrowed(rows)
    dated: list[Dated] = []
    for item in rows:
        spans = _telling([(span, mark) for span in spans_of(item.table) if (mark := span.mark(item.row))])
        marks = [mark for _, mark in spans] or _lent(item, borrowed)
        if marks:
            dated.append((item, spans, marks))
    clock = clock_for(mark for _, _, marks in dated for mark in marks)
    for members in _alike(dated):
        item, spans, marks = members[0]
        label = _label(_names([one.row for one, _, _ in members], item.table), spans, marks, clock)
        yield Track(lane_of(item.table), label, marks, item.context, ties_of(item.row))


def _telling(spans: list[tuple[Span, Mark]]) -> list[tuple[Span, Mark]]:
    """Without moments that say again when something else ended, such as a file written at the end of a run."""
    kept: list[tuple[Span, Mark]] = []
    for span, mark in spans:
        again = any(abs(other.to_s - mark.from_s) < MINUTE for _, other in kept)
        if not (mark.is_point and again):
            kept.append((span, mark))
    return kept


Dated: TypeAlias = tuple[Told, list[tuple[Span, Mark]], list[Mark]]
"""A row with its spans and what is drawn of them."""


def _alike(dated: list[Dated]) -> Iterator[list[Dated]]:
    """Rows of one sample and report that differ in the parameter alone belong together."""
    groups: dict[tuple[object, ...], list[Dated]] = defaultdict(list)
    for item, spans, marks in dated:
        own = () if item.table in ALIKE else (item.row["row_id"],)
        groups[item.table, item.context, ties_of(item.row), tuple(marks), *own].append((item, spans, marks))
    yield from groups.values()


def _names(rows: list[Row], table: str) -> Words:
    """What rows are about: one by its own name, several by what they share and their parameters."""
    if len(rows) == 1:
        return name_of(table, rows[0])
    shared = {**rows[0], "parameter": None, "value_text": None}
    parameters = list(dict.fromkeys(str(row["parameter"]) for row in rows))
    named, listed = name_of(table, shared), "、".join(parameters[:PARAMETERS])
    if len(parameters) <= PARAMETERS:
        return Words(f"{named.zh} · {listed}", f"{named.en} · {listed}")
    return Words(
        f"{named.zh} · {listed}等 {len(parameters)} 项", f"{named.en} · {listed} and others, {len(parameters)}"
    )


def _grouped(told: Iterable[Told]) -> Iterator[Track]:
    """One track per series of rows that are alike."""
    groups: dict[tuple[object, ...], list[Told]] = defaultdict(list)
    for item in told:
        if item.table in GROUPED:
            alike = tuple(item.row.get(name) for name in GROUPED[item.table])
            groups[item.table, item.context, *alike].append(item)
    for members in groups.values():
        first = members[0]
        marks = [mark for item in members for span in spans_of(item.table)[:1] if (mark := span.mark(item.row))]
        if marks:
            named, table = name_of(first.table, first.row), TABLES[first.table]
            label = Words(
                f"{table.zh} · {named.zh} · {len(members)} 行", f"{table.en} · {named.en} · {len(members)} rows"
            )
            yield Track(lane_of(first.table), label, _merged(marks), first.context, ties_of(first.row))


def _merged(marks: list[Mark]) -> list[Mark]:
    """Steps that follow each other become one bar."""
    out: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (one.from_s, one.to_s)):
        if out and mark.from_s <= out[-1].to_s and not mark.is_point:
            out[-1] = Mark(out[-1].from_s, max(out[-1].to_s, mark.to_s), mark.step)
        else:
            out.append(mark)
    return out


def _borrowed(rows: Iterable[Told]) -> Mapping[tuple[str, str], list[Mark]]:
    """The times of rows that others may point to, by what ties them."""
    found: dict[tuple[str, str], list[Mark]] = {}
    for item in rows:
        key = next((column.name for column in TABLES[item.table].key if column.name in TIES), None)
        marks = [mark for span in spans_of(item.table)[:1] if (mark := span.mark(item.row))]
        if key and marks and item.table not in BORROWING:
            found.setdefault((key, str(item.row[key])), marks)
    return found


def _lent(item: Told, borrowed: Mapping[tuple[str, str], list[Mark]]) -> list[Mark]:
    if item.table not in BORROWING:
        return []
    found = (borrowed.get((name, str(item.row.get(name)))) for name in TIES)
    return [Mark(mark.from_s, mark.to_s) for marks in found if marks for mark in marks][:1]


def _label(named: Words, spans: list[tuple[Span, Mark]], marks: list[Mark], clock: Clock) -> Words:
    """What, and when; spans are named where a row has several."""
    if len(spans) <= 1:
        when = clock.say(marks[0])
        return Words(f"{named.zh}{EM_SPACE}{when}", f"{named.en}{EM_SPACE}{when}")
    zh = "，".join(f"{span.title.zh} {clock.say(mark)}" for span, mark in spans)
    en = ", ".join(f"{span.title.en.lower()} {clock.say(mark)}" for span, mark in spans)
    return Words(f"{named.zh}{EM_SPACE}{zh}", f"{named.en}{EM_SPACE}{en}")


def _most(found: list[Track]) -> list[Track]:
    """The first tracks of the contradiction; the last one says how many more there are."""
    own = sorted((track for track in found if not track.context), key=lambda track: track.from_s)
    kept, rest = own[:DRAWN], own[DRAWN:]
    if rest:
        kept[-1].more = len(rest)
    return [*kept, *(track for track in found if track.context)]


def _nearest(found: list[Track]) -> list[Track]:
    """Of what came before and after, the rows nearest to the contradiction."""
    own = [track for track in found if not track.context]
    around = [track for track in found if track.context]
    if own:
        from_s, to_s = min(track.from_s for track in own), max(track.to_s for track in own)
        around.sort(key=lambda track: max(from_s - track.to_s, track.from_s - to_s, 0.0))
    kept, rest = around[:AROUND], around[AROUND:]
    if rest:
        kept[-1].more = len(rest)
    return [*own, *kept]
