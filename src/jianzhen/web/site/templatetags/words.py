"""``say`` and ``said``: both languages where they are used. Loaded in every template."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.forms import BoundField, CheckboxSelectMultiple
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from jianzhen.report.say import moment
from jianzhen.web.scope.masking import MASKS
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


@register.filter
def masked(text: str, kind: str) -> str:
    """Personal data as everybody sees them."""
    return MASKS[kind](text or "")


@register.filter
def styled(field: BoundField) -> SafeString:
    """A field of a form with the class that its kind of control has in the style sheet."""
    widget = field.field.widget
    classes = {"select": "form-select", "checkbox": "form-check-input"}
    kind = classes.get(getattr(widget, "input_type", ""), "form-control")
    many = isinstance(widget, CheckboxSelectMultiple)
    errors = {"aria-invalid": "true"} if field.errors else {}
    return field.as_widget(attrs={"class": "" if many else f"{kind}{' is-invalid' if field.errors else ''}", **errors})
