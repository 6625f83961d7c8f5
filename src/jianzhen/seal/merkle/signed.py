"""Signed roots: what a log says of itself on a day, so that it can be held to it later.

A root names the log, how many entries it had, and the Merkle tree hash of them all. Whoever has
kept a root can tell for good whether the log still begins with the same entries.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from jianzhen.seal.digest import canonical

ROOT_FORMAT = "jianzhen-root/1"
KEY_FORMAT = "jianzhen-key/1"
KEY_DIGITS = 16
_DIGEST_DIGITS = 64
_SIGNATURE_DIGITS = 128
_LONE_HALF = re.compile("[\ud800-\udfff]")
"""Half a character, which JSON can name and no text can hold."""


class FormError(ValueError):
    """A file or a row does not have the form of what it should be."""


@dataclass(frozen=True, slots=True)
class SignedRoot:
    """The root of the first ``size`` entries of a log; digests, key and signature in hex digits."""

    log: str
    size: int
    root: str
    at: str
    key: str
    signature: str = ""

    def payload(self) -> bytes:
        """The bytes that are signed: everything but the signature."""
        said = asdict(self)
        del said["signature"]
        return canonical({"format": ROOT_FORMAT, **said})

    def signed(self, private: Ed25519PrivateKey) -> SignedRoot:
        """The same root under the hand of a key.

        Raises:
            ValueError: The root names another key.
        """
        if key_id(public_hex(private)) != self.key:
            raise ValueError(f"the root names key {self.key}")
        return SignedRoot(self.log, self.size, self.root, self.at, self.key, private.sign(self.payload()).hex())

    def is_signed_by(self, public: str) -> bool:
        """Whether this public key made the signature, and is the key that the root names."""
        return key_id(public) == self.key and is_signature(public, self.signature, self.payload())

    def plain(self) -> dict[str, Any]:
        """As it stands in a file."""
        return asdict(self)

    @classmethod
    def read(cls, data: object) -> Self:
        """Read a root from a file.

        Raises:
            FormError: It has not the form of a root.
        """
        fields = _object(data, "root")
        root = cls(text(fields, "log"), whole(fields, "size"), digits(fields, "root", _DIGEST_DIGITS),
                   text(fields, "at"), digits(fields, "key", KEY_DIGITS),
                   digits(fields, "signature", _SIGNATURE_DIGITS))  # fmt: skip
        if root.size < 0:
            raise FormError("size: expected 0 or more")
        return root


@dataclass(frozen=True, slots=True)
class KeyNotice:
    """A public key comes into use; the key before vouches for it (the first for itself), unless that one is lost."""

    key: str
    public: str
    at: str
    before: str = ""
    voucher: str = ""

    def payload(self) -> bytes:
        """The bytes for which the key before vouches."""
        return canonical(
            {"format": KEY_FORMAT, "key": self.key, "public": self.public, "at": self.at, "before": self.before}
        )

    def is_vouched_by(self, before: KeyNotice | None) -> bool:
        """Whether the key before signed this one; without one, whether it is a first key, signed by itself."""
        key, public = (before.key, before.public) if before else ("", self.public)
        return self.before == key and is_signature(public, self.voucher, self.payload())

    def plain(self) -> dict[str, Any]:
        """As it stands in a file."""
        return asdict(self)

    @classmethod
    def read(cls, data: object) -> Self:
        """Read a notice from a file.

        Raises:
            FormError: It has not the form of a notice, or the key's name is not that of the key.
        """
        fields = _object(data, "key")
        notice = cls(digits(fields, "key", KEY_DIGITS), digits(fields, "public", _DIGEST_DIGITS),
                     text(fields, "at"), text(fields, "before"), text(fields, "voucher"))  # fmt: skip
        if key_id(notice.public) != notice.key:
            raise FormError(f"key {notice.key}: its name is not that of the public key")
        return notice


def key_id(public: str) -> str:
    """The name of a public key: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()[:KEY_DIGITS]


def public_hex(private: Ed25519PrivateKey) -> str:
    """The public half of a key, 64 hex digits."""
    return private.public_key().public_bytes_raw().hex()


def is_signature(public: str, signature: str, payload: bytes) -> bool:
    """Whether an Ed25519 signature is that of a key over some bytes; false also for anything malformed."""
    if signature != signature.lower() or public != public.lower():
        return False
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), payload)
    except (InvalidSignature, ValueError):
        return False
    return True


def _object(data: object, name: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise FormError(f"{name}: expected an object")
    return data


def text(fields: Mapping[str, Any], name: str) -> str:
    """A field that is a text.

    Raises:
        FormError: It is missing or something else.
    """
    value = fields.get(name)
    if not isinstance(value, str) or _LONE_HALF.search(value):
        raise FormError(f"{name}: expected a text")
    return value


def whole(fields: Mapping[str, Any], name: str) -> int:
    """A field that is a whole number.

    Raises:
        FormError: It is missing or something else.
    """
    value = fields.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise FormError(f"{name}: expected a whole number")
    return value


def digits(fields: Mapping[str, Any], name: str, length: int) -> str:
    """A field of so many lower-case hex digits.

    Raises:
        FormError: It is missing or something else.
    """
    return hex_digits(fields.get(name), name, length)


def hex_digits(value: object, name: str, length: int = _DIGEST_DIGITS) -> str:
    """So many lower-case hex digits.

    Raises:
        FormError: It is something else.
    """
    if not isinstance(value, str) or len(value) != length or not set(value) <= set("0123456789abcdef"):
        raise FormError(f"{name}: expected {length} hex digits")
    return value
