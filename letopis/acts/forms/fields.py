"""Поля листа: число с запятой, классы перечнем, ряд значений."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LAST_GRADE = 12


class FigureField(forms.DecimalField):
    """A figure as a school writes it, with a comma: "2,5"."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        """The figure; a comma and a point are the same."""
        return super().to_python(str(value or "").strip().replace(",", ".") or None)

    def prepare_value(self, value: Any) -> Any:
        """The figure as written, without idle zeros."""
        return written(value).replace(".", ",") if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """A keyboard of figures on a phone."""
        return {**super().widget_attrs(widget), "inputmode": "decimal"}


class GradesField(forms.CharField):
    """Years of study as a school writes them: "1–4, 9"."""

    def to_python(self, value: Any) -> Any:
        """The years, each once."""
        text, found = super().to_python(value) or "", set[int]()
        for first, last in re.findall(r"(\d+)(?:\s*[-–—]\s*(\d+))?", text):
            found.update(range(int(first[:3]), min(int((last or first)[:3]), LAST_GRADE) + 1))
        found.discard(0)
        if text and not found:
            raise forms.ValidationError(_("Назовите классы, например 5–9."))
        return sorted(found)

    def prepare_value(self, value: Any) -> Any:
        """Years in a row as a span."""
        return grades_written(value) if isinstance(value, (list, tuple)) else value


class PairsField(forms.CharField):
    """A figure for each of some signs, as a school writes them in a row: "5=100 4=64"."""

    def to_python(self, value: Any) -> Any:
        """Sign → figure."""
        found = [word.partition("=") for word in words(super().to_python(value) or "")]
        wrong = ["".join(one) for one in found if not one[0] or not one[2].isdigit() or len(one[2]) > 3]
        if wrong:
            raise forms.ValidationError(
                _("Напишите парами через знак «=», например 5=100. Непонятно: %(what)s."),
                params={"what": ", ".join(wrong)},
            )
        return {sign: figure for sign, _equals, figure in found}

    def prepare_value(self, value: Any) -> Any:
        """Pairs in a row."""
        if not isinstance(value, dict):
            return value
        return " ".join(f"{sign}={figure}" for sign, figure in value.items())


def grades_written(grades: list[int] | tuple[int, ...]) -> str:
    """E.g. "1–4, 9"."""
    spans: list[list[int]] = []
    for grade in sorted(grades):
        if spans and spans[-1][-1] == grade - 1:
            spans[-1].append(grade)
        else:
            spans.append([grade])
    return ", ".join(f"{span[0]}–{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans)


def words(text: str) -> list[str]:
    """Signs written in a row: "2 3 4 5"."""
    return [word for word in re.split(r"[\s,;]+", text.strip().lower()) if word]


def written(figure: Decimal) -> str:
    """A figure as data keeps it: "2.5"."""
    return f"{figure.normalize():f}"


def dress(form: forms.Form) -> None:
    """Give the fields of a form the look of the house."""
    for field in form.fields.values():
        if isinstance(field, forms.DateField):
            field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        if not isinstance(field, forms.BooleanField):
            field.widget.attrs["class"] = "input"
