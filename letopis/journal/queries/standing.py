"""Что стоит в журнале сейчас: этим летопись сверяет себя с таблицами (п. 5.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from letopis.journal.craft import facts
from letopis.journal.models import (
    AbsenceDocument,
    Attainment,
    CorrectionOrder,
    Entry,
    HomeworkFile,
    Lesson,
    PageStage,
    PeriodClosing,
    PeriodMark,
    Work,
    WorkPoints,
)
from letopis.people.models import Student
from letopis.school.models import ClassGroup, Course, GradingPeriod
from letopis.trace.craft.facts import Kind, Pair

Standing = Iterator[tuple[Pair, Mapping[str, Any]]]
BATCH = 10_000


def entries() -> Standing:
    """Every filled cell."""
    rows = Entry.objects.exclude(value="").values_list("student__ref", "lesson__ref", "value")
    for student, lesson, value in rows.order_by("id").iterator(BATCH):
        yield (student, lesson), {"value": value}


def notes() -> Standing:
    """Every note to a cell."""
    rows = Entry.objects.exclude(note="").values_list("student__ref", "lesson__ref", "note")
    for student, lesson, note in rows.order_by("id").iterator(BATCH):
        yield (student, lesson), {"note": note}


def lessons() -> Standing:
    """Every lesson somebody has written; those the timetable alone has put say nothing of their own."""
    columns = (
        "course__ref", "ref", "date", "number", "topic", "homework", "work_type__code", "homework_due",
    )  # fmt: skip
    rows = Lesson.objects.filter(is_planned=False).order_by("id").values_list(*columns)
    for course, ref, day, number, topic, homework, code, due in rows.iterator(BATCH):
        yield (course, ref), facts.lesson_body(day, number, (topic, homework), code or "", due)


def files() -> Standing:
    """Every file attached to homework."""
    columns = ("lesson__ref", "ref", "name", "file__digest")
    rows = HomeworkFile.objects.filter(removed_at=None).order_by("id").values_list(*columns)
    for lesson, ref, name, digest in rows.iterator(BATCH):
        yield (lesson, ref), facts.file_body(name, digest)


def period_marks() -> Standing:
    """Every period mark."""
    columns = ("student__ref", "course__ref", "period__ref", "value", "by_calculation", "not_attested")
    rows = PeriodMark.objects.exclude(value="").order_by("id").values_list(*columns)
    for student, course, period, value, by_calculation, why in rows.iterator(BATCH):
        body = facts.period_mark_body(value, course, period, by_calculation=by_calculation, not_attested=why)
        yield (student, facts.page_in_period(course, period)), body or {}


def levels() -> Standing:
    """What is told of achievements where there are no marks."""
    columns = ("student__ref", "course__ref", "period__ref", "level", "text")
    for student, course, period, level, text in Attainment.objects.order_by("id").values_list(*columns):
        body = facts.level_body(level, text, course, period)
        if body:
            yield (student, facts.page_in_period(course, period)), body


def criteria() -> Standing:
    """Criteria of every work."""
    rows = Work.objects.order_by("id").values_list("lesson__course__ref", "lesson__ref", "criteria", "table")
    for course, lesson, criteria, table in rows.iterator(BATCH):
        yield (course, lesson), facts.criteria_body(criteria, table) or {}


def points() -> Standing:
    """Points of every pupil."""
    rows = WorkPoints.objects.order_by("id").values_list("student__ref", "work__lesson__ref", "points")
    for student, lesson, given in rows.iterator(BATCH):
        body = facts.points_body(given)
        if body:
            yield (student, lesson), body


def closings() -> Standing:
    """Every closing."""
    rows = PeriodClosing.objects.values_list("class_group__ref", "period__ref", "closed_at")
    for group, period, closed_at in rows:
        yield (group, period), facts.closing_body(closed_at)


def stages() -> Standing:
    """Every register page somebody has moved on its way to closing."""
    rows = PageStage.objects.values_list("course__ref", "period__ref", "state")
    for course, period, state in rows.order_by("id").iterator(BATCH):
        yield (course, period), facts.stage_body(state)


def orders() -> Standing:
    """Every order about corrections."""
    for one in CorrectionOrder.objects.select_related("class_group").order_by("id").iterator(BATCH):
        days = (one.starts, one.ends)
        body = facts.order_body((one.number, one.issued_on), days, one.reason, for_teachers=one.for_teachers)
        yield (one.class_group.ref, one.ref), body


def documents() -> Standing:
    """Every document about absences in force."""
    columns = (
        "student__ref",
        "ref",
        "kind",
        "reason",
        "starts",
        "ends",
        "issued_on",
        "number",
        "note",
        "scan",
    )
    rows = AbsenceDocument.objects.filter(withdrawn_at=None).order_by("id").values_list(*columns)
    for student, ref, kind, reason, starts, ends, issued_on, *texts in rows.iterator(BATCH):
        number, note, scan = texts
        days = (starts, ends, issued_on)
        yield (student, ref), facts.document_body((kind, reason), days, (number, note, scan))


def cell_named(pair: Pair) -> str:
    """A cell in words: who, where, when."""
    student = Student.objects.filter(ref=pair[0]).first()
    lesson = (
        Lesson.objects.filter(ref=pair[1]).select_related("course__class_group", "course__subject").first()
    )
    if student is None or lesson is None:
        return _("Клетка журнала, которой больше нет")
    where = {"who": student.full_name, "where": str(lesson.course), "day": f"{lesson.date:%d.%m.%Y}"}
    return _("%(who)s, %(where)s, урок %(day)s") % where


def lesson_named(pair: Pair) -> str:
    """A lesson in words."""
    lesson = (
        Lesson.objects.filter(ref=pair[1]).select_related("course__class_group", "course__subject").first()
    )
    if lesson is None:
        return _("Урок, которого больше нет")
    return _("Урок %(where)s, %(day)s") % {"where": str(lesson.course), "day": f"{lesson.date:%d.%m.%Y}"}


def period_mark_named(pair: Pair) -> str:
    """A period mark in words: who and where."""
    student = Student.objects.filter(ref=pair[0]).first()
    marks = PeriodMark.objects.filter(student__ref=pair[0]).select_related(
        "course__class_group", "course__subject", "period"
    )
    for mark in marks:
        if facts.page_in_period(mark.course.ref, mark.period.ref) == pair[1]:
            where = {"who": str(student), "where": str(mark.course), "period": str(mark.period)}
            return _("%(who)s, %(where)s, %(period)s") % where
    return _("%(who)s, отметка за период") % {"who": str(student or "")}


def level_named(pair: Pair) -> str:
    """Whose achievements are told."""
    student = Student.objects.filter(ref=pair[0]).first()
    return _("%(who)s, успехи за период") % {"who": str(student or "")}


def closing_named(pair: Pair) -> str:
    """A closing in words."""
    group = ClassGroup.objects.filter(ref=pair[0]).first()
    period = GradingPeriod.objects.filter(ref=pair[1]).first()
    return _("Закрытие: %(group)s, %(period)s") % {"group": str(group), "period": str(period)}


def stage_named(pair: Pair) -> str:
    """A page on its way to closing, in words."""
    course = Course.objects.filter(ref=pair[0]).select_related("class_group", "subject").first()
    period = GradingPeriod.objects.filter(ref=pair[1]).first()
    return _("Ступень закрытия: %(page)s, %(period)s") % {"page": str(course), "period": str(period)}


def order_named(pair: Pair) -> str:
    """An order about corrections in words."""
    order = CorrectionOrder.objects.filter(ref=pair[1]).select_related("class_group").first()
    if order is None:
        return _("Приказ об исправлении, которого больше нет")
    facts_ = {"number": order.number, "group": str(order.class_group)}
    return _("Приказ об исправлении № %(number)s, %(group)s") % facts_


def document_named(pair: Pair) -> str:
    """A document in words: whose and for which days."""
    found = AbsenceDocument.objects.filter(ref=pair[1]).select_related("student").first()
    if found is None:
        return _("Документ о пропусках, которого больше нет")
    about = {
        "who": found.student.full_name,
        "first": f"{found.starts:%d.%m.%Y}",
        "last": f"{found.ends:%d.%m.%Y}",
    }
    return _("%(who)s, документ о пропусках с %(first)s по %(last)s") % about


def file_of_lesson_named(pair: Pair) -> str:
    """A file to homework in words: its name and the lesson."""
    found = HomeworkFile.objects.filter(ref=pair[1]).select_related("lesson__course").first()
    if found is None:
        return _("Файл к заданию, которого больше нет")
    lesson = found.lesson
    about = {"name": found.name, "where": str(lesson.course), "day": f"{lesson.date:%d.%m.%Y}"}
    return _("Файл «%(name)s» к заданию %(where)s, %(day)s") % about


def told_file(after: Mapping[str, Any]) -> str:
    """A file's name."""
    return f"«{after.get('name', '')}»"


