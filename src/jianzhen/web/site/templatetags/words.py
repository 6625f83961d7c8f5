"""``say`` and ``said``: both languages where they are used. Loaded in every template."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from jianzhen.report.say import moment
from jianzhen.web.site.words import chosen, in_english
from jianzhen.words import Words

register = template.Library()


@register.simple_tag
def say(zh: str, en: str, **values: object) -> SafeString:
    """The text the reader wants, its ``{placeholders}`` filled in and escaped."""
    text = en if in_english() else zh
    return format_html(text, **values) if values else conditional_escape(text)


@register.filter
def said(words: Words | None) -> str:
    """A ``Words`` as the reader wants it."""
    return chosen(words) if words else ""


@register.filter
def beijing(value: datetime | date | None) -> str:
    """A moment as the reports print it."""
    return moment(value)
