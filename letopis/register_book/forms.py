"""Что напечатать: разделы, предметы, порядок списка."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from letopis.register_book.craft.parts import (
    ABSENCES,
    CARRIERS,
    PARTS,
    PEOPLE,
    REMARKS,
    SUBJECTS,
    SUMMARY,
    Wanted,
)

TITLES = {
    SUBJECTS: _("Предметы: отметки и уроки"),
    ABSENCES: _("Пропущенные уроки"),
    SUMMARY: _("Сводная ведомость за год"),
    PEOPLE: _("Общие сведения об учениках"),
    CARRIERS: _("Необязательные носители"),
    REMARKS: _("Замечания по ведению журнала"),
}
ALPHABET, NEWCOMERS_LAST = "alphabet", "newcomers_last"
ORDERS = ((ALPHABET, _("все по алфавиту")), (NEWCOMERS_LAST, _("прибывшие в конце списка")))


class BookForm(forms.Form):
    """Sections, subjects and the order of the class list."""

    parts = forms.MultipleChoiceField(
        label=_("Разделы"),
        choices=[(part, TITLES[part]) for part in PARTS],
        initial=list(PARTS),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Отметьте хотя бы один раздел.")},
    )
    course = forms.ChoiceField(
        label=_("Предметы"), required=False, widget=forms.Select(attrs={"class": "input"})
    )
    order = forms.ChoiceField(label=_("Ученики"), choices=ORDERS, initial=ALPHABET, widget=forms.RadioSelect)

    def __init__(self, courses: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].choices = [("", _("все")), *courses]  # type: ignore[attr-defined] # the stub knows the base class only

    def wanted(self) -> Wanted:
        """What was asked for, of a form that holds."""
        given = self.cleaned_data
        return Wanted(
            parts=tuple(given["parts"]),
            courses=(int(given["course"]),) if given["course"] else (),
            newcomers_last=given["order"] == NEWCOMERS_LAST,
        )
