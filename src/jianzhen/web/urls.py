"""Addresses of the platform; each desk brings its own."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("jianzhen.web.site.urls")),
    path("", include("jianzhen.web.operations.urls")),
    path("", include("jianzhen.web.accounts.urls")),
    path("", include("jianzhen.web.leads.urls")),
    path("", include("jianzhen.web.filing.urls")),
    path("", include("jianzhen.web.screening.urls")),
    path("", include("jianzhen.web.registers.urls")),
    path("", include("jianzhen.web.logbook.urls")),
]

handler400 = "jianzhen.web.site.errors.bad_request"
handler403 = "jianzhen.web.site.errors.forbidden"
handler404 = "jianzhen.web.site.errors.not_found"
handler500 = "jianzhen.web.site.errors.server_error"
