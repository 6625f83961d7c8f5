"""Messages as JSON objects."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from tests.support.hj212_packets import HEADER, packets, sealed, upload

from jianzhen.hj212 import decode, encode
from jianzhen.hj212.json_form import JsonFormError, from_json, to_json

FIELDS = [
    *("edition", "qn", "st", "cn", "pw", "mn", "flag", "pnum", "pno", "rf", "cp"),
    *("crc", "length", "diagnostics", "sha256"),
]


def test_the_fields_are_these_and_no_others():
    value = to_json(decode(upload("DataTime=20260801085857;w01018-Rtd=45.2,w01018-Rtd=46")))
    assert list(value) == FIELDS
    assert value["cp"] == [[["DataTime", "20260801085857"]], [["w01018-Rtd", "45.2"], ["w01018-Rtd", "46"]]]
    assert list(value["crc"]) == ["given", "computed", "kind"]
    assert value["crc"]["kind"] == "hj212"
    assert value["crc"]["given"] == value["crc"]["computed"]
    assert value["length"] == {"declared": 140, "actual": 140}
    (repeated,) = value["diagnostics"]
    assert (repeated["code"], repeated["at"]) == ("cp.repeated_item", 131)
    assert repeated["message"].startswith("数据项 w01018-Rtd 重复")
    assert len(value["sha256"]) == 64


def test_unknown_header_fields_are_kept_beside_the_rest():
    value = to_json(decode(sealed(HEADER + "Site=9;CP=&&&&")))
    assert value["extra"] == [["Site", "9"]]
    assert from_json(value).extra == [("Site", "9")]


@given(packets())
def test_round_trip_through_text(packet):
    raw = encode(packet)
    text = json.dumps(to_json(decode(raw)), ensure_ascii=False)
    assert encode(from_json(json.loads(text))) == raw


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ([], "an object expected"),
        ({"mnn": "1"}, "unknown field 'mnn'"),
        ({"qn": 20260801085857223}, "qn: .* / a text"),
        ({"flag": "5"}, "flag: .* / a whole number"),
        ({"flag": True}, "flag: .* / a whole number"),
        ({"cp": {"a": "1"}}, "cp: .* / a list of groups"),
        ({"cp": [[["a", 1]]]}, "cp: .* / a list of groups"),
        ({"cp": [[["a", "1", "2"]]]}, "cp: .* / a list of groups"),
        ({"extra": [["a"]]}, "extra: .* / a list"),
    ],
)
def test_other_objects_are_refused(value, fault):
    with pytest.raises(JsonFormError, match=fault):
        from_json(value)


def test_all_faults_at_once():
    with pytest.raises(JsonFormError) as caught:
        from_json({"x": 1, "qn": 1, "rf": "1", "cp": 0})
    assert len(caught.value.faults) == 4
