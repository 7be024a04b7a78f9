"""Таблицы листа: знаки пропуска, виды работ, баллы, носители; строка без названия не считается."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import count
from typing import Any, TypeAlias

from django import forms
from django.utils.translation import gettext_lazy as _

from letopis.acts.forms.fields import FigureField, GradesField, dress, written
from letopis.regulation.incentives import MEASURES
from letopis.school.actions import Work

PLAIN, EXCUSED, ILLNESS, LATE = "plain", "excused", "illness", "late"
KINDS = (
    (PLAIN, _("причина не названа")),
    (EXCUSED, _("уважительная")),
    (ILLNESS, _("болезнь")),
    (LATE, _("опоздание, не пропуск")),
)
DOCUMENTS = ((ILLNESS, _("болезнь")), (EXCUSED, _("другую уважительную причину")))
MEASURE_NAMES = {
    "pass_rate": _("успеваемость, %"),
    "quality_rate": _("качество, %"),
    "simonov": _("СОУ"),
    "mean": _("средняя отметка"),
    "timely": _("записи в журнале в срок, %"),
    "winners": _("победители и призёры, человек"),
}
Rows: TypeAlias = "forms.BaseFormSet[Any]"
CARRIERS = (("electronic", _("электронный")), ("paper", _("бумажный")))


class Row(forms.Form):
    """A row of a table on the sheet; it counts if its first field is filled in."""

    key = "name"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)
        for name, field in self.fields.items():
            field.widget.attrs["aria-label"] = field.label
            if name != self.key and field.required:
                field.required = False
                self.needed = {*self.needed, name}

    needed: set[str] = set()

    def clean(self) -> dict[str, Any]:
        """A row that counts needs everything its table needs."""
        if self.cleaned_data.get(self.key):
            for name in self.needed:
                if self.cleaned_data.get(name) in (None, "", []) and name not in self.errors:
                    self.add_error(name, _("Заполните или уберите строку."))
        return self.cleaned_data


class AbsenceRow(Row):
    """A sign of absence."""

    key = "sign"
    sign = forms.CharField(label=_("Знак"), max_length=4, required=False)
    meaning = forms.CharField(label=_("Что значит"), max_length=100)
    kind = forms.ChoiceField(label=_("Как считать"), choices=KINDS)

    def clean_sign(self) -> str:
        """Signs are small letters."""
        return str(self.cleaned_data["sign"]).strip().lower()


class DocumentRow(Row):
    """A kind of document about an absence."""

    name = forms.CharField(label=_("Документ"), max_length=100, required=False)
    reason = forms.ChoiceField(label=_("Что доказывает"), choices=DOCUMENTS)


class WorkRow(Row):
    """A kind of work."""

    name = forms.CharField(label=_("Вид работы"), max_length=100, required=False)
    short = forms.CharField(label=_("Сокращение"), max_length=12, required=False)
    weight = FigureField(label=_("Вес"), min_value=0, max_value=10, decimal_places=2)
    days = forms.IntegerField(label=_("Срок, дней"), min_value=0, max_value=60, required=False)
    is_control = forms.BooleanField(label=_("В норме контрольных"), required=False)


class IncentiveRow(Row):
    """A criterion of the points table."""

    name = forms.CharField(label=_("Критерий"), max_length=200, required=False)
    measure = forms.ChoiceField(label=_("По чему"), choices=[(one, MEASURE_NAMES[one]) for one in MEASURES])
    steps = forms.CharField(label=_("От — баллов"), max_length=200)

    def clean_steps(self) -> list[list[str]]:
        """From which figure how many points: "50 — 1; 75 — 2,5"."""
        parts = [part for part in re.split(r"[;\n]+", self.cleaned_data["steps"]) if part.strip()]
        return [list(_step(part)) for part in parts]


class CarrierRow(Row):
    """A carrier kept beside the obligatory ones."""

    name = forms.CharField(label=_("Носитель"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("Какой"), choices=CARRIERS)
    grades = GradesField(label=_("Классы"), max_length=40)
    decision = forms.CharField(label=_("Чьё решение"), max_length=200)


def _step(part: str) -> tuple[str, str]:
    found = re.fullmatch(r"\s*([\d.,]+)\s*[-–—=:]\s*([\d.,]+)\s*", part)
    try:
        if found:
            return written(Decimal(found[1].replace(",", "."))), written(Decimal(found[2].replace(",", ".")))
    except InvalidOperation:
        pass
    text = _("«%(part)s»: нужны число, тире и баллы, например 60 — 2.")
    raise forms.ValidationError(text, params={"part": part.strip()})


def steps_written(steps: list[list[str]]) -> str:
    """Steps as the sheet shows them."""
    return "; ".join(f"{least} — {points}" for least, points in steps).replace(".", ",")


def known(rows: Rows) -> Iterator[dict[str, Any]]:
    """Rows of a table that count, as read."""
    for form in rows.forms:
        if form.cleaned_data.get(form.key):
            yield form.cleaned_data


AbsenceRows = forms.formset_factory(AbsenceRow, extra=1, max_num=20)
DocumentRows = forms.formset_factory(DocumentRow, extra=1, max_num=20)
WorkRows = forms.formset_factory(WorkRow, extra=1, max_num=40)
IncentiveRows = forms.formset_factory(IncentiveRow, extra=1, max_num=40)
CarrierRows = forms.formset_factory(CarrierRow, extra=1, max_num=40)


def coded(rows: Rows, letter: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Rows that count, each with the code by which the next edition knows it again.

    A row that keeps its name keeps its code wherever it stands; a renamed one keeps the code it was opened
    with; a new one gets a code that no row has or had.

    Args:
        rows: the table, valid, opened with the rows of the edition before and their codes.
        letter: what the new codes begin with.
    """
    named = {str(row["name"]).lower(): str(row["code"]) for row in rows.initial or ()}
    old, given = frozenset(named.values()), set[str]()
    counted = [form for form in rows.forms if form.cleaned_data.get(form.key)]
    staying = {named.get(form.cleaned_data["name"].lower(), "") for form in counted}
    fresh = (f"{letter}{number}" for number in count(1))
    for form in counted:
        own = form.initial.get("code", "")
        code = named.get(form.cleaned_data["name"].lower(), "" if own in staying else own)
        if not code or code in given:
            code = next(one for one in fresh if one not in old)
        given.add(code)
        yield code, form.cleaned_data


def documents_of(rows: Rows) -> list[dict[str, str]]:
    """Kinds of documents in the order of the table."""
    return [{"code": code, "name": row["name"], "reason": row["reason"]} for code, row in coded(rows, "d")]


def works_of(rows: Rows) -> list[Work]:
    """Kinds of work in the order of the table."""
    columns = ("name", "short", "weight", "days", "is_control")
    return [Work(code, *(row[name] for name in columns)) for code, row in coded(rows, "w")]
