"""Исправленный справочник: файл TOML или, у календаря, XML с основанием."""

from __future__ import annotations

import tomllib
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from letopis.acts.forms.fields import dress

LARGEST = 20 * 1024 * 1024  # bytes of a file


class ReferenceForm(forms.Form):
    """A corrected version of a reference."""

    file = forms.FileField(label=_("Исправленный файл, TOML"))
    source = forms.CharField(label=_("Основание"), max_length=1_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)

    def clean_file(self) -> dict[str, Any]:
        """The file as data."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Файл больше 20 МБ. Уменьшите его и приложите снова."))
        try:
            return tomllib.loads(file.read().decode("utf-8-sig"))
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
            text = _("Файл не прочитан: %(what)s. Исправьте эту строку и загрузите снова.")
            raise forms.ValidationError(text, params={"what": str(wrong)}) from wrong
