"""What filing and intake ask."""

from __future__ import annotations

from typing import Any

from django import forms

from jianzhen.web.accounts.models.office import party_kinds, regions
from jianzhen.web.filing.models import Filing
from jianzhen.web.filing.models.duty import rhythms
from jianzhen.web.filing.services.duties import Due
from jianzhen.web.scope.actor import Actor
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.words import chosen, lazy

_LONGEST_REASON = 500


class UploadForm(forms.Form):
    """What an upload is for; the files stand beside the form."""

    due = forms.ChoiceField(label=lazy("对应的报送要求", "What is due"), required=False)

    def __init__(self, dues: list[Due], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = ("", lazy("不对应具体要求", "Nothing in particular"))
        choices = [(f"{one.duty.pk}:{one.period}", f"{chosen(one.duty.title)} {one.period}") for one in dues]
        self.fields["due"].choices = [none, *choices]  # type: ignore[attr-defined]  # a choice field, declared above


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=lazy("理由", "Reason"), max_length=_LONGEST_REASON, widget=forms.Textarea({"rows": 2})
    )


class FilingForm(forms.ModelForm[Filing]):
    """What an institution says of itself."""

    class Meta:
        model = Filing
        fields = ("scope", "address", "staff_count", "instrument_count", "change_reason")
        widgets = {  # noqa: RUF012 - as Django wants it
            "scope": forms.Textarea({"rows": 2}),
            "change_reason": forms.Textarea({"rows": 2}),
        }


class DutyForm(forms.Form):
    """Something to be handed in, period by period; the regions are those of whoever asks."""

    title_zh = forms.CharField(label=lazy("报送内容", "What is handed in"), max_length=120)
    title_en = forms.CharField(
        label=lazy("英文名称（可不填）", "In English (may be left out)"), max_length=200, required=False
    )
    party_kind = forms.ChoiceField(label=lazy("单位类别", "Kind of party"), choices=party_kinds)
    region = forms.ChoiceField(label=lazy("行政区划", "Region"), choices=regions)
    rhythm = forms.ChoiceField(label=lazy("周期", "Rhythm"), choices=rhythms)
    days = forms.IntegerField(
        label=lazy("期末后几日内", "Days after the end of the period"), min_value=0, max_value=365, initial=15
    )
    from_on = forms.DateField(
        label=lazy("自哪一期起（日期）", "Periods from"), widget=forms.DateInput({"type": "date"})
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reached = frozenset().union(*(stretch.regions for stretch in actor.stretches(Right.FILINGS_DECIDE)))
        within_reach = [(code, name) for code, name in regions() if code in reached]
        self.fields["region"].choices = within_reach  # type: ignore[attr-defined]  # a choice field, declared above
