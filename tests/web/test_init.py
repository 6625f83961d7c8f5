"""``jianzhen init`` as an office runs it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

WORDS = ("--region", "640100", "--department", "ecology=示例市生态环境局", "--department", "police=示例市公安局",
         "--admin", "root_admin", "--admin-name", "张示例")  # fmt: skip
GOOD = "Founding-Horse-7"


def init(data: Path, *words: str, password: str = GOOD) -> tuple[int, str]:
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(("JIANZHEN_", "DJANGO_", "DATABASE_"))}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", "from jianzhen.cli import main; main()", "init", *words],
        check=False, env={**kept, "JIANZHEN_DATA": str(data), "JIANZHEN_ADMIN_PASSWORD": password},
        capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def posts(data: Path) -> list[tuple[str, str, str]]:
    query = """SELECT u.username, p.role, d.kind FROM accounts_post p JOIN accounts_user u ON u.id = p.user_id
               JOIN accounts_department d ON d.id = p.department_id ORDER BY d.kind"""
    with sqlite3.connect(data / "jianzhen.sqlite3") as database:
        return database.execute(query).fetchall()


def test_it_makes_everything_once(tmp_path: Path) -> None:
    data = tmp_path / "office"
    code, printed = init(data, *WORDS)
    assert code == 0, printed
    assert posts(data) == [("root_admin", "administrator", "ecology"), ("root_admin", "administrator", "police")]
    secret = (data / "keys" / "secret_key").read_text()
    code, printed = init(data, *WORDS)
    assert code == 0
    assert "未作改动" in printed
    assert (data / "keys" / "secret_key").read_text() == secret
    assert len(posts(data)) == 2


def test_what_is_wrong_is_told_and_nobody_is_made(tmp_path: Path) -> None:
    assert init(tmp_path, *WORDS, password="short")[0] == 2
    assert init(tmp_path, "--region", "110000", *WORDS[2:])[0] == 2
    code, printed = init(tmp_path, *WORDS[:2], "--department", "army=示例", *WORDS[6:])
    assert code == 2
    assert "KIND one of ecology" in printed
    assert posts(tmp_path) == []
