"""Parts and wholes: which parameters of one sample cannot exceed which other.

Every relation holds by the definition of the quantities; none was compared with the printed standard yet, so none
is ``verified``. Part and whole are added up as reported, in one unit; where a parameter may be reported on two
bases (nitrate as N or as NO3), only names that say the right one count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import ibis
from ibis.expr import types as ir

from jianzhen.contract.fold import fold
from jianzhen.rules.terms.spelling import mentions
from jianzhen.rules.verdict import Table


@dataclass(frozen=True, slots=True)
class Relation:
    """The parts together do not exceed the whole."""

    id: str
    whole: str
    parts: tuple[str, ...]
    source: str
    verified: bool = False


BOD, COD, TN, NH3, NO2, NO3, KJELDAHL = "w01017", "w01018", "w21001", "w21003", "w21006", "w21007", "w21004"
PHOSPHATE, TP = "正磷酸盐", "w21011"
_METALS = {
    "铜": "w20122", "锌": "w20123", "铅": "w20120", "镉": "w20115", "镍": "w20121", "铁": "w20125", "锰": "w20124",
    "铬": "w20116", "砷": "w20119", "汞": "w20111", "磷": TP, "氮": TN,
}  # fmt: skip
_DISSOLVED = ("溶解性", "可溶性", "溶解态")

AS_NITROGEN = (NO2, NO3)
AS_PHOSPHORUS = (PHOSPHATE,)
_NITROGEN_WORDS = ("氮", "-N", "以N计")
_PHOSPHORUS_WORDS = ("以P计", "-P", "磷酸盐磷", "以磷计")
ALKALINE_COD = ("HJ/T 132-2003",)
"""Oxidises less than dichromate: its COD is no upper bound for BOD."""


def _dissolved() -> Iterator[Relation]:
    for name, whole in _METALS.items():
        spellings = [f"{prefix}{total}{name}" for prefix in _DISSOLVED for total in ("", "总")]
        yield Relation(
            f"dissolved_{whole}", whole, tuple(sorted({fold(text) for text in spellings})),
            "定义：溶解态为过滤后测得的部分（HJ 91.1-2019，凭记忆）",
        )  # fmt: skip


RELATIONS: tuple[Relation, ...] = (
    Relation("bod_cod", COD, (BOD,), "生化可氧化部分不多于重铬酸钾可氧化部分（HJ 505-2009、HJ 828-2017，凭记忆）"),
    Relation("nitrogen", TN, (NH3, NO2, NO3), "总氮含氨氮、亚硝酸盐氮、硝酸盐氮和有机氮（HJ 636-2012，凭记忆）"),
    Relation("kjeldahl", TN, (KJELDAHL,), "总氮为凯氏氮与亚硝酸盐氮、硝酸盐氮之和（HJ 636-2012，凭记忆）"),
    Relation("ammonia", KJELDAHL, (NH3,), "凯氏氮含氨氮（GB 11891-89，凭记忆）"),
    Relation("phosphate", TP, (PHOSPHATE,), "总磷含正磷酸盐（GB 11893-89、HJ 670-2013，凭记忆）"),
    Relation("chromium", "w20116", ("w20117",), "总铬含六价铬（GB 7466-87、GB 7467-87，凭记忆）"),
    Relation("cyanide", "w21016", ("易释放氰化物",), "总氰化物含易释放氰化物（HJ 484-2009，凭记忆）"),
    Relation("chlorine", "总氯", ("游离氯",), "总氯含游离氯（HJ 586-2010，凭记忆）"),
    Relation("xylenes", "w25005", ("邻二甲苯", "间二甲苯", "对二甲苯"), "二甲苯含三种异构体（HJ 639-2012，凭记忆）"),
    Relation("pm25_pm10", "a34002", ("a34004",), "PM2.5 是 PM10 的一部分（HJ 618-2011，凭记忆）"),
    Relation("pm10_tsp", "a34001", ("a34002",), "PM10 是 TSP 的一部分（HJ 618-2011、HJ 1263-2022，凭记忆）"),
    Relation("pm25_tsp", "a34001", ("a34004",), "PM2.5 是 TSP 的一部分（HJ 618-2011、HJ 1263-2022，凭记忆）"),
    Relation("hydrocarbons", "a24087", ("a24088",), "总烃含非甲烷总烃（HJ 38-2017、HJ 604-2017，凭记忆）"),
    Relation("nitric_oxides", "a21002", ("a21003", "a21004"), "氮氧化物（以NO2计）含这两种（HJ 693-2014，凭记忆）"),
    *_dissolved(),
)  # fmt: skip


def roles(lines: Table) -> Table:
    """Lines of parameters that take part in a relation, once per relation, with ``relation`` and ``is_whole``."""
    takes_part = lines.parameter_code.isin(sorted(_roles()))
    rows = lines.filter(takes_part)
    cases = [(rows.parameter_code == code, ibis.array(list(told))) for code, told in _roles().items()]
    rows = rows.mutate(role=ibis.cases(*cases, else_=ibis.null("array<string>")).unnest())
    return rows.mutate(is_whole=rows.role.startswith("+"), relation=rows.role.substr(1)).drop("role")


def right_basis(lines: Table) -> ir.Value:
    """Whether a line is reported on the basis on which it adds up to its whole."""
    text, code = lines.parameter, lines.parameter_code
    nitrogen = ~code.isin(AS_NITROGEN) | mentions(text, _NITROGEN_WORDS)
    phosphorus = ~code.isin(AS_PHOSPHORUS) | mentions(text, _PHOSPHORUS_WORDS)
    return nitrogen & phosphorus & ~lines.method_code.isin(ALKALINE_COD).fill_null(False)


def source_of(relation: ir.Value) -> ir.Value:
    """Where a relation is taken from."""
    return ibis.cases(*((relation == one.id, ibis.literal(one.source)) for one in RELATIONS), else_=relation)


def _roles() -> dict[str, list[str]]:
    """Parameter code to its roles: ``+id`` as the whole of a relation, ``-id`` as a part of it."""
    told: dict[str, list[str]] = {}
    for relation in RELATIONS:
        told.setdefault(relation.whole, []).append(f"+{relation.id}")
        for part in relation.parts:
            told.setdefault(part, []).append(f"-{relation.id}")
    return told
