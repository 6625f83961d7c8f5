from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import jianzhen.rules
from jianzhen.report.roles import ROLES, role_title, roles_by_table
from jianzhen.rules import catalogue
from jianzhen.screen.findings import EvidenceRow, build


def roles_of_the_rules() -> Iterator[tuple[str, str]]:
    """(file, role) of every role written out in a rule's file or in the terms rules share."""
    for path in sorted(Path(jianzhen.rules.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") in {"Evidence", "Proof"}
                and len(node.args) > 2
            ):
                role = node.args[2]
                if isinstance(role, ast.Constant):
                    yield path.name, str(role.value)


@pytest.mark.parametrize("role", sorted({role for _, role in roles_of_the_rules()}))
def test_every_role_of_a_rule_has_chinese_words(role: str) -> None:
    assert role in ROLES
    assert re.search(r"[\u4e00-\u9fff]", ROLES[role].zh)


def test_an_unknown_role_keeps_its_word() -> None:
    assert role_title("gate_log") == ("gate log", "gate log")


def test_roles_of_the_contradiction_come_before_context() -> None:
    rule = catalogue.find("person_two_places")
    rows = [EvidenceRow("t", "a", "context"), EvidenceRow("t", "a", "second"), EvidenceRow("t", "b", "context")]
    finding = build(
        rule, subject="L", from_at=None, to_at=None, measure=1, threshold=0, severity=None, detail={}, evidence=rows
    )
    assert roles_by_table([finding]) == {"t": {"a": ("second", "context"), "b": ("context",)}}
