"""A promise without a test is none: every row of ``THREAT_MODEL.md`` names tests that are there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROW = re.compile(r"^\| (?P<promise>[^|]+) \| (?P<tests>[^|]*) \|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def promises() -> list[tuple[str, str]]:
    text = (ROOT / "THREAT_MODEL.md").read_text(encoding="utf-8").partition("\n## Promises\n")[2]
    table = text.partition("\n## ")[0]
    rows = [(row["promise"].strip(), row["tests"]) for row in ROW.finditer(table)]
    return [(promise, tests) for promise, tests in rows if promise != "promise" and not promise.startswith("**")]


def functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("promise", "tests"), promises())
def test_every_promise_names_tests_that_are_there(promise: str, tests: str) -> None:
    named = NAMED.findall(tests)
    assert named, f"{promise}: names no test"
    for file, name in named:
        assert (ROOT / file).is_file(), file
        assert name in functions(ROOT / file), f"{file} has no {name}"


def test_every_kind_of_promise_is_made() -> None:
    text = (ROOT / "THREAT_MODEL.md").read_text(encoding="utf-8")
    for kind in ("Scope", "Headers", "Forms", "Sign-in and sessions", "Secrets", "The log", "Uploads"):
        assert f"| **{kind}** | |" in text
    assert len(promises()) > 30
