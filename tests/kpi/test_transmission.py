"""The transmission figures, held against a day worked out by hand and against what must always be so."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.kpi.conftest import GAS, PLANT, WATER, device, hour, value

from jianzhen.kpi.figures import BY, LEVELS, TOTAL
from jianzhen.kpi.hours import COUNTS


def mark(first, last, mark="out_of_service", kind="condition", **how):
    row = {"mark_id": f"M{first}", "revision": 0, "device_id": GAS, "kind": kind, "mark": mark, "from_at": hour(first),
           "to_at": hour(last), "created_at": hour(first + 1)}  # fmt: skip
    return {**row, **how}


def states(found):
    """State and reason of every hour that counts against the figures."""
    return {
        ((loss.from_at - hour(0)) // dt.timedelta(hours=1), loss.hours): (loss.state, loss.reason)
        for loss in found.losses(1000)[0]
    }


def test_a_day_by_hand(worked):
    """24 hours: two stopped, one missing, three not valid, one without a flag, one back-filled.

    Due 24 - 2 = 22. Received 22 - 1 = 21. Valid 21 - 3 - 1 = 17, of them 16 in real time.
    """
    observations = [
        *(value(number) for number in (0, 1)),
        value(2, received_at=hour(8)),
        value(3, flag="M"),
        value(5, avg=None),
        value(6, flag="F"),
        value(8),
        value(9, flag=None),
        *(value(number) for number in range(10, 24)),
    ]
    marks = [mark(6, 8), mark(8, 9, "calibration", "abnormality", to_at=hour(8) + dt.timedelta(minutes=20))]
    with worked(observations=observations, marks=marks) as found:
        one = found.total()
        assert (one.owed, one.taken_out_stop, one.due, one.missing, one.received) == (24, 2, 22, 1, 21)
        assert (one.due_valid, one.valid, one.invalid, one.unknown) == (21, 17, 3, 1)
        assert (one.received_realtime, one.received_backfilled) == (20, 1)
        assert (one.valid_realtime, one.valid_backfilled) == (16, 1)
        assert one.networked_rate == 1
        assert one.transmission_rate == pytest.approx(21 / 22)
        assert one.validity_rate == pytest.approx(17 / 21)
        assert one.validity_rate_at_most == pytest.approx(18 / 21)
        assert one.effective_rate == pytest.approx(one.transmission_rate * one.validity_rate)
        assert one.effective_rate_realtime == pytest.approx(16 / 22)
        assert states(found) == {
            (3, 1): ("invalid", "flag_M"), (4, 1): ("missing", "silent"), (5, 1): ("invalid", "no_value"),
            (6, 2): ("stop", "stop"), (8, 1): ("invalid", "mark_calibration"), (9, 1): ("unknown", "no_flag"),
        }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "factor", "hours", "taken"),
    [("water", "w01018", (3, 7), 1), ("water", "w00000", (3, 7), 0), ("gas", "w01018", (3, 7), 0),
     ("water", "w21003", (3, 30), 2)],
)  # fmt: skip
def test_one_check_an_day_is_taken_out_of_four_factors_of_water(worked, kind, factor, hours, taken):
    observations = [value(n, factor, flag="C" if n in hours else "N") for n in range(48)]
    checks = [{"device_id": GAS, "factor": factor, "kind": "standard", "at": hour(n)} for n in hours]
    with worked("2026-09-01..2026-09-02", devices=[device(kind=kind)], observations=observations,
                device_checks=checks) as found:  # fmt: skip
        one = found.total()
        assert (one.taken_out_check, one.invalid) == (taken, 2 - taken)
        assert one.due == 48 - taken


def test_a_valid_hour_with_a_check_stays(worked):
    checks = [{"device_id": GAS, "factor": "w01018", "kind": "standard", "at": hour(3)}]
    observations = [value(n, "w01018") for n in range(24)]
    with worked(devices=[device(kind="water")], observations=observations, device_checks=checks) as found:
        assert (found.total().due, found.total().valid) == (24, 24)


@pytest.mark.parametrize(
    ("minutes", "state"), [(15, None), (16, ("invalid", "mark_maintenance"))]
)  # fmt: skip
def test_a_mark_of_abnormality_spoils_an_hour_beyond_15_minutes(worked, minutes, state):
    end = hour(4) + dt.timedelta(minutes=minutes)
    marks = [mark(4, 5, "maintenance", "abnormality", to_at=end)]
    with worked(observations=[value(n) for n in range(24)], marks=marks) as found:
        assert states(found).get((4, 1)) == state


def test_the_last_revision_of_a_mark_counts_and_one_factor_alone(worked):
    marks = [
        mark(4, 9, "maintenance", "abnormality"),
        mark(4, 5, "maintenance", "abnormality", revision=1, factor="a21026"),
    ]
    observations = [value(n, factor) for n in range(24) for factor in ("a21026", "a21002")]
    with worked(observations=observations, marks=marks) as found:
        assert states(found) == {(4, 1): ("invalid", "mark_maintenance")}


def test_a_mark_of_unknown_meaning_makes_no_answer(worked):
    marks = [mark(0, 3, "St")]
    with worked(observations=[value(n, flag="F" if n < 3 else "N") for n in range(1, 24)], marks=marks) as found:
        assert states(found) == {(0, 1): ("missing", "unclear_mark"), (1, 2): ("unknown", "unclear_mark")}


def test_a_stop_marked_after_the_deadline_is_told_apart(worked):
    late = mark(4, 5, created_at=hour(37))
    with worked(observations=[value(n) for n in range(24)], marks=[late, mark(8, 9, created_at=hour(36))]) as found:
        assert states(found) == {(4, 1): ("stop", "stop_late"), (8, 1): ("stop", "stop")}


def minutes(number, flags, step=1):
    return [
        value(number, cycle="minute", at=hour(number) + dt.timedelta(minutes=i * step), flag=flag)
        for i, flag in enumerate(flags)
    ]


@pytest.mark.parametrize(
    ("kind", "flags", "step", "state"),
    [
        ("gas", "N" * 45 + "D" * 15, 1, None),
        ("gas", "N" * 44 + "D" * 16, 1, ("invalid", "minutes")),
        ("gas", "N" * 20, 1, None),
        ("gas", "N" * 9 + "D" * 3, 5, None),
        ("gas", "N" * 8 + "D" * 4, 5, ("invalid", "minutes")),
        ("water", "N" * 59 + "D", 1, ("invalid", "minutes")),
    ],
)
def test_minutes_decide_over_their_hour(worked, kind, flags, step, state):
    observations = [*(value(n) for n in range(24)), *minutes(4, flags, step), *minutes(5, "N" * (60 // step), step)]
    with worked(devices=[device(kind=kind)], observations=observations) as found:
        assert states(found).get((4, 1)) == state


def test_an_hour_of_which_only_minutes_came(worked):
    observations = [*(value(n) for n in range(23)), *minutes(23, "N" * 60)]
    with worked(observations=observations) as found:
        assert states(found) == {(23, 1): ("missing", "minutes_only")}


def test_a_factor_missing_and_a_device_silent_are_told_apart(worked):
    observations = [
        value(n, factor) for n in range(23) for factor in ("a21026", "a21002") if (n, factor) != (7, "a21002")
    ]
    with worked(observations=observations) as found:
        assert states(found) == {(7, 1): ("missing", "factor"), (23, 1): ("missing", "silent")}


def test_the_mark_for_back_filled_data_counts_before_the_time_of_receipt(worked):
    observations = [value(0, backfilled=True), value(1, backfilled=False, received_at=hour(20)),
                    value(2, received_at=None), value(3, received_at=hour(5)),
                    value(4, received_at=hour(6) + dt.timedelta(seconds=1))]  # fmt: skip
    with worked(observations=observations) as found:
        one = found.total()
        assert (one.received_realtime, one.received_backfilled, one.received_untold) == (2, 2, 1)


def test_only_the_span_that_is_due_counts(worked):
    """Networked on the 2nd, accepted on the 3rd, removed on the 5th: two days of 24 hours."""
    days = {name: dt.date(2026, 9, day) for name, day in (("networked_on", 2), ("accepted_on", 3), ("removed_on", 5))}
    observations = [value(n) for n in range(24 * 30)]
    with worked("2026-09", devices=[device(**days)], observations=observations) as found:
        assert (found.total().due, found.total().valid) == (48, 48)
        counted = [one for one in found.figures("device", "day") if one.due]
        assert [one.from_at.day for one in counted] == [3, 4]
        by_day = {one.from_at.day: (one.networked_devices, one.required_devices) for one in found.figures(TOTAL, "day")}
        assert [by_day[day] for day in (1, 2, 3, 4, 5)] == [(0, 0), (0, 0), (1, 1), (1, 1), (0, 0)]


def test_who_is_not_networked_and_who_is_unknown(worked):
    devices = [
        device("A", networked_on=None),
        device("B", network_required=None),
        device("C", network_required=False),
        device("D", networked_on=dt.date(2026, 10, 1)),
        device("E", networked_on=None),
        device("F", removed_on=dt.date(2026, 8, 1)),
        device("G"),
    ]
    observations = [value(5, device_id="E"), value(5, device_id="Z")]
    with worked("2026-09", devices=devices, observations=observations) as found:
        assert {one.device_id: one.status for one in found.standings()} == {
            "A": "not_networked", "B": "unknown", "C": "not_required", "D": "not_networked", "E": "networked",
            "F": "out_of_period", "G": "networked", "Z": "unregistered",
        }  # fmt: skip
        one = found.total()
        assert (one.required_devices, one.networked_devices, one.unknown_devices) == (4, 2, 2)
        assert one.networked_rate == 0.5
        # G sent nothing and nothing is filed for it: it owes one value an hour, and nothing of it came.
        [silent] = [one for one in found.figures("device") if one.key == "G"]
        assert (silent.due, silent.received, silent.effective_rate, silent.validity_rate) == (720, 0, 0, None)
        assert "数据认定" in next(one for one in found.standings() if one.device_id == "E").note.zh


def test_filed_factors_are_due_while_they_are_filed(worked):
    filed = {"device_id": GAS, "factor": "a21002", "name": "range", "filed_on": dt.date(2026, 9, 2),
             "ended_on": dt.date(2026, 9, 3)}  # fmt: skip
    with worked("2026-09", observations=[value(n) for n in range(720)], filed_parameters=[filed]) as found:
        assert (found.total().due, found.total().missing) == (720 + 24, 24)


def test_rows_of_a_key_delivered_twice_count_once(worked):
    twice = [value(n, flag=flag, received_at=hour(n + 1 + (flag == "N"))) for n in range(24) for flag in ("D", "N")]
    with worked(observations=twice) as found:
        assert (found.total().received, found.total().valid) == (24, 24)


def test_days_that_nobody_handed_in_are_told(worked):
    observations = [value(n) for n in (*range(24), *range(72, 96))]
    with worked("2026-09-01..2026-09-05", observations=observations) as found:
        assert [day.day for day in found.days_without_data()] == [2, 3, 5]
        assert found.total().missing == 72


def test_nothing_at_all(worked):
    with worked(devices=[]) as found:
        one = found.total()
        assert (one.due, one.transmission_rate, one.networked_rate) == (0, None, None)
        assert found.figures("region", "month") == []


HOURS = range(24 * 62)
readings = st.lists(
    st.tuples(st.sampled_from([GAS, WATER]), st.sampled_from(["a21026", "w01018"]), st.integers(-30, 24 * 62),
              st.sampled_from(["N", "N", "N", "D", None, "X"]), st.sampled_from([True, False, None])),
    max_size=40, unique_by=lambda one: one[:3],
)  # fmt: skip
spans = st.lists(
    st.tuples(st.sampled_from([GAS, WATER]), st.integers(-50, 24 * 62), st.integers(1, 300),
              st.sampled_from(["out_of_service", "maintenance", "startup", "Sr"])),
    max_size=4,
)  # fmt: skip


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(readings, spans, st.integers(0, 40), st.integers(0, 40))
def test_what_always_holds(worked, said, marked, since, until):
    devices = [
        device(GAS, networked_on=dt.date(2026, 8, 30) + dt.timedelta(days=since), outlet_id="O1"),
        device(WATER, kind="water", removed_on=dt.date(2026, 9, 1) + dt.timedelta(days=until), outlet_id="O2"),
    ]
    outlets = [{"outlet_id": name, "org_id": PLANT, "kind": "air"} for name in ("O1", "O2")]
    observations = [value(n, factor, who, flag=flag, backfilled=late) for who, factor, n, flag, late in said]
    marks = [mark(first, first + length, what, "abnormality" if what == "maintenance" else "condition", device_id=who,
                  mark_id=str(number)) for number, (who, first, length, what) in enumerate(marked)]  # fmt: skip
    tables = {"devices": devices, "outlets": outlets, "observations": observations, "marks": marks}
    with worked("2026-09..2026-10", **tables) as found:
        total = found.total()
        for by, level in itertools.product([*BY, TOTAL], LEVELS):
            if (level == "hour") != (by == TOTAL):
                continue
            figures = found.figures(by, level)
            for name in COUNTS:
                assert sum(getattr(one, name) for one in figures) == getattr(total, name), (by, level, name)
            for one in figures:
                assert one.due + one.taken_out_stop + one.taken_out_check == one.owed
                assert one.received + one.missing == one.due
                assert one.valid + one.invalid + one.unknown == one.received == one.due_valid
                assert one.received_realtime + one.received_backfilled + one.received_untold == one.received
                assert one.valid_realtime + one.valid_backfilled <= one.valid
                assert one.networked_devices <= one.required_devices
                rates = [
                    one.effective_rate_realtime,
                    one.effective_rate,
                    one.effective_rate_at_most,
                    one.transmission_rate,
                ]
                assert (None in rates) == (one.due == 0)
                assert one.due == 0 or 0 <= rates[0] <= rates[1] <= rates[2] <= rates[3] <= 1
        lost, number = found.losses(10_000)
        assert number == len(lost)
        assert sum(loss.hours for loss in lost) == total.owed - total.valid
        assert sum(one.values for one in found.reasons()) == total.owed - total.valid
        first, last = {row["device_id"]: row for row in devices}[GAS]["networked_on"], devices[1]["removed_on"]
        for loss in lost:
            assert loss.hours == (loss.to_at - loss.from_at) // dt.timedelta(hours=1)
            assert loss.from_at.date() >= first if loss.device_id == GAS else loss.to_at.date() <= last


def test_what_is_missing_of_factors_that_nobody_filed_is_told_apart(worked):
    filed = [{"device_id": GAS, "factor": "a21026", "name": "o2_reference", "filed_on": dt.date(2026, 1, 1)}]
    observations = [*(value(number) for number in range(20)), value(3, "a21002")]
    with worked(observations=observations, filed_parameters=filed) as found:
        assert {(loss.factor, loss.basis) for loss in found.losses(100)[0]} == {
            ("a21026", "filed"), ("a21002", "arrived"),
        }  # fmt: skip
        assert found.total().missing == 4 + 23
        assert found.missing_unfiled() == 23
