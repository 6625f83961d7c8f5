"""The grade in words: which independent families agree, and what each rests on."""

from __future__ import annotations

from dataclasses import dataclass

from jianzhen.contract import TABLES
from jianzhen.report.results import LeadRecord, Results
from jianzhen.report.say import joined
from jianzhen.rules.model import FAMILIES, Severity
from jianzhen.rules.verdict import CONTEXT
from jianzhen.screen.findings import Finding
from jianzhen.screen.independence import independent
from jianzhen.screen.leads import GRADE_TITLES, HIGH_FAMILIES, Grade
from jianzhen.words import Words

SEVERITIES = {
    Severity.HIGH: Words("高", "high"),
    Severity.MIDDLE: Words("中", "middle"),
    Severity.LOW: Words("低", "low"),
}


@dataclass(frozen=True, slots=True)
class FamilyView:
    """One independent kind of evidence and the tables it rests on."""

    title: Words
    tables: Words
    rules: Words
    rows: int


@dataclass(frozen=True, slots=True)
class GradeView:
    """A grade and why."""

    code: str
    title: Words
    sentence: Words
    families: tuple[FamilyView, ...]
    weakened: tuple[Words, ...]
    """Findings that weigh less than their rule usually does, by the data or by a decision."""


def grade_view(results: Results, lead: LeadRecord) -> GradeView:
    """Explain the grade of a lead."""
    families = tuple(
        _family(results, name, [item for item in lead.findings if item.family == name]) for name in lead.families
    )
    return GradeView(
        code=lead.grade,
        title=GRADE_TITLES[Grade(lead.grade)],
        sentence=_sentence(lead, families),
        families=families,
        weakened=tuple(_weakened(results, lead)),
    )


def family_title(name: str) -> Words:
    """A family in words."""
    return FAMILIES.get(name) or Words(name, name)


def _family(results: Results, name: str, members: list[Finding]) -> FamilyView:
    rows = {(row.table, row.row_id) for item in members for row in item.evidence if row.role != CONTEXT}
    tables = {table for table, _ in rows}
    titles = [Words(table.zh, table.en) for table in TABLES.values() if table.name in tables]
    rules = [results.rule(rule).title for rule in dict.fromkeys(item.rule for item in members)]
    return FamilyView(family_title(name), joined(titles), joined(rules), len(rows))


def _sentence(lead: LeadRecord, families: tuple[FamilyView, ...]) -> Words:
    grade = GRADE_TITLES[Grade(lead.grade)]
    if len(families) >= HIGH_FAMILIES:
        return _several(grade, independent(lead.findings))
    only = families[0]
    zh = f"{grade.zh}：仅{only.title.zh}一类（{only.tables.zh}）"
    en = f"{grade.en.capitalize()}: one kind of evidence alone, {only.title.en} ({only.tables.en})"
    if Severity.HIGH not in {item.severity for item in lead.findings}:
        return Words(f"{zh}，且各项发现的分量不足高级。", f"{en}, and its findings weigh less than high.")
    return Words(
        f"{zh}。同类证据可能出自同一原因；另有一类独立证据一致时升为高。",
        f"{en}. What is of one kind may have one cause; a second, independent kind that agrees would lift it to high.",
    )


def _several(grade: Words, groups: list[frozenset[str]]) -> Words:
    """Several families; those that rest on the same witness are named together and count once."""
    titles = joined([_together(group) for group in groups])
    if len(groups) >= HIGH_FAMILIES:
        return Words(
            f"{grade.zh}：{titles.zh} {len(groups)} 类互相独立的证据一致。",
            f"{grade.en.capitalize()}: {len(groups)} independent kinds of evidence agree: {titles.en}.",
        )
    return Words(
        f"{grade.zh}：{titles.zh}出自同一仪器或同一来源的记录，不算互相独立。",
        f"{grade.en.capitalize()}: {titles.en} rest on records of one source and do not count as independent.",
    )


def _together(group: frozenset[str]) -> Words:
    titles = [family_title(name) for name in sorted(group)]
    if len(titles) == 1:
        return titles[0]
    return Words("与".join(one.zh for one in titles), " with ".join(one.en for one in titles))


def _weakened(results: Results, lead: LeadRecord) -> list[Words]:
    told = []
    for item in lead.findings:
        rule = results.rule(item.rule)
        if item.severity != rule.severity:
            usual, now = SEVERITIES[rule.severity], SEVERITIES[Severity(item.severity)]
            told.append(
                Words(
                    f"“{rule.title.zh}”通常为{usual.zh}，本项因资料条件计为{now.zh}",
                    f"“{rule.title.en}” usually weighs {usual.en}; as the data stand, this one weighs {now.en}",
                )
            )
    told.extend(_suppressed(results, lead))
    return list(dict.fromkeys(told))


def _suppressed(results: Results, lead: LeadRecord) -> list[Words]:
    """Who decided that a finding weighs less, why, and until when."""
    told = []
    for item in lead.findings:
        decision = results.suppressed.get(item.finding_id)
        if decision:
            rule = results.rule(item.rule)
            original = SEVERITIES[Severity(decision["original_severity"])]
            now = _EFFECTIVE[decision["effective_severity"]]
            about = f"{decision['suppression_id']}，{decision['author']}"
            told.append(
                Words(
                    f"“{rule.title.zh}”已抑制：原为{original.zh}，现计为{now.zh}。理由：{decision['reason']}"
                    f"（{about}，至 {decision['expires_on']}）",
                    f"“{rule.title.en}” is suppressed: {original.en} originally, now {now.en}. Reason: "
                    f"{decision['reason']} ({about}, until {decision['expires_on']})",
                )
            )
    return told


_EFFECTIVE = {"none": Words("不计", "not counted"), **{code.value: title for code, title in SEVERITIES.items()}}
