"""The door of the web server.

WSGI with threads: every page is a short transaction, nothing streams for long, and SQLite
has one writer anyway; an event loop would add a second kind of code and gain nothing.
"""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jianzhen.web.settings")
application = get_wsgi_application()
