"""The example in the documentation works as it stands there."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType
from typing import cast

from jianzhen.intake.formats.model import Format
from jianzhen.intake.formats.run import convert

PAGE = Path(__file__).parents[3] / "docs" / "intake.md"


def test_the_example_converts_and_tells_its_fault(tmp_path: Path) -> None:
    found = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    adapter = ModuleType("lines")
    exec(found[1], adapter.__dict__)
    (tmp_path / "a.txt").write_text("W1,铁,mg/L,<0.03\nbad\n", encoding="utf-8")
    outcome = convert(cast("Format", adapter), tmp_path / "a.txt", tmp_path / "out", lab_id="91640100MA0LAB0005")
    assert outcome.record["tables"] == {"results": 1}
    assert [(fault.code, fault.row) for fault in outcome.faults] == [("bad_line", 2)]
