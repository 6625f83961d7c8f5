"""Settings: which rules run with which thresholds, for everybody, a region or one subject.

A TOML file::

    [rules.person_two_places]
    min_distance = 800

    [rules.constant_value]
    enabled = false

    [regions.640100.rules.person_two_places]      # a division code, or its leading digits
    slack = 20

    [subjects."<subject>".rules.person_two_places]
    slack = 30

The more particular wins: subject, then the longest region code, then the general table.
``[[suppressions]]`` holds decisions that findings of a scope weigh less (``screen.suppression``).
"""

from __future__ import annotations

import difflib
import math
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jianzhen.rules.model import Rule
from jianzhen.screen.suppression import Suppression, parse_suppressions

ENABLED = "enabled"


class SettingsError(ValueError):
    """A settings file with faults; the message lists every one of them."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Settings:
    """Checked settings: rule id to parameter values, per scope."""

    general: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    regions: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    subjects: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    suppressions: tuple[Suppression, ...] = ()

    def enabled(self, rule: Rule) -> bool:
        """Whether the rule runs at all."""
        return bool(self.general.get(rule.id, {}).get(ENABLED, True))

    def of(self, rule: Rule, subject: str, region: str | None) -> dict[str, float]:
        """The parameters in force for one subject."""
        chosen = {**rule.defaults(), **_numbers(self.general.get(rule.id, {}))}
        for code in sorted(self.regions, key=len):
            if region and region.startswith(_significant(code)):
                chosen |= _numbers(self.regions[code].get(rule.id, {}))
        return chosen | _numbers(self.subjects.get(subject, {}).get(rule.id, {}))

    def groups(
        self, rule: Rule, regions: Mapping[str, str | None]
    ) -> list[tuple[dict[str, float], frozenset[str] | None]]:
        """The distinct parameter sets, each with its subjects; None stands for all others."""
        general = {**rule.defaults(), **_numbers(self.general.get(rule.id, {}))}
        special: dict[tuple[tuple[str, float], ...], set[str]] = defaultdict(set)
        for subject in {*self._particular(rule, regions)}:
            chosen = self.of(rule, subject, regions.get(subject))
            if chosen != general:
                special[tuple(sorted(chosen.items()))].add(subject)
        return [(general, None), *((dict(key), frozenset(who)) for key, who in sorted(special.items()))]

    def _particular(self, rule: Rule, regions: Mapping[str, str | None]) -> Iterable[str]:
        yield from (subject for subject, rules in self.subjects.items() if rule.id in rules)
        codes = [_significant(code) for code, rules in self.regions.items() if rule.id in rules]
        yield from (subject for subject, region in regions.items() if region and region.startswith(tuple(codes)))

    def plain(self) -> dict[str, Any]:
        """As plain data, for the run record."""
        scopes = {"rules": dict(self.general), "regions": dict(self.regions), "subjects": dict(self.subjects)}
        # Left out when there are none, so that a record without them reads as it always did.
        decided = {"suppressions": [item.plain() for item in self.suppressions]} if self.suppressions else {}
        return {**scopes, **decided}


def load(path: Path, rules: Mapping[str, Rule]) -> Settings:
    """Read and check a settings file.

    Raises:
        SettingsError: It cannot be read, or something in it is unknown or out of range.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError([f"{path.name}: cannot be read as TOML 无法读作 TOML: {error}"]) from None
    return parse(data, rules)


def parse(data: Mapping[str, Any], rules: Mapping[str, Rule]) -> Settings:
    """Check plain settings.

    Raises:
        SettingsError: Something in them is unknown or out of range.
    """
    faults = [_unknown(key, _SCOPES, "") for key in data if key not in _SCOPES]
    general = _rules(data.get("rules", {}), rules, "rules", faults, may_disable=True)
    scoped: dict[str, dict[str, dict[str, dict[str, Any]]]] = {}
    for scope in ("regions", "subjects"):
        scoped[scope] = {}
        for name, table in _tables(data.get(scope, {}), scope, faults):
            where = f"{scope}.{name}"
            if scope == "regions" and not (name.isdigit() and len(name) <= _CODE_DIGITS):
                faults.append(f"[{where}]: expected a division code of up to 6 digits 应为不超过 6 位的行政区划代码")
            faults.extend(_unknown(key, ("rules",), where) for key in table if key != "rules")
            scoped[scope][name] = _rules(table.get("rules", {}), rules, f"{where}.rules", faults, may_disable=False)
    suppressions = parse_suppressions(data.get("suppressions", []), rules, faults)
    if faults:
        raise SettingsError(faults)
    return Settings(general, scoped["regions"], scoped["subjects"], suppressions)


_SCOPES = ("rules", "regions", "subjects", "suppressions")
_CODE_DIGITS = 6


def _tables(data: Any, where: str, faults: list[str]) -> list[tuple[str, dict[str, Any]]]:
    if not isinstance(data, Mapping):
        faults.append(f"[{where}]: expected a table 应为一张表, found {data!r}")
        return []
    for name, table in data.items():
        if not isinstance(table, Mapping):
            faults.append(f"[{where}.{name}]: expected a table 应为一张表, found {table!r}")
    return [(name, dict(table)) for name, table in data.items() if isinstance(table, Mapping)]


def _rules(
    data: Any, rules: Mapping[str, Rule], where: str, faults: list[str], *, may_disable: bool
) -> dict[str, dict[str, Any]]:
    checked: dict[str, dict[str, Any]] = {}
    for rule_id, table in _tables(data, where, faults):
        if rule_id not in rules:
            faults.append(_unknown(rule_id, tuple(rules), where))
            continue
        checked[rule_id] = _values(table, rules[rule_id], f"{where}.{rule_id}", faults, may_disable=may_disable)
    return checked


def _values(
    table: Mapping[str, Any], rule: Rule, where: str, faults: list[str], *, may_disable: bool
) -> dict[str, Any]:
    known = {parameter.name: parameter.threshold for parameter in rule.parameters}
    values: dict[str, Any] = {}
    for name, value in table.items():
        if name == ENABLED and may_disable and isinstance(value, bool):
            values[name] = value
        elif name == ENABLED:
            faults.append(f"[{where}] enabled: expected true or false, and only under [rules] 只能写在 [rules] 下")
        elif name not in known:
            faults.append(_unknown(name, (*known, ENABLED), where))
        elif isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            faults.append(f"[{where}] {name} = {value!r}: expected a number 应为数字 ({known[name].unit})")
        elif not known[name].low <= value <= known[name].high:
            low, high = known[name].low, known[name].high
            faults.append(f"[{where}] {name} = {value}: expected 应在 {low:g} .. {high:g} {known[name].unit}")
        else:
            values[name] = float(value)
    return values


def _unknown(name: str, known: tuple[str, ...], where: str) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"; nearest 最接近: {near[0]}" if near else f"; known 可用: {', '.join(known)}"
    return f"[{where}] {name}: unknown 未知{hint}" if where else f"{name}: unknown 未知{hint}"


def _numbers(values: Mapping[str, Any]) -> dict[str, float]:
    return {name: value for name, value in values.items() if name != ENABLED}


def _significant(code: str) -> str:
    """Leading digits that name a region: 640000 is the whole of 64, 640100 the whole of 6401."""
    code = code.ljust(_CODE_DIGITS, "0")
    for tail in ("0000", "00"):
        if code.endswith(tail):
            return code.removesuffix(tail)
    return code
