"""conversion_recalc_mismatch: converted values follow from measured values and oxygen."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

import pytest
from tests.rules.automatic_monitoring.device import MN, START, Row, at, rows, wandering

RULE = "conversion_recalc_mismatch"
SO2, O2, HUMIDITY = "a21026", "a19001", "a01014"
N = 240
REFERENCE = 6.0

Change = Callable[[int, float], float | None]


def convert(value: float, oxygen: float, reference: float = REFERENCE) -> float:
    return value * (21 - reference) / (21 - oxygen)


def unchanged(_number: int, value: float) -> float:
    return value


def stack(change: Change = unchanged, *, oxygen: list[float] | None = None, places: int = 2) -> list[Row]:
    """Ten days of a boiler; ``change`` edits the converted value of an hour."""
    oxygen = oxygen or wandering(9.0, 0.8, seed=2, n=N)
    measured = wandering(24.0, 3.0, seed=1, n=N)
    gas = rows(SO2, measured)
    for number, row in enumerate(gas):
        value = change(number, convert(measured[number], min(oxygen[number], 20.9)))
        row["converted"] = None if value is None else round(value, places)
    return gas + rows(O2, oxygen)


def between(first: int, last: int, factor: float) -> Change:
    return lambda number, value: value * factor if first <= number < last else value


def filed(**more: Any) -> Row:
    return {
        "device_id": MN,
        "factor": O2,
        "name": "o2_reference",
        "value": REFERENCE,
        "filed_on": dt.date(2024, 1, 10),
        **more,
    }


def permit(**more: Any) -> dict[str, list[Row]]:
    limit = {
        "outlet_id": "DA001",
        "parameter": "二氧化硫",
        "o2_reference": REFERENCE,
        "valid_from_on": dt.date(2024, 1, 1),
    }
    return {"devices": [{"device_id": MN, "outlet_id": "DA001"}], "permit_limits": [{**limit, **more}]}


def told(answer: Any) -> dict[str, int]:
    return {row.reason: row.units for row in answer.coverage}


def ask(judge: Any, observations: list[Row], **more: Any) -> Any:
    return judge(RULE, {"observations": observations, "filed_parameters": [filed()]}, **more)


def test_honest_rounded_values_recompute(judge: Any) -> None:
    for places in (0, 1, 2):
        answer = ask(judge, stack(places=places))
        assert answer.findings == []
        assert told(answer) == {"": N}


def test_an_edited_column_is_one_finding(judge: Any) -> None:
    answer = ask(judge, stack(between(100, 112, 0.8)))
    (finding,) = answer.findings
    assert (finding.from_at, finding.to_at) == (at(100), at(112))
    assert (finding.subject, finding.severity) == (MN, "high")
    assert finding.detail["deviation_pct"] == pytest.approx(-20, abs=0.5)
    assert finding.detail["silent_pct"] == pytest.approx(20, abs=0.5)
    assert (finding.detail["deviation_zh"][:2], finding.detail["unit"]) == ("低 ", " mg/m³")
    assert finding.detail["implied_oxygen"] < finding.detail["oxygen"]
    roles = [row.role for row in finding.evidence]
    assert (roles.count("converted"), roles.count("oxygen"), roles.count("context")) == (12, 12, 1)
    assert told(answer) == {"": N}


def test_the_permit_gives_the_reference_too(judge: Any) -> None:
    (finding,) = judge(RULE, {"observations": stack(between(100, 112, 0.8)), **permit()}).findings
    assert ("permit_limits", "context") in {(row.table, row.role) for row in finding.evidence}
    assert judge(RULE, {"observations": stack(), **permit()}).findings == []


def test_order_of_rows_does_not_matter(judge: Any) -> None:
    data = stack(between(100, 112, 0.8))
    assert ask(judge, random.Random(1).sample(data, len(data))).findings == ask(judge, data).findings


@pytest.mark.parametrize(("hours", "found"), [(2, 0), (3, 1)])
def test_a_stretch_counts_from_its_line_on(judge: Any, hours: int, found: int) -> None:
    assert len(ask(judge, stack(between(100, 100 + hours, 0.8))).findings) == found


@pytest.mark.parametrize(("factor", "found"), [(0.985, 0), (0.975, 1)])
def test_the_tolerance(judge: Any, factor: float, found: int) -> None:
    assert len(ask(judge, stack(between(0, N, factor), places=4)).findings) == found


def test_scattered_hours_are_one_finding_when_they_are_many(judge: Any) -> None:
    every = {8: 1, 20: 0}  # 30 of 240 hours are over a tenth, 12 are not
    for step, found in every.items():
        answer = ask(judge, stack(lambda number, value, step=step: value * 0.7 if number % step == 0 else value))
        assert len(answer.findings) == found


def test_two_stretches_a_month_apart_are_two_facts(judge: Any) -> None:
    late = [{**row, "at": row["at"] + dt.timedelta(days=40)} for row in stack(between(100, 112, 0.8))]
    assert len(ask(judge, stack(between(100, 112, 0.8)) + late).findings) == 2


def test_too_high_weighs_less(judge: Any) -> None:
    humid = rows(HUMIDITY, wandering(3.0, 0.3, seed=7, n=N))
    (finding,) = ask(judge, stack(between(100, 112, 1.3)) + humid).findings
    assert (finding.severity, finding.detail["deviation_pct"] > 0) == ("middle", True)
    assert finding.detail["tried_en"] == "as reported, on dry basis by the humidity"
    assert [row.role for row in finding.evidence].count("humidity") == 12
    assert finding.detail["deviation_zh"].startswith("高 ")


def test_the_air_ratio_form_is_the_same(judge: Any) -> None:
    ratio = filed(factor=SO2, name="air_ratio", value=1.4)  # 21 - 21 / 1.4 = 6
    assert judge(RULE, {"observations": stack(), "filed_parameters": [ratio]}).findings == []
    edited = {"observations": stack(between(100, 112, 0.8)), "filed_parameters": [ratio]}
    assert len(judge(RULE, edited).findings) == 1


def test_either_of_two_references_on_record_explains(judge: Any) -> None:
    other = permit(o2_reference=9.0)
    answer = judge(RULE, {"observations": stack(), "filed_parameters": [filed()], **other})
    assert answer.findings == []


def test_wet_values_converted_on_dry_basis_are_explained_by_humidity(judge: Any) -> None:
    humidity = wandering(12.0, 1.0, seed=4, n=N)
    wet = stack(lambda number, value: value / (1 - humidity[number] / 100))
    assert ask(judge, wet + rows(HUMIDITY, humidity)).findings == []
    without = ask(judge, wet)
    assert without.findings == []
    assert told(without)["basis"] > N * 0.9


def test_the_mean_of_converted_minutes_is_honest(judge: Any) -> None:
    """Within the hour oxygen swings and the value with it, so the order of averaging matters."""
    hours, swing = 48, (6.0, 16.0)
    minutes, gas, oxygen = [], [], []
    for hour in range(hours):
        value = 20.0 + hour % 7
        parts = [(value * (1.5 if number % 2 else 0.5), swing[number % 2]) for number in range(6)]
        start = START + dt.timedelta(hours=hour)
        common = {"device_id": MN, "flag": "N"}
        for number, (part, o2) in enumerate(parts):
            moment = {"cycle": "minute", "at": start + dt.timedelta(minutes=10 * number)}
            minutes.append({**common, **moment, "factor": SO2, "avg": part, "converted": round(convert(part, o2), 2)})
            minutes.append({**common, **moment, "factor": O2, "avg": o2})
        mean = round(sum(convert(part, o2) for part, o2 in parts) / 6, 2)
        gas.append({**common, "cycle": "hour", "at": start, "factor": SO2, "avg": value, "converted": mean})
        oxygen.append({**common, "cycle": "hour", "at": start, "factor": O2, "avg": 11.0 + hour % 3 / 10})
    assert ask(judge, minutes + gas + oxygen).findings == []
    assert len(ask(judge, gas + oxygen).findings) == 1


def test_values_that_stand_below_the_reference_are_honest(judge: Any) -> None:
    low = wandering(4.0, 0.3, seed=3, n=N)
    measured = wandering(24.0, 3.0, seed=1, n=N)
    assert ask(judge, stack(lambda number, _: measured[number], oxygen=low)).findings == []


def test_uncorrected_values_above_the_reference_are_not(judge: Any) -> None:
    measured = wandering(24.0, 3.0, seed=1, n=N)
    (finding,) = ask(judge, stack(lambda number, _: measured[number])).findings
    assert finding.detail["count"] > N * 0.9


def test_without_reference_nobody_can_tell(judge: Any) -> None:
    answer = judge(RULE, {"observations": stack(between(100, 112, 0.8))})
    assert answer.findings == []
    assert told(answer) == {"reference": N}


def test_a_reference_filed_later_or_ended_before_does_not_count(judge: Any) -> None:
    for span in ({"filed_on": dt.date(2026, 2, 1)}, {"ended_on": dt.date(2025, 12, 31)}):
        answer = judge(RULE, {"observations": stack(between(0, N, 0.8)), "filed_parameters": [filed(**span)]})
        assert (answer.findings, told(answer)["reference"]) == ([], N)
    first_day = filed(filed_on=START.date(), ended_on=START.date())
    assert told(judge(RULE, {"observations": stack(), "filed_parameters": [first_day]})) == {
        "": 24,
        "reference": N - 24,
    }


def test_reasons_not_to_judge(judge: Any) -> None:
    data = stack()
    gas, oxygen = data[:N], data[N:]
    gas[0]["avg"] = 0.0
    gas[1]["converted"] = 9999.99
    oxygen[2]["flag"] = "C"
    oxygen[3]["avg"] = 20.1
    gas[4]["flag"] = "D"
    gas[5]["flag"] = None
    gas[6]["avg"] = None
    marked = {"mark_id": "BJ-1", "revision": 0, "device_id": MN, "kind": "abnormality", "mark": "calibration"}
    marked |= {"from_at": at(7), "to_at": at(8), "created_at": at(9), "factor": SO2}
    answer = judge(RULE, {"observations": data, "filed_parameters": [filed()], "marks": [marked]})
    assert answer.findings == []
    ones = ("zero", "not_computable", "oxygen", "air", "flagged", "observations.flag", "observations.avg", "marked")
    assert told(answer) == {"": N - 8, **dict.fromkeys(ones, 1)}


def test_factors_without_converted_values_are_no_business_of_the_rule(judge: Any) -> None:
    answer = ask(judge, rows("w01018", wandering(30.0, 2.0, seed=1, n=N)))
    assert (answer.findings, told(answer)) == ([], {})


def test_hours_and_minutes_of_one_edit_are_one_finding(judge: Any) -> None:
    minutes = [
        {**row, "cycle": "minute", "at": row["at"] + dt.timedelta(minutes=10 * part)}
        for row in stack(between(100, 112, 0.8))
        for part in range(6)
    ]
    (finding,) = ask(judge, stack(between(100, 112, 0.8)) + minutes).findings
    assert [row.role for row in finding.evidence].count("converted") == 12 + 72
