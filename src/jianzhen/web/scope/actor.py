"""Whoever asks: the posts held today, and through a token no more than the token carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from jianzhen.web.scope.divisions import within
from jianzhen.web.scope.remit import KINDS
from jianzhen.web.scope.rights import ONLY_ASSIGNED, PARTY_RIGHTS, ROLE_RIGHTS, Right, Role


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one post reaches: regions, the kind of department, and whether only what is one's own."""

    regions: frozenset[str]
    kind: str
    only_assigned: bool


@dataclass(frozen=True, slots=True)
class PostHeld:
    """A role in a department of a region."""

    role: Role
    kind: str
    region: str


class Placed(Protocol):
    """An object that lies in a region and is the business of departments."""

    @property
    def scope_region(self) -> str: ...  # noqa: D102 - the protocol's docstring says it

    @property
    def scope_remit(self) -> int: ...  # noqa: D102

    @property
    def scope_assignee(self) -> int | None: ...  # noqa: D102


@dataclass(frozen=True)
class Actor:
    """A person, or nobody.

    Attributes:
        user_id: None for somebody who has not signed in.
        posts: Posts in force.
        party_id: The outside party the person belongs to; such a person holds no post.
        cap: Rights a token carries; None when the person is here in person.
        elevated: The elevated mode is on.
    """

    user_id: int | None = None
    posts: tuple[PostHeld, ...] = ()
    party_id: int | None = None
    cap: frozenset[Right] | None = None
    elevated: bool = False

    @cached_property
    def rights(self) -> frozenset[Right]:
        """What the person may do somewhere."""
        held = frozenset().union(*(ROLE_RIGHTS[post.role] for post in self.posts))
        if self.party_id is not None:
            held |= PARTY_RIGHTS
        return held if self.cap is None else held & self.cap

    def stretches(self, right: Right) -> Iterator[Stretch]:
        """Where the person may do it."""
        if right in self.rights:
            for post in self.posts:
                if right in ROLE_RIGHTS[post.role]:
                    yield Stretch(within(post.region), post.kind, post.role in ONLY_ASSIGNED)

    def may(self, right: Right, thing: Placed) -> bool:
        """Whether the person may do it to this object; says the same as ``visible_to``, without a query."""
        return self._owns(right, thing) or any(
            thing.scope_region in stretch.regions
            and thing.scope_remit & KINDS[stretch.kind]
            and (not stretch.only_assigned or (self.user_id is not None and thing.scope_assignee == self.user_id))
            for stretch in self.stretches(right)
        )

    def _owns(self, right: Right, thing: Placed) -> bool:
        """Whether it is the party's own: an object of a party names it as ``scope_party``."""
        owner: int | None = getattr(thing, "scope_party", None)
        return right in PARTY_RIGHTS & self.rights and owner is not None and owner == self.party_id


NOBODY = Actor()
