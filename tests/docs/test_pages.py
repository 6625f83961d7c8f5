"""Every rule, table, code list, threshold and command has its page, and every page its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from scripts.docs_hook import reference
from scripts.docs_pages import CLAUSES, pages, settings_page, verbs

from jianzhen.contract import TABLES
from jianzhen.contract.codes import code_list_names
from jianzhen.rules.catalogue import catalogue
from jianzhen.rules.model import Rule

ROOT = Path(__file__).parents[2]
PAGES = pages()
RULES = list(catalogue().values())


class Tolerant(yaml.SafeLoader):
    """Reads mkdocs.yml without the tags only mkdocs knows."""


Tolerant.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)


def listed(part: Any) -> list[str]:
    """Every page named in a part of the navigation."""
    if isinstance(part, str):
        return [part]
    return [page for below in (part.values() if isinstance(part, dict) else part) for page in listed(below)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_its_page_and_its_line_in_the_catalogue(rule: Rule) -> None:
    assert rule.about in PAGES[f"rules/{rule.id}.md"]
    assert f"({rule.id}.md)" in PAGES["rules/index.md"]
    assert rule.clause in CLAUSES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_threshold_of_a_rule_is_among_the_settings(rule: Rule) -> None:
    section = settings_page().split(f"`{rule.id}`\n")[1].split("\n## ")[0]
    for parameter in rule.parameters:
        assert f"| `{parameter.name}` |" in section
        assert parameter.threshold.title.zh in section


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_its_page(table: str) -> None:
    assert f"`{table}`" in PAGES[f"tables/{table}.md"]


@pytest.mark.parametrize("name", code_list_names())
def test_a_code_list_has_its_page(name: str) -> None:
    assert f"`{name}`" in PAGES[f"codes/{name}.md"]


@pytest.mark.parametrize("verb", verbs())
def test_a_command_has_its_page_with_every_option(verb: str) -> None:
    page = PAGES[f"cli/{verb}.md"]
    for parameter in verbs()[verb].params:
        if isinstance(parameter, click.Option):
            assert parameter.opts[-1] in page


def test_every_page_has_its_place_in_the_navigation() -> None:
    written = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    navigation = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Tolerant)["nav"]
    assert set(listed(navigation)) | set(listed(reference())) == written | set(PAGES)


def test_nothing_is_fetched_from_outside() -> None:
    settings = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Tolerant)
    assert settings["theme"]["font"] is False
    assert "extra_javascript" not in settings
    assert "extra_css" not in settings
