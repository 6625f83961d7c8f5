"""Numbers as their number format shows them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from jianzhen.intake.formats.cells.general import exact, general
from jianzhen.intake.formats.cells.pattern import Token, UnknownPatternError, sections

if TYPE_CHECKING:
    from collections.abc import Sequence

_BODY = {"digits", "exponent"}
_TWO = 2
_THREE = 3


def shown(value: float, pattern: str) -> str:
    """Draw a finite number; half is rounded away from zero, as spreadsheets do.

    Raises:
        UnknownPatternError: The format cannot be drawn faithfully.
    """
    if pattern in {"", "@"} or pattern.lower() == "general":
        return general(value)
    parts = sections(pattern)
    chosen, signless = _choose(value, parts)
    if not chosen:
        return ""
    text = _draw(abs(value), chosen)
    return text if signless or value >= 0 else "-" + text


def _choose(value: float, parts: Sequence[Sequence[Token]]) -> tuple[Sequence[Token], bool]:
    """The section for a number, and whether it carries the sign of its own."""
    if value < 0 and len(parts) >= _TWO:
        return parts[1], True
    if value == 0 and len(parts) >= _THREE:
        return parts[2], True
    return parts[0], False


def _draw(value: float, tokens: Sequence[Token]) -> str:
    if any(token.kind in {"moment", "elapsed"} or token.text == "/" for token in tokens):
        raise UnknownPatternError("".join(token.text for token in tokens))
    places = [n for n, token in enumerate(tokens) if token.kind in _BODY or token.text in {".", ","}]
    if not places:
        return "".join(general(value) if token.kind == "general" else _literal(token) for token in tokens)
    first, last = places[0], places[-1]
    body = tokens[first : last + 1]
    if any(token.kind == "literal" for token in body):
        raise UnknownPatternError("".join(token.text for token in tokens))
    percent = sum(token.text == "%" for token in tokens)
    number = exact(value).scaleb(2 * percent)
    before = "".join(map(_literal, tokens[:first]))
    after = "".join(map(_literal, tokens[last + 1 :]))
    return before + _digits(number, "".join(token.text for token in body)) + after


def _literal(token: Token) -> str:
    if token.kind == "literal" or token.text == "%":
        return token.text
    raise UnknownPatternError(token.text)


def _digits(number: Decimal, body: str) -> str:
    mantissa, _, exponent = body.partition("E") if "E" in body else body.partition("e")
    if exponent:
        return _scientific(number, mantissa, exponent)
    # Every comma behind the digits divides by a thousand, before or behind the fraction.
    whole, point, fraction = mantissa.rstrip(",").partition(".")
    if fraction.strip("0#?"):
        raise UnknownPatternError(body)
    scale = len(mantissa) - len(mantissa.rstrip(",")) + len(whole) - len(whole.rstrip(","))
    text = _rounded(number.scaleb(-3 * scale), fraction)
    left, _, right = text.partition(".")
    left = _pad(left, whole.replace(",", ""))
    if "," in whole.rstrip(","):
        left = _grouped(left)
    return left + (point + right if right or point else "")


def _rounded(number: Decimal, fraction: str) -> str:
    places = len(fraction)
    text = format(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), "f")
    optional = len(fraction) - len(fraction.rstrip("#?"))
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    return text


def _pad(left: str, placeholders: str) -> str:
    """Leading zeros: as many digits as there are 0s; none at all where only # stand."""
    return left.lstrip("0").rjust(placeholders.count("0"), "0")


def _grouped(left: str) -> str:
    groups = [left[max(end - 3, 0) : end] for end in range(len(left), 0, -3)]
    return ",".join(reversed(groups))


def _scientific(number: Decimal, mantissa: str, exponent: str) -> str:
    whole, _, fraction = mantissa.partition(".")
    if len(whole) != 1 or fraction.strip("0#?"):
        raise UnknownPatternError(mantissa)
    power = number.adjusted() if number else 0
    text = _rounded(number.scaleb(-power), fraction)
    if text.startswith("10"):
        power += 1
        text = _rounded(number.scaleb(-power), fraction)
    sign = "-" if power < 0 else exponent[0].replace("-", "")
    return f"{text}E{sign}{str(abs(power)).rjust(exponent.count('0'), '0')}"
