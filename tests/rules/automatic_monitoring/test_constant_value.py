"""constant_value: a factor stands still while its companions move."""

from __future__ import annotations

import random
from typing import Any

import pytest
from tests.rules.automatic_monitoring.device import HOURS, MN, at, frozen, rows, wandering

RULE = "constant_value"
SO2, FLOW = "a21026", "a00000"
FIRST = 300


def honest() -> list[float]:
    return wandering(35.0, 4.0, seed=1)


def flow() -> list[dict[str, Any]]:
    return rows(FLOW, wandering(90.0, 6.0, seed=2))


def told(answer: Any) -> dict[str, int]:
    """What could not be judged, by reason, and under the empty reason what was."""
    return {row.reason: row.units for row in answer.coverage}


def test_a_held_value_beside_moving_flow(judge: Any) -> None:
    answer = judge(RULE, {"observations": rows(SO2, frozen(honest(), FIRST, 24)) + flow()})
    (finding,) = answer.findings
    assert (finding.subject, finding.subject_kind, finding.severity) == (MN, "device", "high")
    assert (finding.from_at, finding.to_at) == (at(FIRST), at(FIRST + 24))
    assert (finding.measure, finding.threshold) == (24, 8)
    roles = [row.role for row in finding.evidence]
    assert (roles.count("frozen"), roles.count("moving"), roles.count("context")) == (24, 24, 6)
    assert finding.detail["companion_zh"] == "废气流量"
    assert finding.detail["expected"] <= finding.detail["rarity"]
    assert told(answer) == {"": 2 * HOURS}


def test_moving_values_are_judged_and_nothing_is_found(judge: Any) -> None:
    answer = judge(RULE, {"observations": rows(SO2, honest()) + flow()})
    assert answer.findings == []
    assert told(answer) == {"": 2 * HOURS}


@pytest.mark.parametrize(("hours", "found"), [(15, 0), (16, 1)])
def test_the_line_of_time_counts_from_its_value_on(judge: Any, hours: int, found: int) -> None:
    data = {"observations": rows(SO2, frozen(honest(), FIRST, hours)) + flow()}
    answer = judge(RULE, data, settings={"rules": {RULE: {"min_hours": 16}}})
    assert len(answer.findings) == found


def test_forty_days_do_not_show_that_eight_hours_are_rare(judge: Any) -> None:
    data = {"observations": rows(SO2, frozen(honest(), FIRST, 8)) + flow()}
    assert judge(RULE, data).findings == []
    assert len(judge(RULE, data, settings={"rules": {RULE: {"rarity": 1}}}).findings) == 1


def test_order_of_rows_does_not_matter(judge: Any) -> None:
    data = rows(SO2, frozen(honest(), FIRST, 24)) + flow()
    shuffled = random.Random(5).sample(data, len(data))
    assert judge(RULE, {"observations": shuffled}).findings == judge(RULE, {"observations": data}).findings


def test_a_plateau_at_the_detection_limit_is_no_news(judge: Any) -> None:
    low = [max(value - 30, 2.0) for value in honest()]  # a third of all values lies at the reporting level
    plateau = [*low[:FIRST], *[2.0] * 60, *low[FIRST + 60 :]]
    answer = judge(RULE, {"observations": rows(SO2, plateau) + flow()})
    assert answer.findings == []
    assert told(answer)["floor"] >= 60


@pytest.mark.parametrize("table", ["filed_parameters", "device_parameters"])
def test_a_known_detection_limit_is_a_floor(judge: Any, table: str) -> None:
    values = frozen(honest(), FIRST, 24)
    filed = {"device_id": MN, "name": "detection_limit", "value": values[FIRST]}
    filed |= (
        {"factor": SO2, "filed_on": at(0).date()}
        if table == "filed_parameters"
        else {"instrument": SO2, "at": at(0), "source": "3020"}
    )
    answer = judge(RULE, {"observations": rows(SO2, values) + flow(), table: [filed]})
    assert answer.findings == []
    assert told(answer)["floor"] == 24


def test_a_value_clipped_at_the_range_is_left_to_another_rule(judge: Any) -> None:
    values = frozen(honest(), FIRST, 24)
    span = {"device_id": MN, "factor": SO2, "name": "range", "value": values[FIRST], "filed_on": at(0).date()}
    answer = judge(RULE, {"observations": rows(SO2, values) + flow(), "filed_parameters": [span]})
    assert answer.findings == []
    assert told(answer)["ceiling"] == 24


