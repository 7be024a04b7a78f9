"""Решение о необязательном носителе: что вести, в каких классах, кто и когда решил."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from letopis.acts.actions import Decision
from letopis.acts.craft.carriers import BODIES, KINDS
from letopis.regulation.refusals import Refused
from letopis.screen.craft.sentences import sentence

_DAY = {"class": "input", "type": "date"}
_INPUT = {"class": "input"}


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs=_DAY)


class CarrierForm(forms.Form):
    """A decision to keep a carrier."""

    name = forms.CharField(
        label=_("Что вести"), max_length=120, widget=forms.TextInput(attrs={**_INPUT, "list": "usual"})
    )
    kind = forms.ChoiceField(label=_("Вид"), choices=KINDS, widget=forms.Select(attrs=_INPUT))
    body = forms.ChoiceField(label=_("Кто решил"), choices=BODIES, widget=forms.Select(attrs=_INPUT))
    decided_on = forms.DateField(label=_("Дата решения"), widget=_day())
    protocol = forms.CharField(
        label=_("Протокол или приказ №"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs=_INPUT),
    )
    starts = forms.DateField(label=_("С какого дня"), widget=_day())
    file = forms.FileField(
        label=_("Документ решения (PDF или скан)"),
        required=False,
        widget=forms.FileInput(attrs={**_INPUT, "accept": ".pdf,.jpg,.jpeg,.png,.tif,.tiff"}),
    )
    classes = forms.TypedMultipleChoiceField(
        label=_("Классы"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, classes: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["classes"].choices = classes  # type: ignore[attr-defined] # a choice field, Django's stubs see a Field

    def clean_file(self) -> Any:
        """A file beyond the limit is not read at all."""
        file = self.cleaned_data["file"]
        if file and file.size > settings.LETOPIS_FILE_MB * 1024 * 1024:
            raise forms.ValidationError(sentence(Refused("file.too_big", limit=settings.LETOPIS_FILE_MB)))
        return file

    def decision(self) -> Decision:
        """The decision; the form must be valid."""
        data = self.cleaned_data
        file = data["file"]
        return Decision(
            name=data["name"],
            kind=data["kind"],
            body=data["body"],
            decided_on=data["decided_on"],
            protocol=data["protocol"],
            starts=data["starts"],
            file=(file.name, file.read()) if file else None,
        )


class EndForm(forms.Form):
    """A carrier is kept no longer."""

    last_day = forms.DateField(label=_("Последний день"), widget=_day())
    why = forms.CharField(label=_("Почему"), max_length=300, widget=forms.TextInput(attrs=_INPUT))
