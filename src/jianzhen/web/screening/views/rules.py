"""The catalogue of rules: what each says, what it uses where, how its leads were judged."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from jianzhen.report.view.grade import family_title
from jianzhen.rules import catalogue
from jianzhen.rules.figures import measured
from jianzhen.rules.model import Rule, Threshold
from jianzhen.rules.page import SOURCES, origin_of
from jianzhen.screen.settings import ENABLED
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.leads.precision import LEAST, Precision, precisions
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right
from jianzhen.web.screening.area import Area
from jianzhen.web.screening.forms import TryForm
from jianzhen.web.screening.models import BackTest, RuleSetting, SuppressionDecision
from jianzhen.web.screening.models.setting import GENERAL
from jianzhen.web.screening.services import setting
from jianzhen.web.screening.services.effective import in_force
from jianzhen.web.site.words import chosen
from jianzhen.words import Words

_TESTS = 10
_NONE = Precision(0, 0, 0)
CLAUSES = {
    "二(一)": Words("严格资质管理", "qualification"),
    "二(二)": Words("报告与原始记录", "reports and records"),
    "二(三)": Words("自行监测", "self-monitoring"),
    "二(四)": Words("自动监测", "automatic monitoring"),
    "二(五)": Words("规范化", "standardisation"),
    "二(六)": Words("市场秩序", "the market"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A rule in the list."""

    rule: Rule
    family: Words
    enabled: bool
    places: int
    precision: Precision


@access(Right.LEADS_VIEW)
@require_safe
def rules(request: Asked) -> HttpResponse:
    """All rules with what became of their leads in sight."""
    judged, settings = precisions(), in_force()
    off = {one.rule for one in settings if one.scope == GENERAL and one.values.get(ENABLED) is False}
    lines = [
        Line(
            rule,
            family_title(rule.family),
            rule.id not in off,
            sum(one.rule == rule.id for one in settings),
            judged.get(rule.id, _NONE),
        )
        for rule in catalogue.catalogue().values()
    ]
    return render(request, "screening/rules.html", {"lines": lines, "least": LEAST})


@access(Right.LEADS_VIEW)
@require_safe
def rule(request: Asked, rule_id: str) -> HttpResponse:
    """One rule, from the same declaration as its page in the documentation."""
    return _page(request, _found(rule_id))


@access(Right.SCREENING_RUN)
@require_POST
def try_rule(request: Asked, rule_id: str) -> HttpResponse:
    """Try a setting on past data."""
    found = _found(rule_id)
    form = TryForm(found, request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    data = form.cleaned_data
    proposal = setting.Proposal(found.id, data["scope"], form.key(), form.values())
    try:
        test = setting.propose(request, proposal, data["dataset"], data["reason"])
    except RefusedError as refusal:
        form.add_error(None, chosen(refusal.words))
        return _page(request, found, form)
    return redirect("backtest", test_id=test.pk)


def _found(rule_id: str) -> Rule:
    try:
        return catalogue.find(rule_id)
    except KeyError as error:
        raise Http404 from error


def _page(request: Asked, found: Rule, form: TryForm | None = None) -> HttpResponse:
    versions = list(RuleSetting.objects.filter(rule=found.id).select_related("by").order_by("-at", "-pk"))
    latest = {(one.scope, one.key): one for one in reversed(versions)}
    may_try = Right.SCREENING_RUN in request.actor.rights
    figures = measured()
    context = {
        "rule": found,
        "family": family_title(found.family),
        "parameters": [(one, SOURCES[one.threshold.source], origin(one.threshold)) for one in found.parameters],
        "precision": precisions().get(found.id, _NONE),
        "least": LEAST,
        "in_force": [one for one in latest.values() if one.values],
        "versions": versions,
        "tests": BackTest.objects.filter(rule=found.id).select_related("asked_by")[:_TESTS],
        "suppressions": SuppressionDecision.objects.filter(rule=found.id, lifted_at=None).select_related("by"),
        "form": (form or TryForm(found)) if may_try else None,
        "figures": figures.rules.get(found.id) if figures else None,
        "figures_months": figures.institution_months if figures else 0,
    }
    return render(request, "screening/rule.html", context)


def origin(threshold: Threshold) -> str:
    """Where a threshold comes from, beyond its kind of source."""
    return origin_of(threshold)


@access(Right.LEADS_VIEW)
@require_safe
def backtest(request: Asked, test_id: int) -> HttpResponse:
    """What a setting would have changed: of the leads those in sight."""
    test = get_object_or_404(BackTest.objects.select_related("asked_by", "setting", "setting__by"), pk=test_id)
    found = test.found or {"gone": [], "new": []}
    seen = {name: [one for one in found[name] if _in_sight(request, one)] for name in ("gone", "new")}
    context = {
        "test": test,
        "rule": catalogue.catalogue().get(test.rule),
        "found": test.found,
        "gone": seen["gone"],
        "fresh": seen["new"],
        "may_set": request.actor.may(Right.SCREENING_SET, Area(test.region)),
        "poll": test.is_unfinished,
    }
    part = "screening/backtest_body.html" if request.headers.get("HX-Request") else "screening/backtest.html"
    return render(request, part, context)


def _in_sight(request: Asked, plain: dict[str, object]) -> bool:
    area = Area(str(plain["region"]), int(str(plain["remit"])))
    return request.actor.may(Right.LEADS_VIEW, area)


@access(Right.SCREENING_SET)
@require_POST
def put_into_force(request: Asked, test_id: int) -> HttpResponse:
    """Make a tried setting the one in force."""
    test = get_object_or_404(BackTest, pk=test_id)
    try:
        setting.put_into_force(request, test, request.POST.get("reason", ""))
    except RefusedError as refusal:
        messages.error(request, chosen(refusal.words))
    else:
        messages.success(request, chosen(Words("已启用，下一次筛查起生效。", "In force from the next run on.")))
    return redirect("backtest", test_id=test.pk)
