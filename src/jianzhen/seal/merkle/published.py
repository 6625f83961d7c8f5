"""The file in which roots are published: the log's name, its public keys, its signed roots.

A JSON object ``{"format": "jianzhen-roots/1", "log": ..., "keys": [...], "roots": [...]}``. Put it
where the keeper of the log cannot take it back: a web page that others archive, a gazette, a mail
to another department.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from jianzhen.seal.merkle.proof import read_object
from jianzhen.seal.merkle.signed import FormError, KeyNotice, SignedRoot, text

ROOTS_FORMAT = "jianzhen-roots/1"


@dataclass(frozen=True, slots=True)
class Published:
    """Roots and keys as they stand in a published file."""

    log: str
    keys: tuple[KeyNotice, ...]
    roots: tuple[SignedRoot, ...]

    def plain(self) -> dict[str, Any]:
        """As it stands in the file."""
        return {
            "format": ROOTS_FORMAT,
            "log": self.log,
            "keys": [key.plain() for key in self.keys],
            "roots": [root.plain() for root in self.roots],
        }

    @classmethod
    def read(cls, data: bytes) -> Self:
        """Read a published file.

        Raises:
            FormError: It is none; the message names the field.
        """
        said = read_object(data, ROOTS_FORMAT)
        keys, roots = _many(said, "keys"), _many(said, "roots")
        return cls(text(said, "log"), tuple(map(KeyNotice.read, keys)), tuple(map(SignedRoot.read, roots)))

    def unsigned(self) -> list[SignedRoot]:
        """Roots that none of the file's own keys signed, or that are of another log."""
        public = {key.key: key.public for key in self.keys}
        return [
            root
            for root in self.roots
            if root.log != self.log or root.key not in public or not root.is_signed_by(public[root.key])
        ]


def _many(said: Mapping[str, Any], name: str) -> list[object]:
    value = said.get(name)
    if not isinstance(value, list):
        raise FormError(f"{name}: expected a list")
    return value
