"""Acts on runs, settings and decisions."""

from __future__ import annotations

from jianzhen.web.audit import declare
from jianzhen.words import Words

ASKED = declare("screening.asked", Words("发起筛查", "asked for a screening run"))
STOPPED = declare("screening.stopped", Words("取消筛查", "stopped a screening run"))
PLANNED = declare("screening.planned", Words("设定筛查计划", "set the plan of runs"))
TRIED = declare("rule.tried", Words("回测阈值", "tried thresholds on past data"), needs_reason=True)
SET = declare("rule.set", Words("设定阈值", "set thresholds"), needs_reason=True)
SUPPRESSED = declare(
    "rule.suppressed", Words("抑制某对象的某规则", "suppressed a rule for a subject"), needs_reason=True
)
LIFTED = declare("rule.suppression_lifted", Words("解除抑制", "lifted a suppression"), needs_reason=True)
