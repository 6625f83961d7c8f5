"""The lines of reports: means of parallels, rounded and spelled as the laboratory does."""

from __future__ import annotations

import numpy as np

from jianzhen.synth.frame import NO_TEXT, Array, Frame
from jianzhen.synth.items import ITEMS
from jianzhen.synth.results import DECIMALS, DETECTION, METHODS, PARAMETERS, UNITS, Numbers, digits_after_point
from jianzhen.synth.values import half_even, half_up, written
from jianzhen.synth.world import Read, World

FORMULAS = {"化学需氧量": "化学需氧量(CODCr)", "氨氮": "氨氮(NH3-N)", "五日生化需氧量": "五日生化需氧量(BOD5)",
            "总磷": "总磷(以P计)", "总氮": "总氮(以N计)", "六价铬": "铬(六价)"}  # fmt: skip
OLD_NUMBERS = {"GB/T 11893-1989": "GB 11893-89", "GB/T 11901-1989": "GB 11901-89", "GB/T 7467-1987": "GB 7467-87",
               "GB/T 7494-1987": "GB 7494-87"}  # fmt: skip
MICRO = "μg/L"
NOISE = next(number for number, item in enumerate(ITEMS) if item.category == "noise")
PH = "pH值"
PH_LOW = 6.0


def add_lines(world: World, numbers: Numbers) -> None:
    """The table of report lines."""
    sample, item, value, under = _reported(world, numbers)
    lines = _lines(world, sample, item, value, under)
    noise = [one for one in world.readings if one.item == NOISE]
    if noise:
        lines.append(_noise(world, noise))
    order = np.argsort(lines["report_no"].astype(str), kind="stable")
    lines = lines.copy(order)
    _, first, sizes = np.unique(lines["report_no"].astype(str), return_index=True, return_counts=True)
    lines["line"] = np.arange(len(lines)) - np.repeat(first, sizes) + 1
    world.tables["report_results"] = lines


def _reported(world: World, numbers: Numbers) -> tuple[Array, Array, Array, Array]:
    """One value per sample and item: the mean where it was determined twice."""
    keep = np.flatnonzero(world["results"]["reported"] == 1)
    key = numbers.sample[keep] * 100 + numbers.item[keep]
    keys, inverse = np.unique(key, return_inverse=True)
    mean = np.bincount(inverse, numbers.value[keep], len(keys)) / np.bincount(inverse, minlength=len(keys))
    below = np.bincount(inverse, numbers.under[keep], len(keys)) > 0
    return keys // 100, keys % 100, mean, below


def _lines(world: World, sample: Array, item: Array, value: Array, under: Array) -> Frame:
    habits, taken = world.laboratory.habits, world.taken
    decimals = digits_after_point(value, item)
    pH = PARAMETERS[item] == PH  # noqa: N806 - its name
    decimals = np.where(pH, DECIMALS[item], decimals)
    rounded = np.where(under, DETECTION[item], (half_up if habits.half_up else half_even)(value, decimals))
    # Some laboratories report in the unit of the limit what their instrument gives in micrograms.
    micro = (UNITS[item] == MICRO) & (world.laboratory.number % 3 == 0)
    factor, more = np.where(micro, 1000.0, 1.0), np.where(micro, 3, 0)
    text, number, qualifier = written(np.where(under, 0, rounded / factor), decimals + more, DETECTION[item] / factor,
                                      habits.below)  # fmt: skip
    visits = [world.visits[one.visit] for one in taken]
    outlets = [one.outlet for one in taken]
    limit = np.array([one.limit for one in ITEMS])[item] / factor
    free = np.array([outlet.inlet or outlet.well for outlet in outlets])[sample]
    limit = np.where(free, np.nan, limit)
    compared = np.where(under, 0, rounded / factor)
    fine = (compared <= limit) & (~pH | (compared >= PH_LOW))
    return Frame(
        "report_results",
        {
            "lab_id": world.laboratory.org_id,
            "report_no": np.array([visit.report_no for visit in visits], object)[sample], "line": 0,
            "sample_no": world["samples"]["sample_no"][sample],
            "outlet_id": np.array([one.outlet_id for one in outlets], object)[sample],
            "site_name": np.array([one.site for one in outlets], object)[sample],
            "sampled_from_at": world["samples"]["collected_from_at"][sample],
            "sampled_to_at": world["samples"]["collected_to_at"][sample],
            "parameter": _spelled(PARAMETERS, FORMULAS if habits.formulas else {})[item],
            "method": _spelled(METHODS, OLD_NUMBERS if habits.old_numbers else {})[item], "value_text": text,
            "value": number, "qualifier": qualifier, "unit": np.where(micro, "mg/L", UNITS[item]).astype(object),
            "limit": limit, "limit_text": np.where(pH & ~free, "6～9", NO_TEXT),
            "verdict": np.where(free, NO_TEXT, np.where(fine, "合格", "不合格")),
        },
        len(item),
    )  # fmt: skip


def _spelled(words: Array, spellings: dict[str, str]) -> Array:
    return np.array([spellings.get(word, word) for word in words], object)


def _noise(world: World, readings: list[Read]) -> Frame:
    """What the sound meter showed, as its ticket says."""
    memory = world["field_readings"]
    rows = memory.rows(parameter=ITEMS[NOISE].parameter)
    text = dict(zip(zip(memory["event_id"][rows], memory["started_at"][rows].tolist(), strict=True),
                    memory["ticket_value_text"][rows], strict=True))  # fmt: skip
    visits = [world.visits[one.visit] for one in readings]
    said = [text[visit.events[one.event], one.from_at] for visit, one in zip(visits, readings, strict=True)]
    return Frame(
        "report_results",
        {
            "lab_id": world.laboratory.org_id, "report_no": [visit.report_no for visit in visits], "line": 0,
            "outlet_id": [one.outlet.outlet_id for one in readings], "site_name": [one.outlet.site for one in readings],
            "sampled_from_at": [one.from_at for one in readings], "sampled_to_at": [one.to_at for one in readings],
            "parameter": ITEMS[NOISE].parameter, "method": ITEMS[NOISE].method, "value_text": said,
            "value": [float(one) for one in said], "unit": ITEMS[NOISE].unit, "limit": ITEMS[NOISE].limit,
            "verdict": ["合格" if float(one) <= ITEMS[NOISE].limit else "不合格" for one in said],
        },
        len(readings),
    )  # fmt: skip
