"""``jianzhen registers import`` as an administrator runs it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ORGANISATION = "org_id,name,kind,region\n91640100MA0LAB0005,示例检测有限公司,lab,640104\n"


def jianzhen(data: Path, *words: str) -> tuple[int, str]:
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(("JIANZHEN_", "DJANGO_", "DATABASE_"))}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", "from jianzhen.cli import main; main()", *words],
        check=False, env={**kept, "JIANZHEN_DATA": str(data), "JIANZHEN_ADMIN_PASSWORD": "Founding-Horse-7"},
        capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A platform that has begun."""
    data = tmp_path / "office"
    words = ("--region", "640000", "--department", "ecology=示例厅", "--admin", "root", "--admin-name", "张示例")
    assert jianzhen(data, "init", *words)[0] == 0
    return data


def test_it_fills_them_and_says_what_came(office: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "organizations.csv").write_text(ORGANISATION, encoding="utf-8")
    code, printed = jianzhen(office, "registers", "import", str(tmp_path / "in"), "--who", "root")
    assert code == 0, printed
    assert "organizations: 新增 new 1" in printed
    assert "未变 same 1" in jianzhen(office, "registers", "import", str(tmp_path / "in"))[1]
    with sqlite3.connect(office / "jianzhen.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM registers_state").fetchone() == (1,)
    assert jianzhen(office, "registers", "import", str(tmp_path / "gone"))[0] == 2
