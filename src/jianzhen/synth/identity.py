"""Made-up numbers that have the right form: credit codes, persons, devices, file digests."""

from __future__ import annotations

import hashlib
import random

from stdnum.cn import uscc

_LETTERS = "ABCDEFGHJKLMNPQRTUWXY0123456789"


def credit_code(rng: random.Random, division: str) -> str:
    """Return a unified social credit code with the right check digit (GB 32100-2015)."""
    body = f"91{division}MA" + "".join(rng.choices(_LETTERS, k=7))
    return body + uscc.calc_check_digit(body)


def person(rng: random.Random) -> str:
    """Return what stands for a person in every table."""
    return f"p{rng.getrandbits(60):015x}"


def device(rng: random.Random, division: str) -> str:
    """Return an MN of HJ 212: 24 characters."""
    return f"{division}{rng.getrandbits(72):018X}"


def digest(rng: random.Random) -> str:
    """Return the SHA-256 of a file that nobody will see."""
    return hashlib.sha256(rng.randbytes(16)).hexdigest()
