"""Как вышла отметка за период: числа, вес, среднее, порог, редакция (п. 1.5, 3.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from letopis.journal.access import Page
from letopis.journal.craft.names import why_words
from letopis.journal.models import PeriodMark
from letopis.journal.queries.period_marks import PageMarks, page_marks
from letopis.journal.queries.register import rules_day
from letopis.regulation.averages import shown
from letopis.regulation.explained import Explained, Number, of_period, of_year
from letopis.regulation.marks import AGAIN, counted
from letopis.regulation.offers import PupilPeriod
from letopis.school.craft.rows import asked, known_day, weight_of
from letopis.school.queries import Period, edition_on, periods_of, settings_on

_NUMBERS = """
SELECT l.date, l.topic, w.name, w.weight, e.value
  FROM journal_lesson l
  JOIN journal_entry e ON e.lesson_id = l.id AND e.student_id = %s
  LEFT JOIN school_worktype w ON w.id = l.work_type_id
 WHERE l.course_id = %s AND l.date BETWEEN %s AND %s AND e.marks_count > 0
 ORDER BY l.date, l.number
"""


@dataclass(frozen=True)
class Line:
    """One number of an explanation, in words."""

    what: str
    about: str
    mark: int
    weight: str


@dataclass(frozen=True)
class Told:
    """An explanation as the page shows it.

    Attributes:
        stands: the mark that stands, "" if none does.
        reason: its ground, where it is not the calculated one.
        why: why the pupil is not attested, in words.
        points: Σ(mark·weight), weights: Σ(weight), both as written.
        offer: what the rules offer after all: the mark by calculation, or a word, осв, н/а.
        found: what it was offered by: marks, words, lessons held and missed.
        share: share of missed lessons above which the pupil is not attested, share of passes for a pass; both
            in per cent.
        scale: name of the pupil's special scale, "" for the ordinary one.
    """

    explained: Explained
    lines: tuple[Line, ...]
    points: str
    weights: str
    mean: str
    threshold: str
    minimum: int
    edition: str
    stands: str
    by_calculation: bool
    reason: str
    why: str
    offer: str
    found: PupilPeriod
    share: tuple[int, int]
    scale: str


def explanation_of(page: Page, period: Period, student: int, today: date) -> Told:
    """How the mark of a pupil for a period comes about; ten questions at most."""
    settings = settings_on(rules_day(period, today))
    rule, clause = settings.rounding(period.scheme), settings.clause("3.7")
    if period.scheme == "year":
        pairs = _of_year(page, student)
        explained = of_year([one for one, _about in pairs], rule, settings.annual, clause)
    else:
        pairs = _of_lessons(page, period, student)
        explained = of_period([one for one, _about in pairs], rule, clause)
    known = page_marks(page, period, settings, today)
    return _told(page, student, today, known, (explained, pairs))


def _of_lessons(page: Page, period: Period, student: int) -> list[tuple[Number, str]]:
    found = []
    for day, topic, work, weight, value in asked(_NUMBERS, [student, page.id, period.starts, period.ends]):
        about = ", ".join(filter(None, (work, topic)))
        for mark in value.split():
            again = _("пересдача %(mark)s") % {"mark": mark} if AGAIN in mark else ""
            told = ", ".join(filter(None, (about, again)))
            found += [(one, told) for one in numbers_of(known_day(day), mark, weight_of(weight))]
    return found


def numbers_of(day: date, value: str, weight: Fraction) -> list[Number]:
    """What the marks of a lesson bring into a mean, by the edition of its day."""
    retakes = settings_on(day).scale.retakes
    name = f"{day:%d.%m.%Y}"
    return [Number(name, one, weight) for mark in value.split() for one in counted(mark, retakes)]


def _of_year(page: Page, student: int) -> list[tuple[Number, str]]:
    titles = {one.id: one.title for one in periods_of(page.year_id, page.scheme) if one.scheme != "year"}
    marks = PeriodMark.objects.filter(course_id=page.id, student_id=student, period_id__in=titles)
    rows = marks.order_by("period__ordinal").values_list("period_id", "value")
    return [(Number(titles[period], int(value)), "") for period, value in rows if value.isdigit()]


def _told(
    page: Page,
    student: int,
    today: date,
    known: PageMarks,
    calculated: tuple[Explained, list[tuple[Number, str]]],
) -> Told:
    explained, pairs = calculated
    period, rules = known.period, known.rules
    columns = ("value", "by_calculation", "reason", "not_attested")
    marks = PeriodMark.objects.filter(course_id=page.id, student_id=student, period_id=period.id)
    stands, by_calculation, reason, why = marks.values_list(*columns).first() or ("", True, "", "")
    day = rules_day(period, today)
    edition = edition_on(day)
    numbers = [number for number, _about in pairs]
    return Told(
        explained=explained,
        lines=tuple(Line(one.name, about, one.value, plain(one.weight)) for one, about in pairs),
        points=plain(sum((one.value * one.weight for one in numbers), Fraction(0))),
        weights=plain(sum((one.weight for one in numbers), Fraction(0))),
        mean=shown(explained.mean, 4),
        threshold=plain(explained.threshold),
        minimum=rules.rounding.minimum,
        edition=edition_written(edition.number, edition.in_force_from) if edition else "",
        stands=stands,
        by_calculation=by_calculation,
        reason=reason,
        why=why_words(why, reason),
        offer=known.proposal(student),
        found=known.of(student),
        share=(round(100 * rules.non_attestation.missed), round(100 * rules.passes.share)),
        scale=known.scale(student, page, day).name,
    )


def edition_written(number: int, day: date) -> str:
    """An edition as an explanation names it."""
    return _("редакция %(number)s, действует с %(day)s") % {"number": number, "day": f"{day:%d.%m.%Y}"}


def plain(number: Fraction) -> str:
    """A number as a Russian paper writes it, without idle zeros: "1,5"."""
    return shown(number, 2).rstrip("0").rstrip(",")
