"""``jianzhen hj212``."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from tests.support.hj212_packets import HEADER, MN, sealed, upload

from jianzhen.cli.hj212 import command
from jianzhen.hj212 import decode

GOOD = upload("DataTime=20260801085857;w01018-Rtd=45.2,w01018-Flag=N")


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    return lambda *arguments, stdin=b"": CliRunner().invoke(command, arguments, input=stdin)


def objects(result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_one_object_per_packet(run, tmp_path):
    capture = tmp_path / "capture.bin"
    capture.write_bytes(b"noise" + GOOD + GOOD[:-2] + b"\n" + GOOD[:60])
    result = run("decode", str(capture))
    assert result.exit_code == 0
    found = objects(result)
    assert [[one["code"] for one in value["diagnostics"]][:1] for value in found] == [
        ["frame.noise"],
        ["tail.lf"],
        ["length.wrong"],
    ]
    assert [value["mn"] for value in found[:2]] == [MN, MN]


def test_standard_input_and_back(run):
    text = run("decode", stdin=GOOD * 3).stdout_bytes
    assert run("encode", stdin=text).stdout_bytes == GOOD * 3


def test_bytes_that_are_no_text_survive_json(run):
    packet = upload("a=1").replace(b"a=1", b"a=\xff")
    text = run("decode", stdin=packet).stdout_bytes
    assert b"\\udcff" in text
    assert b"a=\xff" in run("encode", stdin=text).stdout_bytes


def test_nothing_found_is_said(run):
    result = run("decode", stdin=b"hello")
    assert result.exit_code == 1
    assert "没有找到报文" in result.stderr


def test_table_has_names_units_and_findings(run):
    answer = upload("QnRtn=1", HEADER.replace("2011", "9011"))
    result = run("decode", "--table", stdin=GOOD[:-6] + b"0000\r\n" + answer)
    texts = (
        "化学需氧量",
        "Chemical oxygen demand",
        "mg/L",
        "正常 / Normal",
        "实时数据",
        "crc.mismatch",
        "准备执行请求",
    )
    assert [text for text in texts if text not in result.stdout] == []


def test_table_shows_markup_from_the_wire_as_text(run):
    result = run("decode", "--table", stdin=upload("a=[red]x[/]"))
    assert result.exit_code == 0
    assert "[red]x[/]" in result.stdout


def test_encode_lists_every_fault_and_writes_nothing(run, tmp_path):
    out = tmp_path / "out.bin"
    lines = [{"mn": "a;b"}, {"mn": MN}, {"flag": "x", "zz": 1}]
    result = run("encode", "-o", str(out), stdin="\n".join(map(json.dumps, lines)).encode() + b"\n{")
    assert result.exit_code == 1
    faults = result.stderr.splitlines()
    assert [fault[:5] for fault in faults] == ["第 1 行", "第 3 行", "第 3 行", "第 4 行"]
    assert not out.exists()
    assert list(tmp_path.iterdir()) == []


def test_encode_takes_a_list_and_writes_a_file(run, tmp_path):
    out = tmp_path / "out.bin"
    assert run("encode", "-o", str(out), stdin=json.dumps([{"mn": MN}, {"mn": "A"}]).encode()).exit_code == 0
    assert out.read_bytes().count(b"##") == 2


def test_long_packets_are_split(run):
    cp = [[["DataTime", "20260801085857"]]] + [[[f"a{i:05d}-Rtd", "1.5"]] for i in range(100)]
    value = {"qn": "20260801085857223", "st": "31", "cn": "2011", "mn": MN, "flag": 5, "cp": cp}
    result = run("encode", stdin=json.dumps(value).encode())
    assert result.stdout_bytes.count(b"PNUM=2;PNO=") == 2


@pytest.mark.parametrize("form", [[], ["--hex-text"]])
def test_encryption_with_a_key_file(run, tmp_path, form):
    keys = tmp_path / "keys"
    keys.write_text(f"{MN} abcdefgh12345678\n", encoding="utf-8")
    text = run("decode", stdin=GOOD).stdout_bytes
    secret = run("encode", "--keys", str(keys), *form, stdin=text).stdout_bytes
    assert b"w01018" not in secret
    (blind,) = objects(run("decode", stdin=secret))
    assert (blind["cp"], blind["mn"]) == ([], MN)
    (opened,) = objects(run("decode", "--keys", str(keys), stdin=secret))
    assert opened["cp"] == json.loads(text)["cp"]


def test_a_wrong_key_file_is_refused_without_showing_it(run, tmp_path):
    keys = tmp_path / "keys"
    keys.write_text(f"{MN} tooshort\n", encoding="utf-8")
    result = run("decode", "--keys", str(keys), stdin=GOOD)
    assert result.exit_code == 2
    assert "第 1 行" in result.stderr
    assert "tooshort" not in result.stderr


def test_decoding_is_the_same_for_any_size_of_read(run):
    assert len(objects(run("decode", stdin=GOOD * 2000))) == 2000
    assert decode(GOOD).sound


def test_what_a_device_made_up_does_not_steer_the_terminal(run):
    made_up = upload("DataTime=20260801085857;w01018-Rtd=45.2\x1b[2J,w01018-Flag=N,w21003-Rtd=:x:[bold]9")
    result = run("decode", "--table", stdin=made_up)
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert "45.2⟨U+001B⟩[2J" in result.stdout
    assert ":x:[bold]9" in result.stdout


def test_counts_and_totals_are_not_shown_in_the_unit_of_the_factor(run):
    result = run("decode", "--table", stdin=upload("w01018-Avg=3,w01018-ValidNum=4,w01018-Cou=5"))
    units = [line.split()[-2] for line in result.stdout.splitlines() if "w01018-" in line]
    assert ["mg/L" in unit for unit in units] == [True, False, False]


@pytest.mark.parametrize(
    "field", ['"cp": [[["w01018-Rtd", "\\ud800"]]]', '"mn": "\\ud800"', '"extra": [["\\udfff", ""]]']
)
def test_half_a_character_cannot_be_sent(run, field):
    result = run("encode", stdin=b'{"cn": "2011", %b}' % field.encode())
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "line 1" in result.stderr


def test_bytes_that_were_no_text_come_back(run):
    odd = sealed(HEADER.encode() + b"CP=&&i11001-Info=//\xc4\xff//&&")
    assert "text.undecodable" in run("decode", stdin=odd).stdout
    assert run("encode", stdin=run("decode", stdin=odd).stdout_bytes).stdout_bytes == odd


KEYS = f"{MN} 0123456789abcdef\n"
LOG = '{"qn": "20260801085857223", "cn": "%s", "mn": "' + MN + '", "flag": 9, "cp": [[["w01018-Rtd", "123456789"]]]}'


@pytest.mark.parametrize(
    ("cn", "assumed", "form"),
    [
        ("2011", [], "cipher.sm4"),
        ("2011", ["--assume", "cipher_form=hex"], "cipher.hex_text"),
        ("3020", ["--assume", "encrypted_commands="], None),
        ("3021", ["--assume", "encrypted_commands=3020,3021"], "cipher.sm4"),
    ],
)
def test_what_is_not_verified_is_switched(run, tmp_path, cn, assumed, form):
    keys = tmp_path / "keys.txt"
    keys.write_text(KEYS)
    sent = run("encode", "--keys", str(keys), *assumed, stdin=(LOG % cn).encode()).stdout_bytes
    codes = {one["code"] for one in objects(run("decode", "--keys", str(keys), stdin=sent))[0]["diagnostics"]}
    assert (form in codes) if form else not {code for code in codes if code.startswith("cipher")}


@pytest.mark.parametrize(
    "pair", ["cipher_form", "cipher_form=x", "most_parts=0", "most_parts=x", "encrypted_commands=1", "y=1"]
)
def test_an_assumption_that_cannot_be_meant(run, pair):
    result = run("encode", "--assume", pair)
    assert (result.exit_code, "--assume" in result.output) == (2, True)
