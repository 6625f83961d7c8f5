"""What the address of the list asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import QueryDict

from jianzhen.web.accounts.models import User
from jianzhen.web.audit.kinds import declared, kind_of
from jianzhen.web.audit.models import Entry
from jianzhen.web.logbook.reach import key_of
from jianzhen.web.site.query import text_of
from jianzhen.words import Words

_LONGEST_NUMBER = 18
DESKS: Mapping[str, Words] = {
    "account": Words("登录与安全", "sign-in and security"),
    "audit": Words("操作日志", "log of acts"),
    "lead": Words("线索", "leads"),
    "leads": Words("筛查结果", "screening runs"),
    "person": Words("人员", "people"),
    "personal": Words("个人信息", "personal data"),
    "platform": Words("平台", "platform"),
    "post": Words("岗位", "posts"),
    "token": Words("接口令牌", "API tokens"),
    "department": Words("部门", "departments"),
    "party": Words("外部单位", "outside parties"),
    "people": Words("人员名册", "lists of people"),
    "duplicates": Words("疑似重复", "possible duplicates"),
    "duty": Words("报送义务", "duties to hand in"),
    "filing": Words("备案", "filings"),
    "register": Words("名录条目", "entries of registers"),
    "registers": Words("名录导入", "imports of registers"),
    "rule": Words("规则设定", "settings of rules"),
    "screening": Words("筛查", "screenings"),
    "submission": Words("报送", "submissions"),
}
"""Titles of the first part of a kind; one that is not here stands for itself."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filter; what the address says wrongly is left out, not guessed.

    Attributes:
        who: Account or name of a person, or the key of any actor.
        about: Key of the object (``leads.lead:5``).
        before: Only entries with a smaller number: the next page.
    """

    who: str = ""
    kind: str = ""
    about: str = ""
    from_on: dt.date | None = None
    to_on: dt.date | None = None
    before: int | None = None

    @classmethod
    def read(cls, query: QueryDict) -> Wanted:
        """Take the known parts of an address."""
        number = text_of(query, "before")
        is_number = number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER
        return cls(
            text_of(query, "who"),
            text_of(query, "kind"),
            text_of(query, "about"),
            _day(text_of(query, "from_on")),
            _day(text_of(query, "to_on")),
            int(number) if is_number else None,
        )

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for beside the page."""
        return any((self.who, self.kind, self.about, self.from_on, self.to_on))


def kinds_by_desk() -> list[tuple[Words, list[tuple[str, Words]]]]:
    """Every declared kind under the title of its desk."""
    desks: dict[str, list[tuple[str, Words]]] = {}
    for kind in declared():
        desks.setdefault(kind.name.split(".")[0], []).append((kind.name, kind.title))
    return [(DESKS.get(desk, Words(desk, desk)), kinds) for desk, kinds in desks.items()]


def fitting(entries: QuerySet[Entry], wanted: Wanted) -> QuerySet[Entry]:
    """The entries that fit, newest first."""
    if wanted.who:
        entries = entries.filter(_by(wanted.who))
    if wanted.kind:
        entries = entries.filter(kind=wanted.kind)
    if wanted.about:
        entries = entries.filter(target=wanted.about)
    entries = _within_days(entries, wanted)
    if wanted.before is not None:
        entries = entries.filter(number__lt=wanted.before)
    return entries.order_by("-number")


def title_of(kind: str) -> Words:
    """A kind in words."""
    return kind_of(kind).title


def _by(who: str) -> Q:
    named = User.people.filter(Q(username__icontains=who) | Q(name__icontains=who)).order_by()
    return Q(actor=who) | Q(actor__in=[key_of(pk) for pk in named.values_list("pk", flat=True)])


def _within_days(entries: QuerySet[Entry], wanted: Wanted) -> QuerySet[Entry]:
    """Numbers grow with time, so that days are numbers, which the order of the list goes by."""
    if wanted.from_on:
        entries = entries.filter(number__gte=_first_since(wanted.from_on))
    if wanted.to_on and wanted.to_on < dt.date.max:
        entries = entries.filter(number__lt=_first_since(wanted.to_on + dt.timedelta(days=1)))
    return entries


def _first_since(day: dt.date) -> int:
    """The number of the first entry of a day; one after the last when there is none yet."""
    since = dt.datetime.combine(day, dt.time.min)
    first = Entry.objects.filter(at__gte=since).order_by("at", "number").values_list("number", flat=True).first()
    if first is not None:
        return first
    last = Entry.objects.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
