"""A back-test, in the worker: one rule over one data set with the settings in force and with the proposed one."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jianzhen.lake.errors import LakeError
from jianzhen.rules import catalogue
from jianzhen.rules.model import Rule
from jianzhen.screen.dataset import Dataset
from jianzhen.screen.engines import open_engine
from jianzhen.screen.engines.base import Engine
from jianzhen.screen.judge import judge
from jianzhen.screen.leads import Lead, group
from jianzhen.screen.load import DataRefusedError, load
from jianzhen.screen.run import regions_of
from jianzhen.screen.settings import Settings
from jianzhen.web.leads.services.importing import LABS, OTHERS
from jianzhen.web.scope.divisions import placed
from jianzhen.web.scope.remit import remit_of
from jianzhen.web.screening.datasets import datasets
from jianzhen.web.screening.models import BackTest, RuleSetting
from jianzhen.web.screening.services.effective import plain_settings
from jianzhen.web.screening.services.screening import checked, told
from jianzhen.web.screening.services.work import WorkFailedError, tell
from jianzhen.words import Words

MOST_LISTED = 1000
_STEPS = 3
Who = Mapping[str, Mapping[str, Any]]


def try_setting(test: BackTest) -> None:
    """Find the leads of the rule under both settings, and keep what differs.

    Raises:
        WorkFailedError: The data set, the settings or the data cannot be used.
    """
    data = datasets().get(test.dataset)
    if data is None:
        raise WorkFailedError(Words("数据集已不在原处", "The data set is not where it was"))
    with tempfile.TemporaryDirectory(prefix="jianzhen-") as work:
        tell(test, 0, _STEPS, "")
        try:
            loaded = load(data, Path(work))
        except (DataRefusedError, LakeError, FileNotFoundError) as error:
            raise WorkFailedError(told(error)) from error
        engine = open_engine("duckdb")
        try:
            test.found = _compared(test, loaded.dataset, engine)
        finally:
            engine.close()
    test.save(update_fields=["found"])


def _compared(test: BackTest, dataset: Dataset, engine: Engine) -> dict[str, Any]:
    rule, today = catalogue.find(test.rule), dt.datetime.now().date()
    proposed = RuleSetting(rule=test.rule, scope=test.scope, key=test.key, values=test.values)
    regions = regions_of(dataset, engine)
    old, new = (
        _leads(rule, dataset, engine, checked(plain), regions, test, step)
        for step, plain in enumerate((plain_settings(today), plain_settings(today, proposed=proposed)), 1)
    )
    who = {row["org_id"]: row for row in dataset.every_row("organizations").to_pylist()}
    gone = [_plain(lead, regions, who) for key, lead in old.items() if key not in new]
    fresh = [_plain(lead, regions, who) for key, lead in new.items() if key not in old]
    return {
        "old": len(old), "new_total": len(new), "same": len(old.keys() & new.keys()),
        "gone_total": len(gone), "fresh_total": len(fresh),
        "gone": gone[:MOST_LISTED], "new": fresh[:MOST_LISTED],
    }  # fmt: skip


def _leads(
    rule: Rule,
    dataset: Dataset,
    engine: Engine,
    settings: Settings,
    regions: Mapping[str, str | None],
    test: BackTest,
    step: int,
) -> dict[str, Lead]:
    """The leads of this rule alone; a rule that is switched off finds none."""
    tell(test, step, _STEPS, rule.id)
    if not settings.enabled(rule):
        return {}
    answer = judge(rule, dataset, engine, on=test.on, settings=settings, regions=regions)
    return {lead.lead_id: lead for lead in group(answer.findings, {rule.id: rule}, on=test.on)}


def _plain(lead: Lead, regions: Mapping[str, str | None], who: Who) -> dict[str, Any]:
    row = who.get(lead.subject)
    of_labs = lead.subject_kind == "organization" and (row is None or row["kind"] in {"lab", None})
    return {
        "title_zh": lead.title.zh, "title_en": lead.title.en, "grade": lead.grade.value, "subject": lead.subject,
        "name": (row or {}).get("name") or "", "region": placed(regions.get(lead.subject)),
        "remit": remit_of(LABS if of_labs else OTHERS),
    }  # fmt: skip
