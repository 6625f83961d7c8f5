from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.support.web_registers import code

from jianzhen.web.audit.models import Entry
from jianzhen.web.registers.catalogue import REGISTERS, SLOTS
from jianzhen.web.registers.models import Record, State
from jianzhen.web.registers.services.loading import load_dataset
from jianzhen.web.scope.net import whole_table

pytestmark = pytest.mark.django_db
LAB, PLANT = code(1, "640104"), code(2, "640200")
TODAY = dt.datetime.now().date()
FILES = {
    "organizations.csv": f"org_id,name,kind,region\n{LAB},示例检测,lab,640104\n{PLANT},示例排污,discharger,640299\n",
    "certificates.csv": f"cert_no,org_id,issued_on,expires_on\nC1,{LAB},2023-03-10,2029-03-09\n",
    "capabilities.csv": "cert_no,category,parameter,method,valid_from_on\nC1,water,COD,HJ 828-2017,2023-03-10\n",
    "instruments.csv": f"instrument_id,org_id,kind\nI1,{LAB},balance\nI2,{code(9)},balance\n",
    "outlets.csv": f"outlet_id,org_id,kind\nDA001,{PLANT},air\n",
    "devices.csv": f"device_id,outlet_id,om_org_id\nMN1,DA001,{LAB}\n",
    "filed_parameters.csv": "device_id,factor,name,value,filed_on\nMN1,a21026,range,200,2024-01-10\n",
    "observations.csv": "this is not read",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def states(register: str) -> list[State]:
    with whole_table("a test looks"):
        return list(State.objects.on(TODAY).filter(register=register).order_by("c0"))


def test_every_register_of_the_contract_has_room_for_its_columns() -> None:
    assert all(len(register.columns) <= SLOTS for register in REGISTERS.values())
    assert [name for name, one in REGISTERS.items() if one.owner is None] == ["organizations", "methods"]


def test_rows_belong_where_their_organisation_is(folder: Path) -> None:
    done = load_dataset(folder)
    assert {name: one.new for name, one in done.registers.items()} == {
        "organizations": 2, "certificates": 1, "capabilities": 1, "instruments": 2, "outlets": 1, "devices": 1,
        "filed_parameters": 1,
    }  # fmt: skip
    places = {state.register: (state.region, state.remit, state.org) for state in states("capabilities")}
    assert places == {"capabilities": ("640104", 3, LAB)}
    assert [(s.region, s.org, s.operator) for s in states("filed_parameters")] == [("640200", PLANT, LAB)]
    assert [(s.region, s.org) for s in states("instruments")] == [("640104", LAB), ("640000", "")]


def test_a_load_may_be_repeated_and_writes_one_entry(folder: Path) -> None:
    load_dataset(folder)
    before = Entry.objects.count()
    again = load_dataset(folder)
    assert again.touched == 0
    assert Entry.objects.count() == before
    assert Entry.objects.filter(kind="registers.loaded").count() == 1


def test_what_changed_holds_from_the_day_given_and_the_old_stays(folder: Path) -> None:
    load_dataset(folder)
    (folder / "instruments.csv").write_text(f"instrument_id,org_id,kind\nI1,{LAB},oven\n", encoding="utf-8")
    done = load_dataset(folder, effective_on=dt.date(2026, 5, 1))
    assert (done.registers["instruments"].changed, done.registers["instruments"].new) == (1, 0)
    with whole_table("a test looks"):
        found = State.objects.filter(register="instruments", c0="i1")
        assert [s.facts["kind"] for s in found.on(dt.date(2026, 4, 30))] == ["balance"]
        assert [s.facts["kind"] for s in found.on(dt.date(2026, 5, 1))] == ["oven"]
        assert State.objects.on(TODAY).filter(register="instruments").count() == 2, "absent ones stay"


def test_whoever_no_longer_operates_a_device_no_longer_has_to_do_with_it(folder: Path) -> None:
    load_dataset(folder)
    (folder / "devices.csv").write_text(f"device_id,outlet_id,om_org_id\nMN1,DA001,{code(3)}\n", encoding="utf-8")
    load_dataset(folder)
    with whole_table("a test looks"):
        for model in (State, Record):
            for register in ("devices", "filed_parameters"):
                operators = model.objects.filter(register=register).values_list("operator", flat=True)
                assert set(operators) == {code(3)}
    # And when the plant moves, operators stay.
    moved = f"org_id,name,kind,region\n{PLANT},示例排污,discharger,640300\n"
    (folder / "organizations.csv").write_text(moved, encoding="utf-8")
    load_dataset(folder)
    assert [(s.region, s.operator) for s in states("filed_parameters")] == [("640300", code(3))]


def test_when_an_organisation_moves_what_it_has_moves_along(folder: Path) -> None:
    load_dataset(folder)
    text = f"org_id,name,kind,region\n{PLANT},示例排污,discharger,640300\n"
    (folder / "organizations.csv").write_text(text, encoding="utf-8")
    load_dataset(folder)
    for register in ("organizations", "outlets", "devices", "filed_parameters"):
        with whole_table("a test looks"):
            assert set(Record.objects.filter(register=register, org=PLANT).values_list("region", flat=True)) == {
                "640300"
            }
            assert set(State.objects.filter(register=register, org=PLANT).values_list("region", flat=True)) == {
                "640300"
            }
