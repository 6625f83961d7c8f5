"""The folder a run leaves behind: complete or not there at all."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jianzhen.rules import catalogue
from jianzhen.screen.coverage import coverage_table
from jianzhen.screen.dataset import Dataset
from jianzhen.screen.findings import evidence_table, findings_table
from jianzhen.screen.leads import leads_table
from jianzhen.screen.record import rule_source
from jianzhen.screen.run import Screening
from jianzhen.screen.suppression import suppressed_table

RUN = "run.json"
SQL = "sql.json"
SOURCES = "rules"
"""Folder with the source of every rule that found something."""
ROWS = "rows"
"""Folder with every row that any finding refers to, one Parquet file per table."""


class OutputRefusedError(ValueError):
    """The output folder holds something that no run has written."""


@contextmanager
def output_folder(out: Path) -> Iterator[Path]:
    """Give a folder to fill beside ``out``; it takes the name ``out`` only when all went well.

    An earlier run's folder is replaced as a whole; anything else of that name is left alone.

    Raises:
        OutputRefusedError: ``out`` exists and is neither empty nor a run's folder.
    """
    refuse_foreign(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    unfinished.chmod(0o755)
    try:
        yield unfinished
        old = unfinished.with_name(f"{unfinished.name}-old")
        if out.exists():
            out.rename(old)
        unfinished.rename(out)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def refuse_foreign(out: Path) -> None:
    """Make sure that writing ``out`` destroys nothing but an earlier run.

    Raises:
        OutputRefusedError: ``out`` exists and is neither empty nor a run's folder.
    """
    if not out.exists():
        return
    if not out.is_dir() or (any(out.iterdir()) and not (out / RUN).is_file()):
        raise OutputRefusedError(
            f"{out}: exists and is not the result of a run; choose another name 已存在且不是筛查结果，请换一个名字"
        )


def write(folder: Path, screening: Screening, dataset: Dataset, run: dict[str, Any]) -> None:
    """Write a run's tables, rows and record into a folder."""
    tables = {
        "findings": findings_table(screening.findings),
        "evidence": evidence_table(screening.findings),
        "coverage": coverage_table(screening.coverage),
        "leads": leads_table(screening.leads),
        "suppressed": suppressed_table(screening.suppressed),
    }
    for name, table in tables.items():
        _write_parquet(table, folder / f"{name}.parquet")
    for name, rows in referenced(screening, dataset).items():
        _write_parquet(rows, folder / ROWS / f"{name}.parquet")
    _write_sources(folder / SOURCES, {finding.rule for finding in screening.findings})
    if screening.failed:
        text = "\n".join(f"{rule}\n{trace}" for rule, trace in sorted(screening.failed.items()))
        (folder / "errors.log").write_text(text, encoding="utf-8")
    _write_json(folder / SQL, screening.sql)
    _write_json(folder / RUN, run)


def referenced(screening: Screening, dataset: Dataset) -> dict[str, pa.Table]:
    """Every row that a finding refers to, and the registry rows that say who the subjects are."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for row in screening.evidence_rows():
        wanted[row.table].add(row.row_id)
    for table, row_ids in _registry(screening, dataset).items():
        wanted[table] |= row_ids
    return {table: dataset.rows(table, "row_id", row_ids) for table, row_ids in sorted(wanted.items())}


def _registry(screening: Screening, dataset: Dataset) -> dict[str, set[str]]:
    """Ids of the rows that name the subjects: a device leads through its outlet to its owner."""
    subjects: dict[str, set[str]] = defaultdict(set)
    for finding in screening.findings:
        subjects[finding.subject_kind].add(finding.subject)
    devices = dataset.rows("devices", "device_id", subjects["device"])
    outlets = dataset.rows("outlets", "outlet_id", _values(devices, "outlet_id"))
    parties = subjects["organization"] | _values(outlets, "org_id") | _values(devices, "om_org_id")
    named = {"devices": devices, "outlets": outlets, "organizations": dataset.rows("organizations", "org_id", parties)}
    return {table: _values(rows, "row_id") for table, rows in named.items() if rows.num_rows}


def _values(rows: pa.Table, column: str) -> set[str]:
    return {value for value in rows[column].to_pylist() if value}


def _write_sources(folder: Path, rule_ids: set[str]) -> None:
    """Keep the sources of the rules as they were: a later version of the program has others."""
    folder.mkdir()
    for rule_id in sorted(rule_ids):
        shutil.copyfile(rule_source(catalogue.find(rule_id)), folder / f"{rule_id}.py")


def _write_parquet(table: pa.Table, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    pq.write_table(table, path, compression="zstd")


def _write_json(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8")
