"""Сводная ведомость за год и общие сведения об обучающихся."""

from __future__ import annotations

from itertools import groupby

from letopis.journal.craft.facts import page_in_period
from letopis.paper.craft.book_forms import PupilData, SummaryPages
from letopis.register_book.printouts.subjects import NOTHING, Corrections, Notes, listed
from letopis.register_book.queries import YearBook, people_data
from letopis.register_book.queries.people import Member
from letopis.register_book.queries.year import CoursePage, Stand
from letopis.school.craft.names import YEAR
from letopis.school.queries import Period

SEXES = {"m": "м", "f": "ж"}


def summary_pages(book: YearBook, corrections: Corrections) -> SummaryPages:
    """For each pupil a row of marks for each period; subgroups of a subject stand in one column."""
    subjects = [(name, list(found)) for name, found in groupby(book.courses, key=lambda one: one.subject)]
    there = {key[1] for key in book.marks}
    periods = [period for period in book.periods if period.id in there] or list(book.periods)
    notes = Notes(corrections)
    marks = tuple(
        tuple(
            tuple(
                notes.cell(*_mark(book, courses, member, period), f"{member.name}, {name}, {period.title}")
                for name, courses in subjects
            )
            for period in periods
        )
        for member in book.members
    )
    return SummaryPages(
        pupils=listed(book.members, book.page),
        periods=tuple("годовая" if period.scheme == YEAR else period.title for period in periods),
        subjects=tuple(name for name, _courses in subjects),
        marks=marks,
        notes=tuple(notes.lines),
    )


def _mark(
    book: YearBook, courses: list[CoursePage], member: Member, period: Period
) -> tuple[Stand, tuple[int, int]]:
    """The pupil's mark in whichever page of the subject it stands."""
    for course in courses:
        found = book.marks.get((course.id, period.id, member.id))
        if found:
            return found._replace(words=""), (member.ref, page_in_period(course.ref, period.ref))
    return NOTHING, (0, 0)


def people_rows(book: YearBook) -> tuple[PupilData, ...]:
    """«Общие сведения об обучающихся»."""
    parents = people_data(book.members)
    return tuple(
        PupilData(
            name=member.full_name,
            file_number=member.file_number,
            born=f"{member.born:%d.%m.%Y}" if member.born else "",
            sex=SEXES.get(member.sex, ""),
            parents=tuple(parents.get(member.id, ())),
            moves=tuple(_moves(book, member)),
        )
        for member in book.members
    )


def _moves(book: YearBook, member: Member) -> list[str]:
    said = []
    for (starts, ends), ground in zip(member.spans, member.grounds, strict=True):
        if starts > book.page.year_starts:
            said.append(", ".join(filter(None, (f"прибыл {starts:%d.%m.%Y}", ground))))
        if ends is not None and ends < book.page.year_ends:
            said.append(f"выбыл {ends:%d.%m.%Y}")
    return said
