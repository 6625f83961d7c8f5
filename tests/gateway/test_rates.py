"""How much comes in."""

from __future__ import annotations

import pytest

from jianzhen.gateway.rates import Rate, Windows


def test_a_device_that_sends_once_a_minute():
    rate = Rate()
    for minute in range(120):
        rate.count(60.0 * minute)
    assert 60 * rate.at(60 * 120) == pytest.approx(1, rel=0.1)
    assert rate.at(60 * 120 + 86_400) == pytest.approx(0, abs=1e-9)


def test_windows_that_are_full_and_not_full():
    windows = Windows()
    assert windows.rates() == {"10s": 0, "1m": 0, "15m": 0}
    for second in range(100):
        windows.look(second, second * 5 if second < 80 else 80 * 5)
    assert windows.rates() == {"10s": 0, "1m": pytest.approx(5 * 41 / 60, abs=0.2), "15m": pytest.approx(4.04, abs=0.1)}
