"""Citations and days of force."""

from __future__ import annotations

from datetime import date

import pytest

from jianzhen.law import library


@pytest.mark.parametrize(
    ("article", "zh", "en"),
    [
        ("regulation-820/45", "生态环境监测条例第45条", "Monitoring Regulation, art. 45"),
        ("doc-175/4(11)", "弄虚作假判定办法第4条第（十一）项", "Falsification Measures, art. 4(11)"),
        ("doc-175/4(10)", "弄虚作假判定办法第4条第（十）项", "Falsification Measures, art. 4(10)"),
        ("hj75-2017/", "HJ 75-2017", "HJ 75-2017"),
        ("gb8978-1996/5.2", "GB 8978-1996第5.2条", "GB 8978-1996, art. 5.2"),
    ],
)
def test_citation(article, zh, en):
    law = library()
    found = law.articles[article]
    assert found.cite(law.instruments[found.instrument]) == (zh, en)


def test_force_is_half_open():
    old = library().instruments["epl-2014"]
    assert not old.in_force(date(2014, 12, 31))
    assert old.in_force(date(2015, 1, 1))
    assert old.in_force(date(2026, 8, 14))
    assert not old.in_force(date(2026, 8, 15))


def test_dates_are_verified_only_if_both_ends_are():
    law = library()
    assert law.instruments["eco-code"].dates_verified
    assert not law.instruments["epl-2014"].dates_verified
    assert not law.instruments["order39-2021"].dates_verified
