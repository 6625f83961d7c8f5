"""Reference pages printed from the data: the acts with their articles, the numbers with how far each is verified."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from jianzhen.law.library import library
from jianzhen.law.standards import Quantity, standard_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jianzhen.law.model import Act
    from jianzhen.law.standards import StandardNumber

_QUANTITY_TITLES = {
    Quantity.HOLDING_TIME: "样品保存时限 Holding times",
    Quantity.MIN_DURATION: "最短耗时 Minimum durations",
    Quantity.SAMPLING_DURATION: "采样时长 Sampling durations",
    Quantity.SAMPLING_INTERVAL: "采样间隔 Sampling intervals",
    Quantity.SAMPLING_COUNT: "采样数量 Sampling counts",
    Quantity.TOLERANCE: "比对允差 Tolerances",
    Quantity.VALIDITY: "有效性 Validity",
    Quantity.PERIOD: "周期与期限 Periods",
    Quantity.QUOTA: "累计时长 Quotas",
    Quantity.METHOD: "方法指标 Methods",
    Quantity.CRITERION: "限值与条件 Criteria",
}


def pages() -> dict[str, str]:
    """Return every reference page of the law room as Markdown, by file name."""
    return {"law-acts.md": acts_page(), "law-numbers.md": numbers_page()}


def acts_page() -> str:
    """Return the table of acts, by family, with the articles each is linked to, of any period."""
    lines = ["# 行为与依据 Acts and articles", "", "由数据生成；条文的效力期间见 `jianzhen law ACT --on DATE`。"]
    lines += ["Printed from the data; `jianzhen law ACT --on DATE` gives what is in force on a day.", ""]
    for family, found in groupby(library().acts.values(), key=lambda act: act.id.partition(".")[0]):
        lines += [f"## {family}", "", "| 行为 Act | 名称 Title | 条文 Articles |", "|---|---|---|"]
        lines += [f"| `{act.id}` | {act.title.zh}<br>{act.title.en} | {'；'.join(_articles(act))} |" for act in found]
        lines.append("")
    return "\n".join(lines)


def _articles(act: Act) -> Iterator[str]:
    law = library()
    for article in dict.fromkeys(article for _, article in law.links[act.id]):
        found = law.articles[article]
        yield found.cite(law.instruments[found.instrument]).zh


def numbers_page() -> str:
    """Return the table of standard numbers, by quantity, each with its standard and verification."""
    numbers = standard_numbers().values()
    verified = sum(one.verified for one in numbers)
    lines = ["# 标准数值 Numbers of standards", ""]
    lines += [f"共 {len(numbers)} 个，其中已核原文 {verified} 个；其余上线前须对原文逐格核。"]
    lines += [f"{len(numbers)} numbers, {verified} verified; the others have to be compared with the text.", ""]
    for quantity, title in _QUANTITY_TITLES.items():
        lines += [
            f"## {title}",
            "",
            "| id | 名称 Title | 数值 Value | 标准 Standard | 核验 Verification |",
            "|---|---|---|---|---|",
        ]
        lines += _rows(one for one in numbers if one.quantity is quantity)
        lines.append("")
    return "\n".join(lines)


def _rows(numbers: Iterable[StandardNumber]) -> Iterator[str]:
    for one in numbers:
        note = f"<br>{one.note.zh}<br>{one.note.en}" if one.note else ""
        value = f"{one.value:g} {one.unit}{_band(one)}"
        title, tag = "<br>".join(one.title), "<br>".join(one.tag.words)
        yield f"| `{one.id}` | {title}{note} | {value} | {one.standard} | {tag} |"


def _band(one: StandardNumber) -> str:
    if one.band_from is None and one.band_to is None:
        return ""
    low = "" if one.band_from is None else f"{one.band_from:g} ≤ "
    high = "" if one.band_to is None else f" < {one.band_to:g}"
    return f"<br>({low}x{high} {one.band_unit})"
