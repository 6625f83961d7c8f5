"""The signing keys of a log: files in a folder that only its keeper can read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from jianzhen.seal.merkle.signed import KeyNotice, key_id, public_hex
from jianzhen.words import Words

_OWNER_ONLY = 0o700


class KeyRingError(Exception):
    """A key cannot be read or written; the message says which, why and what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(f"{words.zh} / {words.en}")
        self.words = words


@dataclass(frozen=True, slots=True)
class KeyRing:
    """A folder with one PEM file (PKCS 8) for each key, readable by its owner only."""

    folder: Path

    def make(self, at: str, before: KeyNotice | None = None) -> KeyNotice:
        """Make a key, keep it, and have the key before vouch for it if its file is still there; the first for itself.

        Args:
            at: When it comes into use, in Beijing time.
            before: The key that was used until now.

        Raises:
            KeyRingError: The folder or the file cannot be written.
        """
        private = Ed25519PrivateKey.generate()
        public = public_hex(private)
        name = key_id(public)
        self._keep(name, private)
        notice = KeyNotice(name, public, at, before.key if before else "")
        voucher_key = before.key if before else name
        if not self.has(voucher_key):
            return notice
        voucher = self.private(voucher_key).sign(notice.payload()).hex()
        return KeyNotice(name, public, at, notice.before, voucher)

    def has(self, key: str) -> bool:
        """Whether the private half of a key is here, and whole."""
        try:
            self.private(key)
        except KeyRingError:
            return False
        return True

    def private(self, key: str) -> Ed25519PrivateKey:
        """The private half of a key.

        Raises:
            KeyRingError: It is missing or unreadable, or the file holds another key.
        """
        path = self._path(key)
        try:
            private = load_pem_private_key(path.read_bytes(), password=None)
        except (OSError, ValueError) as error:
            raise KeyRingError(
                Words(
                    f"签名密钥 {path} 无法读取（{error}）；从备份恢复该文件，或换用新密钥（audit rotate-key）",
                    f"cannot read signing key {path} ({error}); "
                    "restore the file from a backup, or take a new key (audit rotate-key)",
                )
            ) from None
        if not isinstance(private, Ed25519PrivateKey) or key_id(public_hex(private)) != key:
            raise KeyRingError(Words(f"文件 {path} 中是另一把密钥", f"{path} holds another key"))
        return private

    def _keep(self, name: str, private: Ed25519PrivateKey) -> None:
        path = self._path(name)
        unfinished = path.with_suffix(".new")
        pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        try:
            self.folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
            handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(handle, "wb") as file:  # noqa: PTH123 - a handle, so that nobody else could ever read the file
                file.write(pem)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            raise KeyRingError(
                Words(
                    f"无法写入签名密钥 {path}（{error.strerror}）；检查文件夹权限和空间",
                    f"cannot write signing key {path} ({error.strerror}); check its folder's permissions and space",
                )
            ) from None

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.pem"
