"""Справочники, с которыми идёт программа: календарь, шкалы, ступени, сроки — по опубликованным примерам."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.regulation.exams import (
    Condition,
    MarkScale,
    PointScale,
    check_mark_scale,
    judge,
    points_for,
    scale_for,
)
from letopis.regulation.gto import age_on, stage_on
from letopis.regulation.refusals import Refused
from letopis.regulation.retention import (
    RetentionTerm,
    check_destruction,
    goes_to_archive,
    may_be_destroyed,
    term_ends,
    transfer_window,
)
from letopis.regulation.working_days import last_day
from letopis.school.craft import reference

CALENDAR = reference.calendar_of(reference.shipped("production_calendar"))
OGE = reference.mark_scales_of(reference.shipped("oge"))
GVE = reference.mark_scales_of(reference.shipped("gve"))
EGE = reference.point_scales_of(reference.shipped("ege"))
GTO = reference.gto_of(reference.shipped("gto"))
TERMS = reference.retention_of(reference.shipped("retention"))

MONTHS = {
    2025: (17, 20, 21, 22, 18, 19, 23, 21, 22, 23, 19, 22),
    2026: (15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22),
    2027: (15, 19, 22, 22, 19, 21, 22, 22, 22, 21, 20, 22),
}


@pytest.mark.parametrize("year", MONTHS)
def test_the_calendar_has_the_published_number_of_working_days(year: int) -> None:
    assert tuple(CALENDAR.working_days(year, month) for month in range(1, 13)) == MONTHS[year]


@pytest.mark.parametrize(
    ("received", "term", "last"),
    [
        ("2025-10-30", 3, "2025-11-05"),
        ("2026-04-29", 3, "2026-05-05"),
        ("2026-05-07", 7, "2026-05-19"),
        ("2026-10-30", 10, "2026-11-16"),
        ("2026-12-28", 10, "2027-01-20"),
        ("2026-12-30", 3, "2027-01-13"),
        ("2027-02-18", 3, "2027-02-24"),
        ("2027-02-19", 10, "2027-03-09"),
        ("2027-04-30", 3, "2027-05-06"),
        ("2027-06-10", 3, "2027-06-16"),
        ("2027-11-02", 3, "2027-11-09"),
    ],
)
def test_a_term_in_working_days_ends_on_the_published_day(received: str, term: int, last: str) -> None:
    assert last_day(date.fromisoformat(received), term, CALENDAR) == date.fromisoformat(last)


def test_a_year_without_a_calendar_is_refused_not_guessed() -> None:
    with pytest.raises(Refused) as refused:
        last_day(date(2027, 12, 28), 5, CALENDAR)
    assert (refused.value.code, refused.value.facts["year"]) == ("calendar.unknown_year", 2028)


@pytest.mark.parametrize(
    ("subject", "score", "groups", "mark", "unmet"),
    [
        ("Русский язык", 14, {"literacy": 9}, 2, ()),
        ("Русский язык", 26, {"literacy": 6}, 4, ()),
        ("Русский язык", 26, {"literacy": 5}, 3, ("literacy",)),
        ("Русский язык", 33, {"literacy": 9}, 5, ()),
        ("Русский язык", 33, {"literacy": 8}, 4, ("literacy",)),
        ("Русский язык", 37, {"literacy": 5}, 3, ("literacy", "literacy")),
        ("Математика", 8, {"geometry": 2}, 3, ()),
        ("Математика", 31, {"geometry": 1}, 2, ("geometry",)),
        ("Математика", 7, {}, 2, ()),
        ("Информатика", 17, {}, 5, ()),
    ],
)
def test_a_score_becomes_a_mark_with_its_conditions(
    subject: str, score: int, groups: dict[str, int], mark: int, unmet: tuple[str, ...]
) -> None:
    found = judge(scale_for(OGE, "ОГЭ", subject, 2026), score, groups)
    assert (found.mark, found.unmet) == (mark, unmet)


@pytest.mark.parametrize("score", [-1, 38])
def test_a_score_outside_the_scale_is_refused(score: int) -> None:
    with pytest.raises(Refused, match=r"scale\.score"):
        judge(scale_for(OGE, "ОГЭ", "Русский язык", 2026), score)


def test_no_scale_of_one_year_serves_another() -> None:
    with pytest.raises(Refused) as refused:
        scale_for(OGE, "ОГЭ", "История", 2027)
    assert refused.value.code == "scale.none"


def test_the_regions_own_scale_comes_before_the_recommended_one() -> None:
    own = MarkScale("ОГЭ", "Физика", 2026, 39, {3: 9, 4: 20, 5: 30}, region="51")
    assert scale_for([*OGE, own], "ОГЭ", "Физика", 2026, region="51").from_[3] == 9
    assert scale_for([*OGE, own], "ОГЭ", "Физика", 2026, region="78").from_[3] == 10


def test_series_of_papers_have_their_own_scales() -> None:
    assert scale_for(GVE, "ГВЭ-9 письменный", "Математика", 2026, series="300").most == 10


@given(st.sampled_from(OGE + GVE), st.data())
def test_a_higher_score_never_gives_a_lower_mark(scale: MarkScale, data: st.DataObject) -> None:
    lower = data.draw(st.integers(0, scale.most))
    higher = data.draw(st.integers(lower, scale.most))
    groups = data.draw(st.fixed_dictionaries({"literacy": st.integers(0, 12), "geometry": st.integers(0, 8)}))
    assert judge(scale, higher, groups).mark >= judge(scale, lower, groups).mark


@pytest.mark.parametrize(
    ("borders", "conditions"),
    [
        ({3: 10, 4: 9, 5: 20}, ()),
        ({3: 5, 4: 9, 5: 31}, ()),
        ({3: 0, 4: 9, 5: 20}, ()),
        ({3: 5, 4: 9}, ()),
        ({3: 5, 4: 9, 5: 20}, (Condition((3,), "g", 1, 4),)),
    ],
)
def test_a_senseless_scale_is_not_loaded(borders: dict[int, int], conditions: tuple[Condition, ...]) -> None:
    with pytest.raises(Refused, match=r"scale\.malformed"):
        check_mark_scale(MarkScale("ОГЭ", "Физика", 2026, 30, borders, conditions))


def test_raw_scores_become_test_points() -> None:
    scale = next(one for one in EGE if one.subject == "Русский язык")
    assert (points_for(scale, 0), points_for(scale, 40), points_for(scale, 50)) == (0, 73, 100)
    with pytest.raises(Refused, match=r"scale\.score"):
        points_for(scale, 51)
    with pytest.raises(Refused, match=r"scale\.score"):
        points_for(scale, -1)


@pytest.mark.parametrize("points", [[], [1, 100], [0, 99], [0, 60, 50, 100]])
def test_a_senseless_list_of_points_is_not_loaded(points: list[int]) -> None:
    data = {
        "points": [
            {"exam": "ЕГЭ", "subject": "?", "year": 2026, "points": points, "source": "", "is_proven": True}
        ]
    }
    with pytest.raises(Refused, match=r"scale\.malformed"):
        reference.point_scales_of(data)


def test_a_minimum_outside_its_scale_is_not_loaded() -> None:
    scale = PointScale("ЕГЭ", "?", 2026, (0, 100), least=36)
    with pytest.raises(Refused, match=r"scale\.malformed"):
        reference.check_point_scale(scale)


@pytest.mark.parametrize(
    ("born", "day", "stage"),
    [
        (date(2013, 5, 5), date(2026, 5, 4), "IV"),
        (date(2013, 5, 5), date(2026, 11, 24), "IV"),
        (date(2012, 5, 5), date(2026, 5, 5), "V"),
        (date(2007, 5, 5), date(2022, 5, 5), "IV"),
        (date(1950, 1, 1), date(2026, 1, 1), "XVIII"),
    ],
)
def test_the_stage_follows_age_and_the_table_of_the_day(born: date, day: date, stage: str) -> None:
    assert stage_on(GTO, born, day).number == stage


@pytest.mark.parametrize(
    ("born", "day"), [(date(2023, 1, 1), date(2026, 1, 1)), (date(2000, 1, 1), date(2012, 1, 1))]
)
def test_outside_every_stage_is_refused(born: date, day: date) -> None:
    with pytest.raises(Refused, match=r"gto\.no_stage"):
        stage_on(GTO, born, day)


def test_a_birthday_adds_a_year_on_the_day() -> None:
    assert [age_on(date(2010, 6, 15), date(2026, 6, day)) for day in (14, 15)] == [15, 16]


def test_a_term_counts_from_the_first_of_january_after_closing() -> None:
    register = TERMS["class_register"]
    assert term_ends(2026, register) == date(2031, 12, 31)
    assert not may_be_destroyed(2026, register, date(2031, 12, 31))
    assert may_be_destroyed(2026, register, date(2032, 1, 1))
    check_destruction(2026, register, date(2032, 1, 1))
    with pytest.raises(Refused) as refused:
        check_destruction(2026, register, date(2031, 12, 31))
    assert (refused.value.code, refused.value.facts["day"]) == ("retention.not_ended", date(2031, 12, 31))


def test_the_permanent_is_never_destroyed() -> None:
    minutes = TERMS["council_minutes"]
    assert term_ends(2026, minutes) is None
    assert not may_be_destroyed(1926, minutes, date(2026, 1, 1))
    with pytest.raises(Refused, match=r"retention\.permanent"):
        check_destruction(1926, minutes, date(2026, 1, 1))
    assert term_ends(2026, RetentionTerm("x", None, "до минования надобности", "", is_proven=False)) is None


def test_only_long_terms_go_to_the_archive() -> None:
    assert goes_to_archive(TERMS["council_minutes"])
    assert goes_to_archive(TERMS["summary_sheets"])
    assert not goes_to_archive(TERMS["class_register"])
    assert not goes_to_archive(RetentionTerm("x", 10, "10 лет", "", is_proven=True))
    assert transfer_window(2026) == (date(2028, 1, 1), date(2029, 12, 31))


@pytest.mark.parametrize(
    ("read", "data"),
    [
        (reference.calendar_of, {"years": [{"year": 2028}]}),
        (reference.mark_scales_of, {"marks": [{"exam": "ОГЭ"}]}),
        (reference.point_scales_of, {"points": [{"exam": "ЕГЭ"}]}),
        (reference.gto_of, {"tables": [{"valid_from": date(2026, 1, 1), "stages": [["I"]]}]}),
        (reference.retention_of, {"terms": [{"kind": "x"}]}),
        (lambda data: reference.medals_of(data, date(2026, 1, 1)), {"rules": [{"degree": "?"}]}),
    ],
)
def test_a_malformed_reference_is_refused_in_words(read: object, data: dict[str, object]) -> None:
    with pytest.raises(Refused, match=r"reference\.malformed"):
        read(data)  # type: ignore[operator]


def test_medals_are_those_in_force_and_nothing_before_the_order() -> None:
    data = reference.shipped("medals")
    assert [rule.degree for rule in reference.medals_of(data, date(2026, 6, 1))] == [1, 2]
    assert reference.medals_of(data, date(2023, 1, 1)) == ()


def test_an_unknown_reference_is_a_programmers_error() -> None:
    with pytest.raises(KeyError):
        reference.shipped("unknown")
