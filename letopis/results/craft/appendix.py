"""Приложение к бумаге «как посчитано»: показатели ведомости и отметки табеля строками (п. 1.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from letopis.paper.craft.forms import ExplainedGroup, ExplainedLine
from letopis.regulation.averages import shown
from letopis.regulation.explained import Explained, Number
from letopis.results.craft.figures import Told, class_told, equals, left_out, subject_told
from letopis.results.craft.sheet import Sheet


@dataclass(frozen=True)
class MarkTold:
    """A period or annual mark with how it came about.

    Attributes:
        period: title of the period.
        explained: the mark by calculation.
        stands: the mark that stands, "" if none does.
        reason: ground of a mark that is not the calculated one.
        ground: clause and edition in words.
    """

    period: str
    explained: Explained
    stands: str
    reason: str
    ground: str


def sheet_groups(sheet: Sheet) -> tuple[ExplainedGroup, ...]:
    """The class sheet's indicators: pupils, all marks, each subject that has marks."""
    subjects = [
        _group(name, subject_told(found), left_out(found))
        for name, found in zip(sheet.subjects, sheet.shares, strict=True)
        if found.size
    ]
    of_class = _group(_("По ученикам"), class_told(sheet), "")
    whole = _group(_("По всем отметкам класса"), subject_told(sheet.whole), left_out(sheet.whole))
    return (of_class, whole, *subjects)


def _group(title: str, found: Iterable[Told], out: str) -> ExplainedGroup:
    lines = tuple(
        ExplainedLine(told.title, f"{told.formula}. {told.rule}".removeprefix(". "), told.value)
        for told in found
    )
    return ExplainedGroup(title, lines, _("Не вошли: %(who)s.") % {"who": out} if out else "")


def card_groups(subjects: Iterable[tuple[str, Sequence[MarkTold]]]) -> tuple[ExplainedGroup, ...]:
    """The marks of a report card, subject by subject; subjects without marks are left out."""
    known = [(name, marks) for name, marks in subjects if marks]
    is_shared = bool(shared_ground(known))
    return tuple(
        ExplainedGroup(name, tuple(_mark_line(told) for told in marks), "" if is_shared else _grounds(marks))
        for name, marks in known
    )


def shared_ground(subjects: Iterable[tuple[str, Sequence[MarkTold]]]) -> str:
    """Clause and edition of all the marks, "" where they were made by different ones."""
    grounds = {told.ground for _name, marks in subjects for told in marks}
    return grounds.pop() if len(grounds) == 1 else ""


def _mark_line(told: MarkTold) -> ExplainedLine:
    found = told.explained
    made = "; ".join(filter(None, (numbers_written(found.numbers), _result(found), _departs(told))))
    return ExplainedLine(told.period, made, told.stands)


def numbers_written(numbers: Iterable[Number]) -> str:
    """Marks in a row, with a weight where it is not 1: "5 × 2, 4, 3"."""
    return ", ".join(str(one.value) if one.weight == 1 else f"{one.value} × {_plain(one)}" for one in numbers)


def _plain(number: Number) -> str:
    return shown(number.weight).rstrip("0").rstrip(",")


def _result(found: Explained) -> str:
    if found.why_not:
        return _("отметок меньше, чем нужно, предложения нет") if found.numbers else _("отметок нет")
    return _("среднее %(mean)s, с округлением вверх от %(threshold)s это %(value)s") % {
        "mean": equals(found.mean).removeprefix("= "),
        "threshold": shown(found.threshold).rstrip("0").rstrip(","),
        "value": found.value,
    }


def _departs(told: MarkTold) -> str:
    if not told.reason or told.stands == told.explained.value:
        return ""
    return _("стоит не по расчёту: %(why)s") % {"why": told.reason}


def _grounds(marks: Sequence[MarkTold]) -> str:
    return "; ".join(dict.fromkeys(told.ground for told in marks if told.ground))
