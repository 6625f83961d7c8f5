"""Uploads for the tests of filing and intake."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence
from itertools import count
from types import SimpleNamespace
from typing import Any, cast

import xlsxwriter

from jianzhen.web.accounts.actors import actor_of
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.models import Party, User
from jianzhen.web.filing.models import Duty, Filing, Submission, SubmittedFile
from jianzhen.web.filing.services.receiving import About, arrive, receive
from jianzhen.web.scope.net import acting_for, whole_table

LAB = "91640100MA0LAB0005"
NOW = dt.datetime(2026, 3, 2, 8)
_number = count(1)
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
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
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
            asked(user),
            user.party,
            arrive(user.party, [(name, [content]) for name, content in files.items()]),
            About(**about),
        )
    return again(made)


def again(submission: Submission) -> Submission:
    """The submission as it is now."""
    with whole_table("a test looks"):
        return Submission.objects.select_related("party").get(pk=submission.pk)


def a_submission(party: Party, user: User, **fields: Any) -> Submission:
    """An accepted submission without files in the vault behind it."""
    given: dict[str, Any] = {
        "party": party, "region": party.region, "remit": 3, "uploaded_by": user, "uploaded_at": NOW,
        "state": "accepted",
        "digest": "0" * 64, "size": 1, "number": f"{next(_number):020d}", "accepted_at": NOW,
        "tables": [{"table": "results", "rows": 2, "set_aside": 0, "repeated": 0}], **fields,
    }  # fmt: skip
    with whole_table("a test makes a submission"):
        return Submission.objects.create(**given)


def objects_of_filing(partner: User) -> dict[str, dict[str, object]]:
    """A submission, a filing and a duty of the city: what the routes with a number are about."""
    party = partner.party
    assert party is not None
    one = a_submission(party, partner)
    with whole_table("a test makes objects"):
        file = SubmittedFile.objects.create(submission=one, name="结果.csv", kind="text", sha256="0" * 64, size=1)
        filing = Filing.objects.create(
            party=party, region=party.region, remit=3, version=1, step="submitted", scope="水和废水",
            address="示例路1号",
            staff_count=3, instrument_count=4, made_at=NOW, submitted_at=NOW, promised_by=partner,
        )  # fmt: skip
        duty = Duty.objects.create(
            title_zh="月度原始记录", party_kind="lab", region=party.region, remit=3, rhythm="month", days=10,
            from_on=NOW.date(), made_by=partner, made_at=NOW,
        )  # fmt: skip
    on = {"submission_id": one.pk}
    names = ("submission", "submission_status", "submit_submission", "correct_submission", "submission_faults",
             "submission_receipt", "receipt_picture", "api_submission", "api_submission_faults",
             "api_submit")  # fmt: skip
    filings = ("filing", "save_filing", "attach_filing", "submit_filing", "decide_filing", "adopt_filing")
    return {
        **dict.fromkeys(names, on),
        **{name: {**on, "file_id": file.pk} for name in ("submitted_file", "marked_file")},
        **{name: {"filing_id": filing.pk} for name in filings},
        "end_duty": {"duty_id": duty.pk},
        "receipt": {"number": one.number},
        "submission_template": {"purpose": "records"},
        "row_origin": {"table": "results", "row_id": "0" * 32},
    }
