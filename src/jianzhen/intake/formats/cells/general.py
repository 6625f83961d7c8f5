"""The number format ``General``: what a spreadsheet shows for a number nobody formatted.

At most eleven characters with the decimal point, never more than ten significant digits
once a fraction is cut, scientific beyond that (behaviour of Excel and WPS; ECMA-376
part 1, 18.8.30 leaves it to the application).
"""

from __future__ import annotations

from decimal import Decimal

WIDTH = 11
SIGNIFICANT = 10
LARGEST_PLAIN = Decimal(10) ** 11
STORED_DIGITS = 15


def exact(value: float) -> Decimal:
    """The number to the fifteen digits a spreadsheet works with."""
    return Decimal(format(value, f".{STORED_DIGITS}g"))


def general(value: float) -> str:
    """Draw a finite number in the format General."""
    number = exact(value)
    sign = "-" if number < 0 else ""
    return sign + _magnitude(abs(number))


def _magnitude(number: Decimal) -> str:
    if number == 0:
        return "0"
    if number >= LARGEST_PLAIN:
        return _scientific(number)
    plain = _trim(format(number, "f"))
    if len(plain) <= WIDTH:
        return plain
    places = WIDTH - 1 - max(len(str(int(number))), 1)
    cut = _trim(format(round(number, places), "f"))
    # A small number keeps its digits in scientific form rather than losing them to zeros.
    return cut if number >= Decimal("0.0001") else _scientific(number)


def _trim(plain: str) -> str:
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _scientific(number: Decimal) -> str:
    mantissa, exponent = format(number, ".5E").split("E")
    sign = "-" if exponent.startswith("-") else "+"
    return f"{_trim(mantissa)}E{sign}{int(exponent.lstrip('+-')):02d}"
