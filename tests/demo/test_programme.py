"""Темы показательной школы: каждому предмету и году обучения свои, работы в свой черёд."""

from __future__ import annotations

from collections import Counter

import pytest

from letopis.demo.craft.lessons import WEEKS, Programme, Text, topics_of
from letopis.demo.craft.school import Course, School
from letopis.school.craft.first_act import first_act
from tests.demo.small import whole_school


@pytest.fixture(scope="module")
def school() -> School:
    return whole_school()


def course(school: School, grade: int, subject: str) -> Course:
    """A page of this year."""
    return next(
        page
        for group in school.now.groups
        if group.grade == grade
        for page in group.courses
        if page.subject.name == subject
    )


def year_of(page: Course, *, marked: bool = True) -> list[Text]:
    """All lessons of a page in a year."""
    programme = Programme(page, marked=marked)
    return [programme.next() for _ in range(WEEKS * page.hours)]


def test_every_subject_has_topics_in_every_grade(school: School) -> None:
    for subject in school.subjects:
        for grade in subject.hours:
            assert len(topics_of(subject.name, grade)) >= 6, (subject.name, grade)


def test_topics_go_forward_and_fit_their_column(school: School) -> None:
    for group in school.now.groups:
        for page in group.courses:
            texts = year_of(page, marked=group.grade > 1)
            assert all(0 < len(text.topic) <= 200 for text in texts)
            assert len({text.topic for text in texts}) > len(texts) // 5, page.subject.name


def test_works_are_those_of_the_act_and_come_every_two_weeks_or_so(school: School) -> None:
    known = {work["code"] for work in first_act()["work_types"]}
    algebra = Counter(text.work for text in year_of(course(school, 7, "Алгебра")))
    assert set(algebra) - {""} <= known
    assert 10 <= sum(algebra.values()) - algebra[""] <= 20


def test_the_first_grade_writes_no_works_for_marks(school: School) -> None:
    texts = year_of(course(school, 1, "Математика"), marked=False)
    assert {(text.work, text.homework) for text in texts} == {("", "")}
