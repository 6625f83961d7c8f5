"""Pages that say what went wrong and what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from jianzhen.words import Words

_TEXTS = {
    400: (
        Words("请求无法理解", "The request was not understood"),
        Words("返回上一页，核对填写的内容后重试。", "Go back, check what was filled in, and try again."),
    ),
    403: (
        Words("没有这项权限", "You lack the right to do this"),
        Words(
            "这件事需要另一个岗位来做。如应由您办理，请联系本单位的系统管理员调整岗位。",
            "It takes another post. If it is yours to do, ask your office's administrator to change your posts.",
        ),
    ),
    404: (
        Words("没有找到", "Not found"),
        Words(
            "地址有误，或者它不在您的管辖范围内。",
            "The address is wrong, or what it names is outside your area of responsibility.",
        ),
    ),
    500: (
        Words("系统出错", "Something failed on our side"),
        Words(
            "刚才的操作没有生效，什么也没有保存。请稍后重试；仍然出错时，把下面的编号告诉系统管理员。",
            "Nothing was saved. Try again later; if it persists, give the number below to the administrator.",
        ),
    ),
}
_CSRF = Words(
    "页面已过期或 Cookie 被禁用。请返回上一页，刷新后重试。",
    "The page has expired or cookies are switched off. Go back, reload, and try again.",
)


def _page(request: HttpRequest, status: int, advice: Words | None = None) -> HttpResponse:
    title, usual = _TEXTS[status]
    if request.path.startswith("/api/"):
        return JsonResponse({"error": {"zh": title.zh, "en": title.en}}, status=status)
    context = {"status": status, "title": title, "advice": advice or usual}
    return render(request, "site/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    del exception
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the object is one's own, the right is not."""
    del exception
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or an object of somebody else; the two look alike on purpose."""
    del exception
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: drawn without session and database, which may be what failed."""
    title, advice = _TEXTS[500]
    context = {"title": title, "advice": advice, "request_id": getattr(request, "request_id", "")}
    return HttpResponse(render_to_string("site/error_bare.html", context), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from a page of ours."""
    del reason
    return _page(request, 403, _CSRF)
