"""Reports, tickets and pictures that do not say what was measured."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import numpy as np

from jianzhen.synth.dimensions import day_number, day_of
from jianzhen.synth.frame import Array
from jianzhen.synth.labels import Label
from jianzhen.synth.tampering.ground import Ground, span_of
from jianzhen.synth.world import Visit
from jianzhen.words import Words

COD = "化学需氧量"
COPIED = ("value_text", "value", "qualifier")
PARTS = (("五日生化需氧量", "化学需氧量"), ("氨氮", "总氮"), ("六价铬", "总铬"))
KEY_ITEMS = ("化学需氧量", "氨氮", "总磷", "总氮", "悬浮物", "石油类")
ENOUGH = 12
"""Values that two reports must have places for."""

GASES = ("二氧化硫", "氮氧化物")


def value_made_better(ground: Ground) -> Label:
    """The raw record holds a value above the limit; the report states what was hoped for (OC-06)."""
    visit = ground.choose(lambda visit: visit.kind == "water" and len(_limited(ground, visit)) > 0)
    lines, results = ground.world["report_results"], ground.world["results"]
    told = _limited(ground, visit)
    numbers = set(lines["sample_no"][told])
    rows = ground.results(visit, [COD])
    rows = rows[[number in numbers for number in results["sample_no"][rows]]]
    over = ground.at.uniform(1.05, 1.5)
    for row in rows:
        high = round(float(lines["limit"][told[0]]) * over * ground.at.uniform(0.97, 1.03))
        _write(ground, row, float(high), 0)
    return ground.label(
        "value_made_better", "OC-06", (visit.arrive, ground.issued(visit)),
        Words("原始记录超标，报告达标", "above the limit in the raw record, below it in the report"),
        (("report_results", told), ("results", rows)),
    )  # fmt: skip


def _limited(ground: Ground, visit: Visit) -> Array:
    lines = ground.world["report_results"]
    rows = ground.lines(visit, [COD])
    return np.asarray(rows[~np.isnan(lines["limit"][rows])])


def _write(ground: Ground, row: int, value: float, decimals: int) -> None:
    """Write another number into a raw record, on paper too, and let its run agree."""
    results, runs = ground.world["results"], ground.world["analysis_runs"]
    text = f"{value:.{decimals}f}"
    results["value_text"][row], results["value"][row], results["qualifier"][row] = text, float(text), None
    if results["paper_value_text"][row] is not None:
        results["paper_value_text"][row] = text
    if results["run_id"][row] is not None:
        runs["raw_value"][runs.rows(run_id=results["run_id"][row])] = float(text)


def data_copied(ground: Ground) -> Label:
    """The values of an earlier report, of this plant or another, appear again in a later one (OC-07)."""
    source, target = _alike(ground)
    for old, new in _sample_pairs(ground, source, target):
        _copy_sample(ground, old, new)
    _copy_readings(ground, source, target)
    return ground.label(
        "data_copied", "OC-07", (target.arrive, ground.issued(target)),
        Words("两份报告数值全同", "two reports with the same values throughout"),
        (("reports", np.r_[ground.report(source), ground.report(target)]), ("report_results", ground.lines(target))),
    )  # fmt: skip


def _alike(ground: Ground) -> tuple[Visit, Visit]:
    """Two reports with places for the same values, of one plant if there are such."""
    kinds = ["water", "exhaust", "fugitive"]
    ground.at.shuffle(kinds)

    def of_one_plant(one: Visit, other: Visit) -> bool:
        return one.plant is other.plant and _places(ground, one, other) >= ENOUGH

    def of_any(one: Visit, other: Visit) -> bool:
        return _places(ground, one, other) >= ENOUGH

    for wanted in (of_one_plant, of_any):
        for kind in kinds:
            with suppress(LookupError):
                return ground.pair(wanted, kind)
    raise LookupError("no two reports have places for the same values")


def _sample_pairs(ground: Ground, source: Visit, target: Visit) -> list[tuple[str, str]]:
    """Samples of two reports, bottle for bottle, in the order of their lines."""
    old, new = _by_bottle(ground, source), _by_bottle(ground, target)
    return [pair for first in old for pair in zip(old[first], new.get(first, []), strict=False)]


def _by_bottle(ground: Ground, visit: Visit) -> dict[str, list[str]]:
    """Samples by the first parameter of their lines."""
    lines = ground.world["report_results"]
    first: dict[str, str] = {}
    for row in ground.lines(visit):
        if lines["sample_no"][row] is not None:
            first.setdefault(lines["sample_no"][row], lines["parameter"][row])
    found: dict[str, list[str]] = {}
    for number, parameter in first.items():
        found.setdefault(parameter, []).append(number)
    return found


def _places(ground: Ground, source: Visit, target: Visit) -> int:
    lines = ground.world["report_results"]
    same = 0
    for old, new in _sample_pairs(ground, source, target):
        one, other = (set(lines["parameter"][lines.rows(sample_no=number)]) for number in (old, new))
        same += len(one & other)
    return same


def _copy_sample(ground: Ground, old: str, new: str) -> None:
    """Copy the lines of one sample and, so that nobody sees it, its raw results."""
    lines, results = ground.world["report_results"], ground.world["results"]
    origin = {lines["parameter"][row]: row for row in lines.rows(sample_no=old)}
    for row in lines.rows(sample_no=new):
        if lines["parameter"][row] in origin:
            for name in (*COPIED, "verdict"):
                lines[name][row] = lines[name][origin[lines["parameter"][row]]]
    raw: dict[str, list[int]] = {}
    for row in results.rows(sample_no=old, reported=1):
        raw.setdefault(results["parameter"][row], []).append(row)
    for parameter, given in raw.items():
        taken = results.rows(sample_no=new, reported=1, parameter=parameter)
        for place, row in enumerate(taken):
            for name in COPIED:
                results[name][row] = results[name][given[place % len(given)]]
            if results["paper_value_text"][row] is not None:
                results["paper_value_text"][row] = results["value_text"][row]
        if len(taken) == 1 and len(given) > 1:
            _mean_of(ground, new, parameter, int(taken[0]))


def _mean_of(ground: Ground, number: str, parameter: str, row: int) -> None:
    """A single result stands for the mean of the two that it was copied from: the report's line says it."""
    lines = ground.world["report_results"]
    for line in lines.rows(sample_no=number):
        if (
            str(lines["parameter"][line]).startswith(parameter)
            and lines["unit"][line] == ground.world["results"]["unit"][row]
        ):
            _write(ground, row, float(lines["value"][line]), len(str(lines["value_text"][line]).partition(".")[2]))


