"""Every template: both languages, nothing that the content security policy would block."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

WEB = Path(__file__).parents[3] / "src" / "jianzhen" / "web"
TEMPLATES = sorted(WEB.rglob("templates/**/*.html"))
BARE = {"error_bare.html"}
"""Drawn in both languages at once."""
SPOKEN = re.compile(r"\{%\s*say\b.*?%\}|\{#.*?#\}", re.DOTALL)
CHINESE = re.compile(r"[\u4e00-\u9fff]+")


def name(path: Path) -> str:
    return path.relative_to(WEB).as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_chinese_stands_only_where_english_stands_beside_it(path: Path) -> None:
    text = SPOKEN.sub("", path.read_text(encoding="utf-8")).replace('{{ "中文" }}', "")
    assert path.name in BARE or CHINESE.findall(text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_style_no_script_no_handler_stands_in_a_page(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"\sstyle=|\son[a-z]+=|hx-on|<style|javascript:", text) == []
    scripts = re.findall(r"<script\b[^>]*>", text)
    assert [tag for tag in scripts if "src=" not in tag and 'type="application/json"' not in tag] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_nothing_is_fetched_from_another_host(path: Path) -> None:
    assert re.findall(r"""(?:src|href|action)=["'](?:https?:)?//""", path.read_text(encoding="utf-8")) == []


def test_the_search_for_untranslated_text_would_find_it() -> None:
    assert CHINESE.findall(SPOKEN.sub("", '<p>保存</p>{% say "取消" "Cancel" %}')) == ["保存"]
