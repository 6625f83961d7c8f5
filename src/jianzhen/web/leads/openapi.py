"""What programs may ask of the desk of leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jianzhen.web.leads.transitions import State
from jianzhen.web.site.openapi import answer, refusals

_FILTERS = {
    "state": "状态，缺省为未办结 open / state; open ones unless said otherwise",
    "grade": "等级 / grade",
    "region": "行政区划代码 / division code",
    "clause": "条款 / clause",
    "family": "证据类别 / kind of evidence",
    "rule": "规则 / rule",
    "q": "名称、代码或编号 / name, code or id",
    "after": "上一次回答的 next / the next of the answer before",
}
_WORDS = {"$ref": "#/components/schemas/Words"}
_MOMENT = {"type": ["string", "null"]}

SCHEMAS: Mapping[str, Any] = {
    "Lead": {
        "type": "object",
        "required": ["id", "title", "grade", "state", "region", "subject"],
        "properties": {
            "id": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "title": _WORDS,
            "grade": {"type": "string"},
            "state": {"enum": [state.value for state in State]},
            "region": {"type": "string"},
            "subject": {
                "type": "object",
                "properties": {name: {"type": "string"} for name in ("kind", "id", "name")},
            },
            "from_at": _MOMENT,
            "to_at": _MOMENT,
        },
    },
}
PATHS: Mapping[str, Any] = {
    "/api/leads/": {
        "get": {
            "operationId": "leads",
            "summary": "线索列表 / the list of leads",
            "parameters": [
                {"name": name, "in": "query", "description": about, "schema": {"type": "string"}}
                for name, about in _FILTERS.items()
            ],
            "responses": {
                "200": answer(
                    "一页 / one page",
                    {
                        "type": "object",
                        "required": ["leads", "next"],
                        "properties": {
                            "leads": {"type": "array", "items": {"$ref": "#/components/schemas/Lead"}},
                            "next": {"type": ["string", "null"]},
                        },
                    },
                ),
                **refusals(),
            },
        }
    },
}
