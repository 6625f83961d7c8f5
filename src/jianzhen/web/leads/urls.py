"""Addresses of the desk of leads."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from jianzhen.web.leads.views import bulk, detail, home, questions
from jianzhen.web.leads.views import list as lists


class KeyConverter(StringConverter):
    """The id of a lead."""

    regex = "[0-9a-f]{32}"


register_converter(KeyConverter, "lead_key")

urlpatterns = [
    path("", home.home, name="home"),
    path("leads/", lists.leads, name="leads"),
    path("leads/assign/", bulk.bulk, name="bulk_assign"),
    path("leads/<lead_key:key>/", detail.lead, name="lead"),
    path("leads/<lead_key:key>/move/", detail.move, name="move_lead"),
    path("leads/<lead_key:key>/assign/", detail.assign, name="assign_lead"),
    path("leads/<lead_key:key>/pictures/<slug:name>.svg", detail.picture, name="lead_picture"),
    path("leads/<lead_key:key>/evidence/", detail.evidence, name="lead_evidence"),
    path("leads/<lead_key:key>/original/", detail.original, name="lead_original"),
    path("questions/", questions.questions, name="questions"),
    path("questions/<int:question_id>/", questions.question, name="question"),
    path("questions/<int:question_id>/answer/", questions.answer, name="answer"),
    path("questions/<int:question_id>/file/", questions.answer_file, name="answer_file"),
    path("api/leads/", lists.api_leads, name="api_leads"),
]
