"""What was measured of the rules on made-up regions: recall by behaviour, findings on honest regions.

The figures are written by ``python -m benchmarks.recall --write`` and read by the rules' pages. They say
what the rules do on regions of our own making, not in the world: an officer's verdicts measure that.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

FIGURES = Path(__file__).parent / "data" / "figures.json"


def wilson(found: int, planted: int, z: float = 1.96) -> tuple[float, float]:
    """Interval of a share by Wilson's score, at 95 % unless told otherwise (Wilson 1927, J. Am. Stat. Assoc. 22)."""
    share, square = found / planted, z * z / planted
    middle = share + square / 2
    half = z * math.sqrt(share * (1 - share) / planted + square / (4 * planted))
    return max(0.0, (middle - half) / (1 + square)), min(1.0, (middle + half) / (1 + square))


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How often one kind of planted act was found."""

    planted: int
    found: int
    found_by: Mapping[str, int]
    """Acts by rule that found them; several rules may find one act."""

    @property
    def recall(self) -> float:
        """Found acts among the planted ones."""
        return self.found / self.planted

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval of the recall at 95 %."""
        return wilson(self.found, self.planted)


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """What a rule said where nothing was planted."""

    beside: int
    """Findings in tampered regions that stand on no planted row."""
    clean: int
    """Findings in honest regions."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One measurement of the whole catalogue."""

    command: str
    measured_on: dt.date
    scale: float
    seeds: tuple[int, ...]
    institution_months: float
    """Of the honest regions."""
    clean_leads: Mapping[str, int]
    """Leads of the honest regions by grade."""
    behaviours: Mapping[str, Behaviour]
    rules: Mapping[str, RuleFigures]


def write(figures: Figures, path: Path = FIGURES) -> None:
    """Publish a measurement."""
    path.parent.mkdir(exist_ok=True)
    text = json.dumps(asdict(figures), ensure_ascii=False, indent=1, default=str)
    path.write_text(text + "\n", encoding="utf-8")


@cache
def measured(path: Path = FIGURES) -> Figures | None:
    """The published measurement; None when there is none."""
    if not path.is_file():
        return None
    plain = json.loads(path.read_text(encoding="utf-8"))
    return Figures(
        **{
            **plain,
            "measured_on": dt.date.fromisoformat(plain["measured_on"]),
            "seeds": tuple(plain["seeds"]),
            "behaviours": {name: Behaviour(**said) for name, said in plain["behaviours"].items()},
            "rules": {name: RuleFigures(**said) for name, said in plain["rules"].items()},
        }
    )
