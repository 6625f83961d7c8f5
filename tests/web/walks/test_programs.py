"""The programs' interface, asked by schemathesis what its document says and what it does not say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.support.web_leads import some_lead

from jianzhen.web.accounts.models import ApiToken, User
from jianzhen.web.accounts.services.tokens import digest
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.headers import HEADERS

pytestmark = pytest.mark.django_db
EXAMPLES = 15
CALLERS = ("city_analyst", "partner", "city_auditor")
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture
def interface(somebody: Callable[[str], User]) -> schemathesis.BaseSchema:
    """The document as it is served, for callers who hold every right of their posts."""
    some_lead()
    now = dt.datetime.now()
    for name in CALLERS:
        ApiToken.objects.get_or_create(
            digest=digest(f"jz_{name}"),
            defaults={"user": somebody(name), "name": name, "rights": [right.value for right in Right],
                      "made_at": now, "expires_at": now + dt.timedelta(days=1)},
        )  # fmt: skip
    return schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())


def test_the_interface_keeps_to_its_document(interface: schemathesis.BaseSchema) -> None:
    operations = [found.ok() for found in interface.get_all_operations()]
    assert {"/api/me/", "/api/leads/"} <= {operation.path for operation in operations}
    for operation in operations:

        @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy() | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
        def ask(case: Case) -> None:
            for name in CALLERS:
                keeps_to_it(case, name)

        ask()


def keeps_to_it(case: Case, who: str) -> None:
    answer = case.call(headers={"Authorization": f"Bearer jz_{who}"})
    case.validate_response(answer, checks=CHECKS)
    given_headers = {header.lower(): values[0] for header, values in answer.headers.items()}
    assert {header.lower(): value for header, value in HEADERS.items()}.items() <= given_headers.items()
