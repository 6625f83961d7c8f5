"""Bytes to text: UTF-8 as the standard says, GB18030 as devices send it, and byte by byte where it is neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianzhen.hj212.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Callable


def text_of(data: bytes, at: int, notes: list[Diagnostic]) -> tuple[str, Callable[[str], str] | None]:
    """Give one character per byte, so that positions stay byte positions, and how to turn pieces of it into text.

    No byte of a multi-byte character in UTF-8 or GB18030 is one of ``;,=&``, so pieces can be cut before converting.

    Returns:
        The characters, and a function for the pieces; None in its place if all is ASCII.
    """
    shown = data.decode("latin-1")
    if data.isascii():
        return shown, None
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return shown, _converter(_other(data, at + error.start, notes))
    return shown, _converter("utf-8")


def _other(data: bytes, at: int, notes: list[Diagnostic]) -> str:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        notes.append(Diagnostic("text.undecodable", at))
        return "utf-8"
    notes.append(Diagnostic("text.gb18030", at))
    return "gb18030"


def _converter(encoding: str) -> Callable[[str], str]:
    def convert(piece: str) -> str:
        return piece if piece.isascii() else piece.encode("latin-1").decode(encoding, "surrogateescape")

    return convert
