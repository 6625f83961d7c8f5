"""Out as a workbook, edited, in again."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from tests.support.web_registers import code, facts, recorded, some_organisation

from jianzhen.contract import Column, Kind
from jianzhen.contract.codes import code_list
from jianzhen.contract.derive import CODED
from jianzhen.intake.stage import stage
from jianzhen.web.audit.models import Entry
from jianzhen.web.registers.catalogue import PERSONAL, REGISTERS, Register
from jianzhen.web.registers.checking import check
from jianzhen.web.registers.exporting import as_text, empty, exported
from jianzhen.web.registers.models import Record
from jianzhen.web.registers.services.loading import rows_of
from jianzhen.web.scope.net import whole_table

Browser = Callable[..., Client]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own."""
    monkeypatch.setattr(settings, "OPTIONS", replace(settings.OPTIONS, data=tmp_path / "data", second_factor=False))
    return tmp_path


def upload(client: Client, book: bytes, name: str = "改.xlsx", **more: str) -> Any:
    body = {"file": SimpleUploadedFile(name, book), "valid_from": "2026-03-01", "reason": "年度更新", **more}
    return client.post("/registers/import/", body)


def edited(book: bytes, **cells: object) -> bytes:
    """The workbook with cells of its first sheet changed (``B2="x"``)."""
    opened = load_workbook(io.BytesIO(book))
    for place, value in cells.items():
        opened.worksheets[0][place] = value
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def export(client: Client, register: str = "instruments") -> bytes:
    answer = client.post(f"/registers/{register}/export/")
    assert answer.status_code == 200
    return bytes(answer.content)


def some_instruments(owner: Record, number: int = 2) -> list[Record]:
    rows = ({"instrument_id": f"YQ-{n}", "org_id": owner.org, "kind": "balance", "model": "X-1"} for n in range(number))
    return recorded("instruments", *rows)


@pytest.mark.django_db
def test_unchanged_nothing_is_imported_and_an_edit_is(browser: Browser) -> None:
    first, second = some_instruments(some_organisation(kind="lab"))
    client = browser("city_analyst")
    book = export(client)
    answer = upload(client, book)
    plan = client.get(answer.headers["Location"]).context["plan"]
    assert (plan.faults, plan.rows, plan.same) == ([], [], 2)
    answer = upload(client, edited(book, D2="X-2"))
    plan = client.get(answer.headers["Location"]).context["plan"]
    assert (plan.new, plan.changed, plan.same) == (0, 1, 1)
    assert facts(first)["model"] == "X-1", "a dry run writes nothing"
    client.post(answer.headers["Location"] + "take/")
    assert facts(first)["model"] == "X-2"
    assert facts(first, dt.date(2026, 2, 28))["model"] == "X-1"
    assert facts(second)["model"] == "X-1"
    assert Entry.objects.filter(kind="registers.imported").count() == 1


@pytest.mark.django_db
def test_one_fault_and_nothing_is_written_and_the_sheet_says_where(browser: Browser) -> None:
    first, _ = some_instruments(some_organisation(kind="lab"))
    client = browser("city_analyst")
    book = edited(export(client), D2="X-2", C3="不是类别的类别", B3=code(1234))
    where = upload(client, book).headers["Location"]
    plan = client.get(where).context["plan"]
    assert plan.faults
    client.post(where + "take/")
    assert facts(first)["model"] == "X-1"
    sheet = load_workbook(io.BytesIO(client.get(where + "marked/").content)).worksheets[0]
    told = [str(cell.value) for cell in sheet[3] if cell.value]
    assert "所属" in told[-1] or "管辖" in told[-1] or "名录" in told[-1]
    assert sheet["B3"].comment or sheet["C3"].comment
    assert sheet["D2"].value == "X-2"


