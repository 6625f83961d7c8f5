"""Sheet that says what the workbook holds and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jianzhen.report.results import Results
from jianzhen.report.view.provenance import program
from jianzhen.report.xlsx.sheet import Column, Sheets
from jianzhen.words import Words

COLUMNS = (Column("项目 Item", 26), Column("说明 Meaning", 110, wrap=True))
FIXED = {
    "线索 Leads": Words(
        "一行一条线索，按级别、证据消失的快慢、日期排序。核查人、结论、备注由核查的人填写。",
        "One lead per row, ranked by grade, by how soon the evidence is gone, by date. The last columns are yours.",
    ),
    "发现 Findings": Words(
        "每条线索由哪些规则的哪些发现组成，测得多少、阈值多少。",
        "Which findings make up a lead: measured, and against what.",
    ),
    "证据 Evidence": Words(
        "每条线索的全部证据行：文件、工作表、行号与内容。", "Every row that proves a lead, and where it stands."
    ),
    "不可判 Cannot tell": Words(
        "缺数据而没有判断的；不可判不等于没有问题。", "What nobody can tell for lack of data; it never means “clean”."
    ),
    "性质 Nature": Words(
        "线索说明数据之间的矛盾，不是违法认定；由人核实后决定。",
        "A lead tells of a contradiction in data, not of guilt; a person verifies and decides.",
    ),
}


def write_about(book: Any, results: Results) -> None:
    """Write the explanations and the run."""
    sheets = Sheets(book, "说明 About", COLUMNS)
    for item, words in FIXED.items():
        sheets.add((item, f"{words.zh}\n{words.en}"))
    for row in _run(results):
        sheets.add(row)
    sheets.finish()


def _run(results: Results) -> Iterator[tuple[str, str]]:
    run = results.run
    yield "运行 Run", run["run_id"]
    yield "基准日 As of", run["on"]
    yield "程序 Program", program(run)
    yield "发现摘要 Digest of findings", run["results"]["findings_sha256"]
    yield "规则 Rules", ", ".join(f"{rule['id']} v{rule['version']}" for rule in run["rules"])
    for name, rows in run["data"]["tables"].items():
        yield f"表 Table {name}", f"{rows} 行 rows"
    yield "重现 Repeat", "jianzhen rerun run.json"
