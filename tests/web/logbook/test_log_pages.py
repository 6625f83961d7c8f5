from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.web_cast import department

from jianzhen.seal.merkle.keyring import KeyRing
from jianzhen.seal.merkle.proof import Proof
from jianzhen.seal.merkle.published import Published
from jianzhen.seal.merkle.told import check, whole
from jianzhen.web import audit
from jianzhen.web.accounts.models import Post, User
from jianzhen.web.audit.kinds import declared
from jianzhen.web.audit.models import Entry
from jianzhen.web.audit.roots import sign_root
from jianzhen.web.logbook.filters import DESKS
from jianzhen.words import Words

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
Somebody = Callable[[str], User]


def act(by: object, kind: str = "lead.take_up", **told: object) -> Entry:
    with transaction.atomic():
        return audit.record(kind, actor=by, words=Words("一件事{reason}", "a thing {reason}"), **told)  # type: ignore[arg-type]


@pytest.fixture
def region_auditor(somebody: Somebody) -> User:
    user = somebody("region_auditor")
    Post.objects.create(user=user, role="auditor", department=department("ecology", "640000"), from_on="2020-01-01")
    return user


def numbers(client: Client, **query: str) -> list[int]:
    return [one.entry.number for one in client.get("/log/", query).context["entries"]]


def test_an_auditor_sees_the_acts_of_the_region(browser: Browser, somebody: Somebody, region_auditor: User) -> None:
    city, elsewhere = somebody("city_analyst"), somebody("other_city_analyst")
    ours, theirs, platform = act(city), act(elsewhere), act(None)
    about_ours = act(elsewhere, target=city)
    seen = set(numbers(browser("city_auditor")))
    assert {ours.number, about_ours.number} <= seen
    assert not {theirs.number, platform.number} & seen
    assert {one.number for one in (ours, theirs, platform, about_ours)} <= set(numbers(browser("region_auditor")))


def test_what_is_out_of_sight_does_not_exist(browser: Browser, somebody: Somebody) -> None:
    theirs = act(somebody("other_city_analyst"))
    client = browser("city_auditor")
    for address in (f"/log/{theirs.number}/", f"/log/{theirs.number}/proof/", "/log/999999999/"):
        assert client.get(address).status_code == 404


def test_filters_narrow(browser: Browser, somebody: Somebody, region_auditor: User) -> None:
    first = act(somebody("city_analyst"), "lead.assigned", target="leads.lead:5")
    second = act(somebody("other_city_analyst"), "token.made")
    client = browser("region_auditor")
    assert numbers(client, who="张city_analyst") == [first.number]
    assert numbers(client, who="other_city_ana") == [second.number]
    assert numbers(client, kind="lead.assigned") == [first.number]
    assert numbers(client, about="leads.lead:5") == [first.number]
    assert numbers(client, before=str(second.number), kind="token.made") == []
    day = first.at.date().isoformat()
    assert {first.number, second.number} <= set(numbers(client, from_on=day, to_on=day))
    assert numbers(client, to_on="2001-01-01") == []
    assert numbers(client, from_on="2999-01-01") == []


@pytest.mark.parametrize(
    "query",
    ["before=999", "before=-1", "before=%00", "before=99999999999999999999999", "from_on=x",
     "from_on=9999-12-31&to_on=9999-12-31", "who=%00'\"", "kind=<script>"],
)  # fmt: skip
def test_rubbish_in_the_address_is_no_error(browser: Browser, query: str) -> None:
    answer = browser("city_auditor").get(f"/log/?{query}")
    assert answer.status_code == 200
    assert "<script>" not in answer.text.partition("<main")[2]


def test_questions_do_not_grow_with_the_list(browser: Browser, somebody: Somebody) -> None:
    client, user = browser("city_auditor"), somebody("city_analyst")
    asked = []
    for _ in range(2):
        act(user)
        act(user, reason="因为")
        with CaptureQueriesContext(connection) as questions:
            client.get("/log/")
        asked.append(len(questions))
    assert asked[0] == asked[1] <= 11


def test_the_next_page_goes_on_where_this_one_ends(browser: Browser, somebody: Somebody) -> None:
    entries = [act(somebody("city_analyst"), "lead.assigned").number for _ in range(60)]
    client = browser("city_auditor")
    answer = client.get("/log/", {"kind": "lead.assigned"})
    rest = numbers(client, kind="lead.assigned", before=str(answer.context["next"]))
    assert [one.entry.number for one in answer.context["entries"]] + rest == entries[::-1]


def test_an_entry_shows_before_and_after_and_masks(browser: Browser, somebody: Somebody) -> None:
    entry = act(
        somebody("city_analyst"), "person.made", before={"state": "new"}, reason="核对完毕",
        after={"state": "dismissed", "phone": "13912345678", "list": [1, 2]},
    )  # fmt: skip
    answer = browser("city_auditor").get(f"/log/{entry.number}/")
    assert {(one.name, one.before, one.after) for one in answer.context["shown"].changes} == {
        ("state", "new", "dismissed"), ("phone", "", "139****5678（个人信息，另存）"), ("list", "", "1, 2"),
    }  # fmt: skip
    assert "核对完毕" in answer.text
    assert "13912345678" not in answer.text


def test_a_proof_is_given_once_a_root_covers_it_and_that_is_an_act(
    browser: Browser, somebody: Somebody, tmp_path: Path
) -> None:
    entry = act(somebody("city_analyst"), reason="原因在此")
    client = browser("city_auditor")
    assert client.get(f"/log/{entry.number}/proof/").status_code == 409
    sign_root(KeyRing(tmp_path))
    answer = client.get(f"/log/{entry.number}/proof/")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "原因在此" not in answer.text
    newest = Entry.objects.order_by("-number").first()
    assert newest is not None
    assert (newest.kind, newest.target) == ("audit.proof_exported", f"audit.entry:{entry.number}")
    roots = Client().get("/verify/roots/")
    steps = check(Proof.read(answer.content), Published.read(roots.content).roots)
    assert whole(steps)


def test_an_export_says_what_the_list_says_and_is_an_act(browser: Browser, somebody: Somebody) -> None:
    entry = act(somebody("city_analyst"), "lead.assigned", reason='=HYPERLINK("http://a")')
    act(somebody("other_city_analyst"), "lead.assigned", reason="别处的事")
    answer = browser("city_auditor").post("/log/export/", {"kind": "lead.assigned"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(min_row=2))  # type: ignore[union-attr]
    assert [row[0].value for row in rows] == [entry.number]
    assert (rows[0][6].value, rows[0][6].data_type) == ('=HYPERLINK("http://a")', "s")
    assert Entry.objects.filter(kind="audit.list_exported").count() == 1


def test_anybody_finds_what_it_takes_to_check_the_log(tmp_path: Path) -> None:
    act(None)
    root = sign_root(KeyRing(tmp_path))
    assert root is not None
    client = Client()
    assert root.root in client.get("/verify/").text
    assert json.loads(client.get("/verify/roots/").content)["roots"][0]["root"] == root.root
    for name in ("page", "script"):
        answer = client.get(f"/verify/{name}/")
        assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client.get("/verify/keys/").status_code == 302


def test_every_desk_of_the_filter_has_a_title() -> None:
    of_tests = {"test"}  # declared by other tests of the same process
    assert {kind.name.split(".")[0] for kind in declared()} - set(DESKS) - of_tests == set()
