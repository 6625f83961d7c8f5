"""One conversion from beginning to end: gather, convert, write, and only then take the name."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jianzhen.intake.faults import Severity
from jianzhen.intake.formats import writing
from jianzhen.intake.formats.sink import Sink
from jianzhen.intake.formats.sources import Gathering

if TYPE_CHECKING:
    from jianzhen.intake.faults import Fault
    from jianzhen.intake.formats.model import Format, Source

OnSource = Callable[["Source", int], None]
"""Called before each source with the number of all sources."""


class OutputError(Exception):
    """The output folder cannot be used."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a conversion wrote."""

    record: dict[str, object]
    """The content of ``intake.json``."""
    faults: tuple[Fault, ...]

    @property
    def clean(self) -> bool:
        """Tell whether everything was read; warnings do not count."""
        return all(fault.severity is not Severity.FAULT for fault in self.faults)


def _silent(source: Source, count: int) -> None:
    del source, count


def convert(
    adapter: Format, src: Path, out: Path, *, lab_id: str = "", replace: bool = False, on_source: OnSource = _silent
) -> Outcome:
    """Convert ``src`` into the data folder ``out``, which appears whole or not at all.

    Raises:
        OutputError: ``out`` holds something already, or its parent cannot be written to.
        OSError: The source or the disk fails.
    """
    _check(out, replace=replace)
    with tempfile.TemporaryDirectory(prefix="jianzhen-intake-") as work:
        gathering = Gathering(src, Path(work))
        count = len(gathering.sources)
        sink = Sink(lab_id, lambda source: on_source(source, count))
        sink.faults.extend(gathering.faults)
        adapter.convert(gathering.sources, sink)
        record = _write(out, adapter, sink, replace=replace)
    return Outcome(record, tuple(sink.faults))


def _check(out: Path, *, replace: bool) -> None:
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out} 不是文件夹 is not a folder")
    if out.exists() and any(out.iterdir()):
        if not replace:
            raise OutputError(
                f"{out} 已有内容；换一个文件夹或加 --replace / is not empty; name another folder or add --replace"
            )
        if not (out / "intake.json").is_file():
            raise OutputError(
                f"{out} 不是以前导入的结果，不予替换 / is not the result of an earlier intake and is not replaced"
            )
    if not out.parent.is_dir():
        raise OutputError(f"{out.parent} 不存在，请先建立 / does not exist; make it first")


def _write(out: Path, adapter: Format, sink: Sink, *, replace: bool) -> dict[str, object]:
    unfinished = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}-"))
    try:
        record = writing.write(unfinished, adapter, sink)
        unfinished.chmod(0o755)
        _take_name(unfinished, out, replace=replace)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return record


def _take_name(unfinished: Path, out: Path, *, replace: bool) -> None:
    if replace and out.exists():
        # The old folder steps aside first: a failure leaves one of the two under a name of its own.
        aside = unfinished.with_name(unfinished.name + "-old")
        out.replace(aside)
        unfinished.replace(out)
        shutil.rmtree(aside)
        return
    if out.exists():
        out.rmdir()
    unfinished.replace(out)
