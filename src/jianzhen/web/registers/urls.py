"""Addresses of the registers."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from jianzhen.web.registers.views import detail, lists


class NameConverter(StringConverter):
    """The name of a register."""

    regex = "[a-z_]{3,32}"


class KeyConverter(StringConverter):
    """The id of an entry."""

    regex = "[0-9a-f]{32}"


register_converter(NameConverter, "register_name")
register_converter(KeyConverter, "register_key")

_LIST = "registers/<register_name:register>/"
_ENTRY = f"{_LIST}<register_key:key>/"
urlpatterns = [
    path("registers/", lists.registers, name="registers"),
    path("registers/search/", lists.search, name="register_search"),
    path(_LIST, lists.register_list, name="register"),
    path(_ENTRY, detail.entry, name="register_entry"),
]
