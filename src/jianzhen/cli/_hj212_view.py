"""A decoded packet as a table for people, with the names of factors and codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from jianzhen.cli._terminal import foreign
from jianzhen.hj212 import Severity
from jianzhen.hj212.catalogue import codes, factor_of
from jianzhen.hj212.names import split

if TYPE_CHECKING:
    from rich.console import Console

    from jianzhen.hj212 import Diagnostic, Message

_COLOURS = {Severity.NOTE: "dim", Severity.FAULT: "red", Severity.BLIND: "yellow"}
_OTHER_UNIT = frozenset(
    {"Cou", "ValidNum", "TotalNum", "Mol", "RealOrigin", "ZeroOrigin", "CailOrigin", "RS", "RT", "ResultType", "SN",
     "EFlag", "SampleTime", "CompleteTime", "SampleType"}
)  # fmt: skip
"""Suffixes whose value has not the unit of the factor: totals, counts, raw signals, states, times."""

_RESULTS = {"QnRtn": "qn_results", "ExeRtn": "execution_results"}


def print_message(console: Console, message: Message) -> None:
    """Print the header, the data area with factor names and units, and the diagnostics."""
    console.print(f"[bold]MN {foreign(message.mn)}[/]  QN {foreign(message.qn)}  Flag {foreign(message.flag)}")
    console.print(f"  HJ 212-{message.edition}")
    console.print(f"  CN {foreign(message.cn)} {_title('commands', message.cn)}")
    console.print(f"  ST {foreign(message.st)} {_title('systems', message.st)}{_part(message)}")
    if message.cp:
        console.print(_items(message))
    for one in message.diagnostics:
        console.print(_finding(one), highlight=False)
    console.print()


def _title(name: str, code: str | None) -> str:
    found = codes(name).get(code or "")
    if found is None:
        return ""
    doubt = " [yellow]未核原文 / unverified[/]" if "not verified" in found.note else ""
    return f"{found.words.zh} / {found.words.en}{doubt}"


def _part(message: Message) -> str:
    part = (
        f"  第 {foreign(message.pno)} 包，共 {foreign(message.pnum)} 包"
        f" / part {foreign(message.pno)} of {foreign(message.pnum)}"
    )
    return (part if message.pnum is not None else "") + ("  补传 / back-filled" if message.backfilled else "")


def _items(message: Message) -> Table:
    table = Table()
    for heading in ("数据项\nItem", "名称\nName", "值\nText", "单位\nUnit"):
        table.add_column(heading, overflow="fold")
    for group in message.cp:
        for name, text in group:
            table.add_row(foreign(name), *_explained(name, text))
    return table


def _explained(name: str, text: str) -> tuple[str, str, str]:
    code, suffix = split(name)
    value = foreign(text)
    if suffix.lower() == "flag":
        return _factor_name(code), f"{value} {_title('flags', text.upper())}".strip(), ""
    if not code:
        result = _RESULTS.get(name)
        named = _factor_name(text) if name == "PolId" else ""
        return named, f"{value} {_title(result, text)}".strip() if result else value, ""
    factor = factor_of(code)
    return _factor_name(code), value, factor.unit if factor and suffix not in _OTHER_UNIT else ""


def _factor_name(code: str) -> str:
    factor = factor_of(code)
    if factor is None:
        return ""
    doubt = "" if factor.verified else "\n[yellow]未核原文 / unverified[/]"
    return f"{factor.words.zh}\n[dim]{factor.words.en}[/]{doubt}"


def _finding(one: Diagnostic) -> str:
    text = foreign(f"{one.words.zh} / {one.words.en}")
    return f"  [{_COLOURS[one.severity]}]{one.severity} {one.code} @{one.at}: {text}[/]"
