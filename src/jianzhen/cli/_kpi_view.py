"""How transmission figures look on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from jianzhen.kpi.columns import percent
from jianzhen.kpi.conventions import FORMULAS, TARGET_EFFECTIVE
from jianzhen.kpi.figures import BY_TITLES, Figure
from jianzhen.kpi.losses import STATE_TITLES, reason_title
from jianzhen.kpi.standing import STATUS_TITLES
from jianzhen.rules.sentences import visible

if TYPE_CHECKING:
    from jianzhen.kpi.transmission import Transmission

TOP = 20


def print_figures(found: Transmission, by: str) -> None:
    """Print rates with numerator and denominator, the lowest groups, what was lost, and devices to look at."""
    console = Console(highlight=False, soft_wrap=True, emoji=False)
    period = found.period
    console.print(f"[bold]{period.text}[/]  {period.from_at:%Y-%m-%d} – {period.to_at:%Y-%m-%d}（不含 exclusive）")
    total = found.total()
    for formula in FORMULAS[:4]:
        here = _rate(total, formula.name)
        console.print(f"  {formula.title.zh} {formula.title.en}: [bold]{here}[/]  {_fraction(total, formula.name)}")
    if empty := found.days_without_data():
        console.print(f"[yellow]△ {len(empty)} 天没有任何设备的数据，可能没有交来[/]  {empty[0]} – {empty[-1]}")
        console.print("  days without data of any device, which may not have been handed in")
    _print_groups(console, found, by)
    for one in found.reasons():
        state, why = STATE_TITLES[one.state], reason_title(one.reason)
        console.print(f"  {state.zh} {state.en}: {one.values:,}  {why.zh} / {why.en}")
    if unfiled := found.missing_unfiled():
        console.print(f"  其中 {unfiled:,} 个缺失属于未备案、只因传过而应传的因子")
        console.print("  of them missing of factors that nobody filed and that are due because they came")
    for device in [one for one in found.standings() if one.status in {"not_networked", "unknown", "unregistered"}][
        :TOP
    ]:
        status = STATUS_TITLES[device.status]
        console.print(f"  [yellow]{escape(visible(device.device_id))}[/] {status.zh} / {status.en}")


def _print_groups(console: Console, found: Transmission, by: str) -> None:
    groups = sorted(
        found.figures(by), key=lambda one: (2 if one.effective_rate is None else one.effective_rate, one.key)
    )
    title = BY_TITLES[by]
    table = Table(box=None, pad_edge=False)
    table.add_column(f"{title.zh}\n{title.en}", no_wrap=True, min_width=24)
    for heading in ("有效传输率\neffective", "传输率\ntransmission", "有效率\nvalidity", "联网\nnetworked"):
        table.add_column(heading, justify="right", no_wrap=True)
    for one in groups[:TOP]:
        style = "" if one.effective_rate is None or one.effective_rate >= TARGET_EFFECTIVE else "yellow"
        rates = (_rate(one, name) for name in ("effective_rate", "transmission_rate", "validity_rate"))
        networked = f"{one.networked_devices}/{one.required_devices}"
        table.add_row(escape(visible(one.key) or "（不明 unknown）"), *rates, networked, style=style)
    console.print(table)
    if len(groups) > TOP:
        console.print(f"  …… 共 {len(groups)} 个 in all; --out 写出全部 writes all")


def _rate(one: Figure, name: str) -> str:
    rate = percent(getattr(one, name))
    most = percent(getattr(one, f"{name}_at_most", None))
    if rate is None:
        return "—"
    return f"{rate:.2f} %" if most is None or most == rate else f"{rate:.2f}–{most:.2f} %"


def _fraction(one: Figure, name: str) -> str:
    parts = {
        "networked_rate": (one.networked_devices, one.required_devices),
        "transmission_rate": (one.received, one.due),
        "validity_rate": (one.valid, one.due_valid),
    }
    if name not in parts:
        return "= 传输率 × 有效率 transmission × validity"
    numerator, denominator = parts[name]
    return f"= {numerator:,} / {denominator:,}"
