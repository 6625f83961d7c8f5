"""Packets of HJ 212 for tests: a builder, and strategies for what can be sent and what cannot be read."""

from __future__ import annotations

import string

from hypothesis import strategies as st

from jianzhen.hj212 import Packet, flag_of
from jianzhen.hj212.crc import crc

MN = "010000A8900016F000169DC0"
HEADER = f"QN=20260801085857223;ST=32;CN=2011;PW=123456;MN={MN};Flag=5;"


def sealed(segment: str | bytes, end: bytes = b"\r\n") -> bytes:
    """Wrap a segment as a packet with the right length and checksum."""
    data = segment.encode() if isinstance(segment, str) else segment
    return b"##%04d%b%04X%b" % (len(data), data, crc(data), end)


def upload(cp: str, header: str = HEADER) -> bytes:
    """Make a packet of a header and a data area."""
    return sealed(f"{header}CP=&&{cp}&&")


_word = st.text(string.ascii_letters + string.digits + "_", min_size=1, max_size=8)
_plain = st.text(st.characters(blacklist_characters=";,=&/", blacklist_categories=("Cs", "Cc")), max_size=12)
_log = st.text(st.characters(blacklist_characters="&/", blacklist_categories=("Cs",)), max_size=20).map("//{}//".format)
_factors = st.sampled_from(["w01018", "w21003", "a21026", "a34013", "011", "B01", "S01", "p99101", "SB1", "i13007"])
_suffixes = st.sampled_from(["Rtd", "Avg", "Min", "Max", "ZsAvg", "Cou", "Flag", "Info", "SampleTime"])
_names = st.one_of(
    st.builds("{}-{}".format, _factors, _suffixes),
    st.sampled_from(["DataTime", "PolId", "SystemTime", "RtdInterval", "QnRtn", "Flag"]),
    _word,
)
_numbers = st.floats(-1e6, 1e6, allow_nan=False).map("{:.4g}".format)
_times = st.datetimes().map(lambda at: f"{at:%Y%m%d%H%M%S}".zfill(14))
texts = st.one_of(_numbers, _times, _plain, _log, st.just(""))
groups = st.lists(st.tuples(_names, texts), min_size=1, max_size=5)
data_areas = st.lists(groups, max_size=6)
_header_words = st.text(string.ascii_letters + string.digits + "_-", max_size=24)


@st.composite
def packets(draw) -> Packet:
    """Any packet that can be sent."""
    numbered = draw(st.booleans())
    edition = draw(st.sampled_from(["2005", "2017", "2025"]))
    pnum = draw(st.integers(1, 9999)) if numbered else None
    return Packet(
        draw(st.none() | st.integers(10**16, 10**17 - 1).map(str) | _header_words),
        draw(st.sampled_from(["31", "32", "45", "91", "101"])),
        draw(st.sampled_from(["2011", "2051", "2061", "3020", "9014", "9015"])),
        draw(st.none() | st.just("123456") | _header_words),
        draw(st.just(MN) | _header_words),
        draw(st.none() | st.just(flag_of(edition, answer=draw(st.booleans()), numbered=numbered))),
        pnum,
        draw(st.integers(1, pnum)) if pnum else None,
        draw(st.sampled_from([None, 1])),
        draw(data_areas),
        draw(st.lists(st.tuples(st.sampled_from(["Extra", "X1"]), _header_words), max_size=2)),
    )


_scraps = st.sampled_from(
    [
        b"##",
        b"#",
        b"&&",
        b"&",
        b"CP=&&",
        b"\r\n",
        b"\n",
        b"\r",
        b"##0012",
        b"//",
        b";",
        b",",
        b"=",
        b"{0xE4,0x3E}",
        b"C5C1",
    ]
)
wild = st.lists(st.one_of(_scraps, st.binary(max_size=12)), max_size=20).map(b"".join)
"""Bytes that look a little like packets."""
