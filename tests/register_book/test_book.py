"""Бумажный журнал повторяет электронный: отметки слева, уроки справа, исправления сносками."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from letopis.journal.access import page_for
from letopis.journal.actions import put_mark, put_period_mark
from letopis.journal.actions.marks import Typed
from letopis.journal.actions.period_marks import Wanted as WantedMark
from letopis.journal.models import AbsenceDocument, AbsenceTotal, Entry, Lesson, PeriodMark
from letopis.paper.craft.book_forms import BookFacts, SubjectPages
from letopis.people.access import standing_of
from letopis.people.models import Enrolment, Student
from letopis.register_book.craft.parts import ABSENCES, SUBJECTS, Wanted
from letopis.register_book.printouts import book_facts, print_book
from letopis.results.access import class_page
from letopis.school.queries import periods_of
from tests.cast import FIRST, TODAY, Cast, close_quarter
from tests.paper.paper_text import closed, pages_of, text_of

REASON = "Ошибка при переносе с контрольной работы"


def book(cast: Cast, wanted: Wanted | None = None) -> BookFacts:
    """The book of 7 «А»."""
    return book_facts(class_page(cast.class_7a.pk), wanted or Wanted(), TODAY)


def questions(cast: Cast) -> int:
    """How many questions the book costs."""
    with CaptureQueriesContext(connection) as asked:
        book(cast)
    return len(asked)


def algebra(cast: Cast) -> SubjectPages:
    """Pages of algebra."""
    return next(one for one in book(cast).subjects if one.title == "Алгебра")


def put(cast: Cast, student: Student, day: date, value: str, absence: str = "") -> Entry:
    """Something stands in a cell of algebra."""
    lesson = Lesson.objects.get(course=cast.algebra, date=day)
    return Entry.objects.create(lesson=lesson, student=student, value=value, absence=absence)


def test_marks_stand_on_the_left_and_their_lessons_on_the_right(cast: Cast) -> None:
    put(cast, cast.anna, date(2026, 9, 14), "н 4", "н")
    spread = algebra(cast).spreads[0]
    assert [column.title for column in spread.columns] == ["14", "21", "21", "26"]
    assert [(month.title, month.columns) for month in spread.months] == [("Сентябрь", 2), ("Октябрь", 2)]
    assert spread.cells[0] == ("н 4", "", "", "")
    assert [lesson.topic for lesson in spread.lessons] == [
        "Тема 14.09", "Тема 21.09", "Тема 21.10", "Тема 26.10",
    ]  # fmt: skip
    assert algebra(cast).teachers == ("Teacherова\u00a0Н.\u00a0И.",)
    assert algebra(cast).given == 4


def test_a_period_stands_after_its_last_lesson_and_only_where_it_has_marks(cast: Cast) -> None:
    PeriodMark.objects.create(course=cast.algebra, period=cast.quarters[0], student=cast.vera, value="5")
    spread = algebra(cast).spreads[0]
    assert [(column.title, column.is_total) for column in spread.columns] == [
        ("14", False), ("21", False), ("I", True), ("21", False), ("26", False),
    ]  # fmt: skip
    assert [row[2] for row in spread.cells] == ["", "", "5", ""]


def test_a_correction_after_closing_is_a_footnote_with_who_when_and_why(cast: Cast) -> None:
    put(cast, cast.anna, date(2026, 9, 14), "3")
    PeriodMark.objects.create(course=cast.algebra, period=cast.quarters[0], student=cast.anna, value="3")
    close_quarter(cast)
    deputy = standing_of(cast.accounts["deputy"], TODAY)
    typed = Typed(cast.closed_lesson.pk, cast.anna.pk, "3", "4", REASON)
    put_mark(cast.algebra.pk, typed, standing=deputy, by=deputy.account)
    page = page_for(deputy, cast.algebra.pk, "journal.read")
    period = periods_of(cast.year.pk, "quarter")[0]
    put_period_mark(
        page, period, WantedMark(cast.anna.pk, "3", "4", REASON), standing=deputy, by=deputy.account
    )
    spread = algebra(cast).spreads[0]
    assert (spread.cells[0][0], spread.cells[0][2]) == (("4", 1), ("4", 2))
    said = f"«3» исправлена на «4» 28 октября 2026 (Deputyова\u00a0Н.\u00a0И.), основание: {REASON}"
    assert spread.notes == (f"Авдеева Анна, 14.09: {said}", f"Авдеева Анна, I четверть: {said}")
    summary = book(cast).summary
    assert summary is not None
    assert summary.marks[0][0][0] == ("4", 1)
    assert summary.notes == (f"Авдеева Анна, Алгебра, I четверть: {said}",)


def test_a_subgroup_has_pages_and_a_list_of_its_own(cast: Cast) -> None:
    english = next(one for one in book(cast).subjects if one.title.startswith("Английский"))
    assert english.title == "Английский язык, 1 группа"
    assert [pupil.name for pupil in english.pupils] == ["Авдеева Анна"]


def test_who_came_or_left_has_the_day_beside_the_name(cast: Cast) -> None:
    cast.boris.enrolments.update(ends=date(2026, 10, 2))
    names = {pupil.name: pupil.note for pupil in algebra(cast).pupils}
    assert names["Белов Борис"] == "выб. 02.10"
    assert names["Гущин Глеб"] == "приб. 12.10"


@pytest.mark.parametrize(("newcomers_last", "expected"), [(False, "Аистов Артём"), (True, "Авдеева Анна")])
def test_newcomers_stand_by_the_alphabet_or_at_the_end(
    cast: Cast, expected: str, *, newcomers_last: bool
) -> None:
    new = Student.objects.create(surname="Аистов", given_name="Артём")
    Enrolment.objects.create(student=new, class_group=cast.class_7a, starts=date(2026, 9, 20))
    found = book(cast, Wanted(newcomers_last=newcomers_last)).subjects[0].pupils
    assert found[1 if not newcomers_last else 0].name == expected
    assert [one.name for one in found][-1] == "Гущин Глеб"


def test_absences_are_counted_by_days_and_a_whole_day_is_a_missed_day(cast: Cast) -> None:
    put(cast, cast.boris, date(2026, 9, 14), "б", "б")
    put(cast, cast.boris, date(2026, 9, 21), "о", "о")
    put(cast, cast.anna, date(2026, 9, 21), "н", "н")  # algebra missed, English not
    pages = book(cast).absences
    assert pages is not None
    assert pages.groups == ("I четверть", "II четверть")
    rows = dict(zip([pupil.name for pupil in pages.pupils], pages.spreads[0].cells, strict=True))
    assert rows["Белов Борис"] == ("1б", "", "", "")
    assert rows["Авдеева Анна"] == ("", "1", "", "")
    totals = dict(zip([pupil.name for pupil in pages.pupils], pages.totals, strict=True))
    assert totals["Белов Борис"][:4] == ("1", "1", "1", "1")
    assert totals["Авдеева Анна"][:4] == ("0", "0", "1", "0")


def test_a_certificate_makes_a_day_one_of_illness_on_paper_too(cast: Cast) -> None:
    put(cast, cast.boris, date(2026, 9, 14), "н", "н")
    AbsenceDocument.objects.create(
        student=cast.boris,
        kind="medical",
        reason="illness",
        starts=FIRST,
        ends=date(2026, 9, 14),
        entered_at=timezone.now(),
        entered_by=0,
    )
    pages = book(cast).absences
    assert pages is not None
    assert pages.spreads[0].cells[1][0] == "1б"
    assert pages.totals[1][:4] == ("1", "1", "1", "1")


def test_a_year_kept_in_sums_has_lessons_and_no_days(cast: Cast) -> None:
    AbsenceTotal.objects.create(student=cast.vera, period=cast.quarters[0], missed=9, illness=6, excused=7)
    pages = book(cast, Wanted((ABSENCES,))).absences
    assert pages is not None
    assert pages.totals[2][:4] == ("", "", "9", "6")


def test_only_the_sections_asked_for_are_there(cast: Cast) -> None:
    found = book(cast, Wanted((SUBJECTS,), (cast.english.pk,)))
    assert [one.title for one in found.subjects] == ["Английский язык, 1 группа"]
    assert (found.absences, found.summary, found.people) == (None, None, ())


def test_the_book_asks_as_many_questions_for_many_pupils_as_for_few(cast: Cast) -> None:
    book(cast)  # the year, its periods and the act are kept from now on
    few = questions(cast)
    for number in range(12):
        new = Student.objects.create(surname=f"Новый{number}", given_name="Ян")
        Enrolment.objects.create(student=new, class_group=cast.class_7a, starts=FIRST)
        put(cast, new, date(2026, 9, 14), "5")
    assert questions(cast) == few


def test_the_file_is_an_archive_paper_and_the_same_for_the_same_moment(cast: Cast) -> None:
    put(cast, cast.anna, date(2026, 9, 14), "5 4")
    put(cast, cast.boris, date(2026, 9, 14), "2/3")
    PeriodMark.objects.create(course=cast.algebra, period=cast.quarters[0], student=cast.anna, value="5")
    page, moment = class_page(cast.class_7a.pk), timezone.localtime()
    paper = print_book(page, Wanted(), moment)
    assert print_book(page, Wanted(), moment) == paper
    with pikepdf.open(io.BytesIO(paper)) as pdf, pdf.open_metadata() as xmp:
        assert (xmp.pdfa_status, xmp["pdfuaid:part"]) == ("3A", "1")
    words = text_of(paper)
    for said in (
        "Классный журнал",
        "5–9 классы",
        "Оглавление",
        "Учитель: Teacherова",
        "Тема 14.09",
        "5/4",
        "2/3",
    ):
        assert closed(said) in words, said
    assert closed("прошнуровано и скреплено печатью") in words


def test_marks_are_printed_on_even_pages_and_lessons_on_odd_ones(cast: Cast) -> None:
    paper = print_book(class_page(cast.class_7a.pk), Wanted((SUBJECTS,)), timezone.localtime())
    pages = pages_of(paper)
    assert len(pages) == 8  # title, signs, contents, two spreads, the last page
    lists, lessons = closed("Фамилия, имя"), closed("Домашнее задание")
    assert [number for number, words in enumerate(pages, 1) if lists in words] == [4, 6]
    assert [number for number, words in enumerate(pages, 1) if lessons in words] == [5, 7]


def test_a_class_without_marks_has_no_summary_sheet(cast: Cast) -> None:
    group = cast.first_grade.class_group
    found = book_facts(class_page(group.pk), Wanted(), TODAY)
    assert (found.level, found.summary) == ("1–4 классы", None)


def test_a_later_moment_is_another_paper(cast: Cast) -> None:
    page = class_page(cast.class_7a.pk)
    noon: datetime = timezone.localtime()
    assert print_book(page, Wanted(), noon) != print_book(page, Wanted(), noon + timedelta(minutes=1))
