"""The proof file: one entry, the roots it is proved under, and everything an outsider needs to check them.

The file is a JSON object::

    format       "jianzhen-proof/1"
    log          name of the log
    entry        number (from 1), content (the text that is hashed), apart (see below)
    root         a signed root; the entry is among its entries
    inclusion    digests from the leaf to the root
    older        an earlier signed root, or null
    consistency  digests that join the earlier root to the later one
    keys         the public keys, each vouched for by the one before

``apart`` holds what is kept apart from the entry because it is about a person, by its place in
the entry: whose it is, the salt and the value as JSON text, or null when it was erased or is withheld.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from jianzhen.seal.merkle.signed import FormError, KeyNotice, SignedRoot, hex_digits, text, whole

PROOF_FORMAT = "jianzhen-proof/1"
MOST_BYTES = 16 * 1024 * 1024
_LONGEST_PATH = 64


@dataclass(frozen=True, slots=True)
class Apart:
    """A value about a person, kept apart from its entry; the entry has only its digest.

    Attributes:
        of: Key of the person.
        salt: 64 hex digits; without it nobody can guess the value from the digest.
        value: JSON text.
    """

    of: str
    salt: str
    value: str

    def digest(self) -> str:
        """SHA-256 of the salt, the person's key, a line feed and the value."""
        return hashlib.sha256(bytes.fromhex(self.salt) + f"{self.of}\n{self.value}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof file as read; nothing in it is believed before it is checked."""

    log: str
    number: int
    content: str
    root: SignedRoot
    inclusion: tuple[str, ...]
    older: SignedRoot | None = None
    consistency: tuple[str, ...] = ()
    keys: tuple[KeyNotice, ...] = ()
    apart: Mapping[str, Apart | None] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """As it stands in a file."""
        return {
            "format": PROOF_FORMAT,
            "log": self.log,
            "entry": {
                "number": self.number,
                "content": self.content,
                "apart": {name: asdict(one) if one else None for name, one in self.apart.items()},
            },
            "root": self.root.plain(),
            "inclusion": list(self.inclusion),
            "older": self.older.plain() if self.older else None,
            "consistency": list(self.consistency),
            "keys": [key.plain() for key in self.keys],
        }

    @classmethod
    def read(cls, data: bytes) -> Self:
        """Read a proof file.

        Raises:
            FormError: It is none; the message names the field.
        """
        said = read_object(data, PROOF_FORMAT)
        entry = said.get("entry")
        if not isinstance(entry, Mapping):
            raise FormError("entry: expected an object")
        return cls(
            text(said, "log"),
            whole(entry, "number"),
            text(entry, "content"),
            SignedRoot.read(said.get("root")),
            _path(said, "inclusion"),
            SignedRoot.read(said["older"]) if said.get("older") is not None else None,
            _path(said, "consistency"),
            tuple(KeyNotice.read(key) for key in _list(said, "keys")),
            _apart(entry.get("apart", {})),
        )


def read_object(data: bytes, form: str) -> Mapping[str, Any]:
    """Read a JSON file of ours that says what it is.

    Raises:
        FormError: It is too large, no JSON, or says to be something else.
    """
    if len(data) > MOST_BYTES:
        raise FormError(f"expected {MOST_BYTES:,} bytes at most")
    try:
        said = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FormError(f"no JSON file: {error}") from None
    if not isinstance(said, Mapping) or said.get("format") != form:
        raise FormError(f"format: expected {form}")
    return said


def _list(said: Mapping[str, Any], name: str) -> list[Any]:
    value = said.get(name)
    if not isinstance(value, list):
        raise FormError(f"{name}: expected a list")
    return value


def _path(said: Mapping[str, Any], name: str) -> tuple[str, ...]:
    path = _list(said, name)
    if len(path) > _LONGEST_PATH:
        raise FormError(f"{name}: expected {_LONGEST_PATH} digests at most")
    return tuple(hex_digits(one, name) for one in path)


def _apart(said: object) -> Mapping[str, Apart | None]:
    if not isinstance(said, Mapping):
        raise FormError("apart: expected an object")
    return {name: _one_apart(name, value) for name, value in said.items()}


def _one_apart(name: str, value: object) -> Apart | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise FormError(f"apart {name}: expected an object or null")
    return Apart(text(value, "of"), hex_digits(value.get("salt"), f"apart {name}: salt"), text(value, "value"))
