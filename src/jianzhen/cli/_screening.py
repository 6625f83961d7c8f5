"""What ``screen`` and ``rerun`` share: progress, errors with a remedy, and the summary."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import Any

import click
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from jianzhen.lake.errors import LakeError
from jianzhen.report.screening import Outcome, Request, screen_to_folder
from jianzhen.screen.coverage import Status
from jianzhen.screen.engines import EngineUnavailableError
from jianzhen.screen.leads import GRADE_TITLES, Grade
from jianzhen.screen.load import DataRefusedError
from jianzhen.screen.settings import SettingsError
from jianzhen.screen.store import OutputRefusedError

USAGE = 2
REFUSED = 1
BROKEN = 3
TOP = 10


class Bar:
    """Shows on a terminal how far the work is."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._reading = progress.add_task("读取 reading", total=None)
        self._judging = progress.add_task("判断 judging", total=None, visible=False)
        self._rows = 0

    def reading(self, file: str, rows: int) -> None:
        """Count rows read."""
        self._rows += rows
        self._progress.update(self._reading, description=f"读取 reading {file} ({self._rows:,})")

    def judging(self, done: int, total: int, rule: str) -> None:
        """Show the rule that runs."""
        self._progress.update(self._reading, total=1, completed=1)
        self._progress.update(
            self._judging, visible=True, total=total, completed=done, description=f"判断 judging {rule}"
        )


def run_or_exit(request: Request) -> Outcome:
    """Screen, or say what is wrong and what to do, and leave with an exit code."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        try:
            return screen_to_folder(request, Bar(progress))
        except KeyError as error:
            message, code = str(error.args[0]), USAGE
        except FileNotFoundError:
            message, code = f"{request.data}: 没有这个文件或文件夹 no such file or folder", USAGE
        except SettingsError as error:
            message, code = "设置有误 settings have faults:\n" + "\n".join(error.faults), USAGE
        except (OutputRefusedError, EngineUnavailableError) as error:
            message, code = str(error), USAGE
        except LakeError as error:
            message, code = str(error), USAGE
        except DataRefusedError as error:
            message, code = refused(error), REFUSED
        except OSError as error:
            message, code = f"无法读写 cannot read or write: {error}", USAGE
    click.echo(message, err=True)
    sys.exit(code)


def refused(error: DataRefusedError) -> str:
    """Every structural fault, and where to look on."""
    lines = [f"数据无法筛查：{len(error.faults)} 处结构问题 cannot screen: {len(error.faults)} structural faults"]
    for fault in error.faults:
        place = " ".join(part for part in (fault.file, fault.sheet, fault.column) if part)
        lines.append(
            f"  {place}: {fault.found} — {fault.expected.zh} {fault.expected.en}; {fault.remedy.zh} {fault.remedy.en}"
        )
    lines.append("逐格检查用 for every cell use: jianzhen check DATA")
    return "\n".join(lines)


def summary(outcome: Outcome) -> dict[str, Any]:
    """The run in numbers."""
    screening = outcome.screening
    return {
        "run_id": outcome.run["run_id"],
        "out": str(outcome.out),
        "report": str(outcome.out / "report.html"),
        "engine": outcome.run["engine"],
        "on": outcome.run["on"],
        "tables": outcome.run["data"]["tables"],
        "faults": outcome.run["data"]["faults"],
        "rules": len(outcome.run["rules"]),
        "findings": len(screening.findings),
        "findings_by_rule": dict(sorted(Counter(item.rule for item in screening.findings).items())),
        "leads": {grade.value: sum(lead.grade == grade for lead in screening.leads) for grade in Grade},
        "failed": sorted(screening.failed),
        "cannot_tell": sorted({row.rule for row in screening.coverage if row.status == Status.CANNOT_TELL}),
    }


def echo_outcome(outcome: Outcome, *, as_json: bool) -> None:
    """Print the summary for a program or for a person; leave with 3 when a rule broke."""
    said = summary(outcome)
    if as_json:
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        _print(outcome, said)
    if outcome.screening.failed:
        for rule, trace in outcome.screening.failed.items():
            reason = trace.strip().splitlines()[-1]
            click.echo(f"规则出错，未能判断 rule broke and judged nothing: {rule}: {reason}", err=True)
        click.echo("这是程序的错误，请附上 errors.log 报告 a fault of the program: report it with errors.log", err=True)
        sys.exit(BROKEN)


def _print(outcome: Outcome, said: dict[str, Any]) -> None:
    console = Console(highlight=False)
    leads = outcome.screening.leads
    console.print(f"线索 leads: {len(leads)}" + (f"，前 {TOP} 条 the first {TOP}" if len(leads) > TOP else ""))
    for lead in leads[:TOP]:
        console.print(Padding(Text.assemble((f"{GRADE_TITLES[lead.grade].zh}  ", "bold"), lead.title.zh), (0, 0, 0, 2)))
        console.print(Padding(Text(f"{lead.subject}  {lead.lead_id}", "dim"), (0, 0, 0, 6)))
    rows = sum(said["tables"].values())
    counts = "，".join(f"{GRADE_TITLES[grade].zh} {number}" for grade, number in said["leads"].items())
    console.print(f"{rows:,} 行数据，{said['rules']} 条规则，{said['findings']} 项发现；线索：{counts}")
    console.print(f"不可判的规则（全部或部分） cannot tell, wholly or in part: {len(said['cannot_tell'])}")
    if any(said["faults"].values()):
        faults = said["faults"]
        console.print(
            f"数据问题 faults in the data: {faults['faults']}（警告 warnings {faults['warnings']}，"
            f"搁置行 rows set aside {faults['rows_set_aside']}）；jianzhen check 逐格列出 lists every cell"
        )
    console.print(f"报告 report: {outcome.out / 'report.html'}", soft_wrap=True)
