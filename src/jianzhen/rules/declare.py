"""The decorators that turn a function into a rule of the catalogue.

A rule's inputs are its parameter names, the way a test names its fixtures: a positional
parameter is a table it needs, one with the default ``OPTIONAL`` a table it uses (empty when
there is none), and every keyword-only parameter a threshold annotated with its ``Threshold``.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, get_args, get_type_hints

from jianzhen.rules.model import FAMILIES, Innocent, Parameter, Rule, Severity, Threshold
from jianzhen.words import Words

Function = TypeVar("Function", bound=Callable[..., Any])

OPTIONAL: Any = None
"""Default of a table parameter the rule can do without; it then receives the table empty."""

AS_OF = "on"
"""Name of the keyword-only parameter that receives the day as of which data are judged."""


def rule(
    *,
    clause: str,
    title: Words,
    act: str,
    severity: str,
    family: str,
    unit: Words,
    measure: Words,
    measure_unit: str,
    headline: Words,
    numbers: Words,
    innocent: Sequence[Innocent],
    onsite: Sequence[Words],
    perishable_days: int,
    subject_kind: str = "organization",
    version: int = 1,
    reasons: Mapping[str, Words] | None = None,
    reads: Mapping[str, tuple[str, ...]] | None = None,
) -> Callable[[Function], Function]:
    """Declare a rule; the function's name is its id.

    Without ``reads`` the function is relational: it takes and returns Ibis tables
    (``jianzhen.rules.verdict``). With ``reads``, the columns it takes of each table, it is a
    series rule: it takes one subject's arrays (``jianzhen.rules.series``).

    Raises:
        TypeError: The signature or the card is not that of a rule.
    """

    def declare(function: Function) -> Function:
        needs, uses, parameters, takes_on = _signature(function)
        if family not in FAMILIES:
            raise TypeError(f"rule {function.__name__}: unknown family {family!r}; known: {', '.join(FAMILIES)}")
        if reads is not None and set(reads) != {*needs, *uses}:
            raise TypeError(f"rule {function.__name__}: 'reads' must name exactly its tables {(*needs, *uses)}")
        if not innocent or not onsite or not function.__doc__:
            raise TypeError(f"rule {function.__name__}: innocent explanations, on-site checks and docstring are due")
        function.rule = Rule(  # type: ignore[attr-defined]
            id=function.__name__,
            version=version,
            clause=clause,
            title=title,
            act=act,
            severity=Severity(severity),
            family=family,
            subject_kind=subject_kind,
            unit=unit,
            measure=measure,
            measure_unit=measure_unit,
            headline=headline,
            numbers=numbers,
            innocent=tuple(innocent),
            onsite=tuple(onsite),
            perishable_days=perishable_days,
            reasons=dict(reasons or {}),
            about=inspect.cleandoc(function.__doc__),
            needs=needs,
            uses=uses,
            parameters=parameters,
            function=function,
            takes_on=takes_on,
            reads=dict(reads) if reads is not None else None,
        )
        return function

    return declare


def _signature(function: Callable[..., Any]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Parameter, ...], bool]:
    """Read tables, thresholds and the as-of day from the signature."""
    hints = get_type_hints(function, include_extras=True)
    needs: list[str] = []
    uses: list[str] = []
    parameters: list[Parameter] = []
    takes_on = False
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
            (needs if parameter.default is inspect.Parameter.empty else uses).append(name)
        elif name == AS_OF:
            takes_on = True
        else:
            parameters.append(_threshold(function.__name__, name, parameter.default, hints[name]))
    return tuple(needs), tuple(uses), tuple(parameters), takes_on


def _threshold(rule_id: str, name: str, default: object, hint: object) -> Parameter:
    """Read one keyword-only parameter: its ``Threshold`` and its default within the bounds."""
    found = [item for item in get_args(hint)[1:] if isinstance(item, Threshold)]
    if len(found) != 1:
        raise TypeError(f"rule {rule_id}: parameter {name!r} must be Annotated[float, Threshold(...)]")
    if not isinstance(default, int | float) or isinstance(default, bool) or not math.isfinite(default):
        raise TypeError(f"rule {rule_id}: parameter {name!r} needs a finite number as default")
    threshold = found[0]
    if not threshold.low <= default <= threshold.high:
        raise TypeError(f"rule {rule_id}: default {default} of {name!r} lies outside {threshold.low}..{threshold.high}")
    return Parameter(name, float(default), threshold)
