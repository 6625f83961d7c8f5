"""Uploads for the tests of filing and intake."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any, cast

import xlsxwriter

from jianzhen.web.accounts.actors import actor_of
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.models import Party, User
from jianzhen.web.filing.models import Submission
from jianzhen.web.filing.services.receiving import About, arrive, receive
from jianzhen.web.scope.net import acting_for, whole_table

LAB = "91640100MA0LAB0005"
OTHER_LAB = "91640200MA0LAB002G"
EVENT = {
    "event_id": "CY20260301-01",
    "lab_id": LAB,
    "category": "water",
    "started_at": "2026-03-01 09:00",
    "ended_at": "2026-03-01 09:30",
}


def result(sample: str = "FS260301-01", value: str = "23", lab: str = LAB) -> dict[str, str]:
    """A row of ``results``."""
    return {"lab_id": lab, "sample_no": sample, "parameter": "化学需氧量", "method": "HJ 828-2017", "value_text": value,
            "unit": "mg/L"}  # fmt: skip


def csv_of(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Rows as a CSV file."""
    headings = list(rows[0])
    return "\n".join([",".join(headings), *(",".join(row[name] for name in headings) for row in rows)]).encode()


def workbook(sheets: Mapping[str, Sequence[Mapping[str, str]]], *, formula: str = "") -> bytes:
    """Rows as a workbook; with a formula in the last cell of each sheet, if one is given."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            headings = list(rows[0])
            sheet.write_row(0, 0, headings)
            for number, row in enumerate(rows, start=1):
                sheet.write_row(number, 0, [row[name] for name in headings])
            if formula:
                sheet.write_formula(len(rows), len(headings) - 1, formula, value="mg/L")
    return out.getvalue()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files as an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def asked(user: User) -> Asked:
    """A request of somebody, as far as services look at it."""
    return cast(
        "Asked", SimpleNamespace(user=user, actor=actor_of(user), request_id="r", META={}, path="/", method="POST")
    )


def party_with_people(uscc: str, name: str, region: str = "640100", kind: str = "lab") -> User:
    """A new outside party and somebody of it."""
    party = Party.objects.get_or_create(uscc=uscc, defaults={"kind": kind, "name": f"示例{name}", "region": region})[0]
    user = User(username=name, name=f"李{name}", region=region, remit=3, party=party, settled=True)
    user.set_password("Right-Horse-42")
    user.save()
    return user


def upload(user: User, files: Mapping[str, bytes], **about: Any) -> Submission:
    """Hand files in and give the submission as it is after the check."""
    assert user.party is not None
    with acting_for(actor_of(user)):
        made = receive(
            asked(user), user.party, arrive([(name, [content]) for name, content in files.items()]), About(**about)
        )
    return again(made)


def again(submission: Submission) -> Submission:
    """The submission as it is now."""
    with whole_table("a test looks"):
        return Submission.objects.select_related("party").get(pk=submission.pk)
