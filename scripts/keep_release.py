"""Keep the databases of this release for the tests of later ones: ``scripts/keep_release.py [VERSION]``.

Makes a platform on SQLite and one on PostgreSQL as the demonstration makes them, with invented people and a tiny
screening, and writes both as text to ``tests/upgrades/VERSION``, with what a later version has to find in them. Run it
when a release is made. While nothing is released, run it again whenever a first migration was made anew.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "tests" / "upgrades"
FACTS = Path("contents.json")
DUMPS = {"sqlite": "sqlite.sql", "postgresql": "postgresql.sql"}
LAB = "91640100MA0LAB0005"
EVENTS = f"""event_id,lab_id,site_name,category,started_at,ended_at,lon,lat
E1,{LAB},北厂总排口,water,2024-05-01 10:00,2024-05-01 11:00,106.0,38
E2,{LAB},南厂总排口,water,2024-05-01 10:20,2024-05-01 11:30,106.5,38
E3,{LAB},北厂总排口,water,2024-05-02 10:00,2024-05-02 11:00,106.0,38
E4,{LAB},南厂总排口,water,2024-05-02 10:20,2024-05-02 11:30,106.5,38
"""
CREW = "event_id,person_id\nE1,P001\nE2,P001\nE3,P002\nE4,P002\n"
ORGANISATIONS = f"org_id,name,kind,region\n{LAB},示例检测有限公司,lab,640100\n"


def main() -> None:
    """Make both and write them."""
    sys.path.insert(0, str(ROOT))
    from tests.support import postgresql  # noqa: PLC0415 - the path was just set

    from jianzhen import __version__  # noqa: PLC0415 - the package of this tree

    target = KEPT / (sys.argv[1] if len(sys.argv) > 1 else __version__)
    with tempfile.TemporaryDirectory() as work, postgresql.server() as server:
        run = _screened(Path(work))
        subprocess.run([postgresql.program("createdb"), "-h", server, "-U", "postgres", "kept"], check=True)  # noqa: S603
        address = postgresql.url(server, "kept")
        made = Path(work) / "made"
        made.mkdir()
        facts = {
            "sqlite": _fill(Path(work) / "a", run, None),
            "postgresql": _fill(Path(work) / "b", run, address),
        }
        (made / FACTS).write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        (made / DUMPS["sqlite"]).write_text(_dump(Path(work) / "a" / "jianzhen.sqlite3"), encoding="utf-8")
        told = subprocess.run(  # noqa: S603
            [postgresql.program("pg_dump"), "--no-owner", "--no-privileges", f"--dbname={address}"],
            check=True, capture_output=True,
        )  # fmt: skip
        (made / DUMPS["postgresql"]).write_bytes(told.stdout)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made, target)
    print(target)  # noqa: T201 - a script speaks to whoever calls it


def _screened(work: Path) -> Path:
    """A run of two leads."""
    data = work / "data"
    data.mkdir()
    for name, text in (("sampling_events", EVENTS), ("sampling_crew", CREW), ("organizations", ORGANISATIONS)):
        (data / f"{name}.csv").write_text(text, encoding="utf-8")
    words = ("screen", data, "--out", work / "out", "--rules", "person_two_places", "--on", "2024-06-30")
    _python("from jianzhen.cli import main; main()", *words)
    return work / "out"


def _fill(data: Path, run: Path, address: str | None) -> dict[str, object]:
    """Make a platform and give what later versions have to find in it."""
    settings = {"JIANZHEN_DATA": str(data), **({"DATABASE_URL": address} if address else {})}
    _python("import pathlib, sys, jianzhen.web.serving.folder as it; it.prepare(pathlib.Path(sys.argv[1]))", data)
    told = _python(f"import scripts.keep_release as one; one.fill({str(run)!r})", **settings)
    facts: dict[str, object] = json.loads(told)
    return facts


def fill(run: str) -> None:
    """In the platform's own process: people, leads, a signed root; then say what there is."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "jianzhen.web.settings"
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    from jianzhen.web.audit.roots import keyring, sign_root  # noqa: PLC0415
    from jianzhen.web.demo.founding import found_demonstration, take_run  # noqa: PLC0415

    found_demonstration()
    take_run(Path(run))
    sign_root(keyring())
    print(json.dumps(facts(), ensure_ascii=False))  # noqa: T201


def facts() -> dict[str, object]:
    """What a database says of people, leads and acts, in words that later versions can still ask for."""
    from jianzhen.web.accounts.models import Post, User  # noqa: PLC0415
    from jianzhen.web.audit.verify import verify  # noqa: PLC0415
    from jianzhen.web.leads.models import Lead, LeadStep  # noqa: PLC0415
    from jianzhen.web.scope.net import whole_table  # noqa: PLC0415

    with whole_table("what is kept of a release is looked at as a whole"):
        leads = Lead.objects.order_by("key").select_related("content", "assignee")
        held = [
            [one.key, one.title_zh, one.grade, one.region, one.state, str(one.assignee), len(one.content.findings)]
            for one in leads
        ]
        steps = list(LeadStep.objects.order_by("pk").values_list("act", "from_state", "to_state"))
    log = verify()
    return {
        "people": sorted(map(list, User.objects.values_list("username", "name", "region"))),
        "posts": sorted(map(list, Post.objects.values_list("user__username", "role", "department__name_zh"))),
        "leads": held,
        "steps": [list(step) for step in steps],
        "log": {"whole": log.whole, "entries": log.entries, "root": log.root, "roots": log.roots},
    }


def _python(script: str, *words: object, **more: str) -> str:
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(("JIANZHEN_", "DJANGO_", "DATABASE_"))}  # fmt: skip
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", script, *map(str, words)],
        check=False, capture_output=True, text=True, cwd=ROOT, env={**kept, **more},
    )  # fmt: skip
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def _dump(path: Path) -> str:
    with closing(sqlite3.connect(path)) as database:
        return "".join(f"{line}\n" for line in database.iterdump())


if __name__ == "__main__":
    main()
