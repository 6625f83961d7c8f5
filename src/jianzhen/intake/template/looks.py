"""Cell formats of the template; only what Excel and WPS both show the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jianzhen.contract import Kind

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format

FONT = "微软雅黑"
NUMBER_FORMATS = {
    # As text, so that leading zeros of numbers and trailing zeros of results survive.
    Kind.TEXT: "@",
    Kind.FLOAT: "General",
    Kind.INTEGER: "0",
    Kind.BOOLEAN: "@",
    Kind.TIMESTAMP: "yyyy-mm-dd hh:mm:ss",
    Kind.DATE: "yyyy-mm-dd",
}
_REQUIRED = "#F8CBAD"
_OPTIONAL = "#DDEBF7"
_EXAMPLE = "#EDEDED"
_GREY = "#808080"


class Looks:
    """The formats of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        def look(**properties: Any) -> Format:
            return book.add_format({"font_name": FONT, "font_size": 10, "valign": "vcenter"} | properties)

        heading = {"bold": True, "border": 1, "align": "center", "text_wrap": True}
        self.title = look(bold=True, font_size=14)
        self.about = look(font_color=_GREY)
        self.text = look(text_wrap=True)
        self.link = look(font_color="#0563C1", underline=1)
        self.head = look(**heading, bg_color=_OPTIONAL)
        self.note = look(font_size=8, font_color=_GREY, text_wrap=True, valign="top")
        self.required = look(**heading, bg_color=_REQUIRED)
        self.optional = look(**heading, bg_color=_OPTIONAL)
        self.english = look(font_size=8, font_color=_GREY, align="center", border=1)
        example = {"italic": True, "font_color": _GREY, "bg_color": _EXAMPLE}
        self.example = {kind: look(num_format=shown, **example) for kind, shown in NUMBER_FORMATS.items()}
        self.cell = {kind: look(num_format=shown) for kind, shown in NUMBER_FORMATS.items()}
