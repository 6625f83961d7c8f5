"""What a run consists of is listed with its licences, and none of them reaches into ours."""

from __future__ import annotations

import re

import pytest
from scripts.licences import PAGE, Dependency, extras, npm, page, python

STRONG = re.compile(
    r"(?<!L)(?<!Lesser )\bA?GPL|Affero|(?<!Lesser )General Public License|SSPL|Commons Clause|BUSL|proprietary",
    re.IGNORECASE,
)


def every() -> list[Dependency]:
    return [*python(), *extras(), *npm(dev=False)]


def test_no_licence_reaches_into_ours() -> None:
    assert [one for one in every() if STRONG.search(one.licence)] == []


def test_every_licence_is_known() -> None:
    assert [one.name for one in every() if len(one.licence) < 3] == []


def test_what_only_tests_use_is_not_in_the_pages() -> None:
    assert {one.name for one in npm(dev=True)} == {"axe-core"}
    assert "axe-core" not in {one.name for one in npm(dev=False)}


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python scripts/licences.py"


@pytest.mark.parametrize(
    ("licence", "strong"),
    [
        ("GPL-3.0-only", True),
        ("AGPL-3.0", True),
        ("GNU Affero General Public License v3", True),
        ("GNU General Public License v3 (GPLv3)", True),
        ("GNU Lesser General Public License v2 or later (LGPLv2+)", False),
        ("LGPL-3.0-only", False),
        ("MIT", False),
    ],
)
def test_strong_licences_are_told_from_weak_ones(licence: str, strong: bool) -> None:
    assert bool(STRONG.search(licence)) is strong
