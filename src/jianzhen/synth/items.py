"""What the made-up laboratories measure, by which method and on what."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """A parameter of one category; values are lognormal about ``median``."""

    parameter: str
    category: str
    method: str
    unit: str
    median: float
    limit: float
    detection_limit: float
    decimals: int
    instrument: str
    """Kind of instrument; one of ``FIELD_KITS`` reads on site."""
    spread: float = 0.2

    @property
    def on_site(self) -> bool:
        """Whether the value is read on site."""
        return self.instrument in FIELD_KITS


FIELD_KITS = ("ph_meter", "gas_analyser", "stack_sampler", "sound_meter", "water_sampler")

ITEMS = (
    Item("pH值", "water", "HJ 1147-2020", "无量纲", 7.4, 9, 0, 1, "ph_meter", 0.02),
    Item("化学需氧量", "water", "HJ 828-2017", "mg/L", 32, 80, 4, 0, "digester"),
    Item("氨氮", "water", "HJ 535-2009", "mg/L", 2.6, 10, 0.025, 2, "spectrophotometer", 0.35),
    Item("总磷", "water", "GB/T 11893-1989", "mg/L", 0.22, 0.5, 0.01, 2, "spectrophotometer", 0.3),
    Item("悬浮物", "water", "GB/T 11901-1989", "mg/L", 17, 50, 4, 0, "oven", 0.25),
    Item("五日生化需氧量", "water", "HJ 505-2009", "mg/L", 8.5, 20, 0.5, 1, "incubator"),
    Item("氟化物", "water", "HJ 84-2016", "mg/L", 1.2, 6, 0.006, 3, "ic", 0.3),
    Item("颗粒物", "exhaust", "HJ 836-2017", "mg/m3", 6.1, 20, 1.0, 1, "balance", 0.25),
    Item("二氧化硫", "exhaust", "HJ 57-2017", "mg/m3", 21, 50, 3, 0, "gas_analyser", 0.3),
    Item("氮氧化物", "exhaust", "HJ 693-2014", "mg/m3", 58, 100, 3, 0, "gas_analyser", 0.15),
    Item("等效连续A声级", "noise", "GB 12348-2008", "dB(A)", 53, 65, 30, 1, "sound_meter", 0.03),
)

CATEGORIES = ("water", "exhaust", "noise")
SCARCE = "氟化物"
"""Not every laboratory is accredited for this."""


def items_of(category: str) -> list[Item]:
    """Return the items of one category."""
    return [item for item in ITEMS if item.category == category]


def draw(item: Item, rng: random.Random, level: float) -> float:
    """Draw one value; ``level`` is what the visit's own conditions do to all its values."""
    return item.median * level * rng.lognormvariate(0, item.spread / 2)


def write(item: Item, value: float) -> tuple[str, float | None, str | None]:
    """Return the text, number and qualifier of a result, rounded as the method says."""
    if value < item.detection_limit:
        return f"<{item.detection_limit:g}", item.detection_limit, "<"
    text = f"{value:.{item.decimals}f}"
    return text, float(text), None
