"""The numbers of each finding in one sentence, and where every threshold comes from."""

from __future__ import annotations

from dataclasses import dataclass

from jianzhen.report.results import LeadRecord, Results
from jianzhen.report.say import number, period
from jianzhen.rules import catalogue
from jianzhen.rules.model import Parameter, Rule, Source
from jianzhen.rules.page import SOURCES, origin_of
from jianzhen.rules.sentences import headline, numbers
from jianzhen.screen.findings import Finding
from jianzhen.screen.settings import SettingsError, parse
from jianzhen.words import Words

UNVERIFIED = Words("未核原文", "unverified")
_MUST_BE_READ = frozenset({Source.LAW, Source.STANDARD})
"""Sources that have an original text to compare with."""


@dataclass(frozen=True, slots=True)
class ThresholdView:
    """One threshold in force for the subject."""

    name: str
    title: Words
    value: str
    unit: str
    default: str
    """The rule's own default where the settings say otherwise, else empty."""
    source: Words
    origin: str
    """What it says beyond the kind of source; often nothing."""
    unverified: bool


@dataclass(frozen=True, slots=True)
class NumbersView:
    """What one finding measured."""

    finding_id: str
    rule: str
    title: Words
    headline: Words
    period: Words
    sentence: Words
    unverified: Words | None
    thresholds: tuple[ThresholdView, ...] | None
    """None where an earlier finding of the same rule has told them."""


def numbers_view(results: Results, lead: LeadRecord, region: str | None) -> tuple[NumbersView, ...]:
    """One entry per finding, the weightiest first."""
    told: list[NumbersView] = []
    for item in lead.findings:
        again = any(view.rule == item.rule for view in told)
        told.append(_finding(results, item, region, again=again))
    return tuple(told)


def thresholds_in_force(results: Results, rule: Rule, subject: str, region: str | None) -> dict[str, float]:
    """The parameters of a rule as the run's settings give them to one subject."""
    recorded: dict[str, float] = next(
        (entry["parameters"] for entry in results.run["rules"] if entry["id"] == rule.id), rule.defaults()
    )
    return recorded | _particular(results, rule, subject, region)


def _particular(results: Results, rule: Rule, subject: str, region: str | None) -> dict[str, float]:
    try:
        settings = parse(results.run["settings"], catalogue.catalogue())
    except SettingsError:  # A record of an older program: its general parameters still stand.
        return {}
    general = settings.of(rule, "", None)
    return {name: value for name, value in settings.of(rule, subject, region).items() if value != general[name]}


def _finding(results: Results, item: Finding, region: str | None, *, again: bool) -> NumbersView:
    rule = results.rule(item.rule)
    chosen = thresholds_in_force(results, rule, item.subject, region)
    return NumbersView(
        finding_id=item.finding_id,
        rule=item.rule,
        title=rule.title,
        headline=headline(rule, item.detail),
        period=period(item.from_at, item.to_at),
        sentence=numbers(rule, item.detail, measure=item.measure, threshold=item.threshold),
        unverified=_unverified(item.detail.get("unverified")),
        thresholds=None
        if again
        else tuple(_threshold(one, chosen.get(one.name, one.default)) for one in rule.parameters),
    )


def _unverified(said: object) -> Words | None:
    if not said:
        return None
    if said is True:
        return UNVERIFIED
    return Words(f"{UNVERIFIED.zh}：{said}", f"{UNVERIFIED.en}: {said}")


def _threshold(parameter: Parameter, chosen: float) -> ThresholdView:
    meaning = parameter.threshold
    return ThresholdView(
        name=parameter.name,
        title=meaning.title,
        value=number(chosen),
        unit="" if meaning.unit == "1" else meaning.unit,
        default=number(parameter.default) if chosen != parameter.default else "",
        source=SOURCES[meaning.source],
        origin=origin_of(meaning),
        unverified=meaning.source in _MUST_BE_READ and not meaning.verified,
    )
