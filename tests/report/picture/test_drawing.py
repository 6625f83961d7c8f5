from __future__ import annotations

import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from jianzhen.report.picture.drawing import NARROWEST, Drawing, width_of, wrapped, wrapped_words
from jianzhen.words import Words

texts = st.text(st.sampled_from("采样品E1-23 ·，、\u2003<&"), min_size=1, max_size=120)


@given(texts)
def test_wrapping_loses_no_letter(text: str) -> None:
    def bare(value: str) -> str:
        return "".join(letter for letter in value if letter not in " ·\u2003")

    assert bare("".join(wrapped(text))) == bare(text)


def test_lines_fit_the_narrowest_page() -> None:
    what, when = "A-IC-1 · A-IC-1-00604 · AFS260513-209-1 · 氟化物", "运行 10:03–10:18，文件创建 10:18，签名 10:30"
    lines = wrapped(f"{what}\u2003{when}")
    assert len(lines) > 1
    assert all(width_of(line) <= NARROWEST for line in lines)
    assert lines[-1].startswith("运行 10:03")


def test_both_languages_have_as_many_lines() -> None:
    words = Words("样" * 10 + "\u2003" + "时" * 30, "short")
    assert [(bool(line.zh), bool(line.en)) for line in wrapped_words(words)] == [(True, True), (True, False)]


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=30), st.floats(0, 100), st.floats(0, 100))
def test_any_text_is_well_formed(text: str, one: float, other: float) -> None:
    drawing = Drawing()
    drawing.label(min(one, other), max(one, other), 10, [Words(text, text + "x")], "label")
    drawing.rect(min(one, other), max(one, other), 0, 9, "fact")
    root = ET.fromstring(f"<svg>{drawing.body()}</svg>")
    assert [item.text or "" for item in root.iter("text")] == [text, text + "x"]
    for item in root.iter("text"):
        assert 0 <= float(item.get("x").rstrip("%")) <= 100
