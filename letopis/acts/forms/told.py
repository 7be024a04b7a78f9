"""Редакция словами: каждая настройка листа под своим названием и чем она отличается от прежней редакции."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from letopis.acts.forms.edition import DAYS, PERIODS, TEXTS
from letopis.acts.forms.fields import FigureField
from letopis.acts.forms.rows import Rows
from letopis.acts.forms.sheet import EditionSheet

ROUNDINGS = tuple(f"{name}_{kind}" for kind, _title in PERIODS for name in ("threshold", "minimum"))
# Fields and tables by the headings of the sheet; who adopted the edition and its files stand elsewhere.
LAYOUT: tuple[tuple[str | Promise, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        _("Отметки"),
        ("marks", "pass_fail", "finals", "most", "retakes", "expected", "expected_days", "blocks_closing"),
        (),
    ),
    (_("Знаки пропуска"), (), ("absences",)),
    (_("Документы о пропусках"), (), ("documents",)),
    (
        _("Пропуски"),
        ("day_lessons", "systematic", "counts_excused", "missed", "with_few_marks"),
        (),
    ),
    (_("Особые шкалы"), (), ("scales",)),
    (_("Классы без отметок"), ("unmarked_grades", "needs_text", "levels_block"), ("levels",)),
    (_("Зачёты"), ("pass_share", "pass_minimum", "pass_annual"), ()),
    (_("Работы по критериям"), (), ("steps",)),
    (
        _("Периоды и округление"),
        (
            *ROUNDINGS,
            "half_year_grades",
            "trimester_grades",
            "interim_weight",
            "last_decides",
            "overrides_need_reason",
        ),
        (),
    ),
    (_("Закрытие периода"), ("binding", "corrections_by_act"), ()),
    (_("Сроки выставления"), ("lesson", "oral", "written", "period"), ()),
    (_("Виды работ и вес"), (), ("works",)),
    (
        _("Норма контрольных и задолженность"),
        ("weeks", "share", "spares_edges", "months", "attempts", "debt_source"),
        (),
    ),
    (_("Показатели"), ("simonov", "levels"), ()),
    (_("Стимулирующие баллы"), (), ("incentives",)),
    (_("Необязательные носители"), (), ("carriers",)),
)
ELSEWHERE = frozenset({*DAYS, *TEXTS, "file", "signature", "source"})


@dataclass(frozen=True)
class Line:
    """A line of one edition.

    Attributes:
        code: what it stays the same by when it is renamed; "" where only its name tells it.
    """

    name: str
    value: str
    code: str = ""

    @property
    def key(self) -> str:
        """By what the line is found in another edition."""
        return self.code or self.name


NOTHING = Line("", "")


@dataclass(frozen=True)
class Setting:
    """A setting of an edition in words.

    Attributes:
        value: "" where the edition has none.
        before: what the edition before says; None where it says the same, or there is none before.
        was_named: its name in the edition before; "" where it is called as then.
    """

    name: str
    value: str
    before: str | None
    was_named: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether it is not as in the edition before."""
        return self.before is not None or bool(self.was_named)


@dataclass(frozen=True)
class Group:
    """Settings under a heading."""

    title: str
    settings: tuple[Setting, ...]

    @property
    def changed(self) -> tuple[Setting, ...]:
        """Those that are not as in the edition before."""
        return tuple(one for one in self.settings if one.is_changed)


def told(sheet: EditionSheet, before: EditionSheet | None) -> list[Group]:
    """Every setting of an edition beside that of the edition before, by headings.

    Args:
        sheet: opened with the edition, not sent.
        before: opened with the edition before it.
    """
    old = dict(_headings(before)) if before else {}
    groups = [Group(title, tuple(_beside(lines, old.get(title)))) for title, lines in _headings(sheet)]
    clauses = _beside(list(_clauses(sheet)), list(_clauses(before)) if before else None)
    own = tuple(one for one in clauses if one.value != _same() or one.is_changed)
    return [one for one in (*groups, Group(gettext("Пункты своего акта"), own)) if one.settings]


def _beside(lines: list[Line], old: list[Line] | None) -> Iterator[Setting]:
    was, now = ({line.key: line for line in side} for side in (old or [], lines))
    for key in dict.fromkeys([*now, *was]):
        line, before = now.get(key, NOTHING), was.get(key, NOTHING)
        name = line.name or before.name
        is_same = old is None or line.value == before.value
        was_named = before.name if before.name != name else ""
        yield Setting(name, line.value, None if is_same else before.value, was_named)


def _headings(sheet: EditionSheet) -> Iterator[tuple[str, list[Line]]]:
    for title, fields, tables in LAYOUT:
        lines = [Line(str(sheet.form[name].label), shown(sheet.form[name])) for name in fields]
        lines += [line for name in tables for line in _rows(getattr(sheet, name))]
        yield str(title), lines


def _rows(rows: Rows) -> Iterator[Line]:
    """Each row under its first field, the rest of it in a line."""
    for form in rows.forms[: rows.initial_form_count()]:
        first, *rest = form
        alone = len(rest) == 1 and not isinstance(rest[0].field, FigureField)  # a word needs no label
        said = shown(rest[0]) if alone else "; ".join(filter(None, map(_part, rest)))
        yield Line(shown(first), said, str(form.initial.get("code", "")))


def _part(field: forms.BoundField) -> str:
    value, label = shown(field), str(field.label)
    if isinstance(field.field, forms.BooleanField):
        return _small(label) if field.value() else ""
    return f"{_small(label)}: {value}" if value else ""


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]


def _clauses(sheet: EditionSheet) -> Iterator[Line]:
    """Each clause of the model act and what it is in the school's own."""
    for field, _asks in sheet.clauses.rows():
        own = str(field.value())
        other = own or gettext("такого пункта нет")
        name = gettext("Пункт %(clause)s") % {"clause": field.label}
        yield Line(name, _same() if own == field.label else other)


def _same() -> str:
    return gettext("под тем же номером")


def shown(field: forms.BoundField) -> str:
    """The value of a field as a reader sees it."""
    value: Any = field.value()
    if isinstance(field.field, forms.BooleanField):
        return gettext("да") if value else gettext("нет")
    if isinstance(field.field, forms.ChoiceField):
        choices: Any = field.field.choices  # pairs, as every choice of the sheet has
        return next((str(name) for code, name in choices if str(code) == str(value)), str(value or ""))
    return "" if value is None else str(value)
