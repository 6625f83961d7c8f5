"""Facts about HJ 212-2025 that were not read in the standard itself; each can be switched without touching the code.

Sources: "one source" means one public code base that quotes the standard, "inference" that it follows from the
published examples. The documentation page ``hj212.md`` lists them with their standing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Assumptions:
    """How the codec reads and writes what is not verified.

    Attributes:
        cipher_form: Cipher text goes out as raw bytes (inference: the declared lengths of the examples fit nothing
            else) or as the text ``{0xE4,...}`` that one public code base sends.
        accept_hex_text: Cipher text spelled in hexadecimal is read too.
        encrypted_commands: Commands besides 2000 to 2999 whose data area is encrypted (one source).
        most_parts: A packet is split into at most so many parts, since PNUM and PNO have one digit (one source).
        not_computable: Converted values that mean "oxygen at or above 21 %, conversion impossible" (one source).
    """

    cipher_form: Literal["raw", "hex"] = "raw"
    accept_hex_text: bool = True
    encrypted_commands: frozenset[str] = frozenset({"1014", "3020"})
    most_parts: int = 9
    not_computable: frozenset[str] = frozenset({"9999.99"})

    def encrypts(self, cn: str | None) -> bool:
        """Whether the data area of this command is encrypted on the internet."""
        if cn is None:
            return False
        return cn in self.encrypted_commands or (len(cn) == 4 and cn[0] == "2")  # noqa: PLR2004


DEFAULT = Assumptions()
