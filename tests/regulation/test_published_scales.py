"""Опубликованные таблицы: шкалы экзаменов, ступени ГТО, календарь — переписаны ещё раз и сличены.

The tables are written down here once more by hand, apart from the reference data: a slip in either shows.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from letopis.regulation.exams import MarkScale, judge, points_for, scale_for
from letopis.regulation.gto import stage_on
from letopis.regulation.refusals import Refused
from letopis.school.craft import reference

OGE = reference.mark_scales_of(reference.shipped("oge"))
GVE = reference.mark_scales_of(reference.shipped("gve"))
EGE = {scale.subject: scale for scale in reference.point_scales_of(reference.shipped("ege"))}
GTO = reference.gto_of(reference.shipped("gto"))
CALENDAR = reference.calendar_of(reference.shipped("production_calendar"))

# exam; subject; series; greatest score; from 3; from 4; from 5
TABLES = """
ОГЭ;Русский язык;;37;15;26;33
ОГЭ;Математика;;31;8;15;22
ОГЭ;Физика;;39;10;20;30
ОГЭ;Химия;;38;10;21;31
ОГЭ;Биология;;47;13;26;38
ОГЭ;География;;31;12;19;26
ОГЭ;Обществознание;;37;14;24;32
ОГЭ;История;;37;11;21;30
ОГЭ;Литература;;40;16;25;33
ОГЭ;Информатика;;21;5;11;17
ОГЭ;Иностранные языки;;68;29;46;58
ГВЭ-9 письменный;Русский язык;;17;5;11;15
ГВЭ-9 письменный;Математика;100;14;4;7;10
ГВЭ-9 письменный;Математика;200;12;4;7;10
ГВЭ-9 письменный;Математика;300;10;3;6;9
ГВЭ-9 письменный;Биология;;36;9;17;27
ГВЭ-9 письменный;География;;19;6;11;16
ГВЭ-9 письменный;Информатика;;11;4;7;10
ГВЭ-9 письменный;История;;24;7;13;19
ГВЭ-9 письменный;Литература;;26;4;12;21
ГВЭ-9 письменный;Обществознание;;23;7;13;19
ГВЭ-9 письменный;Физика;;23;7;13;19
ГВЭ-9 письменный;Химия;;17;7;11;15
ГВЭ-9 письменный;Иностранные языки;100-400;34;11;19;27
ГВЭ-9 письменный;Иностранные языки;500;24;12;17;21
ГВЭ-9 устный;Русский язык;;17;5;11;15
ГВЭ-9 устный;Математика;;10;4;7;9
ГВЭ-9 устный;Биология;;10;5;7;9
ГВЭ-9 устный;География;;8;3;5;7
ГВЭ-9 устный;Информатика;;6;2;4;6
ГВЭ-9 устный;История;;6;2;3;5
ГВЭ-9 устный;Литература;;26;5;13;20
ГВЭ-9 устный;Обществознание;;6;2;3;5
ГВЭ-9 устный;Физика;;10;3;5;8
ГВЭ-9 устный;Химия;;7;2;4;6
ГВЭ-9 устный;Иностранные языки;;8;3;5;7
"""
ROWS = [line.split(";") for line in TABLES.split("\n") if line]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(filter(None, row[:3])))
def test_each_published_row_stands_in_the_reference(row: list[str]) -> None:
    exam, subject, series, *figures = row
    scale = scale_for(OGE + GVE, exam, subject, 2026, series=series)
    assert [scale.most, *(scale.from_[mark] for mark in (3, 4, 5))] == [int(figure) for figure in figures]


def test_no_scale_stands_there_beyond_the_published_ones() -> None:
    shipped = sorted((scale.exam, scale.subject, scale.series) for scale in OGE + GVE)
    assert shipped == sorted((row[0], row[1], row[2]) for row in ROWS)


CONDITIONS = [
    ("русский: на 4 нужно 6 за грамотность", "Русский язык", 32, {"literacy": 6}, 4),
    ("русский: меньше 6 за грамотность, тогда 3", "Русский язык", 32, {"literacy": 5}, 3),
    ("русский: на 5 нужно 9 за грамотность", "Русский язык", 37, {"literacy": 9}, 5),
    ("русский: меньше 9 за грамотность, тогда 4", "Русский язык", 37, {"literacy": 8}, 4),
    ("математика: на 3 нужно 2 по геометрии", "Математика", 14, {"geometry": 2}, 3),
    ("математика: на 4 нужно 2 по геометрии", "Математика", 15, {"geometry": 2}, 4),
    ("математика: на 5 нужно 2 по геометрии", "Математика", 22, {"geometry": 2}, 5),
    ("математика: на 3 без геометрии 2", "Математика", 14, {"geometry": 1}, 2),
    ("математика: на 4 без геометрии 2", "Математика", 21, {"geometry": 1}, 2),
    ("математика: на 5 без геометрии 2", "Математика", 31, {"geometry": 0}, 2),
]


@pytest.mark.parametrize(
    ("subject", "score", "groups", "mark"),
    [row[1:] for row in CONDITIONS],
    ids=[row[0] for row in CONDITIONS],
)
def test_side_conditions(subject: str, score: int, groups: dict[str, int], mark: int) -> None:
    assert judge(scale_for(OGE, "ОГЭ", subject, 2026), score, groups).mark == mark


@pytest.mark.parametrize("subject", ["История", "Обществознание", "Русский язык", "Физика"])
def test_no_scale_of_2026_is_applied_to_2027(subject: str) -> None:
    with pytest.raises(Refused, match=r"scale\.none"):
        scale_for(OGE, "ОГЭ", subject, 2027)


# subject; greatest score; least for the certificate, "" where the source names none
STATE_EXAM = {
    "Русский язык": (50, 24),
    "Математика (профиль)": (32, 27),
    "Биология": (57, 36),
    "История": (42, 32),
    "Информатика": (29, 40),
    "Обществознание": (58, 42),
    "Химия": (56, 36),
    "Физика": (45, 36),
    "Иностранные языки": (82, 22),
    "Китайский язык": (80, 22),
    "География": (38, 37),
    "Литература": (48, 32),
}


@pytest.mark.parametrize("subject", STATE_EXAM)
def test_a_list_of_points_passes_the_published_checks(subject: str) -> None:
    """length = max + 1; first 0; last 100; never decreasing; the minimum occurs in the list."""
    most, least = STATE_EXAM[subject]
    scale = EGE[subject]
    assert (scale.most, scale.least, len(scale.points)) == (most, least, most + 1)
    assert (scale.points[0], scale.points[-1]) == (0, 100)
    assert list(scale.points) == sorted(scale.points)
    assert least in scale.points


POINTS = [  # where one of three transcriptions slipped
    ("Русский язык", 39, 72),
    ("Биология", 55, 96),
    ("Биология", 56, 98),
    ("Литература", 43, 73),
    ("Литература", 44, 78),
    ("Иностранные языки", 29, 34),
    ("Иностранные языки", 78, 92),
    ("Математика (профиль)", 6, 34),
    ("Китайский язык", 40, 50),
    ("География", 20, 53),
]


@pytest.mark.parametrize(("subject", "raw", "points"), POINTS)
def test_raw_scores_become_the_published_points(subject: str, raw: int, points: int) -> None:
    assert points_for(EGE[subject], raw) == points


OLD_VPR = """
Русский язык;51;26;32;45
Математика;25;8;15;21
История;17;5;10;14
География;33;10;21;29
Биология;29;10;18;24
Химия;36;10;19;28
Физика;18;5;8;11
Обществознание;22;8;14;19
"""


@pytest.mark.parametrize("line", [line for line in OLD_VPR.split("\n") if line])
def test_a_school_that_loads_the_scale_of_a_monitoring_gets_its_marks(line: str) -> None:
    """The year of this set is not stated, so it is not shipped; its shape is read and judged as printed."""
    subject, *figures = line.split(";")
    most, *borders = (int(figure) for figure in figures)
    row = {"exam": "ВПР", "year": 2026, "grade": 8, "subject": subject, "most": most, "source": "описание"}
    row |= {
        "from": {str(mark): least for mark, least in zip((3, 4, 5), borders, strict=True)},
        "is_proven": False,
    }
    [scale] = reference.mark_scales_of({"marks": [row]})
    assert [judge(scale, least).mark for least in borders] == [3, 4, 5]
    assert [judge(scale, least - 1).mark for least in borders] == [2, 3, 4]
    assert reference.mark_scales_of(reference.shipped("vpr")) == ()


STAGES = """
I 6 7|II 8 9|III 10 11|IV 12 13|V 14 15|VI 16 17|VII 18 19|VIII 20 24|IX 25 29|X 30 34|XI 35 39|XII 40 44
XIII 45 49|XIV 50 54|XV 55 59|XVI 60 64|XVII 65 69|XVIII 70 99
"""
OLD_STAGES = "I 6 8|II 9 10|III 11 12|IV 13 15|V 16 17"


@pytest.mark.parametrize(
    ("day", "table"),
    [(date(2026, 9, 1), STAGES), (date(2022, 9, 1), OLD_STAGES)],
    ids=["18 ступеней", "11 ступеней"],
)
def test_each_age_has_its_published_stage(day: date, table: str) -> None:
    for stage in table.strip().replace("\n", "|").split("|"):
        number, first, last = stage.split()
        for age in range(int(first), int(last) + 1):
            assert stage_on(GTO, date(day.year - age, 1, 1), day).number == number


DAYS_OFF = """
2025: 01-01 01-02 01-03 01-04 01-05 01-06 01-07 01-08 02-23 03-08 05-01 05-02 05-08 05-09 06-12 06-13 11-03 11-04 12-31
2026: 01-01 01-02 01-03 01-04 01-05 01-06 01-07 01-08 01-09 02-23 03-08 03-09 05-01 05-09 05-11 06-12 11-04 12-31
2027: 01-01 01-02 01-03 01-04 01-05 01-06 01-07 01-08 02-22 02-23 03-08 05-01 05-03 05-09 05-10 06-12 06-14 11-04 11-05 12-31
"""  # noqa: E501 - a year on a line
SHORT = "2025-03-07 2025-04-30 2025-06-11 2026-04-30 2026-05-08 2026-06-11 2026-11-03 2027-04-30 2027-06-11 2027-11-03"  # noqa: E501 - as printed
WORKING_SATURDAYS = "2025-11-01 2027-02-20"


def test_every_published_day_off_is_off_and_every_short_day_works() -> None:
    for line in DAYS_OFF.strip().split("\n"):
        year, listed = line.split(": ")
        off = {date.fromisoformat(f"{year}-{day}") for day in listed.split()}
        assert not any(CALENDAR.is_working(day) for day in off)
        days = [date(int(year), 1, 1) + timedelta(days=number) for number in range(365)]
        assert all(CALENDAR.is_working(day) for day in days if day.isoweekday() < 6 and day not in off)
    for day in f"{SHORT} {WORKING_SATURDAYS}".split():
        assert CALENDAR.is_working(date.fromisoformat(day))


def test_a_regions_own_scale_is_loaded_beside_the_recommended_one() -> None:
    own = MarkScale("ОГЭ", "Русский язык", 2026, 37, {3: 14, 4: 25, 5: 32}, region="51", source="акт региона")
    assert scale_for([*OGE, own], "ОГЭ", "Русский язык", 2026, region="51") == own
