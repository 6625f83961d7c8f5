"""Text: no control characters, no spreadsheet errors, and the form the column asks for."""

from __future__ import annotations

import re

from jianzhen.intake.problem import Problem
from jianzhen.words import Words

DAMAGED = (
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{80}-\x{9F}\x{FFFD}"
    r"\x{061C}\x{200E}\x{200F}\x{202A}-\x{202E}\x{2066}-\x{2069}]"
)
"""RE2: control characters (C0 but for tab and line ends, DEL, C1), the mark that decoders put for unreadable
bytes, and the characters that turn the direction of writing, with which a text reads as another."""
EXCEL_ERROR = r"^#(N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|GETTING_DATA)$"
_LIST_MARK = re.compile(r"\s*[;；、]\s*")

CONTROL = Problem(
    "text.control",
    Words(
        "不含控制字符、书写方向控制符和乱码的文字",
        "text without control characters, marks of writing direction or decoding damage",
    ),
    Words("重新录入该单元格，或从源系统重新导出", "type the cell again, or export it again"),
)
SPREADSHEET_ERROR = Problem(
    "cell.error",
    Words("公式算出的值", "a value, not a formula's error"),
    Words("改正公式，或改填实际的值", "correct the formula or write the value itself"),
)


def list_parts(text: str) -> list[str]:
    """The entries of a list in one cell."""
    return [part for part in _LIST_MARK.split(text.strip()) if part]
