"""Страницы предметов: слева отметки, справа уроки, под списком сноски об исправлениях."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.dates import MONTHS

from letopis.journal.craft.facts import page_in_period
from letopis.journal.craft.names import why_words
from letopis.paper.craft.book_forms import (
    BookCell,
    BookColumn,
    BookLesson,
    BookPupil,
    Spread,
    SubjectPages,
)
from letopis.register_book.craft.spreads import (
    TOTAL_UNITS,
    Placed,
    lowest_row,
    months_of,
    row_height,
    spreads_of,
)
from letopis.register_book.queries import YearBook
from letopis.register_book.queries.people import Member
from letopis.register_book.queries.year import CoursePage, LessonLine, Stand
from letopis.results.access import ClassPage
from letopis.school.craft.names import YEAR
from letopis.school.queries import Period

Corrections = Mapping[tuple[int, int], str]
NOTHING = Stand("", is_corrected=False)


def month_title(month: int) -> str:
    """E.g. "Сентябрь"."""
    return str(MONTHS[month])


@dataclass(frozen=True)
class Column(Placed):
    """A lesson or a period on a spread."""

    lesson: LessonLine | None = None
    period: Period | None = None


class Notes:
    """Footnotes of one spread or sheet: what was corrected after closing, who is not attested and why."""

    def __init__(self, corrections: Corrections) -> None:
        self.corrections = corrections
        self.lines: list[str] = []

    def cell(self, stand: Stand, about: tuple[int, int], where: str) -> BookCell:
        """The cell as printed, with the number of its footnote."""
        why = why_words(stand.why, stand.reason)
        said = [f"не аттестован, {why}"] if why else [stand.words]
        said += [self.corrections.get(about, "")] if stand.is_corrected else []
        told = "; ".join(filter(None, said))
        if not told:
            return stand.value
        self.lines.append(f"{where}: {told}")
        return stand.value, len(self.lines)


def listed(members: list[Member], page: ClassPage) -> tuple[BookPupil, ...]:
    """The class list as printed: who came or left during the year has the day beside the name."""
    return tuple(BookPupil(member.name, moved(member, page)) for member in members)


def moved(member: Member, page: ClassPage) -> str:
    """When the pupil came or left, "" for one who is there all year."""
    came, left = member.spans[0][0], member.spans[-1][1]
    said = []
    if came > page.year_starts:
        said.append(f"приб. {came:%d.%m}")
    if left is not None and left < page.year_ends:
        said.append(f"выб. {left:%d.%m}")
    return ", ".join(said)


def subject_pages(book: YearBook, course: CoursePage, corrections: Corrections) -> SubjectPages:
    """One subject of the class for the year."""
    members = book.pupils_of(course)
    return SubjectPages(
        title=course.title,
        teachers=course.teachers,
        pupils=listed(members, book.page),
        spreads=tuple(
            _spread(book, course, members, columns, corrections)
            for columns in spreads_of(_columns(book, course))
        ),
        given=len(course.lessons),
    )


def _columns(book: YearBook, course: CoursePage) -> list[Column]:
    """Lessons of each period and its marks after the last of them; no column that has no mark."""
    left = [Column(one.day, 1, row_height(_told(one), one.homework), lesson=one) for one in course.lessons]
    found: list[Column] = []
    for period in book.periods:
        last = book.page.year_ends if period.scheme == YEAR else period.ends
        found += [one for one in left if one.day and one.day <= last]
        left = [one for one in left if one.day and one.day > last]
        if any(key[:2] == (course.id, period.id) for key in book.marks):
            found.append(Column(None, TOTAL_UNITS, period=period))
    return found + left


def _spread(
    book: YearBook, course: CoursePage, members: list[Member], columns: list[Column], corrections: Corrections
) -> Spread:
    notes = Notes(corrections)
    cells = tuple(tuple(_cell(book, course, member, one, notes) for one in columns) for member in members)
    return Spread(
        months=months_of(columns, month_title),
        columns=tuple(_heading(one) for one in columns),
        cells=cells,
        lessons=tuple(_lesson(one.lesson) for one in columns if one.lesson),
        notes=tuple(notes.lines),
        row_height=lowest_row(columns),
    )


def _heading(column: Column) -> BookColumn:
    if column.period:
        return BookColumn(column.period.short, column.units, is_total=True)
    return BookColumn(str(column.day.day) if column.day else "")


def _cell(book: YearBook, course: CoursePage, member: Member, column: Column, notes: Notes) -> BookCell:
    if column.lesson:
        stand = book.cells.get((column.lesson.id, member.id), NOTHING)
        return notes.cell(stand, (member.ref, column.lesson.ref), f"{member.name}, {column.day:%d.%m}")
    if column.period is None:
        return ""
    stand = book.marks.get((course.id, column.period.id, member.id), NOTHING)
    about = (member.ref, page_in_period(course.ref, column.period.ref))
    return notes.cell(stand, about, f"{member.name}, {column.period.title}")


def _lesson(lesson: LessonLine) -> BookLesson:
    return BookLesson(f"{lesson.day:%d.%m}", lesson.work, _told(lesson), lesson.homework)


def _told(lesson: LessonLine) -> str:
    """What was done in a lesson, and who gave it where the teacher did not."""
    instead = f"Замена: {lesson.given_by}" if lesson.given_by else ""
    return ". ".join(filter(None, (lesson.topic.removesuffix("."), instead))) if instead else lesson.topic
