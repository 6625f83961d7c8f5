"""``jianzhen law``: the articles in force on the day of an act."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from jianzhen.law import UnknownActError, acts, basis
from jianzhen.law.record import basis_record

if TYPE_CHECKING:
    from jianzhen.law import Act, Basis, BasisEntry

_BEIJING = timezone(timedelta(hours=8))


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError:
        message = f"{value!r} 不是日期，应为 YYYY-MM-DD / not a date, expected YYYY-MM-DD"
        raise click.BadParameter(message, ctx, param) from None


@click.command(
    help="某一行为在某日的法律依据；不写行为则列出全部行为。\n\n"
    "The legal basis of an ACT on a day; without ACT, the list of acts."
)
@click.argument("act", required=False)
@click.option(
    "--on", "on", callback=_day, metavar="DATE", help="行为发生日，缺省为今天 / day of the act, today if left out"
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / print JSON")
def command(act: str | None, on: date | None, as_json: bool) -> None:  # noqa: FBT001 (click passes flags so)
    """Print the articles in force on the day of an act, or the list of acts."""
    if act is None:
        if on is not None:
            raise click.UsageError("--on 需要同时写明行为 / --on needs an ACT")
        _list(as_json)
        return
    day = on or datetime.now(_BEIJING).date()
    try:
        found = basis(act, day)
    except UnknownActError as error:
        raise click.UsageError(
            f"没有这一行为 / {error}；运行 jianzhen law 查看全部 / run it alone for the list"
        ) from None
    if as_json:
        click.echo(json.dumps(basis_record(found), ensure_ascii=False, indent=2))
    else:
        _show(found)


def _list(as_json: bool) -> None:  # noqa: FBT001 (the flag of the command)
    if as_json:
        rows = [{"act": act.id, "title": act.title._asdict()} for act in acts()]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    table = Table()
    for heading in ("行为\nAct", "名称\nTitle"):
        table.add_column(heading, overflow="fold")
    for act in acts():
        table.add_row(act.id, _title(act))
    _console().print(table)


def _show(found: Basis) -> None:
    console = _console()
    console.print(f"[bold]{found.act.id}[/] {_title(found.act)}")
    console.print(f"行为发生日 / day of the act: [bold]{found.on}[/]")
    if found.entries:
        table = Table(show_lines=True)
        for heading in ("作用\nRole", "条文\nArticle", "内容与罚则\nSummary and penalty", "效力期间\nIn force"):
            table.add_column(heading, overflow="fold")
        for entry in found.entries:
            table.add_row(*_cells(entry))
        console.print(table)
    for note in found.notes:
        console.print(f"[yellow]![/] {escape(note.words.zh)}\n  [dim]{escape(note.words.en)}[/]")


def _title(act: Act) -> str:
    return f"{escape(act.title.zh)}\n[dim]{escape(act.title.en)}[/]"


def _cells(entry: BasisEntry) -> tuple[str, str, str, str]:
    article, role = entry.article, entry.role.words
    return (
        f"{role.zh}\n[dim]{role.en}[/]",
        f"{escape(entry.citation.zh)}\n[dim]{escape(entry.citation.en)}[/]{_renumbering(entry)}{_mark(entry)}",
        escape(article.summary.zh)
        + (f"\n[bold]{escape(article.penalty.zh)}[/]" if article.penalty else "")
        + f"\n[dim]{escape(article.summary.en)}"
        + (f"; {escape(article.penalty.en)}" if article.penalty else "")
        + "[/]",
        _period(entry),
    )


def _renumbering(entry: BasisEntry) -> str:
    before = "".join(f"\n原 / was: {escape(one.zh)}" for one in entry.predecessors)
    return before + "".join(f"\n后 / now: {escape(one.zh)}" for one in entry.successors)


def _mark(entry: BasisEntry) -> str:
    tag = entry.article.tag
    return "" if tag.verified else f"\n[red]{tag.words.zh}[/] [dim]{tag.words.en}[/]"


def _period(entry: BasisEntry) -> str:
    one = entry.instrument
    last = str(one.in_force_to - timedelta(days=1)) if one.in_force_to else "今 / now"
    doubt = "" if one.dates_verified else "\n[red]日期未核 / unverified[/]"
    return f"{one.in_force_from}\n– {last}{doubt}"


def _console() -> Console:
    return Console(soft_wrap=False, highlight=False)
