"""Что не в порядке: школа видна целиком, каждый видит своё, ссылка ведёт на самое место."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from letopis.conditions.models import Condition
from letopis.control.queries import Wanted, faults_on, late_lessons
from letopis.journal.actions import put_mark
from letopis.journal.actions.marks import Typed
from letopis.journal.models import Entry, Lesson
from letopis.people.access import standing_of
from letopis.people.models import Enrolment, Student
from letopis.regulation.faults import EMPTY_LESSON, FEW_MARKS, NO_HOMEWORK, NO_TOPIC, UNMARKED_WORK
from letopis.school.models import Course
from letopis.school.queries import periods_of, settings_on
from tests.cast import FIRST, TODAY, Cast, close_quarter

Enter = Callable[[str], Client]


def found(cast: Cast, day: date = TODAY, course: Course | None = None) -> dict[str, list[str]]:
    """Kind → places, on the page of algebra."""
    page = (course or cast.algebra).pk
    kept = [fault for fault in faults_on(day) if fault.page.course == page]
    kinds: dict[str, list[str]] = {}
    for fault in kept:
        kinds.setdefault(fault.kind, []).extend(place.title for place in fault.places)
    return kinds


def fill(cast: Cast, day: date, student: Student | None = None, value: str = "4") -> None:
    """A cell of a lesson is filled."""
    lesson = Lesson.objects.get(course=cast.algebra, date=day)
    number = int(value) if value.isdigit() else 0
    Entry.objects.create(
        lesson=lesson, student=student or cast.anna, value=value, marks_sum=number, marks_count=bool(number)
    )


def test_lessons_without_topic_marks_or_absences_are_named_by_their_days(cast: Cast) -> None:
    Lesson.objects.filter(course=cast.algebra, date=date(2026, 10, 26)).update(topic="")
    fill(cast, date(2026, 9, 14))
    kinds = found(cast)
    assert kinds[NO_TOPIC] == ["26.10"]
    assert kinds[EMPTY_LESSON] == ["21.09"]  # those of this week have time yet


def test_a_work_without_marks_is_missed_after_its_term(cast: Cast) -> None:
    Lesson.objects.filter(course=cast.algebra, date=date(2026, 10, 21)).update(work_type=cast.control)
    assert UNMARKED_WORK not in found(cast)
    assert found(cast, date(2026, 10, 29))[UNMARKED_WORK] == ["21.10"]
    fill(cast, date(2026, 10, 21), value="н")
    assert found(cast, date(2026, 10, 29))[UNMARKED_WORK] == ["21.10"]
    fill(cast, date(2026, 10, 21), cast.boris)
    assert UNMARKED_WORK not in found(cast, date(2026, 10, 29))


def test_homework_is_missed_where_it_is_usual(cast: Cast) -> None:
    assert NO_HOMEWORK not in found(cast)
    Lesson.objects.filter(course=cast.algebra).exclude(date=date(2026, 10, 21)).update(homework="№ 1")
    assert found(cast)[NO_HOMEWORK] == ["21.10"]


def test_a_closed_period_is_no_longer_looked_after(cast: Cast) -> None:
    assert found(cast)[EMPTY_LESSON] == ["14.09", "21.09"]
    close_quarter(cast)
    assert EMPTY_LESSON not in found(cast)


def test_pupils_with_too_few_marks_are_named_before_the_period_ends(cast: Cast) -> None:
    close_quarter(cast)
    for day in (date(2026, 10, 21), date(2026, 10, 26)):
        fill(cast, day)
    Lesson.objects.create(course=cast.algebra, date=date(2026, 11, 9), number=2, topic="Тема")
    fill(cast, date(2026, 11, 9))
    assert FEW_MARKS not in found(cast, date(2026, 12, 18))
    assert found(cast, date(2026, 12, 19))[FEW_MARKS] == ["Белов Борис", "Волкова Вера", "Гущин Глеб"]
    assert found(cast, date(2026, 12, 19), cast.english)[FEW_MARKS] == ["Авдеева Анна"]


def test_a_cell_with_two_marks_counts_as_two(cast: Cast) -> None:
    close_quarter(cast)
    for day in (date(2026, 10, 21), date(2026, 10, 26)):
        fill(cast, day)
    last_week = date(2026, 12, 19)
    assert "Авдеева Анна" in found(cast, last_week)[FEW_MARKS]
    Entry.objects.filter(lesson__date=date(2026, 10, 26)).update(value="4 5", marks_sum=9, marks_count=2)
    assert "Авдеева Анна" not in found(cast, last_week)[FEW_MARKS]


def test_whom_a_document_exempts_or_judges_in_words_is_not_short_of_marks(cast: Cast) -> None:
    close_quarter(cast)
    last_week = date(2026, 12, 19)
    papers: list[dict[str, object]] = [
        {"student": cast.anna, "kind": "exempt", "subject": cast.algebra.subject},
        {"student": cast.boris, "kind": "exempt", "subject": cast.english.subject},  # of another subject
        {"student": cast.vera, "kind": "exempt", "ends": date(2026, 9, 30)},  # over before the period
        {"student": cast.late_comer, "kind": "scale", "scale": "three_up"},  # a scale of marks
    ]
    rest: dict[str, object] = {
        "starts": FIRST,
        "document": "pmpk",
        "entered_at": timezone.now(),
        "entered_by": 0,
    }
    for paper in papers:
        Condition.objects.create(**rest, **paper)
    named = found(cast, last_week)[FEW_MARKS]
    assert named == ["Белов Борис", "Волкова Вера", "Гущин Глеб"]
    words = Condition.objects.create(**rest, class_group=cast.class_7a, kind="scale", scale="passes")
    assert FEW_MARKS not in found(cast, last_week)
    lifted = {"lifted_at": timezone.now(), "lifted_by": 0, "lifted_why": "ошибка"}
    Condition.objects.filter(pk=words.pk).update(**lifted)
    assert found(cast, last_week)[FEW_MARKS] == named


def test_a_class_taught_without_marks_is_asked_for_topics_only(cast: Cast) -> None:
    Lesson.objects.filter(course=cast.first_grade).update(topic="")
    assert found(cast, date(2026, 12, 20), cast.first_grade).keys() == {NO_TOPIC}


def test_the_list_can_be_narrowed(cast: Cast) -> None:
    teacher = cast.accounts["teacher"].employee_id
    whole = faults_on(TODAY)
    assert {fault.page.course for fault in whole} == {cast.algebra.pk, cast.algebra_7b.pk, cast.english.pk}
    narrowed = {
        "teacher": Wanted(teacher=teacher),
        "class": Wanted(class_group=cast.class_7b.pk),
        "kind": Wanted(kind=NO_TOPIC),
        "own": Wanted(courses=frozenset({cast.english.pk})),
    }
    pages = {name: {fault.page.course for fault in faults_on(TODAY, one)} for name, one in narrowed.items()}
    assert pages == {
        "teacher": {cast.algebra.pk}, "class": {cast.algebra_7b.pk}, "kind": set(), "own": {cast.english.pk},
    }  # fmt: skip


def test_before_any_year_everything_is_in_order(noon: None, db: None) -> None:
    assert faults_on(TODAY) == []


def test_the_question_costs_the_same_for_more_lessons_pupils_and_periods(cast: Cast) -> None:
    day = date(2026, 12, 20)
    faults_on(day)
    with CaptureQueriesContext(connection) as few:
        faults_on(day)
    for number in range(8):
        pupil = Student.objects.create(surname=f"Новый{number}", given_name="Ян")
        Enrolment.objects.create(student=pupil, class_group=cast.class_7a, starts=FIRST)
        Lesson.objects.create(course=cast.algebra, date=date(2026, 11, 1 + number), number=2)
    with CaptureQueriesContext(connection) as many:
        assert faults_on(day)
    assert len(many) == len(few) == 4


@pytest.mark.parametrize(
    ("role", "sees", "not_sees"),
    [
        ("teacher", ["Алгебра"], ["Английский", "7 «Б»"]),
        ("foreign_teacher", ["7 «Б»"], ["7 «А»"]),
        ("class_teacher", ["Алгебра", "Английский"], ["7 «Б»"]),
        ("deputy", ["Алгебра", "Английский", "7 «Б»"], []),
        ("principal", ["Алгебра", "Английский", "7 «Б»"], []),
    ],
)
def test_each_sees_the_pages_they_answer_for(
    cast: Cast, enter: Enter, role: str, sees: list[str], not_sees: list[str]
) -> None:
    page = enter(role).get("/control/").content.decode()
    assert [word for word in sees if word not in page] == []
    assert [word for word in not_sees if word in page] == []


@pytest.mark.parametrize("role", ["clerk", "archivist", "pupil", "parent", "admin"])
def test_others_do_not_enter(cast: Cast, enter: Enter, role: str) -> None:
    for address in ("/control/", "/control/remarks/", f"/control/pages/{cast.algebra.pk}/"):
        assert enter(role).get(address).status_code == 403


def test_a_link_leads_to_the_lesson_itself(cast: Cast, enter: Enter) -> None:
    page = enter("deputy").get("/control/").content.decode()
    lesson = cast.closed_lesson
    assert f"/journal/{cast.algebra.pk}/?period={cast.quarters[0].pk}#lesson-{lesson.pk}" in page


def test_the_page_says_when_everything_is_in_order_and_when_only_the_filter_is(
    cast: Cast, enter: Enter
) -> None:
    client = enter("deputy")
    assert "По этому отбору всё в порядке" in client.get("/control/?kind=no_topic").content.decode()
    Lesson.objects.filter(date__lt=date(2026, 10, 20)).delete()
    assert "Всё в порядке" in client.get("/control/").content.decode()
    assert client.get("/control/?class=7а&teacher=-1&kind=x").status_code == 200


def test_a_mark_put_late_is_told_with_its_days(cast: Cast, enter: Enter) -> None:
    teacher = standing_of(cast.accounts["teacher"], TODAY)

    def put(student: Student, moment: str) -> None:
        with time_machine.travel(moment):
            typed = Typed(cast.lesson.pk, student.pk, "", "5")
            put_mark(cast.algebra.pk, typed, standing=teacher, by=teacher.account)

    put(cast.anna, "2026-10-21T10:00:00+03:00")
    put(cast.boris, "2026-10-23T10:00:00+03:00")
    put(cast.vera, "2026-10-26T10:00:00+03:00")
    period = periods_of(cast.year.pk, "quarter")[1]
    (late,) = late_lessons(cast.algebra.pk, period, settings_on(TODAY))
    assert (late.day, late.marks, late.days) == (date(2026, 10, 21), 2, 5)
    Lesson.objects.filter(pk=cast.lesson.pk).update(work_type=cast.control)
    assert late_lessons(cast.algebra.pk, period, settings_on(TODAY)) == []
    page = enter("teacher").get(f"/control/pages/{cast.algebra.pk}/?period={period.id}")
    assert "Опозданий нет" in page.content.decode()


@pytest.mark.parametrize(("asked", "status"), [("", 200), ("?period=0", 404), ("?period=x", 404)])
def test_an_unknown_period_is_not_found(cast: Cast, enter: Enter, asked: str, status: int) -> None:
    assert enter("deputy").get(f"/control/pages/{cast.algebra.pk}/{asked}").status_code == status


def test_a_foreign_page_is_refused(cast: Cast, enter: Enter) -> None:
    assert enter("teacher").get(f"/control/pages/{cast.algebra_7b.pk}/").status_code == 403
