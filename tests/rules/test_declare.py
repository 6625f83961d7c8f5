from __future__ import annotations

from typing import Annotated, Any

import pytest

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.words import Words

W = Words("中", "en")
HOURS = Threshold(W, "h", 0, 48, Source.EXPERT, "starting value")
CARD: dict[str, Any] = {
    "clause": "二(二)",
    "title": W,
    "act": "fabrication.record_conflict",
    "severity": "high",
    "family": "records",
    "unit": W,
    "measure": W,
    "measure_unit": "h",
    "headline": W,
    "numbers": W,
    "innocent": (Innocent(W, W),),
    "onsite": (W,),
    "perishable_days": 30,
}


def test_the_signature_is_the_card() -> None:
    @rule(**CARD)
    def example(results: Any, samples: Any = OPTIONAL, *, on: Any, longest: Annotated[float, HOURS] = 24) -> None:
        """What it catches."""

    card = example.rule  # type: ignore[attr-defined]
    assert (card.id, card.needs, card.uses, card.takes_on) == ("example", ("results",), ("samples",), True)
    assert card.defaults() == {"longest": 24.0}
    assert not card.is_series


@pytest.mark.parametrize(
    ("annotation", "default", "told"),
    [
        (float, 24, "must be Annotated"),
        (Annotated[float, HOURS], 49, "outside 0..48"),
        (Annotated[float, HOURS], None, "finite number"),
        (Annotated[float, HOURS], float("nan"), "finite number"),
        (Annotated[float, HOURS], True, "finite number"),
    ],
)
def test_a_threshold_without_meaning_is_refused(annotation: Any, default: Any, told: str) -> None:
    def example(results: Any, *, longest: Any = default) -> None:
        """What it catches."""

    example.__annotations__["longest"] = annotation
    with pytest.raises(TypeError, match=told):
        rule(**CARD)(example)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"family": "gossip"}, "unknown family"),
        ({"innocent": ()}, "innocent explanations"),
        ({"onsite": ()}, "on-site"),
        ({"reads": {"samples": ("at",)}}, "'reads' must name exactly its tables"),
    ],
)
def test_an_incomplete_card_is_refused(change: dict[str, Any], told: str) -> None:
    def example(results: Any) -> None:
        """What it catches."""

    with pytest.raises(TypeError, match=told):
        rule(**CARD | change)(example)


def test_a_rule_explains_itself() -> None:
    def example(results: Any) -> None: ...

    with pytest.raises(TypeError, match="docstring"):
        rule(**CARD)(example)
