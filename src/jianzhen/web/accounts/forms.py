"""What the desk of people asks."""

from __future__ import annotations

from typing import Any

from django import forms

from jianzhen.web.accounts.models import Department
from jianzhen.web.accounts.models.office import kinds, regions
from jianzhen.web.accounts.models.post import roles
from jianzhen.web.accounts.services.tokens import LONGEST_DAYS
from jianzhen.web.scope.actor import Actor
from jianzhen.web.scope.rights import RIGHT_TITLES, Right
from jianzhen.web.site.words import lazy

_LONGEST_REASON = 500


def _reason() -> forms.CharField:
    return forms.CharField(label=lazy("理由", "Reason"), max_length=_LONGEST_REASON)


class ReasonForm(forms.Form):
    """A reason and nothing else."""

    reason = _reason()


class OfficerForm(forms.Form):
    """A new officer."""

    username = forms.CharField(label=lazy("账号", "Account"), max_length=64)
    name = forms.CharField(label=lazy("姓名", "Name"), max_length=64)
    phone = forms.CharField(label=lazy("电话", "Telephone"), max_length=32, required=False)
    region = forms.ChoiceField(label=lazy("行政区划", "Region"), choices=regions)
    kind = forms.ChoiceField(label=lazy("部门类别", "Kind of department"), choices=kinds)


class GrantForm(forms.Form):
    """A new post."""

    role = forms.ChoiceField(label=lazy("岗位", "Post"), choices=roles)
    department = forms.ModelChoiceField(Department.objects.all(), label=lazy("部门", "Department"))
    from_on = forms.DateField(label=lazy("起", "From"), widget=forms.DateInput({"type": "date"}))
    to_on = forms.DateField(
        label=lazy("止（可不填）", "To (may be left out)"), required=False, widget=forms.DateInput({"type": "date"})
    )
    reason = _reason()


class TokenForm(forms.Form):
    """A new token: what it is for, what it may do, how long."""

    name = forms.CharField(label=lazy("用途", "Purpose"), max_length=80)
    days = forms.IntegerField(label=lazy("有效天数", "Days"), min_value=1, max_value=LONGEST_DAYS, initial=90)
    rights = forms.MultipleChoiceField(label=lazy("权限", "Rights"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = [(right.value, lazy(*RIGHT_TITLES[right])) for right in Right if right in actor.rights]
        self.fields["rights"].choices = held  # type: ignore[attr-defined]  # a choice field, declared above
