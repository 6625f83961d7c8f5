"""Addresses of running."""

from __future__ import annotations

from django.urls import path

from jianzhen.web.operations import views

urlpatterns = [
    path("operations/", views.operations, name="operations"),
    path("metrics", views.metrics, name="metrics"),
]
