"""Columns whose texts must come from a code list or have a verified form."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa

from jianzhen.contract.codes import code_list
from jianzhen.contract.identity import FORMS
from jianzhen.intake.convert.column import Converted, by_distinct
from jianzhen.intake.convert.outcome import Outcome
from jianzhen.intake.convert.texts import list_parts
from jianzhen.intake.faults import Severity
from jianzhen.intake.problem import Problem
from jianzhen.intake.structural import hint
from jianzhen.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from jianzhen.contract import Column
    from jianzhen.contract.codes import CodeList

KEPT_AS_PRINTED = frozenset({"parameter", "method", "unit"})
"""Lists whose texts are evidence: the text stays, its code stands in a derived column."""


def to_vocabulary(column: Column, cells: pa.Array) -> Converted:
    """Verify the texts of a column; codes of short lists replace the text that means them."""
    if not (column.codes or column.form or column.many):
        return Converted(cells)
    one = _of_list(column) if column.codes else _of_form(column) if column.form else Outcome
    return by_distinct(cells, _each(one) if column.many else one, pa.string())


def _each(one: Callable[[str], Outcome[str]]) -> Callable[[str], Outcome[str]]:
    """Read a list in one cell; its first problem is told."""

    def read(text: str) -> Outcome[str]:
        outcomes = [one(part) for part in list_parts(text)]
        problem = next((outcome.problem for outcome in outcomes if outcome.problem), None)
        if any(outcome.value is None for outcome in outcomes):
            return Outcome(None, problem)
        return Outcome(";".join(outcome.value for outcome in outcomes if outcome.value) or None, problem)

    return read


def _of_list(column: Column) -> Callable[[str], Outcome[str]]:
    codes = code_list(column.codes)
    keep = column.codes in KEPT_AS_PRINTED

    def read(text: str) -> Outcome[str]:
        code = codes.resolve(text)
        if code is None:
            # What was written is a fact, also when no list knows it: the row still says who, when and where.
            return Outcome(text, _unlisted(codes.name, codes.nearest(text)))
        return Outcome(text if keep else code)

    return read


@cache
def _unlisted(name: str, near: str | None) -> Problem:
    codes = code_list(name)
    did_you_mean = hint(near)
    choice = _choice(codes)
    return Problem(
        "code.unlisted" if codes.open else "code.unknown",
        Words(f"{codes.title.zh}：{choice.zh}{did_you_mean.zh}", f"{codes.title.en}: {choice.en}{did_you_mean.en}"),
        Words("按原文保留；确认写法无误即可", "kept as written; make sure it is spelled as meant")
        if codes.open
        else Words("改用列出的值；筛查时按原文保留", "use one of the listed values; screened as written"),
        Severity.WARNING if codes.open else Severity.FAULT,
    )


_SHOWN = 20


def _choice(codes: CodeList) -> Words:
    shown = list(codes.titles.items())
    if len(shown) > _SHOWN:
        return Words("代码表中的值", "a value of the list")
    return Words("、".join(title.zh for _, title in shown), ", ".join(code for code, _ in shown))


def _of_form(column: Column) -> Callable[[str], Outcome[str]]:
    form = FORMS[column.form]
    problem = Problem(
        f"form.{column.form}",
        form.expected,
        Words("核对并改正；筛查时按原文保留", "correct it; screened as written"),
    )
    return lambda text: Outcome(text, None if form.verify(text) else problem)
