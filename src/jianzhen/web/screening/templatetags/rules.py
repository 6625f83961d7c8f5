"""How rules and their settings are printed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from jianzhen.contract import TABLES
from jianzhen.report.say import joined, number
from jianzhen.screen.leads import GRADE_TITLES
from jianzhen.screen.settings import ENABLED
from jianzhen.web.site.words import chosen
from jianzhen.words import Words

register = template.Library()
_PLACEHOLDER = re.compile(r"\{(\w+)[^}]*\}")
_OWN = Words("默认值", "the rule's own values")


@register.filter
def placeholders(words: Words) -> SafeString:
    """A sentence with its placeholders as names."""
    text = conditional_escape(chosen(words))
    return mark_safe(_PLACEHOLDER.sub(r"<em>⟨\1⟩</em>", text))  # noqa: S308 - escaped just above


@register.filter
def plain_number(value: float) -> str:
    """A number without digits it does not have."""
    return number(value)


@register.filter
def settings_text(values: Mapping[str, Any] | None) -> str:
    """Thresholds in one line."""
    if not values:
        return chosen(_OWN)
    return ", ".join(_one(name, value) for name, value in values.items())


def _one(name: str, value: Any) -> str:
    if name == ENABLED:
        return chosen(Words("运行", "runs") if value else Words("停用", "switched off"))
    return f"{name} = {number(float(value))}"


@register.filter
def severity_title(severity: str) -> Words:
    """A severity in words."""
    return GRADE_TITLES[severity]


@register.filter
def tables_text(names: Sequence[str]) -> Words:
    """Tables of the contract by title."""
    return joined([Words(TABLES[name].zh, TABLES[name].en) for name in names])