@pytest.mark.django_db
def test_a_column_that_is_not_there_stays_as_it_is(browser: Browser) -> None:
    owner = some_organisation(kind="lab")
    first, _ = some_instruments(owner)
    book = Workbook()
    book.active.title = "仪器"
    for row in (["仪器编号", "机构代码", "仪器类别"], ["YQ-0", owner.org, "烘箱"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    client = browser("city_analyst")
    where = upload(client, out.getvalue()).headers["Location"]
    client.get(where)
    client.post(where + "take/")
    assert (facts(first)["kind"], facts(first)["model"]) == ("oven", "X-1")


@pytest.mark.django_db
def test_rows_out_of_reach_are_refused(browser: Browser) -> None:
    foreign = some_organisation("640200", kind="lab")
    some_instruments(foreign)
    book = edited(export(browser("region_analyst")), D2="X-2")
    client = browser("city_analyst")
    where = upload(client, book).headers["Location"]
    assert len(client.get(where).context["plan"].faults) >= 2
    assert browser("other_city_analyst").get(where).status_code == 404, "somebody else's workbook"


@pytest.mark.django_db
def test_what_was_shown_is_what_is_taken_in_or_nothing(browser: Browser) -> None:
    first, _ = some_instruments(some_organisation(kind="lab"))
    client = browser("city_analyst")
    where = upload(client, edited(export(client), D2="X-2")).headers["Location"]
    client.get(where)
    recorded("instruments", {**facts(first), "model": "X-3"}, valid_from=dt.date(2026, 1, 1))
    client.post(where + "take/")
    assert facts(first)["model"] == "X-3"


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "book"), [("x.xlsx", b"no"), ("x.xlsm", b"PK\x03\x04"), ("x.csv", b"a,b")])
def test_what_is_no_workbook_is_refused(browser: Browser, name: str, book: bytes) -> None:
    assert upload(browser("city_analyst"), book, name).status_code == 200


@pytest.mark.django_db
def test_a_broken_archive_is_told_as_a_fault(browser: Browser) -> None:
    client = browser("city_analyst")
    where = upload(client, b"PK\x03\x04" + b"x" * 100).headers["Location"]
    page = client.get(where)
    assert page.context["plan"].faults
    assert client.get(where + "marked/").status_code == 404


@pytest.mark.django_db
def test_telephones_do_not_leave(browser: Browser) -> None:
    some_organisation()
    book = load_workbook(io.BytesIO(export(browser("city_leader"), "organizations")))
    assert "联系电话" not in [cell.value for cell in book.worksheets[0][1]]
    assert Entry.objects.filter(kind="registers.exported").count() == 1


@pytest.mark.parametrize("register", REGISTERS.values(), ids=lambda one: one.name)
def test_the_empty_workbook_is_one_that_intake_reads(register: Register, tmp_path: Path) -> None:
    (tmp_path / "in.xlsx").write_bytes(empty(register))
    staged = stage(tmp_path / "in.xlsx", tmp_path / "out")
    assert [fault for fault in staged.faults if fault.severity == "fault"] == []


PLAIN: dict[Kind, st.SearchStrategy[str]] = {
    Kind.DATE: st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)).map(str),
    Kind.FLOAT: st.floats(0, 80, allow_nan=False).map(repr),
    Kind.INTEGER: st.integers(0, 1).map(str),
    Kind.BOOLEAN: st.sampled_from(["是", "否"]),
}


def cells(column: Column) -> st.SearchStrategy[str]:
    """Texts somebody might type into a column."""
    if column.codes and column.codes not in CODED:
        return st.sampled_from(list(code_list(column.codes).titles))
    if column.kind in PLAIN:
        return PLAIN[column.kind]
    if column.form == "uscc":
        return st.integers(0, 10**6).map(code)
    tricky = st.sampled_from(["=1+1", "@x", "-5", "0012", "1e5", "TRUE", "2026-01-01", "a;b", "#N/A ", "'x", "_x0041_"])
    return tricky | st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]), max_size=20)


@st.composite
def rows(draw: st.DrawFn) -> tuple[Register, dict[str, Any]]:
    register = draw(st.sampled_from(list(REGISTERS.values())))
    texts = {column.name: draw(cells(column)) for column in register.columns if column.required or draw(st.booleans())}
    checked = check(register, texts)
    return register, checked.values if not checked.faults else {}


@given(rows())
@limits(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_goes_out_comes_in_again_as_it_was(tmp_path_factory: pytest.TempPathFactory, row: Any) -> None:
    register, values = row
    if not values:
        return
    folder = tmp_path_factory.mktemp("trip")
    (folder / "in.xlsx").write_bytes(exported(register, [values]))
    staged = stage(folder / "in.xlsx", folder / "out")
    kept = {name: value for name, value in values.items() if name not in PERSONAL}
    assert [one for part in rows_of(register, staged.tables[register.name]) for one in part] == [kept]


def test_codes_go_out_in_words() -> None:
    column = REGISTERS["employments"].by_name["roles"]
    assert as_text(column, "sampler;analyst") == "采样人员;分析人员"


@pytest.mark.django_db
def test_nothing_is_left_behind_when_it_is_taken_in(browser: Browser, data: Path) -> None:
    some_instruments(some_organisation(kind="lab"))
    client = browser("city_analyst")
    where = upload(client, edited(export(client), D2="X-2")).headers["Location"]
    client.get(where)
    client.post(where + "take/")
    assert list((data / "data" / "imports").iterdir()) == []
    with whole_table("a test looks"):
        assert Record.objects.filter(register="instruments").count() == 2
