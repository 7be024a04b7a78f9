"""Отметки: какие знаки стоят в клетке журнала и что из них считается (п. 3.7)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from letopis.regulation.refusals import Refused

CLAUSE = "3.7"
AGAIN = "/"  # between a mark and its re-take: both stay in the cell
REPLACE, MEAN, BOTH = RETAKES = ("replace", "mean", "both")


def counted(mark: str, retakes: str) -> tuple[int, ...]:
    """Numbers a mark brings into a mean; a mean of two attempts is a mark, rounded half up.

    Args:
        mark: as written, "4" or with its re-take "2/4".
        retakes: which of the two counts.
    """
    numbers = tuple(int(part) for part in mark.split(AGAIN) if part.isdigit())
    if len(numbers) < 2 or retakes == BOTH:
        return numbers
    return (sum(numbers, 1) // 2,) if retakes == MEAN else numbers[-1:]


@dataclass(frozen=True)
class Scale:
    """Signs a cell may hold; they belong to an edition of the school's act.

    Attributes:
        marks: numeric marks as written, worst first, e.g. ("2", "3", "4", "5").
        pass_fail: words used instead of a number, e.g. ("зач", "незач").
        absences: sign → what it means, e.g. {"н": "не был"}.
        late: the absence sign that does not count as a missed lesson.
        excused: absence signs that count as missed for a valid reason.
        illness: absence signs that count as missed for illness.
        most: how many marks one cell may hold.
        finals: extra signs for a period mark, e.g. ("н/а", "осв").
        expected: the sign of a work that is yet to come, "" where the school has none.
        retakes: which of a mark and its re-take counts: the last, the mean of both, or each.
        name: the school's name of a special scale, "" for the ordinary one.
    """

    marks: tuple[str, ...]
    pass_fail: tuple[str, ...]
    absences: dict[str, str]
    late: str
    excused: tuple[str, ...]
    illness: tuple[str, ...]
    most: int
    finals: tuple[str, ...]
    expected: str = ""
    retakes: str = REPLACE
    name: str = ""

    def __post_init__(self) -> None:
        if self.retakes not in RETAKES:
            raise ValueError(f"scale.retakes: {self.retakes}")

    @property
    def allowed(self) -> tuple[str, ...]:
        """Every sign a lesson cell may hold, for the sentence of a refusal."""
        return (*self.marks, *self.absences, *self.pass_fail, *filter(None, [self.expected]))

    @property
    def is_of_signs(self) -> bool:
        """Every numeric mark is one figure, so that "54" can only be two of them; not so with 12 points."""
        return all(len(mark) == 1 for mark in self.marks)

    @property
    def absent(self) -> str:
        """The absence sign that says nothing of a reason."""
        telling = {self.late, *self.excused, *self.illness}
        return next((sign for sign in self.absences if sign not in telling), "")

    @property
    def allowed_finals(self) -> tuple[str, ...]:
        """Every sign a period mark may be."""
        return (*self.marks, *self.pass_fail, *self.finals)


@dataclass(frozen=True)
class Cell:
    """What stands in one cell: one pupil in one lesson.

    Attributes:
        marks: marks in the order they were given.
        absence: absence sign or "".
        expected: the sign of a work yet to come, "" if none is.
        retakes: which of a mark and its re-take counts.
    """

    marks: tuple[str, ...] = ()
    absence: str = ""
    expected: str = ""
    retakes: str = field(default=REPLACE, compare=False)

    @property
    def text(self) -> str:
        """The cell as written: absence first, then marks, e.g. "н 4"."""
        return " ".join(filter(None, (self.absence, self.expected, *self.marks)))

    @property
    def numbers(self) -> tuple[int, ...]:
        """The marks that count in a mean."""
        return tuple(number for mark in self.marks for number in counted(mark, self.retakes))


_SIGN = re.compile(r"\d+(?:/\d+)?|[^\W\d_]+(?:/[^\W\d_]+)?|\S")


def parse_cell(text: str, scale: Scale) -> Cell:
    """Read what was typed into a cell: "3 4н" is two marks and an absence, "2/4" a mark and its re-take.

    The sign of an expected work goes when a mark comes.

    Raises:
        Refused: mark.not_in_scale, mark.not_in_own_scale, mark.too_many, mark.absence_twice.
    """
    marks: list[str] = []
    absence = expected = ""
    for sign in _SIGN.findall(text.lower()):
        if sign in scale.absences:
            if absence and absence != sign:
                raise Refused("mark.absence_twice", CLAUSE, value=text)
            absence = sign
        elif sign == scale.expected:
            expected = sign
        else:
            marks.extend(_marks_in(sign, scale))
    if len(marks) > scale.most:
        raise Refused("mark.too_many", CLAUSE, value=text, limit=scale.most)
    return Cell(tuple(marks), absence, "" if marks else expected, scale.retakes)


def _marks_in(sign: str, scale: Scale) -> list[str]:
    if sign in scale.marks or sign in scale.pass_fail:
        return [sign]
    if AGAIN in sign and any(set(sign.split(AGAIN)) <= set(kind) for kind in (scale.marks, scale.pass_fail)):
        return [sign]
    if sign.isdigit() and set(sign) <= set(scale.marks) and len(sign) <= scale.most and scale.is_of_signs:
        return list(sign)
    raise _not_in_scale(sign, scale, scale.allowed)


def _not_in_scale(sign: str, scale: Scale, allowed: tuple[str, ...]) -> Refused:
    if scale.name:
        return Refused(
            "mark.not_in_own_scale", CLAUSE, value=sign, scale=scale.name, allowed=", ".join(allowed)
        )
    return Refused("mark.not_in_scale", CLAUSE, value=sign, allowed=", ".join(allowed))


def parse_final(text: str, scale: Scale) -> str:
    """Read a period mark; "" takes it back.

    Raises:
        Refused: mark.not_in_scale, mark.not_in_own_scale.
    """
    sign = text.strip().lower()
    allowed = scale.allowed_finals
    if sign and sign not in allowed:
        raise _not_in_scale(text.strip(), scale, allowed)
    return sign
