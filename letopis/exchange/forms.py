"""Что человек вводит при загрузке списков и в начале работы."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from letopis.exchange.craft.fields import ClassKey, read_class
from letopis.exchange.craft.lists import CURRICULUM, KINDS, Kind
from letopis.exchange.craft.tables import MAX_BYTES
from letopis.regulation.refusals import Refused
from letopis.school.actions import PeriodDays
from letopis.screen.craft.sentences import sentence

_COLUMN = "column_"
_CONSTANT = "constant_"
CLASS_HOURS = "class_hours"
# Fields that may be one for the whole list when it has no column of theirs.
CONSTANTS = ("class", "subject", "starts")
EDGES = (("starts", _("первый день")), ("ends", _("последний день")))
SCHEMES = (("quarter", 4), ("trimester", 3), ("half_year", 2))


class PlanFileForm(forms.Form):
    """A file to check."""

    file = forms.FileField(
        label=_("Файл"),
        widget=forms.ClearableFileInput(attrs={"class": "input", "accept": ".xlsx,.csv,.txt,.zip"}),
    )

    def clean_file(self) -> Any:
        """A file beyond the limit is not read at all."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(sentence(Refused("import.too_big", limit=MAX_BYTES // 1024 // 1024)))
        return file


class UploadForm(PlanFileForm):
    """A list to check, of a kind told or not."""

    kind = forms.ChoiceField(
        label=_("Что в нём"),
        required=False,
        choices=[("", _("определить по заголовкам")), *((kind.name, kind.title) for kind in KINDS.values())],
        widget=forms.Select(attrs={"class": "input"}),
    )


def read_columns(posted: Mapping[str, Any], kind: Kind, width: int) -> dict[int, str]:
    """What the person says each column means; unknown answers and repeated fields are left out."""
    known = {field.name for field in kind.fields} | ({CLASS_HOURS} if kind.name == CURRICULUM else set())
    columns: dict[int, str] = {}
    for number in range(width):
        name = str(posted.get(f"{_COLUMN}{number}", ""))
        if name in known and (name == CLASS_HOURS or name not in columns.values()):
            columns[number] = name
    return columns


def read_constants(posted: Mapping[str, Any], kind: Kind) -> dict[str, str]:
    """Values that hold for all rows, where the list has no column for them."""
    names = [field.name for field in kind.fields if field.name in CONSTANTS]
    found = {name: str(posted.get(f"{_CONSTANT}{name}", "")).strip()[:120] for name in names}
    return {name: value for name, value in found.items() if value}


class SchoolForm(forms.Form):
    """The school's names."""

    full_name = forms.CharField(label=_("Полное наименование по уставу"), max_length=400)
    short_name = forms.CharField(label=_("Краткое наименование"), max_length=200)
    place = forms.CharField(label=_("Населённый пункт"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self)


class YearForm(forms.Form):
    """First and last day of the school year and of each period; trimesters may stay empty."""

    starts = forms.DateField(label=_("Первый день года"))
    ends = forms.DateField(label=_("Последний день года"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for scheme, many in SCHEMES:
            for number in range(1, many + 1):
                for edge, label in EDGES:
                    self.fields[f"{scheme}_{number}_{edge}"] = forms.DateField(label=label, required=False)
        for field in self.fields.values():
            field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        _dress(self)

    def clean(self) -> dict[str, Any]:
        """A kind of period is given whole or not at all, and at least one is."""
        given = [scheme for scheme, many in SCHEMES if self._given(scheme, many)]
        for scheme, many in SCHEMES:
            if self._given(scheme, many) and not all(all(self._days(scheme, one + 1)) for one in range(many)):
                self.add_error(None, _("У каждого периода нужны первый и последний день."))
        if not given:
            self.add_error(None, _("Впишите дни четвертей, триместров или полугодий."))
        return self.cleaned_data

    def _given(self, scheme: str, many: int) -> bool:
        return any(any(self._days(scheme, number)) for number in range(1, many + 1))

    def _days(self, scheme: str, number: int) -> tuple[date | None, date | None]:
        names = (f"{scheme}_{number}_starts", f"{scheme}_{number}_ends")
        starts, ends = (self.cleaned_data.get(name) for name in names)
        return starts, ends

    def periods(self) -> list[PeriodDays]:
        """Periods with their days."""
        found = []
        for scheme, many in SCHEMES:
            for number in range(1, many + 1):
                starts, ends = self._days(scheme, number)
                if starts and ends:
                    found.append(PeriodDays(scheme, number, starts, ends))
        return found

    def rows(self) -> list[tuple[str, int, forms.BoundField, forms.BoundField]]:
        """Periods as the page shows them: kind, number, first day, last day."""
        return [
            (scheme, number, self[f"{scheme}_{number}_starts"], self[f"{scheme}_{number}_ends"])
            for scheme, many in SCHEMES
            for number in range(1, many + 1)
        ]


class ClassesForm(forms.Form):
    """Classes of the year, written in a row."""

    classes = forms.CharField(
        label=_("Классы через пробел или запятую"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2_000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self)

    def clean_classes(self) -> list[ClassKey]:
        """Grade and letter of each class."""
        text = re.sub(r"(\d)\s+(?=[«\"]?[A-Za-zА-Яа-яЁё])", r"\1", self.cleaned_data["classes"])
        try:
            found = [read_class(word) for word in re.split(r"[\s,;]+", text)]
        except Refused as refusal:
            raise forms.ValidationError(sentence(refusal)) from refusal
        return list(dict.fromkeys(key for key in found if key))


def _dress(form: forms.Form) -> None:
    """Fields in the school's dress; a wrong one is marked for the eye and for reading programs."""
    for name, field in form.fields.items():
        field.widget.attrs["class"] = "input"
        if form.is_bound and name in form.errors:
            field.widget.attrs["aria-invalid"] = "true"
