"""Reads the project's own TOML data into frozen dataclasses and refuses what the class does not declare.

A data file is an array of tables, one entry a line where it fits, and may open with a
``[defaults]`` table whose values fill the keys an entry leaves out. The dataclass is the
schema: an unknown key, a missing key or a value of the wrong type is an error that names
the file, the entry and what was expected.
"""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

from jianzhen.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

T = TypeVar("T")


class DataFileError(ValueError):
    """A data file of the project does not fit its declaration."""


def read_entries(path: Traversable, section: str, entry: type[T]) -> tuple[T, ...]:
    """Read the array of tables ``section``, the only one the file may hold beside ``defaults``.

    Raises:
        DataFileError: Not TOML, an unknown section or key, a missing key, a wrong type.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataFileError(f"{path.name}: not a TOML file in UTF-8: {error}") from error
    if strange := set(document) - {section, "defaults"}:
        raise DataFileError(f"{path.name}: unknown section {sorted(strange)}; expected {section!r} and 'defaults'")
    defaults = document.get("defaults", {})
    rows = document.get(section, [])
    if not isinstance(rows, list) or not isinstance(defaults, dict):
        raise DataFileError(f"{path.name}: {section!r} must be an array of tables and 'defaults' a table")
    return tuple(build(entry, defaults | row, f"{path.name}, {section} {n}") for n, row in enumerate(rows, 1))


def build(entry: type[T], table: Mapping[str, Any], where: str) -> T:
    """Make one ``entry`` of a TOML table; ``where`` opens every error message.

    Raises:
        DataFileError: An unknown key, a missing key, a wrong type.
    """
    declared = {field.name: field for field in fields(entry)}  # type: ignore[arg-type]
    if strange := set(table) - set(declared):
        raise DataFileError(f"{where}: unknown key {sorted(strange)}; known keys are {sorted(declared)}")
    if absent := [name for name, field in declared.items() if name not in table and _is_required(field)]:
        raise DataFileError(f"{where}: missing key {absent}")
    hints = get_type_hints(entry)
    return entry(**{name: _convert(hints[name], value, f"{where}, {name}") for name, value in table.items()})


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _convert(hint: object, value: object, where: str) -> object:
    if get_origin(hint) is UnionType:
        (hint,) = (one for one in get_args(hint) if one is not NoneType)
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise DataFileError(f"{where}: expected a list, found {value!r}")
        return tuple(_convert(get_args(hint)[0], one, where) for one in value)
    if hint is Words:
        return _words(value, where)
    if not isinstance(hint, type):
        raise TypeError(f"{where}: the data-file reader does not know the type {hint!r}")
    return _scalar(hint, value, where)


def _words(value: object, where: str) -> Words:
    if not isinstance(value, dict) or set(value) != {"zh", "en"} or not all(value.values()):
        raise DataFileError(f"{where}: expected {{ zh = ..., en = ... }}, both filled in, found {value!r}")
    return Words(str(value["zh"]), str(value["en"]))


def _scalar(hint: type[object], value: object, where: str) -> object:
    if issubclass(hint, Enum):
        try:
            return hint(value)
        except ValueError:
            known = [member.value for member in hint]
            raise DataFileError(f"{where}: {value!r} is not one of {known}") from None
    if hint is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if type(value) is hint:
        return value
    if isinstance(value, dict) and is_dataclass(hint):
        return build(hint, value, where)
    raise DataFileError(f"{where}: expected {hint.__name__}, found {value!r}")
