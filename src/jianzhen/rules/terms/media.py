"""Filters, sampler heads and tubes: what samples need of them, and what the ledger says there was.

Every kind of need is a pool of supply: samples of dust by the low-concentration method need sampler heads, which are
used again once weighed; other dust needs a filter or a head; gas on sorbents needs tubes.
"""

from __future__ import annotations

import functools
import operator

import ibis
from ibis.expr import types as ir

from jianzhen.rules.terms.matching import with_match
from jianzhen.rules.terms.spelling import mentions
from jianzhen.rules.verdict import Table

HEADS, FILTERS, TUBES = "sampler_head", "filter", "tube"
_SERVES = {"sampler_head": (HEADS, FILTERS), "filter": (FILTERS,), "tube": (TUBES,)}
"""Kind of material to the pools it can serve."""
_AGAIN = "sampler_head"
"""What is used again, so that drawing it spends nothing."""
_LOW_DUST = ("HJ 836-2017",)
_DUST = ("a34001", "a34002", "a34004", "a34013")
_TUBE_WORDS = ("吸附管", "采样管", "活性炭管", "硅胶管", "Tenax", "tube")
_PIECES = "个"
"""The unit list folds 张, 支, 片 and the like into one; boxes and packets are not in it."""
_KEY = ("org_id", "pool")


def needs(samples: Table, sampling_events: Table, results: Table) -> Table:
    """Samples that need a medium.

    Returns:
        ``lab_id``, ``pool``, ``medium`` (its number, else the sample's; missing where nobody says that one was used),
        ``day`` and ``sample_row``.
    """
    low = results.filter(results.method_code.isin(_LOW_DUST))
    rows = with_match(samples, low, {"lab_id": "lab_id", "sample_no": "sample_no"}, "low_dust")
    held = functools.reduce(operator.or_, ((";" + rows.parameters_code + ";").contains(f";{code};") for code in _DUST))
    pool = ibis.cases(
        (rows.low_dust, HEADS),
        (held.fill_null(False), FILTERS),
        (mentions(rows.container, _TUBE_WORDS), TUBES),
        else_=ibis.null("string"),
    )
    rows = rows.mutate(pool=pool).filter(lambda table: table.pool.notnull())
    events = sampling_events.select("started_at", visited="event_id")
    joined = rows.left_join(events, rows.event_id == events.visited)
    certain = joined.pool != FILTERS
    return joined.select(
        "lab_id", "pool",
        # Dust may also be read without a filter (beta ray, light scattering).
        medium=joined.medium_id.fill_null(ibis.ifelse(certain, joined.sample_no, ibis.null("string"))),
        day=joined.collected_from_at.fill_null(joined.started_at).truncate("D"),
        sample_row="row_id",
    )  # fmt: skip


def entries(movements: Table) -> Table:
    """Movements of media, once per pool they serve.

    Returns:
        ``org_id``, ``pool``, ``day``, ``brought``, ``spent``, ``scrapped`` (pieces), ``in_pieces``, ``movement_row``.
    """
    rows = movements.filter(movements.kind.isin(tuple(_SERVES)))
    served = [(rows.kind == kind, ibis.array(list(pools))) for kind, pools in _SERVES.items()]
    rows = rows.mutate(pool=ibis.cases(*served, else_=ibis.array([FILTERS])).unnest())

    def pieces(condition: ir.Value) -> ir.Value:
        return ibis.ifelse(condition, rows.quantity, 0.0).fill_null(0.0)

    return rows.select(
        *_KEY,
        day=rows["at"].truncate("D"),
        brought=pieces(rows.direction == "in"),
        spent=pieces((rows.direction == "use") & (rows.kind != _AGAIN)),
        scrapped=pieces(rows.direction == "scrap"),
        in_pieces=rows.quantity.notnull() & (rows.unit_code.isnull() | (rows.unit_code == _PIECES)),
        movement_row=rows.row_id,
    )


