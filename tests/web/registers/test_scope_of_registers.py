from __future__ import annotations

from typing import ClassVar

from django.db import models
from tests.support.web_registers import some_outlet
from tests.support.web_scope import ScopeContract

from jianzhen.web.registers.models import Record, State
from jianzhen.web.scope.net import whole_table


class TestScopeOfStates(ScopeContract):
    viewer = "city_analyst"
    foreigner = "other_city_analyst"
    region_viewer = "region_analyst"
    same_city_other_kind = "city_police"
    without_right = "city_inspector"
    lists = ("/registers/outlets/", "/registers/outlets/?q=DA&sort=-outlet_id", "/registers/search/?q=DA",
             "/registers/outlets/?on=2020-01-01&col=outlet_id")  # fmt: skip
    details = ("/registers/outlets/{pk}/",)
    acts: ClassVar = {"end": "/registers/outlets/{pk}/end/", "attach": "/registers/outlets/{pk}/attach/",
                      "edit": "/registers/outlets/{pk}/edit/"}  # fmt: skip
    missing: ClassVar = "f" * 32

    def make(self, region: str) -> models.Model:
        record = some_outlet(region)
        with whole_table("a test looks"):
            return State.objects.get(record=record)

    def mark(self, thing: models.Model) -> str:
        assert isinstance(thing, State)
        return thing.label

    def manager(self) -> models.Manager[models.Model]:
        return _Of(State)  # type: ignore[return-value]

    def key(self, thing: models.Model) -> str:
        assert isinstance(thing, State)
        return thing.record_key


class TestScopeOfRecords(TestScopeOfStates):
    def manager(self) -> models.Manager[models.Model]:
        return _Of(Record)  # type: ignore[return-value]


class _Of:
    """Rows about outlets alone; each comes with the organisation that owns it."""

    def __init__(self, model: type[State] | type[Record]) -> None:
        self._model = model

    def count(self) -> int:
        return self._model.objects.filter(register="outlets").count()
