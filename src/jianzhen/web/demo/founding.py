"""Fills a marked folder's database: departments, the cast, leads on the desk and some of them in people's hands."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from jianzhen.report.results import Results
from jianzhen.web import audit
from jianzhen.web.accounts.actors import actor_of
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.models import Department, Party, Post, User
from jianzhen.web.accounts.services.people import PARTY_REMIT
from jianzhen.web.demo.cast import CAST, OFFICES, PARTNER, PARTNER_NAME, PASSWORD, REGION, Member
from jianzhen.web.leads.models import Lead
from jianzhen.web.leads.services.importing import Imported, import_run
from jianzhen.web.leads.services.triage import assign, move
from jianzhen.web.registers.services.loading import Loaded, load_dataset
from jianzhen.web.scope.net import acting_for
from jianzhen.web.scope.remit import KINDS
from jianzhen.web.screening import datasets
from jianzhen.words import Words

DATASET = "demonstration"
"""What the data set is called on the desk."""
_GIVEN = {"analyst": 4, "city": 2, "market": 2, "expert": 1}
"""How many of the leads in sight each is given."""
_LOOKED_AT = 400
_SOON = dt.timedelta(days=7)


def found_demonstration() -> None:
    """Departments and one account for each role; on record like everything else. Safe to repeat."""
    with transaction.atomic():
        if User.objects.filter(username=CAST[0].username).exists():
            return
        offices = {
            (kind, region): Department.objects.create(kind=kind, region=region, name_zh=name)
            for (kind, region), name in OFFICES.items()
        }
        for member in CAST:
            _make(member, offices[member.kind, member.region])
        words = Words("演示平台启用，密码公开", "a demonstration begins; its passwords are known to everybody")
        audit.record("platform.founded", actor=None, after={"accounts": [one.username for one in CAST]}, words=words)


def _make(member: Member, office: Department) -> None:
    user = User(
        username=member.username, name=member.name, region=member.region, remit=int(KINDS[member.kind]),
        phone="13800000000", settled=True,
    )  # fmt: skip
    user.set_password(PASSWORD)
    user.full_clean()
    user.save()
    Post.objects.create(user=user, role=member.role.value, department=office, from_on=dt.date(2026, 1, 1))


def take_data(folder: Path) -> Loaded:
    """Keep a copy of a data set, to be screened again from the desk, and fill the registers. Safe to repeat."""
    home = Path(settings.OPTIONS.data) / datasets.FOLDER
    home.mkdir(parents=True, exist_ok=True)
    unfinished = home / f".{DATASET}"
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(folder, unfinished)
    shutil.rmtree(home / DATASET, ignore_errors=True)
    unfinished.rename(home / DATASET)
    return load_dataset(folder, actor=User.objects.get(username="analyst"))


def take_run(folder: Path) -> Imported:
    """Put the leads of a screening on the desk, and give some to those whose job they are. Safe to repeat."""
    with transaction.atomic():
        imported = import_run(folder, actor=User.objects.get(username="analyst"), dataset=DATASET)
        if imported.new:
            _make_partner(folder)
            _give_out()
    return imported


def _make_partner(folder: Path) -> None:
    """Somebody of the testing institution that most leads are about."""
    with acting_for(actor_of(User.objects.get(username="leader"))):
        first = Lead.objects.filter(subject_kind="organization").first()
    rows = Results(folder).store.where("organizations", "org_id", first.subject) if first else []
    if not rows:
        return
    party, _ = Party.objects.get_or_create(
        uscc=rows[0]["org_id"],
        defaults={"kind": "lab", "name": rows[0]["name"] or rows[0]["org_id"], "region": rows[0]["region"] or REGION},
    )
    user = User(username=PARTNER, name=PARTNER_NAME, region=party.region, remit=PARTY_REMIT, party=party, settled=True)
    user.set_password(PASSWORD)
    user.full_clean()
    user.save()


def _give_out() -> None:
    """The leader assigns the first leads in each one's sight; the analyst has begun with one."""
    leader = _request_of("leader")
    due_on = dt.datetime.now().date() + _SOON
    for username, count in _GIVEN.items():
        user = User.objects.get(username=username)
        with acting_for(leader.actor):
            for lead in _free_for(user, count):
                assign(leader, lead, user, due_on=due_on)
    analyst = _request_of("analyst")
    with acting_for(analyst.actor):
        mine = Lead.objects.filter(assignee_id=analyst.user.pk).first()
        if mine is not None:
            move(analyst, mine, "take", seen=mine.state)


def _free_for(user: User, count: int) -> list[Lead]:
    """The first free leads where the person's posts reach, of as many kinds as there are."""
    office = Post.objects.select_related("department").get(user=user).department
    labs_only = {"subject_kind": "organization"} if office.kind == "market" else {}
    inside = {"region__startswith": office.region.rstrip("0")}
    free = list(Lead.objects.filter(assignee=None, **inside, **labs_only).prefetch_related("rules")[:_LOOKED_AT])
    kinds = {tuple(sorted(one.rule for one in lead.rules.all())): lead for lead in reversed(free)}
    return sorted(kinds.values(), key=free.index)[:count]


def _request_of(username: str) -> Asked:
    """What a service wants to know of whoever asks; no browser did."""
    request: Asked = HttpRequest()  # type: ignore[assignment]  # made into one by the three lines below
    request.user = User.objects.get(username=username)
    request.actor = actor_of(request.user)
    request.request_id = ""
    return request
