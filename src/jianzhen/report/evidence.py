"""Evidence packages: one lead with everything that proves it, in a file that verifies offline."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import Any

from jianzhen import __version__, law
from jianzhen.contract import TABLES
from jianzhen.law.record import basis_record
from jianzhen.report.lead_page import lead_pictures, render_lead
from jianzhen.report.results import LeadRecord, Results, Row
from jianzhen.screen.findings import Finding, said
from jianzhen.seal.pack import seal

LEAD = "lead.json"
RUN = "run.json"
LAW = "law.json"
READ_ME = "README.txt"
_FORMULA = frozenset("=+-@＝＋－＠")


def pack(results: Results, lead_id: str) -> bytes:
    """Pack one lead: rows, pictures, rule sources and SQL, law, run record, digests.

    Raises:
        jianzhen.report.results.UnknownLeadError: The run has no such lead.
    """
    lead = results.lead(lead_id)
    rows = results.rows([row for finding in lead.findings for row in finding.evidence])
    contents = {
        READ_ME: _read_me(lead).encode(),
        LEAD: _json(_lead(lead)),
        RUN: _json(results.run),
        LAW: _json(_law(results, lead)),
        "report.html": render_lead(results, lead.lead_id).encode(),
        **{f"pictures/{name}.svg": picture for name, picture in lead_pictures(results, lead).items()},
    }
    for table, members in rows.items():
        contents[f"rows/{table}.json"] = _json([plain_row(table, row) for row in members])
        contents[f"rows/{table}.csv"] = _csv(table, members)
    for rule_id in sorted({finding.rule for finding in lead.findings}):
        contents[f"rules/{rule_id}.py"] = results.source(rule_id)
        for name, text in results.sql.get(rule_id, {}).items():
            contents[f"rules/{rule_id}.{name}.sql"] = text.encode()
    return seal(contents, {"lead_id": lead.lead_id, "run_id": results.run["run_id"], "program": __version__})


def plain_row(table: str, row: Row) -> dict[str, Any]:
    """A row of facts as plain data: contract columns that have a value, and where it came from."""
    names = [column.name for column in TABLES[table].columns]
    kept = {name: row[name] for name in (*names, "row_id", "source_file", "source_row") if row.get(name) is not None}
    return {name: _plain(value) for name, value in kept.items()}


def _lead(lead: LeadRecord) -> dict[str, Any]:
    return {
        "lead_id": lead.lead_id,
        "subject_kind": lead.subject_kind,
        "subject": lead.subject,
        "from_at": _plain(lead.from_at),
        "to_at": _plain(lead.to_at),
        "grade": lead.grade,
        "families": list(lead.families),
        "title_zh": lead.title_zh,
        "title_en": lead.title_en,
        "findings": [_finding(finding) for finding in lead.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {"finding_id": finding.finding_id, "family": finding.family, "act": finding.act, "said": said(finding)}


def _law(results: Results, lead: LeadRecord) -> list[dict[str, Any]]:
    """The basis of every act of the lead on its day; the run's day where the act's is unknown."""
    days = sorted({(item.act, item.from_at.date() if item.from_at else None) for item in lead.findings}, key=str)
    run_day = dt.date.fromisoformat(results.run["on"])
    return [{"day_known": on is not None, **basis_record(law.basis(act, on or run_day))} for act, on in days]


def _csv(table: str, rows: list[Row]) -> bytes:
    """Rows for Excel and WPS: Chinese titles, UTF-8 with a mark; formulas are defused."""
    columns = TABLES[table].columns
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(["row_id", "来源文件 source_file", "行 source_row", *(f"{c.zh} {c.name}" for c in columns)])
    for row in rows:
        cells = [row["row_id"], row.get("source_file"), row.get("source_row"), *(row.get(c.name) for c in columns)]
        writer.writerow([_defused(_plain(cell)) for cell in cells])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _defused(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula, also after blanks or in full width, marked as text."""
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.lstrip()[:1] in _FORMULA or value[:1] in {"\t", "\r"} else value


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.datetime | dt.date) else value


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n").encode()


def _read_me(lead: LeadRecord) -> str:
    return f"""鉴真证据包 Jianzhen evidence package

线索 lead {lead.lead_id}
{lead.title_zh}
{lead.title_en}

report.html       供阅读 for reading: the lead as an officer sees it
lead.json         线索与全部发现 the lead and all its findings
rows/             每一行证据原文 every evidence row, as the source gave it
rules/            规则源码与查询语句 source and SQL of the rules
law.json          行为当日的依据 the law on the day of the act
run.json          运行记录 the run: inputs with digests, rules, thresholds, program
manifest.json     每个文件的 SHA-256 摘要 SHA-256 of every file

离线核验 to verify offline: jianzhen evidence verify THIS-FILE
任何一个字节被改动都会被发现并指明。Any changed byte is found and named.
封签证明文件完整，不证明由谁制作；请把封签摘要记入案卷。
The seal shows that the file is whole, not who made it: put the digest of the seal on record.
"""
