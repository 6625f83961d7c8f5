"""Filings: the institution fills in and submits, the office accepts or returns."""

from __future__ import annotations

import json

from django.core.exceptions import PermissionDenied
from django.db import transaction

from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.models import Party, User
from jianzhen.web.accounts.services.refused import RefusedError, reason_given
from jianzhen.web.filing.clock import now
from jianzhen.web.filing.models import Filing, Submission
from jianzhen.web.filing.services import accepting, receiving
from jianzhen.web.filing.services.receiving import About, remit_of_party
from jianzhen.web.filing.states import EDITABLE, State, Step
from jianzhen.web.scope.rights import Right
from jianzhen.words import Words

__all__ = ["PROMISE", "attach", "decide", "draft", "row_of", "save", "submit"]
PROMISE = Words(
    "本单位承诺：备案内容真实、准确、完整；依法独立、客观、公正开展监测活动，对监测数据的真实性和准确性负责；"
    "不篡改、伪造监测数据，不出具虚假监测报告；如有违反，愿依法承担责任。",
    "We promise that what is filed here is true, accurate and complete; that we monitor independently, objectively and "
    "fairly as the law asks and answer for the truth and accuracy of our data; that we neither alter nor invent data "
    "nor issue false reports; and that we answer in law if we do.",
)
_FIELDS = ("scope", "address", "staff_count", "instrument_count", "change_reason")


def draft(request: Asked, party: Party) -> Filing:
    """The open version of a party's filing; a new one begins with what was accepted last."""
    with transaction.atomic():
        # The party is locked, so that two who begin at once begin the same version.
        Party.objects.select_for_update().get(pk=party.pk)
        newest = Filing.objects.filter(party=party).order_by("-version").first()
        if newest is not None and newest.step != Step.ACCEPTED.value:
            return newest
        made = Filing(
            party=party,
            region=party.region,
            remit=remit_of_party(party.kind),
            version=newest.version + 1 if newest else 1,
            made_at=now(),
        )
        for name in _FIELDS[:-1]:
            setattr(made, name, getattr(newest, name) if newest else getattr(made, name))
        made.save()
        audit.record(
            "filing.saved",
            actor=request.user,
            request=request,
            target=made,
            after={"version": made.version},
            words=Words("开始填写备案{target}", "began the filing {target}"),
        )
    return made


def save(request: Asked, one: Filing, values: dict[str, object]) -> Filing:
    """Keep what the institution filled in.

    Raises:
        RefusedError: It is with the office.
        PermissionDenied: It is not one's own party's.
    """
    with transaction.atomic():
        current = _mine_and_open(request, one)
        before = {name: getattr(current, name) for name in _FIELDS}
        for name in _FIELDS:
            setattr(current, name, values[name])
        current.save()
        changed = [name for name in _FIELDS if before[name] != values[name]]
        if changed:
            audit.record(
                "filing.saved",
                actor=request.user,
                request=request,
                target=current,
                before={name: before[name] for name in changed},
                after={name: values[name] for name in changed},
                words=Words("填写备案{target}", "filled in the filing {target}"),
            )
    return current


def attach(request: Asked, one: Filing, files: list[receiving.Arrived]) -> Submission:
    """Take a workbook with staff, instruments and certificates as the filing's material.

    Raises:
        RefusedError: It is with the office, or the upload is refused.
    """
    with transaction.atomic():
        current = _mine_and_open(request, one)
        current.material = receiving.receive(request, current.party, files, About(purpose="filing"))
        current.save(update_fields=["material"])
    return current.material


def submit(request: Asked, one: Filing, *, promised: bool) -> Filing:
    """Hand the filing to the office; from here on the institution cannot change it.

    Raises:
        RefusedError: Something is missing, or the promise is not given.
    """
    with transaction.atomic():
        current = _mine_and_open(request, one)
        _refuse_incomplete(current, promised=promised)
        before = current.step
        current.step = Step.SUBMITTED.value
        current.promised_text, current.promised_by = PROMISE.zh, request.user
        current.submitted_at = now()
        current.save()
        if current.material is not None:
            Submission.objects.filter(pk=current.material.pk).update(state=State.WAITING.value)
        audit.record(
            "filing.submitted",
            actor=request.user,
            request=request,
            target=current,
            before={"step": before},
            after={"step": current.step, "promise": PROMISE.zh,
                   "material": current.material.digest if current.material else None},
            words=Words("提交备案{target}并作出承诺", "submitted the filing {target} and gave the promise"),
        )  # fmt: skip
    return current


