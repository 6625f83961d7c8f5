"""What the desk of people asks."""

from __future__ import annotations

from typing import Any

from django import forms

from jianzhen.web.accounts.models import Department
from jianzhen.web.accounts.models.office import kinds, party_kinds, regions
from jianzhen.web.accounts.models.post import roles
from jianzhen.web.accounts.reach import departments_for
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


class PartnerForm(forms.Form):
    """A new account for somebody of an outside party."""

    username = forms.CharField(label=lazy("账号", "Account"), max_length=64)
    name = forms.CharField(label=lazy("姓名", "Name"), max_length=64)
    phone = forms.CharField(label=lazy("电话", "Telephone"), max_length=32, required=False)


class DetailsForm(forms.Form):
    """What is known of a person; left empty, telephone and e-mail stay as they are, for they are masked."""

    name = forms.CharField(label=lazy("姓名", "Name"), max_length=64)
    phone = forms.CharField(
        label=lazy("新电话（不填则不变）", "New telephone (empty: unchanged)"), max_length=32, required=False
    )
    email = forms.EmailField(label=lazy("新邮箱（不填则不变）", "New e-mail (empty: unchanged)"), required=False)
    reason = _reason()


class DepartmentForm(forms.Form):
    """A new department."""

    kind = forms.ChoiceField(label=lazy("类别", "Kind"), choices=kinds)
    region = forms.ChoiceField(label=lazy("行政区划", "Region"), choices=regions)
    name_zh = forms.CharField(label=lazy("名称", "Name"), max_length=120)
    name_en = forms.CharField(label=lazy("英文名称", "Name in English"), max_length=200, required=False)


class PartyForm(forms.Form):
    """A new outside party."""

    uscc = forms.CharField(label=lazy("统一社会信用代码", "Unified social credit code"), max_length=18)
    kind = forms.ChoiceField(label=lazy("类别", "Kind"), choices=party_kinds)
    name = forms.CharField(label=lazy("名称", "Name"), max_length=200)
    region = forms.ChoiceField(label=lazy("行政区划", "Region"), choices=regions)


class GrantForm(forms.Form):
    """A new post."""

    role = forms.ChoiceField(label=lazy("岗位", "Post"), choices=roles)
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=lazy("部门", "Department"),
        error_messages={
            "invalid_choice": lazy("该部门不在您的管辖范围内", "The department is outside your reach"),
        },
    )
    from_on = forms.DateField(label=lazy("起", "From"), widget=forms.DateInput({"type": "date"}))
    to_on = forms.DateField(
        label=lazy("止（可不填）", "To (may be left out)"), required=False, widget=forms.DateInput({"type": "date"})
    )
    reason = _reason()

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reached = departments_for(actor, Right.PEOPLE_MANAGE)
        self.fields["department"].queryset = reached  # type: ignore[attr-defined]  # declared above


class TokenForm(forms.Form):
    """A new token: what it is for, what it may do, how long."""

    name = forms.CharField(label=lazy("用途", "Purpose"), max_length=80)
    days = forms.IntegerField(label=lazy("有效天数", "Days"), min_value=1, max_value=LONGEST_DAYS, initial=90)
    rights = forms.MultipleChoiceField(label=lazy("权限", "Rights"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = [(right.value, lazy(*RIGHT_TITLES[right])) for right in Right if right in actor.rights]
        self.fields["rights"].choices = held  # type: ignore[attr-defined]  # a choice field, declared above
