"""The app of registers."""

from __future__ import annotations

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Who takes part, with what: organisations, certificates, people, instruments, outlets, devices."""

    name = "jianzhen.web.registers"
    label = "registers"
