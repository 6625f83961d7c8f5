"""Verified text forms take what is right and refuse what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.contract.fields import AUTHORITY, LAB, OPERATOR, PLANT, VENDOR
from jianzhen.contract.identity import FORMS

RIGHT = {
    "uscc": [LAB, OPERATOR, PLANT, VENDOR, AUTHORITY],
    "division": ["640100", "110000"],
    "sha256": ["ab" * 32],
    "hash64": ["f0e4c2d7a1b59386"],
    "digest": ["p7f3a9c2e51d04b8", LAB, "A-1_b"],
    "numbers": ["1;2.5;-3e-2", "7", "", "0\x1f"],
    "peaks": ["3.21,2.8,10234.5", "1,2,3;4,5,6", ""],
}
WRONG = {
    "uscc": [LAB[:-1] + "6", LAB.lower(), f" {LAB}", LAB[:-1], LAB + "0", "", "９１６４０１００ＭＡ０ＬＡＢ０００５"],
    "division": ["64010", "6401000", "990000", "64010a", "", "٦٤٠١٠٠"],
    "sha256": ["AB" * 32, "ab" * 31, ""],
    "hash64": ["f0e4", "F0E4C2D7A1B59386"],
    "digest": ["110101199003078515", "张三", "a b", "", "x" * 65],
    "numbers": ["1;x", "nan", "1e999", "1,2", "inf"],
    "peaks": ["1,2", "1,2,3,4", "1,2,x", "1;2;3"],
}


@pytest.mark.parametrize(("form", "text"), [(form, text) for form, texts in RIGHT.items() for text in texts])
def test_right(form, text):
    assert FORMS[form].verify(text)


@pytest.mark.parametrize(("form", "text"), [(form, text) for form, texts in WRONG.items() for text in texts])
def test_wrong(form, text):
    assert not FORMS[form].verify(text)


def test_every_form_is_tried_here_and_says_what_it_expects():
    assert set(FORMS) == set(RIGHT) == set(WRONG)
    for form in FORMS.values():
        assert form.expected.zh
        assert form.expected.en


@pytest.mark.parametrize("form", FORMS)
@given(text=st.text(max_size=80))
def test_no_text_makes_a_form_fail(form, text):
    assert FORMS[form].verify(text) in {True, False}


@given(st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_wrong_character_in_a_credit_code_is_noticed(place, letter):
    changed = LAB[:place] + letter + LAB[place + 1 :]
    assert FORMS["uscc"].verify(changed) == (changed == LAB)
