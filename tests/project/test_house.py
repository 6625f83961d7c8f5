"""What the project promises about itself: size, names, addresses, twins, dependencies."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "jianzhen"
MOST_LINES = 400

# The patterns are put together so that this file does not hold what it forbids.
ADDRESSES = re.compile(
    "|".join(
        (r"py" + r"pi\.", r"pythonhosted" + r"\.", r"index" + r"-url", r"find" + r"-links", r"registry" + r"\.npm")
    )
)
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:work|home|root|opt)" + r"/\w")


def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    paths = [ROOT / name for name in done.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def texts() -> dict[str, str]:
    found = {}
    for path in tracked():
        try:
            found[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


TEXTS = texts()


def test_no_file_of_the_package_is_longer_than_a_person_reads() -> None:
    long = {name: text.count("\n") for name, text in TEXTS.items()
            if name.startswith("src/") and name.endswith(".py") and text.count("\n") > MOST_LINES}  # fmt: skip
    assert long == {}


def test_no_address_of_a_package_host_is_on_record() -> None:
    assert {name: found[0] for name, text in TEXTS.items() if (found := ADDRESSES.findall(text))} == {}


def test_no_path_of_a_machine_is_on_record() -> None:
    assert {name: found[0] for name, text in TEXTS.items() if (found := MACHINE_PATHS.findall(text))} == {}


def test_lock_files_hold_names_and_versions_only() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        lines = [line for line in TEXTS[name].splitlines() if not line.startswith("#")]
        assert lines
        assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!_-]+", line)] == []


def test_the_lock_files_agree_and_hold_every_dependency() -> None:
    locks = [dict(line.lower().replace("_", "-").split("==") for line in TEXTS[name].splitlines() if "==" in line)
             for name in ("requirements.lock", "requirements-dev.lock")]  # fmt: skip
    run, test = locks
    assert run.items() <= test.items()
    project = tomllib.loads(TEXTS["pyproject.toml"])
    groups = project["dependency-groups"]
    for wanted, lock in (
        (project["project"]["dependencies"] + groups["build"], run),
        (groups["dev"] + groups["docs"] + project["project"]["optional-dependencies"]["spark"], test),
    ):
        names = {re.split(r"[\[<>=!~ ]", one)[0].lower().replace("_", "-") for one in wanted}
        assert names - set(lock) == set()


def test_every_dependency_says_why_it_is_there() -> None:
    silent = [line.strip() for line in TEXTS["pyproject.toml"].splitlines()
              if re.search(r'"[A-Za-z0-9._-]+(\[\w+\])?[<>=~].*"', line) and "#" not in line
              and not line.startswith(("requires-python", "addopts"))]  # fmt: skip
    assert silent == []


# A folder whose modules are pieces of one thing is tested through that thing; the reason stands beside it.
TESTED_THROUGH = {
    "cli/": ("tests/cli", "views and verbs: by calling the verb"),
    "contract/": ("tests/contract/test_tables.py", "declarations: against the list of the design"),
    "gateway/": ("tests/gateway", "parts of one server: by talking to it"),
    "hj212/": ("tests/hj212/test_decode.py", "parts of one codec: by decoding and encoding"),
    "intake/": ("tests/intake/test_stage.py", "parts of one pass: by staging files"),
    "intake/formats/": ("tests/intake/formats", "parts of a format: by converting books"),
    "kpi/": ("tests/kpi", "parts of one set of figures: by working out periods"),
    "lake/": ("tests/lake", "parts of one store: by writing and reading it"),
    "report/": ("tests/report", "parts of one report: by rendering runs"),
    "rules/": ("tests/rules", "terms are shared expressions: by the rules that use them, on both engines"),
    "screen/": ("tests/screen", "parts of one engine: by judging and by repeating runs"),
    "seal/": ("tests/seal", "parts of one package: by packing and verifying"),
    "simulate/": ("tests/simulate", "a simulator of data loggers: by listening to it"),
    "synth/": ("tests/synth", "parts of one world: by making regions"),
    "web/": ("tests/web", "a Django project: by asking its pages"),
    "words.py": ("tests/test_datafile.py", "a pair of texts: by whoever uses it"),
}


def without_twin() -> list[str]:
    """Modules of the package that no test file is named after."""
    named = {path.stem for path in (ROOT / "tests").rglob("test_*.py")}
    return [path.relative_to(SOURCE).as_posix() for path in sorted(SOURCE.rglob("*.py"))
            if path.name != "__init__.py" and f"test_{path.stem.lstrip('_')}" not in named]  # fmt: skip


def test_every_module_has_its_test_or_a_reason() -> None:
    assert [module for module in without_twin() if not module.startswith(tuple(TESTED_THROUGH))] == []


@pytest.mark.parametrize("prefix", TESTED_THROUGH)
def test_what_is_tested_through_something_is_imported_by_a_test(prefix: str) -> None:
    where, _ = TESTED_THROUGH[prefix]
    room = prefix.rstrip("/").removesuffix(".py").replace("/", ".")
    if not (SOURCE / prefix).exists():
        pytest.fail(f"{prefix} is gone; take it from the list")
    tests = [ROOT / where] if where.endswith(".py") else list((ROOT / where).rglob("test_*.py"))
    assert any(f"jianzhen.{room}" in test.read_text(encoding="utf-8") for test in tests)


LENGTH = 4
"""Characters of a name that are compared: those after the place and before what every firm is called."""


def digests(text: str) -> set[str]:
    windows = {run[at : at + LENGTH] for run in re.findall(r"[\u4e00-\u9fff]{4,}", text)
               for at in range(len(run) - LENGTH + 1)}  # fmt: skip
    return {hashlib.sha256(window.encode()).hexdigest()[:16] for window in windows}


def test_no_name_of_a_real_institution_is_on_record() -> None:
    denied = set((ROOT / "tests" / "project" / "denied.txt").read_text(encoding="utf-8").split())
    assert len(denied) > 200
    assert {name: len(hits) for name, text in TEXTS.items() if (hits := digests(text) & denied)} == {}


def test_the_window_would_see_a_name() -> None:
    digest = hashlib.sha256("甲乙丙丁".encode()).hexdigest()[:16]
    assert digest in digests("某市甲乙丙丁环境检测有限公司")
    assert digest not in digests("某市甲乙丙检测有限公司")
