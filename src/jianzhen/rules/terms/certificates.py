"""When a laboratory's certificates were in force."""

from __future__ import annotations

import ibis

from jianzhen.rules.terms.choice import first_of
from jianzhen.rules.terms.clock import DAY, epoch
from jianzhen.rules.terms.issue import day_of
from jianzhen.rules.verdict import Table

ENDED = ("revoked", "cancelled")
"""States without return."""


def certificates_held(certificates: Table, capabilities: Table, renewal_days: float) -> Table:
    """One row per certificate: from and to which day its dates run, and what interrupts it.

    A certificate starts on its day of issue, or up to ``renewal_days`` before it when its annex does.
    ``bad_from`` and ``bad_to`` bound a suspension as a whole, a revocation or a cancellation; the suspension
    of some items alone is no interruption.
    """
    annex = capabilities.group_by("cert_no").aggregate(annex_from=day_of(capabilities.valid_from_on.min()))
    rows = certificates.left_join(annex, "cert_no")
    issued, annexed = day_of(rows.issued_on), rows.annex_from
    early = (annexed < issued) & (epoch(issued) - epoch(annexed) <= renewal_days * DAY)
    suspended = (rows.status == "suspended") & rows.suspended_items.isnull()
    ended = rows.status.isin(ENDED)
    return rows.select(
        lab_id=rows.org_id,
        cert_no=rows.cert_no,
        starts=ibis.ifelse(early.fill_null(False), annexed, issued),
        last=day_of(rows.expires_on),
        status=rows.status,
        bad=(suspended | ended).fill_null(False),
        bad_from=day_of(rows.status_from_on),
        bad_to=ibis.ifelse(ended.fill_null(False), ibis.null("timestamp"), day_of(rows.status_to_on)),
        row_id=rows.row_id,
    )


def certificates_on(days: Table, held: Table) -> Table:
    """Each laboratory's day beside each of its certificates, and what that certificate was worth on it.

    ``days`` has ``lab_id`` and ``day`` (midnight). The first and the last day of an interruption count as in force.
    """
    pairs = days.join(held, "lab_id")
    in_dates = (pairs.starts <= pairs.day) & (pairs.day <= pairs.last)
    since = pairs.bad & (pairs.bad_from < pairs.day).fill_null(False)
    interrupted = since & (pairs.bad_to.isnull() | (pairs.day < pairs.bad_to))
    state_unknown = in_dates & pairs.status.isnull()
    start_unknown = in_dates & pairs.bad & pairs.bad_from.isnull()
    return pairs.mutate(
        interrupted=in_dates & interrupted,
        state_unknown=state_unknown,
        start_unknown=start_unknown,
        in_force=in_dates & ~interrupted & ~state_unknown & ~start_unknown,
        begun=pairs.starts <= pairs.day,
        ended_on=ibis.ifelse(in_dates & interrupted, pairs.bad_from, pairs.last),
    )


def standing(pairs: Table) -> Table:
    """One row per laboratory and day: whether anything was in force, and what nobody can tell."""
    return pairs.group_by("lab_id", "day").aggregate(
        in_force=pairs.in_force.any(),
        state_unknown=pairs.state_unknown.any(),
        start_unknown=pairs.start_unknown.any(),
        begun=pairs.begun.any(),
        next_on=pairs.starts.min(where=pairs.starts > pairs.day),
        certificate_rows=pairs.row_id.collect(),
    )


def last_in_force(pairs: Table) -> Table:
    """One row per laboratory and day: the certificate that ended last before it."""
    before = pairs.filter(pairs.begun & ~pairs.in_force)
    return first_of(before, ("lab_id", "day"), [ibis.desc(before.ended_on), before.cert_no, before.row_id])
