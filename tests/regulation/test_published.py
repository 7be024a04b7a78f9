"""Опубликованные примеры расчётов: каждый назван словами источника и считается нашими правилами.

A vector that a wrong way would give too says nothing about the way; so where a source prints the wrong answer
beside the right one, it is kept and compared.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from letopis.regulation import debts, indicators
from letopis.regulation.averages import Weighed, rounded, shown, weighted_mean
from letopis.regulation.debts import after
from letopis.regulation.explained import HALF, Number
from letopis.regulation.finals import (
    GRANTED,
    REFUSED,
    TO_DECIDE,
    BasicSubject,
    MedalFacts,
    MedalRule,
    SecondarySubject,
    final_of_basic,
    final_of_secondary,
    marks_of_last_year,
    medal_of,
    with_honours,
)
from letopis.regulation.indicators import shares, standing_of
from letopis.school.craft import reference

MEDALS = [
    MedalRule(
        row["degree"],
        row["most_fours"],
        row["russian"],
        row["other"],
        {"counts": True, "decide": None}[row["base_mathematics"]],
        row["source"],
    )
    for row in reference.shipped("medals")["rules"]
]


def numbers(marks: str) -> tuple[Number, ...]:
    """Marks as a source prints them: "4 4 5"."""
    return tuple(Number(str(place), int(mark)) for place, mark in enumerate(marks.split()))


BASIC = [
    ("русский язык: год 5, экзамен 4", "5", 4, "9/2", "5"),
    ("предмет по выбору: год 4, экзамен 3", "4", 3, "7/2", "4"),
    ("предмет без экзамена: годовая", "3", None, "3", "3"),
    ("математика: алгебра, геометрия и экзамен (две части)", "4 3", 4, "11/3", "4"),
    ("математика из трёх частей: 4, 4, 5 и 5", "4 4 5", 5, "9/2", "5"),
    ("математика из трёх частей: 4, 4, 4 и 5", "4 4 4", 5, "17/4", "4"),
    ("математика из трёх частей: 3, 3, 3 и 4", "3 3 3", 4, "13/4", "3"),
    ("математика из трёх частей: 5, 5, 5 и 3", "5 5 5", 3, "9/2", "5"),
    ("математика из трёх частей: 3, 4, 3 и 4", "3 4 3", 4, "7/2", "4"),
    ("математика из трёх частей: 5, 5, 4 и 4", "5 5 4", 4, "9/2", "5"),
]


@pytest.mark.parametrize(
    ("annual", "exam", "mean", "final"), [row[1:] for row in BASIC], ids=[row[0] for row in BASIC]
)
def test_grade_nine(annual: str, exam: int | None, mean: str, final: str) -> None:
    found = final_of_basic(BasicSubject("", numbers(annual), exam), "")
    assert (found.mean, found.value, found.recomputed()) == (Fraction(mean), final, final)


TWO_STEPS = [("4 4 5", 5, "5"), ("4 4 4", 5, "5"), ("3 3 3", 4, "4"), ("5 5 5", 3, "4"), ("3 4 3", 4, "4")]


def test_the_wrong_way_in_two_steps_differs_where_the_source_says_so() -> None:
    """An annual mark rounded on the way: three of five published vectors tell it from the right way."""
    differ = []
    for annual, exam, wrong in TWO_STEPS:
        marks = [number.value for number in numbers(annual)]
        step = rounded(Fraction(sum(marks), len(marks)), HALF)
        assert str(rounded(Fraction(step + exam, 2), HALF)) == wrong
        differ.append(final_of_basic(BasicSubject("", numbers(annual), exam), "").value != wrong)
    assert differ == [False, True, True, True, False]


SECONDARY = [
    ("полугодия и годы 10 и 11 классов: 4, 4, 4, 5, 5, 5", "4 4 4 5 5 5", "9/2", "5"),
    ("полугодия и годы 10 и 11 классов: 3, 4, 4, 4, 4, 4", "3 4 4 4 4 4", "23/6", "4"),
    ("математика из трёх частей: восемнадцать чисел", " ".join("555444545444455444"), "79/18", "4"),
    ("предмет одного года: три числа", "5 4 5", "14/3", "5"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("marks", "mean", "final"), [row[1:] for row in SECONDARY], ids=[row[0] for row in SECONDARY]
)
def test_grade_eleven(marks: str, mean: str, final: str) -> None:
    found = final_of_secondary(SecondarySubject("", numbers(marks)), "")
    assert (found.mean, found.value, found.recomputed()) == (Fraction(mean), final, final)


def test_a_subject_that_ended_earlier_keeps_the_annual_mark_of_its_last_year() -> None:
    """Музыка и ИЗО окончены раньше: годовая последнего года изучения."""
    ended = marks_of_last_year({5: numbers("3"), 6: numbers("4"), 7: numbers("5"), 8: ()})
    assert final_of_basic(BasicSubject("Музыка", ended), "").value == "5"


def test_an_exam_of_four_beside_an_annual_five_does_not_break_the_honours() -> None:
    final = final_of_basic(BasicSubject("Русский язык", numbers("5"), 4), "").value
    assert with_honours([final, "5"], exams_passed=True)


MEDAL_CASES = [
    ("все 5, русский 70, другой 70", "5 5", 70, {"физика": 70}, None, GRANTED, GRANTED),
    ("все 5, русский 69", "5 5", 69, {"физика": 90}, None, REFUSED, GRANTED),
    ("все 5, только русский и базовая математика на 5", "5 5", 70, {}, 5, GRANTED, TO_DECIDE),
    ("две 4, русский 60, другой 60", "5 4 4", 60, {"физика": 60}, None, REFUSED, GRANTED),
    ("три 4", "5 4 4 4", 90, {"физика": 90}, None, REFUSED, REFUSED),
    ("одна 3", "5 3", 90, {"физика": 90}, None, REFUSED, REFUSED),
]


@pytest.mark.parametrize(
    ("finals", "russian", "others", "base", "first", "second"),
    [row[1:] for row in MEDAL_CASES],
    ids=[row[0] for row in MEDAL_CASES],
)
def test_medals(
    finals: str, russian: int, others: dict[str, int], base: int | None, first: str, second: str
) -> None:
    facts = MedalFacts(tuple(finals.split()), russian, others, base)
    assert [medal_of(facts, rule).verdict for rule in MEDALS] == [first, second]


ROUNDINGS = [
    ("среднее 4,64 при пороге 0,5", "4.64", "0.5", 5),
    ("среднее 4,64 при пороге 0,6", "4.64", "0.6", 5),
    ("среднее 4,64 при пороге 0,65", "4.64", "0.65", 4),
    ("среднее 4,65 при пороге 0,65", "4.65", "0.65", 5),
    ("среднее 4,65 при пороге 0,7", "4.65", "0.7", 4),
    ("среднее 4,645 показано как 4,65, но при пороге 0,65 это 4", "4.645", "0.65", 4),
    ("областной ответ: 5 от 4,65", "4.65", "0.65", 5),
    ("областной ответ: 4 до 4,64", "4.64", "0.65", 4),
    ("областной ответ: 4 от 3,65", "3.65", "0.65", 4),
    ("областной ответ: 3 до 3,64", "3.64", "0.65", 3),
    ("областной ответ: 3 от 2,65", "2.65", "0.65", 3),
    ("областной ответ: 2 ниже 2,65", "2.64", "0.65", 2),
    ("аттестат: 3,5 это 4", "3.5", "0.5", 4),
    ("аттестат: 4,5 это 5, а не чётное 4", "4.5", "0.5", 5),
]


@pytest.mark.parametrize(
    ("mean", "threshold", "mark"), [row[1:] for row in ROUNDINGS], ids=[row[0] for row in ROUNDINGS]
)
def test_rounding(mean: str, threshold: str, mark: int) -> None:
    assert rounded(Fraction(mean), Fraction(threshold)) == mark


def test_what_is_shown_is_rounded_after_the_mark_is_found() -> None:
    assert shown(Fraction("4.645")) == "4,65"


def test_the_published_weighted_mean_recomputed() -> None:
    """5 за урок (вес 3), 5 за дом (вес 1), 4 за контрольную (вес 5): 40/9, а не напечатанные там 4,33."""
    parts = [Weighed(5, 1, Fraction(3)), Weighed(5, 1, Fraction(1)), Weighed(4, 1, Fraction(5))]
    assert weighted_mean(parts) == Fraction(40, 9)
    assert shown(weighted_mean(parts)) == "4,44"


INDICATORS = [
    ("успеваемость: (n5 + n4 + n3) / N", "pass_rate", Fraction(100 * 9, 12)),
    ("качество: (n5 + n4) / N", "quality_rate", Fraction(100 * 5, 12)),
    ("СОУ: 100, 64, 36, 16 и 7 за н/а", "simonov", Fraction(100 * 2 + 64 * 3 + 36 * 4 + 16 * 2 + 7, 12)),
    ("средний балл: только числа", "mean", Fraction(5 * 2 + 4 * 3 + 3 * 4 + 2 * 2, 11)),
]


@pytest.mark.parametrize(
    ("name", "value"), [row[1:] for row in INDICATORS], ids=[row[0] for row in INDICATORS]
)
def test_indicators(name: str, value: Fraction) -> None:
    """Two 5, three 4, four 3, two 2, one н/а, which stays in N; one exempt and one unmarked, who do not."""
    marks = ["5"] * 2 + ["4"] * 3 + ["3"] * 4 + ["2"] * 2 + ["н/а", "осв", ""]
    found = shares(marks)
    assert found.size == 12
    assert getattr(found, name) == value


STANDINGS = [
    ("отличник", "5 5 зач", indicators.EXCELLENT),
    ("с одной 4", "5 5 4", indicators.ONE_FOUR),
    ("хорошист", "5 4 4", indicators.GOOD_PUPIL),
    ("резерв: с одной 3", "5 4 3", indicators.ONE_THREE),
    ("две 3", "5 3 3", indicators.PLAIN),
    ("неуспевающий", "5 2", indicators.FAILING),
    ("не аттестован", "5 н/а", indicators.FAILING),
]


@pytest.mark.parametrize(
    ("marks", "standing"), [row[1:] for row in STANDINGS], ids=[row[0] for row in STANDINGS]
)
def test_lists_of_the_class(marks: str, standing: str) -> None:
    assert standing_of(marks.split()) == standing


DEBT = [
    ("отметка есть, 3–5 или зачёт: переводится", [], debts.ATTESTED),
    ("2 или нет результата без причины: задолженность", ["debt_arises"], debts.IN_DEBT),
    ("пересдал с первого раза", ["debt_arises", "retake_passed"], debts.CLEARED),
    ("второй раз перед комиссией", ["debt_arises", "retake_failed", "commission_passed"], debts.CLEARED),
    ("не ликвидировал в срок", ["debt_arises", "term_ends"], debts.NOT_CLEARED),
    (
        "по выбору родителей: повторное обучение",
        ["debt_arises", "term_ends", "parents_repeat"],
        debts.REPEATS,
    ),
    ("по выбору родителей: адаптированная", ["debt_arises", "term_ends", "parents_adapted"], debts.ADAPTED),
    ("по выбору родителей: по плану", ["debt_arises", "term_ends", "parents_individual"], debts.INDIVIDUAL),
]


@pytest.mark.parametrize(("events", "state"), [row[1:] for row in DEBT], ids=[row[0] for row in DEBT])
def test_debt_and_promotion(events: list[str], state: str) -> None:
    found = debts.START
    for event in events:
        found = after(found, event)
    assert found == state
