"""Addresses of the registers."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from jianzhen.web.registers.views import bulk, detail, duplicates, edit, exchange, lists, more, profile


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
    path("registers/import/", exchange.upload, name="register_upload"),
    path("registers/import/<int:pending_id>/", exchange.preview, name="register_import"),
    path("registers/import/<int:pending_id>/marked/", exchange.marked, name="register_import_marked"),
    path("registers/import/<int:pending_id>/take/", exchange.take_in, name="register_import_take"),
    path("registers/expiring/", more.expiring, name="expiring"),
    path("registers/duplicates/", duplicates.duplicates, name="duplicates"),
    path("registers/duplicates/<register_key:one>/<register_key:other>/", duplicates.decide, name="duplicate_decide"),
    path("registers/files/<int:attachment_id>/", more.fetch, name="register_file"),
    path("registers/files/<int:attachment_id>/detach/", more.detach, name="register_detach"),
    path(_LIST, lists.register_list, name="register"),
    path(f"{_LIST}add/", edit.add, name="register_add"),
    path(f"{_LIST}bulk/", bulk.change, name="register_bulk"),
    path(f"{_LIST}views/", more.save_view, name="register_save_view"),
    path(f"{_LIST}views/<int:view_id>/forget/", more.forget_view, name="register_forget_view"),
    path(f"{_LIST}export/", exchange.export, name="register_export"),
    path(f"{_LIST}template/", exchange.template, name="register_template"),
    path("registers/organizations/<register_key:key>/profile/", profile.profile, name="register_profile"),
    path(f"{_ENTRY}edit/", edit.edit, name="register_edit"),
    path(f"{_ENTRY}attach/", more.attach, name="register_attach"),
    path(f"{_ENTRY}end/", edit.end, name="register_end"),
    path(f"{_ENTRY}unmask/<slug:field>/", edit.unmask, name="register_unmask"),
    path(_ENTRY, detail.entry, name="register_entry"),
]
