"""``jianzhen rules``: the catalogue, and one rule explained."""

from __future__ import annotations

import json
import sys

import click
from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table

from jianzhen.rules import catalogue
from jianzhen.rules.model import FAMILIES, Rule
from jianzhen.rules.page import page
from jianzhen.rules.sentences import visible

ID = "规则 rule"


@click.command()
@click.argument("rule_id", required=False, metavar="[ID]")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / print JSON")
def command(rule_id: str | None, *, as_json: bool) -> None:
    """规则目录；给出 ID 时解释一条规则。

    List the catalogue of rules, or explain the rule ID.
    """
    if rule_id is None:
        _list(list(catalogue.catalogue().values()), as_json=as_json)
        return
    try:
        rule = catalogue.find(rule_id)
    except KeyError as error:
        raise click.UsageError(_unknown(rule_id, str(error.args[0]))) from None
    if as_json:
        click.echo(json.dumps(_plain(rule), ensure_ascii=False, indent=2))
    else:
        Console().print(Markdown(page(rule)))


def _list(rules: list[Rule], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([_plain(rule) for rule in rules], ensure_ascii=False, indent=2))
        return
    if not sys.stdout.isatty():
        for rule in rules:
            click.echo(_line(rule))
        return
    print_table(Console(), rules)


def print_table(console: Console, rules: list[Rule]) -> None:
    """The catalogue as a table on a terminal."""
    table = Table(title=f"规则目录 Catalogue ({len(rules)})")
    for heading in ("条款 clause", ID, "名称 title", "证据类 family", "级 severity", "版本 version"):
        # An id is there to be copied: it is never broken.
        table.add_column(heading, overflow="fold", no_wrap=heading == ID)
    for rule in rules:
        family = FAMILIES[rule.family].zh
        table.add_row(
            rule.clause, rule.id, f"{rule.title.zh}\n{rule.title.en}", family, rule.severity, str(rule.version)
        )
    console.print(table)


def _line(rule: Rule) -> str:
    """One rule on one line, for programs and for pages narrower than a table."""
    return "\t".join(
        (rule.id, rule.clause, rule.severity.value, FAMILIES[rule.family].zh, f"{rule.title.zh} {rule.title.en}")
    )


def _unknown(rule_id: str, why: str) -> str:
    _, _, near = why.partition("; nearest: ")
    return (
        f"没有规则 {visible(rule_id)!r}" + (f"；相近：{near}" if near else "") + "。运行 jianzhen rules 列出全部编号\n"
        f"no rule {visible(rule_id)!r}" + (f"; nearest: {near}" if near else "") + ". jianzhen rules lists all ids"
    )


def _plain(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "version": rule.version,
        "clause": rule.clause,
        "title": rule.title._asdict(),
        "act": rule.act,
        "severity": rule.severity.value,
        "family": rule.family,
        "subject_kind": rule.subject_kind,
        "needs": list(rule.needs),
        "uses": list(rule.uses),
        "parameters": [
            {
                "name": parameter.name,
                "title": parameter.threshold.title._asdict(),
                "default": parameter.default,
                "unit": parameter.threshold.unit,
                "low": parameter.threshold.low,
                "high": parameter.threshold.high,
                "source": parameter.threshold.source.value,
                "origin": parameter.threshold.origin,
                "verified": parameter.threshold.verified,
            }
            for parameter in rule.parameters
        ],
        "innocent": [item.explanation._asdict() for item in rule.innocent],
        "onsite": [item._asdict() for item in rule.onsite],
        "about": rule.about,
    }
