"""Что стоит на бумаге: сведения для сводной ведомости и табелей, печать одной и многих."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from letopis.jobs.craft.kinds import Kind, Made
from letopis.jobs.craft.progress import Progress
from letopis.journal.craft.facts import page_in_period
from letopis.paper.craft import forms
from letopis.paper.craft.compile import render, render_many
from letopis.people.models import Student
from letopis.people.queries import names_of
from letopis.regulation import indicators
from letopis.regulation.averages import shown
from letopis.regulation.indicators import Shares
from letopis.results.access import ClassPage, class_page
from letopis.results.craft.sheet import Mark, Sheet
from letopis.results.queries import NONE_MISSED, YearMarks, year_marks
from letopis.school.craft.names import YEAR
from letopis.school.models import Course
from letopis.school.queries import Period, edition_on, school, settings_on
from letopis.trace.queries import checkpoints, history_of

FORMS = Path(__file__).parent / "printing"
CLASS_SHEET, REPORT_CARD = FORMS / "class_sheet.typ", FORMS / "report_card.typ"
ROOT_SIGNS = 12  # signs of the tree's root on a paper, enough to tell one state from another


def school_name() -> str:
    """The school's name as on its papers."""
    found = school()
    return found.full_name if found else ""


def checkpoint() -> forms.Checkpoint | None:
    """The sealed state the paper rests on."""
    last = checkpoints().first()
    if last is None:
        return None
    signs = bytes(last.root).hex()[:ROOT_SIGNS]
    return forms.Checkpoint(last.size, " ".join(signs[i : i + 4] for i in range(0, len(signs), 4)))


class Notes:
    """Footnotes of a paper: every corrected mark with what, when and why."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def mark(self, mark: Mark, pupil: int, where: str, period: Period) -> forms.PaperMark:
        """The mark as printed, with the number of its footnote."""
        if not mark.is_corrected:
            return forms.PaperMark(mark.text, 0, not mark.by_calculation)
        self.lines.append(self._told(mark, pupil, where, period))
        return forms.PaperMark(mark.text, len(self.lines), not mark.by_calculation)

    def _told(self, mark: Mark, pupil: int, where: str, period: Period) -> str:
        student = Student.objects.values_list("ref", flat=True).get(pk=pupil)
        course = Course.objects.values_list("ref", flat=True).get(pk=mark.course)
        changes = history_of(student, page_in_period(course, period.ref))
        if not changes:
            return where
        last = changes[-1]
        facts = {
            "where": where,
            "before": (last.before or {}).get("value", "–"),
            "after": (last.after or {}).get("value", "–"),
            "day": f"{timezone.localtime(last.at):%d.%m.%Y}",
            "why": last.why,
            "who": names_of([last.by]).get(last.by, ""),
        }
        return _("%(where)s: %(before)s исправлено на %(after)s %(day)s, %(who)s. Основание: %(why)s") % facts


def class_sheet_facts(page: ClassPage, period: Period, sheet: Sheet) -> forms.ClassSheetFacts:
    """The class sheet as printed."""
    notes = Notes()
    rows = tuple(
        forms.SheetRow(
            number,
            pupil.name,
            tuple(
                notes.mark(mark, pupil.id, f"{pupil.name}, {subject}", period)
                for mark, subject in zip(pupil.marks, sheet.subjects, strict=True)
            ),
            shown(pupil.mean),
        )
        for number, pupil in enumerate(sheet.pupils, 1)
    )
    edition = edition_on(period.ends)
    act = _("редакция %(number)s от %(day)s") % {
        "number": edition.number, "day": f"{edition.in_force_from:%d.%m.%Y}"
    } if edition else ""  # fmt: skip
    return forms.ClassSheetFacts(
        school=school_name(),
        class_name=page.title,
        year=page.year_title,
        period=_("годовые отметки") if period.scheme == YEAR else period.title,
        subjects=sheet.subjects,
        pupils=rows,
        foot=foot_rows(sheet),
        totals=totals(sheet),
        corrections=tuple(notes.lines),
        class_teacher=page.teacher,
        act=act,
        checkpoint=checkpoint(),
    )


def foot_rows(sheet: Sheet) -> tuple[forms.FootRow, ...]:
    """Figures under the columns: mean, pass rate, quality, Simonov's degree of learning."""
    lines: tuple[tuple[str, Callable[[Shares], str]], ...] = (
        (_("Средний балл"), lambda one: shown(one.mean)),
        (_("Успеваемость, %"), lambda one: shown(one.pass_rate, 0)),
        (_("Качество, %"), lambda one: shown(one.quality_rate, 0)),
        (_("СОУ"), lambda one: shown(one.simonov, 0)),
    )
    return tuple(
        forms.FootRow(name, tuple(told(one) for one in sheet.shares), told(sheet.whole))
        for name, told in lines
    )


def totals(sheet: Sheet) -> tuple[str, ...]:
    """Figures of the class, each a phrase."""
    size = sheet.judged
    if not size:
        return ()
    failing = len(sheet.standing(indicators.FAILING))
    good = len(sheet.standing(indicators.EXCELLENT, indicators.GOOD_PUPIL, indicators.ONE_FOUR))
    counts = (
        (_("успевают"), size - failing),
        (_("на «4» и «5»"), good),
        (_("отличники"), len(sheet.standing(indicators.EXCELLENT))),
        (_("с одной «4»"), len(sheet.standing(indicators.ONE_FOUR))),
        (_("с одной «3»"), len(sheet.standing(indicators.ONE_THREE))),
        (_("не успевают"), failing),
    )
    of = _("%(what)s %(count)s из %(size)s (%(percent)s %%)")
    return tuple(
        of % {"what": what, "count": count, "size": size, "percent": round(100 * count / size)}
        for what, count in counts
    )


