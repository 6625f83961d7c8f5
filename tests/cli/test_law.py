"""``jianzhen law``."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from jianzhen.cli.law import command
from jianzhen.law import acts


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    return lambda *arguments: CliRunner().invoke(command, arguments)


def test_alone_lists_every_act(run):
    result = run()
    assert result.exit_code == 0
    assert all(act.id in result.output for act in acts())
    assert "未到场、未采样而出数据" in result.output


def test_alone_as_json(run):
    rows = json.loads(run("--json").output)
    assert [row["act"] for row in rows] == [act.id for act in acts()]


def test_two_days_two_bases(run):
    before = run("fabrication.no_sampling", "--on", "2024-05-01").output
    after = run("fabrication.no_sampling", "--on", "2026-09-01").output
    assert "检验检测机构监督管理办法（2021）第26条" in before
    assert "生态环境法典第1091条" not in [line.split("│")[2].strip() for line in before.splitlines() if "│" in line]
    assert "生态环境法典第1091条" in after
    assert "生态环境监测条例第45条" in after
    assert "检验检测机构监督管理办法（2025修订）第27条" in after


def test_json_is_different_on_the_two_days_too(run):
    articles = [
        {
            entry["article"]
            for entry in json.loads(run("fabrication.no_sampling", "--on", day, "--json").output)["entries"]
        }
        for day in ("2024-05-01", "2026-09-01")
    ]
    assert "epl-2014/17" in articles[0] - articles[1]
    assert all("epl-2014/65" not in found for found in articles)  # joint civil liability, not a penalty
    assert "eco-code/1091" in articles[1] - articles[0]


def test_unverified_is_shown_and_chinese_comes_first(run):
    output = run("fabrication.no_sampling", "--on", "2024-05-01").output
    assert "未核原文" in output
    assert output.index("未到场、未采样而出数据") < output.index("Data without sampling")


@pytest.mark.parametrize("columns", ["60", "80", "200"])
def test_long_texts_are_folded_never_cut(run, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    assert "…" not in run("fabrication.no_sampling", "--on", "2026-09-01").output


def test_no_basis_says_why(run):
    output = run("qualification.filing", "--on", "2024-05-01").output
    assert "监测条例起才有" in output
    assert "begins with the Monitoring Regulation" in output


def test_day_defaults_to_today(run):
    assert json.loads(run("fabrication.no_sampling", "--json").output)["on"] >= "2026-01-01"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("fabrication.no_samplin",), "fabrication.no_sampling"),
        (("fabrication.no_sampling", "--on", "2024-13-01"), "YYYY-MM-DD"),
        (("--on", "2024-05-01"), "ACT"),
    ],
)
def test_wrong_use_is_told_without_a_traceback(run, arguments, message):
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.output
    assert "Traceback" not in result.output
