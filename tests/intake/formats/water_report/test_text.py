"""Printed text is compared without blanks and kept without line breaks."""

from __future__ import annotations

import pytest

from jianzhen.intake.formats.water_report.text import label, one_line, stated, tidy


def test_labels_lose_blanks_and_colons() -> None:
    assert label("样   品   名  称：  ") == "样品名称"
    assert label("签发日期:") == "签发日期"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("该水样所检43项指标\n均符合", "该水样所检43项指标均符合"),
        ("GB/T 5750.4-2023 8.1\n玻璃电极法", "GB/T 5750.4-2023 8.1 玻璃电极法"),
        ("《水质》\n  GB/T 1-2020 ", "《水质》 GB/T 1-2020"),
        ("a      b", "a b"),
    ],
)
def test_one_line_as_it_reads(text: str, line: str) -> None:
    assert tidy(text) == line


def test_names_set_one_under_the_other_keep_their_blank() -> None:
    assert one_line("阴离子合成洗涤剂\n阴离子表面活性剂") == "阴离子合成洗涤剂 阴离子表面活性剂"


@pytest.mark.parametrize("text", ["/", " - ", "——", "／"])
def test_a_stroke_says_nothing(text: str) -> None:
    assert stated(text) == ""


def test_words_are_stated() -> None:
    assert stated("a/b") == "a/b"
