"""Changing thresholds: proposed, tried on past data, put into force by a leader. Versions are only added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction

from jianzhen.rules import catalogue
from jianzhen.screen.settings import SettingsError, parse
from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.services.refused import RefusedError, reason_given
from jianzhen.web.leads.models import Lead
from jianzhen.web.scope.divisions import ROOT, divisions
from jianzhen.web.scope.rights import Right
from jianzhen.web.screening.area import Area
from jianzhen.web.screening.datasets import datasets
from jianzhen.web.screening.models import BackTest, RuleSetting
from jianzhen.web.screening.models.setting import GENERAL, REGION, SUBJECT
from jianzhen.web.screening.models.work import UNFINISHED, WorkState
from jianzhen.web.screening.tasks import run_backtest
from jianzhen.words import Words

MOST_AT_ONCE = 3
"""Tests of one person that wait or run."""


class Proposal(NamedTuple):
    """What somebody wants to set."""

    rule: str
    scope: str
    key: str
    values: Mapping[str, Any]


def propose(request: Asked, proposal: Proposal, dataset: str, reason: str) -> BackTest:
    """Try a setting on a data set; nothing is in force by that.

    Raises:
        RefusedError: The proposal is not possible, or changes nothing.
        django.core.exceptions.PermissionDenied: The place is beyond the person's reach.
    """
    reason = reason_given(reason)
    region = _region(proposal)
    if not request.actor.may(Right.SCREENING_RUN, Area(region)):
        raise PermissionDenied
    if dataset not in datasets():
        raise RefusedError(Words("没有这个数据集", "There is no such data set"))
    _check(proposal)
    before = latest(proposal)
    if dict(proposal.values) == (before.values if before else {}):
        raise RefusedError(Words("与现行设定相同", "That is what is in force already"))
    now = dt.datetime.now()
    with transaction.atomic():
        if BackTest.objects.filter(asked_by=request.user, state__in=UNFINISHED).count() >= MOST_AT_ONCE:
            raise RefusedError(Words("您的回测还在进行，请等它们结束", "Your tests are not finished; wait for them"))
        test = BackTest.objects.create(
            rule=proposal.rule, scope=proposal.scope, key=proposal.key, region=region, values=dict(proposal.values),
            before=before.values if before else {}, reason=reason, dataset=dataset, on=now.date(), asked_at=now,
            asked_by=request.user,
        )  # fmt: skip
        audit.record(
            "rule.tried", actor=request.user, request=request, target=test, before=test.before, after=test.values,
            reason=reason, words=Words("回测 {target} 的阈值", "tried thresholds of {target}"),
        )  # fmt: skip
        transaction.on_commit(lambda: run_backtest.enqueue(test.pk))
    return test


def put_into_force(request: Asked, test: BackTest, reason: str) -> RuleSetting:
    """Make a tried setting the one in force.

    Raises:
        RefusedError: It was not tried to the end, is in force already, or something else was put in force meanwhile.
        django.core.exceptions.PermissionDenied: The place is beyond the person's reach.
    """
    reason = reason_given(reason)
    if not request.actor.may(Right.SCREENING_SET, Area(test.region)):
        raise PermissionDenied
    proposal = Proposal(test.rule, test.scope, test.key, test.values)
    _check(proposal)
    with transaction.atomic():
        test = BackTest.objects.select_for_update().get(pk=test.pk)
        if test.state != WorkState.DONE or test.setting_id is not None:
            raise RefusedError(Words("回测未完成，或已经启用", "The test has not ended, or was put into force already"))
        before = latest(proposal)
        if (before.values if before else {}) != test.before:
            raise RefusedError(
                Words("回测之后现行设定已有变动，请重新回测", "What is in force has changed since; try it again")
            )
        setting = RuleSetting.objects.create(
            rule=test.rule, scope=test.scope, key=test.key, region=test.region, values=test.values, reason=reason,
            version=(before.version if before else 0) + 1, by=request.user, at=dt.datetime.now(),
        )  # fmt: skip
        BackTest.objects.filter(pk=test.pk).update(setting=setting)
        audit.record(
            "rule.set", actor=request.user, request=request, target=setting, before=test.before, after=test.values,
            reason=reason, words=Words("启用 {target} 的阈值", "put thresholds of {target} into force"),
        )  # fmt: skip
    return setting


def latest(proposal: Proposal) -> RuleSetting | None:
    """The version in force in that scope."""
    return RuleSetting.objects.filter(rule=proposal.rule, scope=proposal.scope, key=proposal.key).first()


def _region(proposal: Proposal) -> str:
    """Whose it is to set."""
    if proposal.scope == GENERAL and not proposal.key:
        return ROOT
    if proposal.scope == REGION and proposal.key in divisions():
        return proposal.key
    lead = Lead.objects.filter(subject=proposal.key).first() if proposal.scope == SUBJECT and proposal.key else None
    if lead is None:
        raise RefusedError(
            Words(
                "请选择地区，或填写有可见线索的对象代码",
                "Choose a region, or give the id of a subject with leads in sight",
            )
        )
    return lead.region


def _check(proposal: Proposal) -> None:
    """By the same code as a settings file."""
    tables = {GENERAL: "rules", REGION: "regions", SUBJECT: "subjects"}
    inner = {proposal.rule: dict(proposal.values)}
    data = inner if proposal.scope == GENERAL else {proposal.key: {"rules": inner}}
    try:
        parse({tables[proposal.scope]: data}, catalogue.catalogue())
    except SettingsError as error:
        faults = "; ".join(error.faults)
        raise RefusedError(Words(f"设定有误：{faults}", f"The setting has faults: {faults}")) from error
