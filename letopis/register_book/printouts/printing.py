"""Печать бумажного журнала: один класс одним файлом, школа архивом по файлу на класс."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from letopis.jobs.craft.kinds import Kind, Made
from letopis.jobs.craft.progress import Progress
from letopis.journal.queries.corrections import corrections_of
from letopis.paper.craft.book_forms import BookFacts
from letopis.paper.craft.compile import render, render_many
from letopis.paper.craft.forms import as_json
from letopis.people.queries import principal_on
from letopis.register_book.craft import parts
from letopis.register_book.craft.parts import Wanted, wanted_of
from letopis.register_book.printouts.absences import absence_pages
from letopis.register_book.printouts.carriers import carrier_rows
from letopis.register_book.printouts.remarks import remark_rows
from letopis.register_book.printouts.sheets import people_rows, summary_pages
from letopis.register_book.printouts.subjects import subject_pages
from letopis.register_book.queries import YearBook, year_book
from letopis.regulation.settings import Settings
from letopis.results.access import ClassPage, class_page
from letopis.results.printouts import PAPERS_LANGUAGE, checkpoint
from letopis.school.queries import edition_on, school, settings_on

FORM = Path(__file__).parents[1] / "printing" / "book.typ"
LEVELS = ((4, "1–4 классы"), (9, "5–9 классы"), (12, "10–11 классы"))  # the three kinds of the register


@translation.override(PAPERS_LANGUAGE)
def book_facts(page: ClassPage, wanted: Wanted, today: date) -> BookFacts:
    """The paper register of a class and year, with the sections wanted."""
    book = year_book(page, today, newcomers_last=wanted.newcomers_last)
    settings = settings_on(min(today, page.year_ends))
    corrections = corrections_of([member.ref for member in book.members])
    chosen = [one for one in book.courses if not wanted.courses or one.id in wanted.courses]
    has = set(wanted.parts)
    organisation = school()
    return BookFacts(
        school=organisation.full_name if organisation else "",
        place=organisation.place if organisation else "",
        class_name=page.title,
        level=next(name for grade, name in LEVELS if page.grade_level <= grade),
        year=page.year_title,
        class_teacher=page.teacher,
        principal=principal_on(min(today, page.year_ends)),
        signs=_signs(settings, page),
        act=_act(page, today),
        subjects=tuple(
            subject_pages(book, course, corrections) for course in chosen if parts.SUBJECTS in has
        ),
        absences=absence_pages(book, settings, today) if parts.ABSENCES in has else None,
        summary=summary_pages(book, corrections) if parts.SUMMARY in has and _is_marked(book) else None,
        people=people_rows(book) if parts.PEOPLE in has else (),
        carriers=carrier_rows(page) if parts.CARRIERS in has else (),
        remarks=remark_rows(page) if parts.REMARKS in has else None,
        checkpoint=checkpoint(),
    )


def _is_marked(book: YearBook) -> bool:
    """A class taught without marks has no summary sheet."""
    return bool(book.marks)


def _signs(settings: Settings, page: ClassPage) -> tuple[tuple[str, str], ...]:
    scale = settings.scale
    if page.grade_level in settings.unmarked_grades:
        return (*scale.absences.items(), *settings.levels.names.items())
    marks = (f"{scale.marks[0]}–{scale.marks[-1]}", _("отметки по шкале школы")) if scale.marks else None
    words = {
        "зач": _("зачёт"),
        "незач": _("незачёт"),
        "н/а": _("не аттестован"),
        "осв": _("освобождён"),
    }
    rest = [(sign, words.get(sign, "")) for sign in (*scale.pass_fail, *scale.finals)]
    return tuple(filter(None, (marks, *scale.absences.items(), *(one for one in rest if one[1]))))


def _act(page: ClassPage, today: date) -> str:
    edition = edition_on(min(today, page.year_ends))
    if edition is None:
        return ""
    return _("%(act)s, редакция %(number)s, действует с %(day)s г.") % {
        "act": edition.act.title,
        "number": edition.number,
        "day": date_format(edition.in_force_from, "j E Y"),
    }


def print_book(page: ClassPage, wanted: Wanted, moment: datetime) -> bytes:
    """The book as PDF/A: same register and moment, same bytes.

    Raises:
        Refused: paper.glyph, edition.none.
    """
    facts = book_facts(page, wanted, timezone.localdate(moment))
    return render(FORM, as_json(facts), moment=moment)


def class_book(facts: Mapping[str, Any], folder: Path, progress: Progress) -> Made:
    """Work: the book of one class.

    Args:
        facts: class_id and what is wanted.
        folder: where the file is left.
        progress: told when the facts are gathered and when the file is made.

    Raises:
        Refused: paper.glyph, edition.none.
        Stopped: the person asked to stop.
    """
    page = class_page(int(facts["class_id"]))
    moment = timezone.localtime()
    progress.step(0, 2)
    gathered = as_json(book_facts(page, wanted_of(dict(facts)), timezone.localdate(moment)))
    progress.step(1, 2)
    path = folder / "book.pdf"
    path.write_bytes(render(FORM, gathered, moment=moment))
    progress.step(2, 2)
    return Made(_("Журнал класса, один файл для печати."), path, _file_name(page))


def school_books(facts: Mapping[str, Any], folder: Path, progress: Progress) -> Made:
    """Work: the books of many classes in one archive; two are made at a time.

    Args:
        facts: class_ids and what is wanted.
        folder: where the archive is left.
        progress: told after each class.

    Raises:
        Refused: paper.glyph, edition.none.
        Stopped: the person asked to stop.
    """
    pages = [class_page(int(number)) for number in facts["class_ids"]]
    wanted, moment = wanted_of(dict(facts)), timezone.localtime()
    total = 2 * len(pages)
    gathered = []
    for done, page in enumerate(pages):
        progress.step(done, total)
        gathered.append(as_json(book_facts(page, wanted, timezone.localdate(moment))))
    papers = render_many(
        FORM, gathered, moment=moment, progress=lambda done, _all: progress.step(len(pages) + done, total)
    )
    path = folder / "books.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for page, paper in zip(pages, papers, strict=True):
            archive.writestr(_file_name(page), paper)
    said = _("Журналов: %(count)s, файл на каждый класс.") % {"count": len(pages)}
    return Made(said, path, _("Журналы школы.zip"))


def _file_name(page: ClassPage) -> str:
    year = page.year_title.replace("/", "-")
    return _("Журнал %(group)s.pdf") % {"group": f"{page.grade_level}{page.letter} {year}"}


KINDS = (Kind("register_book.class", class_book), Kind("register_book.school", school_books))
