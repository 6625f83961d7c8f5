"""The register of devices."""

from __future__ import annotations

import pytest

from jianzhen.gateway.register import RegisterError, read_register


def test_a_register():
    register = read_register("# devices\nA1 123456 L1\nA2 - L2  # no password\n\nA3\n")
    assert register.numbers() == ["A1", "A2", "A3"]
    assert [register.password(mn) for mn in ("A1", "A2", "A3", "A4", None)] == ["123456", None, None, None, None]
    assert [register.number_of(logger) for logger in ("L1", "L2", "L3", None)] == ["A1", "A2", None, None]


def test_all_faults_at_once_and_no_password_told():
    with pytest.raises(RegisterError) as caught:
        read_register("A1 654321 L1 more\nA2 654321\nA2 654321\n- 654321\nA3 - L1\nA4 - L1")
    assert len(caught.value.faults) == 4
    assert "654321" not in str(caught.value)
