"""The document of the interface names every call there is, and no other."""

from __future__ import annotations

import json
import re

from django.test import Client
from tests.support.web_routes import patterns

from jianzhen.web.site.openapi import document


def test_every_call_stands_in_the_document_and_no_other() -> None:
    routes = {str(one.pattern) for one in patterns() if str(one.pattern).startswith("api/")}
    assert {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", f"/{route}") for route in routes} == set(document()["paths"])


def test_what_is_referred_to_is_there() -> None:
    wanted = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(document())))
    assert wanted - set(document()["components"]["schemas"]) == set()


def test_every_call_says_what_it_is_called_and_what_it_answers() -> None:
    calls = [call for path in document()["paths"].values() for name, call in path.items() if name != "parameters"]
    names = [call["operationId"] for call in calls]
    assert len(names) == len(set(names))
    assert all(call["summary"] and call["responses"] for call in calls)


def test_anybody_reads_it() -> None:
    assert Client().get("/api/openapi.json").json()["openapi"] == "3.1.0"
