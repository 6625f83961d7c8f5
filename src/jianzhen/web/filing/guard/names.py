"""Names of files as they may be shown and used: one line, no path, nothing invisible."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

from jianzhen.web.filing.guard.limits import NAME_LENGTH
from jianzhen.web.filing.guard.refusal import RefusedFileError
from jianzhen.words import Words

_FORBIDDEN = frozenset('<>:"|?*\\/')
_INVISIBLE = ("C", "Zl", "Zp")
"""Categories of characters that are not printed: control, direction, surrogate; line and paragraph ends."""


def clean(name: str) -> str:
    """The last part of a name, fit for a page, a header and a disk.

    Raises:
        RefusedFileError: Nothing usable is left, or it is too long.
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    text = unicodedata.normalize("NFC", last)
    spaced = "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in text)
    kept = "".join(sign for sign in spaced if sign not in _FORBIDDEN and not _invisible(sign)).strip(" .")
    shown = kept[:40] or "?"
    if not kept or kept.startswith("~$"):
        raise RefusedFileError("name", shown, Words("文件名不可用", "the name cannot be used"), _RENAME)
    if len(kept) > NAME_LENGTH or len(kept.encode()) > 2 * NAME_LENGTH:
        raise RefusedFileError("name", shown, Words("文件名过长", "the name is too long"), _RENAME)
    return kept


_RENAME = Words("请改名后再上传", "Rename it and upload it again")


def _invisible(sign: str) -> bool:
    return unicodedata.category(sign).startswith(_INVISIBLE)


def suffix(name: str) -> str:
    """The ending, in lower case and with its dot."""
    return PurePosixPath(name).suffix.lower()
