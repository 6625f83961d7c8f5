"""Values of Python and Django as plain JSON data, always in the same form."""

from __future__ import annotations

import datetime as dt
import decimal
import enum
import uuid
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import PurePath

from django.db.models import Model
from django.utils.functional import Promise


def plain(value: object) -> object:
    """A value as JSON data.

    Raises:
        TypeError: It has no JSON form that everybody would read alike.
    """
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, enum.Enum):
        return plain(value.value)
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, AbstractSet):
        return sorted((plain(one) for one in value), key=str)
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [plain(one) for one in value]
    return _text(value)


def _text(value: object) -> str:
    if isinstance(value, str | Promise | decimal.Decimal | uuid.UUID | PurePath):
        return clean(str(value))
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="microseconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Model):
        return f"{value._meta.label_lower}:{value.pk}"
    raise TypeError(f"{type(value).__name__} {value!r} has no JSON form; turn it into text or numbers first")


def clean(text: str) -> str:
    """Half a character (a lone surrogate) and NUL, which not every database stores, as the replacement character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")