def _refuse_incomplete(current: Filing, *, promised: bool) -> None:
    if not promised:
        raise RefusedError(Words("请阅读并作出承诺", "Read the promise and give it"))
    if not current.scope or not current.address or current.staff_count is None or current.instrument_count is None:
        raise RefusedError(
            Words(
                "请先填写并保存备案范围、地址、人员数和仪器数",
                "Fill in and save scope, premises, staff and instruments first",
            )
        )
    if current.version > 1 and not current.change_reason.strip():
        raise RefusedError(Words("变更备案须写明理由", "A change of a filing has a reason"))
    if current.material is not None and current.material.state not in {State.READY.value, State.RETURNED.value}:
        raise RefusedError(Words("备案材料还没有通过检查", "The material has not passed the check"))


def decide(request: Asked, one: Filing, *, accepted: bool, reason: str = "") -> Filing:
    """Accept a filing, or return it with a reason; what was accepted goes into the lake.

    Raises:
        RefusedError: It does not wait for a decision, or a return has no reason.
        PermissionDenied: The right over it is lacking.
    """
    reason = reason.strip() if accepted else reason_given(reason)
    with transaction.atomic():
        current = Filing.objects.select_for_update(of=("self",)).get(pk=one.pk)
        if not request.actor.may(Right.FILINGS_DECIDE, current):
            raise PermissionDenied
        if current.step != Step.SUBMITTED.value:
            raise RefusedError(Words("这份备案不在待受理状态", "The filing does not wait for a decision"))
        current.step = Step.ACCEPTED.value if accepted else Step.RETURNED.value
        current.decided_at, current.decided_by, current.decision_reason = now(), request.user, reason
        current.save()
        _pass_on(request, current, accepted=accepted)
        title = Words("受理备案", "accepted the filing") if accepted else Words("退回备案", "returned the filing")
        audit.record(
            "filing.accepted" if accepted else "filing.returned",
            actor=request.user,
            request=request,
            target=current,
            before={"step": Step.SUBMITTED.value},
            after={"step": current.step},
            reason=reason,
            words=Words(f"{title.zh}{{target}}", f"{title.en} {{target}}"),
        )
    return current


def _pass_on(request: Asked, current: Filing, *, accepted: bool) -> None:
    if current.material is not None:
        material = Submission.objects.select_for_update(of=("self",)).get(pk=current.material.pk)
        if accepted:
            accepting.accept(material, actor=request.user, request=request)
        else:
            Submission.objects.filter(pk=material.pk).update(state=State.RETURNED.value)
    if accepted:
        _record(request.user, current)


def _record(user: User, current: Filing) -> None:
    """The filing itself as a row of the contract's table, handed in by the platform."""
    content = json.dumps({"tables": {"filings": [row_of(current)]}}, ensure_ascii=False).encode()
    files = receiving.kept([(f"filing-v{current.version}.json", [content])])
    receiving.from_platform(user, current.party, files)


def row_of(current: Filing) -> dict[str, str | int | None]:
    """An accepted filing as a row of the contract's table."""
    return {
        "org_id": current.party.uscc,
        "filed_on": current.decided_at.date().isoformat() if current.decided_at else None,
        "scope": current.scope,
        "staff_count": current.staff_count,
        "instrument_count": current.instrument_count,
    }


def _mine_and_open(request: Asked, one: Filing) -> Filing:
    current = Filing.objects.select_for_update(of=("self",)).select_related("party", "material").get(pk=one.pk)
    if not request.actor.may(Right.PARTY_FILE, current):
        raise PermissionDenied
    if current.step not in EDITABLE:
        raise RefusedError(Words("已提交或受理的备案不能修改", "What was submitted or accepted is not changed"))
    return current
