"""Reads the code lists from the TOML files beside this module.

``lists.toml`` names every list. The other files hold groups of entries: ``[[name]]`` with
``source``, ``verified`` and ``codes``, each code one line ``[code, zh, en, aliases ...]``;
in the list of units the factor follows the English title.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from jianzhen.contract.codes.lists import Code, CodeList
from jianzhen.contract.codes.parameters import ParameterList
from jianzhen.contract.codes.standards import MethodList
from jianzhen.contract.fold import Nearest
from jianzhen.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS: dict[str, type[CodeList]] = {"parameter": ParameterList, "method": MethodList}
_INDEX_FILE = "lists.toml"
_REFERENCE_FILE = "methods.toml"


@cache
def code_list(name: str) -> CodeList:
    """Return the code list of this name.

    Raises:
        KeyError: There is none; the message gives the nearest name.
        AliasClashError: Two entries share a spelling.
    """
    heads = _heads()
    if name not in heads:
        raise KeyError(f"no code list {name!r}; the nearest is {Nearest(heads)(name)!r}")
    head = heads[name]
    codes: dict[str, Code] = {}
    for group in _groups().get(name, ()):
        for code in _entries(group):
            if code.code in codes:
                raise ValueError(f"code list {name}: {code.code!r} is listed twice")
            codes[code.code] = code
    return _KINDS.get(name, CodeList)(
        name=name,
        title=Words(head["zh"], head["en"]),
        about=Words(head.get("about_zh", ""), head.get("about_en", "")),
        open=head.get("open", False),
        codes=MappingProxyType(codes),
    )


def code_list_names() -> tuple[str, ...]:
    """Return the names of all code lists."""
    return tuple(_heads())


@cache
def _heads() -> dict[str, dict[str, Any]]:
    return _read(_INDEX_FILE)


@cache
def _groups() -> dict[str, list[dict[str, Any]]]:
    """All groups of entries by list name, over all files in the order of their names."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(files(__package__).joinpath("data").iterdir(), key=lambda path: path.name):
        if path.name.endswith(".toml") and path.name not in {_INDEX_FILE, _REFERENCE_FILE}:
            for name, found in _read(path.name).items():
                groups.setdefault(name, []).extend(found)
    if strange := set(groups) - set(_heads()):
        raise ValueError(f"code lists {sorted(strange)} have entries but no line in {_INDEX_FILE}")
    return groups


def _entries(group: dict[str, Any]) -> Iterator[Code]:
    for row in group["codes"]:
        code, zh, en, *rest = row
        factor = float(rest.pop(0)) if rest and not isinstance(rest[0], str) else None
        yield Code(
            code=code,
            title=Words(zh, en),
            aliases=tuple(rest),
            group=group.get("group", ""),
            source=group["source"],
            verified=group["verified"],
            factor=factor,
        )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("data", name).read_text(encoding="utf-8"))
