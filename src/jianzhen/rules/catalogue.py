"""The catalogue: every rule found in the clause folders and in installed plug-ins."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points
from types import MappingProxyType

import jianzhen.rules
from jianzhen.rules.model import Rule

CLAUSES = ("qualification", "reports", "self_monitoring", "automatic_monitoring", "standardisation", "market")
"""Folders of rules, one per clause 二(一) to 二(六) of the plan."""

PLUGINS = "jianzhen.rules"
"""Entry-point group under which another package offers modules with rules."""


@cache
def catalogue() -> Mapping[str, Rule]:
    """Every rule by id, in the order of the clauses.

    Raises:
        TypeError: A file holds no rule of its own name, or two rules share an id.
    """
    rules: dict[str, Rule] = {}
    for found in [*_own(), *_plugged_in()]:
        if found.id in rules:
            raise TypeError(f"two rules are called {found.id!r}")
        rules[found.id] = found
    return MappingProxyType(rules)


def find(rule_id: str) -> Rule:
    """The rule of an id.

    Raises:
        KeyError: There is none; the message names the nearest.
    """
    rules = catalogue()
    if rule_id in rules:
        return rules[rule_id]
    near = difflib.get_close_matches(rule_id, rules, n=3, cutoff=0.4)
    raise KeyError(f"no rule {rule_id!r}" + (f"; nearest: {', '.join(near)}" if near else ""))


def _own() -> list[Rule]:
    rules: list[Rule] = []
    for clause in CLAUSES:
        folder = importlib.import_module(f"{jianzhen.rules.__name__}.{clause}")
        names = sorted(module.name for module in pkgutil.iter_modules(folder.__path__))
        rules.extend(_rule_of(f"{folder.__name__}.{name}", name) for name in names)
    return rules


def _plugged_in() -> list[Rule]:
    return [_rule_of(entry.value, entry.name) for entry in entry_points(group=PLUGINS)]


def _rule_of(module: str, name: str) -> Rule:
    function = getattr(importlib.import_module(module), name, None)
    found = getattr(function, "rule", None)
    if not isinstance(found, Rule):
        raise TypeError(f"{module} must hold a rule called {name}: one file per rule")
    return found
