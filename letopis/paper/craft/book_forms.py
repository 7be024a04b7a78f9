"""Что стоит в бумажном журнале класса: разделы книги и их строки."""

from __future__ import annotations

from dataclasses import dataclass

from letopis.paper.craft.forms import Checkpoint, check_width

# A cell as printed: the text, "" for an empty one; with the number of its footnote where it was corrected.
BookCell = str | tuple[str, int]


@dataclass(frozen=True)
class BookPupil:
    """A row of the class list.

    Attributes:
        name: surname and name.
        note: "приб. 12.10", "выб. 03.02", "" for one who is there all year.
    """

    name: str
    note: str = ""


@dataclass(frozen=True)
class BookColumn:
    """A column of a spread.

    Attributes:
        title: day of the month, or the period ("I", "год").
        units: width in units of the spread.
        is_total: set off by a heavy line: a period mark or a sum.
    """

    title: str
    units: int = 1
    is_total: bool = False


@dataclass(frozen=True)
class BookMonth:
    """A heading over neighbouring columns; "" where there is none."""

    title: str
    columns: int


@dataclass(frozen=True)
class BookLesson:
    """A row of the right-hand page.

    Attributes:
        work: short name of the work, "" for an ordinary lesson.
    """

    day: str
    work: str
    topic: str
    homework: str


@dataclass(frozen=True)
class Spread:
    """Two facing pages: columns of marks on the left, their lessons on the right.

    Attributes:
        cells: a row for each pupil, a cell for each column.
        notes: what was corrected after closing; the first has number 1.
        row_height: mm, the lowest a lesson's row may be.
    """

    months: tuple[BookMonth, ...]
    columns: tuple[BookColumn, ...]
    cells: tuple[tuple[BookCell, ...], ...]
    lessons: tuple[BookLesson, ...] = ()
    notes: tuple[str, ...] = ()
    row_height: float = 5.4

    def __post_init__(self) -> None:
        check_width("months", sum(month.columns for month in self.months), len(self.columns))
        for number, row in enumerate(self.cells, 1):
            check_width(str(number), len(row), len(self.columns))


@dataclass(frozen=True)
class SubjectPages:
    """A subject of the class, or a subgroup of it.

    Attributes:
        teachers: who taught it in the year, with days where there were several.
        given: lessons given.
    """

    title: str
    teachers: tuple[str, ...]
    pupils: tuple[BookPupil, ...]
    spreads: tuple[Spread, ...]
    given: int


@dataclass(frozen=True)
class AbsencePages:
    """Missed lessons by days, and their totals.

    Attributes:
        groups: periods of the totals; under each stand `heads`.
        totals: a row for each pupil, a number for each head of each group.
    """

    pupils: tuple[BookPupil, ...]
    spreads: tuple[Spread, ...]
    groups: tuple[str, ...]
    heads: tuple[str, ...]
    totals: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        for pupil, row in zip(self.pupils, self.totals, strict=True):
            check_width(pupil.name, len(row), len(self.groups) * len(self.heads))


@dataclass(frozen=True)
class SummaryPages:
    """«Сводная ведомость»: for each pupil a row of marks for each period.

    Attributes:
        marks: pupil → period → subject.
    """

    pupils: tuple[BookPupil, ...]
    periods: tuple[str, ...]
    subjects: tuple[str, ...]
    marks: tuple[tuple[tuple[BookCell, ...], ...], ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for pupil, rows in zip(self.pupils, self.marks, strict=True):
            check_width(pupil.name, len(rows), len(self.periods))
            for row in rows:
                check_width(pupil.name, len(row), len(self.subjects))


@dataclass(frozen=True)
class PupilData:
    """A row of «Общие сведения об обучающихся»."""

    name: str
    file_number: str
    born: str
    sex: str
    parents: tuple[str, ...]
    moves: tuple[str, ...]


@dataclass(frozen=True)
class RemarkRow:
    """A row of «Замечания по ведению журнала».

    Attributes:
        page: subject.
        text: what was remarked and by which day to be mended.
        made_by: who checked.
        done: the answer, and when and by whom it was closed.
    """

    day: str
    page: str
    text: str
    made_by: str
    done: str


@dataclass(frozen=True)
class CarrierRow:
    """A row of «Необязательные носители».

    Attributes:
        name: what is kept besides the obligatory.
        kind: on paper or electronic.
        decided: who decided, when, by which document.
        days: from which day, to which day and why no longer.
    """

    name: str
    kind: str
    decided: str
    days: str


@dataclass(frozen=True)
class BookFacts:
    """«Классный журнал» of one class and year (form `book.typ`); a section left out is None or empty.

    Attributes:
        level: grades the book's kind is for, "5–9 классы".
        signs: what a sign in a cell means.
        act: edition of the local act in force.
        principal: surname and initials, "" for a line.
    """

    school: str
    place: str
    class_name: str
    level: str
    year: str
    class_teacher: str
    principal: str
    signs: tuple[tuple[str, str], ...]
    act: str
    subjects: tuple[SubjectPages, ...] = ()
    absences: AbsencePages | None = None
    summary: SummaryPages | None = None
    people: tuple[PupilData, ...] = ()
    carriers: tuple[CarrierRow, ...] = ()
    remarks: tuple[RemarkRow, ...] | None = None
    checkpoint: Checkpoint | None = None