def test_a_series_that_is_wont_to_stand_still_is_judged_by_its_own_law(judge: Any) -> None:
    rng = random.Random(3)
    sticky: list[float] = []
    while len(sticky) < HOURS:
        sticky += [round(rng.uniform(20, 60), 1)] * rng.randint(1, 30)
    answer = judge(RULE, {"observations": rows(SO2, sticky[:HOURS]) + flow()})
    assert answer.findings == []
    assert set(told(answer)) == {"", "floor", "ceiling"}


def test_an_analyser_that_measures_every_four_hours_repeats_itself(judge: Any) -> None:
    measured = wandering(35.0, 4.0, seed=4, n=HOURS // 4)
    answer = judge(RULE, {"observations": rows(SO2, [value for value in measured for _ in range(4)]) + flow()})
    assert answer.findings == []


def test_a_coarse_display_cannot_be_judged(judge: Any) -> None:
    coarse = [round(value / 10) * 10.0 for value in honest()]
    answer = judge(RULE, {"observations": rows(SO2, frozen(coarse, FIRST, 24)) + flow()})
    assert answer.findings == []
    assert told(answer)["resolution"] == HOURS


def test_a_moving_minimum_shows_that_the_instrument_lives(judge: Any) -> None:
    values = rows(SO2, frozen(honest(), FIRST, 24))
    for number, row in enumerate(values):
        row |= {"min": row["avg"] - 1 - number % 7, "max": row["avg"] + 1 + number % 5}
    assert judge(RULE, {"observations": values + flow()}).findings == []


@pytest.mark.parametrize("flag", ["F", "C", "M", "D", "T", "S", "B"])
def test_flagged_values_are_not_judged(judge: Any, flag: str) -> None:
    values = rows(SO2, frozen(honest(), FIRST, 24))
    for row in values[FIRST : FIRST + 24]:
        row["flag"] = flag
    answer = judge(RULE, {"observations": values + flow()})
    assert answer.findings == []
    assert told(answer) == {"": 2 * HOURS - 24, "flagged": 24}


def mark(**more: Any) -> dict[str, Any]:
    span = {"from_at": at(FIRST - 2), "to_at": at(FIRST + 30), "created_at": at(FIRST + 30)}
    return {
        "mark_id": "BJ-1",
        "revision": 0,
        "device_id": MN,
        "kind": "abnormality",
        "mark": "device_fault",
        **span,
        **more,
    }


@pytest.mark.parametrize(
    ("more", "found"), [({}, 0), ({"factor": SO2}, 0), ({"factor": "a21002"}, 1), ({"mark": "normal"}, 1)]
)
def test_marked_spans_are_not_judged(judge: Any, more: dict[str, Any], found: int) -> None:
    data = rows(SO2, frozen(honest(), FIRST, 24)) + flow()
    answer = judge(RULE, {"observations": data, "marks": [mark(**more)]})
    assert len(answer.findings) == found
    if more == {"factor": SO2}:
        assert told(answer)["marked"] == 32


def test_the_last_revision_of_a_mark_counts(judge: Any) -> None:
    data = rows(SO2, frozen(honest(), FIRST, 24)) + flow()
    withdrawn = mark(revision=1, mark="normal")
    assert len(judge(RULE, {"observations": data, "marks": [mark(), withdrawn]}).findings) == 1


def plant(**more: Any) -> dict[str, list[dict[str, Any]]]:
    """The plant's meter hour by hour, and the device at its outlet."""
    org = "91640200MA0PLANT5F"
    meter = [
        {
            "org_id": org,
            "outlet_id": "DA001",
            "source": "meter",
            "from_at": at(hour),
            "to_at": at(hour + 1),
            "power": power,
        }
        | more
        for hour, power in enumerate(wandering(800.0, 40.0, seed=8))
    ]
    return {"devices": [{"device_id": MN, "outlet_id": "DA001"}], "plant_operations": meter}


def test_the_meter_of_the_plant_bears_witness_where_no_other_factor_does(judge: Any) -> None:
    answer = judge(RULE, {"observations": rows(SO2, frozen(honest(), FIRST, 24)), **plant()})
    (finding,) = answer.findings
    assert finding.detail["companion_zh"] == "用电量"
    assert {row.table for row in finding.evidence if row.role == "moving"} == {"plant_operations"}


def test_a_stopped_plant_is_not_judged(judge: Any) -> None:
    answer = judge(RULE, {"observations": rows(SO2, frozen(honest(), FIRST, 24)), **plant(state="stopped")})
    assert answer.findings == []
    assert told(answer) == {"stopped": HOURS}


def test_without_a_companion_nobody_can_tell(judge: Any) -> None:
    answer = judge(RULE, {"observations": rows(SO2, frozen(honest(), FIRST, 24))})
    assert answer.findings == []
    assert told(answer) == {"": HOURS - 24, "companion": 24}


def test_when_everything_stands_still_the_plant_may_be_off(judge: Any) -> None:
    still = frozen(wandering(90.0, 6.0, seed=2), FIRST - 2, 30)
    answer = judge(RULE, {"observations": rows(SO2, frozen(honest(), FIRST, 24)) + rows(FLOW, still)})
    assert answer.findings == []
    assert told(answer)["still"] >= 24


def test_too_little_history(judge: Any) -> None:
    short = wandering(35.0, 4.0, seed=1, n=200)
    answer = judge(RULE, {"observations": rows(SO2, frozen(short, 50, 24))})
    assert answer.findings == []
    assert told(answer) == {"history": 200}


def test_values_without_flag_or_number_are_counted_as_such(judge: Any) -> None:
    values = rows(SO2, honest())
    values[5]["avg"], values[6]["flag"] = None, None
    answer = judge(RULE, {"observations": values + flow()})
    assert told(answer) == {"": 2 * HOURS - 2, "observations.avg": 1, "observations.flag": 1}


def test_a_logger_that_sends_no_flags_is_judged_and_weighs_less(judge: Any) -> None:
    data = rows(SO2, frozen(honest(), FIRST, 24)) + flow()
    answer = judge(RULE, {"observations": [row | {"flag": None} for row in data]})
    assert [finding.severity for finding in answer.findings] == ["middle"]
    assert told(answer) == {"": 2 * HOURS}


def test_a_lost_hour_and_a_calibration_do_not_end_a_run(judge: Any) -> None:
    values = rows(SO2, frozen(honest(), FIRST, 24))
    values[FIRST + 5]["flag"] = "C"
    del values[FIRST + 11]
    (finding,) = judge(RULE, {"observations": values + flow()}).findings
    assert (finding.from_at, finding.to_at, finding.measure) == (at(FIRST), at(FIRST + 24), 22)


def test_two_frozen_factors_are_two_findings_that_share_their_witness(judge: Any) -> None:
    nox = rows("a21002", frozen(wandering(60.0, 5.0, seed=6), FIRST, 24))
    answer = judge(RULE, {"observations": rows(SO2, frozen(honest(), FIRST, 24)) + nox + flow()})
    first, second = answer.findings
    shared = {row.row_id for row in first.evidence if row.role == "moving"}
    assert shared == {row.row_id for row in second.evidence if row.role == "moving"}


def test_hours_and_minutes_of_one_freeze_are_one_finding(judge: Any) -> None:
    hours = rows(SO2, frozen(honest(), FIRST, 12)) + flow()
    ten = {"cycle": "minute", "minutes": 10}
    minutes = rows(SO2, frozen(wandering(35.0, 4.0, seed=9, n=HOURS * 6), FIRST * 6, 72), **ten)
    minutes += rows(FLOW, wandering(90.0, 6.0, seed=10, n=HOURS * 6), **ten)
    (finding,) = judge(RULE, {"observations": hours + minutes}).findings
    assert [row.role for row in finding.evidence].count("frozen") == 12 + 72


def test_a_freeze_of_two_hours_is_found_in_minutes(judge: Any) -> None:
    ten = {"cycle": "minute", "minutes": 10}
    minutes = rows(SO2, frozen(wandering(35.0, 4.0, seed=9, n=HOURS * 6), 900, 12), **ten)
    minutes += rows(FLOW, wandering(90.0, 6.0, seed=10, n=HOURS * 6), **ten)
    (finding,) = judge(RULE, {"observations": minutes}).findings
    assert (finding.measure, finding.threshold) == (2, 2)
