"""The report as one HTML file: no network, nothing outside it, every datum escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from jianzhen.contract.model import Column
from jianzhen.report.picture.file import HATCH, looks
from jianzhen.report.results import LeadRecord, Results
from jianzhen.report.view import LeadView, lead_view
from jianzhen.report.view.evidence import SHOWN
from jianzhen.report.view.inputs import inputs_view
from jianzhen.report.view.listing import ListLine, listing
from jianzhen.report.view.matrix import matrix
from jianzhen.rules.sentences import visible
from jianzhen.screen.leads import GRADE_TITLES
from jianzhen.words import Words

EAGER = 60
"""Up to so many leads stand in the page as they are; more are unpacked when somebody opens them."""

_PAIR = Markup('<span class="zh">{}</span><span class="en">{}</span>')


class Fold:
    """Takes blocks that many leads share out of the page, so that each stands in it once."""

    def __init__(self, *, keep: bool) -> None:
        self.kept: dict[str, Markup] = {}
        """Blocks by the key that stands in their place."""
        self._keep = keep

    def __call__(self, caller: Callable[[], Markup]) -> Markup:
        """The block itself, or the place where the page's script puts it."""
        block = caller()
        if not self._keep:
            return block
        key = hashlib.sha256(block.encode()).hexdigest()[:16]
        self.kept[key] = block
        return Markup('<div data-fold="{}"></div>').format(key)


def write_report(results: Results, target: TextIO) -> None:
    """Write the whole report, lead by lead, so that it never stands in memory as one text."""
    leads = {lead.lead_id: lead for lead in results.leads}
    lines = listing(results)
    target.writelines(_report(results, lines, leads))


def page_of_lead(results: Results, lead: LeadRecord) -> str:
    """One lead as a page of its own."""
    template = _environment().get_template("lead_page.html.j2")
    return template.render(lead=lead_view(results, lead), run=results.run, fold=Fold(keep=False), **_head())


def _report(results: Results, lines: list[ListLine], leads: dict[str, LeadRecord]) -> Iterator[str]:
    environment = _environment()
    lazy = len(lines) > EAGER
    fold = Fold(keep=lazy)
    article = environment.get_template("lead.html.j2")

    def articles() -> Iterator[tuple[ListLine, Markup]]:
        for line in lines:
            view: LeadView = lead_view(results, leads[line.lead_id])
            yield line, Markup(article.render(lead=view, shown=SHOWN, fold=fold))  # noqa: S704 - rendered with escaping on

    rules = {entry["id"]: results.rule(entry["id"]).title for entry in results.run["rules"]}
    stream = environment.get_template("report.html.j2").generate(
        run=results.run,
        lines=lines,
        grades={code: (title, sum(line.grade == code for line in lines)) for code, title in GRADE_TITLES.items()},
        rules={rule_id: title for rule_id, title in rules.items() if any(rule_id in line.rules for line in lines)},
        rule_titles=rules,
        inputs=inputs_view(results),
        matrix=matrix(results),
        articles=articles(),
        lazy=lazy,
        fold=fold,
        **_head(),
    )
    yield from stream


def _head() -> dict[str, Any]:
    """Style, script and the policy that allows these two and nothing else."""
    style, script = _asset("report.css") + looks(), _asset("report.js")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )
    # Both are files of this package.
    return {"style": Markup(style), "script": Markup(script), "policy": policy, "hatch": Markup(HATCH), "shown": SHOWN}  # noqa: S704


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _asset(name: str) -> str:
    loader = PackageLoader("jianzhen.report", "templates")
    return loader.get_source(_environment(), name)[0]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("jianzhen.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(both=both, title=_title, count=_count, picture=Markup, visible=visible)
    environment.globals.update(w=_w)
    return environment


def both(words: Words) -> Markup:
    """A text in both languages, of which the page shows one; once when it reads alike."""
    if words.zh == words.en:
        return escape(words.zh)
    return _PAIR.format(words.zh, words.en)


def _title(column: Column) -> Markup:
    return both(Words(column.zh, column.en))


def _w(zh: str, en: str, **values: Any) -> Markup:
    """A fixed text of a template in both languages; ``values`` are escaped."""
    texts = [Markup(text).format(**values) for text in (zh, en)]  # noqa: S704 - a text of our own templates
    return _PAIR.format(*texts)


def _count(number: int) -> str:
    return f"{number:,}"
