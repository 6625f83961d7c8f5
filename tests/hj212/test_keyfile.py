"""The file of SM4 keys."""

from __future__ import annotations

import pytest
from tests.support.hj212_packets import MN

from jianzhen.hj212 import KeyFileError, read_keys


def test_characters_hexadecimal_and_comments():
    keys = read_keys(f"# keys\n{MN} abcdefgh12345678\n{MN} {'30' * 16}  # the old one\n\n* {'ff' * 16}\n")
    assert keys.keys_of(MN) == [b"abcdefgh12345678", b"0" * 16, b"\xff" * 16]
    assert keys.keys_of("other") == keys.keys_of(None) == [b"\xff" * 16]


def test_an_empty_file_holds_no_keys():
    assert not read_keys("")


def test_every_wrong_line_is_named_and_no_key_is_shown():
    with pytest.raises(KeyFileError) as caught:
        read_keys(f"{MN}\n{MN} abcdefgh12345678\n{MN} secretbutshort\n{MN} a b\n")
    assert [fault[:5] for fault in caught.value.faults] == ["第 1 行", "第 3 行", "第 4 行"]
    assert "secret" not in str(caught.value)
