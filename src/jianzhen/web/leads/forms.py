"""What the desk of leads asks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from jianzhen.web.accounts.models import Party, User
from jianzhen.web.leads.weights import weights
from jianzhen.web.site.words import lazy

_LONGEST_REASON = 2000


class DayInput(forms.DateInput):
    """The browser's own field of a day, which wants the day as ISO 8601 whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MoveForm(forms.Form):
    """One act on a lead; which fields are needed the table of transitions says."""

    act = forms.CharField(max_length=16)
    seen = forms.CharField(max_length=20)
    reason = forms.CharField(max_length=_LONGEST_REASON, required=False)
    due_on = forms.DateField(required=False)
    into = forms.CharField(max_length=32, required=False)
    party = forms.ModelChoiceField(Party.objects.none(), required=False)

    def __init__(self, parties: QuerySet[Party], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties  # type: ignore[attr-defined]  # a field of a choice, declared above


class AssignForm(forms.Form):
    """To whom, and by when."""

    user = forms.ModelChoiceField(User.objects.none(), label=lazy("分派给", "Assign to"))
    due_on = forms.DateField(label=lazy("期限（可不填）", "By (may be left out)"), required=False, widget=DayInput())

    def __init__(self, people: QuerySet[User], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]  # a field of a choice, declared above


class BulkForm(AssignForm):
    """The same for several leads."""

    reason = forms.CharField(
        label=lazy("说明（可不填）", "Note (may be left out)"), max_length=_LONGEST_REASON, required=False
    )


class AnswerForm(forms.Form):
    """What an institution answers; the file is looked at by what it holds, not by its name."""

    answer = forms.CharField(
        label=lazy("答复", "Answer"), max_length=10_000, widget=forms.Textarea({"rows": 6}),
        help_text=lazy("写明事实与依据。提交后不能修改。", "State facts and what they rest on; it stays as it is."),
    )  # fmt: skip
    file = forms.FileField(
        label=lazy("附件（可不附）", "Attachment (may be left out)"), required=False,
        help_text=lazy("PDF、PNG 或 JPEG，不超过 20 MB", "PDF, PNG or JPEG, 20 MB at most"),
        widget=forms.ClearableFileInput({"accept": ".pdf,.png,.jpg,.jpeg"}),
    )  # fmt: skip


class SuppressForm(forms.Form):
    """Which rule of a lead, how far, until when, why."""

    rule = forms.CharField(max_length=80)
    severity = forms.ChoiceField(label=lazy("之后按什么分量", "Then weighs"), choices=weights)
    expires_on = forms.DateField(label=lazy("有效至", "Until"), widget=DayInput())
    reason = forms.CharField(
        label=lazy("理由", "Reason"), max_length=_LONGEST_REASON, widget=forms.Textarea({"rows": 2})
    )
