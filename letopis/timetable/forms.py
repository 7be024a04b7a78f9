"""Что человек вводит в расписание: урок недели, изменение дня, каникулы, перенос, звонки."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from letopis.regulation.timetable import LAST_GRADE
from letopis.screen.craft.timetable_sentences import WEEKDAYS
from letopis.timetable.actions import BellsText, ChangeText, HolidayText, SlotText
from letopis.timetable.actions.slots import LONGEST_ROW, ROOM_LENGTH
from letopis.timetable.craft.week import Ring
from letopis.timetable.models import EXTRA, KINDS, MOST_NUMBER

_RING = re.compile(r"(\d{1,2})\D{0,3}?[\s.)]+(\d{1,2})[:.](\d{2})\s*[-–—]\s*(\d{1,2})[:.](\d{2})")


class Dressed(forms.Form):
    """Fields in the school's dress."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepare()
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField):
                field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            if not isinstance(field.widget, forms.CheckboxInput | forms.HiddenInput):
                field.widget.attrs["class"] = "input"
            if self.is_bound and name in self.errors:
                field.widget.attrs["aria-invalid"] = "true"

    def prepare(self) -> None:
        """What a sheet's fields need before anything is read from them."""


class SlotForm(Dressed):
    """A lesson of the week."""

    course = forms.TypedChoiceField(label=_("Предмет"), coerce=int)
    weekday = forms.IntegerField(min_value=1, max_value=7, widget=forms.HiddenInput)
    number = forms.IntegerField(min_value=0, max_value=MOST_NUMBER, widget=forms.HiddenInput)
    room = forms.CharField(label=_("Кабинет"), max_length=ROOM_LENGTH, required=False)
    hours = forms.IntegerField(label=_("Уроков подряд"), min_value=1, max_value=LONGEST_ROW, initial=1)
    despite = forms.BooleanField(label=_("Уроки объединены: учитель или кабинет общие"), required=False)

    def __init__(self, courses: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        self.courses = courses
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """Pages of the class to choose from, rooms to be reminded of."""
        self.fields["course"].choices = self.courses  # type: ignore[attr-defined] # a choice field, Django's stubs see a Field
        self.fields["room"].widget.attrs["list"] = "rooms"

    def text(self, starts: date) -> SlotText:
        """The lesson as it is wanted from a day on."""
        data = self.cleaned_data
        return SlotText(
            data["course"],
            data["weekday"],
            data["number"],
            data["room"],
            starts,
            data["hours"],
            data["despite"],
        )


class ChangeForm(Dressed):
    """A change of one lesson; the day comes with the page."""

    course = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.IntegerField(label=_("Номер урока"), min_value=0, max_value=MOST_NUMBER)
    kind = forms.ChoiceField(choices=KINDS)
    teacher = forms.IntegerField(label=_("Кто ведёт"), required=False)
    room = forms.CharField(label=_("Кабинет"), max_length=ROOM_LENGTH, required=False)
    reason = forms.CharField(label=_("Причина"), max_length=200, required=False)
    despite = forms.BooleanField(label=_("Уроки объединены"), required=False)

    def text(self, day: date) -> ChangeText:
        """The change as it is wanted on a day."""
        data = self.cleaned_data
        return ChangeText(
            data["course"],
            day,
            data["number"],
            data["kind"],
            data["teacher"],
            data["room"],
            data["reason"],
            data["despite"],
        )


class MoveForm(Dressed):
    """A lesson moved to another day or hour."""

    course = forms.IntegerField(widget=forms.HiddenInput)
    day = forms.DateField()
    number = forms.IntegerField(min_value=0, max_value=MOST_NUMBER)
    to = forms.DateField(label=_("На какой день"))
    to_number = forms.IntegerField(label=_("Номер урока"), min_value=0, max_value=MOST_NUMBER)
    reason = forms.CharField(label=_("Причина"), max_length=200, required=False)
    despite = forms.BooleanField(label=_("Уроки объединены"), required=False)

    def text(self) -> ChangeText:
        """The lesson that is moved."""
        data = self.cleaned_data
        return ChangeText(
            data["course"],
            data["day"],
            data["number"],
            EXTRA,
            reason=data["reason"],
            despite=data["despite"],
        )


class Grades(Dressed):
    """Grades something is for."""

    first_grade = forms.IntegerField(label=_("Классы с"), min_value=1, max_value=LAST_GRADE, initial=1)
    last_grade = forms.IntegerField(label=_("по"), min_value=1, max_value=LAST_GRADE, initial=11)


class HolidayForm(Grades):
    """Holidays or a day off."""

    title = forms.CharField(label=_("Название"), max_length=100)
    starts = forms.DateField(label=_("Первый день"))
    ends = forms.DateField(label=_("Последний день"))

    field_order = ("title", "starts", "ends", "first_grade", "last_grade")

    def text(self) -> HolidayText:
        """The holidays as wanted."""
        data = self.cleaned_data
        return HolidayText(
            data["title"], data["starts"], data["ends"], data["first_grade"], data["last_grade"]
        )


class MovedDayForm(Dressed):
    """A day that follows another weekday."""

    date = forms.DateField(label=_("День"))
    weekday = forms.TypedChoiceField(
        label=_("Уроки какого дня"), coerce=int, choices=[*WEEKDAYS.items(), (0, _("без уроков"))]
    )
    reason = forms.CharField(label=_("Основание"), max_length=200, required=False)


class BellsForm(Grades):
    """A timetable of bells; lines of "1 8:30-9:15"."""

    title = forms.CharField(label=_("Название"), max_length=100)
    starts = forms.DateField(label=_("Действует с"))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Дни недели"),
        choices=[(str(number), name) for number, name in WEEKDAYS.items()],
        initial=["1", "2", "3", "4", "5", "6"],
        widget=forms.CheckboxSelectMultiple,
    )
    rings = forms.CharField(
        label=_("Уроки: номер, начало – конец, по одному в строке"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 7}),
    )

    field_order = ("title", "starts", "first_grade", "last_grade", "weekdays", "rings")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weekdays"].widget.attrs.pop("class", None)

    def clean_rings(self) -> dict[int, Ring]:
        """Lessons with their times."""
        found: dict[int, Ring] = {}
        for line in filter(str.strip, self.cleaned_data["rings"].splitlines()):
            read = _RING.fullmatch(line.strip())
            numbers = [int(part) for part in read.groups()] if read else []
            if not read or numbers[1] > 23 or numbers[3] > 23 or numbers[2] > 59 or numbers[4] > 59:
                said = _("Строка «%(line)s» не читается. Пишите так: 1 8:30–9:15.")
                raise forms.ValidationError(said, params={"line": line.strip()[:40]})
            found[numbers[0]] = Ring(time(numbers[1], numbers[2]), time(numbers[3], numbers[4]))
        return found

    def text(self) -> BellsText:
        """The bells as wanted."""
        data = self.cleaned_data
        return BellsText(
            data["title"],
            data["starts"],
            data["rings"],
            "".join(data["weekdays"]),
            data["first_grade"],
            data["last_grade"],
        )
