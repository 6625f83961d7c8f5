"""Derived codes look like none that was issued."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jianzhen.contract.identity import is_division, is_uscc
from jianzhen.intake.formats.identity import derived_org, is_derived


@given(name=st.text())
def test_a_derived_code_passes_for_a_code_but_could_not_be_issued(name: str) -> None:
    code = derived_org(name)
    assert is_uscc(code)
    assert is_derived(code)
    # Department 0 and division 000000 do not exist.
    assert not is_division(code[2:8])
    assert code[8:17].isalpha()
    assert "E" not in code[8:17]


def test_blanks_and_widths_do_not_change_it() -> None:
    assert derived_org("示例检测（中心）") == derived_org(" 示例检测 (中心)\n")
    assert derived_org("甲") != derived_org("乙")
    assert not is_derived("91640100MA0LAB0005")
