"""``jianzhen rules`` as a person runs it."""

from __future__ import annotations

import io

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from jianzhen.cli import rules
from jianzhen.rules.catalogue import catalogue


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(rules.command, arguments)


def test_a_pipe_gets_one_line_per_rule() -> None:
    result = _run()
    assert result.exit_code == 0
    assert [line.split("\t")[0] for line in result.output.splitlines()] == list(catalogue())


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_terminal_never_breaks_an_id(width: int) -> None:
    shown = io.StringIO()
    rules.print_table(Console(file=shown, width=width), list(catalogue().values()))
    for rule_id in catalogue():
        assert rule_id in shown.getvalue()


@pytest.mark.parametrize(("asked", "near"), [("person_two_place", "person_two_places"), ("\x1b[2Jzzz", "")])
def test_an_unknown_rule_is_told_in_both_languages_with_what_to_do(asked: str, near: str) -> None:
    result = _run(asked)
    assert result.exit_code == 2
    for part in ("没有规则", "no rule", "jianzhen rules", near):
        assert part in result.output
    assert "\x1b" not in result.output
