"""``jianzhen gateway`` as its users run it: a process, a port, signals."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest
from click.testing import CliRunner
from tests.support.gateway_packets import packet
from tests.support.hj212_packets import MN

from jianzhen.cli.gateway import command


@contextmanager
def serving(folder, *arguments):
    """Run the gateway; give its port and the process."""
    code = "from jianzhen.cli import main; main()"
    line = [sys.executable, "-c", code, "gateway", "serve", "--listen", "127.0.0.1:0", "--data", str(folder)]
    with subprocess.Popen([*line, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield json.loads(process.stdout.readline()), process
        finally:
            process.kill()


def exchange(port, data):
    with socket.create_connection(("127.0.0.1", port), 5) as device:
        device.settimeout(10)
        device.sendall(data)
        return device.recv(4096)


def run(*arguments):
    return CliRunner().invoke(command, arguments)


def test_a_day_with_the_gateway(tmp_path):
    with serving(tmp_path, "--metrics", "0", "--permit", "1012") as (ports, process):
        assert b"CN=9014" in exchange(ports["port"], packet(0) + packet(1))
        status = run("status", "--data", str(tmp_path), "--json")
        assert status.exit_code == 0
        told = json.loads(status.stdout)
        assert (told["stored"], told["devices"][0]["mn"]) == (2, MN)
        assert MN in run("status", "--data", str(tmp_path)).stdout
        with urllib.request.urlopen(f"http://127.0.0.1:{ports['metrics']}/metrics", timeout=5) as answer:
            assert "jianzhen_gateway_stored_total 2\n" in answer.read().decode()
        asked = run("ask", "--data", str(tmp_path), "NOBODY", "clock")
        assert asked.exit_code == 1
        assert "not connected" in asked.output
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        events = [json.loads(line)["event"] for line in process.stderr.read().splitlines()]
        assert events == ["listening", "metrics", "stopped"]
    rows = [json.loads(line) for line in run("frames", "--data", str(tmp_path), "--json").stdout.splitlines()]
    assert [(row["sequence"], row["mn"], row["cn"]) for row in rows] == [(1, MN, "2011"), (2, MN, "2011")]
    assert set(rows[0]) == {"sequence", "received_at", "peer", "mn", "qn", "cn", "pno", "sha256", "faults"}
    assert run("frame", "--data", str(tmp_path), "1", "--raw").stdout_bytes == packet(0)[:-2]
    shown = run("frame", "--data", str(tmp_path), "1", "--json").stdout
    assert json.loads(shown)["message"]["qn"] == rows[0]["qn"]
    assert "123456" not in shown
    assert run("frame", "--data", str(tmp_path), "x:9").exit_code == 1
    checked = run("verify", "--data", str(tmp_path), "--json")
    assert checked.exit_code == 0
    assert json.loads(checked.stdout)["head"]["sequence"] == 2
    assert run("status", "--data", str(tmp_path)).exit_code == 1


def test_two_gateways_do_not_share_a_folder(tmp_path):
    with serving(tmp_path):
        second = subprocess.run(
            [sys.executable, "-c", "from jianzhen.cli import main; main()", "gateway", "serve", "--listen",
             "127.0.0.1:0", "--data", str(tmp_path)],
            capture_output=True, text=True, timeout=20, check=False,
        )  # fmt: skip
    assert second.returncode == 1
    assert "another process" in second.stderr
    assert "Traceback" not in second.stderr


@pytest.mark.parametrize("busy", ["--listen", "--metrics"])
def test_a_port_that_is_taken_is_named(tmp_path, busy):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        options = ["--listen", f"127.0.0.1:{port if busy == '--listen' else 0}"]
        options += ["--metrics", str(port)] if busy == "--metrics" else []
        line = [sys.executable, "-c", "from jianzhen.cli import main; main()", "gateway", "serve", "--data"]
        found = subprocess.run(
            [*line, str(tmp_path), *options], capture_output=True, text=True, timeout=20, check=False
        )
    assert found.returncode == 1
    assert found.stdout == ""
    assert str(port) in found.stderr.splitlines()[-1]
    assert "Traceback" not in found.stderr


def test_what_devices_make_up_neither_steers_the_terminal_nor_stops_the_listing(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    steering = "\x1b[2J\x1b]0[/bold]:x:"
    with serving(tmp_path) as (ports, _):
        assert b"CN=9014" in exchange(ports["port"], packet(0, mn=steering) + packet(1))
        status = run("status", "--data", str(tmp_path))
    shown = [run("frames", "--data", str(tmp_path)), run("frame", "--data", str(tmp_path), "1"), status]
    assert [one.exception for one in shown] == [None, None, None]
    for one in shown:
        assert "\x1b" not in one.stdout
        assert "⟨U+001B⟩[2J⟨U+001B⟩]0[/bold]:x:" in one.stdout
    assert MN in shown[0].stdout


def test_the_state_of_a_gateway_fits_a_terminal_and_cuts_no_fault_off(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    with serving(tmp_path) as (ports, _):
        wrong = packet(1)[:-6] + b"0000\r\n"
        assert b"CN=9014" in exchange(ports["port"], packet(0) + wrong)
        shown = run("status", "--data", str(tmp_path)).stdout
    assert "crc.mismatch ×1" in shown or "crc.impossible ×1" in shown
    assert "…" not in shown


@pytest.mark.parametrize("verb", ["frames", "verify", "status"])
def test_a_folder_without_a_journal(tmp_path, verb):
    found = run(verb, "--data", str(tmp_path))
    assert found.exit_code == 2
    assert "no journal" in found.output


@pytest.mark.parametrize("listen", ["9212", "127.0.0.1:x", "127.0.0.1:70000"])
def test_an_address_that_is_none(tmp_path, listen):
    found = run("serve", "--data", str(tmp_path), "--listen", listen)
    assert found.exit_code == 2
    assert "address:port expected" in found.output


def test_rolling_up_twice_changes_nothing(tmp_path):
    pytest.importorskip("deltalake")
    with serving(tmp_path / "gw") as (ports, _):
        assert b"CN=9014" in exchange(ports["port"], packet(0))
    arguments = ("rollup", "--data", str(tmp_path / "gw"), "--lake", str(tmp_path / "lake"))
    first, second = run(*arguments), run(*arguments)
    assert json.loads(first.stdout)["rows"] == {"observations": 1}
    assert json.loads(second.stdout) == {"frames": 0, "batches": 0, "rows": {}, "left_out": {}}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--limit", "idle=soon"], "idle"),
        (["--limit", "idle=nan"], "idle"),
        (["--limit", "idle=-1"], "idle"),
        (["--limit", "frames_per_second=0"], "above 0"),
        (["--metrics", "70000"], "70000"),
        (["--permit", "3020"], "needs no permission"),
        (["--permit", "everything"], "four digits"),
        (["--assume", "cipher_form=base64"], "raw|hex"),
        (["--limit", "speed=1"], "frames_per_second"),
        (["--allow", "10.0.0.0/33"], "10.0.0.0/8"),
        (["--grant", "clock"], "--permit 1012"),
        (["--listen", "9212"], "127.0.0.1:9212"),
    ],
)
def test_options_that_cannot_be_meant(tmp_path, options, said):
    found = run("serve", "--data", str(tmp_path / "gw"), *options)
    assert found.exit_code == 2
    assert said in found.output
    assert not (tmp_path / "gw").exists()


def test_polls_and_numbers_that_cannot_be_read(tmp_path):
    polls = tmp_path / "polls.txt"
    polls.write_text("* 3021 1d InfoId=i13007\n* 3020 often\n")
    found = run("serve", "--data", str(tmp_path / "gw"), "--polls", str(polls))
    assert found.exit_code == 2
    assert "第 1 行" in found.output
    assert "第 2 行" in found.output
    with serving(tmp_path / "gw"):
        pass
    polls.write_text("A B\nC\n")
    found = run("relay", "--data", str(tmp_path / "gw"), "--to", "127.0.0.1:1", "--numbers", str(polls))
    assert (found.exit_code, "第 2 行" in found.output) == (2, True)


def test_a_relay_and_its_state(tmp_path):
    with serving(tmp_path / "low") as (low, _), serving(tmp_path / "up") as (up, _):
        assert b"CN=9014" in exchange(low["port"], packet(0))
        line = [sys.executable, "-c", "from jianzhen.cli import main; main()", "gateway", "relay"]
        line += ["--data", str(tmp_path / "low"), "--to", f"127.0.0.1:{up['port']}", "--edition", "2025"]
        with subprocess.Popen(line, stderr=subprocess.PIPE) as relay:
            for _ in range(200):
                told = json.loads(run("status", "--data", str(tmp_path / "low"), "--json").stdout)
                if told["relays"].get("upper", {}).get("behind") == 0:
                    break
                time.sleep(0.05)
            relay.send_signal(signal.SIGTERM)
            assert relay.wait(10) == 0
        assert told["relays"]["upper"]["behind"] == 0
        shown = run("status", "--data", str(tmp_path / "low")).stdout
        assert "relay upper" in shown
        frames = run("frames", "--data", str(tmp_path / "up"), "--json").stdout.splitlines()
        assert [json.loads(frame)["mn"] for frame in frames] == [MN]


def test_two_gateways_share_a_port_and_each_keeps_its_own_journal(tmp_path):
    with serving(tmp_path / "a", "--reuse-port") as (first, _):
        shared = ["--reuse-port", "--listen", f"127.0.0.1:{first['port']}"]
        with serving(tmp_path / "b", *shared):
            for number in range(40):
                assert b"CN=9014" in exchange(first["port"], packet(number))
    held = [run("frames", "--data", str(tmp_path / one), "--json").stdout.splitlines() for one in "ab"]
    assert all(held)
    assert len({json.loads(row)["qn"] for rows in held for row in rows}) == sum(map(len, held)) == 40


@pytest.mark.parametrize("text", ["{{{", "{}", "[]", "\\xff"])
def test_a_journal_whose_name_is_damaged(tmp_path, text):
    (tmp_path / "journal").mkdir()
    (tmp_path / "journal" / "journal.json").write_text(text)
    line = [sys.executable, "-c", "from jianzhen.cli import main; main()", "gateway", "serve", "--data", str(tmp_path)]
    served = subprocess.run([*line, "--listen", "127.0.0.1:0"], capture_output=True, text=True, timeout=20, check=False)
    assert (served.returncode, served.stdout) == (1, "")
    assert "journal.json: " in served.stderr
    assert "Traceback" not in served.stderr
    rolled = run("rollup", "--data", str(tmp_path), "--lake", str(tmp_path / "lake"))
    assert isinstance(rolled.exception, SystemExit)
    assert "journal.json: " in rolled.output


def test_a_value_of_another_journal_does_not_lead_to_a_packet_of_this_one(tmp_path):
    with serving(tmp_path) as (ports, _):
        assert b"CN=9014" in exchange(ports["port"], packet(0))
    name = json.loads((tmp_path / "journal" / "journal.json").read_text())["journal"]
    for one in ("1", f"{name}:1", f"journal:{name}:1"):
        assert run("frame", "--data", str(tmp_path), one, "--raw").stdout_bytes == packet(0)[:-2]
    found = run("frame", "--data", str(tmp_path), f"journal:{'0' * 32}:1", "--raw")
    assert found.exit_code == 1
    assert found.stdout_bytes == b""
    assert name in found.stderr
