"""What every scoped register promises; a desk's test inherits this and says what its objects are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import ClassVar

import pytest
from django.db import models
from django.test import Client
from tests.support.web_cast import CITY, COUNTY, OTHER_CITY, REGION

from jianzhen.web.scope.actor import Actor
from jianzhen.web.scope.net import ScopeError, acting_for

Browser = Callable[..., Client]


@pytest.mark.django_db
class ScopeContract:
    """Inherit as ``TestScopeOf...`` and fill in.

    Attributes:
        viewer, foreigner: Two of the cast with the same role, of a city and of another.
        same_city_other_kind: One of the cast in the same city whose department has nothing to do with the object.
        without_right: One of the cast who sees the object but may not do the act; None when there is no such act.
        acts: Addresses by name that change the object, ``{pk}`` for its key.
        lists: Addresses that show many; every one must show ``mark`` of the objects in sight and of no other.
        details: Addresses that show one.
    """

    viewer: ClassVar[str]
    foreigner: ClassVar[str]
    region_viewer: ClassVar[str]
    same_city_other_kind: ClassVar[str]
    without_right: ClassVar[str | None] = None
    acts: ClassVar[Mapping[str, str]] = {}
    lists: ClassVar[tuple[str, ...]]
    details: ClassVar[tuple[str, ...]]

    missing: ClassVar[object] = 99_999_999
    body: ClassVar[Mapping[str, str]] = {"reason": "因为"}

    def key(self, thing: models.Model) -> object:
        """What names the object in an address."""
        return thing.pk

    def make(self, region: str) -> models.Model:
        """An object of a region, the business of the viewer's department."""
        raise NotImplementedError

    def mark(self, thing: models.Model) -> str:
        """A text that shows the object in a page."""
        raise NotImplementedError

    def manager(self) -> models.Manager[models.Model]:
        """The scoped manager."""
        raise NotImplementedError

    def test_lists_show_what_is_in_sight_and_nothing_else(self, browser: Browser) -> None:
        things = {region: self.make(region) for region in (REGION, CITY, COUNTY, OTHER_CITY)}
        seen = {self.viewer: {CITY, COUNTY}, self.foreigner: {OTHER_CITY}, self.region_viewer: set(things),
                self.same_city_other_kind: set()}  # fmt: skip
        for name, regions in seen.items():
            for address in self.lists:
                answer = browser(name).get(address)
                if answer.status_code == 403:
                    assert regions == set(), f"{name} {address}"
                    continue
                shown = {region for region, thing in things.items() if self.mark(thing) in answer.text}
                assert shown == regions, f"{name} {address}"

    def test_counts_are_those_of_the_rows_in_sight(self, acting: Callable[[str], Actor]) -> None:
        viewer, foreigner = acting(self.viewer), acting(self.foreigner)
        before = self._counts(viewer, foreigner)
        for region in (CITY, COUNTY, COUNTY, OTHER_CITY):
            self.make(region)
        after = self._counts(viewer, foreigner)
        assert [now - then for then, now in zip(before, after, strict=True)] == [3, 1]

    def _counts(self, *actors: Actor) -> list[int]:
        counts = []
        for actor in actors:
            with acting_for(actor):
                counts.append(self.manager().count())
        return counts

    def test_a_foreign_object_does_not_exist(self, browser: Browser) -> None:
        thing = self.make(CITY)
        for name in (self.foreigner, self.same_city_other_kind):
            for address in self.details:
                status = browser(name, elevated=True).get(address.format(pk=self.key(thing))).status_code
                assert status in ({404} if name == self.foreigner else {403, 404}), address
        for address in self.acts.values():
            assert browser(self.foreigner, elevated=True).post(address.format(pk=self.key(thing))).status_code in {
                403,
                404,
            }

    def test_foreign_and_missing_look_alike(self, browser: Browser) -> None:
        thing = self.make(CITY)
        client = browser(self.foreigner, elevated=True)
        for address in self.details:
            foreign = client.get(address.format(pk=self.key(thing)))
            missing = client.get(address.format(pk=self.missing))
            plain = [
                _without_what_differs(answer.text, (str(self.key(thing)), str(self.missing)))
                for answer in (foreign, missing)
            ]
            assert foreign.status_code == missing.status_code
            assert plain[0] == plain[1]

    def test_ones_own_object_without_the_right_is_refused(self, browser: Browser) -> None:
        if self.without_right is None:
            pytest.skip("every act has its own rights")
        thing = self.make(CITY)
        client = browser(self.without_right, elevated=True)
        assert client.get(self.details[0].format(pk=self.key(thing))).status_code == 200
        for name, address in self.acts.items():
            assert client.post(address.format(pk=self.key(thing)), self.body).status_code == 403, name

    def test_nobody_asks_without_saying_for_whom(self) -> None:
        with pytest.raises(ScopeError):
            self.manager().count()


def _without_what_differs(text: str, keys: tuple[str, str]) -> str:
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    return re.sub("|".join(keys), "KEY", text)
