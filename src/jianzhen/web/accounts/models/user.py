"""Accounts."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models

from jianzhen.web.accounts.models.office import Party, regions
from jianzhen.web.scope.queryset import ScopedManager, ScopeFields
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.words import lazy


class UserManager(BaseUserManager["User"]):
    """Finds accounts for sign-in, where nobody is known yet; desks use ``User.people``."""

    def get_by_natural_key(self, username: str | None) -> User:
        """By the name of the account, whatever its case."""
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in: an officer with posts, or somebody of an outside party.

    Attributes:
        region, remit: Whose people the person belongs to; decides which administrators see the account.
        party: The outside party; empty for officers.
        settled: The password is the person's own; until then nothing but changing it is possible.
    """

    username = models.CharField(
        lazy("账号", "account"), max_length=64, unique=True, validators=[UnicodeUsernameValidator()]
    )
    name = models.CharField(lazy("姓名", "name"), max_length=64)
    phone = models.CharField(lazy("电话", "telephone"), max_length=32, blank=True)
    email = models.EmailField(lazy("邮箱", "e-mail"), blank=True)
    region = models.CharField(lazy("行政区划", "region"), max_length=6, choices=regions)
    remit = models.PositiveSmallIntegerField(default=0)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="users")
    is_active = models.BooleanField(default=True)
    settled = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    people = ScopedManager["User"]()
    scope_fields = ScopeFields(Right.PEOPLE_VIEW, region="region")

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "region"]

    class Meta:
        ordering: ClassVar = ["username"]
        indexes: ClassVar = [models.Index(fields=["region", "remit"], name="user_scope")]

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def scope_region(self) -> str:
        """Where the person belongs."""
        return self.region

    @property
    def scope_remit(self) -> int:
        """Whose people the person is of."""
        return self.remit

    @property
    def scope_assignee(self) -> int | None:
        """Nobody is given to anybody."""
        return None
