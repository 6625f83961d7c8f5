"""SM4 of the 2025 edition: the cipher itself, and packets that are encrypted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.hj212_packets import MN

from jianzhen.hj212 import Assumptions, Keyring, Packet, Severity, decode, encode
from jianzhen.hj212.cipher import decrypt, encrypt, from_hex_text, reads_as_plain, to_hex_text

KEY = b"0" * 16
KEYS = Keyring({MN: KEY})
CP = [
    [("DataTime", "20240520210600")],
    [("a01011-Min", "1.35"), ("a01011-Avg", "1.35"), ("a01011-Max", "1.35"), ("a01011-Flag", "N")],
    [("a01014-Min", "3.20"), ("a01014-Avg", "3.20"), ("a01014-Max", "3.20"), ("a01014-Flag", "N")],
]
PACKET = Packet("20240520210700000", "31", "2051", "123456", MN, 9, cp=CP)


def test_the_cipher_is_sm4():
    """GB/T 32907, example 1."""
    text = bytes.fromhex("0123456789abcdeffedcba9876543210")
    assert encrypt(text, text).hex() == "681edf34d206965e86b3e94f536e4246"


def test_the_example_of_the_standard():
    """HJ 212-2025, Appendix A.2: checksum over the plain text, length of the plain text."""
    raw = encode(PACKET, KEY)
    assert raw.startswith(b"##0234QN=20240520210700000;")
    assert raw.endswith(b"&&B541\r\n")
    assert raw[91:99] == bytes([0xE4, 0x3E, 0x15, 0x9A, 0xCF, 0xAB, 0x24, 0x2C])


@given(st.binary(max_size=200), st.binary(min_size=16, max_size=16))
def test_decrypting_undoes_encrypting_and_the_rest_stays_plain(plain, key):
    secret = encrypt(plain, key)
    assert decrypt(secret, key) == plain
    assert len(secret) == len(plain)
    whole = len(plain) // 16 * 16
    assert secret[whole:] == plain[whole:]


@given(st.binary(max_size=100))
def test_hexadecimal_spelling(secret):
    assert from_hex_text(to_hex_text(secret)) == secret


@pytest.mark.parametrize("text", [b"", b"{0xE4", b"{0xE4,}", b"{E4}", b"0xE4"])
def test_other_spellings_are_none(text):
    assert from_hex_text(text) is None


@pytest.mark.parametrize(("form", "codes"), [("raw", ["cipher.sm4"]), ("hex", ["cipher.sm4", "cipher.hex_text"])])
def test_both_forms_on_the_wire_are_read(form, codes):
    message = decode(encode(PACKET, KEY, Assumptions(cipher_form=form)), KEYS)
    assert message.cp == CP
    assert message.crc.kind == "hj212"
    assert message.encrypted == form
    assert message.edition == "2025"
    assert message.sound
    assert [one.code for one in message.diagnostics if one.code.startswith("cipher")] == codes


def test_the_hexadecimal_form_can_be_refused():
    strict = Assumptions(accept_hex_text=False)
    message = decode(encode(PACKET, KEY, Assumptions(cipher_form="hex")), KEYS, strict)
    assert message.encrypted is None
    assert not message.sound


def test_without_the_key_nothing_is_made_up():
    message = decode(encode(PACKET, KEY))
    assert message.cp == []
    assert (message.mn, message.cn, message.flag, message.edition) == (MN, "2051", 9, "2025")
    assert message.crc.kind == "unknown"
    assert [(one.code, one.severity) for one in message.diagnostics] == [("cipher.no_key", Severity.BLIND)]
    assert not message.sound


def test_a_wrong_key_is_said_to_be_wrong():
    message = decode(encode(PACKET, KEY), Keyring({MN: b"1" * 16}))
    assert message.cp == []
    assert "cipher.wrong_key" in [one.code for one in message.diagnostics]


def test_after_rotation_the_old_key_still_opens():
    keys = Keyring({MN: KEY})
    keys.add(MN, b"N" * 16)
    assert decode(encode(PACKET, KEY), keys).cp == CP
    assert decode(encode(PACKET, b"N" * 16), keys).cp == CP
    assert keys.keys_of(MN) == [b"N" * 16, KEY]


def test_a_damaged_packet_opens_and_its_checksum_is_reported():
    raw = encode(PACKET, KEY)
    message = decode(raw[:-6] + b"0000\r\n", KEYS)
    assert message.cp == CP
    assert "crc.mismatch" in [one.code for one in message.diagnostics]


def test_plain_packets_stay_plain_whatever_keys_are_held():
    message = decode(encode(PACKET), KEYS)
    assert (message.cp, message.encrypted, message.diagnostics) == (CP, None, [])


def test_a_plain_packet_with_a_wrong_checksum_is_not_taken_for_cipher_text():
    message = decode(encode(PACKET)[:-6] + b"0000\r\n", KEYS)
    assert message.cp == CP
    assert [one.code for one in message.diagnostics] == ["crc.mismatch"]


@pytest.mark.parametrize("key", [b"", b"short", b"x" * 17])
def test_keys_have_sixteen_bytes(key):
    with pytest.raises(ValueError, match="16 expected"):
        Keyring({MN: key})
    with pytest.raises(ValueError, match="16 expected"):
        encrypt(b"x" * 16, key)


def test_which_commands_are_encrypted():
    assumptions = Assumptions()
    assert all(assumptions.encrypts(cn) for cn in ("2011", "2051", "1014", "3020"))
    assert not any(assumptions.encrypts(cn) for cn in ("9014", "1011", "3021", None))


@pytest.mark.parametrize(
    ("body", "plain"),
    [(b"a=1", True), ("a=清".encode("gb18030"), True), (b"a", False), (b"\x00=", False), (b"=\xff", False)],
)
def test_what_can_be_plain(body, plain):
    assert reads_as_plain(body) is plain
