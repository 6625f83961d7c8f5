"""Cells of registers in templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jianzhen.contract import Column
from jianzhen.web.registers.catalogue import ORGANISATIONS, PERSONAL, REGISTERS
from jianzhen.web.registers.cells import key_of, shown
from jianzhen.web.registers.models import State
from jianzhen.web.registers.timeline import ALWAYS, OPEN
from jianzhen.web.scope.masking import MASKS
from jianzhen.web.site.words import chosen, in_english
from jianzhen.words import Words

register = template.Library()


@register.filter
def title_of(column: Column) -> str:
    """The title of a column, its unit in brackets."""
    title = column.en if in_english() else column.zh
    return f"{title} ({column.unit})" if column.unit else title


@register.filter
def note_of(column: Column) -> str:
    """What the contract says of a column."""
    return column.note_en if in_english() else column.note_zh


@register.simple_tag
def cell(state: State, column: Column, names: Mapping[str, str] | None = None) -> SafeString | str:
    """A cell as a person reads it: titles for codes, names and links for what it points to, masks."""
    return plain(column, state.facts.get(column.name), names)


@register.simple_tag
def plain(column: Column, value: Any, names: Mapping[str, str] | None = None) -> SafeString | str:
    """A value of a column as a person reads it."""
    if value is None:
        return ""
    if column.name in PERSONAL:
        return MASKS[PERSONAL[column.name]](str(value))
    target, _, name = column.references.partition(".")
    if names is not None and target in REGISTERS and len(REGISTERS[target].table.key) == 1:
        address = reverse("register_entry", args=[target, key_of(REGISTERS[target], {name: value})])
        title = names.get(str(value).lower(), str(value)) if target == ORGANISATIONS else str(value)
        return format_html('<a href="{}" title="{}">{}</a>', address, value, title)
    return chosen(shown(column, value))


@register.filter
def column(state: State, name: str) -> Column:
    """A column of a state's register."""
    return state.kind.by_name[name]


@register.simple_tag
def since(state: State) -> str:
    """From when to when a state holds."""
    start = Words("起始不详", "since an unknown day") if state.valid_from == ALWAYS else _day(state.valid_from)
    end = Words("至今", "until now") if state.valid_to == OPEN else _day(state.valid_to)
    return f"{chosen(start)} – {chosen(end)}"


@register.filter
def when(day: Any) -> str:
    """From which day; the first day of all is no day."""
    return chosen(Words("起始不详", "since an unknown day") if day == ALWAYS else Words(f"自 {day} 起", f"from {day}"))


def _day(day: Any) -> Words:
    return Words(day.isoformat(), day.isoformat())


@register.filter
def value_of(mapping: Mapping[str, Any], key: str) -> Any:
    """What a mapping has under a key."""
    return mapping[key]
