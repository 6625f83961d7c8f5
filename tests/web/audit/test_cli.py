"""``jianzhen audit`` as its users call it."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import connection, transaction
from tests.support.audit_log import OPENED

from jianzhen.cli.audit import command
from jianzhen.seal.merkle.proof import Proof
from jianzhen.seal.merkle.published import Published
from jianzhen.web import audit
from jianzhen.web.audit import Personal, triggers
from jianzhen.web.audit.models import Apart, Entry, Root
from jianzhen.web.serving.jobs import registered

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.OPTIONS = dataclasses.replace(settings.OPTIONS, data=tmp_path / "data")
    return tmp_path


def run(*words: object) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words])


def write(count: int = 5) -> None:
    for step in range(count):
        with transaction.atomic():
            audit.record("lead.opened", actor="officer", words=OPENED, target="leads.lead:1", reason="因为",
                         after={"step": step, "phone": Personal("13800000000", of="people.person:17")})  # fmt: skip


def test_a_log_is_signed_published_and_verified(folder: Path) -> None:
    write()
    signed = run("sign", "--export", folder / "roots.json")
    assert signed.exit_code == 0, signed.output
    write(2)
    found = run("verify", "--published", folder / "roots.json")
    assert found.exit_code == 0, found.output
    assert "✓ 日志完整" in found.output
    assert "7 条" in found.output
    assert (folder / "data/keys/audit").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (folder / "data/keys/audit").iterdir()} == {0o600}


def test_tampering_is_told_and_the_exit_code_says_so(folder: Path) -> None:
    write()
    with triggers.suspended(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET kind = 'x.y' WHERE number = 2")
        cursor.execute("UPDATE audit_apart SET value = '1' WHERE entry_id = 4")
    found = run("verify")
    assert found.exit_code == 1
    assert "✗ 第 2 条：检索用的列与内容不符" in found.output
    told = json.loads(run("verify", "--json").output)
    assert (told["ok"], told["entries"]) == (False, 5)
    assert [fault["code"] for fault in told["faults"]] == ["columns", "apart_changed", "apart_changed"]
    assert all(fault["zh"] and fault["en"] for fault in told["faults"])


def test_many_faults_do_not_flood_the_terminal() -> None:
    write(120)
    with triggers.suspended(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_apart SET value = '1' WHERE name = '/reason' AND entry_id % 2 = 0")
        cursor.execute("UPDATE audit_apart SET value = '1' WHERE name = '/after/phone' AND entry_id % 2 = 1")
    found = run("verify")
    assert "另有 20 处" in found.output
    assert len(json.loads(run("verify", "--json").output)["faults"]) == 120


def test_an_entry_is_proved_to_an_outsider(folder: Path) -> None:
    write(3)
    run("roots", folder / "early.json")
    assert Published.read((folder / "early.json").read_bytes()).roots == ()
    run("sign", "--export", folder / "roots.json")
    write(4)
    run("sign", "--export", folder / "later.json")
    proved = run(
        "prove", 2, folder / "proof.json", "--since", folder / "roots.json", "--who", "张三", "--with-personal"
    )
    assert proved.exit_code == 0, proved.output
    proof = Proof.read((folder / "proof.json").read_bytes())
    assert (proof.older.size, proof.root.size) == (3, 7)
    assert proof.apart["/after/phone"].value == '"13800000000"'
    for published in ("roots.json", "later.json"):
        checked = run("check", folder / "proof.json", "--published", folder / published)
        assert (checked.exit_code, "✓ 核验成立" in checked.output) == (0, True), checked.output
    last = Entry.objects.latest("number")
    assert (last.kind, last.actor, last.target) == ("audit.proof_exported", "command-line", "audit.entry:2")
    assert "张三" not in last.content


def test_personal_data_leave_with_a_proof_only_when_asked_for(folder: Path) -> None:
    write(1)
    run("sign")
    run("prove", 1, folder / "proof.json", "--who", "张三")
    assert "13800000000" not in (folder / "proof.json").read_text(encoding="utf-8")


def test_a_changed_proof_does_not_hold(folder: Path) -> None:
    write(3)
    run("sign")
    run("prove", 1, folder / "proof.json", "--who", "张三")
    text = (folder / "proof.json").read_text(encoding="utf-8").replace("打开线索", "打开信件")
    (folder / "proof.json").write_text(text, encoding="utf-8")
    checked = run("check", folder / "proof.json")
    assert checked.exit_code == 1
    assert "✗ 核验不成立" in checked.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["check", "absent.json"], "无法读写"),
        (["verify", "--published", "absent.json"], "无法读写"),
        (["prove", "99", "p.json", "--who", "张三"], "没有第 99 条"),
        (["prove", "1", "p.json", "--who", "张三"], "jianzhen audit sign"),
        (["roots", "absent/roots.json"], "无法读写"),
        (["erase", "people.person:17", "--who", "张三", "--reason", " "], "needs a reason"),
    ],
)
def test_what_cannot_be_done_is_said(words: list[str], told: str) -> None:
    write(1)
    done = run(*words)
    assert (done.exit_code, told in done.output) == (2, True), done.output
    assert "Traceback" not in done.output


def test_a_file_of_another_kind_is_refused(folder: Path) -> None:
    (folder / "x.json").write_text('{"format": "another"}')
    assert "jianzhen-proof/1" in run("check", folder / "x.json").output
    assert "jianzhen-roots/1" in run("verify", "--published", folder / "x.json").output


def test_nothing_to_sign() -> None:
    assert run("sign").exit_code == 2


def test_a_missing_key_is_told(folder: Path) -> None:
    write(1)
    run("sign")
    [key] = (folder / "data/keys/audit").iterdir()
    key.rename(folder / "away")
    done = run("sign")
    assert (done.exit_code, "rotate-key" in done.output) == (2, True)
    key.write_bytes((folder / "away").read_bytes().replace(b"PRIVATE", b"PUBLIC"))
    assert run("sign").exit_code == 2
    rotated = run("rotate-key", "--who", "张三", "--reason", "密钥损坏")
    assert rotated.exit_code == 0, rotated.output
    assert run("sign").exit_code == 0


def test_keys_are_rotated() -> None:
    write(1)
    run("sign")
    assert run("rotate-key", "--who", "张三", "--reason", "每年更换").exit_code == 0
    run("sign")
    assert len({root.key for root in Root.objects.all()}) == 2
    assert run("verify").exit_code == 0


def test_personal_data_are_erased() -> None:
    write(3)
    done = run("erase", "people.person:17", "--who", "张三", "--reason", "依法")
    assert "erased: 3" in done.output
    assert not Apart.objects.filter(of="people.person:17").exists()
    assert "3 项依法删除" in run("verify").output


def test_the_newest_acts_are_shown_in_words() -> None:
    write(3)
    lines = run("show", "--last", 2).output.splitlines()
    assert [line.split()[0] for line in lines[::2]] == ["2", "3"]
    assert lines[0].endswith("打开线索")


def test_the_verifiers_are_handed_out(folder: Path) -> None:
    assert run("verifier", folder / "out").exit_code == 0
    assert {path.name for path in (folder / "out").iterdir()} == {"verify.html", "check_proof.py"}


def test_the_scheduler_signs_one_root_a_day(folder: Path) -> None:
    write(1)
    [job] = [job for job in registered() if job.name.startswith("jianzhen.web.audit")]
    job.do()
    write(1)
    job.do()
    assert Root.objects.count() == 1


def process(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(("JIANZHEN_", "DJANGO_", "DATABASE_"))}  # fmt: skip
    command_ = [sys.executable, "-c", "from jianzhen.cli import main; main()", "audit", *words]
    environment = {**kept, "JIANZHEN_DATA": str(data)}
    return subprocess.run(command_, env=environment, capture_output=True, text=True, check=False)


def test_without_a_database_it_says_what_to_do(folder: Path) -> None:
    (folder / "empty").mkdir()
    done: Any = process(folder / "empty", "verify")
    assert (done.returncode, "jianzhen init" in done.stderr) == (2, True), done.stderr
    assert "Traceback" not in done.stderr
