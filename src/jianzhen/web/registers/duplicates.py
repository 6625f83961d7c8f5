"""Entries of organisations that may be one and the same; people decide, and the decision is kept."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

from jianzhen.web.registers.catalogue import ORGANISATIONS
from jianzhen.web.registers.cells import folded
from jianzhen.web.registers.models import DuplicateVerdict, State
from jianzhen.words import Words

_COMMON = ("有限责任公司", "股份有限公司", "有限公司", "(有限合伙)", "宁夏", "银川")
_NUMBERS = re.compile(r"[0-9一二三四五六七八九十]+")
_ALIKE = 0.8
"""Share of common letter pairs; presentation only: a person decides."""
_CROWD = 30
"""Something that so many share tells nobody apart."""
SIGNS: Mapping[str, Words] = {
    "code": Words("组织机构代码部分相同", "same organisation part of the code"),
    "name": Words("名称相近", "similar names"),
    "phone": Words("电话相同", "same telephone"),
    "address": Words("地址相同", "same address"),
    "head": Words("法定代表人或实际控制人相同", "same representative or controller"),
    "people": Words("人员同时任职", "people employed by both at the same time"),
}
_COMPARED: Mapping[str, tuple[str, ...]] = {
    "code": ("org_id",),
    "phone": ("phone",),
    "address": ("address",),
    "head": ("legal_person_id", "controller_id"),
}
_WEIGHTS = {"code": 4, "name": 3, "head": 3, "phone": 2, "people": 2, "address": 1}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two organisations and what speaks for their being one."""

    one: State
    other: State
    signs: tuple[str, ...]

    @property
    def both(self) -> tuple[State, State]:
        """One and the other."""
        return (self.one, self.other)

    @property
    def titles(self) -> list[Words]:
        """What speaks for it, in words."""
        return [SIGNS[sign] for sign in self.signs]

    @property
    def weight(self) -> int:
        """For the order of the list."""
        return sum(_WEIGHTS[sign] for sign in self.signs)


def candidates(day: dt.date) -> list[Candidate]:
    """Pairs in sight that nobody has decided on, the likeliest first; three questions, whatever their number."""
    states, signs = _compare(day)
    decided = set(DuplicateVerdict.objects.values_list("one_id", "other_id"))
    found = [
        Candidate(states[one], states[other], _in_order(kinds))
        for (one, other), kinds in signs.items()
        if _pair(states[one].record_id, states[other].record_id) not in decided
    ]
    return sorted(found, key=lambda one: (-one.weight, one.one.label, one.other.label))


def signs_between(one: str, other: str, day: dt.date) -> tuple[str, ...]:
    """What speaks for two organisations being one; nothing when there is nothing."""
    _, signs = _compare(day)
    return _in_order(signs.get((min(one, other), max(one, other)), set()))


def _compare(day: dt.date) -> tuple[dict[str, State], dict[tuple[str, str], set[str]]]:
    """The organisations in sight by code, and the signs of each pair that has one."""
    states = {state.org: state for state in State.objects.on(day).filter(register=ORGANISATIONS) if state.org}
    signs: dict[tuple[str, str], set[str]] = defaultdict(set)
    for sign, groups in (*_shared(states), ("people", _colleagues(day))):
        for group in groups:
            for one, other in combinations(sorted(set(group) & states.keys()), 2):
                signs[one, other].add(sign)
    for one, other in _similar(states):
        signs[one, other].add("name")
    return states, signs


def _in_order(signs: set[str]) -> tuple[str, ...]:
    return tuple(sorted(signs, key=list(SIGNS).index))


def _pair(one: int, other: int) -> tuple[int, int]:
    return (min(one, other), max(one, other))


def _shared(states: Mapping[str, State]) -> Iterator[tuple[str, list[list[str]]]]:
    for sign, columns in _COMPARED.items():
        groups: dict[str, list[str]] = defaultdict(list)
        for org, state in states.items():
            for one in {_compared(sign, str(state.facts.get(name) or "")) for name in columns} - {""}:
                groups[one].append(org)
        yield sign, [group for group in groups.values() if 1 < len(group) <= _CROWD]


def _compared(sign: str, text: str) -> str:
    """What of a text is compared: of a code its organisation part (GB 32100), of a telephone its digits."""
    if sign == "code":
        return text[8:17]
    return "".join(filter(str.isdigit, text)) if sign == "phone" else folded(text)


def _colleagues(day: dt.date) -> list[list[str]]:
    """Organisations that employ one person on the same day."""
    groups: dict[str, list[str]] = defaultdict(list)
    rows = State.objects.on(day).filter(register="employments", ends_on=None) | State.objects.on(day).filter(
        register="employments", ends_on__gte=day
    )
    for person, org in rows.order_by().values_list("c0", "org"):
        groups[person].append(org)
    return [group for group in groups.values() if 1 < len(set(group)) <= _CROWD]


def _similar(states: Mapping[str, State]) -> Iterator[tuple[str, str]]:
    """Pairs of similar names; only pairs that share a rare pair of letters are compared."""
    pairs = {org: _letters(str(state.facts["name"])) for org, state in states.items()}
    numbers = {org: _NUMBERS.findall(str(state.facts["name"])) for org, state in states.items()}
    holders: dict[str, list[str]] = defaultdict(list)
    for org, letters in pairs.items():
        for one in letters:
            holders[one].append(org)
    near = {pair for group in holders.values() if len(group) <= _CROWD for pair in combinations(sorted(group), 2)}
    for one, other in near:
        if numbers[one] != numbers[other]:
            continue  # 第一分公司 and 第二分公司 are alike and two all the same
        common = 2 * len(pairs[one] & pairs[other])
        if common >= _ALIKE * (len(pairs[one]) + len(pairs[other])):
            yield one, other


def _letters(name: str) -> frozenset[str]:
    text = folded(name)
    for part in _COMMON:
        text = text.replace(part, "")
    return frozenset(map("".join, pairwise(f"^{text}$")))
