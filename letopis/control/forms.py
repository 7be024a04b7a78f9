"""Что человек пишет в замечании и в ответе на него, и что спрашивает у списка."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from letopis.control.craft.faults import Fault
from letopis.control.craft.words import KIND_TITLES, LENGTH
from letopis.control.queries import Wanted

_TEXT = {"class": "input", "rows": 3, "maxlength": LENGTH}


class RemarkForm(forms.Form):
    """A remark: what is to be mended and by which day."""

    text = forms.CharField(label=_("Что исправить"), max_length=LENGTH, widget=forms.Textarea(attrs=_TEXT))
    due = forms.DateField(
        label=_("К какому дню"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"class": "input", "type": "date"}),
    )


class WordsForm(forms.Form):
    """An answer, or why it is not enough."""

    text = forms.CharField(max_length=LENGTH)


def read_filter(asked: Mapping[str, Any]) -> Wanted:
    """What of the list is asked for; what cannot be read is not asked for."""
    kind = str(asked.get("kind", ""))
    return Wanted(
        class_group=_number(asked.get("class")),
        teacher=_number(asked.get("teacher")),
        kind=kind if kind in KIND_TITLES else "",
    )


def _number(value: object) -> int | None:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


Choice = tuple[str, str, bool]


def choices_of(faults: Iterable[Fault], wanted: Wanted) -> dict[str, list[Choice]]:
    """What the list can be narrowed to: value, title, whether it is chosen."""
    classes: dict[int, tuple[int, str]] = {}
    teachers: dict[int, str] = {}
    kinds: set[str] = set()
    for fault in faults:
        page = fault.page
        classes[page.class_group] = (page.grade_level, page.class_title)
        teachers[page.teacher] = page.teacher_name
        kinds.add(fault.kind)
    by_name = sorted(teachers.items(), key=lambda item: item[1])
    return {
        "class": [
            (str(id_), title, id_ == wanted.class_group)
            for id_, (_grade, title) in sorted(classes.items(), key=lambda item: item[1])
        ],
        "teacher": [(str(id_), name, id_ == wanted.teacher) for id_, name in by_name if id_],
        "kind": [
            (kind, str(title), kind == wanted.kind) for kind, title in KIND_TITLES.items() if kind in kinds
        ],
    }
