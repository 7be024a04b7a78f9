"""Что стоит на бумаге: сведения для сводной ведомости и табелей, печать одной и многих."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from letopis.jobs.craft.kinds import Kind, Made
from letopis.jobs.craft.progress import Progress
from letopis.journal.craft.facts import CORRECT_PERIOD_MARK, page_in_period
from letopis.journal.craft.names import why_words
from letopis.journal.queries.corrections import told
from letopis.paper.craft import forms
from letopis.paper.craft.compile import render, render_many
from letopis.people.models import Student
from letopis.people.queries import names_of
from letopis.regulation import indicators
from letopis.regulation.absences import Counts
from letopis.regulation.averages import shown
from letopis.regulation.indicators import Shares
from letopis.results.access import ClassPage, class_page
from letopis.results.craft.appendix import MarkTold, card_groups, shared_ground, sheet_groups
from letopis.results.craft.sheet import Mark, Sheet
from letopis.results.queries import NOTHING, YearMarks, card_pupils, year_marks
from letopis.results.queries.explained import card_explained, ground_written
from letopis.school.craft.names import YEAR
from letopis.school.models import Course
from letopis.school.queries import Period, edition_on, school, settings_on
from letopis.trace.queries import checkpoints, history_of

FORMS = Path(__file__).parent / "printing"
CLASS_SHEET, REPORT_CARD = FORMS / "class_sheet.typ", FORMS / "report_card.typ"
PAPERS_LANGUAGE = "ru"  # the school's papers are Russian, whatever language the page is read in
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
    """Footnotes of a paper: why a pupil is not attested, and every mark changed after closing.

    A changed mark is told with what it was, when, by whom and why it was changed.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []

    def mark(self, mark: Mark, pupil: int, where: str, period: Period) -> forms.PaperMark:
        """The mark as printed, with the number of its footnote."""
        if not mark.is_corrected and not mark.why:
            return forms.PaperMark(mark.text, 0, not mark.by_calculation)
        why = why_words(mark.why, mark.reason)
        said = [_("%(where)s: не аттестован, %(why)s") % {"where": where, "why": why}] if why else []
        said += [_correction(mark, pupil, where, period)] if mark.is_corrected else []
        self.lines.append("; ".join(said))
        return forms.PaperMark(mark.text, len(self.lines), not mark.by_calculation)


def _correction(mark: Mark, pupil: int, where: str, period: Period) -> str:
    student = Student.objects.values_list("ref", flat=True).get(pk=pupil)
    course = Course.objects.values_list("ref", flat=True).get(pk=mark.course)
    changes = history_of(student, page_in_period(course, period.ref))
    late = [change for change in changes if change.deed == CORRECT_PERIOD_MARK]
    names = names_of(change.by for change in late)
    said = "; ".join(told(change, names.get(change.by, "")) for change in late)
    return f"{where}: {said or _('исправлена после закрытия периода')}"


def act_of(period: Period) -> str:
    """The edition of the local act a period is judged by, as a paper names it."""
    edition = edition_on(period.ends)
    if edition is None:
        return ""
    return _("%(act)s, редакция %(number)s, действует с %(day)s г.") % {
        "act": edition.act.title,
        "number": edition.number,
        "day": date_format(edition.in_force_from, "j E Y"),
    }


@translation.override(PAPERS_LANGUAGE)
def class_sheet_facts(
    page: ClassPage, period: Period, sheet: Sheet, *, explain: bool = False
) -> forms.ClassSheetFacts:
    """The class sheet as printed; `explain` adds the appendix that says how each figure came about."""
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
        act=act_of(period),
        checkpoint=checkpoint(),
        explained=sheet_groups(sheet) if explain else (),
        explained_by=ground_written("1.5", period.ends),
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


def card_of(
    marks: YearMarks, pupil: int, explained: Sequence[tuple[str, Sequence[MarkTold]]] = ()
) -> forms.ReportCard:
    """The card of one pupil, with the appendix if the marks are explained."""
    notes = Notes()
    if marks.levels:
        return _card_in_words(marks, pupil)
    subjects = tuple(
        forms.SubjectRow(
            subject,
            tuple(
                notes.mark(marks.mark(pupil, subject, period.id), pupil, f"{subject}, {period.title}", period)
                for period in marks.periods
            ),
        )
        for subject in marks.subjects[pupil]
    )
    return forms.ReportCard(
        name=marks.pupils[pupil],
        subjects=subjects,
        absences=_absence_rows(marks, pupil),
        corrections=tuple(notes.lines),
        explained=card_groups(explained),
        explained_by=shared_ground(explained),
    )


