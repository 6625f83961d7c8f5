"""What the annexes of a laboratory's certificates cover on a day."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from jianzhen.contract.codes import code_list
from jianzhen.rules.terms.issue import holds_on
from jianzhen.rules.verdict import Table

CLASSES = (("ambient", "fugitive", "exhaust"), ("soil", "sediment"))
"""Categories that are one class of the annex (评审补充要求（2025 年）附录 2: 环境空气和废气；土壤和水系沉积物)."""

ALL_PARAMETERS = ("全部", "全部项目", "全部参数", "所有项目", "所有参数", "全项目", "all", "allparameters")
"""Folded texts by which an annex covers a whole class; an empty parameter does too."""

SOUND_LEVELS = ("LA", "Leq", "L5", "L10", "L50", "L90", "L95", "Ldn", "Ld", "Ln", "LMx", "LMn")
"""Levels that one measurement of noise yields; an annex names one of them."""

GROUPS = ("挥发性有机物", "苯系物", "多环芳烃", "挥发性卤代烃", "半挥发性有机物", "多氯联苯", "有机氯农药")
"""Entries of an annex that stand for many organic compounds."""

FIELD_CONDITIONS = (
    "a00000", "w00000", "a01001", "a01002", "a01006", "a01007", "a01008", "a01011", "a01012", "a01013", "a01014",
    "a01015", "a01016", "a01017", "a01901", "a01902", "a19001",
)  # fmt: skip
"""Conditions recorded on site along with a sample (flow, temperature, pressure, humidity, wind, oxygen)."""

CALCULATED = (
    "排放速率",
    "排放浓度",
    "排放量",
    "去除率",
    "处理效率",
    "非离子氨",
    "折算浓度",
    "标干流量",
    "空气质量指数",
    "aqi",
)
"""Quantities worked out from others; their components are judged instead."""

_ORGANIC = ("w23", "w24", "w25", "w28", "w29", "w3", "a23", "a24", "a25", "a29", "a3")


def class_of(category: ir.Value) -> ir.Value:
    """The class of the annex that a category belongs to."""
    known = [(category.isin(members), ibis.literal(members[0])) for members in CLASSES]
    return ibis.cases(*known, else_=category)


def measured_as(parameter: ir.Value) -> ir.Value:
    """A parameter by the name under which an annex would list it: levels of noise are one."""
    return ibis.ifelse(parameter.isin(SOUND_LEVELS), ibis.literal("Leq"), parameter)


def is_listed(parameter: ir.Value) -> ir.Value:
    """Whether the list of parameters knows the name, so that it can be found in an annex under any alias."""
    return parameter.isin(tuple(code_list("parameter").codes))


def is_organic(parameter: ir.Value) -> ir.Value:
    """Whether a parameter is an organic compound, by HJ 212 group or by CAS number."""
    grouped = parameter.startswith(_ORGANIC[0])
    for prefix in _ORGANIC[1:]:
        grouped = grouped | parameter.startswith(prefix)
    return (grouped | parameter.contains("-")).fill_null(False)


def annexes(capabilities: Table, certificates: Table) -> Table:
    """One row per entry of an annex, with the laboratory that holds the certificate."""
    held = certificates.select("cert_no", org_id=certificates.org_id)
    rows = capabilities.join(held, "cert_no")
    parameter = measured_as(rows.parameter_code)
    return rows.select(
        org_id=rows.org_id,
        annex_class=class_of(rows.category),
        annex_parameter=parameter,
        everything=(parameter.isnull() | parameter.isin(ALL_PARAMETERS)).fill_null(True),
        is_group=parameter.isin(GROUPS).fill_null(False),
        valid_from_on=rows.valid_from_on,
        valid_to_on=rows.valid_to_on,
        annex_row=rows.row_id,
    )


def annex_days(days: Table, annex: Table) -> Table:
    """Per organisation and day (``org_id``, ``day``): whether an annex is on record, is valid, or names a group."""
    pairs = days.join(annex, "org_id")
    valid = holds_on(pairs.day, pairs.valid_from_on, pairs.valid_to_on)
    return pairs.group_by("org_id", "day").aggregate(
        has_annex=valid.any(),
        has_group=(valid & pairs.is_group).any(),
    )


def covered(asked: Table, annex: Table) -> Table:
    """What of ``asked`` (``org_id``, ``day``, ``sample_class``, ``parameter``) the annex covers.

    Returns:
        The asked rows that are found, with ``in_class`` (whether an entry of the same class covers them)
        and ``entry`` (row id of one of the entries). A missing class, given as empty text, is covered by any.
    """
    named_entries, whole = annex.filter(~annex.everything), annex.filter(annex.everything)
    by_name = asked.join(
        named_entries, [asked.org_id == named_entries.org_id, asked.parameter == named_entries.annex_parameter]
    )
    by_class = asked.join(whole, asked.org_id == whole.org_id)
    named, classed = (_told(pairs) for pairs in (by_name, by_class))
    both = named.union(classed.filter(classed.in_class))
    return both.group_by("org_id", "day", "sample_class", "parameter").aggregate(
        in_class=both.in_class.any(), entry=both.annex_row.min()
    )


def _told(pairs: Table) -> Table:
    valid = pairs.filter(holds_on(pairs.day, pairs.valid_from_on, pairs.valid_to_on))
    same = (valid.sample_class == "") | (valid.sample_class == valid.annex_class)
    return valid.select("org_id", "day", "sample_class", "parameter", "annex_row", in_class=same)
