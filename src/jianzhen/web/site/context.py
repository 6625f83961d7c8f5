"""What the frame of every page needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from jianzhen import __version__
from jianzhen.web.demo import cast
from jianzhen.web.scope.actor import NOBODY, Actor
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.words import in_english
from jianzhen.words import Words


@dataclass(frozen=True, slots=True)
class Desk:
    """A place in the menu."""

    title: Words
    address: str
    here: bool


DESKS: tuple[tuple[str, Words, Right], ...] = (
    ("leads", Words("线索", "Leads"), Right.LEADS_VIEW),
    ("screening", Words("筛查", "Screening"), Right.LEADS_VIEW),
    ("questions", Words("说明要求", "Questions"), Right.PARTY_FILE),
    ("submissions", Words("报送", "Submissions"), Right.FILINGS_VIEW),
    ("own", Words("本单位", "Our party"), Right.PARTY_FILE),
    ("submissions", Words("报送", "Submissions"), Right.PARTY_FILE),
    ("filings", Words("备案", "Filing"), Right.PARTY_FILE),
    ("registers", Words("名录", "Registers"), Right.REGISTERS_VIEW),
    ("registers", Words("本单位登记", "Our entries"), Right.PARTY_REGISTERS),
    ("people", Words("人员", "People"), Right.PEOPLE_VIEW),
    ("log", Words("操作日志", "Log of acts"), Right.AUDIT_VIEW),
    ("operations", Words("运行", "Operations"), Right.PLATFORM_VIEW),
)
"""Route, title, and the right without which the desk is not shown."""


def page(request: HttpRequest) -> dict[str, Any]:
    """Language, version, and the desks of whoever asks."""
    actor: Actor = getattr(request, "actor", NOBODY)
    desks = [
        Desk(title, address := reverse(route), request.path.startswith(address))
        for route, title, right in DESKS
        if right in actor.rights
    ]
    shown = {"in_english": in_english(), "version": __version__, "desks": desks}
    return {**shown, "demonstration": cast} if settings.OPTIONS.demonstration else shown
