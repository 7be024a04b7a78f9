"""Что делопроизводитель вводит: человек, приказ, дата."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from letopis.people.actions import Order
from letopis.people.models import Appointment
from letopis.school.models import ClassGroup

SEX = (("", _("не указан")), ("m", _("мужской")), ("f", _("женский")))
REQUIRED = {"required": _("Заполните это поле.")}


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput({"type": "date", "class": "input"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages=_dates(), **more)


def _dates() -> dict[str, Any]:
    return {**REQUIRED, "invalid": _("Введите дату, например 01.09.2026.")}


def _text(label: Any, longest: int, *, required: bool = True) -> forms.CharField:
    widget = forms.TextInput({"class": "input", "autocomplete": "off"})
    return forms.CharField(
        label=label, max_length=longest, required=required, widget=widget, error_messages=REQUIRED
    )


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    widget = forms.Select({"class": "input"})
    return forms.ChoiceField(label=label, choices=choices, widget=widget, error_messages=REQUIRED)


class OrderForm(forms.Form):
    """Приказ: номер и дата."""

    order_number = _text(_("Номер приказа"), 40)
    order_day = _day(_("Дата приказа"))

    def order(self) -> Order:
        """The order typed; the form must be valid."""
        return Order(self.cleaned_data["order_number"], self.cleaned_data["order_day"])


class PersonForm(OrderForm):
    """Фамилия, имя, отчество."""

    surname = _text(_("Фамилия"), 100)
    given_name = _text(_("Имя"), 100)
    patronymic = _text(_("Отчество"), 100, required=False)

    def names(self) -> tuple[str, str, str]:
        """Surname, given name, patronymic; the form must be valid."""
        typed = self.cleaned_data
        return (typed["surname"], typed["given_name"], typed["patronymic"])


class _OfClass(OrderForm):
    group = _choice(_("Класс"), ())

    def __init__(self, groups: list[ClassGroup], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {str(group.pk): group for group in groups}
        self.fields["group"] = _choice(_("Класс"), [(key, str(one)) for key, one in self.groups.items()])

    def chosen(self) -> ClassGroup:
        """The class chosen; the form must be valid."""
        return self.groups[self.cleaned_data["group"]]


class MoveForm(_OfClass):
    """Зачисление или перевод: в какой класс и с какого дня."""

    starts = _day(_("С какого дня"))
    field_order = ("group", "starts", "order_number", "order_day")


class NewPupilForm(_OfClass, PersonForm):
    """Новый ученик с приказом о зачислении."""

    birth_date = _day(_("Дата рождения"))
    sex = forms.ChoiceField(
        label=_("Пол"), choices=SEX, required=False, widget=forms.Select({"class": "input"})
    )
    file_number = _text(_("Номер личного дела"), 40, required=False)
    starts = _day(_("С какого дня"))
    field_order = (
        "surname", "given_name", "patronymic", "birth_date", "sex", "file_number",
        "group", "starts", "order_number", "order_day",
    )  # fmt: skip

    def clean_birth_date(self) -> date:
        """A day of birth in the past."""
        found: date = self.cleaned_data["birth_date"]
        if not date(1990, 1, 1) <= found < date.today():  # noqa: DTZ011 - a rough guard against a slip of the pen
            raise forms.ValidationError(_("Проверьте дату рождения."))
        return found


class LeaveForm(OrderForm):
    """Выбытие ученика."""

    last_day = _day(_("Последний день"))
    left_to = _text(_("Куда выбыл"), 200, required=False)
    field_order = ("last_day", "left_to", "order_number", "order_day")


class NewEmployeeForm(PersonForm):
    """Новый сотрудник с приказом о приёме."""

    post = _choice(_("Должность"), Appointment.POSTS)
    starts = _day(_("С какого дня"))
    field_order = ("surname", "given_name", "patronymic", "post", "starts", "order_number", "order_day")


class PostForm(OrderForm):
    """Назначение на ещё одну должность."""

    post = _choice(_("Должность"), Appointment.POSTS)
    starts = _day(_("С какого дня"))
    field_order = ("post", "starts", "order_number", "order_day")


class DismissForm(OrderForm):
    """Увольнение."""

    last_day = _day(_("Последний день работы"))
    field_order = ("last_day", "order_number", "order_day")


class ParentForm(forms.Form):
    """Законный представитель."""

    surname = _text(_("Фамилия"), 100)
    given_name = _text(_("Имя"), 100)
    patronymic = _text(_("Отчество"), 100, required=False)
    relation = _text(_("Кем приходится"), 40)
    phone = _text(_("Телефон"), 40, required=False)


class ReasonForm(forms.Form):
    """Основание."""

    why = _text(_("Основание"), 200)
