"""Что вводят о правах: передача обязанностей по приказу; чьи просмотры показать."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from letopis.people.actions import Order
from letopis.people.models import Employee, Student
from letopis.regulation.access import DEEDS, SCHOOL
from letopis.regulation.delegation import HANDED
from letopis.rights.actions import Handing
from letopis.rights.queries import Asked, students_named
from letopis.screen.craft.posts import TITLES
from letopis.screen.craft.sentences import deed_words

REQUIRED = {"required": _("Заполните это поле."), "invalid_choice": _("Выберите из списка.")}
DATES = {**REQUIRED, "invalid": _("Введите дату, например 01.09.2026.")}


SEARCH = forms.TextInput({"class": "input"})


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput({"type": "date", "class": "input"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, error_messages=DATES)


def _choice(label: Any, *, required: bool = True) -> forms.ChoiceField:
    widget = forms.Select({"class": "input"})
    return forms.ChoiceField(label=label, required=required, widget=widget, error_messages=REQUIRED)


class DelegationForm(forms.Form):
    """Кто, кому, что, на какой срок, по какому приказу."""

    giver = _choice(_("Кто передаёт"))
    taker = _choice(_("Кому"))
    role = _choice(_("Чьи обязанности"))
    deed = _choice(_("Только одно дело"), required=False)
    starts = _day(_("С какого дня"))
    ends = _day(_("По какой день"))
    order_number = forms.CharField(
        label=_("Номер приказа"),
        max_length=40,
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
        error_messages=REQUIRED,
    )
    order_day = _day(_("Дата приказа"))

    def __init__(self, staff: list[Employee], today: date, data: Any = None) -> None:
        super().__init__(data, initial={"starts": today, "order_day": today})
        self.staff = {str(one.pk): one for one in staff}
        people = [("", ""), *((key, one.full_name) for key, one in self.staff.items())]
        deeds = [
            (deed, deed_words(deed))
            for deed, grants in DEEDS.items()
            if deed != "self" and any(grants.get(role) == SCHOOL for role in HANDED)
        ]
        self._fill("giver", people)
        self._fill("taker", people)
        self._fill("role", [(role, str(TITLES[role]).capitalize()) for role in HANDED])
        self._fill("deed", [("", _("все обязанности")), *deeds])

    def _fill(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def people(self) -> tuple[Employee, Employee]:
        """Who gives and who takes; the form must be valid."""
        return self.staff[self.cleaned_data["giver"]], self.staff[self.cleaned_data["taker"]]

    def what(self) -> Handing:
        """What is handed over; the form must be valid."""
        typed = self.cleaned_data
        return Handing(typed["role"], typed["deed"], typed["starts"], typed["ends"])

    def order(self) -> Order:
        """The order typed; the form must be valid."""
        return Order(self.cleaned_data["order_number"], self.cleaned_data["order_day"])


class LooksForm(forms.Form):
    """Чьи просмотры показать: об ученике, чьи, за какие дни."""

    pupil = forms.CharField(label=_("Ученик"), required=False, max_length=100, widget=SEARCH)
    student = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    who = forms.CharField(label=_("Кто смотрел"), required=False, max_length=100, widget=SEARCH)
    since = _day(_("С какого дня"), required=False)
    until = _day(_("По какой день"), required=False)

    @property
    def wants_pupil(self) -> bool:
        """Whether one pupil is asked for."""
        return self.is_valid() and bool(self.cleaned_data["student"] or self.cleaned_data["pupil"])

    def asked(self) -> Asked:
        """What is wanted; everything, where what was typed cannot be read."""
        if not self.is_valid():
            return Asked()
        typed = self.cleaned_data
        return Asked(None, typed["who"], typed["since"], typed["until"])

    def pupils(self) -> list[Student]:
        """Pupils of the name typed, or the one chosen among them."""
        if not self.wants_pupil:
            return []
        chosen = self.cleaned_data["student"]
        if chosen:
            return list(Student.objects.filter(pk=chosen))
        return students_named(self.cleaned_data["pupil"])