def _card_in_words(marks: YearMarks, pupil: int) -> forms.ReportCard:
    """The card of one pupil of a class taught without marks: levels in place of marks, words below."""
    told = {
        (subject, period.id): marks.levels[pupil, subject, period.id]
        for subject in marks.subjects[pupil]
        for period in marks.periods
        if (pupil, subject, period.id) in marks.levels
    }
    nothing = forms.PaperMark()
    return forms.ReportCard(
        name=marks.pupils[pupil],
        subjects=tuple(
            forms.SubjectRow(
                subject,
                tuple(
                    forms.PaperMark(marks.names.get(one.level, one.level)) if one else nothing
                    for one in (told.get((subject, period.id)) for period in marks.periods)
                ),
            )
            for subject in marks.subjects[pupil]
        ),
        absences=_absence_rows(marks, pupil),
        words=tuple(
            forms.WordsRow(f"{subject}, {period.title}", told[subject, period.id].text)
            for period in marks.periods
            for subject in marks.subjects[pupil]
            if (subject, period.id) in told and told[subject, period.id].text
        ),
    )


def _absence_rows(marks: YearMarks, pupil: int) -> tuple[forms.AbsenceRow, ...]:
    """Missed lessons by reason, then whole days; a year kept in sums knows lessons only."""
    today = timezone.localdate()
    found = [
        marks.absences.get((pupil, period.id), NOTHING) if _counts(period, today) else None
        for period in marks.periods
    ]
    lessons = [None if one is None else one.lessons for one in found]
    days = [None if one is None else one.days for one in found]
    rows = _rows(_("Пропущено уроков, всего"), lessons)
    in_sums = any(one is not None and one.days is None for one in found)
    return rows if in_sums else rows + _rows(_("Пропущено дней, всего"), days)


def _rows(title: str, found: Sequence[Counts | None]) -> tuple[forms.AbsenceRow, ...]:
    lines: tuple[tuple[str, Callable[[Counts], int]], ...] = (
        (title, lambda one: one.missed),
        (_("по болезни"), lambda one: one.illness),
        (_("по другой уважительной причине"), lambda one: one.other),
        (_("без уважительной причины"), lambda one: one.unexcused),
    )
    return tuple(
        forms.AbsenceRow(name, tuple("" if one is None else str(count(one)) for one in found), part=place > 0)
        for place, (name, count) in enumerate(lines)
    )


def _counts(period: Period, today: date) -> bool:
    """A part of the year counts from its first day, the year when it is over."""
    return (period.ends if period.scheme == YEAR else period.starts) <= today


@translation.override(PAPERS_LANGUAGE)
def cards_facts(
    page: ClassPage, marks: YearMarks, pupils: Sequence[int], *, explain: bool = False
) -> forms.ReportCardFacts:
    """Report cards of some pupils of a class in one file; `explain` adds an appendix to each."""
    explained = card_explained(page, marks, pupils, timezone.localdate()) if explain else {}
    return forms.ReportCardFacts(
        school=school_name(),
        class_name=page.title,
        year=page.year_title,
        columns=card_columns(marks.periods),
        cards=tuple(card_of(marks, pupil, explained.get(pupil, ())) for pupil in pupils),
        class_teacher=page.teacher,
        checkpoint=checkpoint(),
    )


def print_class_sheet(page: ClassPage, period: Period, sheet: Sheet, *, explain: bool = False) -> bytes:
    """The class sheet as PDF/A.

    Raises:
        Refused: paper.glyph.
    """
    facts = class_sheet_facts(page, period, sheet, explain=explain)
    return render(CLASS_SHEET, forms.as_json(facts), moment=timezone.localtime())


def print_cards(page: ClassPage, marks: YearMarks, pupils: Sequence[int], *, explain: bool = False) -> bytes:
    """Report cards as one PDF/A file, a sheet for each pupil.

    Raises:
        Refused: paper.glyph.
    """
    facts = cards_facts(page, marks, pupils, explain=explain)
    return render(REPORT_CARD, forms.as_json(facts), moment=timezone.localtime())


def class_cards(facts: Mapping[str, Any], folder: Path, progress: Progress) -> Made:
    """Work: report cards of one class in one file for the printer.

    Args:
        facts: class_id; explain, whether each card has its appendix.
        folder: where the file is left.
        progress: told after the file is made.

    Raises:
        Refused: paper.glyph.
        Stopped: the person asked to stop.
    """
    page, marks = _class(int(facts["class_id"]))
    progress.step(0, len(marks.pupils))
    path = folder / "cards.pdf"
    explain = bool(facts.get("explain"))
    path.write_bytes(print_cards(page, marks, list(marks.pupils), explain=explain))
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
    classes = [(page, marks) for page, marks in map(_class, numbers) if marks.pupils]
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
    return page, year_marks(page, settings_on(min(today, page.year_ends)), card_pupils(page, today))


def _file_title(page: ClassPage) -> str:
    """The class in a file's name: no quotes."""
    return f"{page.grade_level}{page.letter} {page.year_title.replace('/', '-')}"


KINDS = (Kind("results.class_cards", class_cards), Kind("results.school_cards", school_cards))
