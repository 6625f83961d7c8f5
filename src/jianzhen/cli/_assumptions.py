"""What is not verified of HJ 212-2025, switched on the command line for what is sent.

What is read needs no switch: both forms of cipher text are read, whatever their command.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from jianzhen.hj212.assumptions import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jianzhen.hj212 import Assumptions

assume = click.option(
    "--assume", "assumed", multiple=True, metavar="NAME=VALUE",
    help="2025 版未核实之处 / unverified in 2025: cipher_form=raw|hex, encrypted_commands=1014,3020, most_parts=9",
)  # fmt: skip

_COMMANDS = re.compile(r"(?:[0-9]{4}(?:,[0-9]{4})*)?")
_MOST_PARTS = 9999


def read_assumptions(pairs: Iterable[str]) -> Assumptions:
    """Read ``NAME=VALUE`` of `Assumptions`.

    Raises:
        click.UsageError: One is none.
    """
    found = DEFAULT
    for pair in pairs:
        name, _, text = pair.partition("=")
        if name == "cipher_form" and text in {"raw", "hex"}:
            found = replace(found, cipher_form="hex" if text == "hex" else "raw")
        elif name == "encrypted_commands" and _COMMANDS.fullmatch(text):
            found = replace(found, encrypted_commands=frozenset(filter(None, text.split(","))))
        elif name == "most_parts" and text.isascii() and text.isdigit() and 1 <= int(text) <= _MOST_PARTS:
            found = replace(found, most_parts=int(text))
        else:
            raise click.UsageError(
                f"--assume {pair}: 应为 / expected cipher_form=raw|hex, encrypted_commands=1014,3020 ...,"
                f" most_parts=1..{_MOST_PARTS}"
            )
    return found
