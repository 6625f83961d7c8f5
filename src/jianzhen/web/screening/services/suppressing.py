"""Deciding that findings of a subject by a rule weigh less, and taking it back."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from jianzhen.rules import catalogue
from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.services.refused import RefusedError, reason_given
from jianzhen.web.leads.models import Lead
from jianzhen.web.scope.rights import Right
from jianzhen.web.screening.models import SuppressionDecision
from jianzhen.words import Words

LONGEST_DAYS = 366
"""A decision is looked at again within a year."""
_EXPIRED = Words("到期", "expired")


def suppress(
    request: Asked, lead: Lead, rule: str, *, severity: str, expires_on: dt.date, reason: str
) -> SuppressionDecision:
    """Suppress one rule of a lead for the lead's subject, from the next run on.

    Raises:
        RefusedError: The rule is not one of the lead, the day does not fit, or it is suppressed already.
        django.core.exceptions.PermissionDenied: The person lacks the right over this lead.
    """
    reason = reason_given(reason)
    if not request.actor.may(Right.SCREENING_SET, lead):
        raise PermissionDenied
    if rule not in catalogue.catalogue() or not lead.rules.filter(rule=rule).exists():
        raise RefusedError(Words("请选择这条线索的一条规则", "Choose a rule of this lead"))
    now = dt.datetime.now()
    if not now.date() < expires_on <= now.date() + dt.timedelta(days=LONGEST_DAYS):
        raise RefusedError(Words("有效期至少到明天，最长一年", "It holds until tomorrow at least, a year at most"))
    with transaction.atomic():
        same = SuppressionDecision.objects.filter(rule=rule, subject=lead.subject, lifted_at=None)
        same.filter(expires_on__lt=now.date()).update(lifted_at=now, lifted_because=_EXPIRED.zh)
        if same.exists():
            raise RefusedError(Words("该对象的这条规则已被抑制", "The rule is suppressed for the subject already"))
        decision = SuppressionDecision.objects.create(
            rule=rule, subject=lead.subject, subject_name=lead.subject_name, region=lead.region, remit=lead.remit,
            severity=severity, expires_on=expires_on, reason=reason, by=request.user, at=now,
        )  # fmt: skip
        audit.record(
            "rule.suppressed", actor=request.user, request=request, target=decision, reason=reason,
            after={"rule": rule, "subject": lead.subject, "severity": severity, "expires_on": expires_on.isoformat()},
            words=Words("抑制 {target}", "suppressed {target}"),
        )  # fmt: skip
    return decision


def lift(request: Asked, decision: SuppressionDecision, reason: str) -> None:
    """Take a decision back.

    Raises:
        RefusedError: It was taken back before.
        django.core.exceptions.PermissionDenied: The person lacks the right over it.
    """
    reason = reason_given(reason)
    if not request.actor.may(Right.SCREENING_SET, decision):
        raise PermissionDenied
    with transaction.atomic():
        standing = SuppressionDecision.objects.filter(pk=decision.pk, lifted_at=None)
        if not standing.update(lifted_at=dt.datetime.now(), lifted_by=request.user, lifted_because=reason):
            raise RefusedError(Words("已经解除", "It was lifted before"))
        audit.record(
            "rule.suppression_lifted", actor=request.user, request=request, target=decision, reason=reason,
            before={"lifted": False}, after={"lifted": True}, words=Words("解除抑制 {target}", "lifted {target}"),
        )  # fmt: skip
