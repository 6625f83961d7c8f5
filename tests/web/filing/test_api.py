"""Handing in by program."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.web_filing import csv_of, result

from jianzhen.lake.log import entries
from jianzhen.lake.place import open_lake
from jianzhen.web.accounts.models import ApiToken, User
from jianzhen.web.accounts.services.tokens import digest
from jianzhen.web.filing.models import ApiCall, Submission
from jianzhen.web.filing.services.idempotency import once
from jianzhen.web.scope.net import whole_table

Call = Callable[..., tuple[int, Any]]
RECORDS = {"tables": {"results": [result()]}}


def token_of(user: User, text: str = "jz_test", rights: tuple[str, ...] = ("party.file",)) -> str:
    import datetime as dt  # noqa: PLC0415 - of this helper

    now = dt.datetime.now()
    ApiToken.objects.create(
        user=user, name="程序", digest=digest(text), rights=list(rights), made_at=now, expires_at=now + dt.timedelta(1)
    )
    return text


@pytest.fixture
def call(partner: User) -> Call:
    token = token_of(partner)

    def made(method: str, address: str, body: Any = None, key: str = "k1", **more: Any) -> tuple[int, Any]:
        headers = {"authorization": f"Bearer {token}", "idempotency-key": key}
        client = Client(enforce_csrf_checks=True)
        if method == "GET":
            answer = client.get(address, headers=headers)
        else:
            content = body if isinstance(body, str | bytes) else json.dumps(body)
            answer = client.generic(
                "POST", address, content, more.get("content_type", "application/json"), headers=headers
            )
        return answer.status_code, answer.json()

    return made


def submissions() -> int:
    with whole_table("a test"):
        return Submission.objects.count()


@pytest.mark.django_db
def test_a_program_hands_in_checks_and_submits(call: Call, data: Any) -> None:
    status, said = call("POST", "/api/submissions/", RECORDS)
    assert (status, said["state"], said["faults"], said["receipt"]) == (202, "ready", 0, None)
    status, done = call("POST", f"/api/submissions/{said['id']}/submit/")
    assert (status, done["state"]) == (200, "stored")
    assert call("POST", f"/api/submissions/{said['id']}/submit/") == (200, done)
    assert Client().get(done["receipt"]["address"]).status_code == 200
    assert call("GET", f"/api/submissions/{said['id']}/")[1] == done
    assert len(entries(open_lake(data / "lake"))) == 1
    status, listed = call("GET", "/api/submissions/")
    assert [one["id"] for one in listed["submissions"]] == [said["id"]]


@pytest.mark.django_db
def test_submit_at_once(call: Call) -> None:
    status, said = call("POST", "/api/submissions/?submit=true", RECORDS)
    assert (status, said["state"]) == (202, "stored")


@pytest.mark.django_db
def test_files_are_handed_in_as_they_are(partner: User) -> None:
    headers = {"authorization": f"Bearer {token_of(partner)}", "idempotency-key": "k"}
    files = {"file": [SimpleUploadedFile("results.csv", csv_of([result()]))]}
    answer = Client(enforce_csrf_checks=True).post("/api/submissions/", files, headers=headers)
    assert (answer.status_code, answer.json()["state"]) == (202, "ready")


@pytest.mark.django_db
def test_faults_come_with_row_and_column(call: Call) -> None:
    _, said = call("POST", "/api/submissions/", {"tables": {"results": [{**result(), "unit": ""}]}})
    status, listed = call("GET", f"/api/submissions/{said['id']}/faults/")
    assert (status, listed["next"]) == (200, None)
    assert [(one["row"], one["column"]) for one in listed["faults"]] == [(2, "unit")]
    assert call("POST", f"/api/submissions/{said['id']}/submit/")[0] == 422


@pytest.mark.django_db
def test_the_same_key_hands_in_once(call: Call) -> None:
    first = call("POST", "/api/submissions/", RECORDS)
    assert call("POST", "/api/submissions/", RECORDS) == first
    assert call("POST", "/api/submissions/?reason=x", RECORDS)[0] == 422
    assert call("POST", "/api/submissions/", {"tables": {"results": [result("S9")]}})[0] == 422
    assert submissions() == 1
    assert call("POST", "/api/submissions/", RECORDS, key="k2")[1]["id"] != first[1]["id"]


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", " ", "x" * 201])
def test_a_key_is_needed(call: Call, key: str) -> None:
    assert call("POST", "/api/submissions/", RECORDS, key=key)[0] == 400
    assert submissions() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/submissions/?duty=x", 400), ("/api/submissions/?submit=perhaps", 400),
        ("/api/submissions/?other=1", 400),
        ("/api/submissions/?duty=1&duty=2", 400), ("/api/submissions/?period=%00", 400),
        ("/api/submissions/?duty=999999", 422), ("/api/submissions/?corrects=999999", 404),
    ],
)  # fmt: skip
def test_parameters_of_another_form_are_refused(call: Call, address: str, status: int) -> None:
    got, said = call("POST", address, RECORDS)
    assert got == status
    assert set(said["error"]) == {"zh", "en"}
    assert submissions() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "kind"),
    [("", "application/json"), ("{}", "text/plain"), ("x", "multipart/form-data"), (b"PK\x03\x04", "application/json"),
     ("{" * 10_000, "application/json"), ("a=1", "application/x-www-form-urlencoded")],
)  # fmt: skip
def test_bodies_of_another_form_never_break_anything(call: Call, body: Any, kind: str) -> None:
    status, said = call("POST", "/api/submissions/", body, content_type=kind)
    assert status in {202, 400, 422}
    assert status != 202 or said["state"] == "faulty"


@pytest.mark.django_db
def test_a_cookie_writes_nothing_and_a_token_without_the_right_neither(
    browser: Callable[..., Client], somebody: Callable[[str], User]
) -> None:
    body = json.dumps(RECORDS)
    headers = {"idempotency-key": "k"}
    answer = browser("partner").generic("POST", "/api/submissions/", body, "application/json", headers=headers)
    assert answer.status_code == 403
    officer = token_of(somebody("city_analyst"), "jz_officer", ("filings.view",))
    headers["authorization"] = f"Bearer {officer}"
    assert Client().generic("POST", "/api/submissions/", body, "application/json", headers=headers).status_code == 403
    assert Client().get("/api/submissions/", headers=headers).status_code == 200
    narrow = token_of(somebody("partner"), "jz_narrow", ())
    headers["authorization"] = f"Bearer {narrow}"
    assert Client().get("/api/submissions/", headers=headers).status_code == 403
    assert submissions() == 0


STEPS = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["one", "two"]), st.sampled_from(["done", "fails", "refused"])),
    max_size=12,
)


@pytest.mark.django_db(transaction=True)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_keys_hold_whatever_the_order_and_whatever_fails(partner: User, steps: list[tuple[str, str, str]]) -> None:
    """Against a model: the first call of a key that does not break off decides, for good."""
    ApiCall.objects.all().delete()
    known: dict[str, tuple[str, int]] = {}
    done: list[str] = []

    for key, content, how in steps:

        def do(key: str = key, how: str = how) -> tuple[int, Any]:
            if how == "fails":
                raise ConnectionError
            done.append(key)
            return (202, {"n": len(done)}) if how == "done" else (422, {"n": len(done)})

        if key not in known and how == "fails":
            with pytest.raises(ConnectionError):
                once(partner, key, content, do)
            assert not ApiCall.objects.filter(key=key).exists()
            continue
        status, answer, remembered = once(partner, key, content, do)
        if key not in known:
            known[key] = (content, len(done))
            assert (remembered, answer) == (False, {"n": len(done)})
        elif known[key][0] == content:
            assert (remembered, answer) == (True, {"n": known[key][1]})
        else:
            assert status == 422
            assert "error" in answer
    assert sorted(done) == sorted(known)


@pytest.mark.django_db(transaction=True)
def test_two_calls_at_once_count_once(partner: User) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("a database in memory belongs to one connection; PostgreSQL is asked in its own run")
    made: list[int] = []

    def do() -> tuple[int, Any]:
        made.append(1)
        return 202, {}

    def ask() -> None:
        try:
            once(partner, "k", "c", do)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