def told_value(after: Mapping[str, Any]) -> str:
    """A mark in quotes."""
    return f"«{after.get('value', '')}»"


def told_level(after: Mapping[str, Any]) -> str:
    """A level and a text in quotes."""
    return f"«{after.get('level', '')}», «{after.get('text', '')}»"


def told_criteria(after: Mapping[str, Any]) -> str:
    """Criteria with their points."""
    return ", ".join(f"{name}: {most}" for name, most in after.get("criteria", ()))


def told_points(after: Mapping[str, Any]) -> str:
    """Points by criterion."""
    return ", ".join("–" if one is None else str(one) for one in after.get("points", ()))


def told_note(after: Mapping[str, Any]) -> str:
    """A note in quotes."""
    return f"«{after.get('note', '')}»"


def told_lesson(after: Mapping[str, Any]) -> str:
    """A lesson's date and topic."""
    return f"{after.get('date')} №{after.get('number')} «{after.get('topic')}», «{after.get('homework')}»"


def told_document(after: Mapping[str, Any]) -> str:
    """A document's days and number."""
    return f"{after.get('starts')}-{after.get('ends')} № {after.get('number')}"


KINDS = (
    Kind(
        "journal.entry",
        frozenset({facts.PUT_MARK, facts.CORRECT_MARK, facts.MARK_ABSENT}),
        entries,
        cell_named,
        told_value,
    ),
    Kind("journal.note", frozenset({facts.PUT_NOTE}), notes, cell_named, told_note),
    Kind(
        "journal.lesson", frozenset({facts.PUT_LESSON, facts.DROP_LESSON}), lessons, lesson_named, told_lesson
    ),
    Kind(
        "journal.period_mark",
        frozenset({facts.PUT_PERIOD_MARK, facts.CORRECT_PERIOD_MARK}),
        period_marks,
        period_mark_named,
        told_value,
    ),
    Kind(
        "journal.document",
        frozenset({facts.EXCUSE, facts.WITHDRAW_EXCUSE}),
        documents,
        document_named,
        told_document,
    ),
    Kind(
        "journal.homework_file",
        frozenset({facts.ATTACH_FILE, facts.REMOVE_FILE}),
        files,
        file_of_lesson_named,
        told_file,
    ),
    Kind("journal.level", frozenset({facts.PUT_LEVEL, facts.CORRECT_LEVEL}), levels, level_named, told_level),
    Kind("journal.criteria", frozenset({facts.PUT_CRITERIA}), criteria, lesson_named, told_criteria),
    Kind("journal.points", frozenset({facts.PUT_POINTS}), points, cell_named, told_points),
    Kind("journal.closing", frozenset({facts.CLOSE_PERIOD}), closings, closing_named),
    Kind("journal.stage", frozenset({facts.MOVE_STAGE}), stages, stage_named),
    Kind("journal.order", frozenset({facts.OPEN_CORRECTION}), orders, order_named),
)
