"""Что стоит на каждой печатной форме: сведения для сводной ведомости и для табеля."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import cast


@dataclass(frozen=True)
class PaperMark:
    """One mark of a paper.

    Attributes:
        text: the mark as written: "5", "н/а", "осв", "" where there is none.
        correction: number of its note in `corrections` (from 1), 0 if never corrected.
        departs: the mark is not the one by calculation, shown by «≠».
    """

    text: str = ""
    correction: int = 0
    departs: bool = False


@dataclass(frozen=True)
class Decision:
    """Decision of the pedagogical council; where it is None the paper leaves lines for the pen.

    Attributes:
        day: date of the council's minutes.
        number: number of the minutes.
        text: what was decided, e.g. "переведена в 8 класс"; "" for date and number only.
    """

    day: date
    number: str
    text: str = ""


@dataclass(frozen=True)
class Checkpoint:
    """The sealed state of the trace a paper rests on.

    Attributes:
        size: how many facts were sealed.
        root: the first signs of the tree's root, e.g. "9f3a 41c7 e2b0".
    """

    size: int
    root: str


@dataclass(frozen=True)
class ExplainedLine:
    """How one mark or indicator came about.

    Attributes:
        name: what it is, "Качество" or "I четверть".
        made_of: the numbers and the rule, in words.
        value: the result as the paper shows it.
    """

    name: str
    made_of: str
    value: str


@dataclass(frozen=True)
class ExplainedGroup:
    """Explanations under one heading, a subject or the class.

    Attributes:
        note: who is left out, or another word under the lines, "" for none.
    """

    title: str
    lines: tuple[ExplainedLine, ...]
    note: str = ""


@dataclass(frozen=True)
class SheetRow:
    """One pupil of the class sheet; `marks` stand in the order of the sheet's subjects.

    Attributes:
        number: number in the class list.
        name: surname and name.
        marks: one for each subject.
        mean: mean mark as written, "4,79" or "".
    """

    number: int
    name: str
    marks: tuple[PaperMark, ...]
    mean: str


@dataclass(frozen=True)
class FootRow:
    """One line under the class sheet, e.g. «Средний балл» or «Качество, %».

    Attributes:
        name: what is counted.
        values: one for each subject, as written.
        whole: the same over the class, "" if it says nothing.
    """

    name: str
    values: tuple[str, ...]
    whole: str = ""


@dataclass(frozen=True)
class ClassSheetFacts:
    """«Сводная ведомость учёта успеваемости»: one class, one period (form `class_sheet.typ`).

    Attributes:
        school: the school's name as on its papers.
        class_name: number and letter, "7 «А»".
        year: school year, "2026/2027".
        period: "I четверть", "годовые отметки".
        subjects: names of the columns.
        pupils: rows in the order of the class list.
        foot: rows of figures by subject.
        totals: figures of the class, each a phrase: "успевают 23 из 26 (88 %)".
        corrections: notes on corrected marks; the first has number 1.
        decision: decision of the pedagogical council, if there is one already.
        class_teacher: surname and initials.
        act: edition of the local act used for calculation, "" to say nothing.
        checkpoint: the sealed state of the trace, if there is one.
        explained: the appendix "how it was counted", empty for a sheet without it.
        explained_by: clause and edition the appendix rests on.
    """

    school: str
    class_name: str
    year: str
    period: str
    subjects: tuple[str, ...]
    pupils: tuple[SheetRow, ...]
    foot: tuple[FootRow, ...] = ()
    totals: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    decision: Decision | None = None
    class_teacher: str = ""
    act: str = ""
    checkpoint: Checkpoint | None = None
    explained: tuple[ExplainedGroup, ...] = ()
    explained_by: str = ""

    def __post_init__(self) -> None:
        for row in self.pupils:
            check_width(row.name, len(row.marks), len(self.subjects))
        for line in self.foot:
            check_width(line.name, len(line.values), len(self.subjects))


@dataclass(frozen=True)
class CardColumn:
    """A column of the report card.

    Attributes:
        name: "I", "Год", "Экз.", "Итог".
        group: heading over neighbouring columns, "Четверти" or "Полугодия"; "" for none.
    """

    name: str
    group: str = ""


@dataclass(frozen=True)
class SubjectRow:
    """A subject of the report card; `marks` stand in the order of the card's columns."""

    name: str
    marks: tuple[PaperMark, ...]


@dataclass(frozen=True)
class AbsenceRow:
    """Missed lessons.

    Attributes:
        name: "Пропущено уроков, всего", "по болезни".
        values: as written, in the order of the columns, "" where nothing is counted.
        part: a part of the row above, set back from the edge.
    """

    name: str
    values: tuple[str, ...]
    part: bool = False


@dataclass(frozen=True)
class WordsRow:
    """What a teacher says of a pupil where there are no marks; `where` names the subject and the period."""

    where: str
    text: str


@dataclass(frozen=True)
class ReportCard:
    """The card of one pupil.

    Attributes:
        name: full name.
        subjects: rows of marks.
        absences: rows of missed lessons.
        corrections: notes on corrected marks; the first has number 1.
        decision: decision of the pedagogical council, if there is one already.
        explained: the appendix "how it was counted", empty for a card without it.
        explained_by: clause and edition the appendix rests on, where they are the same for every mark.
        words: what teachers say in a class taught without marks.
    """

    name: str
    subjects: tuple[SubjectRow, ...]
    absences: tuple[AbsenceRow, ...] = ()
    corrections: tuple[str, ...] = ()
    decision: Decision | None = None
    explained: tuple[ExplainedGroup, ...] = ()
    explained_by: str = ""
    words: tuple[WordsRow, ...] = ()


@dataclass(frozen=True)
class ReportCardFacts:
    """«Табель успеваемости»: the cards of one file (form `report_card.typ`), a sheet for each pupil.

    Attributes:
        school: the school's name as on its papers.
        class_name: number and letter, "7 «А»".
        year: school year, "2026/2027".
        columns: columns by the class's periods.
        cards: one for a file of its own, several for the printer.
        class_teacher: surname and initials.
        checkpoint: the sealed state of the trace, if there is one.
    """

    school: str
    class_name: str
    year: str
    columns: tuple[CardColumn, ...]
    cards: tuple[ReportCard, ...]
    class_teacher: str = ""
    checkpoint: Checkpoint | None = None

    def __post_init__(self) -> None:
        for card in self.cards:
            for row in card.subjects:
                check_width(row.name, len(row.marks), len(self.columns))
            for line in card.absences:
                check_width(line.name, len(line.values), len(self.columns))


def check_width(name: str, found: int, expected: int) -> None:
    """Refuse a row whose cells would slide under foreign columns.

    Raises:
        ValueError: the number of cells is not the number of columns.
    """
    if found != expected:
        raise ValueError(f"row {name!r} has {found} cells for {expected} columns")


def as_json(facts: object) -> dict[str, object]:
    """Facts of a form as plain JSON values; dates as "2026-10-27"."""
    return cast("dict[str, object]", _plain(facts))


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
