"""Questions to institutions: their side sees these and nothing else of a lead."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.models import Department, Post
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.filing.vault import BrokenFileError
from jianzhen.web.leads.forms import AnswerForm
from jianzhen.web.leads.models import Question
from jianzhen.web.leads.services import questions as service
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import ROLE_RIGHTS, Right
from jianzhen.web.site.words import chosen
from jianzhen.words import Words

_PER_PAGE = 50
_ASKING = [role.value for role, rights in ROLE_RIGHTS.items() if Right.LEADS_TRIAGE in rights]


@access(Right.LEADS_VIEW, Right.PARTY_FILE)
@require_safe
def questions(request: Asked) -> HttpResponse:
    """What waits for an answer first, then the newest."""
    found = Question.objects.select_related("party", "lead", "asked_by").order_by(
        F("answered_at").asc(nulls_first=True), F("closed_at").asc(nulls_first=True), "due_on", "-pk"
    )
    page = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "leads/questions.html", {"page": page, "outside": request.actor.party_id is not None})


@access(Right.LEADS_VIEW, Right.PARTY_FILE)
@require_safe
def question(request: Asked, question_id: int) -> HttpResponse:
    """One question."""
    return _page(request, _found(question_id), AnswerForm())


@access(Right.LEADS_TRIAGE, Right.PARTY_FILE)
@require_POST
def answer(request: Asked, question_id: int) -> HttpResponse:
    """Answer it."""
    found = _found(question_id)
    if not service.may_answer(request, found):
        raise PermissionDenied
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        service.answer(request, found, form.cleaned_data["answer"], form.cleaned_data["file"])
    except RefusedError as refusal:
        if not _found(question_id).is_open:
            messages.error(request, chosen(refusal.words))
            return redirect("question", question_id=found.pk)
        form.add_error(None, chosen(refusal.words))
        return _page(request, found, form)
    messages.success(request, chosen(Words("答复已提交，并已记入日志。", "The answer is handed in, and on record.")))
    return redirect("question", question_id=found.pk)


@access(Right.LEADS_VIEW, Right.PARTY_FILE)
@require_POST
def answer_file(request: Asked, question_id: int) -> HttpResponse:
    """The file of an answer; it is handed out to be saved, never shown as a page of ours."""
    found = _found(question_id)
    if not found.file_sha256:
        raise Http404
    try:
        content = service.take_file(request, found)
    except BrokenFileError:
        messages.error(request, chosen(Words("附件已损坏或丢失，请联系系统管理员。", "The file is damaged or gone.")))
        return redirect("question", question_id=found.pk)
    ending = next(ending for kind, ending in service.TYPES.values() if kind == found.file_type)
    answer = HttpResponse(content, content_type="application/octet-stream")
    name = f"answer-{found.pk}{ending}"
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer


def _found(question_id: int) -> Question:
    return get_object_or_404(
        Question.objects.select_related("lead", "party", "asked_by", "answered_by"), pk=question_id
    )


def _page(request: Asked, found: Question, form: AnswerForm) -> HttpResponse:
    open_for = found.is_open and service.may_answer(request, found)
    context = {
        "question": found,
        "form": form if open_for else None,
        "outside": request.actor.party_id is not None,
        "office": _office(found),
    }
    return render(request, "leads/question.html", context)


def _office(found: Question) -> Department | None:
    """The department in whose name it was asked: the institution deals with it, not with a person."""
    held = Post.objects.in_force(found.asked_at.date()).filter(user=found.asked_by, role__in=_ASKING)
    post = held.select_related("department").first()
    return post.department if post else None
