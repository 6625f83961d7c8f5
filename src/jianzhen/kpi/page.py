"""``transmission.html``: one file, nothing outside it, every datum escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from jianzhen.kpi.columns import percent
from jianzhen.kpi.view import page_view
from jianzhen.report.html import both
from jianzhen.report.picture.file import HATCH
from jianzhen.rules.sentences import visible
from jianzhen.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    from jianzhen.kpi.transmission import Transmission

Provenance = Sequence[tuple[Words, str]]


def write_page(found: Transmission, by: str, provenance: Provenance, path: Path) -> None:
    """Write the page."""
    template = _environment().get_template("transmission.html.j2")
    text = template.render(provenance=provenance, **page_view(found, by), **_head())
    path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")


def _head() -> dict[str, Any]:
    """Style, script and the policy that allows these two and nothing else."""
    style = _asset("jianzhen.report", "report.css") + _asset("jianzhen.kpi", "transmission.css")
    script = _asset("jianzhen.report", "report.js")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )
    # All three are files of this project.
    return {"style": Markup(style), "script": Markup(script), "policy": policy, "hatch": Markup(HATCH)}  # noqa: S704


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _asset(package: str, name: str) -> str:
    return (resources.files(package) / "templates" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("jianzhen.kpi", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(both=both, count=lambda number: f"{number:,}", pc=_percent, visible=visible)
    environment.globals.update(w=_w)
    return environment


def _w(zh: str, en: str, /, **values: object) -> Markup:
    """A fixed text of a template in both languages; ``values`` are escaped."""
    return both(Words(*(Markup(text).format(**values) for text in (zh, en))))  # noqa: S704 - a text of our own templates


def _percent(rate: float) -> str:
    return f"{percent(rate):.2f} %"
