"""Whether the platform can work: asked by the service manager and by the proxy."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from jianzhen.web.scope.access import access

UNWELL = 503


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(behind)} behind" if behind else "ok"


PARTS: Mapping[str, Callable[[], str]] = {"database": _database, "migrations": _migrations}


def _state(part: Callable[[], str]) -> str:
    try:
        return part()
    except DatabaseError:
        return "failed"


@access(public=True, settling=True)
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when all parts are well, 503 otherwise; names of parts and nothing more."""
    del request
    states = {name: _state(part) for name, part in PARTS.items()}
    well = all(state == "ok" for state in states.values())
    return JsonResponse({"well": well, **states}, status=200 if well else UNWELL)
