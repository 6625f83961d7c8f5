"""The roles evidence rows play in a lead, and what to call them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from jianzhen.report.results import Results
from jianzhen.report.say import same
from jianzhen.rules.verdict import CONTEXT
from jianzhen.screen.findings import Finding
from jianzhen.words import Words

Roles = Mapping[str, tuple[str, ...]]
"""Roles by row id, those of the contradiction first."""

ROLES: Mapping[str, Words] = {  # in the order in which they are read
    "first": Words("其一", "first"),
    "second": Words("其二", "second"),
    "sample": Words("样品", "sample"),
    "sampling": Words("采样", "sampling"),
    "analysis": Words("分析", "analysis"),
    "run": Words("仪器运行", "run"),
    "record": Words("原始记录", "raw record"),
    "line": Words("报告结果行", "line of the report"),
    "report": Words("报告", "report"),
    "certificate": Words("证书", "certificate"),
    "capability": Words("能力附表", "scope"),
    "status": Words("证书状态", "status"),
    "plant": Words("生产", "plant"),
    "operation": Words("生产与用电", "operation"),
    "operations": Words("生产与用电", "operations"),
    "event": Words("采样记录", "event"),
    "photo": Words("照片", "photograph"),
    "reading": Words("现场读数", "field reading"),
    "penalty": Words("处罚", "penalty"),
    "first_penalty": Words("第一次处罚", "first penalty"),
    "second_penalty": Words("第二次处罚", "second penalty"),
    "case": Words("案件", "case"),
    "copy": Words("雷同", "copy"),
    "original": Words("原件", "original"),
    "reference": Words("参考值", "reference"),
    "frozen": Words("恒值", "constant"),
    "moving": Words("同期对照", "moving meanwhile"),
    "converted": Words("折算值", "converted"),
    "oxygen": Words("氧含量", "oxygen"),
    "humidity": Words("湿度", "humidity"),
    "draw": Words("取样", "drawing"),
    "earlier": Words("此前的处罚", "earlier penalty"),
    "new": Words("新的行为", "new act"),
    "memory": Words("仪器存储", "memory of the instrument"),
    "sign_in": Words("签到", "sign-in"),
    "stop": Words("停产记录", "record of the stop"),
    "video": Words("视频", "video"),
    "contract": Words("合同", "contract"),
    "crew": Words("采样人员", "crew"),
    "register": Words("登记台账", "register"),
    "calibration": Words("检定校准", "calibration"),
    "next_calibration": Words("下一次检定校准", "next calibration"),
    "authority": Words("授权", "authorisation"),
    "employment": Words("从业登记", "employment"),
    CONTEXT: Words("前后背景", "context"),
}


def role_title(role: str) -> Words:
    """A role in words; a role nobody has named here keeps its own word."""
    return ROLES.get(role) or same(role.replace("_", " "))


def roles_by_table(found: Iterable[Finding]) -> dict[str, Roles]:
    """The roles every evidence row plays in a lead's findings, by table and row id."""
    roles: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for finding in found:
        for row in finding.evidence:
            roles[row.table][row.row_id][row.role] = None
    return {
        table: {row_id: tuple(sorted(played, key=lambda role: role == CONTEXT)) for row_id, played in rows.items()}
        for table, rows in roles.items()
    }


def all_context(roles: Roles) -> bool:
    """Whether no row of a table is part of the contradiction."""
    return all(played[0] == CONTEXT for played in roles.values())


def in_reading_order(results: Results, table: str, roles: Roles) -> list[str]:
    """Row ids: the contradiction by role, then the context, each in the order of the source."""
    places = results.store.places(table)
    ranks = {role: rank for rank, role in enumerate(dict.fromkeys((*ROLES, *sorted(p[0] for p in roles.values()))))}
    known = (row_id for row_id in roles if row_id in places)
    return sorted(known, key=lambda row: (roles[row][0] == CONTEXT, ranks[roles[row][0]], places[row]))
