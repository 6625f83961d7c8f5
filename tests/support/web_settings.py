"""Django's settings for the tests: the real ones, with a database in memory and cheap password hashes."""

from __future__ import annotations

import os

os.environ.setdefault("JIANZHEN_SECRET_KEY", "tests-sign-nothing-that-anybody-believes")
os.environ["JIANZHEN_DATA"] = "tests-have-no-data-folder"
os.environ.setdefault("DATABASE_URL", "sqlite:///tests-have-no-file.sqlite3")  # SQLite keeps a test database in memory

from jianzhen.web.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
LOGGING_CONFIG = None
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
