"""Decoding one packet: every tolerance marked, every damage placed, nothing raised."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.hj212_packets import HEADER, MN, packets, sealed, upload, wild

from jianzhen.hj212 import Frame, Keyring, Severity, cut, decode, decode_all, encode, readings
from jianzhen.hj212.assumptions import DEFAULT
from jianzhen.hj212.crc import modbus
from jianzhen.hj212.dissect import dissect
from jianzhen.hj212.json_form import to_json

BODY = "DataTime=20260801085857;w01018-Rtd=45.2,w01018-Flag=N"
GOOD = upload(BODY)


def found(packet: bytes) -> dict[str, int]:
    return {one.code: one.at for one in decode(packet).diagnostics}


def test_a_regular_packet():
    message = decode(GOOD)
    assert message.diagnostics == []
    assert message.sound
    assert (message.edition, message.qn, message.st, message.cn) == ("2017", "20260801085857223", "32", "2011")
    assert (message.pw, message.mn, message.flag, message.pnum, message.rf) == ("123456", MN, 5, None, None)
    assert message.cp == [[("DataTime", "20260801085857")], [("w01018-Rtd", "45.2"), ("w01018-Flag", "N")]]
    assert message.crc == ("C5C1", "C5C1", "hj212")
    assert message.length == (140, 140)
    assert message.raw == GOOD[:-2]
    assert message.answer_wanted
    assert str(message.data_at) == "2026-08-01 08:58:57"
    assert str(message.sent_at) == "2026-08-01 08:58:57.223000"


@given(packets())
def test_the_short_way_and_the_careful_way_agree(packet):
    raw = encode(packet)[:-2]
    short, careful = decode(Frame(raw)), dissect(raw, Keyring(), DEFAULT)
    assert to_json(short) | {"diagnostics": []} == to_json(careful) | {"diagnostics": []}
    assert sorted(short.diagnostics, key=repr) == sorted(careful.diagnostics, key=repr)


@given(st.one_of(wild, st.binary(max_size=400)))
def test_no_bytes_raise(data):
    keys = Keyring({"*": b"0" * 16})
    for message in [decode(data), decode(data, keys), *decode_all(data, keys)]:
        to_json(message)
        readings(message)
        assert message.sent_at is None or message.qn
        assert all(one.words.zh and one.words.en for one in message.diagnostics)


@given(packets(), st.data())
def test_a_changed_byte_never_passes_as_sound(packet, draw):
    raw = encode(packet)[:-2]
    at = draw.draw(st.integers(0, len(raw) - 1))
    octet = draw.draw(st.integers(0, 255).filter(lambda one: one != raw[at]))
    message = decode(raw[:at] + bytes([octet]) + raw[at + 1 :])
    changed_case = raw[at : at + 1].lower() == bytes([octet]).lower() and at >= len(raw) - 4
    assert message.diagnostics or changed_case
    assert at < 6 or not message.sound or changed_case or message.crc.kind.startswith("modbus")


def change(old: str, new: str) -> bytes:
    assert old in HEADER + BODY
    header, body = HEADER.replace(old, new), BODY.replace(old, new)
    return upload(body, header)


@pytest.mark.parametrize(
    ("packet", "code", "at"),
    [
        (GOOD[:-2], "tail.missing", 150),
        (GOOD[:-2] + b"\n", "tail.lf", 150),
        (GOOD[:-2] + b"  ", "tail.blank", 150),
        (GOOD[:-2] + b"xyz", "tail.other", 150),
        (b"\x00\x01" + GOOD, "frame.noise", -2),
        (b"##140" + GOOD[6:], "length.digits", 2),
        (b"##0146" + GOOD[6:], "length.wrong", 2),
        (b"##0132" + GOOD[6:], "length.wrong", 2),
        (b"##0000" + GOOD[6:], "length.wrong", 2),
        (GOOD[:-6] + b"c5c1\r\n", "crc.lowercase", 146),
        (GOOD[:-6] + b"D801\r\n", "crc.mismatch", 146),
        (GOOD[:-6] + b"1234\r\n", "crc.impossible", 146),
        (GOOD[:-6] + b"\r\n", "crc.absent", 146),
        (GOOD[:-6] + b"%04X\r\n" % modbus(GOOD[6:-6]), "crc.modbus", 146),
        (upload("a=" + "1" * 1000), "segment.long", 6),
        (change("PW=123456", "PW=" + "A" * 24), "pw.form", 41),
        (change(MN, "A_1"), "mn.form", 51),
        (change(MN, "null"), "mn.form", 51),
        (change(MN, ""), "mn.form", 51),
        (change("QN=20260801085857223", "QN="), "qn.form", 6),
        (change("20260801085857223", "1785545937223"), "qn.form", 6),
        (change("20260801085857223", "20260801085857"), "qn.form", 6),
        (change("QN=20260801085857223;", ""), "header.absent", 0),
        (change("CN=2011;", ""), "header.no_command", 0),
        (change("ST=32", "ST=101"), "st.form", 27),
        (change("ST=32", "ST=null"), "st.form", 27),
        (change("CN=2011", "CN=20"), "cn.form", 33),
        (change("ST=32;", "ST=32;Site=9;"), "header.unknown", 33),
        (change("ST=32;", "ST=32;ST=31;"), "header.repeated", 33),
        (change("ST=32;CN=2011;", "CN=2011;ST=32;"), "header.order", 35),
        (change("3;ST=32", "3,ST=32"), "header.comma", 26),
        (change("Flag=5;", "Flag=5"), "header.separator", 85),
        (change("Flag=5", "Flag=x"), "flag.form", 79),
        (change("Flag=5", "Flag=7"), "flag.packet_numbers", 79),
        (change("Flag=5", "Flag=5;PNUM=2;PNO=1"), "flag.packet_numbers", 86),
        (change("Flag=5", "Flag=7;PNUM=0002;PNO=1"), "number.form", 86),
        (change("2026080108585", "2020080108585").replace(MN.encode(), b"A1"), "flag.edition", None),
        (change("DataTime=20260801085857", "DataTime=20260801085857000"), "time.form", 91),
        (change(",w01018-Flag", ",;w01018-Flag"), "cp.empty_item", 131),
        (change(";w01018-Rtd", ";;w01018-Rtd"), "cp.empty_item", 115),
        (change("w01018-Rtd", " w01018-Rtd"), "cp.blank", 115),
        (change("w01018-Rtd=45.2", "w01018-Rtd"), "cp.no_value", 115),
        (change("Flag=N", "Flag=Nw21003-Rtd=1"), "cp.separator", 131),
        (change(",w01018-Flag=N", ",w01018-Rtd=1"), "cp.repeated_item", 131),
        (change(",w01018-Flag", ";w01018-Flag"), "cp.split_factor", 131),
        (change(",w01018-Flag", ",Flag"), "cp.flag_without_factor", 131),
        (change("w01018-Flag", "w01018-flag"), "cp.flag_case", 131),
        (change("45.2", "//open"), "cp.open_log", 115),
        (sealed(HEADER + "CP=&&" + BODY), "cp.unclosed", 144),
        (sealed(HEADER + "CP=" + BODY + "&&"), "cp.unopened", 86),
        (sealed(HEADER[:-1]), "cp.absent", 85),
        (sealed(HEADER.replace("Flag=5;", "") + f"CP=&&{BODY}&&;Flag=5"), "header.after_cp", 140),
        (upload("i11001-Info=//清洗//").replace("清洗".encode(), "清洗".encode("gb18030")), "text.gb18030", None),
        (sealed((HEADER + "CP=&&x=").encode() + b"\xff&&"), "text.undecodable", 93),
        (b"##00010105ST=31;CN=2021;CP=&&SB1-Ala=0&&4188\r\n", "frame.foreign", 2),
        (GOOD[:100], "frame.truncated", 2),
        (b"##0000" + b"A" * 10_100, "frame.too_long", 2),
        (b"hello", "frame.no_head", 0),
        (b"", "frame.no_head", 0),
    ],
)
def test_every_oddity_is_marked_where_it_stands(packet, code, at):
    if code == "flag.edition":
        packet = sealed(packet[6:-6].replace(b"Flag=5", b"Flag=8"))
    diagnostics = found(packet)
    assert code in diagnostics
    assert at is None or diagnostics[code] == at


def test_oddities_leave_the_content_whole():
    whole = decode(GOOD).cp
    for packet in (
        b"\x00" + GOOD[:-2] + b"  ",
        b"##0999" + GOOD[6:],
        change(",w01018-Flag", ",,w01018-Flag"),
        change("w01018-Rtd", " w01018-Rtd"),
        sealed(HEADER + "CP=&&" + BODY),
        sealed(HEADER + "CP=" + BODY + "&&"),
    ):
        assert decode(packet).cp == whole


def test_a_semicolon_left_out_does_not_join_two_factors():
    message = decode(upload("a21026-Rtd=1,a21026-Flag=Na21002-Rtd=2,a21002-Flag=N"))
    assert message.cp == [
        [("a21026-Rtd", "1"), ("a21026-Flag", "N")],
        [("a21002-Rtd", "2"), ("a21002-Flag", "N")],
    ]


def test_log_text_may_hold_separators():
    text = "//清洗; 换管, A=1 && B//"
    message = decode(upload(f"PolId=w01018;i11001-Info={text},i12001-Info=1"))
    assert message.cp == [[("PolId", "w01018")], [("i11001-Info", text), ("i12001-Info", "1")]]
    assert message.sound


def test_four_instruments_in_one_packet_stay_four():
    cp = ";".join(f"PolId={code},i12001-Info=0" for code in ("w01019", "w21001", "w21003", "w21011"))
    message = decode(upload(cp))
    assert [group[0][1] for group in message.cp] == ["w01019", "w21001", "w21003", "w21011"]
    assert message.diagnostics == []


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_chinese_text_in_both_encodings(encoding):
    segment = f"{HEADER}CP=&&PolId=w01018;i11001-Info=//参数修改//&&".encode(encoding)
    message = decode(sealed(segment))
    assert message.first("i11001-Info") == "//参数修改//"
    assert message.length.actual == len(segment)
    assert message.crc.kind == "hj212"


def test_bytes_that_are_no_text_come_back_as_they_were():
    packet = sealed((HEADER + "CP=&&x=").encode() + b"\xff\xfe\x81&&")
    assert encode(decode(packet)) == packet


def test_a_whole_file_with_its_line_ends():
    messages = decode_all(GOOD + GOOD[:-2] + b"\n" + GOOD[:-2] + b"noise" + GOOD)
    assert [[one.code for one in message.diagnostics] for message in messages] == [
        [],
        ["tail.lf"],
        ["tail.other"],
        ["frame.noise"],
    ]


def test_decode_of_bytes_reads_the_first_packet_only():
    message = decode(GOOD + GOOD)
    assert message.raw == GOOD[:-2]
    assert message.diagnostics == []


def test_severity_decides_what_is_sound():
    assert decode(GOOD[:-6] + b"0000\r\n").diagnostics[0].severity is Severity.FAULT
    assert not decode(GOOD[:-6] + b"0000\r\n").sound
    assert decode(GOOD[:-2]).sound


def test_frames_of_the_framer_decode_like_bytes():
    frame = cut(GOOD)[0][0]
    assert to_json(decode(frame)) == to_json(decode(GOOD))


@pytest.mark.parametrize(
    "body",
    [
        b"&" * 9900,
        b"\0" * 9900,
        b"a" * 9890 + b";b=c=",
        b"a=//" * 2400,
        b"a=1;" * 2400,
        b"a=1" + b"w01018-Flag=N" * 750,
    ],
)
def test_no_packet_takes_long(body):
    begin = time.process_time()
    decode(sealed(HEADER.encode() + b"CP=&&" + body + b"&&"))
    assert time.process_time() - begin < 0.2
