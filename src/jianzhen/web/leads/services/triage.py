"""Moving a lead from state to state, and giving it to somebody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from jianzhen.web import audit
from jianzhen.web.accounts.actors import actor_of
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.models import Party, User
from jianzhen.web.accounts.services.refused import RefusedError, reason_given
from jianzhen.web.leads.models import Lead, LeadStep
from jianzhen.web.leads.models.step import ASSIGN
from jianzhen.web.leads.services.questions import ask, close
from jianzhen.web.leads.transitions import STATE_TITLES, TRANSITIONS, State, Transition
from jianzhen.web.scope.rights import Right
from jianzhen.words import Words

_LEADERS_TO_MERGE = Words(
    "高等级线索只能并入未办结的高等级线索，否则请由负责人合并",
    "A lead of grade high is merged into an open one of grade high, or else by a leader",
)


def move(
    request: Asked,
    lead: Lead,
    act: str,
    *,
    seen: str,
    reason: str = "",
    due_on: dt.date | None = None,
    into: str = "",
    party: Party | None = None,
) -> Lead:
    """Do one act of the table of transitions.

    Args:
        request: Who asks.
        lead: A lead in the actor's sight.
        act: Key of ``TRANSITIONS``.
        seen: The state the person was looking at.
        reason: Why.
        due_on: The day by which an explanation is due.
        into: Key of the lead this one is the same as, or its first digits.
        party: The institution that is asked; it reads the reason as the question. None: asked on paper.

    Raises:
        RefusedError: The table or what it asks for says no, or somebody else was faster.
        django.core.exceptions.PermissionDenied: The person lacks the right over this lead.
    """
    way = TRANSITIONS.get(act)
    if way is None:
        raise RefusedError(Words("没有这个操作", "There is no such act"))
    reason = reason_given(reason) if way.reason else reason.strip()
    if way.due and (due_on is None or due_on <= dt.datetime.now().date()):
        raise RefusedError(Words("请填写今天以后的答复期限", "Give a day after today by which it is due"))
    with transaction.atomic():
        lead = _locked(lead)
        _refuse(request, lead, way, seen)
        merged_into = _other(request, lead, into) if way.into else None
        before = lead.state
        lead.state, lead.merged_into, lead.due_on = way.target.value, merged_into, due_on if way.due else None
        if act == "take":
            lead.assignee = request.user
        if before == State.NEEDS_EXPLANATION.value:
            close(lead)
        if way.due and due_on:
            ask(request, lead, party, text=reason, due_on=due_on)
        _write(request, lead, act, before, reason, {"asked": party.uscc} if party else None)
    return lead


def assign_all(
    request: Asked, leads: Sequence[Lead], user: User, *, due_on: dt.date | None = None, reason: str = ""
) -> None:
    """Give several leads to one person: all of them or none.

    Raises:
        RefusedError: As for ``assign``.
        django.core.exceptions.PermissionDenied: The person who asks lacks the right over one of them.
    """
    with transaction.atomic():
        for lead in leads:
            assign(request, lead, user, due_on=due_on, reason=reason)


def assign(request: Asked, lead: Lead, user: User, *, due_on: dt.date | None = None, reason: str = "") -> Lead:
    """Give a lead to somebody who may see it once it is theirs.

    Raises:
        RefusedError: The lead is closed, or it would be out of that person's sight.
        django.core.exceptions.PermissionDenied: The person who asks lacks the right over this lead.
    """
    with transaction.atomic():
        lead = _locked(lead)
        if not request.actor.may(Right.LEADS_ASSIGN, lead):
            raise PermissionDenied
        if not lead.is_open:
            raise RefusedError(Words("已办结的线索不能分派", "A closed lead is not assigned; reopen it first"))
        lead.assignee, lead.due_on = user, due_on
        if not actor_of(user).may(Right.LEADS_VIEW, lead):
            raise RefusedError(Words("该人员的岗位看不到这条线索", "The person's posts do not reach this lead"))
        _write(request, lead, ASSIGN, lead.state, reason.strip(), {"assignee": str(user)})
    return lead


def _locked(lead: Lead) -> Lead:
    """The row as it is now, nobody else changing it; what was seen a moment ago may be old."""
    return Lead.objects.select_for_update(of=("self",)).get(pk=lead.pk)


def _refuse(request: Asked, lead: Lead, way: Transition, seen: str) -> None:
    if not request.actor.may(way.right_for(lead.grade), lead):
        raise PermissionDenied
    if lead.state != seen:
        text = Words("已有他人将其改为“{zh}”，请核对后再操作", "Somebody else moved it to “{en}”; look again")
        state = STATE_TITLES[State(lead.state)]
        raise RefusedError(text.format(zh=state.zh, en=state.en))
    if State(lead.state) not in way.sources:
        raise RefusedError(Words("当前状态不能这样做", "Not in its present state"))


def _other(request: Asked, lead: Lead, into: str) -> Lead:
    """The lead to merge into: of the same subject, in sight, and not merged itself.

    A lead of grade high goes into an open one of grade high: otherwise merging would close it around its leader.
    """
    found = list(Lead.objects.filter(key__startswith=into.strip().lower())[:2]) if into.strip() else []
    if len(found) != 1 or found[0].pk == lead.pk:
        raise RefusedError(Words("请填写另一条线索的编号", "Give the id of another lead"))
    other = found[0]
    if (other.subject_kind, other.subject) != (lead.subject_kind, lead.subject):
        raise RefusedError(Words("只能合并同一对象的线索", "Only leads about the same subject are merged"))
    if other.state == State.MERGED.value:
        raise RefusedError(Words("目标线索本身已被合并", "That lead has been merged itself"))
    weighs_less = lead.grade == "high" and (other.grade != "high" or not other.is_open)
    if weighs_less and not request.actor.may(Right.LEADS_ASSIGN, lead):
        raise RefusedError(_LEADERS_TO_MERGE)
    return other


def _write(
    request: Asked, lead: Lead, act: str, before: str, reason: str, more: dict[str, object] | None = None
) -> None:
    lead.changed_at = dt.datetime.now()
    lead.save(update_fields=["state", "merged_into", "due_on", "assignee", "changed_at"])
    LeadStep.objects.create(
        lead=lead,
        act=act,
        from_state=before,
        to_state=lead.state,
        actor=request.user,
        reason=reason,
        at=lead.changed_at,
    )
    due = {"due_on": lead.due_on.isoformat()} if lead.due_on else {}
    into = {"merged_into": lead.merged_into.key} if lead.merged_into else {}
    title = TRANSITIONS[act].title if act in TRANSITIONS else Words("分派", "Assign")
    audit.record(
        "lead.assigned" if act == ASSIGN else f"lead.{act}",
        actor=request.user,
        request=request,
        target=lead,
        before={"state": before},
        after={"state": lead.state, **due, **into, **(more or {})},
        reason=reason,
        words=Words(f"{title.zh}：{{target}}", f"{title.en}: {{target}}"),
    )
