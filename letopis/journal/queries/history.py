"""История клетки и отметки за период: кто, когда, что было и что стало, почему."""

from __future__ import annotations

from django.http import Http404
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from letopis.journal.access import Page
from letopis.journal.craft import facts
from letopis.journal.models import Lesson
from letopis.people.models import Student
from letopis.people.queries import names_of
from letopis.school.models import GradingPeriod
from letopis.trace.queries import Change, history_of, last_author, last_authors

Line = dict[str, object]
LATE = frozenset({facts.CORRECT_MARK, facts.CORRECT_PERIOD_MARK})


def cell_about(course: int, student: int, lesson: int) -> tuple[int, int]:
    """References a cell's records go by.

    Raises:
        Http404: no such pupil or lesson.
    """
    lesson_ref = Lesson.objects.filter(pk=lesson, course_id=course).values_list("ref", flat=True).first()
    return _known(_student_ref(student)), _known(lesson_ref)


def period_mark_about(page: Page, student: int, period: int) -> tuple[int, int]:
    """References a period mark's records go by.

    Raises:
        Http404: no such pupil or period.
    """
    ref = GradingPeriod.objects.filter(pk=period, year_id=page.year_id).values_list("ref", flat=True).first()
    return _known(_student_ref(student)), facts.page_in_period(page.ref, _known(ref))


def _student_ref(student: int) -> int | None:
    return Student.objects.filter(pk=student).values_list("ref", flat=True).first()


def _known(ref: int | None) -> int:
    if ref is None:
        raise Http404
    return ref


def history_lines(about: tuple[int, int]) -> list[Line]:
    """The records of one fact in words, the newest first."""
    changes = history_of(*about)
    names = names_of(change.by for change in changes)
    return [_line(change, names) for change in reversed(changes)]


def _line(change: Change, names: dict[int, str]) -> Line:
    return {
        "at": moment_shown(change),
        "who": names.get(change.by, _("неизвестный")),
        "what": _what(change),
        "why": change.why,
        "late": change.deed in LATE,
    }


def moment_shown(change: Change) -> str:
    """Day and time as the margin of the page has them, with the year if it is another one."""
    return date_format(localtime(change.at), "j b Y H:i")


def _what(change: Change) -> str:
    if change.deed == facts.PUT_NOTE:
        note = str((change.after or {}).get("note", ""))
        return _("заметка: %(note)s") % {"note": note} if note else _("заметка убрана")
    before = str((change.before or {}).get("value", ""))
    after = str((change.after or {}).get("value", ""))
    if not before:
        return after or _("пусто")
    return f"{before} → {after}" if after else _("%(mark)s стёрто") % {"mark": before}


def author_of(about: tuple[int, int]) -> tuple[str, str]:
    """Who wrote a fact last, and at what time, for the sentence of a conflict."""
    found = last_author(*about)
    if found is None:
        return "", ""
    by, at = found
    return names_of([by]).get(by, ""), date_format(localtime(at), "H:i")


def authors_of_cells(course: int, cells: list[tuple[int, int]]) -> dict[tuple[int, int], tuple[str, str]]:
    """Who wrote each of the cells last and at what time: (lesson, pupil) → both, in four questions."""
    lessons = dict(
        Lesson.objects.filter(course_id=course, pk__in={one for one, _ in cells}).values_list("pk", "ref")
    )
    students = dict(Student.objects.filter(pk__in={one for _, one in cells}).values_list("pk", "ref"))
    found = last_authors(set(students.values()), set(lessons.values()))
    names = names_of(by for by, _at in found.values())
    told = {
        about: (names.get(by, ""), date_format(localtime(at), "H:i")) for about, (by, at) in found.items()
    }
    return {
        (lesson, student): told.get((students.get(student, 0), lessons.get(lesson, 0)), ("", ""))
        for lesson, student in cells
    }
