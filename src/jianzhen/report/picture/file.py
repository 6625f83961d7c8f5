"""A picture as an SVG file of its own, in one language, with its looks inside."""

from __future__ import annotations

from importlib import resources

from jianzhen.report.picture.model import Picture

WIDTH = 960
HATCH = (
    '<pattern id="hatching" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="hatch-ground" width="6" height="6"/><line class="hatch-line" x1="0" y1="0" x2="0" y2="6"/></pattern>'
)


def looks() -> str:
    """The style sheet of all pictures."""
    return (resources.files("jianzhen.report") / "templates" / "picture.css").read_text(encoding="utf-8")


def svg_file(picture: Picture, language: str) -> bytes:
    """The picture as a file; ``language`` is ``zh`` or ``en``."""
    hidden = "en" if language == "zh" else "zh"
    style = f"{looks()}svg{{background:#fff}}.{hidden}{{display:none}}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" width="{WIDTH}" height="{picture.height}"'
        f' lang="{language}"><style>{style}</style><defs>{HATCH}</defs>{picture.body}</svg>\n'
    ).encode()
