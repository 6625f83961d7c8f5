from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from tests.support.web_cast import CITY, COUNTY
from tests.support.web_leads import some_lead
from tests.support.web_screening import some_backtest, some_question

from jianzhen.web.accounts.models import User
from jianzhen.web.leads.tiles import tile_map
from jianzhen.web.leads.waiting import Place
from jianzhen.web.scope.divisions import divisions, within
from jianzhen.words import Words

Browser = Callable[..., Client]
WHO = Words("x", "x")


def test_every_city_and_county_has_one_tile_and_no_two_share_a_place() -> None:
    tiles = tile_map([], frozenset(divisions())).tiles
    drawn = {code for code, one in divisions().items() if one.level != "region"}
    assert {tile.code for tile in tiles} == drawn
    assert len({(tile.x, tile.y) for tile in tiles}) == len(tiles)


def test_tiles_of_one_city_touch() -> None:
    drawn = tile_map([], frozenset())
    places = {tile.code: (tile.x // 110, tile.y // 64) for tile in drawn.tiles}
    for city in ("640100", "640200", "640300", "640400", "640500"):
        mine = [places[code] for code in within(city) if code in places]
        for x, y in mine:
            assert any((abs(x - a), abs(y - b)) in {(0, 1), (1, 0), (1, 1)} for a, b in mine), city


@pytest.mark.parametrize(("count", "shade"), [(0, 0), (1, 1), (25, 1), (26, 2), (51, 3), (76, 4), (100, 4)])
def test_the_more_the_darker(count: int, shade: int) -> None:
    drawn = tile_map([Place("640104", WHO, 100, 0), Place("640105", WHO, count, 0)], frozenset(divisions()))
    assert next(tile.shade for tile in drawn.tiles if tile.code == "640105") == shade


def test_a_city_counts_with_all_that_is_in_it() -> None:
    drawn = tile_map([Place(CITY, WHO, 2, 1), Place(COUNTY, WHO, 3, 0)], frozenset(divisions()))
    tiles = {tile.code: tile for tile in drawn.tiles}
    assert (tiles[CITY].open, tiles[CITY].high, tiles[CITY].shade) == (5, 1, 0)
    assert (tiles[COUNTY].open, tiles[COUNTY].shade) == (3, 4)


def test_what_lies_in_no_county_is_said() -> None:
    places = [Place(CITY, WHO, 2, 1), Place(COUNTY, WHO, 3, 0), Place("640000", WHO, 4, 0)]
    assert tile_map(places, frozenset(divisions())).elsewhere == 6


@pytest.mark.django_db
def test_a_nought_in_a_county_is_explained_when_leads_are_known_by_city_only(browser: Browser) -> None:
    assert "只知道在哪个市" not in browser("region_leader").get("/").content.decode()
    some_lead(CITY)
    assert "另有 1 条只知道在哪个市或不知道在哪里" in browser("region_leader").get("/").content.decode()


@pytest.mark.django_db
def test_the_map_shows_numbers_of_ones_reach_only(browser: Browser) -> None:
    some_lead(COUNTY, grade="high")
    page = browser("county_analyst").get("/")
    tiles = {tile.code: tile for tile in page.context["map"].tiles}
    assert (tiles[COUNTY].open, tiles[COUNTY].high, tiles[COUNTY].in_reach) == (1, 1, True)
    assert not tiles["640205"].in_reach
    assert not tiles[CITY].in_reach
    assert "?region=640205" not in page.text


@pytest.mark.django_db
def test_answers_that_came_wait_for_whoever_judges(browser: Browser, somebody: Callable[[str], User]) -> None:
    leader = somebody("city_leader")
    question = some_question(leader, answer="已查明", answered_by=leader, answered_at=datetime(2026, 3, 3))
    assert question.lead.title_zh in browser("city_analyst").get("/").text
    assert "待研判" not in browser("city_inspector").get("/").text
    assert question.lead.title_zh not in browser("other_city_analyst").get("/").text


@pytest.mark.django_db
def test_an_institution_sees_what_is_asked_of_it(browser: Browser, somebody: Callable[[str], User]) -> None:
    partner = somebody("partner")
    mine = some_question(somebody("city_leader"), party=partner.party, text="请说明甲")
    other = some_question(somebody("city_leader"), text="请说明乙")
    page = browser("partner").get("/", follow=True).text
    assert mine.text in page
    assert other.text not in page
    assert mine.lead.title_zh not in page


@pytest.mark.django_db
def test_transmission_figures_of_ones_reach(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "OPTIONS", replace(settings.OPTIONS, data=tmp_path, second_factor=False))
    assert "jianzhen kpi transmission" in browser("city_analyst").get("/").text
    (tmp_path / "kpi").mkdir()
    figures = [{"key": code, "effective_rate": rate, "effective_rate_at_most": rate}
               for code, rate in ((CITY, 0.9123), ("640200", 0.8456))]  # fmt: skip
    total = {"key": "", "effective_rate": 0.75, "effective_rate_at_most": 0.8}
    said = {"period": {"text": "2026-06"}, "by": "region", "total": total, "groups": figures}
    (tmp_path / "kpi" / "transmission.json").write_text(json.dumps(said), encoding="utf-8")
    city, region = browser("city_analyst").get("/").text, browser("region_leader").get("/").text
    assert "91.23" in city
    assert "84.56" not in city
    assert "75.00" not in city
    assert "75.00–80.00" in region
    assert "84.56" in region
    (tmp_path / "kpi" / "transmission.json").write_text("{half", encoding="utf-8")
    assert browser("region_leader").get("/").status_code == 200


@pytest.mark.django_db
def test_thresholds_that_were_tried_wait_for_the_leader_of_the_place(
    browser: Browser, somebody: Callable[[str], User]
) -> None:
    some_backtest(somebody("city_analyst"), state="done", reason="请看这一条", asked_at=datetime.now())
    assert "请看这一条" in browser("city_leader").get("/").text
    assert "请看这一条" in browser("region_leader").get("/").text
    for name in ("city_analyst", "other_city_leader"):
        assert "请看这一条" not in browser(name).get("/").text
