"""Справочники, с которыми идёт программа: календарь, шкалы, ступени, сроки — по опубликованным примерам."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.regulation.exam_sets import check_next_level, exam_set_on, missing_exams
from letopis.regulation.exams import (
    Condition,
    MarkScale,
    PointScale,
    check_mark_scale,
    check_point_scale,
    judge,
    passes,
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
TALKS = reference.pass_scales_of(reference.shipped("oge"))
SETS = reference.exam_sets_of(reference.shipped("exam_sets"))
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


def test_a_regional_holiday_is_a_day_off_beside_the_countrys() -> None:
    shipped = reference.shipped("production_calendar")
    data = {**shipped, "regional": [{"day": date(2026, 5, 5), "name": "праздник региона"}]}
    assert last_day(date(2026, 4, 29), 3, reference.calendar_of(data)) == date(2026, 5, 6)
    assert CALENDAR.source[2026] == "ст. 112 ТК РФ; постановление Правительства РФ № 1466 от 24.09.2025"


@given(st.dates(date(2025, 1, 1), date(2027, 11, 30)), st.integers(0, 10))
def test_a_longer_term_never_ends_earlier_and_ends_on_a_working_day(received: date, term: int) -> None:
    ends, later = last_day(received, term, CALENDAR), last_day(received, term + 1, CALENDAR)
    assert received <= ends < later
    assert CALENDAR.is_working(later)


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


@pytest.mark.parametrize(
    ("borders", "conditions"),
    [
        ({3: 1, 4: 2, 5: 30}, ()),
        ({3: 10, 4: 11, 5: 12}, (Condition((3, 4, 5), "g", 2, 2),)),
    ],
)
def test_a_scale_at_its_edges_is_loaded(borders: dict[int, int], conditions: tuple[Condition, ...]) -> None:
    check_mark_scale(MarkScale("ОГЭ", "Физика", 2026, 30, borders, conditions))


@pytest.mark.parametrize(
    "borders",
    [
        {4: 9, 5: 20},
        {3: 5, 5: 20},
        {3: 5, 4: 9},
        {3: 9, 4: 9, 5: 20},
        {3: 5, 4: 20, 5: 20},
        {3: -1, 4: 9, 5: 20},
    ],
)
def test_borders_that_do_not_rise_are_refused(borders: dict[int, int]) -> None:
    with pytest.raises(Refused, match=r"scale\.malformed"):
        check_mark_scale(MarkScale("ОГЭ", "Физика", 2026, 30, borders))


def test_a_condition_that_keeps_its_own_mark_is_refused() -> None:
    same = Condition((3, 4), "g", 1, 3)
    with pytest.raises(Refused, match=r"scale\.malformed"):
        check_mark_scale(MarkScale("ОГЭ", "Физика", 2026, 30, {3: 5, 4: 9, 5: 20}, (same,)))


def test_a_group_that_was_not_given_counts_as_nothing() -> None:
    scale = MarkScale("ОГЭ", "Физика", 2026, 30, {3: 5, 4: 9, 5: 20}, (Condition((3,), "g", 1, 2),))
    found = judge(scale, 5)
    assert (found.mark, found.by_points, found.unmet) == (2, 3, ("g",))
    assert judge(scale, 5, {"g": 1}).mark == 3


def test_works_of_different_grades_have_their_own_scales() -> None:
    eighth = MarkScale("ВПР", "Физика", 2026, 18, {3: 5, 4: 8, 5: 11}, grade=8)
    seventh = MarkScale("ВПР", "Физика", 2026, 18, {3: 6, 4: 9, 5: 12}, grade=7)
    assert scale_for([seventh, eighth], "ВПР", "Физика", 2026, grade=8) == eighth
    with pytest.raises(Refused, match=r"scale\.none"):
        scale_for([seventh, eighth], "ВПР", "Физика", 2026)


@pytest.mark.parametrize(
    ("year", "score", "passed"),
    [(2026, 9, False), (2026, 10, True), (2026, 20, True), (2026, 0, False), (2027, 17, True)],
)
def test_the_interview_is_passed_by_the_score_of_its_year(year: int, score: int, passed: bool) -> None:
    assert passes(TALKS, "Итоговое собеседование", year, score) is passed


def test_a_score_of_another_year_does_not_fit_the_new_scale() -> None:
    with pytest.raises(Refused, match=r"scale\.score"):
        passes(TALKS, "Итоговое собеседование", 2027, 18)


@pytest.mark.parametrize(("most", "least"), [(20, 0), (20, 21), (0, 0)])
def test_a_senseless_pass_is_not_loaded(most: int, least: int) -> None:
    row = {"exam": "x", "year": 2026, "most": most, "least": least, "source": "", "is_proven": True}
    with pytest.raises(Refused, match=r"scale\.malformed"):
        reference.pass_scales_of({"passes": [row]})


def test_a_pass_at_the_edges_of_its_scale_is_loaded() -> None:
    rows = [{"exam": "x", "year": 2026, "most": 1, "least": 1, "source": "", "is_proven": True}]
    assert passes(reference.pass_scales_of({"passes": rows}), "x", 2026, 1)


def test_published_maxima_and_minima_of_the_state_exam() -> None:
    found = {scale.subject: (scale.most, scale.least) for scale in EGE}
    assert found["Русский язык"] == (50, 24)
    assert found["Математика (профиль)"] == (32, 27)
    assert found["История"] == (42, 32)
    assert found["Информатика"] == (29, 40)
    assert len(found) == 12


def test_a_pupil_of_the_experiment_lacks_no_electives_and_waits_before_grade_ten() -> None:
    day = date(2026, 6, 1)
    usual = exam_set_on(SETS, "51", day, in_experiment=False)
    two = exam_set_on(SETS, "51", day, in_experiment=True)
    assert (usual.exams, two.exams, two.for_next_level) == (4, 2, 4)
    assert [missing_exams(taken, two) for taken in (0, 2, 3)] == [2, 0, 0]
    assert missing_exams(2, usual) == 2
    check_next_level(4, two)
    with pytest.raises(Refused, match=r"exams\.too_few"):
        check_next_level(2, two)


@pytest.mark.parametrize(
    ("region", "day", "known"),
    [
        ("51", date(2025, 6, 1), False),
        ("77", date(2025, 6, 1), True),
        ("77", date(2029, 12, 31), True),
        ("77", date(2030, 1, 1), False),
        ("77", date(2025, 4, 1), True),
        ("77", date(2025, 3, 31), False),
    ],
)
def test_the_experiment_counts_in_its_days_and_regions(region: str, day: date, known: bool) -> None:
    if known:
        assert exam_set_on(SETS, region, day, in_experiment=True).region == region
        return
    with pytest.raises(Refused, match=r"exams\.no_set"):
        exam_set_on(SETS, region, day, in_experiment=True)


def test_raw_scores_become_test_points() -> None:
    scale = next(one for one in EGE if one.subject == "Русский язык")
    assert (points_for(scale, 0), points_for(scale, 40), points_for(scale, 50)) == (0, 73, 100)
    with pytest.raises(Refused, match=r"scale\.score"):
        points_for(scale, 51)
    with pytest.raises(Refused, match=r"scale\.score"):
        points_for(scale, -1)


@pytest.mark.parametrize(
    "points",
    [[], [0, 100], [0, 1, 2, 100], [1, 50, 100], [0, 50, 99], [0, 101, 100], [0, 100, 50], [50, 0, 100]],
)
def test_a_senseless_list_of_points_is_not_loaded(points: list[int]) -> None:
    head = {"exam": "ЕГЭ", "subject": "?", "year": 2026, "source": "", "is_proven": True}
    data = {"points": [{**head, "most": 2, "points": points}]}
    with pytest.raises(Refused, match=r"scale\.malformed"):
        reference.point_scales_of(data)


@pytest.mark.parametrize("scale", EGE, ids=lambda scale: scale.subject)
def test_a_shipped_scale_of_points_passes_its_own_check(scale: PointScale) -> None:
    check_point_scale(scale)
    assert len(scale.points) == scale.most + 1


def test_a_minimum_outside_its_scale_is_not_loaded() -> None:
    scale = PointScale("ЕГЭ", "?", 2026, 1, (0, 100), least=36)
    with pytest.raises(Refused, match=r"scale\.malformed"):
        check_point_scale(scale)


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


def test_a_table_of_stages_counts_from_its_first_day() -> None:
    born = date(2009, 3, 23)  # 14 years: stage IV of the old table, V of the new one
    assert [stage_on(GTO, born, date(2023, 3, day)).number for day in (22, 23)] == ["IV", "V"]


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
        (reference.pass_scales_of, {"passes": [{"exam": "Итоговое собеседование"}]}),
        (reference.exam_sets_of, {"sets": [{"region": "51"}]}),
        (reference.calendar_of, {"years": [], "regional": [{"name": "без дня"}]}),
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