def balances(ledger: Table, needed: Table, late_days: float) -> Table:
    """What could be used on every day on which something was needed.

    Args:
        ledger: Of ``entries``.
        needed: Of ``needs``, with medium and day.
        late_days: Days by which a receipt may be booked late.

    Returns:
        ``org_id``, ``pool``, ``day``, ``needed`` (media of that day), ``brought`` (up to the day, and booked late),
        ``scrapped`` and ``used`` (before it; of what the ledger drew and what samples took the smaller), ``available``.
    """
    late = ibis.interval(days=int(late_days))
    nothing = ibis.literal(0.0)
    daily = needed.group_by("lab_id", "pool", "day").aggregate(needed=needed.medium.nunique().cast("float64"))
    moves = ibis.union(
        ledger.select(
            *_KEY, day=ledger.day - late, brought=ledger.brought, spent=nothing, scrapped=nothing, needed=nothing
        ),
        ledger.select(*_KEY, "day", brought=nothing, spent=ledger.spent, scrapped=ledger.scrapped, needed=nothing),
        daily.select(
            org_id="lab_id", pool="pool", day="day", brought=nothing, spent=nothing, scrapped=nothing, needed="needed"
        ),
    )  # fmt: skip
    names = ("brought", "spent", "scrapped", "needed")
    days = moves.group_by(*_KEY, "day").aggregate(**{name: moves[name].sum() for name in names})
    so_far = ibis.window(group_by=list(_KEY), order_by="day", preceding=None, following=0)
    sums = days.mutate(**{f"{name}_sum": days[name].sum().over(so_far) for name in names})
    before = {name: sums[f"{name}_sum"] - sums[name] for name in names}
    used = ibis.least(before["spent"], before["needed"])
    rows = sums.select(
        *_KEY, "day", "needed", brought=sums.brought_sum, scrapped=before["scrapped"], used=ibis.ifelse(
            sums.pool == HEADS, 0.0, used
        ),
    )  # fmt: skip
    return rows.filter(rows.needed > 0).mutate(available=rows.brought - rows.scrapped - rows.used)


def standing(ledger: Table, needed: Table) -> Table:
    """Per laboratory and pool with needs: what of its ledger cannot be relied on.

    Returns:
        ``lab_id``, ``pool``, ``kept`` (there is a ledger), ``in_pieces``, and ``whole``: it begins before the first
        sample and never spends what it has not got, so that nothing it started with is missing from it.
    """
    first = needed.group_by("lab_id", "pool").aggregate(first_need=needed.day.min())
    days = ledger.group_by(*_KEY, "day").aggregate(
        change=(ledger.brought - ledger.spent - ledger.scrapped).sum(), pieces=ledger.in_pieces.all()
    )
    so_far = ibis.window(group_by=list(_KEY), order_by="day", preceding=None, following=0)
    days = days.mutate(stock=days.change.sum().over(so_far))
    book = days.group_by(book_org="org_id", book_pool="pool").aggregate(
        begins=days.day.min(), lowest=days.stock.min(), pieces=days.pieces.all()
    )
    rows = first.left_join(book, [first.lab_id == book.book_org, first.pool == book.book_pool])
    return rows.select(
        "lab_id", "pool",
        kept=rows.begins.notnull(),
        in_pieces=rows.pieces.fill_null(False),
        whole=((rows.begins <= rows.first_need) & (rows.lowest >= 0)).fill_null(False),
    )  # fmt: skip


def issues(movements: Table, sampling_events: Table, needed: Table) -> Table:
    """What was drawn from the store for the samples of each day on which something was needed.

    A drawing that names its sampling event counts for that event's day, whenever it was booked.

    Returns:
        ``org_id``, ``pool``, ``day``, ``needed``, ``drawn`` (pieces; nothing drawn is zero), ``issue_rows`` (array),
        ``days`` (of the laboratory and pool) and ``share`` of these days on which as much was drawn as needed.
    """
    pools = (HEADS, FILTERS, TUBES)
    rows = movements.filter((movements.direction == "use") & movements.kind.isin(pools))
    events = sampling_events.select("started_at", visited="event_id")
    joined = rows.left_join(events, rows.event_id == events.visited)
    moved = joined.select(
        "org_id", "quantity", pool="kind", day=joined.started_at.fill_null(joined["at"]).truncate("D"), row="row_id"
    )  # fmt: skip
    drawn = moved.group_by(*_KEY, "day").aggregate(
        drawn=moved.quantity.fill_null(0.0).sum(), issue_rows=moved.row.collect()
    )
    daily = needed.group_by("lab_id", "pool", "day").aggregate(needed=needed.medium.nunique().cast("float64"))
    days = daily.left_join(
        drawn, [daily.lab_id == drawn.org_id, daily.pool == drawn.pool, daily.day == drawn.day]
    ).select(
        "needed", "issue_rows", org_id=daily.lab_id, pool=daily.pool, day=daily.day, drawn=drawn.drawn.fill_null(0.0)
    )  # fmt: skip
    enough = days.mutate(enough=(days.drawn >= days.needed).cast("float64"))
    habits = enough.group_by(habit_org="org_id", habit_pool="pool").aggregate(
        days=enough.count(), share=enough.enough.mean()
    )
    rows = days.join(habits, [days.org_id == habits.habit_org, days.pool == habits.habit_pool])
    return rows.drop("habit_org", "habit_pool")
