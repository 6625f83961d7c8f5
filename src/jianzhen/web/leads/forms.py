"""What the desk of leads asks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from jianzhen.web.accounts.models import User
from jianzhen.web.site.words import lazy

_LONGEST_REASON = 2000


class MoveForm(forms.Form):
    """One act on a lead; which fields are needed the table of transitions says."""

    act = forms.CharField(max_length=16)
    seen = forms.CharField(max_length=20)
    reason = forms.CharField(max_length=_LONGEST_REASON, required=False)
    due_on = forms.DateField(required=False)
    into = forms.CharField(max_length=32, required=False)


class AssignForm(forms.Form):
    """To whom, and by when."""

    user = forms.ModelChoiceField(User.objects.none(), label=lazy("分派给", "Assign to"))
    due_on = forms.DateField(
        label=lazy("期限（可不填）", "By (may be left out)"), required=False, widget=forms.DateInput({"type": "date"})
    )

    def __init__(self, people: QuerySet[User], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]  # a field of a choice, declared above
