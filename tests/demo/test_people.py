"""Люди показательной школы: имена по полу, возраст по классу, у показанного родителя двое детей."""

from __future__ import annotations

from collections import Counter

import pytest

from letopis.demo.craft.data import read
from letopis.demo.craft.names import FEMALE, MALE, surname_for
from letopis.demo.craft.people import FAILING, GIFTED, Pupil
from letopis.demo.craft.school import School
from tests.demo.small import SHOWN, SMALL, TODAY, small_school, whole_school


@pytest.fixture(scope="module")
def school() -> School:
    return whole_school()


@pytest.fixture(scope="module")
def pupils(school: School) -> list[Pupil]:
    return [pupil for roll in school.people.cohorts.values() for pupil in roll]


@pytest.mark.parametrize(
    ("sex", "family", "surname"),
    [
        (FEMALE, "Седов", "Седова"),
        (FEMALE, "Киселёв", "Киселёва"),
        (FEMALE, "Ильин", "Ильина"),
        (FEMALE, "Белецкий", "Белецкая"),
        (FEMALE, "Толстой", "Толстая"),
        (FEMALE, "Черных", "Черных"),
        (FEMALE, "Бондаренко", "Бондаренко"),
        (FEMALE, "Саркисян", "Саркисян"),
        (MALE, "Толстой", "Толстой"),
    ],
)
def test_a_surname_has_the_ending_of_its_bearer(sex: str, family: str, surname: str) -> None:
    assert surname_for(sex, family) == surname


def test_a_given_name_and_a_patronymic_fit_the_sex(pupils: list[Pupil]) -> None:
    given = {MALE: set(read("names")["boys"]), FEMALE: set(read("names")["girls"])}
    ending = {MALE: ("ич",), FEMALE: ("на",)}
    wrong = [
        one.name
        for one in pupils
        if one.name.given not in given[one.sex] or not one.name.patronymic.endswith(ending[one.sex])
    ]
    assert wrong == []


def test_the_school_is_as_big_as_ordered(school: School) -> None:
    sizes = [len(group.pupils) for group in school.now.groups]
    assert (len(sizes), sum(sizes), len(school.staff)) == (24, 600, 40)
    assert min(sizes) >= 20
    assert max(sizes) <= 30
    assert len(set(sizes)) > 3


@pytest.mark.parametrize("seed", [2, 5])
def test_any_seed_admits_as_many_pupils_as_ordered(seed: int) -> None:
    assert sum(len(group.pupils) for group in small_school(seed).now.groups) == SMALL.pupils


def test_pupils_are_of_the_age_of_their_grade(pupils: list[Pupil]) -> None:
    ages = {(TODAY.replace(month=9, day=1) - one.birth).days / 365.25 - one.cohort.grade for one in pupils}
    assert min(ages) > 5.4  # six and a half on entering the first grade
    assert max(ages) < 7.1


def test_file_numbers_are_those_of_the_alphabetical_book(pupils: list[Pupil]) -> None:
    numbers = Counter(one.file_number for one in pupils)
    assert max(numbers.values()) == 1
    assert all(one.file_number[0] == one.name.surname[0].replace("Ё", "Е") for one in pupils)


def test_the_shown_parent_has_two_children_and_one_of_them_is_in_the_shown_class(school: School) -> None:
    children = school.people.parent.children
    assert len(children) == 2
    assert len({one.cohort for one in children} & {SHOWN}) == 1


def test_every_child_has_a_parent_and_some_have_a_brother_or_a_sister(
    school: School, pupils: list[Pupil]
) -> None:
    with_parents = {child.id for adult in school.people.adults for child in adult.children}
    assert with_parents == {one.id for one in pupils}
    many = [adult for adult in school.people.adults if len(adult.children) > 1]
    assert 30 < len(many) < 250


def test_the_shown_class_has_a_gifted_and_a_failing_child(school: School) -> None:
    parts = Counter(one.talent.part for one in school.people.cohorts[SHOWN])
    assert (parts[GIFTED], parts[FAILING]) == (1, 1)


def test_another_seed_brings_other_people() -> None:
    first, same, other = (
        [pupil.name for roll in small_school(seed).people.cohorts.values() for pupil in roll]
        for seed in (1, 1, 2)
    )
    assert first == same
    assert first != other
