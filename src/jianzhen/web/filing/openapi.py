"""What programs may ask of filing and intake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jianzhen.web.filing.services.idempotency import LONGEST_KEY
from jianzhen.web.filing.states import State
from jianzhen.web.site.openapi import answer, refusals

_SUBMISSION = {"$ref": "#/components/schemas/Submission"}
_WORDS = {"$ref": "#/components/schemas/Words"}
_TEXT = {"type": "string"}
_TEXT_OR_NULL = {"type": ["string", "null"]}
_NUMBER = {"type": "integer", "minimum": 0}
_NUMBER_OR_NULL = {"type": ["integer", "null"]}

SCHEMAS: Mapping[str, Any] = {
    "Submission": {
        "type": "object",
        "required": ["id", "party", "state", "digest", "faults", "warnings", "tables", "receipt"],
        "properties": {
            "id": _NUMBER,
            "party": _TEXT,
            "purpose": {"enum": ["records", "filing", "filed"]},
            "state": {"enum": [state.value for state in State]},
            "duty": _NUMBER_OR_NULL,
            "period": _TEXT_OR_NULL,
            "version": _NUMBER,
            "corrects": _NUMBER_OR_NULL,
            "uploaded_at": _TEXT,
            "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "faults": _NUMBER,
            "warnings": _NUMBER,
            "trouble": {"oneOf": [_WORDS, {"type": "null"}]},
            "tables": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"table": _TEXT, "rows": _NUMBER, "set_aside": _NUMBER, "repeated": _NUMBER},
                },
            },
            "receipt": {
                "oneOf": [
                    {"type": "object", "properties": {"number": _TEXT, "accepted_at": _TEXT, "address": _TEXT}},
                    {"type": "null"},
                ]
            },
            "lake_batch": _NUMBER_OR_NULL,
        },
    },
    "Fault": {
        "type": "object",
        "required": ["severity", "code", "file", "row", "column", "expected", "remedy"],
        "properties": {
            "severity": {"enum": ["fault", "warning"]},
            **dict.fromkeys(("code", "table", "file", "sheet", "column", "found"), _TEXT),
            "row": _NUMBER_OR_NULL,
            "expected": _WORDS,
            "remedy": _WORDS,
        },
    },
}


def _in_query(name: str, about: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": about, "schema": dict(schema)}


_ID = {"name": "submission_id", "in": "path", "required": True, "schema": {**_NUMBER, "maximum": 10**12}}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "同一个键只报送一次 / the same key hands in once",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[!-~]+$"},
}
_AFTER = _in_query(
    "after", "上一次回答的 next / the next of the answer before", {"type": "string", "pattern": "^[0-9]{1,18}$"}
)
_TABLES = {
    "type": "object",
    "required": ["tables"],
    "properties": {
        "tables": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": {"type": ["string", "number", "boolean", "null"]},
                },
            },
        }
    },
}
PATHS: Mapping[str, Any] = {
    "/api/submissions/": {
        "get": {
            "operationId": "submissions",
            "summary": "报送列表，新的在前 / submissions, the newest first",
            "parameters": [
                _in_query("state", "状态 / state", {"enum": [state.value for state in State]}),
                _AFTER,
            ],
            "responses": {
                "200": answer(
                    "一页 / one page",
                    {
                        "type": "object",
                        "required": ["submissions", "next"],
                        "properties": {
                            "submissions": {"type": "array", "items": _SUBMISSION},
                            "next": _TEXT_OR_NULL,
                        },
                    },
                ),
                **refusals(400),
            },
        },
        "post": {
            "operationId": "hand_in",
            "summary": "报送一份材料，后台检查 / hand something in; it is checked in the background",
            "parameters": [
                _KEY,
                _in_query("duty", "报送要求的编号 / id of the duty", {**_NUMBER, "maximum": 10**12}),
                _in_query("period", "期次，如 2026-03、2026Q1、2026 / the period", _TEXT),
                _in_query(
                    "corrects",
                    "被更正的报送的编号 / id of the submission that it corrects",
                    {**_NUMBER, "maximum": 10**12},
                ),
                _in_query("reason", "更正理由 / reason of the correction", {"type": "string", "maxLength": 500}),
                _in_query(
                    "submit", "检查无问题即报送 / submit as soon as no fault is found", {"enum": ["true", "false"]}
                ),
            ],
            "requestBody": {
                "required": True,
                "content": {
                    "application/json": {"schema": _TABLES},
                    "multipart/form-data": {
                        "schema": {
                            "type": "object",
                            "required": ["file"],
                            "properties": {"file": {"type": "array", "items": {"type": "string", "format": "binary"}}},
                        }
                    },
                },
            },
            "responses": {
                "202": answer("已收到 / received", _SUBMISSION),
                **refusals(400, 404, 413, 422),
            },
        },
    },
    "/api/submissions/{submission_id}/": {
        "get": {
            "operationId": "submission",
            "summary": "一份报送 / one submission",
            "parameters": [_ID],
            "responses": {"200": answer("报送 / the submission", _SUBMISSION), **refusals(404)},
        }
    },
    "/api/submissions/{submission_id}/faults/": {
        "get": {
            "operationId": "submission_faults",
            "summary": "每一处问题 / every fault",
            "parameters": [_ID, _AFTER],
            "responses": {
                "200": answer(
                    "一页 / one page",
                    {
                        "type": "object",
                        "required": ["faults", "next"],
                        "properties": {
                            "faults": {"type": "array", "items": {"$ref": "#/components/schemas/Fault"}},
                            "next": _TEXT_OR_NULL,
                        },
                    },
                ),
                **refusals(400, 404),
            },
        }
    },
    "/api/submissions/{submission_id}/submit/": {
        "post": {
            "operationId": "submit",
            "summary": "报送检查通过的材料，重复调用回执相同 / submit what was checked; twice is once",
            "parameters": [_ID],
            "responses": {"200": answer("报送 / the submission", _SUBMISSION), **refusals(404, 422)},
        }
    },
}
