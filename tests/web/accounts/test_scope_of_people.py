from __future__ import annotations

from itertools import count
from typing import ClassVar

from django.db import models
from tests.support.web_scope import ScopeContract

from jianzhen.web.accounts.models import User

_number = count(1)


class TestScopeOfPeople(ScopeContract):
    viewer = "city_leader"
    foreigner = "other_city_leader"
    region_viewer = "region_leader"
    same_city_other_kind = "city_market_leader"
    without_right = "city_auditor"
    lists = ("/people/", "/people/?q=甲")
    details = ("/people/{pk}/",)
    acts: ClassVar = {
        "grant": "/people/{pk}/posts/",
        "stop": "/people/{pk}/stop/",
        "reset": "/people/{pk}/password/",
        "unmask": "/people/{pk}/unmask/phone/",
    }

    def make(self, region: str) -> models.Model:
        name = f"甲{next(_number)}号"
        return User.objects.create(username=f"u{next(_number)}", name=name, region=region, remit=1, phone="13912345678")

    def mark(self, thing: models.Model) -> str:
        assert isinstance(thing, User)
        return f">{thing.name}<"

    def manager(self) -> models.Manager[models.Model]:
        return User.people  # type: ignore[return-value]
