"""The desk of leads with many leads: how long the list, its facets and the first page take to answer.

    python benchmarks/leads.py [--leads N] [--url DATABASE_URL] [--rounds R]

Makes a database of its own (SQLite in a temporary folder unless ``--url`` names an empty one), fills it with made-up
leads, and asks the pages through Django's test client, signed in as different people: everything between the
request and the answer but the network. Prints the median and the 95th percentile of each address.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import statistics
import tempfile
import time
from pathlib import Path

# Django is imported once its settings are there.
# ruff: noqa: PLC0415
NOW = dt.datetime(2026, 11, 1, 8)
COUNTIES = ("640104", "640105", "640106", "640121", "640122", "640181", "640202", "640205", "640221", "640302",
            "640303", "640323", "640324", "640381", "640402", "640422", "640423", "640424", "640425", "640502",
            "640521", "640522", "649900")  # fmt: skip
WEIGHTS = [12, 8, 10, 6, 7, 9, 5, 4, 4, 6, 2, 3, 3, 5, 4, 1, 1, 1, 1, 4, 4, 2, 9]
ADDRESSES = (
    "/", "/leads/", "/leads/?page=100", "/leads/?grade=high", "/leads/?region=640104",
    "/leads/?region=640424&grade=low",
    "/leads/?state=all", "/leads/?state=dismissed&region=640425", "/leads/?rule={common}", "/leads/?rule={rare}",
    "/leads/?family=telemetry&grade=high", "/leads/?assignee=me", "/leads/?due=late", "/leads/?age=week",
    "/leads/?q=单位777", "/api/leads/",
)  # fmt: skip
PEOPLE = {"region": "640000", "city": "640100", "county": "640424"}
_CHUNK = 5000


def fill(number: int) -> dict[str, str]:
    """Made-up leads, most of them closed, spread unevenly over counties and rules; gives two rules to ask for."""
    from jianzhen.rules import catalogue
    from jianzhen.web.accounts.models import User
    from jianzhen.web.leads.models import Lead, LeadRule, ScreeningRun
    from jianzhen.web.leads.services.tallying import sum_up
    from jianzhen.web.scope.net import whole_table

    chance = random.Random(1)
    rules = list(catalogue.catalogue().values())
    shares = [1 / (at + 1) for at in range(len(rules))]
    states = ["new"] * 30 + ["in_review"] * 5 + ["needs_explanation"] * 3 + ["to_inspection"] * 12
    states += ["explained"] * 25 + ["dismissed"] * 25
    run = ScreeningRun.objects.create(
        run_id="b" * 32, folder="none", judged_on=NOW, leads_found=number, imported_at=NOW
    )
    mine = User.objects.get(username="region")
    with whole_table("a benchmark"):
        for start in range(0, number, _CHUNK):
            leads = Lead.objects.bulk_create(
                Lead(
                    key=f"{at:032x}", run=run, first_run=run, region=chance.choices(COUNTIES, WEIGHTS)[0],
                    remit=chance.choice((1, 3)), subject_kind="organization", subject=f"ORG{at % 9000:05}",
                    subject_name=f"示例单位{at % 9000}", title_zh=f"第 {at} 号事实：两处记录的时间不能同时成立",
                    title_en=f"fact {at}: two records cannot both be true",
                    grade=chance.choices(("high", "middle", "low"), (1, 4, 10))[0], rank=chance.randrange(10**13),
                    from_at=NOW, to_at=NOW, state=chance.choice(states),
                    assignee=mine if at % 5000 == 0 else None,
                    due_on=NOW.date() if at % 300 == 0 else None,
                    imported_at=NOW - dt.timedelta(hours=at % 20000), changed_at=NOW,
                )
                for at in range(start, min(start + _CHUNK, number))
            )  # fmt: skip
            pairs = [(lead, at) for lead in leads for at in {*chance.choices(range(len(rules)), shares, k=2)}]
            LeadRule.objects.bulk_create(
                LeadRule(lead=lead, rule=rules[at].id, family=rules[at].family, clause=rules[at].clause)
                for lead, at in pairs
            )
            if start % (20 * _CHUNK) == 0:
                sum_up()
        sum_up()
    return {"common": rules[0].id, "rare": rules[-1].id}


def people() -> None:
    """An analyst of the region, of a city and of a county."""
    from jianzhen.web.accounts.models import Department, Post, User

    for name, region in PEOPLE.items():
        user = User.objects.create(username=name, name=name, region=region, remit=1, settled=True)
        office = Department.objects.create(kind="ecology", region=region, name_zh=name)
        Post.objects.create(user=user, role="analyst", department=office, from_on=dt.date(2020, 1, 1))


def measure(named: dict[str, str], rounds: int) -> None:
    """Ask every address as everybody."""
    from django.conf import settings
    from django.test import Client

    from jianzhen.web.accounts.models import User

    print(f"{'address':45} {'who':7} {'median':>9} {'p95':>9}")
    for name in PEOPLE:
        client = Client()
        client.force_login(User.objects.get(username=name), settings.AUTHENTICATION_BACKENDS[0])
        for form in ADDRESSES:
            address = form.format(**named)
            times = [_timed(client, address) for _ in range(rounds)]
            p95 = statistics.quantiles(times, n=20)[-1] if rounds > 1 else times[0]
            print(f"{form:45} {name:7} {statistics.median(times):7.0f}ms {p95:7.0f}ms", flush=True)


def _timed(client: object, address: str) -> float:
    started = time.perf_counter()
    answer = client.get(address)  # type: ignore[attr-defined]
    took = (time.perf_counter() - started) * 1000
    assert answer.status_code == 200, (address, answer.status_code)
    return took


def main() -> None:
    """Make, fill, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leads", type=int, default=100_000)
    parser.add_argument("--url", default="")
    parser.add_argument("--rounds", type=int, default=20)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = arguments.url or f"sqlite:///{folder}/leads.sqlite3"
        os.environ.update(
            DJANGO_SETTINGS_MODULE="jianzhen.web.settings", DATABASE_URL=url, JIANZHEN_DATA=folder,
            JIANZHEN_SECRET_KEY="a-benchmark-signs-nothing-that-matters", JIANZHEN_SECOND_FACTOR="false",
            JIANZHEN_HOSTS="testserver",
        )  # fmt: skip
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        people()
        started = time.perf_counter()
        named = fill(arguments.leads)
        print(f"{arguments.leads:,} leads in {time.perf_counter() - started:.0f} s")
        if url.startswith("sqlite"):
            print(f"{Path(folder, 'leads.sqlite3').stat().st_size / 2**20:,.0f} MiB; load {os.getloadavg()[0]:.1f}")
        measure(named, arguments.rounds)


if __name__ == "__main__":
    main()
