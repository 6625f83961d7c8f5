"""Adds the pages printed from the code to the documentation site while it is built."""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from scripts.docs_pages import pages, verbs


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give every generated page its place in the navigation."""
    config.nav = [*(config.nav or []), {"参考 Reference": reference()}]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages."""
    for path, text in pages().items():
        files.append(File.generated(config, path, content=text))
    return files


def reference() -> list[Any]:
    """Return the part of the navigation that lists what is generated."""
    made = list(pages())
    return [
        {"规则 Rules": [path for path in made if path.startswith("rules/")]},
        {"设置 Settings": "settings.md"},
        {"命令行 Command line": ["cli/index.md", *(f"cli/{name}.md" for name in verbs())]},
        {"事实表 Tables": [path for path in made if path.startswith("tables/")]},
        {"代码表 Code lists": [path for path in made if path.startswith("codes/")]},
        {"行为与依据 Acts and articles": "law-acts.md"},
        {"标准数值 Numbers of standards": "law-numbers.md"},
    ]
