"""A few devices in September 2026, worked out in a database."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager

import pytest
from tests.support.facts import stage_rows

from jianzhen.kpi.period import read_period
from jianzhen.kpi.transmission import work_out

GAS, WATER = "64020000000000000000AB01", "64020000000000000000AB02"
PLANT = "91640200MA0PLANT5F"


def hour(number: int) -> dt.datetime:
    """An hour counted from the beginning of September 2026."""
    return dt.datetime(2026, 9, 1) + dt.timedelta(hours=number)


def device(device_id=GAS, **how):
    row = {"device_id": device_id, "outlet_id": f"O{device_id[-1]}", "kind": "gas", "network_required": True,
           "networked_on": dt.date(2026, 1, 1)}  # fmt: skip
    return {**row, **how}


def value(number, factor="a21026", device_id=GAS, **how):
    row = {"device_id": device_id, "factor": factor, "cycle": "hour", "at": hour(number), "avg": 20.0, "flag": "N",
           "received_at": hour(number + 1)}  # fmt: skip
    return {**row, **how}


@pytest.fixture
def worked(tmp_path):
    """Gives a function that works out tables for a period."""

    @contextmanager
    def run(period="2026-09-01", **tables):
        tables.setdefault("devices", [device()])
        dataset = stage_rows(tables, tmp_path / f"data-{len(list(tmp_path.iterdir()))}")
        with work_out(dataset, read_period(period), dataset.folder / "work") as found:
            yield found

    return run
