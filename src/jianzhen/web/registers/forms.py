"""What the pages of registers ask."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from jianzhen.contract import Column, Kind
from jianzhen.contract.codes import code_list
from jianzhen.contract.derive import CODED
from jianzhen.web.registers.catalogue import PERSONAL, Register
from jianzhen.web.registers.cells import Cell
from jianzhen.web.registers.checking import Checked, check, missing_targets
from jianzhen.web.site.words import chosen, lazy
from jianzhen.words import Words

LONGEST_REASON = 2000
_LONGEST_CELL = 2000
_FEW = 40
_LAST = dt.date(9999, 12, 30)
NO_TARGET = Words("名录中没有这一条，或不在您的管辖范围", "there is no such entry, or not within your reach")


class ReasonForm(forms.Form):
    """From which day, and why."""

    valid_from = forms.DateField(
        label=lazy("自哪一天起", "From"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(
        label=lazy("理由", "Reason"), max_length=LONGEST_REASON, widget=forms.Textarea({"rows": 2})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_valid_from(self) -> dt.date:
        """A day that is a day."""
        day: dt.date = self.cleaned_data["valid_from"]
        if not dt.date(1900, 1, 1) <= day < _LAST:
            raise forms.ValidationError(chosen(Words("请填写 1900 年以后的日期", "a day after 1900")))
        return day


class EntryForm(ReasonForm):
    """The columns of a register, checked as the contract says; the key of an entry stays as it is."""

    def __init__(self, register: Register, *args: Any, facts: dict[str, Cell] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.register, self.facts, self.checked = register, facts, Checked()
        tail = {name: self.fields.pop(name) for name in ("valid_from", "reason", "seen")}
        for column in register.columns:
            self.fields[column.name] = _field(column, fixed=facts is not None and column.key)
            if facts is not None and column.name not in PERSONAL:
                self.initial.setdefault(column.name, _offered(column, facts.get(column.name)))
        self.fields.update(tail)

    def clean(self) -> dict[str, Any]:
        """Check the row as intake checks a row of a file."""
        data = dict(super().clean() or {})
        texts = {column.name: str(data.get(column.name) or "") for column in self.register.columns}
        kept = {name: typed(value) for name, value in (self.facts or {}).items()}
        for column in self.register.columns:
            # Nobody overwrites what is shown masked by not typing it; the key is not ours to change.
            if self.facts is not None and (column.key or (column.name in PERSONAL and not texts[column.name])):
                texts[column.name] = kept.get(column.name, "")
        self.checked = check(self.register, texts)
        for name, problems in self.checked.faults.items():
            for problem in problems if name not in self.errors else ():
                self.add_error(name, chosen(_told(problem.expected, problem.remedy)))
        for column in missing_targets(self.register, self.checked.values):
            if column.required:
                self.add_error(column.name, chosen(NO_TARGET))
            else:
                self.checked.warnings.setdefault(column.name, [])
        return data


def _offered(column: Column, value: Cell) -> str:
    """A stored value as a form offers it: codes as the reader's words, unless they are chosen from a list."""
    if value is None or not column.codes or column.codes in CODED or _choices(column):
        return typed(value)
    titles = code_list(column.codes).titles
    return ";".join(chosen(titles[part]) if part in titles else part for part in str(value).split(";"))


def typed(value: Cell) -> str:
    """A stored value as it would be typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    return str(value)


def _told(expected: Words, remedy: Words) -> Words:
    return Words(f"应为：{expected.zh}。{remedy.zh}", f"expected: {expected.en}. {remedy.en}")


def _field(column: Column, *, fixed: bool) -> forms.Field:
    label = lazy(_with_unit(column.zh, column.unit), _with_unit(column.en, column.unit))
    hint = lazy(column.note_zh, column.note_en) if column.note_zh else ""
    more: dict[str, Any] = {"label": label, "help_text": hint, "disabled": fixed,
                            "required": column.required and not fixed}  # fmt: skip
    if choices := _choices(column):
        return forms.ChoiceField(choices=choices, **more)
    widget = forms.DateInput({"type": "date"}) if column.kind is Kind.DATE else forms.TextInput()
    if column.name in PERSONAL:
        more["help_text"] = lazy("不填表示不变", "left empty it stays as it is")
    return forms.CharField(max_length=_LONGEST_CELL, widget=widget, **more)


def _with_unit(title: str, unit: str) -> str:
    return f"{title} ({unit})" if unit else title


def _choices(column: Column) -> list[tuple[str, Any]]:
    nothing: list[tuple[str, Any]] = [("", "—")]
    if column.kind is Kind.BOOLEAN:
        return [*nothing, ("是", lazy("是", "yes")), ("否", lazy("否", "no"))]
    if not column.codes or column.many or column.codes in CODED:
        return []
    codes = code_list(column.codes)
    if codes.open or len(codes.codes) > _FEW:
        return []
    return nothing + [(code, lazy(*title)) for code, title in codes.titles.items()]


class ImportForm(ReasonForm):
    """A workbook, from which day its changes hold, and why."""

    file = forms.FileField(
        label=lazy("工作簿（.xlsx）", "Workbook (.xlsx)"),
        widget=forms.FileInput({"accept": ".xlsx"}),
        help_text=lazy("用模板填写，或修改导出的文件", "the template filled in, or an edited export"),
    )
    field_order = ("file", "valid_from", "reason")


class BulkForm(ReasonForm):
    """Which column, what it becomes, from which day, and why."""

    column = forms.ChoiceField(label=lazy("改哪一列", "Column"))
    value = forms.CharField(
        label=lazy("改为（留空表示清空）", "New value (empty to clear)"), max_length=_LONGEST_CELL, required=False
    )
    field_order = ("column", "value", "valid_from", "reason")

    def __init__(self, register: Register, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [column for column in register.columns if not column.key and column.name not in PERSONAL]
        choices = [(column.name, lazy(column.zh, column.en)) for column in names]
        self.fields["column"].choices = choices  # type: ignore[attr-defined]  # a field of a choice, declared above
