"""The worked examples of CONTRIBUTING work as they stand there; that of a format is tested with the formats."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.support.facts import Rows, stage_rows

from jianzhen.rules.model import Rule
from jianzhen.rules.page import page
from jianzhen.screen.engines import Engine
from jianzhen.screen.judge import Answer
from jianzhen.screen.judge import judge as run_rule

DOCS = Path(__file__).parents[2] / "docs" / "contributing"


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (DOCS / name).read_text(encoding="utf-8"), re.DOTALL)


def run(code: str) -> ModuleType:
    module = ModuleType("example")
    exec(code, module.__dict__)
    return module


def test_the_rule_finds_what_its_test_says(engines: list[Engine], tmp_path: Path) -> None:
    declared, tested = map(run, blocks("rule.md", "python"))
    rule: Rule = declared.received_before_taken.rule
    assert rule.id in page(rule)
    asked: list[str] = []

    def judging(engine: Engine) -> Callable[[str, dict[str, Rows]], Answer]:
        def judge(rule_id: str, tables: dict[str, Rows]) -> Answer:
            assert rule_id == rule.id
            asked.append(engine.name)
            return run_rule(rule, stage_rows(tables, tmp_path / engine.name), engine, on=tested.dt.date(2026, 6, 30))

        return judge

    for engine in engines:
        tested.test_received_before_taken(judging(engine))
    assert asked == [engine.name for engine in engines]


# A table is declared before anything reads the contract, so the example runs in a process of its own.
TABLE = """
import gc, sys, tempfile
from pathlib import Path
import jianzhen.contract.tables as tables
names = {}
exec(sys.argv[1], names)
table = names["ACOUSTIC_CHECKS"]
gc.get_referents(tables.TABLES)[0][table.name] = table
from jianzhen.contract.docs import table_page
from jianzhen.intake.check import check
assert table.zh in table_page(table)
with tempfile.TemporaryDirectory() as folder:
    Path(folder, "声校准.csv").write_text(sys.argv[2], encoding="utf-8")
    for fault in check(Path(folder)).faults:
        print("row", fault.row, "column", fault.column + ":", fault.found or "empty")
"""


def test_the_table_reads_its_file_and_names_every_fault() -> None:
    (declared,), (file,), (said,) = (blocks("table.md", kind) for kind in ("python", "csv", "text"))
    command: list[Any] = [sys.executable, "-c", TABLE, declared, file]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == said


def test_the_page_of_a_format_leads_to_its_example() -> None:
    (target, anchor) = re.findall(r"\]\(\.\./(intake\.md)#([a-z-]+)\)", (DOCS / "format.md").read_text("utf-8"))[0]
    headings = re.findall(r"^#+ (.*)$", (DOCS.parent / target).read_text("utf-8"), re.MULTILINE)
    assert anchor in {heading.lower().replace(" ", "-") for heading in headings}
