"""Исправленный справочник: файл TOML или, у календаря, XML с основанием; одна строка с листа."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from letopis.acts.craft.words import column_name
from letopis.acts.forms.fields import dress
from letopis.regulation.refusals import Refused
from letopis.school.craft.calendar_xml import with_year, year_of
from letopis.school.craft.changing import typed_values
from letopis.school.queries import reference_data
from letopis.screen.craft.sentences import sentence

LARGEST = 20 * 1024 * 1024  # bytes of a file
CALENDAR = "production_calendar"


class ReferenceForm(forms.Form):
    """A corrected version of a reference."""

    file = forms.FileField(label=_("Исправленный файл, TOML"))
    source = forms.CharField(label=_("Основание"), max_length=1_000)

    def __init__(self, name: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._name = name
        if name == CALENDAR:
            self.fields["file"].label = _("Исправленный файл, TOML, или календарь года, XML")
        dress(self)

    def clean(self) -> dict[str, Any]:
        """The file as data: a year of the calendar is put into the calendar in use."""
        data = self.cleaned_data
        if "file" in data and "source" in data:
            if data["file"].size > LARGEST:
                self.add_error("file", _("Файл больше 20 МБ. Уменьшите его и приложите снова."))
            else:
                data["data"] = self._read(data["file"].read(), data["source"])
        return data

    def _read(self, content: bytes, source: str) -> dict[str, Any]:
        if self._name == CALENDAR and content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
            try:
                return with_year(reference_data(CALENDAR), year_of(content, source))
            except Refused as refused:
                self.add_error("file", sentence(refused))
                return {}
        try:
            return tomllib.loads(content.decode("utf-8-sig"))
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
            text = _("Файл не прочитан: %(what)s. Исправьте эту строку и загрузите снова.")
            self.add_error("file", forms.ValidationError(text, params={"what": str(wrong)}))
            return {}


class RowForm(forms.Form):
    """A row of a reference: its values, and the ground on which they stand."""

    def __init__(self, row: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._names = typed_values(row)
        for name, value in self._names.items():
            self.fields[name] = _field_of(row.get(name, 0), label=column_name(name), initial=value)
        self.fields["source"] = forms.CharField(
            label=_("Основание: чем подтверждено"), max_length=1_000, widget=forms.TextInput
        )
        dress(self)

    def changes(self) -> dict[str, str]:
        """Values as typed."""
        return {name: str(self.cleaned_data[name]) for name in self._names}


def _field_of(value: object, *, label: str, initial: str) -> forms.Field:
    if isinstance(value, int):
        return forms.IntegerField(label=label, initial=initial)
    if isinstance(value, date):
        return forms.DateField(label=label, initial=value)
    return forms.CharField(label=label, initial=initial, max_length=300, required=False)
