"""How evidence is printed: titles of columns, glosses of codes, personal data masked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jianzhen.contract.model import Column
from jianzhen.report.view.evidence import Cell, EvidenceTable
from jianzhen.web.scope.masking import MASKS
from jianzhen.web.site.words import chosen
from jianzhen.words import Words

register = template.Library()

PERSONAL: Mapping[str, str] = {"phone": "phone"}
"""Columns of the contract that reach a person, and how they are masked. Persons stand there as keyed digests."""


@register.filter
def title_of(column: Column) -> str:
    """The column's title."""
    return chosen(Words(column.zh, column.en))


@register.filter
def beside(cells: tuple[Cell, ...], columns: tuple[Column, ...]) -> Iterator[tuple[Cell, Column]]:
    """Cells with their columns."""
    return zip(cells, columns, strict=True)


@register.filter
def turned(table: EvidenceTable) -> Iterator[tuple[Column, list[Cell]]]:
    """Few rows are compared side by side: a line for each column."""
    return ((column, [line.cells[at] for line in table.lines]) for at, column in enumerate(table.columns))


@register.filter
def shown(cell: Cell, column: Column) -> SafeString | str:
    """A value as it was reported; a code with its title."""
    text = chosen(cell.text)
    if column.name in PERSONAL:
        return MASKS[PERSONAL[column.name]](text)
    if cell.gloss is None:
        return text
    return format_html('{} <span class="text-secondary">{}</span>', text, chosen(cell.gloss))
