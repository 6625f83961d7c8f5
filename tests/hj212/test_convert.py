"""From one edition to another: nothing lost, and what would be is named."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.support.hj212_packets import MN, sealed

from jianzhen.hj212 import ConvertError, Keyring, Packet, convert, decode, encode, flag_of
from jianzhen.hj212.catalogue import factor_of

MN_2005 = "88000000000001"
KEY = b"0123456789abcdef"


def upload(cp, edition="2017", cn="2051", st_="32", **how):
    mn = MN_2005 if edition == "2005" else MN
    flag = flag_of(edition, answer=True, numbered="pnum" in how)
    packet = Packet("20260801090000000", st_, cn, "123456", mn, flag, cp=cp, **how)
    return decode(encode(packet)[:-2])


DATA = [[("DataTime", "20260801090000")], [("w01018-Avg", "40.10"), ("w01018-Flag", "N")]]


def refused(message, edition, mn=None):
    with pytest.raises(ConvertError) as told:
        convert(message, edition, mn)
    assert all(fault.zh and fault.en for fault in told.value.faults)
    return [fault.en for fault in told.value.faults]


def test_2017_to_2005_and_back():
    message = upload(DATA)
    packet = convert(message, "2005", MN_2005)
    assert packet.cp == [[("DataTime", "20260801090000")], [("011-Avg", "40.10"), ("011-Flag", "N")]]
    assert (packet.mn, packet.flag, packet.qn) == (MN_2005, 1, message.qn)
    old = decode(encode(packet)[:-2])
    assert (old.edition, old.sound) == ("2005", True)
    assert convert(old, "2017", MN).content == message.content


def test_2017_to_2025_under_a_key_and_back():
    message = upload(DATA)
    new = decode(encode(convert(message, "2025"), KEY), Keyring({MN: KEY}))
    assert (new.edition, new.encrypted, new.flag, new.cp) == ("2025", "raw", 9, message.cp)
    assert convert(new, "2017").content == message.content


@pytest.mark.parametrize(
    ("message", "edition", "said"),
    [
        (upload(DATA), "2005", "device number"),
        (upload([[("w01019-Avg", "1")]]), "2005", "2005 has no w01019-Avg"),
        (upload([[("w01018-EFlag", "A1")]]), "2005", "2005 has no w01018-EFlag"),
        (upload([[("w01018-Avg", "1"), ("w01018-Flag", "B")]]), "2005", "no data flag B"),
        (upload([[("011-Avg", "1"), ("011-Flag", "P")]], "2005"), "2017", "no data flag P"),
        (upload([[("PolId", "w01018")], [("i13007-Info", "1")]], cn="3020"), "2005", "no command 3020"),
        (upload(DATA, st_="51"), "2005", "no system 51"),
        (upload(DATA, "2025", rf=1), "2017", "no mark RF"),
        (upload([[("p99101-Rtd", "St")]], "2025", cn="2011", st_="45"), "2017", "no p99101-Rtd"),
        (upload(DATA, "2025", cn="2062"), "2017", "no command 2062"),
        (upload(DATA, pnum=12, pno=1), "2025", "9 parts"),
        (decode(sealed("QN=1;CN=2051")), "2025", "damaged"),
    ],
)
def test_what_would_be_lost_is_named(message, edition, said):
    mn = None if said == "device number" else (MN_2005 if edition == "2005" else MN)
    assert any(said in fault for fault in refused(message, edition, mn))


def test_a_segment_that_would_grow_too_long_is_refused():
    message = upload([[("011-Avg", "12345")] for _ in range(66)], "2005")
    assert message.length.actual <= 1024
    assert any("1,024" in fault for fault in refused(message, "2017", MN))


factors = st.sampled_from(["w01018", "w21003", "w00000", "a34013", "a21026", "a19001", "a01012", "w01019", "a05002"])
items = st.tuples(
    factors, st.sampled_from(["Avg", "Min", "Max", "ZsAvg", "Cou"]), st.floats(0, 1e5).map("{:.2f}".format)
)


@given(st.lists(items, min_size=1, max_size=8, unique_by=lambda item: item[:2]))
def test_what_is_converted_comes_back_the_same(found):
    cp = [[("DataTime", "20260801090000")], *([(f"{factor}-{suffix}", text)] for factor, suffix, text in found)]
    message = upload(cp)
    assume(message.edition == "2017")
    if any(not factor_of(factor).old for factor, _, _ in found):
        assert refused(message, "2005", MN_2005)
        return
    old = decode(encode(convert(message, "2005", MN_2005))[:-2])
    assert convert(old, "2017", MN).content == message.content
