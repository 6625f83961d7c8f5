"""What programs may ask of the desk of people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jianzhen.web.site.openapi import answer, refusals

PATHS: Mapping[str, Any] = {
    "/api/me/": {
        "get": {
            "operationId": "me",
            "summary": "令牌属于谁、可做什么 / whose the token is and what it may do",
            "responses": {
                "200": answer(
                    "账号与权限 / account and rights",
                    {
                        "type": "object",
                        "required": ["account", "rights"],
                        "properties": {
                            "account": {"type": "string"},
                            "rights": {"type": "array", "items": {"type": "string"}},
                        },
                    },
                ),
                **refusals(),
            },
        }
    },
}
