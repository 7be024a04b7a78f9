"""Показательная школа рядом с настоящей работой: после неё пишут дальше, поверх чего-либо её не строят."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from letopis.demo.actions import Order, build
from letopis.demo.craft.people import Size
from letopis.journal.models import AbsenceTotal, Entry, Lesson
from letopis.people.models import Student
from letopis.school.models import Course
from letopis.trace.queries import verified

ONE_CLASS = Size(classes=(0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0), pupils=10, graduates=(0, 0))
TINY = Order(1, date(2026, 9, 4), size=ONE_CLASS)


@pytest.mark.django_db
def test_the_full_school_tells_the_past_years_by_lessons_too() -> None:
    build(Order(TINY.seed, TINY.day, full=True, size=TINY.size))
    years = set(Lesson.objects.values_list("course__class_group__year__starts__year", flat=True))
    assert years == {2024, 2025, 2026}
    assert not AbsenceTotal.objects.exists()
    assert verified().findings == []


@pytest.mark.django_db
def test_the_next_rows_get_numbers_of_their_own() -> None:
    build(TINY)
    student = Student.objects.create(surname="Новых", given_name="Пётр")
    lesson = Lesson.objects.create(course=Course.objects.earliest("id"), date=TINY.day, number=12)
    Entry.objects.create(lesson=lesson, student=student, value="5", marks_sum=5, marks_count=1)
    assert student.pk > TINY.size.pupils


@pytest.mark.django_db
def test_a_second_school_is_not_built_over_the_first() -> None:
    build(TINY)
    stood = Student.objects.count()
    with pytest.raises(IntegrityError), transaction.atomic():
        build(TINY)
    assert Student.objects.count() == stood
