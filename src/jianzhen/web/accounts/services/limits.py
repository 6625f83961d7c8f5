"""How often something may be tried: token buckets in the database, alike for all processes."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from jianzhen.web.accounts.models import Bucket


@dataclass(frozen=True, slots=True)
class Limit:
    """So many at once, and one more every so often."""

    most: float
    every: dt.timedelta

    @property
    def full_after(self) -> dt.timedelta:
        """An empty bucket is full again after so long, and its row says nothing any more."""
        return self.every * self.most


LIMITS: Mapping[str, Limit] = {
    "password": Limit(8, dt.timedelta(minutes=3)),  # of one account
    "code": Limit(6, dt.timedelta(minutes=5)),  # one-time codes of one account
    "address": Limit(60, dt.timedelta(seconds=20)),  # tries of all accounts from one address
    "token": Limit(30, dt.timedelta(seconds=10)),  # wrong tokens from one address
    "upload": Limit(120, dt.timedelta(seconds=15)),  # of one outside party
    "receipt": Limit(60, dt.timedelta(seconds=5)),  # numbers of receipts asked for from one address
}


def take(limit: str, subject: str, now: dt.datetime) -> dt.timedelta | None:
    """Use one try up.

    Returns:
        None when there was one left, otherwise how long to wait for the next.
    """
    rule = LIMITS[limit]
    with transaction.atomic():
        bucket = _locked(limit, subject, now)
        left = _refilled(bucket, rule, now)
        if left < 1:
            return rule.every * (1 - left)
        bucket.left, bucket.at = left - 1, now
        bucket.save()
    return None


def give_back(limit: str, subject: str, now: dt.datetime) -> None:
    """The try was a good one and does not count."""
    with transaction.atomic():
        bucket = _locked(limit, subject, now)
        bucket.left, bucket.at = min(LIMITS[limit].most, _refilled(bucket, LIMITS[limit], now) + 1), now
        bucket.save()


def forget_full(now: dt.datetime) -> int:
    """Drop rows that say nothing any more."""
    longest = max(rule.full_after for rule in LIMITS.values())
    dropped, _ = Bucket.objects.filter(at__lt=now - longest).delete()
    return dropped


def _locked(limit: str, subject: str, now: dt.datetime) -> Bucket:
    key = hashlib.sha256(f"{limit}\n{subject}".encode()).hexdigest()
    Bucket.objects.get_or_create(key=key, defaults={"left": LIMITS[limit].most, "at": now})
    return Bucket.objects.select_for_update().get(key=key)


def _refilled(bucket: Bucket, rule: Limit, now: dt.datetime) -> float:
    # A clock that was set back gives nothing and takes nothing.
    passed = max(dt.timedelta(), now - bucket.at)
    return min(rule.most, bucket.left + passed / rule.every)
