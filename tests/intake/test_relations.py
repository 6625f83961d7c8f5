"""Which columns belong together."""

from __future__ import annotations

from jianzhen.contract import TABLES
from jianzhen.intake.relations import pairs


def test_pairs_are_found_by_name():
    assert ("collected_from_at", "collected_to_at") in pairs(TABLES["samples"])
    assert ("started_at", "ended_at") in pairs(TABLES["sampling_events"])
    assert ("valid_from_on", "valid_to_on") in pairs(TABLES["capabilities"])
    assert ("limit_low", "limit_high") in pairs(TABLES["qc_results"])
    assert ("issued_on", "expires_on") in pairs(TABLES["certificates"])


def test_both_sides_exist_and_are_of_one_kind():
    for table in TABLES.values():
        for low, high in pairs(table):
            assert low != high
            assert table[low].kind == table[high].kind
