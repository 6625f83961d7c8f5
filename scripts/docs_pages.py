"""The pages of the documentation that are printed from the code: rules, tables, codes, settings, command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import click

from jianzhen.cli import main
from jianzhen.contract import docs as contract_docs
from jianzhen.rules.catalogue import catalogue
from jianzhen.rules.figures import Figures, measured, wilson
from jianzhen.rules.model import FAMILIES, Parameter, Rule
from jianzhen.rules.page import SOURCES, page, provenance
from jianzhen.screen import settings

CLAUSES = {
    "二(一)": "资质认定 Qualification",
    "二(二)": "检测报告 Test reports",
    "二(三)": "自行监测与采样 Self-monitoring and sampling",
    "二(四)": "自动监控运维 Automatic monitoring",
    "二(五)": "标准化与台账 Standardisation and ledgers",
    "二(六)": "市场秩序与监管 Market and supervision",
}


FOUND_MEANS = (
    "找到：对同一单位、同一证据类的发现，其证据（不含背景行）至少含该行为留下的一行数据。区间为 Wilson 法。"
    "Found: a finding about the same party, of the right family of evidence, rests on at least one row that the act"
    " left, rows of context not counted. Intervals are Wilson's.\n"
)


def pages() -> dict[str, str]:
    """Return every generated page by its path below the documentation folder."""
    rules = {f"rules/{rule.id}.md": page(rule) for rule in catalogue().values()}
    commands = {f"cli/{name}.md": command_page(name, command) for name, command in verbs().items()}
    return {
        "rules/index.md": rules_page(),
        **rules,
        **contract_docs.pages(),
        "rules/figures.md": figures_page(measured()),
        "settings.md": settings_page(),
        "cli/index.md": commands_page(),
        **commands,
    }


def rules_page() -> str:
    """Return the catalogue, clause by clause."""
    text = [
        "# 规则 Rules",
        "",
        f"共 {len(catalogue())} 条。规则给出线索，由人判断。Rules give leads; a person decides.",
        "",
    ]
    for clause, rules in _by_clause():
        text += [f"## {clause} {CLAUSES[clause]}", "", "| 规则 Rule | 名称 Title | 证据类 Family | 级 Severity |"]
        text += ["|---|---|---|---|", *(_rule_row(rule) for rule in rules), ""]
    return "\n".join(text)


def _by_clause() -> Iterator[tuple[str, Iterator[Rule]]]:
    ordered = sorted(catalogue().values(), key=lambda rule: list(CLAUSES).index(rule.clause))
    return groupby(ordered, key=lambda rule: rule.clause)


def _rule_row(rule: Rule) -> str:
    family = FAMILIES[rule.family]
    title = f"{rule.title.zh}<br>{rule.title.en}"
    return f"| [`{rule.id}`]({rule.id}.md) | {title} | {family.zh} {family.en} | {rule.severity.value} |"


def figures_page(figures: Figures | None) -> str:
    """Return what was measured of the catalogue on made-up regions."""
    title = "# 查全与误报 Recall and false leads\n\n"
    if figures is None:
        return title + "尚未测量 not measured yet\n"
    acts = [
        (f"`{name}`", *_recall(by.found, by.planted), _links(by.found_by)) for name, by in figures.behaviours.items()
    ]
    whole = [sum(count) for count in zip(*((by.found, by.planted) for by in figures.behaviours.values()), strict=True)]
    acts.append(("全部 all", *_recall(*whole), ""))
    months = figures.institution_months
    grades = [(grade, str(number), f"{number / months:.4f}") for grade, number in figures.clean_leads.items()]
    rules = [(f"[`{name}`]({name}.md)", str(rule.beside), str(rule.clean)) for name, rule in figures.rules.items()]
    text = [
        title + provenance(figures),
        "\n## 植入的行为 Planted acts\n",
        FOUND_MEANS,
        *_grid(
            ("行为 Act", "找到/植入 Found/planted", "查全 Recall", "95 % 区间 interval", "由哪些规则 By which rules"),
            acts,
        ),
        f"\n## 诚实地区的线索 Leads of honest regions（{months:,.0f} 机构·月 institution-months）\n",
        *_grid(("级 Grade", "线索 Leads", "每机构·月 Per institution-month"), grades),
        "\n## 按规则 By rule\n",
        *_grid(
            ("规则 Rule", "植入行为之外的发现 Findings beside the acts", "诚实地区的发现 Findings, honest regions"),
            rules,
        ),
        "",
    ]
    return "\n".join(text)


def _recall(found: int, planted: int) -> tuple[str, str, str]:
    low, high = wilson(found, planted)
    return f"{found}/{planted}", f"{found / planted:.0%}", f"{low:.0%} – {high:.0%}"


def _links(found_by: Mapping[str, int]) -> str:
    return ", ".join(f"[`{rule}`]({rule}.md) {number}" for rule, number in found_by.items())


def settings_page() -> str:
    """Return every threshold of every rule, and how to set it."""
    heads = ("名称 Name", "含义 Meaning", "默认 Default", "单位 Unit", "范围 Range", "来源 Source", "已核原文 Verified")
    text = ["# 设置 Settings", "", (settings.__doc__ or "").strip(), ""]
    for rule in catalogue().values():
        text += [f"## {rule.title.zh} `{rule.id}`", ""]
        rows = [_setting_row(parameter) for parameter in rule.parameters]
        text += [*_grid(heads, rows), ""] if rows else ["没有可设的阈值 nothing to set", ""]
    return "\n".join(text).replace("A TOML file::\n", "A TOML file:\n")


def _setting_row(parameter: Parameter) -> tuple[str, ...]:
    threshold = parameter.threshold
    source = SOURCES[threshold.source]
    return (
        f"`{parameter.name}`",
        f"{threshold.title.zh} {threshold.title.en}",
        f"{parameter.default:g}",
        threshold.unit,
        f"{threshold.low:g} – {threshold.high:g}",
        f"{source.zh} {source.en}: {threshold.origin}",
        "是 yes" if threshold.verified else "否 no",
    )


def verbs() -> Mapping[str, click.Command]:
    """Return every command of the program by name."""
    context = click.Context(main, info_name="jianzhen")
    found = {name: main.get_command(context, name) for name in main.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def commands_page() -> str:
    """Return the list of commands."""
    rows = [(f"[`jianzhen {name}`]({name}.md)", command.get_short_help_str(200)) for name, command in verbs().items()]
    return "\n".join(["# 命令行 Command line", "", *_grid(("命令 Command", "用途 What it does"), rows), ""])


def command_page(name: str, command: click.Command) -> str:
    """Return the help of one command and of those below it."""
    parent = click.Context(main, info_name="jianzhen", max_content_width=100)
    text = [f"# jianzhen {name}", ""]
    for title, said in _helps(command, click.Context(command, info_name=name, parent=parent, max_content_width=100)):
        text += [f"## {title}", "", "```text", said, "```", ""]
    return "\n".join(text)


def _helps(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from _helps(below, click.Context(below, info_name=name, parent=context, max_content_width=100))


def _grid(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Return a Markdown table; a bar in a cell would end it."""
    lines = [heads, ("---",) * len(heads), *(tuple(cell.replace("|", "\\|") for cell in row) for row in rows)]
    return ["| " + " | ".join(line) + " |" for line in lines]
