"""What the desk of screening asks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from jianzhen.rules.model import Rule, Threshold
from jianzhen.screen.settings import ENABLED
from jianzhen.web.accounts.models.office import regions
from jianzhen.web.leads.forms import DayInput
from jianzhen.web.screening.datasets import datasets, title_of
from jianzhen.web.screening.models.setting import GENERAL, REGION, SUBJECT, scopes
from jianzhen.web.site.words import chosen, lazy
from jianzhen.words import Words

_LONGEST_REASON = 2000
_ENABLED = [("", lazy("默认（运行）", "default (runs)")), ("false", lazy("停用", "switched off"))]


def dataset_choices() -> list[tuple[str, str]]:
    """Names of data sets with their titles."""
    return [(name, chosen(title_of(name))) for name in datasets()]


class RunForm(forms.Form):
    """What to screen, and as of which day."""

    dataset = forms.ChoiceField(label=lazy("数据集", "Data set"), choices=dataset_choices)
    on = forms.DateField(
        label=lazy("以哪一天为准", "As of"), widget=DayInput(), initial=lambda: dt.datetime.now().date()
    )


class PlanForm(forms.Form):
    """How often."""

    dataset = forms.ChoiceField(label=lazy("数据集", "Data set"), choices=dataset_choices)
    every_days = forms.IntegerField(
        label=lazy("每隔几天（0 为不定期）", "Every so many days (0 for never)"), min_value=0, max_value=366, initial=1
    )
    hour = forms.IntegerField(label=lazy("几点（0–23）", "At (hour 0–23)"), min_value=0, max_value=23, initial=2)


class TryForm(forms.Form):
    """A proposed setting of a rule: an empty field leaves the rule's own value."""

    scope = forms.ChoiceField(label=lazy("适用范围", "Holds for"), choices=scopes)
    region = forms.ChoiceField(label=lazy("地区", "Region"), required=False, choices=lambda: [("", "—"), *regions()])
    subject = forms.CharField(label=lazy("对象代码", "Id of the subject"), required=False, max_length=64)
    dataset = forms.ChoiceField(label=lazy("用哪个数据集回测", "Try on"), choices=dataset_choices)
    reason = forms.CharField(
        label=lazy("理由", "Reason"), max_length=_LONGEST_REASON, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, rule: Rule, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule
        self.fields[ENABLED] = forms.ChoiceField(
            label=lazy("是否运行（只能全区设定）", "Runs at all (set for everywhere only)"), required=False,
            choices=_ENABLED,
        )  # fmt: skip
        for parameter in rule.parameters:
            threshold = parameter.threshold
            label = f"{chosen(threshold.title)} ({threshold.unit})" if threshold.unit else chosen(threshold.title)
            self.fields[f"p_{parameter.name}"] = forms.FloatField(
                label=label, required=False, min_value=threshold.low, max_value=threshold.high,
                help_text=_hint(threshold, parameter.default),
            )  # fmt: skip

    def key(self) -> str:
        """What the scope names."""
        data = self.cleaned_data
        keys: dict[str, str] = {GENERAL: "", REGION: data["region"], SUBJECT: data["subject"].strip()}
        return keys[data["scope"]]

    def values(self) -> dict[str, Any]:
        """What differs from the rule's own."""
        data = self.cleaned_data
        numbers = {one.name: data[f"p_{one.name}"] for one in self.rule.parameters}
        given = {name: value for name, value in numbers.items() if value is not None}
        return {**given, **({ENABLED: False} if data[ENABLED] else {})}


def _hint(threshold: Threshold, default: float) -> str:
    """The bounds, and what the rule brings itself."""
    bounds = f"{threshold.low:g} – {threshold.high:g}"
    return chosen(Words(f"{bounds}；默认 {default:g}", f"{bounds}; default {default:g}"))
