"""Каждый отказ правил: его код, пункт и сведения, из которых составят фразу."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from letopis.regulation import access, debts, remarks
from letopis.regulation.absences import DocumentFacts, check_document
from letopis.regulation.access import Span, Standing, Target
from letopis.regulation.exam_sets import ExamSet, check_next_level, exam_set_on
from letopis.regulation.exams import (
    MarkScale,
    PassScale,
    PointScale,
    check_mark_scale,
    check_pass_scale,
    check_point_scale,
    judge,
    passes,
    points_for,
    scale_for,
)
from letopis.regulation.gto import stage_on
from letopis.regulation.marks import parse_cell, parse_final
from letopis.regulation.refusals import Refused
from letopis.regulation.retention import RetentionTerm, check_destruction
from letopis.regulation.settings import read_settings
from letopis.regulation.working_days import ProductionCalendar
from letopis.school.craft.first_act import first_act
from tests.regulation.refusing import told

DAY = date(2026, 10, 5)
RULES = first_act()["rules"]
SCALE = read_settings(1, RULES).scale
MARKS, CELL = "2, 3, 4, 5, зач, незач, н/а, осв", "2, 3, 4, 5, н, б, у, о, зач, незач, ."
PHYSICS = MarkScale("ОГЭ", "Физика", 2026, 39, {3: 10, 4: 20, 5: 30})
POINTS = PointScale("ЕГЭ", "Физика", 2026, 2, (0, 50, 100))
TALK = PassScale("Собеседование", 2026, 20, 10)
FOREVER = RetentionTerm("minutes", None, "постоянно", "ст. 18", is_proven=True, is_permanent=True)
FIVE = RetentionTerm("register", 5, "5 лет", "", is_proven=True)
NINE = ExamSet("", date(2023, 9, 1), None, 4, 4)
TEACHER = Standing(1, DAY, frozenset({"teacher"}), {7: (Span(DAY),)})
SUBSTITUTE = Standing(2, DAY, frozenset({"teacher"}), lessons=frozenset({(7, DAY, 2)}))
SCHOOL_YEAR = Span(date(2026, 9, 1), date(2027, 5, 26))
PAPER = DocumentFacts(Span(DAY, DAY), SCHOOL_YEAR, (SCHOOL_YEAR,), "medical", {"medical"})
NOBODY = Standing(0, DAY)
BROKEN_LOAD = {**RULES, "load_norm": {"weeks": "часто", "share": "1", "spares_edges": True}}
WITHOUT_SCALE = {name: group for name, group in RULES.items() if name != "scale"}

REFUSALS: list[tuple[Any, tuple[Any, ...], str, str, dict[str, object]]] = [
    (parse_cell, ("7", SCALE), "mark.not_in_scale", "3.7", {"value": "7", "allowed": CELL}),
    (parse_cell, ("56", SCALE), "mark.not_in_scale", "3.7", {"value": "56", "allowed": CELL}),
    (parse_cell, ("н б", SCALE), "mark.absence_twice", "3.7", {"value": "н б"}),
    (parse_cell, ("2 3 4 5", SCALE), "mark.too_many", "3.7", {"value": "2 3 4 5", "limit": 3}),
    (parse_cell, ("2345", SCALE), "mark.not_in_scale", "3.7", {"value": "2345", "allowed": CELL}),
    (parse_final, (" 7 ", SCALE), "mark.not_in_scale", "3.7", {"value": "7", "allowed": MARKS}),
    (read_settings, (1, WITHOUT_SCALE), "edition.incomplete", "1.7", {"key": "scale"}),
    (
        read_settings,
        (1, BROKEN_LOAD),
        "edition.malformed",
        "1.7",
        {"what": "Invalid literal for Fraction: 'часто'"},
    ),
    (
        read_settings,
        (1, {**RULES, "incentives": [{"name": "x", "measure": "beauty", "steps": []}]}),
        "edition.malformed",
        "1.7",
        {"what": "beauty"},
    ),
    (
        scale_for,
        ((PHYSICS,), "ОГЭ", "Физика", 2027),
        "scale.none",
        "3.1",
        {"exam": "ОГЭ", "subject": "Физика", "year": 2027},
    ),
    (judge, (PHYSICS, 40), "scale.score", "3.1", {"score": 40, "most": 39, "subject": "Физика"}),
    (judge, (PHYSICS, -1), "scale.score", "3.1", {"score": -1, "most": 39, "subject": "Физика"}),
    (points_for, (POINTS, 3), "scale.score", "3.1", {"score": 3, "most": 2, "subject": "Физика"}),
    (points_for, (POINTS, -1), "scale.score", "3.1", {"score": -1, "most": 2, "subject": "Физика"}),
    (
        passes,
        ((TALK,), "Собеседование", 2027, 10),
        "scale.none",
        "3.1",
        {"exam": "Собеседование", "subject": "", "year": 2027},
    ),
    (
        passes,
        ((TALK,), "Собеседование", 2026, 21),
        "scale.score",
        "3.1",
        {"score": 21, "most": 20, "subject": "Собеседование"},
    ),
    (
        passes,
        ((TALK,), "Собеседование", 2026, -1),
        "scale.score",
        "3.1",
        {"score": -1, "most": 20, "subject": "Собеседование"},
    ),
    (
        check_mark_scale,
        (MarkScale("ОГЭ", "Физика", 2026, 39, {3: 10, 4: 10, 5: 30}),),
        "scale.malformed",
        "3.1",
        {"subject": "Физика", "year": 2026},
    ),
    (
        check_point_scale,
        (PointScale("ЕГЭ", "Физика", 2026, 1, (0, 50, 100)),),
        "scale.malformed",
        "3.1",
        {"subject": "Физика", "year": 2026},
    ),
    (
        check_pass_scale,
        (PassScale("Собеседование", 2026, 20, 21),),
        "scale.malformed",
        "3.1",
        {"subject": "Собеседование", "year": 2026},
    ),
    (stage_on, ((), date(2010, 1, 1), DAY), "gto.no_stage", "2.3", {"age": 16, "day": DAY}),
    (
        debts.after,
        (debts.CLEARED, "retake_failed"),
        "debt.impossible",
        "ст. 58 закона 273-ФЗ",
        {"state": "cleared", "event": "retake_failed"},
    ),
    (check_destruction, (2026, FOREVER, DAY), "retention.permanent", "5.2", {"term": "постоянно"}),
    (check_destruction, (2026, FIVE, DAY), "retention.not_ended", "5.2", {"day": date(2031, 12, 31)}),
    (check_next_level, (3, NINE), "exams.too_few", "3.9", {"taken": 3, "needed": 4}),
    (
        ProductionCalendar(frozenset(), frozenset(), frozenset()).is_working,
        (DAY,),
        "calendar.unknown_year",
        "",
        {"year": 2026},
    ),
    (access.check, ("journal.put_mark", NOBODY), "access.denied", "4.2", {"deed": "journal.put_mark"}),
    (
        access.check,
        ("journal.put_mark", NOBODY, Target(course=7, on=DAY)),
        "access.denied",
        "4.2",
        {"deed": "journal.put_mark"},
    ),
    (
        access.check,
        ("journal.put_mark", TEACHER, Target(course=7, on=date(2026, 10, 4))),
        "teacher.not_appointed",
        "4.2",
        {"day": date(2026, 10, 4)},
    ),
    (
        access.check,
        ("journal.put_mark", TEACHER, Target()),
        "access.denied",
        "4.2",
        {"deed": "journal.put_mark"},
    ),
    (
        access.check,
        ("journal.put_mark", SUBSTITUTE, Target(course=7, on=DAY, number=3)),
        "teacher.other_lesson",
        "4.2",
        {"day": DAY},
    ),
    (remarks.after, (remarks.CLOSED, "answer"), "remark.impossible", "1.4", {"state": "closed"}),
    (check_document, (replace(PAPER, kind="note"),), "document.kind", "1.7", {"day": DAY}),
    (
        check_document,
        (replace(PAPER, days=Span(DAY, date(2026, 10, 4))),),
        "document.days",
        "3.5",
        {"day": DAY},
    ),
    (
        check_document,
        (replace(PAPER, days=Span(DAY, date(2027, 6, 1))),),
        "document.not_in_year",
        "3.5",
        {"first": date(2026, 9, 1), "last": date(2027, 5, 26)},
    ),
    (check_document, (replace(PAPER, enrolled=()),), "document.not_enrolled", "3.8", {"day": DAY}),
    (
        read_settings,
        (1, {**RULES, "scale": {**RULES["scale"], "retakes": "best"}}),
        "edition.malformed",
        "1.7",
        {"what": "scale.retakes: best"},
    ),
    (
        read_settings,
        (1, {**RULES, "indicators": {"simonov": {}, "levels": {"12": "6"}}}),
        "edition.malformed",
        "1.7",
        {"what": "indicators.levels: 6"},
    ),
]


@pytest.mark.parametrize(("rule", "args", "code", "clause", "facts"), REFUSALS)
def test_a_refusal_says_what_why_and_by_which_clause(
    rule: Any, args: tuple[Any, ...], code: str, clause: str, facts: dict[str, object]
) -> None:
    assert told(rule, *args) == (code, clause, facts)


def test_no_set_of_exams_in_force_is_refused() -> None:
    found = told(exam_set_on, (NINE,), "51", DAY, in_experiment=True)
    assert found == ("exams.no_set", "3.1", {"region": "51", "day": DAY})
    found = told(exam_set_on, (NINE,), "51", date(2023, 8, 31), in_experiment=False)
    assert found == ("exams.no_set", "3.1", {"region": "РФ", "day": date(2023, 8, 31)})


def test_a_refusal_travels_whole() -> None:
    """Tells its facts to the log and comes out of a worker process as it went in."""
    refused = Refused("mark.too_many", "3.7", value="5", limit=3)
    assert str(refused) == "mark.too_many(value=5, limit=3)"
    assert refused.args == ("mark.too_many", "3.7", {"value": "5", "limit": 3})
    assert Refused("access.denied").clause == ""
