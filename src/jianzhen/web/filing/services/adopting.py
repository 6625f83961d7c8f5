"""An accepted filing into the registers: the officer sees what would change, and takes in that or nothing."""

from __future__ import annotations

import csv
import logging
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from jianzhen.intake.place import Place
from jianzhen.intake.problem import Problem
from jianzhen.intake.stage import stage
from jianzhen.intake.staged import Staged
from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.models import Party
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.filing import vault
from jianzhen.web.filing.clock import now
from jianzhen.web.filing.models import Filing
from jianzhen.web.filing.services.filings import row_of
from jianzhen.web.filing.services.layout import laid_out
from jianzhen.web.filing.states import Step
from jianzhen.web.registers.models import Change, State
from jianzhen.web.registers.models.change import Way
from jianzhen.web.registers.services.importing import FAULTY, NOTHING, STALE, named, write_plan
from jianzhen.web.registers.services.planning import Plan, compared
from jianzhen.web.scope.rights import Right
from jianzhen.words import Words

_OTHERS = Problem(
    "register.other",
    Words("本单位的条目", "an entry of this very institution"),
    Words(
        "名录中这个编号属于别的机构：核实后请单位更正编号，再备案一次",
        "in the registers the key is another institution's: look into it, have the key corrected and filed again",
    ),
)
_BROKEN = Words(
    "备案材料的原件与接收时不一致，不能采纳。请告知平台管理员",
    "The material is not what was received; it cannot be adopted. Tell the administrator",
)
log = logging.getLogger(__name__)


def is_waiting(one: Filing) -> bool:
    """Accepted, the newest such version, and not taken into the registers yet."""
    return one.step == Step.ACCEPTED.value and one.adopted_at is None and not _is_overtaken(one)


def waiting(found: QuerySet[Filing]) -> QuerySet[Filing]:
    """Those of them that wait to be adopted."""
    accepted = Filing.objects.filter(step=Step.ACCEPTED.value)
    later = accepted.filter(party=OuterRef("party"), version__gt=OuterRef("version"))
    return found.filter(~Exists(later), step=Step.ACCEPTED.value, adopted_at=None)


@dataclass(frozen=True, slots=True)
class Desk:
    """Filings in sight that wait for the office: for a decision, and to be adopted."""

    to_decide: int
    to_adopt: int


def desk() -> Desk:
    """One question, whatever the number of filings."""
    to_decide = Q(step=Step.SUBMITTED.value)
    found = Filing.objects.order_by().filter(to_decide | Q(pk__in=waiting(Filing.objects.order_by()).values("pk")))
    counts = found.aggregate(decide=Count("pk", filter=to_decide), all=Count("pk"))
    return Desk(counts["decide"], counts["all"] - counts["decide"])


def _is_overtaken(one: Filing) -> bool:
    later = Filing.objects.filter(party=one.party_id, version__gt=one.version)
    return later.filter(step=Step.ACCEPTED.value).exists()


def planned(request: Asked, one: Filing) -> Plan:
    """What the filing would change in the registers.

    Raises:
        RefusedError: It is not accepted, or its material is not as it was.
        PermissionDenied: The registers there are not the person's to keep.
    """
    if not request.actor.may(Right.REGISTERS_EDIT, one):
        raise PermissionDenied
    if one.step != Step.ACCEPTED.value or one.decided_at is None:
        raise RefusedError(Words("只有已受理的备案可以采纳", "Only accepted filings are adopted"))
    if not is_waiting(one):
        raise RefusedError(Words("这一版已采纳，或已有更新的一版", "It was adopted, or there is a later version"))
    try:
        with _staged(one) as staged:
            found = compared(request, staged, one.decided_at.date())
    except vault.BrokenFileError as error:
        log.exception("the material of filing %s", one.pk)
        raise RefusedError(_BROKEN) from error
    _tell_others(found, one.party)
    return found


def adopt(request: Asked, one: Filing, seen: str) -> Plan:
    """Take in what was shown; ``seen`` is the digest of that.

    Raises:
        RefusedError: There are faults, nothing would change, or it is no longer what was shown.
        PermissionDenied: The registers there are not the person's to keep.
    """
    with transaction.atomic():
        current = Filing.objects.select_for_update(of=("self",)).select_related("party", "material").get(pk=one.pk)
        found = planned(request, current)
        if found.faults:
            raise RefusedError(FAULTY)
        if not found.rows:
            raise RefusedError(NOTHING)
        if found.digest() != seen:
            raise RefusedError(STALE)
        change = write_plan(request, found, Way.ADOPTED, _reason(current), _source(current))
        current.adopted_at, current.adopted_by = now(), request.user
        current.save(update_fields=["adopted_at", "adopted_by"])
        _log(request, current, found, change)
    return found


@contextmanager
def _staged(one: Filing) -> Iterator[Staged]:
    """The material as it arrived, with the filing itself as a row of its table."""
    material = laid_out(one.material) if one.material else nullcontext()
    with material as files, tempfile.TemporaryDirectory(prefix="jianzhen-adopted-") as work:
        rows = Path(work, "rows")
        rows.mkdir()
        for path in sorted(files.folder.iterdir()) if files else ():
            (rows / path.name).symlink_to(path)
        _write(rows, "filings", row_of(one))
        if not _says(one, "organizations"):
            _write(rows, "organizations", _organisation(one))
        yield stage(rows, Path(work, "staged"))


def _says(one: Filing, table: str) -> bool:
    return one.material is not None and any(part["table"] == table for part in one.material.tables)


def _organisation(one: Filing) -> dict[str, str | int | None]:
    """The premises that were filed, of an organisation as the registers have it, or as the office made its account."""
    party = one.party
    states = State.objects.believed().filter(register="organizations", org=party.uscc, gone=False)
    known = states.order_by("-valid_from").first()
    made = {"name": party.name, "kind": party.kind, "region": party.region}
    said = {name: str((known.facts if known else made).get(name) or value) for name, value in made.items()}
    return {"org_id": party.uscc, **said, "address": one.address}


def _write(folder: Path, table: str, row: Mapping[str, str | int | None]) -> None:
    path = folder / f"{table}.csv"
    # A file of that name with a row in it would not have been accepted: the table is not handed in, or not said.
    path.unlink(missing_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(dict(row))


def _tell_others(found: Plan, party: Party) -> None:
    """A key that the registers know as somebody else's is not taken over, even where both are in sight."""
    for one in found.rows:
        if one.before is not None and one.before.org not in {"", party.uscc}:
            where = Place(one.register.table.zh, "", one.register.name)
            found.faults.append(_OTHERS.at(where, found=one.label))


def _source(one: Filing) -> str:
    return f"{_receipt(one)} SHA-256 {one.material.digest}" if one.material else _receipt(one)


def _receipt(one: Filing) -> str:
    number = one.material.number if one.material else None
    return f"备案 {one.pk} 第 {one.version} 版" + (f"，回执 {number}" if number else "")


def _reason(one: Filing) -> str:
    return f"采纳 {one.party} 的{_receipt(one)}" + (f"：{one.change_reason}" if one.change_reason else "")


def _log(request: Asked, one: Filing, found: Plan, change: Change) -> None:
    audit.record(
        "filing.adopted",
        actor=request.user,
        request=request,
        target=one,
        after={"new": found.new, "changed": found.changed, "change": change.pk, "entries": named(found.rows)},
        reason=change.reason,
        words=Words(
            "采纳备案{target}入名录：新增 {after.new} 条，变更 {after.changed} 条",
            "adopted the filing {target}: {after.new} new entries, {after.changed} changed",
        ),
    )
