"""The data files: complete, consistent, and refused when they are not as declared."""

from __future__ import annotations

import shutil
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from jianzhen.datafile import DataFileError
from jianzhen.law import Verification, library, standard_numbers
from jianzhen.law.library import load

REPEALED = {
    "epl-2014",
    "eia-law",
    "marine-law",
    "air-law",
    "water-law",
    "soil-law",
    "solid-waste-law",
    "noise-law",
    "radioactive-law",
    "cleaner-law",
}


@pytest.fixture
def data(tmp_path):
    shutil.copytree(Path(str(files("jianzhen.law") / "data")), tmp_path / "data")
    return tmp_path / "data"


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_entry_has_a_source_and_a_tag():
    law = library()
    entries = [*law.instruments.values(), *law.articles.values(), *law.acts.values(), *standard_numbers().values()]
    assert len(entries) > 400
    for entry in entries:
        assert entry.source in law.sources, entry.id
        assert isinstance(entry.tag, Verification), entry.id


def test_every_article_belongs_to_an_instrument():
    law = library()
    assert {article.instrument for article in law.articles.values()} <= set(law.instruments)


def test_texts_are_in_both_languages():
    law = library()
    for words in [
        *(one.title for one in law.instruments.values()),
        *(one.summary for one in law.articles.values()),
        *(one.title for one in law.acts.values()),
        *(one.title for one in standard_numbers().values()),
    ]:
        assert words.zh
        assert words.en.isascii() or any(character in words.en for character in "–°·≥≤α")


def test_the_code_repeals_ten_laws_on_its_first_day():
    law = library()
    ended = {one.id for one in law.instruments.values() if one.replaced_by == "eco-code"}
    assert ended == REPEALED
    assert {law.instruments[one].in_force_to for one in ended} == {date(2026, 8, 15)}
    assert law.instruments["eco-code"].in_force_from == date(2026, 8, 15)


def test_replacement_follows_without_gap():
    law = library()
    for one in law.instruments.values():
        if one.replaced_by:
            assert one.in_force_to == law.instruments[one.replaced_by].in_force_from, one.id


def test_sources_name_no_address_but_official_ones():
    hosts = {source.url.split("/")[2] for source in library().sources.values() if source.url}
    assert all(host.endswith(".gov.cn") for host in hosts) or hosts == {"flk.npc.gov.cn"}


def test_a_source_nobody_uses_is_dead_weight():
    law = library()
    used = {
        entry.source
        for entry in [
            *law.instruments.values(),
            *law.articles.values(),
            *law.acts.values(),
            *standard_numbers().values(),
        ]
    }
    assert set(law.sources) == used


def test_copy_of_the_data_loads(data):
    assert load(data).acts.keys() == library().acts.keys()


def test_unknown_key_is_refused(data):
    append(data / "instruments.toml", '\n[[instrument]]\nid = "x"\ncolour = "red"\n')
    with pytest.raises(DataFileError, match=r"instruments\.toml, instrument \d+: unknown key \['colour'\]"):
        load(data)


def test_article_of_an_unknown_instrument_is_refused(data):
    replace(data / "articles" / "doc-175.toml", 'instrument = "doc-175"', 'instrument = "doc-176"')
    with pytest.raises(DataFileError, match="'doc-176' is not an instrument"):
        load(data)


def test_act_with_an_unknown_article_is_refused(data):
    replace(data / "acts" / "fabrication.toml", "doc-175/5(6)", "doc-175/5(9)")
    with pytest.raises(DataFileError, match=r"unknown articles \['doc-175/5\(9\)'\]"):
        load(data)


def test_act_with_an_unknown_group_is_refused(data):
    replace(data / "acts" / "fabrication.toml", '"institution-falsifies"', '"institution-lies"')
    with pytest.raises(DataFileError, match="institution-lies"):
        load(data)


def test_unknown_source_is_refused(data):
    replace(data / "acts" / "fabrication.toml", 'source = "mapping"', 'source = "hearsay"')
    with pytest.raises(DataFileError, match="hearsay"):
        load(data)


def test_twice_the_same_id_is_refused(data):
    text = (data / "acts" / "fabrication.toml").read_text(encoding="utf-8")
    (data / "acts" / "second.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match="declared twice"):
        load(data)


def test_article_that_replaces_nothing_known_is_refused(data):
    replace(data / "articles" / "eco-code.toml", '"epl-2014/17"', '"epl-2014/170"')
    with pytest.raises(DataFileError, match="replaces unknown"):
        load(data)


def test_end_of_force_before_its_beginning_is_refused(data):
    replace(data / "instruments.toml", "in_force_to = 2026-08-15", "in_force_to = 2001-08-15")
    with pytest.raises(DataFileError, match="must be after in_force_from"):
        load(data)


def test_end_of_force_needs_its_own_tag(data):
    replace(data / "instruments.toml", 'to_tag = "original"\n', "")
    with pytest.raises(DataFileError, match="go together"):
        load(data)


def test_unknown_successor_is_refused(data):
    replace(data / "instruments.toml", 'replaced_by = "eco-code"', 'replaced_by = "eco-cod"')
    with pytest.raises(DataFileError, match="'eco-cod' is not an instrument"):
        load(data)


def test_versions_follow_the_chain_both_ways():
    law = library()
    assert set(law.versions("order39-2021/26")) == {"order39-2021/26", "order39-2025/27"}
    assert set(law.versions("eco-code/1108")) == {"eco-code/1108", "epl-2014/63(3)", "air-law/99(3)", "water-law/83(3)"}
