"""Что прислала страница журнала, прочитанное строго: чужого и лишнего действия не получают."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms as django_forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from letopis.journal.actions import DocumentText, Noted, OrderText
from letopis.journal.actions.lessons import LessonText
from letopis.journal.actions.levels import Wish
from letopis.journal.actions.marks import Typed
from letopis.journal.actions.period_marks import Wanted
from letopis.regulation.criteria import MOST_POINTS
from letopis.regulation.refusals import Refused
from letopis.screen.craft.sent import number_of, object_of, text_of

LONGEST = 500
MOST_PUPILS = 100
LONGEST_NUMBER = 18  # digits of an id
DAY = django_forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
ORDER_DAY = django_forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d")
MOST_CELLS = 500
LONGEST_KEY = 40


def read_cell(body: bytes) -> Typed:
    """A cell as typed: lesson, student, old, new, reason, and the key of the edit.

    Raises:
        Refused: input.malformed.
    """
    return _cell(object_of(body))


def read_cells(body: bytes) -> list[Typed]:
    """Cells as typed, filled or pasted, each once.

    Raises:
        Refused: input.malformed.
    """
    rows = object_of(body).get("cells")
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_CELLS:
        raise Refused("input.malformed")
    cells = [_cell(row) for row in rows if isinstance(row, dict)]
    keys = [cell.key for cell in cells if cell.key]
    if len({(cell.lesson, cell.student) for cell in cells}) < len(rows) or len(set(keys)) < len(keys):
        raise Refused("input.malformed")
    return cells


def _cell(data: dict[str, Any]) -> Typed:
    return Typed(
        number_of(data, "lesson"),
        number_of(data, "student"),
        text_of(data, "old", LONGEST),
        text_of(data, "new", LONGEST),
        text_of(data, "reason", LONGEST),
        text_of(data, "key", LONGEST_KEY),
        again=data.get("again") is True,
    )


def read_note(body: bytes) -> Noted:
    """A note to a cell: lesson, student, old, new.

    Raises:
        Refused: input.malformed.
    """
    data = object_of(body)
    return Noted(
        number_of(data, "lesson"),
        number_of(data, "student"),
        text_of(data, "old", LONGEST),
        text_of(data, "new", LONGEST),
    )


def read_period_mark(body: bytes) -> Wanted:
    """A period mark as typed: student, old, new, reason, and the key of the edit.

    Raises:
        Refused: input.malformed.
    """
    data = object_of(body)
    return Wanted(
        number_of(data, "student"),
        text_of(data, "old", LONGEST),
        text_of(data, "new", LONGEST),
        text_of(data, "reason", LONGEST),
        text_of(data, "key", LONGEST_KEY),
        again=data.get("again") is True,
    )


def read_confirmed(body: bytes) -> list[tuple[int, str]]:
    """Proposals a teacher confirmed: pupil's id and mark.

    Raises:
        Refused: input.malformed.
    """
    rows = object_of(body).get("students")
    if not isinstance(rows, list) or len(rows) > MOST_PUPILS:
        raise Refused("input.malformed")
    for row in rows:
        if not isinstance(row, list) or [type(part) for part in row] != [int, str]:
            raise Refused("input.malformed")
    return [(student, mark) for student, mark in rows]


def read_lesson(body: bytes) -> tuple[int | None, LessonText, LessonText | None]:
    """A lesson: its id (None for a new one), what is to stand, what the person saw.

    Raises:
        Refused: input.malformed.
    """
    data = object_of(body)
    old = data.get("old")
    lesson = None if data.get("id") is None else number_of(data, "id")
    return lesson, _lesson_text(data), _lesson_text(old) if isinstance(old, dict) and old else None


def _lesson_text(data: dict[str, Any]) -> LessonText:
    try:
        day = date.fromisoformat(text_of(data, "date", LONGEST))
    except ValueError as wrong:
        raise Refused("input.malformed") from wrong
    work_type = None if data.get("type") is None else number_of(data, "type")
    return LessonText(
        day,
        number_of(data, "number"),
        text_of(data, "topic", 2000),
        text_of(data, "homework", 4000),
        work_type,
    )


def read_levels(data: QueryDict) -> tuple[list[Wish], str]:
    """Levels and texts of a page, with what the person saw, and the ground of a correction.

    Raises:
        Refused: input.malformed.
    """
    students = data.getlist("student")
    if len(students) > MOST_PUPILS or len(set(students)) < len(students):
        raise Refused("input.malformed")
    fields = data.dict()
    wishes = []
    for student in students:
        if not student.isdecimal() or len(student) > LONGEST_NUMBER:
            raise Refused("input.malformed")
        old, new = (
            (
                text_of(fields, f"{prefix}level_{student}", LONGEST_KEY),
                text_of(fields, f"{prefix}text_{student}", 10 * LONGEST),
            )
            for prefix in ("old_", "")
        )
        wishes.append(Wish(int(student), old, new))
    return wishes, text_of(fields, "reason", LONGEST)


_LINE = re.compile(r"^\s*(.+?)\s*[-–—:=]\s*(\S+)\s*$")


def read_criteria(data: QueryDict) -> tuple[list[tuple[str, int]], list[tuple[int, str]]]:
    """Criteria and a table, a line each: "Решение — 6", "20 — 5".

    Raises:
        Refused: input.malformed, work.criterion, work.table.
    """
    fields = data.dict()
    criteria, table = [], []
    for line in text_of(fields, "criteria", 10 * LONGEST).splitlines():
        found = _LINE.match(line)
        if found and found[2].isdecimal() and len(found[2]) < 4:
            criteria.append((found[1], int(found[2])))
        elif line.strip():
            raise Refused("work.criterion", "3.7", name=line.strip(), limit=MOST_POINTS)
    for line in text_of(fields, "table", LONGEST).splitlines():
        found = _LINE.match(line)
        if found and found[1].isdecimal() and len(found[1]) < 5:
            table.append((int(found[1]), found[2]))
        elif line.strip():
            raise Refused(
                "work.table",
                "3.7",
                value=line.strip(),
                allowed="",
                most=sum(most for _name, most in criteria),
            )
    return criteria, table


def read_points(data: QueryDict, count: int) -> dict[int, tuple[int | None, ...]]:
    """Points by pupil: fields "p<pupil>_<criterion>", an empty one is not judged yet.

    Raises:
        Refused: input.malformed.
    """
    found: dict[int, tuple[int | None, ...]] = {}
    students = data.getlist("student")
    if len(students) > MOST_PUPILS:
        raise Refused("input.malformed")
    for student in students:
        given = [data.get(f"p{student}_{place}", "").strip() for place in range(count)]
        good = all(not one or (one.isdecimal() and len(one) < 4) for one in given)
        if not student.isdecimal() or len(student) > LONGEST_NUMBER or not good:
            raise Refused("input.malformed")
        found[int(student)] = tuple(int(one) if one else None for one in given)
    return found


def check_size(size: int) -> None:
    """A file beyond the limit is not read at all.

    Raises:
        Refused: file.too_big.
    """
    if size > settings.LETOPIS_FILE_MB * 1024 * 1024:
        raise Refused("file.too_big", limit=settings.LETOPIS_FILE_MB)


def read_due(body: bytes) -> date | None:
    """The day homework is set for, None for the next lesson.

    Raises:
        Refused: input.malformed.
    """
    return read_day(text_of(object_of(body), "due", LONGEST))


class DocumentForm(django_forms.Form):
    """A document about absences, as the class teacher writes it down."""

    student = django_forms.IntegerField(label=_("Ученик"), min_value=1, max_value=2**62)
    kind = django_forms.CharField(label=_("Документ"), max_length=20)
    starts = django_forms.DateField(label=_("С какого дня"), widget=DAY)
    ends = django_forms.DateField(label=_("По какой день"), widget=DAY)
    number = django_forms.CharField(label=_("Номер"), max_length=40, required=False)
    issued_on = django_forms.DateField(label=_("Дата документа"), required=False, widget=DAY)
    note = django_forms.CharField(label=_("Примечание"), max_length=300, required=False)
    scan = django_forms.CharField(label=_("Где лежит скан"), max_length=200, required=False)

    def text(self) -> DocumentText:
        """What is to be entered; the form must be valid."""
        return DocumentText(**self.cleaned_data)


def read_day(text: str) -> date | None:
    """A day of an address, None where it names none.

    Raises:
        Refused: input.malformed.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Refused("input.malformed") from wrong


class OrderForm(django_forms.Form):
    """An order by which a closed period is corrected."""

    number = django_forms.CharField(
        label=_("Номер приказа"), max_length=40, widget=django_forms.TextInput(attrs={"class": "input"})
    )
    issued_on = django_forms.DateField(label=_("Дата приказа"), widget=ORDER_DAY)
    starts = django_forms.DateField(label=_("Правят с"), widget=ORDER_DAY)
    ends = django_forms.DateField(label=_("Правят по"), widget=ORDER_DAY)
    reason = django_forms.CharField(
        label=_("Почему"),
        max_length=LONGEST,
        widget=django_forms.Textarea(attrs={"rows": 3, "class": "input"}),
    )
    for_teachers = django_forms.BooleanField(label=_("Правят и учителя этих страниц"), required=False)

    def order(self) -> OrderText:
        """The order as read."""
        return OrderText(**self.cleaned_data)
