from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.rules import catalogue
from jianzhen.screen.settings import SettingsError, load, parse

RULES = catalogue.catalogue()
RULE = RULES["person_two_places"]


def test_the_more_particular_wins() -> None:
    settings = parse(
        {
            "rules": {"person_two_places": {"slack": 20}},
            "regions": {
                "640000": {"rules": {"person_two_places": {"slack": 25}}},
                "640100": {"rules": {"person_two_places": {"slack": 30}}},
            },
            "subjects": {"LAB": {"rules": {"person_two_places": {"slack": 60}}}},
        },
        RULES,
    )
    assert settings.of(RULE, "X", None)["slack"] == 20
    assert settings.of(RULE, "X", "640200")["slack"] == 25
    assert settings.of(RULE, "X", "640104")["slack"] == 30
    assert settings.of(RULE, "LAB", "640104")["slack"] == 60
    assert settings.of(RULE, "X", "110000")["slack"] == 20
    assert settings.of(RULE, "X", "640104")["min_distance"] == RULE.defaults()["min_distance"]


def test_groups_name_every_subject_with_parameters_of_its_own() -> None:
    settings = parse({"regions": {"6401": {"rules": {"person_two_places": {"slack": 30}}}}}, RULES)
    groups = settings.groups(RULE, {"A": "640104", "B": "640200", "C": None})
    assert groups == [(RULE.defaults(), None), (RULE.defaults() | {"slack": 30.0}, frozenset({"A"}))]


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text(
        """
        colour = 1
        [rules.person_two_place]
        slack = 3
        [rules.person_two_places]
        slak = 3
        slack = -1
        min_distance = "far"
        enabled = "yes"
        [regions.abc.rules.person_two_places]
        enabled = false
        [subjects.X]
        thresholds = 3
        """,
        encoding="utf-8",
    )
    with pytest.raises(SettingsError) as caught:
        load(path, RULES)
    text = "\n".join(caught.value.faults)
    for part in ("colour", "person_two_place", "slak", "-1", "'far'", "enabled", "abc", "thresholds"):
        assert part in text
    assert "nearest 最接近: slack" in text
    assert len(caught.value.faults) == 9


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[rules", b"rules = 3\nregions = []\n"])
def test_a_broken_file_is_a_clear_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "s.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError):
        load(path, RULES)


def test_a_rule_can_be_switched_off() -> None:
    assert not parse({"rules": {"person_two_places": {"enabled": False}}}, RULES).enabled(RULE)
    assert parse({}, RULES).enabled(RULE)


@given(st.dictionaries(st.text(max_size=8), st.recursive(st.none() | st.floats() | st.text(), st.lists)))
def test_rubbish_is_refused_or_empty(data: dict[str, object]) -> None:
    try:
        settings = parse(data, RULES)
    except SettingsError:
        return
    assert settings.plain() == {"rules": {}, "regions": {}, "subjects": {}}
