"""Made-up numbers that have the right form: credit codes, persons, devices, file digests."""

from __future__ import annotations

import numpy as np
from stdnum.cn import uscc

from jianzhen.synth.frame import Array

_LETTERS = np.array(list("ABCDEFGHJKLMNPQRTUWXY0123456789"))
_HEX = np.frombuffer(b"0123456789abcdef", np.uint8)


def credit_code(rng: np.random.Generator, division: str) -> str:
    """Return a unified social credit code with the right check digit (GB 32100-2015)."""
    body = f"91{division}MA" + "".join(rng.choice(_LETTERS, 7))
    return body + uscc.calc_check_digit(body)


def person(rng: np.random.Generator) -> str:
    """Return what stands for a person in every table."""
    return f"p{int(rng.integers(2**60)):015x}"


def device(rng: np.random.Generator, division: str) -> str:
    """Return an MN of HJ 212: 24 characters."""
    return f"{division}{int(rng.integers(2**62)):018X}"


def digests(rng: np.random.Generator, count: int, digits: int = 64) -> Array:
    """Return hex digests of files that nobody will see."""
    text = _HEX[rng.integers(0, 16, (count, digits), np.uint8)].tobytes().decode()
    return np.array([text[at : at + digits] for at in range(0, count * digits, digits)], object)
