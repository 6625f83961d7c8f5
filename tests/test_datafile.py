"""The data-file reader refuses everything the dataclass does not declare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.datafile import DataFileError, build, read_entries
from jianzhen.verification import Verification
from jianzhen.words import Words


@dataclass(frozen=True, slots=True)
class Part:
    name: str


@dataclass(frozen=True, slots=True)
class Thing:
    id: str
    title: Words
    tag: Verification
    size: float = 0.0
    count: int = 0
    on: date | None = None
    parts: tuple[Part, ...] = ()
    part: Part | None = None
    names: tuple[str, ...] = ()


GOOD = {"id": "a", "title": {"zh": "甲", "en": "A"}, "tag": "memory"}


def test_builds_every_kind_of_value():
    found = build(
        Thing,
        GOOD | {"size": 2, "on": date(2026, 1, 1), "parts": [{"name": "p"}], "part": {"name": "q"}, "names": ["x"]},
        "here",
    )
    assert found == Thing(
        "a", Words("甲", "A"), Verification.MEMORY, 2.0, 0, date(2026, 1, 1), (Part("p"),), Part("q"), ("x",)
    )
    assert isinstance(found.size, float)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colour": "red"}, "unknown key"),
        ({"title": "甲"}, "expected { zh"),
        ({"title": {"zh": "甲"}}, "expected { zh"),
        ({"title": {"zh": "甲", "en": ""}}, "both filled in"),
        ({"tag": "rumour"}, "not one of"),
        ({"count": True}, "expected int"),
        ({"count": 1.5}, "expected int"),
        ({"size": "big"}, "expected float"),
        ({"size": True}, "expected float"),
        ({"on": "2026-01-01"}, "expected date"),
        ({"names": "x"}, "expected a list"),
        ({"names": [1]}, "expected str"),
        ({"parts": [{"nam": "p"}]}, "unknown key"),
        ({"part": {}}, "missing key"),
    ],
)
def test_refuses_with_the_place_and_what_was_expected(change, message):
    with pytest.raises(DataFileError, match=f"^here.*{message}"):
        build(Thing, GOOD | change, "here")


def test_refuses_a_missing_key():
    with pytest.raises(DataFileError, match=r"missing key \['tag'\]"):
        build(Thing, {"id": "a", "title": {"zh": "甲", "en": "A"}}, "here")


def test_defaults_fill_what_an_entry_leaves_out(tmp_path):
    path = tmp_path / "things.toml"
    path.write_text(
        '[defaults]\ntag = "memory"\n'
        '[[thing]]\nid = "a"\ntitle = { zh = "甲", en = "A" }\n'
        '[[thing]]\nid = "b"\ntag = "code"\ntitle = { zh = "乙", en = "B" }\n',
        encoding="utf-8",
    )
    assert [thing.tag.value for thing in read_entries(path, "thing", Thing)] == ["memory", "code"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[thing", "not a TOML file"),
        ("[[other]]\nid = 1\n", "unknown section"),
        ("thing = 3\n", "array of tables"),
    ],
)
def test_refuses_a_broken_file(tmp_path, text, message):
    path = tmp_path / "things.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match=rf"things\.toml: .*{message}"):
        read_entries(path, "thing", Thing)


def test_refuses_a_file_in_another_encoding(tmp_path):
    path = tmp_path / "things.toml"
    path.write_bytes('[[thing]]\nid = "甲"\n'.encode("gb18030"))
    with pytest.raises(DataFileError, match="UTF-8"):
        read_entries(path, "thing", Thing)


scalars = st.sampled_from([None, True, 0, -1, 2.5, float("nan"), "", "甲", "memory", date(2026, 1, 1)])
values = scalars | st.lists(scalars, max_size=2) | st.dictionaries(st.sampled_from(["zh", "en", "name"]), scalars)


def attempt(table) -> Thing | str:
    """The thing, or why it was refused."""
    try:
        return build(Thing, table, "here")
    except DataFileError as error:
        return str(error)


@given(st.dictionaries(st.sampled_from([*Thing.__dataclass_fields__, "strange"]), values))
def test_any_table_is_built_or_refused(table):
    found = attempt(table)
    assert found.startswith("here") if isinstance(found, str) else isinstance(found.title, Words)


@given(values)
def test_any_title_is_words_or_refused(title):
    found = attempt(GOOD | {"title": title})
    assert found.startswith("here, title") if isinstance(found, str) else all(found.title)
