"""Formats of delivered files, one folder each; other packages may add their own.

A format is a folder with an ``adapter.py`` that has the names of ``model.Format``. An
installed package adds one by an entry point of the group ``jianzhen.intake`` that points
to such a module or object. ``docs/intake.md`` shows how, with an example.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jianzhen.intake.formats.model import Format

GROUP = "jianzhen.intake"
_NAMES = ("name", "title", "version", "recognise", "convert")


class FormatError(Exception):
    """An adapter that lacks one of the names a format must have, or takes a name that is in use."""


@cache
def formats() -> Mapping[str, Format]:
    """Every format by its name: the built-in ones first, then those of other packages.

    Raises:
        FormatError: An adapter is incomplete, or two share a name.
    """
    found: dict[str, Format] = {}
    for origin, adapter in [*_built_in(), *_installed()]:
        missing = [name for name in _NAMES if not hasattr(adapter, name)]
        if missing:
            raise FormatError(f"{origin}: an intake format needs {', '.join(_NAMES)}; missing: {', '.join(missing)}")
        one = cast("Format", adapter)
        if one.name in found:
            raise FormatError(f"{origin}: the name {one.name!r} is already taken by another intake format")
        found[one.name] = one
    return MappingProxyType(found)


def _built_in() -> Iterator[tuple[str, object]]:
    for folder in pkgutil.iter_modules(__path__):
        if folder.ispkg and folder.name != "cells":
            name = f"{__name__}.{folder.name}.adapter"
            yield name, importlib.import_module(name)


def _installed() -> Iterator[tuple[str, object]]:
    for point in entry_points(group=GROUP):
        yield f"{point.name} ({point.value})", point.load()
