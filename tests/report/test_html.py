from __future__ import annotations

import base64
import copy
import dataclasses
import hashlib
import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.support.report_data import FORMULA, HOSTILE, LAB

from jianzhen.report import html
from jianzhen.report.lead_page import lead_pictures, render_lead
from jianzhen.report.results import Results, UnknownLeadError
from jianzhen.rules.model import Innocent


class Tags(HTMLParser):
    """Collects start tags and fails on what does not close."""

    VOID = frozenset({"meta", "br", "input", "rect", "line", "path", "polyline", "hr", "img", "link"})

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            assert self.open.pop() == tag


@pytest.fixture(scope="module")
def page(run_folder: Path) -> str:
    return (run_folder / "report.html").read_text(encoding="utf-8")


def parsed(text: str) -> Tags:
    tags = Tags()
    tags.feed(text)
    assert tags.open == []
    return tags


def test_every_tag_closes_and_nothing_comes_from_outside(page: str) -> None:
    for tag, attributes in parsed(page).seen:
        assert tag not in {"link", "iframe", "img", "object", "base"}
        assert not {"src", "srcset", "style"} & attributes.keys()
        assert not any(name.startswith("on") for name in attributes), (tag, attributes)
        assert (attributes.get("href") or "#").startswith("#")


def test_the_policy_allows_just_this_style_and_this_script(page: str) -> None:
    [policy] = [a["content"] for tag, a in parsed(page).seen if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    for tag in ("style", "script"):
        [text] = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_hostile_names_are_inert_text(page: str) -> None:
    assert HOSTILE not in page
    assert "&lt;script&gt;document.title=" in page
    assert [tag for tag, _ in parsed(page).seen].count("script") == 1


def test_ten_parts_in_order(page: str, results: Results) -> None:
    article = page.split('<details class="card one"')[1]
    titles = re.findall(r'<h3><span class="zh">(.*?)</span>', article)
    assert titles == [
        "等级", "图", "数字", "证据行", "当日可能涉及的法律", "还可能怎样解释", "现场先看什么", "什么没有判断", "来历",
    ]  # fmt: skip
    assert "<summary>" in article.split("<h3>")[0]  # the headline comes first


def test_every_lead_and_every_evidence_row_is_there(page: str, results: Results) -> None:
    assert len(results.leads) >= 4
    for lead in results.leads:
        article = re.search(
            rf'<details class="card one" id="{lead.lead_id[:12]}">.*?<section class="part prov', page, re.DOTALL
        )
        for table, rows in results.rows([row for item in lead.findings for row in item.evidence]).items():
            assert f"<code>{table}</code>" in article[0]
            for row in rows:
                assert re.search(rf">{row['source_row']}<|第 {row['source_row']} 行", article[0]), (
                    table,
                    row["source_row"],
                )


def test_a_lazy_page_holds_the_same_articles(results: Results, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "EAGER", 0)
    target = io.StringIO()
    html.write_report(results, target)
    lazy = target.getvalue()
    blocks = dict(re.findall(r'<script type="text/plain" id="fold-(\w+)">(.*?)</script>', lazy, re.DOTALL))
    articles = re.findall(r'<script type="text/plain" class="folded">(.*?)</script>', lazy, re.DOTALL)
    assert len(articles) == len(results.leads)
    for article in articles:
        text = article
        while "data-fold" in text:
            text = re.sub(r'<div data-fold="(\w+)"></div>', lambda found: blocks[found[1]], text)
        assert text in page


def test_rows_beyond_the_shown_are_counted_and_found_elsewhere(
    results: Results, lead_of, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jianzhen.report.view.evidence.SHOWN", 5)
    lead = lead_of("constant_value")
    said = render_lead(results, lead.lead_id)
    total = len(results.rows([row for item in lead.findings for row in item.evidence])["observations"])
    assert total > 5
    assert f"全部 {total} 行在 rows/observations.parquet" in said


def test_one_lead_is_a_page_of_its_own(results: Results, lead_of) -> None:
    lead = lead_of("person_two_places")
    said = render_lead(results, lead.lead_id[:10])
    parsed(said)
    assert "<div data-fold" not in said
    assert "jianzhen evidence pack" in said
    assert LAB in said
    assert said == render_lead(results, lead.lead_id)
    with pytest.raises(UnknownLeadError):
        render_lead(results, "no-such-lead")


def test_pictures_are_files_in_both_languages(results: Results, lead_of) -> None:
    assert set(lead_pictures(results, lead_of("person_two_places"))) == {"timeline.zh", "timeline.en"}
    assert "series.zh" in lead_pictures(results, lead_of("constant_value"))


def test_a_run_without_leads_says_that_this_proves_nothing(results: Results, tmp_path: Path) -> None:
    class Nothing(Results):
        leads = ()

    target = io.StringIO()
    html.write_report(Nothing(results.folder), target)
    parsed(target.getvalue())
    assert "没有线索不等于没有问题" in target.getvalue()


def test_text_of_a_rule_is_escaped_too(results: Results, lead_of, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = results.rule("person_two_places")
    wild = Innocent(rule.title._replace(zh="<b>1 & 2</b>"), rule.title)
    monkeypatch.setattr(Results, "rule", lambda self, rule_id: dataclasses.replace(rule, innocent=(wild,)))
    said = render_lead(results, lead_of("person_two_places").lead_id)
    assert "&lt;b&gt;1 &amp; 2&lt;/b&gt;" in said
    assert FORMULA.replace('"', "&#34;") in said


def test_faults_show_what_cannot_be_seen(results: Results) -> None:
    fault = {
        "severity": "fault", "file": "a\u202eb.csv", "sheet": "", "row": 3, "column": "c\x1b", "found": "x\u2066y\x9b",
        "expected_zh": "文字", "expected_en": "text", "remedy_zh": "重录", "remedy_en": "type again",
    }  # fmt: skip
    other, target = copy.copy(results), io.StringIO()
    vars(other)["faults"] = lambda _: [fault]
    html.write_report(other, target)
    for shown in ("a⟨U+202E⟩b.csv", "c⟨U+001B⟩", "x⟨U+2066⟩y⟨U+009B⟩"):
        assert shown in target.getvalue()
    assert not {"\u202e", "\x1b", "\u2066", "\x9b"} & set(target.getvalue())
