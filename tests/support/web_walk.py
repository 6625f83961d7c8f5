"""A walk over every route of the platform: whoever adds a route has it walked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from django.apps import apps
from django.db import models
from django.test import Client
from tests.support.web_routes import addresses, patterns

WALKERS = ("anonymous", "partner", "city_leader", "city_analyst", "city_case_officer", "city_admin", "city_auditor")
"""Together they reach every page; a new page that none of them reaches needs another."""
_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[A-Za-z]{3,}")
_CITATION = re.compile(
    r"[\u3400-\u9fff]+〔\d{4}〕\s*\d+\s*号|第\d+条|[一二三四五六七八九十]\([一二三四五六七八九十]+\)|\([一二三四五六七八九十]+\)"
)
"""Numbers of documents and clauses stand in Chinese in both languages: nobody could look up a translated one."""
_NO_WORDS = re.compile(r"https?://\S+|⟨\w+⟩|X{3,}")
"""Addresses, places of a sentence to be filled in, patterns of a number."""
_NOT_TEXT = {"script", "style", "code", "pre", "kbd"}
_EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_READ_ATTRIBUTES = ("title", "alt", "placeholder", "aria-label", "data-title")


@dataclass(frozen=True)
class Visit:
    """A page that somebody got."""

    route: str
    who: str
    address: str
    answer: Any
    client: Client

    def __str__(self) -> str:
        return f"{self.route} ({self.address} as {self.who})"


def visits(browser: Callable[..., Client], objects: Mapping[str, Mapping[str, object]], **headers: str) -> list[Visit]:
    """Every page that is HTML, as the first of the walkers who gets it."""
    where = addresses(objects)
    clients = {who: browser(who, elevated=True) for who in WALKERS}
    found: dict[str, Visit] = {}
    for one in patterns():
        route = str(one.name)
        for who, client in clients.items():
            answer = client.get(where[route], headers=headers or None)
            if answer.status_code == 200 and _is_page(answer):
                found.setdefault(route, Visit(route, who, where[route], answer, client))
                break
    return list(found.values())


def _is_page(answer: Any) -> bool:
    """A whole page; a part that htmx puts into one is seen there."""
    if answer.streaming or not answer.headers["Content-Type"].startswith("text/html"):
        return False
    return bool(answer.content.lstrip()[:9].lower() == b"<!doctype")


class _Texts(HTMLParser):
    """Collects what a reader reads, with the language that the element says it is in."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        lang = given.get("lang") or (self.open[-1][1] if self.open else "")
        for name in _READ_ATTRIBUTES:
            if text := given.get(name):
                self.found.append((lang, text))
        if tag == "input" and given.get("type") in {"submit", "button"}:
            self.found.append((lang, given.get("value") or ""))
        if tag not in _EMPTY:
            self.open.append((tag, lang))

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            if self.open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(tag in _NOT_TEXT for tag, _ in self.open):
            self.found.append((self.open[-1][1] if self.open else "", " ".join(data.split())))


def texts(html: str) -> Iterator[tuple[str, str]]:
    """Language and text of everything that is read."""
    parser = _Texts()
    parser.feed(html)
    yield from parser.found


def data_in_the_database() -> str:
    """Every text of every table, to tell data from words of the platform."""
    found = []
    for model in apps.get_models():
        columns = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        if columns:
            rows = model._base_manager.values_list(*columns)[:2000]
            found += [str(value) for row in rows for value in row if value]
    return "\n".join(found)


def chinese_in_english(html: str, data: str) -> set[str]:
    """Chinese of a page in English that is neither data nor marked as Chinese."""
    return {
        f"{run} <- {text[:60]}"
        for lang, text in texts(html)
        if not lang.startswith("zh")
        for run in _HAN.findall(_CITATION.sub("", text))
        if run not in data
    }


def english_in_chinese(html: str, data: str, known: frozenset[str]) -> set[str]:
    """Texts of a page in Chinese without a Chinese character, which are neither data nor names."""
    return {
        text
        for lang, text in texts(html)
        if not lang.startswith("en")
        and not _HAN.search(text)
        and any(word not in data and word not in known for word in _WORD.findall(_NO_WORDS.sub("", text)))
    }
