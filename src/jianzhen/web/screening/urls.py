"""Addresses of screening."""

from __future__ import annotations

from django.urls import path

from jianzhen.web.screening.views import rules, runs, suppressions

urlpatterns = [
    path("screening/", runs.screening, name="screening"),
    path("screening/ask/", runs.ask, name="ask_screening"),
    path("screening/plan/", runs.plan, name="plan_screening"),
    path("screening/jobs/<int:job_id>/stop/", runs.stop, name="stop_screening"),
    path("screening/runs/<slug:run_id>/", runs.run, name="screening_run"),
    path("rules/", rules.rules, name="rules"),
    path("rules/<slug:rule_id>/", rules.rule, name="rule"),
    path("rules/<slug:rule_id>/try/", rules.try_rule, name="try_rule"),
    path("backtests/<int:test_id>/", rules.backtest, name="backtest"),
    path("backtests/<int:test_id>/force/", rules.put_into_force, name="put_into_force"),
    path("suppressions/", suppressions.suppressions, name="suppressions"),
    path("suppressions/<int:decision_id>/lift/", suppressions.lift, name="lift_suppression"),
    path("leads/<lead_key:key>/suppress/", suppressions.suppress, name="suppress"),
]
