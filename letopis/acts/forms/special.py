"""Таблицы листа о других шкалах: особые шкалы, уровни без отметок, перевод баллов работы в отметку."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from letopis.acts.forms.fields import FigureField, words, written
from letopis.acts.forms.rows import Row, Rows, coded, known

HUNDRED = Decimal(100)
LONGEST_SIGN = 8  # of a level, as records keep it


class ScaleRow(Row):
    """A scale a document may set for a pupil or a class."""

    name = forms.CharField(label=_("Особая шкала"), max_length=60, required=False)
    marks = forms.CharField(label=_("Её отметки"), max_length=40, required=False)
    words = forms.CharField(label=_("Её слова, лучшее первым"), max_length=60, required=False)

    def clean_marks(self) -> list[str]:
        """Numbers, the least first, however they are typed."""
        found = words(self.cleaned_data["marks"])
        wrong = [one for one in found if not one.isdecimal() or not 0 < int(one) <= HUNDRED]
        if wrong:
            text = _("Отметки шкалы — числа от 1 до 100 через пробел. Непонятно: %(what)s.")
            raise forms.ValidationError(text, params={"what": ", ".join(wrong)})
        return sorted(dict.fromkeys(found), key=int)

    def clean_words(self) -> list[str]:
        """Words in the order they are typed."""
        return list(dict.fromkeys(words(self.cleaned_data["words"])))

    def clean(self) -> dict[str, Any]:
        """A scale judges by something."""
        data = super().clean()
        if data.get("name") and not (data.get("marks") or data.get("words") or self.errors):
            self.add_error("marks", _("Назовите отметки этой шкалы или её слова."))
        return data


class LevelRow(Row):
    """A level of a class taught without marks."""

    key = "sign"
    sign = forms.CharField(label=_("Знак уровня"), max_length=LONGEST_SIGN, required=False)
    name = forms.CharField(label=_("Уровень, лучший первым"), max_length=60)

    def clean_sign(self) -> str:
        """Signs are small letters."""
        return str(self.cleaned_data["sign"]).strip().lower()


class StepRow(Row):
    """From which share of a work's points a mark is given."""

    key = "mark"
    mark = forms.CharField(label=_("Отметка за работу по критериям"), max_length=4, required=False)
    least = FigureField(label=_("От скольких % баллов"), min_value=0, max_value=100, decimal_places=2)


ScaleRows = forms.formset_factory(ScaleRow, extra=1, max_num=20)
LevelRows = forms.formset_factory(LevelRow, extra=1, max_num=12)
StepRows = forms.formset_factory(StepRow, extra=1, max_num=30)


def scales_of(rows: Rows) -> list[dict[str, Any]]:
    """Special scales as an edition keeps them; a renamed one stays the same scale."""
    return [
        {"code": code, **{name: row[name] for name in ("name", "marks", "words")}}
        for code, row in coded(rows, "s")
    ]


def check_scales(rows: Rows, taken: Collection[str], used: Mapping[str, int]) -> None:
    """Names are told apart, words are no other signs, and no scale somebody has is taken away.

    Args:
        rows: the table, valid field by field; wrong rows get their sentence.
        taken: signs that mean something else in a cell.
        used: code of a scale → for how many conditions it is in force.
    """
    seen = set[str]()
    for form in rows.forms:
        name, number = form.cleaned_data.get("name"), used.get(form.initial.get("code", ""), 0)
        if not name and number:
            said = gettext(
                "Шкалу «%(name)s» убрать нельзя: по ней ещё судят, документов: %(number)d. "
                "Сначала снимите эти условия."
            )
            form.add_error("name", said % {"name": form.initial["name"], "number": number})
        if not name:
            continue
        if name.lower() in seen:
            form.add_error("name", gettext("Шкала с таким названием уже есть."))
        seen.add(name.lower())
        if foreign := [word for word in form.cleaned_data["words"] if word in taken]:
            form.add_error("words", gettext("Занято другим знаком: %(what)s.") % {"what": ", ".join(foreign)})


def check_levels(rows: Rows) -> None:
    """Signs of levels are told apart."""
    seen = set[str]()
    for form in rows.forms:
        sign = form.cleaned_data.get("sign")
        if sign and sign in seen:
            form.add_error("sign", gettext("Такой знак уровня уже есть."))
        seen.add(sign)


def check_steps(rows: Rows, marks: Collection[str]) -> None:
    """Every mark of the table is of the scale and stands once, every share gives one mark."""
    seen: set[Any] = set()
    for form in rows.forms:
        mark, least = form.cleaned_data.get("mark"), form.cleaned_data.get("least")
        if not mark:
            continue
        if mark not in marks:
            said = gettext("Нет в шкале. Отметки шкалы: %(marks)s.") % {"marks": ", ".join(marks)}
            form.add_error("mark", said)
        if mark in seen:
            form.add_error("mark", gettext("Эта отметка в таблице уже есть."))
        if least in seen:
            form.add_error("least", gettext("С этой доли уже ставят другую отметку."))
        seen.update((mark, least))


def levels_of(rows: Rows) -> list[list[str]]:
    """Levels as an edition keeps them."""
    return [[row["sign"], row["name"]] for row in known(rows)]


def conversion_of(rows: Rows) -> list[list[str]]:
    """Steps as an edition keeps them, the highest share first."""
    steps = sorted(known(rows), key=lambda row: Decimal(row["least"]), reverse=True)
    return [[written(row["least"] / HUNDRED), row["mark"]] for row in steps]


def opened_with(rules: Mapping[str, Any]) -> tuple[list[dict[str, Any]], ...]:
    """What the three tables show at first."""
    scales = [
        {**row, **{name: " ".join(row[name]) for name in ("marks", "words")}}
        for row in rules["special_scales"]
    ]
    levels = [{"sign": sign, "name": name} for sign, name in rules["levels"]["names"]]
    steps = [{"mark": mark, "least": Decimal(least) * HUNDRED} for least, mark in rules["conversion"]]
    return scales, levels, steps
