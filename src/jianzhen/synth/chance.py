"""Chance that can be repeated: one stream per seed, place and purpose, so that no order of work changes it."""

from __future__ import annotations

import random
import zlib

import numpy as np


def stream(seed: int, purpose: str, number: int = 0) -> np.random.Generator:
    """Return the stream of one purpose for one laboratory (or anything else that is numbered)."""
    return np.random.default_rng([seed, zlib.crc32(purpose.encode()), number])


def dice(seed: int, purpose: str, number: int = 0) -> random.Random:
    """Return a plain generator, which is quicker than a stream for one draw at a time."""
    return random.Random(f"{seed}/{purpose}/{number}")  # noqa: S311 - repeatable, not secret
