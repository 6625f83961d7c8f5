"""Addresses of the shared frame."""

from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

from jianzhen.web.site.health import health
from jianzhen.web.site.openapi import openapi

urlpatterns = [
    path("health/", health, name="health"),
    path("api/openapi.json", openapi, name="openapi"),
    path("language/", set_language, name="set_language"),
]