def card_columns(periods: Sequence[Period]) -> tuple[forms.CardColumn, ...]:
    """Columns of the card by the class's periods."""
    groups = {"quarter": _("Четверти"), "trimester": _("Триместры"), "half_year": _("Полугодия")}
    return tuple(
        forms.CardColumn(_("Год"))
        if period.scheme == YEAR
        else forms.CardColumn(period.short, groups[period.scheme])
        for period in periods
    )


def card_of(marks: YearMarks, pupil: int) -> forms.ReportCard:
    """The card of one pupil."""
    notes = Notes()
    subjects = tuple(
        forms.SubjectRow(
            subject,
            tuple(
                notes.mark(marks.mark(pupil, subject, period.id), pupil, f"{subject}, {period.title}", period)
                for period in marks.periods
            ),
        )
        for subject in marks.subjects
        if any(marks.mark(pupil, subject, period.id).text for period in marks.periods)
    )
    return forms.ReportCard(
        name=marks.pupils[pupil],
        subjects=subjects,
        absences=_absence_rows(marks, pupil),
        corrections=tuple(notes.lines),
    )


def _absence_rows(marks: YearMarks, pupil: int) -> tuple[forms.AbsenceRow, ...]:
    found = [marks.absences.get((pupil, period.id), NONE_MISSED) for period in marks.periods]
    return (
        forms.AbsenceRow(_("Пропущено уроков, всего"), tuple(_count(one.missed) for one in found)),
        forms.AbsenceRow(_("по болезни"), tuple(_count(one.illness) for one in found), part=True),
        forms.AbsenceRow(
            _("по другой уважительной причине"),
            tuple(_count(one.excused - one.illness) for one in found),
            part=True,
        ),
        forms.AbsenceRow(
            _("без уважительной причины"), tuple(_count(one.missed - one.excused) for one in found), part=True
        ),
    )


def _count(number: int) -> str:
    return str(number) if number else ""


def cards_facts(page: ClassPage, marks: YearMarks, pupils: Sequence[int]) -> forms.ReportCardFacts:
    """Report cards of some pupils of a class in one file."""
    return forms.ReportCardFacts(
        school=school_name(),
        class_name=page.title,
        year=page.year_title,
        columns=card_columns(marks.periods),
        cards=tuple(card_of(marks, pupil) for pupil in pupils),
        class_teacher=page.teacher,
        checkpoint=checkpoint(),
    )


def print_class_sheet(page: ClassPage, period: Period, sheet: Sheet) -> bytes:
    """The class sheet as PDF/A.

    Raises:
        Refused: paper.glyph.
    """
    facts = class_sheet_facts(page, period, sheet)
    return render(CLASS_SHEET, forms.as_json(facts), moment=timezone.localtime())


def print_cards(page: ClassPage, marks: YearMarks, pupils: Sequence[int]) -> bytes:
    """Report cards as one PDF/A file, a sheet for each pupil.

    Raises:
        Refused: paper.glyph.
    """
    return render(REPORT_CARD, forms.as_json(cards_facts(page, marks, pupils)), moment=timezone.localtime())


def class_cards(facts: Mapping[str, Any], folder: Path, progress: Progress) -> Made:
    """Work: report cards of one class in one file for the printer.

    Args:
        facts: class_id.
        folder: where the file is left.
        progress: told after the file is made.

    Raises:
        Refused: paper.glyph.
        Stopped: the person asked to stop.
    """
    page, marks = _class(int(facts["class_id"]))
    progress.step(0, len(marks.pupils))
    path = folder / "cards.pdf"
    path.write_bytes(print_cards(page, marks, list(marks.pupils)))
    progress.step(len(marks.pupils), len(marks.pupils))
    name = _("Табели %(group)s.pdf") % {"group": _file_title(page)}
    return Made(_("Табелей: %(count)s, один файл для печати.") % {"count": len(marks.pupils)}, path, name)


def school_cards(facts: Mapping[str, Any], folder: Path, progress: Progress) -> Made:
    """Work: report cards of every class, a file for each, in one archive; two files are made at a time.

    Args:
        facts: class_ids.
        folder: where the archive is left.
        progress: told after each class.

    Raises:
        Refused: paper.glyph.
        Stopped: the person asked to stop.
    """
    numbers = [int(number) for number in facts["class_ids"]]
    path = folder / "cards.zip"
    progress.step(0, len(numbers))
    classes = [_class(number) for number in numbers]
    cards = [forms.as_json(cards_facts(page, marks, list(marks.pupils))) for page, marks in classes]
    papers = render_many(REPORT_CARD, cards, moment=timezone.localtime(), progress=progress.step)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for (page, _marks), paper in zip(classes, papers, strict=True):
            archive.writestr(_("Табели %(group)s.pdf") % {"group": _file_title(page)}, paper)
    count = sum(len(marks.pupils) for _page, marks in classes)
    said = _("Табелей: %(count)s, файл на каждый класс.") % {"count": count}
    return Made(said, path, _("Табели школы.zip"))


def _class(number: int) -> tuple[ClassPage, YearMarks]:
    page = class_page(number)
    today = timezone.localdate()
    return page, year_marks(page, settings_on(min(today, page.year_ends)), today)


def _file_title(page: ClassPage) -> str:
    """The class in a file's name: no quotes."""
    return f"{page.grade_level}{page.letter} {page.year_title.replace('/', '-')}"


KINDS = (Kind("results.class_cards", class_cards), Kind("results.school_cards", school_cards))