def _copy_readings(ground: Ground, source: Visit, target: Visit) -> None:
    memory = ground.world["field_readings"]
    old, new = ground.readings(source), ground.readings(target)
    for one, other in zip(new, old, strict=False):
        if memory["parameter"][one] == memory["parameter"][other]:
            for name in ("stored_value", "ticket_value_text"):
                memory[name][one] = memory[name][other]


def number_used_twice(ground: Ground) -> Label:
    """A second report rests on the sample number of a report about another plant (OC-10)."""
    source, target = ground.pair(lambda one, other: one.plant is not other.plant, "water")
    samples, lines = ground.world["samples"], ground.world["report_results"]
    number, taken = samples["sample_no"][ground.samples(target)[0]], samples["sample_no"][ground.samples(source)[0]]
    for table in ("results", "analysis_runs", "samples"):
        ground.world[table].drop(ground.world[table].rows(sample_no=number))
    said = {lines["parameter"][row]: row for row in lines.rows(sample_no=taken)}
    rows = lines.rows(sample_no=number)
    lines.drop(rows[[name not in said for name in lines["parameter"][rows]]])
    rows = lines.rows(sample_no=number, report_no=target.report_no)
    for row in rows:
        for name in COPIED:
            lines[name][row] = lines[name][said[lines["parameter"][row]]]
    lines["sample_no"][rows] = taken
    return ground.label(
        "number_used_twice", "OC-10", (target.arrive, ground.issued(target)),
        Words("一个样品编号用于两个厂的报告", "one sample number on reports about two plants"),
        (("report_results", rows), ("samples", samples.rows(sample_no=taken))),
    )  # fmt: skip


