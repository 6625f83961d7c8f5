from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from jianzhen.web.accounts.passwords import VarietyValidator


@pytest.mark.parametrize("good", ["Abc123456789", "abc-123-def-g", "ABC-123-DEF-G", "Abc-def-ghi-j"])
def test_three_kinds_of_signs_are_enough(good: str) -> None:
    VarietyValidator().validate(good)


@pytest.mark.parametrize("bad", ["", "abcdefghijkl", "abc123456789", "123-456-7890"])
def test_two_are_not(bad: str) -> None:
    with pytest.raises(ValidationError, match="三类"):
        VarietyValidator().validate(bad)
