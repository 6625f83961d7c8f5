"""Addresses of the log."""

from __future__ import annotations

from django.urls import path

from jianzhen.web.logbook import views

urlpatterns = [
    path("log/", views.log, name="log"),
    path("log/export/", views.log_export, name="log_export"),
    path("log/<int:number>/", views.log_entry, name="log_entry"),
    path("log/<int:number>/proof/", views.log_proof, name="log_proof"),
    path("verify/", views.verify, name="verify"),
    path("verify/<slug:name>/", views.verify_file, name="verify_file"),
]
