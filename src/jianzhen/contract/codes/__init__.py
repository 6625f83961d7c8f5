"""Code lists: what the values of a column may be, in two languages, each with its source."""

from __future__ import annotations

from jianzhen.contract.codes.lists import AliasClashError, Code, CodeList
from jianzhen.contract.codes.loading import code_list, code_list_names
from jianzhen.contract.codes.standards import split_method, standard_of
from jianzhen.contract.codes.units import conversion_factor, convert, dimension

__all__ = [
    "AliasClashError",
    "Code",
    "CodeList",
    "code_list",
    "code_list_names",
    "conversion_factor",
    "convert",
    "dimension",
    "split_method",
    "standard_of",
]
