"""Write docs/licences.md: what a run of Jianzhen consists of besides Jianzhen, and under which licences.

From the lock files and what is installed: ``python scripts/licences.py`` writes, ``--check`` compares.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"
LOCKS = ("requirements.lock",)
EXTRAS = ("psycopg", "psycopg-binary", "pyspark", "py4j")
"""Of the extras `postgres` and `spark`; installed only where asked for."""
BUILD = ("hatchling", "editables", "pathspec", "pluggy", "trove-classifiers", "packaging", "tomlkit")
"""Build the package; they do not run with it."""
_NAME = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)")
_OSI = "License :: OSI Approved :: "
_HEAD = """# 许可证 Licences

鉴真采用 Apache-2.0。下表是运行所需的第三方软件，按锁定文件中的版本，由 `python scripts/licences.py` 写成。
没有一项要求我们改用它的许可证；LGPL 的库作为库原样使用，未作修改。

Jianzhen is Apache-2.0. This is what a run needs besides, in the versions of the lock files; none asks us to publish
under its own licence; libraries under the LGPL are used as they are.
Written by `python scripts/licences.py`; do not edit.
"""


class Dependency(NamedTuple):
    """A package, its version and its licence."""

    name: str
    version: str
    licence: str


def locked(lock: Path) -> Iterator[tuple[str, str]]:
    """Names and versions of a lock file."""
    for line in lock.read_text(encoding="utf-8").splitlines():
        if found := _NAME.match(line):
            yield found[1], found[2]


def licence_of(name: str) -> str:
    """What an installed package says of itself, shortest first; empty if nothing."""
    said = metadata.metadata(name)
    if "License-Expression" in said:
        return said["License-Expression"]
    classifiers = [one.removeprefix(_OSI) for one in said.get_all("Classifier") or () if one.startswith(_OSI)]
    if classifiers:
        return " / ".join(sorted(classifiers))
    return str((said.get_all("License") or [""])[0]).strip().split("\n")[0]


def python() -> list[Dependency]:
    """What runs, without what only builds."""
    found = {name: version for lock in LOCKS for name, version in locked(ROOT / lock)}
    return [Dependency(name, version, licence_of(name)) for name, version in sorted(found.items()) if name not in BUILD]


def extras() -> list[Dependency]:
    """What the extras add, where it is installed."""
    versions = dict(locked(ROOT / "requirements-dev.lock"))
    return [Dependency(name, versions[name], licence_of(name)) for name in EXTRAS if name in versions]


def npm(*, dev: bool) -> list[Dependency]:
    """Styles and scripts of the pages, or what only the tests use."""
    packages = json.loads((ROOT / "assets" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return [
        Dependency(path.removeprefix("node_modules/"), one["version"], one.get("license", ""))
        for path, one in sorted(packages.items())
        if path and one.get("dev", False) is dev
    ]


def page() -> str:
    """The page as it should be."""
    parts = [
        ("运行 Running", python()),
        ("可选 Extras `postgres`, `spark`", extras()),
        ("网页 Pages", npm(dev=False)),
        ("仅测试 Tests only (npm)", npm(dev=True)),
    ]
    tables = (
        f"\n## {title}\n\n| 名称 name | 版本 version | 许可证 licence |\n|---|---|---|\n"
        + "".join(f"| {one.name} | {one.version} | {one.licence} |\n" for one in found)
        for title, found in parts
    )
    return _HEAD + "".join(tables)


def main() -> int:
    """Write the page, or say whether it is up to date."""
    wanted = page()
    if "--check" in sys.argv[1:]:
        return 0 if PAGE.read_text(encoding="utf-8") == wanted else 1
    PAGE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
