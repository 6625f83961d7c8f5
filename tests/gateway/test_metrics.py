"""The text that Prometheus reads."""

from __future__ import annotations

import re

from jianzhen.gateway.metrics import Metrics

_LINE = re.compile(r'(# (HELP|TYPE) .+|[a-z_]+(\{(kind|le)="[^"]+"\})? [0-9.e+-]+)')


def test_the_text_of_counters_gauges_relays_and_waits():
    metrics = Metrics()
    metrics.count("requests_total", "unanswered")
    metrics.count("stored_total", by=3)
    metrics.waited(0.02)
    metrics.waited(99)
    text = metrics.text({"connections": 2}, {"province": 17})
    assert all(_LINE.fullmatch(line) for line in text.splitlines())
    for line in (
        'jianzhen_gateway_requests_total{kind="unanswered"} 1',
        "jianzhen_gateway_stored_total 3",
        "jianzhen_gateway_connections 2",
        'jianzhen_gateway_relay_behind{kind="province"} 17',
        'jianzhen_gateway_commit_seconds_bucket{le="0.025"} 1',
        'jianzhen_gateway_commit_seconds_bucket{le="+Inf"} 2',
    ):
        assert line in text.splitlines()
    assert metrics.total("stored_total") == 3


def test_a_large_number_keeps_its_digits():
    assert "\njianzhen_gateway_journal_sequence 123456789\n" in Metrics().text({"journal_sequence": 123_456_789}, {})
