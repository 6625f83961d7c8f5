"""What the registers cost: loading 100,000 rows, lists and searches over them, as answers of the server.

Usage: python benchmarks/registers.py [--labs N] [--url DATABASE_URL]
"""

# ruff: noqa: PLC0415 - Django's models can be imported only after the database is named

from __future__ import annotations

import argparse
import csv
import datetime as dt
import os
import statistics
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

TIMES = 9
INSTRUMENTS, CAPABILITIES, PEOPLE = 100, 400, 150
REGIONS = ("640100", "640104", "640200", "640205", "640300", "640400", "640500", "640121")
ADDRESSES = (
    "/registers/",
    "/registers/instruments/",
    "/registers/instruments/?page=150",
    "/registers/instruments/?q=光谱",
    "/registers/instruments/?sort=-model",
    "/registers/instruments/?kind=balance&place=640100",
    "/registers/capabilities/",
    "/registers/capabilities/?sort=-valid_to_on",
    "/registers/capabilities/?q=需氧",
    "/registers/capabilities/?on=2025-01-01",
    "/registers/search/?q=检测",
    "/registers/search/?q=没有的词",
    "/registers/expiring/",
    "/registers/duplicates/",
)
"""What is asked for; every one of two Chinese characters at least once."""


def main() -> None:
    """Measure on a database of its own, or on an empty one that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labs", type=int, default=100)
    parser.add_argument("--url", default="", help="by default SQLite in a temporary folder")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        start(Path(folder), arguments.url)
        made = write_data(Path(folder, "data"), arguments.labs)
        load(Path(folder, "data"), made)
        ask()


def start(folder: Path, url: str) -> None:
    """Load the project and make the tables."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "jianzhen.web.settings", "JIANZHEN_DATA": str(folder),
                   "JIANZHEN_SECRET_KEY": "a benchmark signs nothing that anybody believes",
                   "JIANZHEN_SECOND_FACTOR": "false", "JIANZHEN_HOSTS": "testserver",
                   "DATABASE_URL": url or f"sqlite:///{folder / 'registers.sqlite3'}"}  # fmt: skip
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def write_data(folder: Path, labs: int) -> int:
    """A made-up region: laboratories of 100 instruments, 400 capabilities and 150 people each."""
    from stdnum.cn import uscc

    folder.mkdir()
    orgs = [base + str(uscc.calc_check_digit(base)) for n in range(labs) if (base := f"91640100MA{n:07d}")]
    days = ("2023-03-10", "2029-03-09")
    kinds = ("spectrophotometer", "balance", "oven", "ph_meter")
    parameters = ("化学需氧量", "五日生化需氧量", "氨氮", "总磷", "二氧化硫", "氮氧化物", "颗粒物", "六价铬")
    tables: dict[str, tuple[str, Iterable[tuple[object, ...]]]] = {
        "organizations": ("org_id,name,kind,region,address", (
            (org, f"示例第{n}环境检测有限公司", "lab", REGIONS[n % len(REGIONS)], f"示例路{n}号")
            for n, org in enumerate(orgs))),
        "certificates": ("cert_no,org_id,issued_on,expires_on", (
            (f"2600{n:08d}", org, *days) for n, org in enumerate(orgs))),
        "capabilities": ("cert_no,category,parameter,method,valid_from_on,valid_to_on", (
            (f"2600{n:08d}", "water", parameters[m % 8], f"HJ {500 + m}-2009", *days)
            for n in range(labs) for m in range(CAPABILITIES))),
        "instruments": ("instrument_id,org_id,kind,model,serial_no", (
            (f"YQ-{n}-{m}", org, kinds[m % 4], f"X-{m % 37}", f"SN{n}{m}")
            for n, org in enumerate(orgs) for m in range(INSTRUMENTS))),
        "calibrations": ("instrument_id,done_on,valid_until_on,result", (
            (f"YQ-{n}-{m}", f"{year}-02-10", f"{year + 1}-02-09", "passed")
            for n in range(labs) for m in range(INSTRUMENTS) for year in (2024, 2025, 2026))),
        "employments": ("person_id,org_id,from_on,roles", (
            (f"p{n}x{m}", org, "2022-05-01", "sampler;analyst") for n, org in enumerate(orgs) for m in range(PEOPLE))),
    }  # fmt: skip
    number = 0
    for name, (heading, rows) in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(heading.split(","))
            for row in rows:
                writer.writerow(row)
                number += 1
    return number


def load(folder: Path, rows: int) -> None:
    """First everything new, then nothing new."""
    from jianzhen.web.registers.services.loading import load_dataset

    for title in ("load", "load again, nothing new"):
        began = time.perf_counter()
        load_dataset(folder)
        took = time.perf_counter() - began
        print(f"{title}: {rows:,} rows in {took:.1f} s, {rows / took:,.0f} a second")


def ask() -> None:
    """The middle and the slowest of some answers, for an officer of the region and for one of a county.

    Own work is processor time of this process, in which SQLite runs: what the answer costs on an idle machine.
    """
    from django.conf import settings
    from django.test import Client

    from jianzhen.web.accounts.models import Department, Post, User

    for region in ("640000", "640104"):
        office = Department.objects.create(kind="ecology", region=region, name_zh=f"示例{region}")
        user = User.objects.create(username=f"u{region}", name="示例", region=region, remit=1, settled=True)
        Post.objects.create(user=user, role="leader", department=office, from_on=dt.date(2020, 1, 1))
        client = Client()
        client.force_login(user, settings.AUTHENTICATION_BACKENDS[0])
        for address in ADDRESSES:
            times, works = [], []
            for _ in range(TIMES):
                began, worked = time.perf_counter(), time.process_time()
                answer = client.get(address)
                times.append((time.perf_counter() - began) * 1000)
                works.append((time.process_time() - worked) * 1000)
                if answer.status_code != 200:
                    raise SystemExit(f"{address}: {answer.status_code}")
            middle, work = statistics.median(times), statistics.median(works)
            print(f"{region} {middle:6.0f} ms, at most {max(times):6.0f}, own work {work:6.0f}  {unquote(address)}")


if __name__ == "__main__":
    main()
