"""Entries of registers for the tests: organisations of a region and what belongs to them."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any

from stdnum.cn import uscc
from tests.support.web_cast import CITY

from jianzhen.web.accounts.models import User
from jianzhen.web.registers.catalogue import REGISTERS
from jianzhen.web.registers.models import Attachment, Change, PendingImport, Record, State
from jianzhen.web.registers.models.change import Way
from jianzhen.web.registers.ownership import Owners
from jianzhen.web.registers.services.writing import Row, write
from jianzhen.web.scope.net import whole_table

_number = count(1)


def code(number: int, region: str = CITY) -> str:
    """A made-up credit code whose check digit is right."""
    base = f"91{region}MA{number:07d}"
    return base + str(uscc.calc_check_digit(base))


def recorded(register: str, *rows: dict[str, Any], valid_from: dt.date | None = None) -> list[Record]:
    """Record rows as a load would."""
    with whole_table("a test fills registers"):
        change = Change.objects.create(way=Way.LOADED.value, at=dt.datetime.now())
        states = write(REGISTERS[register], [Row(row, valid_from) for row in rows], change, Owners())
        return list(Record.objects.filter(pk__in=[state.record_id for state in states]).order_by("pk"))


def some_organisation(region: str = CITY, kind: str = "discharger", **values: Any) -> Record:
    """An organisation; a discharger is the business of ecology alone."""
    number = next(_number)
    return recorded("organizations", {"org_id": code(number, region), "name": f"示例单位第{number}号", "kind": kind,
                                      "region": region, "phone": "09511234567", **values})[0]  # fmt: skip


def some_outlet(region: str = CITY) -> Record:
    """An outlet of an organisation of a region."""
    owner = some_organisation(region)
    return recorded("outlets", {"outlet_id": f"DA{next(_number):05d}", "org_id": owner.org, "kind": "air"})[0]


def facts(record: Record, day: dt.date | None = None) -> dict[str, Any]:
    """What is believed of a day."""
    with whole_table("a test looks"):
        state = State.objects.on(day or dt.datetime.now().date()).filter(record=record).first()
        return dict(state.facts) if state else {}


def objects_of_registers(author: User) -> dict[str, dict[str, object]]:
    """What the routes of registers are about: an outlet of the city with a file, two organisations, a workbook."""
    outlet = some_outlet()
    one, other = some_organisation(), some_organisation()
    with whole_table("a test fills registers"):
        now = dt.datetime.now()
        file = Attachment.objects.create(record=outlet, name="x.pdf", kind="pdf", size=1, sha256="0" * 64, reason="x",
                                         author=author, at=now)  # fmt: skip
        pending = PendingImport.objects.create(user=author, name="x.xlsx", sha256="0" * 64, valid_from=now.date(),
                                               reason="x", made_at=now)  # fmt: skip
    of_list: dict[str, object] = {"register": "outlets"}
    entry = {**of_list, "key": outlet.key}
    of_file: dict[str, object] = {"attachment_id": file.pk}
    of_workbook: dict[str, object] = {"pending_id": pending.pk}
    lists = ("register", "register_add", "register_bulk", "register_export", "register_template", "register_save_view")
    return {
        **dict.fromkeys(lists, of_list),
        **dict.fromkeys(("register_entry", "register_edit", "register_end", "register_attach"), entry),
        **dict.fromkeys(("register_file", "register_detach"), of_file),
        **dict.fromkeys(("register_import", "register_import_marked", "register_import_take"), of_workbook),
        "register_unmask": {**entry, "field": "phone"},
        "register_forget_view": {**of_list, "view_id": 1},
        "register_profile": {"key": one.key},
        "duplicate_decide": {"one": one.key, "other": other.key},
    }
