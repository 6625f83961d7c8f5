"""``python -m jianzhen`` is the command line."""

from __future__ import annotations

import subprocess
import sys

import click
from click.testing import CliRunner

from jianzhen.cli import main


def test_the_package_runs_as_a_module() -> None:
    said = subprocess.run([sys.executable, "-m", "jianzhen", "--version"], capture_output=True, text=True, check=True)
    assert said.stdout.startswith("jianzhen, version")


def test_help_cuts_no_verb_short() -> None:
    """Chinese has no spaces: a summary that is too long would be replaced by dots as a whole."""
    groups = [verb for verb in main.commands.values() if isinstance(verb, click.Group)]
    for group in (main, *groups):
        said = CliRunner().invoke(group, ["--help"]).output
        cut = [line for line in said.splitlines()[1:] if line.endswith("...")]
        assert cut == [], group.name
