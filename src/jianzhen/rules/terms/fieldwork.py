"""Which results come from the field, not from the laboratory, and which are reckoned from others."""

from __future__ import annotations

import functools
import operator

from ibis.expr import types as ir

from jianzhen.contract.codes import code_list
from jianzhen.rules.terms.spelling import mentions

_ON_SITE_GROUPS = ("noise",)
_ON_SITE_PREFIXES = ("a00", "a01", "a19")
"""HJ 212 factors of flow, state of the gas and weather, oxygen: read at the stack."""
_ON_SITE_CODES = (
    "w01001", "w01009", "w01010", "w01014", "w00000", "游离氯", "总氯", "二氧化氯", "铅垂向Z振级",
)  # fmt: skip
"""pH, dissolved oxygen, temperature, conductivity, flow, chlorine: they do not keep."""
_PORTABLE_METHODS = ("HJ 57-2017", "HJ 693-2014", "HJ 973-2018", "HJ 1131-2020", "HJ 1132-2020", "HJ 1240-2021")
"""Gas analysers carried to the stack."""
_ON_SITE_WORDS = ("现场", "便携")
_RECKONED_WORDS = (
    "总量", "之和", "总和", "合计", "∑", "Σ", "速率", "折算", "效率", "去除率", "无机氮", "非离子氨", "过量空气",
)  # fmt: skip
"""Sums, rates, conversions, ratios: worked out from other results."""


def is_on_site(results: ir.Table) -> ir.Value:
    """Whether a result is usually read on site, by its parameter or its method (HJ 91.1, HJ/T 397)."""
    code = results.parameter_code
    prefixed = functools.reduce(operator.or_, (code.startswith(prefix) for prefix in _ON_SITE_PREFIXES))
    by_method = results.method_code.isin(_PORTABLE_METHODS).fill_null(False)
    return (
        (prefixed | code.isin(_on_site_codes())).fill_null(False) | by_method | mentions(results.method, _ON_SITE_WORDS)
    )


def is_reckoned(results: ir.Table) -> ir.Value:
    """Whether a result is calculated from others, so that no raw record of its own is due."""
    return mentions(results.parameter, _RECKONED_WORDS)


@functools.cache
def _on_site_codes() -> list[str]:
    listed = code_list("parameter").codes.values()
    return sorted({*_ON_SITE_CODES, *(code.code for code in listed if code.group in _ON_SITE_GROUPS)})