def impossible_parts(ground: Ground) -> Label:
    """Numbers thought up one by one: a part is larger than the whole (OC-12)."""
    at = ground.at
    visit = ground.choose(lambda visit: visit.kind == "water" and len(_parts(ground, visit)) > 0)
    part, whole = at.choice(_parts(ground, visit))
    lines, results = ground.world["report_results"], ground.world["results"]
    factor, touched = at.uniform(1.15, 1.9), []
    for row in ground.lines(visit, [part]):
        number = lines["sample_no"][row]
        other = [one for one in ground.lines(visit, [whole]) if lines["sample_no"][one] == number]
        if not other or np.isnan(lines["value"][other[0]]):
            continue
        text = str(lines["value_text"][other[0]])
        places = max(len(text.partition(".")[2]), 1)
        value = float(lines["value"][other[0]]) * factor
        lines["value_text"][row], lines["qualifier"][row] = f"{value:.{places}f}", None
        lines["value"][row] = float(lines["value_text"][row])
        for raw in ground.results(visit, [part]):
            if results["sample_no"][raw] == number:
                _write(ground, raw, value, places)
        touched += [row, other[0]]
    return ground.label(
        "impossible_parts", "OC-12", (visit.arrive, ground.issued(visit)),
        Words(f"{part}大于{whole}", "a part is larger than the whole"), (("report_results", np.array(touched)),),
    )  # fmt: skip


def _parts(ground: Ground, visit: Visit) -> list[tuple[str, str]]:
    return [pair for pair in PARTS if all(ground.measures(visit, one) for one in pair)]


def key_item_left_out(ground: Ground) -> Label:
    """What the permit asks for most is not measured, so that it cannot be too high (175号 第4条(七))."""
    visit = ground.choose(
        lambda visit: _once_that_month(ground, visit) and any(ground.measures(visit, one) for one in KEY_ITEMS)
    )
    item = ground.at.choice([one for one in KEY_ITEMS if ground.measures(visit, one)])
    ground.world["report_results"].drop(ground.lines(visit, [item]))
    ground.world["results"].drop(ground.results(visit, [item]))
    ground.world["analysis_runs"].drop(ground.runs(visit, [item]))
    samples = ground.world["samples"]
    for row in ground.samples(visit):
        names = [name for name in str(samples["parameters"][row]).split(";") if name != item]
        samples["parameters"][row] = ";".join(names) or None
    return ground.label(
        "key_item_left_out", "OC-10", (visit.arrive, ground.issued(visit)),
        Words(f"报告漏检许可证规定的{item}", "a parameter the permit asks for is left out"),
        (("reports", ground.report(visit)),),
    )  # fmt: skip


def _once_that_month(ground: Ground, visit: Visit) -> bool:
    """Whether what the permit asks for in a month that is over rests on this visit: no other, no automatic device."""
    month = day_of(visit.day).replace(day=1)
    following = (month + dt.timedelta(days=32)).replace(day=1)
    others = (other for other in ground.world.visits if other.kind == "water" and other.plant is visit.plant)
    alone = all(other is visit or not month <= day_of(other.day) < following for other in others)
    over = day_number(following) <= ground.world.dimensions.last_field_day
    return visit.kind == "water" and over and alone and not ground.watched(visit)


def ticket_retouched(ground: Ground) -> Label:
    """The analyser kept what it measured; ticket, record and report show a third of it (OC-06)."""
    visit = ground.choose(lambda visit: visit.kind == "exhaust" and len(_gases(ground, visit)) > 0)
    memory, factor = ground.world["field_readings"], ground.at.uniform(1.1, 3.5)
    rows = _gases(ground, visit)
    memory["stored_value"][rows] = np.round(memory["stored_value"][rows] * factor + 1, 0)
    return ground.label(
        "ticket_retouched", "OC-06", span_of(visit),
        Words("打印小票与仪器存储的数值不同", "the ticket differs from what the instrument kept"),
        (("field_readings", rows),),
    )  # fmt: skip


def _gases(ground: Ground, visit: Visit) -> Array:
    memory = ground.world["field_readings"]
    rows = ground.readings(visit)
    return np.asarray(rows[np.isin(memory["parameter"][rows].astype(str), GASES)])


def photos_used_again(ground: Ground) -> Label:
    """Pictures of an earlier visit stand in the file of a later one (OC-02)."""
    kind = ground.at.choice(("water", "exhaust"))
    source, target = ground.pair(lambda one, other: len(ground.photos(one)) > 0 and one.plant is not other.plant, kind)
    photos = ground.world["photos"]
    old, new = ground.photos(source), ground.photos(target)
    count = min(len(old), len(new), ground.at.randint(1, 4))
    for name in ("sha256", "perceptual_hash"):
        photos[name][new[:count]] = photos[name][old[:count]]
    return ground.label(
        "photos_used_again", "OC-02", span_of(target),
        Words("两次采样用同样的照片", "the same pictures for two visits"),
        (("photos", np.r_[old[:count], new[:count]]),),
    )  # fmt: skip
