from __future__ import annotations

from dataclasses import replace

from jianzhen.web.options import Options
from jianzhen.web.serving.parts import Part, commands


def test_the_web_part_listens_where_it_is_told() -> None:
    line = commands(Options(port=8123, processes=3), [Part.WEB])[Part.WEB]
    assert "--bind=127.0.0.1:8123" in line
    assert "--workers=3" in line


def test_an_address_of_the_newer_kind_is_put_in_brackets() -> None:
    assert "--bind=[::1]:8000" in commands(replace(Options(), host="::1"), [Part.WEB])[Part.WEB]


def test_what_people_search_for_is_not_written_down() -> None:
    (form,) = [word for word in commands(Options(), [Part.WEB])[Part.WEB] if "access-logformat" in word]
    assert "%(U)s" in form
    assert not any(field in form for field in ("%(q)s", "%(r)s", "%(f)s"))


def test_only_what_is_asked_for_runs() -> None:
    assert list(commands(Options(), [Part.SCHEDULER, Part.WORKER])) == [Part.SCHEDULER, Part.WORKER]
