"""What is measured: by which method, on which instrument, how the work at the bench goes, how values spread."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Work(Enum):
    """How an analysis goes."""

    ON_SITE = "read on site"
    QUEUE = "one sample after the other on one instrument, by hand"
    AUTO = "one after the other, from an autosampler that runs through the night"
    BATCH = "all samples of the day together"
    FILTER = "equilibrated and weighed"


@dataclass(frozen=True)
class Item:
    """A parameter by one method. Values are lognormal about ``median``, a concentration in ``unit``."""

    parameter: str
    category: str
    method: str
    unit: str
    median: float
    spread: float
    detection_limit: float
    decimals: int
    limit: float
    kind: str
    """Kind of instrument."""
    work: Work
    minutes: float
    """A run."""
    tonight: bool = False
    """Does not keep: begun on the evening it comes in."""
    prepared: int = 0
    """Minutes from the begin of the analysis to the first run."""
    together: str = ""
    """Items of one name come from one injection."""
    bottle: str = "main"
    part_of: str = ""
    """The parameter of which this one is a part; values keep to it."""
    share: float = 1.0
    """Usual share of the whole."""


Q, A, B, S, F = Work.QUEUE, Work.AUTO, Work.BATCH, Work.ON_SITE, Work.FILTER
SPECTRO = "spectrophotometer"

# fmt: off
_WATER = (
    Item("pH值", "water", "HJ 1147-2020", "无量纲", 7.5, 0.02, 0, 1, 9, "ph_meter", S, 3),
    Item("化学需氧量", "water", "HJ 828-2017", "mg/L", 34, 0.35, 4, 0, 100, "digester", B, 150, prepared=20),
    Item("五日生化需氧量", "water", "HJ 505-2009", "mg/L", 9, 0.3, 0.5, 1, 30, "incubator", B, 7200, True, 25,
         part_of="化学需氧量", share=0.27),
    Item("悬浮物", "water", "GB/T 11901-1989", "mg/L", 18, 0.4, 4, 0, 70, "oven", B, 285, prepared=10),
    Item("总氮", "water", "HJ 636-2012", "mg/L", 11, 0.35, 0.05, 2, 40, SPECTRO, Q, 3, prepared=70),
    Item("氨氮", "water", "HJ 535-2009", "mg/L", 2.4, 0.4, 0.025, 3, 15, SPECTRO, Q, 3, prepared=30, part_of="总氮",
         share=0.3),
    Item("总磷", "water", "GB/T 11893-1989", "mg/L", 0.3, 0.4, 0.01, 2, 1, SPECTRO, Q, 3, True, 60),
    Item("总铬", "water", "HJ 757-2015", "mg/L", 0.16, 0.5, 0.03, 2, 1.5, "aas", A, 3, prepared=120),
    Item("六价铬", "water", "GB/T 7467-1987", "mg/L", 0.03, 0.5, 0.004, 3, 0.5, SPECTRO, Q, 3, True, 25,
         part_of="总铬", share=0.3),
    Item("挥发酚", "water", "HJ 503-2009", "mg/L", 0.05, 0.6, 0.01, 2, 0.5, SPECTRO, Q, 3, True, 60),
    Item("氰化物", "water", "HJ 484-2009", "mg/L", 0.012, 0.6, 0.004, 3, 0.5, SPECTRO, Q, 3, True, 70),
    Item("硫化物", "water", "HJ 1226-2021", "mg/L", 0.05, 0.6, 0.01, 2, 1, SPECTRO, Q, 3, prepared=50),
    Item("阴离子表面活性剂", "water", "GB/T 7494-1987", "mg/L", 0.21, 0.5, 0.05, 2, 5, SPECTRO, Q, 4, True, 30),
    Item("氟化物", "water", "HJ 84-2016", "mg/L", 1.1, 0.35, 0.006, 3, 10, "ic", A, 16, together="anions"),
    Item("硫酸盐", "water", "HJ 84-2016", "mg/L", 160, 0.35, 0.018, 1, 600, "ic", A, 16, together="anions"),
    Item("氯化物", "water", "HJ 84-2016", "mg/L", 130, 0.35, 0.007, 1, 500, "ic", A, 16, together="anions"),
    Item("石油类", "water", "HJ 637-2018", "mg/L", 0.5, 0.5, 0.06, 2, 5, "infrared_oil_meter", Q, 4, prepared=60,
         together="oils", bottle="oil"),
    Item("动植物油", "water", "HJ 637-2018", "mg/L", 0.6, 0.5, 0.06, 2, 10, "infrared_oil_meter", Q, 4, prepared=60,
         together="oils", bottle="oil"),
    Item("总铜", "water", "HJ 700-2014", "mg/L", 0.02, 0.6, 0.00008, 5, 0.5, "icp_ms", A, 4, prepared=150,
         together="metals"),
    Item("总锌", "water", "HJ 700-2014", "mg/L", 0.06, 0.6, 0.00067, 5, 2, "icp_ms", A, 4, prepared=150,
         together="metals"),
    Item("总铅", "water", "HJ 700-2014", "mg/L", 0.0006, 0.7, 0.00009, 5, 1, "icp_ms", A, 4, prepared=150,
         together="metals"),
    Item("总镉", "water", "HJ 700-2014", "mg/L", 0.00012, 0.7, 0.00005, 5, 0.1, "icp_ms", A, 4, prepared=150,
         together="metals"),
    Item("总镍", "water", "HJ 700-2014", "mg/L", 0.01, 0.6, 0.00006, 5, 1, "icp_ms", A, 4, prepared=150,
         together="metals"),
    Item("总汞", "water", "HJ 694-2014", "μg/L", 0.07, 0.5, 0.04, 2, 50, "afs", A, 3, prepared=90),
    Item("总砷", "water", "HJ 694-2014", "μg/L", 1.4, 0.5, 0.3, 1, 500, "afs", A, 3, prepared=90),
    Item("粪大肠菌群", "water", "HJ 347.2-2018", "MPN/L", 900, 0.9, 20, 0, 10000, "incubator", B, 2880, True, 5,
         bottle="sterile"),
    Item("总硬度", "water", "GB/T 7477-1987", "mg/L", 310, 0.25, 5, 0, 450, "titrator", Q, 6),
    Item("高锰酸盐指数", "water", "GB/T 11892-1989", "mg/L", 1.6, 0.3, 0.5, 1, 3, "titrator", Q, 6, prepared=45),
    Item("硝酸盐氮", "water", "HJ 84-2016", "mg/L", 4, 0.4, 0.016, 3, 20, "ic", A, 16, together="anions"),
)
_GAS = (
    Item("颗粒物", "exhaust", "HJ 836-2017", "mg/m3", 6.5, 0.35, 1.0, 1, 30, "balance", F, 3, bottle="filter"),
    Item("二氧化硫", "exhaust", "HJ 57-2017", "mg/m3", 24, 0.4, 3, 0, 100, "gas_analyser", S, 20, bottle="gas"),
    Item("氮氧化物", "exhaust", "HJ 693-2014", "mg/m3", 62, 0.25, 3, 0, 200, "gas_analyser", S, 20, bottle="gas"),
    Item("非甲烷总烃", "exhaust", "HJ 38-2017", "mg/m3", 7.5, 0.4, 0.07, 2, 60, "gc", A, 6, bottle="bag"),
    Item("氯化氢", "exhaust", "HJ 549-2016", "mg/m3", 2.6, 0.5, 0.2, 2, 30, "ic", A, 16, bottle="absorber"),
    Item("总悬浮颗粒物", "fugitive", "HJ 1263-2022", "mg/m3", 0.28, 0.25, 0.168, 3, 1.0, "balance", F, 3,
         bottle="filter"),
    Item("非甲烷总烃", "fugitive", "HJ 604-2017", "mg/m3", 0.72, 0.25, 0.07, 2, 4.0, "gc", A, 6, bottle="bag"),
    Item("氨", "fugitive", "HJ 533-2009", "mg/m3", 0.09, 0.4, 0.01, 2, 1.5, SPECTRO, Q, 3, prepared=40,
         bottle="absorber"),
    Item("等效连续A声级", "noise", "GB 12348-2008", "dB(A)", 54, 0.035, 30, 1, 65, "sound_meter", S, 10, bottle="none"),
)
# fmt: on
ITEMS = (*_WATER, *_GAS)

_BASE = ("pH值", "化学需氧量", "氨氮", "悬浮物")
INDUSTRIES: dict[str, tuple[str, ...]] = {
    "sewage": (
        *_BASE,
        "五日生化需氧量",
        "总氮",
        "总磷",
        "阴离子表面活性剂",
        "石油类",
        "动植物油",
        "粪大肠菌群",
        "六价铬",
        "总铬",
        "总汞",
        "总砷",
        "总铅",
        "总镉",
    ),
    "chemical": (*_BASE, "五日生化需氧量", "总氮", "总磷", "石油类", "挥发酚", "氰化物", "硫化物", "氟化物", "硫酸盐"),
    "food": (*_BASE, "五日生化需氧量", "总氮", "总磷", "动植物油", "石油类", "阴离子表面活性剂", "氯化物"),
    "plating": (*_BASE, "总磷", "总氮", "六价铬", "总铬", "总铜", "总锌", "总镍", "氰化物", "石油类", "动植物油"),
    "paper": (*_BASE, "五日生化需氧量", "总氮", "总磷", "硫化物", "挥发酚", "氯化物"),
    "coking": (*_BASE, "总氮", "挥发酚", "氰化物", "硫化物", "石油类", "动植物油", "氟化物"),
}
"""What the permit of each kind of plant asks of its waste water."""

WELL = ("pH值", "高锰酸盐指数", "氨氮", "总硬度", "氟化物", "硫酸盐", "氯化物", "硝酸盐氮", "总铜", "总锌", "总铅",
        "总镉",
        "总汞", "总砷", "六价铬", "挥发酚", "氰化物")  # fmt: skip
"""What is looked for in ground water about a plant."""

STACKS: tuple[tuple[str, ...], ...] = (
    ("颗粒物", "二氧化硫", "氮氧化物"),
    ("颗粒物", "非甲烷总烃"),
    ("颗粒物", "二氧化硫", "氮氧化物", "氯化氢"),
    ("颗粒物",),
)
BOUNDARY: tuple[tuple[str, ...], ...] = (("总悬浮颗粒物", "非甲烷总烃"), ("总悬浮颗粒物", "非甲烷总烃", "氨"))

SCARCE = ("氰化物", "总镍", "氯化氢", "硫化物", "挥发酚")
"""What a small laboratory may not be accredited for."""


def index_of(category: str, parameter: str) -> int:
    """Position of an item in ``ITEMS``.

    Raises:
        LookupError: There is none.
    """
    for number, item in enumerate(ITEMS):
        if item.category == category and item.parameter == parameter:
            return number
    raise LookupError(f"no item {parameter} of {category}")


def indices(category: str, parameters: tuple[str, ...]) -> tuple[int, ...]:
    """Positions of several items, in the order of ``ITEMS``."""
    return tuple(sorted(index_of(category, parameter) for parameter in parameters))
