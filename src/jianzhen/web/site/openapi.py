"""The document of the programs' interface, put together from what each desk says of its own calls.

A desk's ``openapi.py`` holds ``PATHS`` and, where it needs them, ``SCHEMAS``, as OpenAPI 3.1
writes them. A test compares the paths with the routes: a call that the document lacks fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.module_loading import module_has_submodule
from django.views.decorators.http import require_safe

from jianzhen import __version__
from jianzhen.web.scope.access import access

ERROR = {"$ref": "#/components/schemas/Error"}
_WORDS = {
    "type": "object",
    "required": ["zh", "en"],
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
}
_SCHEMAS: Mapping[str, Any] = {
    "Words": _WORDS,
    "Error": {"type": "object", "required": ["error"], "properties": {"error": {"$ref": "#/components/schemas/Words"}}},
}
_ABOUT = (
    "一切时间为北京时间（UTC+8，不带时区）。令牌在“我的账号”中签发，其权限不超出本人。"
    "\n\nAll times are Beijing time (UTC+8, without a zone). A token is made under My account and carries no more "
    "than its person's rights."
)
_PATHS: Mapping[str, Any] = {
    "/api/openapi.json": {
        "get": {
            "operationId": "openapi",
            "summary": "本文档 / this document",
            "security": [],
            "responses": {
                "200": {"description": "OpenAPI 3.1", "content": {"application/json": {"schema": {"type": "object"}}}}
            },
        }
    },
}


def answer(description: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """A JSON answer of one form."""
    return {"description": description, "content": {"application/json": {"schema": dict(schema)}}}


def refusals(*statuses: int) -> dict[str, Any]:
    """What a call may say no with; 401, 403 and 429 come from the gate and belong to every call."""
    texts = {
        400: "请求有误 / the request is wrong",
        401: "令牌无效或已过期 / the token is not valid",
        403: "没有这项权限 / the right is lacking",
        404: "没有找到，或不在范围内 / not found, or out of reach",
        405: "不支持的方法 / no such method",
        409: "与现状不符 / does not fit the present state",
        413: "过大 / too large",
        422: "不能受理 / cannot be taken",
        429: "尝试过多 / too many tries",
    }
    return {str(status): answer(texts[status], ERROR) for status in sorted({401, 403, 429, *statuses})}


@cache
def document() -> dict[str, Any]:
    """The whole document."""
    paths, schemas = dict(_PATHS), dict(_SCHEMAS)
    for config in apps.get_app_configs():
        if config.name.startswith("jianzhen.") and module_has_submodule(config.module, "openapi") and (
            config.label != "site"
        ):  # fmt: skip
            said = import_module(f"{config.name}.openapi")
            paths |= said.PATHS
            schemas |= getattr(said, "SCHEMAS", {})
    return {
        "openapi": "3.1.0",
        "info": {"title": "鉴真 Jianzhen", "version": __version__, "description": _ABOUT},
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "jz_…"}},
        },
        "security": [{"token": []}],
    }


@access(public=True, settling=True)
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The document; it says what calls there are, which is no secret."""
    del request
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})
