"""Regions, made once."""

from __future__ import annotations

import pytest

from jianzhen.synth import Region, make_region


@pytest.fixture(scope="session")
def clean() -> Region:
    return make_region(11, clean=True)


@pytest.fixture(scope="session")
def planted() -> Region:
    return make_region(11)
