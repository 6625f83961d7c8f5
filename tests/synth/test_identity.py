from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from jianzhen.contract.identity import is_division, is_token, is_uscc
from jianzhen.synth import identity
from jianzhen.synth.parties import DIVISIONS

SEEDS = st.integers(0, 10**9)


@given(SEEDS, st.sampled_from(DIVISIONS))
def test_credit_codes_have_the_right_check_digit(seed: int, division: str) -> None:
    assert is_uscc(identity.credit_code(random.Random(seed), division))
    assert is_division(division)


@given(SEEDS)
def test_persons_and_devices_have_their_form(seed: int) -> None:
    rng = random.Random(seed)
    assert is_token(identity.person(rng))
    assert len(identity.device(rng, "640200")) == 24
    assert len(identity.digest(rng)) == 64
