"""What a rule is: all that its page, its settings form and a lead need to know about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from jianzhen.words import Words


class Severity(StrEnum):
    """How much one finding weighs: high alone justifies a visit, low is a hint."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"


class Source(StrEnum):
    """Where a threshold comes from."""

    LAW = "law"
    STANDARD = "standard"
    CALIBRATED = "calibrated"
    EXPERT = "expert"
    """A proposed starting value, neither legal nor calibrated; settable."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """The meaning of one keyword-only parameter of a rule.

    ``low`` and ``high`` bound what a settings file may put in its place. A number taken
    from a standard that nobody has compared with the printed text is not ``verified``,
    and every lead that rests on it says so.
    """

    title: Words
    unit: str
    low: float
    high: float
    source: Source
    origin: str
    """The article, standard or study the default was taken from."""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    """A threshold with its name and default, read from the rule's signature."""

    name: str
    default: float
    threshold: Threshold


@dataclass(frozen=True, slots=True)
class Innocent:
    """A normal explanation of a finding and the record that would prove it."""

    explanation: Words
    proof: Words
    heeded: bool = False
    """The rule itself already stays silent where the data show this explanation."""
    needs: tuple[str, ...] = ()
    """Tables that would show it; none named means all tables that the rule uses beside those it needs."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue, with the function that decides."""

    id: str
    version: int
    clause: str
    """Clause of the plan, such as 二(三)."""
    title: Words
    act: str
    """Kind of wrongdoing, an act of ``jianzhen.law``."""
    severity: Severity
    family: str
    """Independent kind of evidence, a key of ``FAMILIES``."""
    subject_kind: str
    unit: Words
    """What is judged one by one, such as a sampling record."""
    measure: Words
    measure_unit: str
    headline: Words
    """The fact in one sentence, with placeholders for the detail of a finding."""
    numbers: Words
    """Measured against threshold, in one sentence, with placeholders."""
    innocent: tuple[Innocent, ...]
    onsite: tuple[Words, ...]
    """What to look for on site, the perishable first."""
    perishable_days: int
    """Days after which the best evidence on site is usually gone; ranks leads."""
    reasons: Mapping[str, Words]
    """The rule's own reasons for "cannot tell", beside missing tables and columns."""
    about: str
    """The function's docstring: what it catches, the method, and why it is a sign."""
    needs: tuple[str, ...]
    """Tables without which the rule cannot tell."""
    uses: tuple[str, ...]
    """Tables that sharpen the answer when they are there."""
    parameters: tuple[Parameter, ...]
    function: Callable[..., Any]
    takes_on: bool = False
    """Whether the function takes ``on``, the day as of which the data are judged."""
    reads: Mapping[str, tuple[str, ...]] | None = None
    """For a series rule, the columns it takes of each table; None for a relational rule."""

    @property
    def is_series(self) -> bool:
        """Whether the rule takes one subject's columns as arrays."""
        return self.reads is not None

    def defaults(self) -> dict[str, float]:
        """Every parameter at its default."""
        return {parameter.name: parameter.default for parameter in self.parameters}


FAMILIES: Mapping[str, Words] = {
    "whereabouts": Words("行踪", "whereabouts"),
    "field_times": Words("现场采样时间", "times of field sampling"),
    "field_instrument": Words("现场仪器存储", "memory of field instruments"),
    "laboratory_times": Words("实验室分析时间", "times of laboratory work"),
    "laboratory_instrument": Words("实验室仪器日志", "logs of laboratory instruments"),
    "records": Words("原始记录与报告", "raw records against reports"),
    "identity": Words("样品与单据编号", "numbers of samples and documents"),
    "values": Words("数值雷同或不合常理", "copied or implausible values"),
    "ledgers": Words("物料台账", "ledgers of materials"),
    "plant": Words("生产与用电", "production and power"),
    "qualification": Words("资质与授权", "qualification and authorisation"),
    "telemetry": Words("自动监测数据", "automatic monitoring data"),
    "supervision": Words("执法记录", "records of enforcement"),
    "market": Words("合同与市场", "contracts and market"),
}
"""Families of evidence. Two findings of one family may share one cause; two families that agree do not."""
