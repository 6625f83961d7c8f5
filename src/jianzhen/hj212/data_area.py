"""The data area CP: groups between semicolons, items between commas, name and text around the first equals sign."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jianzhen.hj212.diagnostics import Diagnostic
from jianzhen.hj212.names import FACTORS, TIMES, is_odd_flag

if TYPE_CHECKING:
    from jianzhen.hj212.message import Group

# Only behind a separator: without that, text that holds no equals sign would be searched anew from each character.
_ITEM = re.compile(r"(?<![^;,])([^;,=]++)=([^;,]*+)")
_TOKEN = re.compile(r"((?:[^;,=]*=)?)(//.*?//[^;,]*|[^;,]*)([;,]|\Z)", re.DOTALL)
RUN_ON = re.compile(r"(.*?)([a-z][0-9]{5}-[A-Za-z]+)=(.*)", re.DOTALL)
_BLANKS = " \t\r\n"
_TIME_DIGITS = 14


def parse(body: str, at: int, notes: list[Diagnostic]) -> list[Group]:
    """Parse the text between the two ``&&``.

    Args:
        body: One character per byte, so that positions are byte positions.
        at: Position of the body in the packet.
        notes: Takes what was odd.
    """
    if not body:
        return []
    groups: list[Group] | None = None
    if "//" not in body and " " not in body:
        groups = [_ITEM.findall(part) for part in body.split(";")]
        size = sum(map(len, groups))
        # One match per separator and one equals sign per match: every item has its name, and none holds two.
        if not size == body.count("=") == body.count(";") + body.count(",") + 1:
            groups = None
    if groups is None:
        groups = _careful(body, at, notes)
    _examine(groups, body, at, notes)
    return groups


def _careful(body: str, at: int, notes: list[Diagnostic]) -> list[Group]:
    groups: list[Group] = [[]]
    for token in _TOKEN.finditer(body):
        if token.start() == len(body) and not _expects_more(body):
            break
        name, text, separator = token.groups()
        _add(groups, name, text, at + token.start(), notes)
        if separator == ";" and groups[-1]:
            groups.append([])
        if not separator:
            break
    return [group for group in groups if group]


def _expects_more(body: str) -> bool:
    return body[-1:] in {";", ","}


def _add(groups: list[Group], name: str, text: str, at: int, notes: list[Diagnostic]) -> None:
    if not name and not text.strip(_BLANKS):
        notes.append(Diagnostic("cp.empty_item", at))
        return
    if not name:
        notes.append(Diagnostic("cp.no_value", at, (text,)))
        name, text = text, ""
    else:
        name = name[:-1]
    bare = name.strip(_BLANKS)
    if bare != name:
        notes.append(Diagnostic("cp.blank", at, (bare,)))
    if text.startswith("//") and text.count("//") < 2:  # noqa: PLR2004 - the opening and the closing mark
        notes.append(Diagnostic("cp.open_log", at, ()))
    _take_apart(groups, bare, text, at, notes)


def _take_apart(groups: list[Group], name: str, text: str, at: int, notes: list[Diagnostic]) -> None:
    """Add the item; where a semicolon was left out (``a-Flag=Nb-Rtd=1``) begin the next group at the name."""
    while "=" in text and not text.startswith("//") and (run_on := RUN_ON.fullmatch(text)):
        groups[-1].append((name, run_on[1]))
        name, text = run_on[2], run_on[3]
        notes.append(Diagnostic("cp.separator", at, (name,)))
        groups.append([])
    groups[-1].append((name, text))


def _examine(groups: list[Group], body: str, at: int, notes: list[Diagnostic]) -> None:
    """Note names that repeat, factors that stand in two groups, odd flags, times of another form."""
    names = [name for group in groups for name, _ in group]
    distinct = set(names)
    if len(distinct) != len(names):
        _note_repeated(groups, body, at, notes)
    factors = [factor for group in groups for factor in {FACTORS[name] for name, _ in group} if factor]
    if len(set(factors)) != len(factors):
        _note_split(factors, body, at, notes)
    if "Flag" in distinct:
        text = next(text for group in groups for name, text in group if name == "Flag")
        notes.append(Diagnostic("cp.flag_without_factor", at + _find(body, "Flag"), (text,)))
    if body.lower().count("-flag=") != body.count("-Flag="):
        notes.extend(Diagnostic("cp.flag_case", at + _find(body, name), (name,)) for name in names if is_odd_flag(name))
    if TIMES & distinct:
        _note_times(groups, body, at, notes)


def _note_repeated(groups: list[Group], body: str, at: int, notes: list[Diagnostic]) -> None:
    # PolId opens the part of the next instrument, in which the same names are expected again.
    seen: set[str] = set()
    for name in (name for group in groups for name, _ in group):
        if name == "PolId":
            seen = set()
        if name in seen:
            notes.append(Diagnostic("cp.repeated_item", at + _find_again(body, name), (name,)))
        seen.add(name)


def _note_split(factors: list[str], body: str, at: int, notes: list[Diagnostic]) -> None:
    seen: set[str] = set()
    for factor in factors:
        if factor in seen:
            notes.append(Diagnostic("cp.split_factor", at + _find_again(body, factor), (factor,)))
        seen.add(factor)


def _note_times(groups: list[Group], body: str, at: int, notes: list[Diagnostic]) -> None:
    for name, text in (item for group in groups for item in group if item[0] in TIMES):
        if len(text) != _TIME_DIGITS or not (text.isascii() and text.isdigit()):
            notes.append(Diagnostic("time.form", at + _find(body, name), (name, text)))


def _find(body: str, name: str) -> int:
    return max(0, body.find(name))


def _find_again(body: str, name: str) -> int:
    return max(0, body.find(name, _find(body, name) + len(name)))
