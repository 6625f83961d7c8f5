"""A rule's page in Markdown, from nothing but the rule's own file."""

from __future__ import annotations

from jianzhen.rules.figures import Figures, measured
from jianzhen.rules.model import FAMILIES, Innocent, Parameter, Rule, Source, Threshold
from jianzhen.words import Words

SOURCES = {
    Source.LAW: Words("法律法规", "law"),
    Source.STANDARD: Words("标准", "standard"),
    Source.CALIBRATED: Words("标定", "calibrated"),
    Source.EXPERT: Words("经验初值（非法定）", "starting value, not legal"),
}


def page(rule: Rule) -> str:
    """Everything about a rule, Chinese headings first."""
    parts = [
        f"# {rule.title.zh} {rule.title.en}",
        _card(rule),
        rule.about,
        f"## 说的是什么 What a lead says\n\n> {_placeholders(rule.headline.zh)}\n\n> {_placeholders(rule.headline.en)}",
        f"## 数据 Data\n\n逐条判断 judged one by one: {rule.unit.zh} {rule.unit.en}\n\n" + _tables(rule),
        "## 参数 Parameters\n\n" + (_parameters(rule) or "无 none"),
        "## 可能的正常解释 What else could explain it\n\n" + "\n".join(_innocent(item) for item in rule.innocent),
        "## 现场先看 What to look for on site\n\n" + "\n".join(f"1. {item.zh}  \n   {item.en}" for item in rule.onsite),
    ]
    if rule.reasons:
        reasons = "\n".join(f"- {reason.zh} {reason.en}" for reason in rule.reasons.values())
        parts.append(f"## 另有不可判的情形 Also cannot tell when\n\n{reasons}")
    parts.append("## 量过的 What was measured\n\n" + _measured(rule.id, measured()))
    return "\n\n".join(parts) + "\n"


def _card(rule: Rule) -> str:
    family = FAMILIES[rule.family]
    return " · ".join(
        (
            f"`{rule.id}`",
            f"版本 version {rule.version}",
            f"方案条款 clause {rule.clause}",
            f"级 severity {rule.severity.value}",
            f"证据类 family: {family.zh} {family.en}",
            f"行为 act: `{rule.act}`",
        )
    )


def _tables(rule: Rule) -> str:
    needs = ", ".join(f"`{name}`" for name in rule.needs)
    uses = ", ".join(f"`{name}`" for name in rule.uses)
    return f"- 必需 needed: {needs}\n" + (f"- 有则更准 sharpens: {uses}\n" if uses else "")


def _parameters(rule: Rule) -> str:
    if not rule.parameters:
        return ""
    head = (
        "| 名称 name | 含义 meaning | 默认 default | 单位 unit | 范围 range | 来源 source | 已核原文 verified |\n"
        "|---|---|---|---|---|---|---|\n"
    )
    return head + "\n".join(_parameter(item) for item in rule.parameters)


def _parameter(parameter: Parameter) -> str:
    threshold = parameter.threshold
    source, origin = SOURCES[threshold.source], origin_of(threshold)
    return (
        f"| `{parameter.name}` | {threshold.title.zh} {threshold.title.en} | {parameter.default:g} | {threshold.unit} "
        f"| {threshold.low:g} – {threshold.high:g} | {source.zh} {source.en}{f': {origin}' if origin else ''} "
        f"| {'是 yes' if threshold.verified else '否 no'} |"
    )


def origin_of(threshold: Threshold) -> str:
    """What a threshold's origin says beyond its kind of source; empty when it only repeats that."""
    return threshold.origin.removeprefix(SOURCES[threshold.source].en).lstrip("; ")


def _innocent(item: Innocent) -> str:
    heeded = "（规则已据此保持沉默 the rule already heeds it）" if item.heeded else ""
    return f"- {item.explanation.zh} {item.explanation.en}{heeded}  \n  证明 proof: {item.proof.zh} {item.proof.en}"


def _placeholders(text: str) -> str:
    """Placeholders as names in angle brackets, without their number formats."""
    out = []
    for piece in text.split("{"):
        name, closed, rest = piece.partition("}")
        out.append(f"⟨{name.split(':')[0]}⟩{rest}" if closed else piece)
    return "".join(out)


def _measured(rule_id: str, figures: Figures | None) -> str:
    """What the rule did on made-up regions; said plainly when nothing was measured."""
    said = figures.rules.get(rule_id) if figures else None
    if figures is None or said is None:
        return "尚未在合成地区上测量。Not measured on made-up regions yet."
    months = figures.institution_months
    lines = [
        f"- {name}: {by.found_by[rule_id]}/{by.planted}"
        for name, by in figures.behaviours.items()
        if rule_id in by.found_by
    ]
    found = "\n".join(lines) or "- 无 none"
    return (
        "在合成地区上植入的行为中，本规则找到的（找到/植入） "
        f"planted acts that this rule found (found/planted):\n\n{found}\n\n"
        f"诚实地区 honest regions: {said.clean} 项发现 findings / {months:,.0f} 机构·月 institution-months；"
        f"植入行为之外 beside the planted acts: {said.beside}。\n\n{provenance(figures)}"
    )


def provenance(figures: Figures) -> str:
    """Where figures come from: command, scale, seeds, day, and what they do not say."""
    seeds = ", ".join(str(seed) for seed in figures.seeds)
    return (
        f"`{figures.command}`，{figures.measured_on}，规模 scale {figures.scale:g}，种子 seeds {seeds}。"
        "合成地区由本项目自造，不代表现实中的查全率与误报率。"
        "Made-up regions are of our own making: this is no claim about recall or false leads in the world."
    )
