"""Saved views, files of entries, what ends soon."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.registers.expiry import by_register, ending
from jianzhen.web.registers.models import Attachment, SavedView
from jianzhen.web.registers.relations import organisations_named
from jianzhen.web.registers.services import attaching
from jianzhen.web.registers.views.common import PER_PAGE, SEE, record_found, register_named
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.query import text_of
from jianzhen.web.site.words import chosen
from jianzhen.words import Words

_LONGEST_NAME = 60
_LONGEST_QUERY = 1500
_MOST_VIEWS = 50


@access(*SEE)
@require_POST
def save_view(request: Asked, register: str) -> HttpResponse:
    """Keep the list as it is under a name; the same name again replaces it."""
    kind = register_named(register)
    name, query = text_of(request.POST, "name")[:_LONGEST_NAME], request.GET.urlencode()
    mine = SavedView.objects.filter(user=request.user, register=kind.name)
    if not name or len(query) > _LONGEST_QUERY or mine.exclude(name=name).count() >= _MOST_VIEWS:
        told = Words(
            "请填写名称；条件过长或视图过多时请删减。", "Give a name; shorten conditions, or delete old views."
        )
        messages.error(request, chosen(told))
    else:
        mine.update_or_create(user=request.user, register=kind.name, name=name, defaults={"query": query})
        messages.success(request, chosen(Words("视图已保存。", "View saved.")))
    return redirect(f"{reverse('register', args=[kind.name])}?{query}")


@access(*SEE)
@require_POST
def forget_view(request: Asked, register: str, view_id: int) -> HttpResponse:
    """Drop a view of one's own."""
    get_object_or_404(SavedView, pk=view_id, user=request.user, register=register).delete()
    return redirect("register", register=register)


@access(Right.REGISTERS_EDIT)
@require_POST
def attach(request: Asked, register: str, key: str) -> HttpResponse:
    """Put a file to an entry."""
    record = record_found(register_named(register), key)
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile):
        messages.error(request, chosen(Words("请选择文件。", "Choose a file.")))
        return redirect("register_entry", register=register, key=key)
    try:
        attaching.attach(request, record, upload, reason=request.POST.get("reason", ""))
    except RefusedError as refusal:
        messages.error(request, chosen(refusal.words))
    else:
        messages.success(request, chosen(Words("附件已保存，并已记入日志。", "The file is kept, and put on record.")))
    return redirect("register_entry", register=register, key=key)


@access(Right.REGISTERS_VIEW)
@require_safe
def fetch(request: Asked, attachment_id: int) -> HttpResponse:
    """A file, to be kept by whoever asks: browsers are told not to open it here."""
    one = get_object_or_404(Attachment.objects.select_related("record"), pk=attachment_id, removed_at=None)
    try:
        data = attaching.fetched(request, one)
    except OSError:
        raise Http404 from None
    answer = HttpResponse(data, content_type=attaching.TYPES[one.kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{one.sha256[:16]}.{one.kind}"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@access(Right.REGISTERS_EDIT)
@require_POST
def detach(request: Asked, attachment_id: int) -> HttpResponse:
    """Take a file off."""
    one = get_object_or_404(Attachment.objects.select_related("record"), pk=attachment_id)
    try:
        attaching.detach(request, one, reason=request.POST.get("reason", ""))
    except RefusedError as refusal:
        messages.error(request, chosen(refusal.words))
    else:
        messages.success(request, chosen(Words("附件已撤下，并已记入日志。", "Taken off, and put on record.")))
    return redirect("register_entry", register=one.record.register, key=one.record.key)


@access(*SEE)
@require_safe
def expiring(request: Asked) -> HttpResponse:
    """What ends within ninety days or has ended within a year, without a successor."""
    today = dt.datetime.now().date()
    counts = by_register(today)
    found = ending(today)
    name = text_of(request.GET, "register")
    if name in {one.register.name for one in counts}:
        found = found.filter(register=name)
    pages = Paginator(found, PER_PAGE)
    pages.count = sum(one.past + one.soon for one in counts if name in {"", one.register.name})
    page = pages.get_page(request.GET.get("page"))
    names = organisations_named({state.org for state in page if state.org}, today)
    left = [(state, (state.due_on - today).days if state.due_on else 0) for state in page]
    rows = [(state, names.get(state.org, ""), max(days, 0), max(-days, 0)) for state, days in left]
    context = {"page": page, "rows": rows, "counts": counts, "chosen": name, "today": today}
    return render(request, "registers/expiring.html", context)
