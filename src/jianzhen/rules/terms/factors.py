"""Names of factors as people read them."""

from __future__ import annotations

from jianzhen.contract.codes import code_list
from jianzhen.hj212.catalogue import factor_of
from jianzhen.words import Words

_CONCENTRATIONS = ("mg/m³", "mg/L")
"""Loggers send flow by the hour as often as by the second, so only these units are certain enough to print."""


def title_of(factor: str) -> Words:
    """The title of a factor code, or the code itself when no list knows it."""
    return code_list("parameter").titles.get(factor) or Words(factor, factor)


def unit_of(factor: str) -> str:
    """The unit of a concentration, with a blank before it; empty where the factor table does not settle it."""
    known = factor_of(factor)
    return f" {known.unit}" if known and known.unit in _CONCENTRATIONS else ""
