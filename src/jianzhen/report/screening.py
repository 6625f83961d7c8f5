"""The whole way from files to a folder of results; shared by ``screen``, ``rerun`` and later callers."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pyarrow.parquet as pq

from jianzhen import __version__
from jianzhen.intake.faults import Severity
from jianzhen.intake.staged import Staged
from jianzhen.report.files import write_reports
from jianzhen.rules import catalogue
from jianzhen.rules.model import Rule
from jianzhen.screen import store
from jianzhen.screen.engines import open_engine
from jianzhen.screen.load import Loaded, load
from jianzhen.screen.memory import Memory
from jianzhen.screen.record import record
from jianzhen.screen.run import Screening, screen
from jianzhen.screen.settings import Settings, SettingsError
from jianzhen.screen.settings import load as load_settings
from jianzhen.seal.digest import digest_of


class Watcher(Protocol):
    """Told how far the work is."""

    def reading(self, file: str, rows: int) -> None:
        """``rows`` more rows of ``file`` were read."""

    def judging(self, done: int, total: int, rule: str) -> None:
        """``done`` of ``total`` rules are done; ``rule`` runs now."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to screen and how."""

    data: Path
    out: Path
    on: dt.date
    rule_ids: tuple[str, ...] = ()
    settings_file: Path | None = None
    settings: Settings | None = None
    """Settings already checked; go before ``settings_file``."""
    engine: str = "duckdb"
    batch: int | None = None
    """Of a lake: read it as it stood after this batch."""
    memory: Path | None = None
    """Folder in which answers are kept, so that a run that was broken off goes on where it was."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it."""

    run: Mapping[str, Any]
    screening: Screening
    staged: Staged
    out: Path


def screen_to_folder(request: Request, watcher: Watcher | None = None) -> Outcome:
    """Screen a data set and write the results; the folder appears complete or not at all.

    Raises:
        KeyError: A rule is not in the catalogue.
        FileNotFoundError: There is nothing at ``request.data``.
        jianzhen.screen.settings.SettingsError: The settings have faults.
        jianzhen.screen.load.DataRefusedError: The files are not those of the contract.
        jianzhen.lake.errors.LakeError: The lake cannot be read, or has no such batch.
        jianzhen.screen.store.OutputRefusedError: The output folder holds something else.
        jianzhen.screen.engines.EngineUnavailableError: The engine cannot start here.
    """
    rules = choose(request.rule_ids)
    settings = request.settings or _settings(request.settings_file)
    store.refuse_foreign(request.out)
    started_at = dt.datetime.now()
    with tempfile.TemporaryDirectory(prefix="jianzhen-") as work:
        loaded = load(request.data, Path(work), batch=request.batch, progress=watcher.reading if watcher else None)
        engine = open_engine(request.engine)
        try:
            screening = screen(
                loaded.dataset,
                engine,
                rules,
                on=request.on,
                settings=settings,
                progress=watcher.judging if watcher else None,
                memory=_memory(request, loaded, settings),
            )
        finally:
            engine.close()
        run = record(
            data_path=_relative(request.data, request.out),
            files=[{"name": s.name, "sha256": s.sha256, "bytes": s.size} for s in loaded.staged.sources],
            tables={name: table.rows for name, table in loaded.staged.tables.items()},
            faults=_fault_counts(loaded),
            rules=rules,
            settings=settings,
            on=request.on,
            engine=request.engine,
            found=screening.findings,
            leads=len(screening.leads),
            failed=screening.failed,
            started_at=started_at,
            finished_at=dt.datetime.now(),
            lake=_lake(loaded),
        )
        with store.output_folder(request.out) as folder:
            store.write(folder, screening, loaded.dataset, run)
            pq.write_table(loaded.staged.faults.table(), folder / "faults.parquet")
            write_reports(folder)
    return Outcome(run, screening, loaded.staged, request.out)


def _memory(request: Request, loaded: Loaded, settings: Settings) -> Memory | None:
    """A folder of its own for whatever decides the answers: files, thresholds, day and program."""
    if request.memory is None:
        return None
    files = sorted((source.name, source.sha256) for source in loaded.staged.sources)
    key = digest_of({"files": files, "settings": settings.plain(), "on": request.on.isoformat(), "by": __version__})
    return Memory(request.memory / key)


def choose(rule_ids: tuple[str, ...]) -> Mapping[str, Rule]:
    """The rules of these ids, or all of them.

    Raises:
        KeyError: One is not in the catalogue.
    """
    if not rule_ids:
        return catalogue.catalogue()
    return {rule_id: catalogue.find(rule_id) for rule_id in rule_ids}


def _settings(path: Path | None) -> Settings:
    if path is None:
        return Settings()
    if not path.is_file():
        raise SettingsError([f"{path}: no such file 没有这个文件"])
    return load_settings(path, catalogue.catalogue())


def _fault_counts(loaded: Loaded) -> dict[str, int]:
    found = fault_counts(loaded.staged)
    return {kind: loaded.lake.faults.get(kind, 0) for kind in found} if loaded.lake else found


def fault_counts(staged: Staged) -> dict[str, int]:
    """How much of the input was faulty, by kind."""
    tables = staged.tables.values()
    return {
        "faults": staged.faults.count(Severity.FAULT),
        "warnings": staged.faults.count(Severity.WARNING),
        "rows_set_aside": sum(table.set_aside for table in tables),
        "rows_repeated": sum(table.repeated for table in tables),
    }


def _lake(loaded: Loaded) -> dict[str, Any] | None:
    if loaded.lake is None:
        return None
    return {"batch": loaded.lake.batch, "sha256": loaded.lake.digest, "versions": dict(loaded.lake.versions)}


def _relative(data: Path, out: Path) -> str:
    """The way from the results to the data, so that both can be moved together."""
    return Path(os.path.relpath(data.resolve(), out.resolve())).as_posix()
