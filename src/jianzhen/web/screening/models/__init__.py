"""Tables of screening."""

from __future__ import annotations

from jianzhen.web.screening.models.backtest import BackTest
from jianzhen.web.screening.models.job import ScreeningJob
from jianzhen.web.screening.models.plan import Plan
from jianzhen.web.screening.models.setting import RuleSetting
from jianzhen.web.screening.models.suppression import SuppressionDecision

__all__ = ["BackTest", "Plan", "RuleSetting", "ScreeningJob", "SuppressionDecision"]
