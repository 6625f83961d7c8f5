"""The commands of 2025 and the answers of all editions."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.support.hj212_packets import HEADER, MN, sealed, upload

from jianzhen.hj212 import Packet, decode, encode
from jianzhen.hj212.answers import data_answer, notice_answer, request_answer, result_answer
from jianzhen.hj212.commands import (
    Hardware,
    assign_number,
    check_standard,
    hardware_of,
    hardware_upload,
    heartbeat,
    key_rotation_of,
    raw_measurements_of,
    retain_sample,
    rotate_key,
    standard_checks_of,
)

DEVICE = Packet("20260801085857223", "32", "2011", "123456", MN)
LOGGER = Hardware("L-1", "C-2", "00-11-22-33-44-55", None)


def sent(packet: Packet) -> Packet:
    message = decode(encode(packet))
    assert message.sound
    assert message.edition == "2025"
    return message


def test_registration():
    first = sent(hardware_upload(Packet("20260801085857223", "32", mn=""), LOGGER))
    assert hardware_of(first) == LOGGER
    given = sent(assign_number(first, MN))
    assert (given.cn, given.mn, given.qn, given.first("i23005-Info")) == ("1002", MN, first.qn, "L-1")
    assert hardware_of(given) is None


def test_heartbeat_is_empty():
    beat = sent(heartbeat(DEVICE))
    assert (beat.cn, beat.cp, beat.flag, beat.answer_wanted) == ("9015", [], 9, True)


def test_key_rotation():
    at = datetime(2026, 8, 1, 9)
    order = sent(rotate_key(DEVICE, b"abcdefgh12345678", at))
    assert key_rotation_of(order) == (at, b"abcdefgh12345678")
    assert key_rotation_of(DEVICE) is None
    assert key_rotation_of(Packet(cn="1014", cp=[[("NewSK", "short")]])) is None


@pytest.mark.parametrize("key", [b"short", b"\xff" * 16, b"a;b;c;d;e;f;g;h;"])
def test_a_key_that_cannot_be_sent_as_text_is_refused(key):
    with pytest.raises(ValueError, match="16 letters and digits"):
        rotate_key(DEVICE, key, datetime(2026, 8, 1))


def test_orders_to_a_device():
    assert sent(retain_sample(DEVICE)).cn == "3022"
    assert sent(check_standard(DEVICE, "w01018")).first("PolId") == "w01018"


def test_raw_measurements():
    cp = (
        "DataTime=20260801090000;w01018-SampleTime=20260801080000,w01018-CompleteTime=20260801085000,"
        "w01018-SampleType=01,w01018-Avg=45.2,w01018-i13007=0.1,w01018-Flag=N"
    )
    (one,) = raw_measurements_of(decode(upload(cp, HEADER.replace("2011", "2013"))))
    assert (one.factor, one.sample_type, one.average) == ("w01018", "01", 45.2)
    assert (one.sampled_at, one.completed_at) == (datetime(2026, 8, 1, 8), datetime(2026, 8, 1, 8, 50))
    assert (one.reading.flag, one.reading.values["i13007"]) == ("N", 0.1)
    assert raw_measurements_of(decode(upload(cp))) == []


@pytest.mark.parametrize(
    ("cp", "measured", "passed"),
    [
        ("w01018-SampleRd=48.0;w01018-StandardValue=50;w01018-ResultType=1", 48.0, True),
        ("w01018-SampleRd=30.0;w01018-StandardValue=50;w01018-ResultType=0", 30.0, False),
        ("w01018-Check=48.0,w01018-StandardValue=50,w01018-Flag=N", 48.0, None),
        ("w01018-StandardValue=50", None, None),
    ],
)
def test_standard_checks(cp, measured, passed):
    header = HEADER.replace("2011", "2062")
    (one,) = standard_checks_of(decode(upload(f"DataTime=20260801090000;{cp}", header)))
    assert one == ("w01018", datetime(2026, 8, 1, 9), measured, 50.0, passed)


def test_answers_carry_the_request_number_in_the_header():
    message = decode(upload("w01018-Rtd=1"))
    answer = decode(encode(data_answer(message)))
    assert (answer.qn, answer.st, answer.cn, answer.mn, answer.flag, answer.cp) == (message.qn, "91", "9014", MN, 4, [])
    assert decode(encode(notice_answer(message))).cn == "9013"
    assert decode(encode(request_answer(message, 1))).cp == [[("QnRtn", "1")]]
    assert decode(encode(result_answer(message, 100))).cp == [[("ExeRtn", "100")]]


def test_answers_of_2005_carry_it_in_the_data_area():
    message = decode(sealed("QN=20260801085857223;ST=32;CN=2051;PW=123456;MN=88888880000001;CP=&&011-Avg=1&&"))
    answer = data_answer(message)
    assert (answer.qn, answer.flag) == (None, None)
    assert answer.cp == [[("QN", "20260801085857223")], [("CN", "2051")]]


def test_answers_of_2025_say_so():
    message = decode(upload("w01018-Rtd=1", HEADER.replace("Flag=5", "Flag=9")))
    assert data_answer(message).flag == 8
