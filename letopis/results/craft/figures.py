"""Как вышел показатель словами: из чего сумма, на что делится, кто не вошёл (п. 1.5)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letopis.regulation import indicators
from letopis.regulation.averages import shown
from letopis.regulation.indicators import Figure, Shares, class_figures, figures
from letopis.results.craft.sheet import PupilRow, Sheet

PERCENTS = {indicators.PASS_RATE, indicators.QUALITY_RATE}

_Rules = dict[str, tuple[str | Promise, str | Promise]]
_MARKS_RULES: _Rules = {
    indicators.PASS_RATE: (
        gettext_lazy("Успеваемость"),
        gettext_lazy("Доля отметок «5», «4», «3» и зачётов; не аттестованные остаются в числе"),
    ),
    indicators.QUALITY_RATE: (
        gettext_lazy("Качество"),
        gettext_lazy("Доля отметок «5» и «4»; не аттестованные остаются в числе"),
    ),
    indicators.SIMONOV_INDEX: (
        gettext_lazy("СОУ"),
        gettext_lazy("Каждая отметка считается со своим весом; не аттестованные остаются в числе"),
    ),
    indicators.MEAN: (gettext_lazy("Средний балл"), gettext_lazy("Сумма числовых отметок на их количество")),
}
_CLASS_RULES: _Rules = {
    indicators.PASS_RATE: (
        gettext_lazy("Успевают"),
        gettext_lazy(
            "Доля учеников, у которых нет ни одной «2», незачёта и н/а; каждый ученик считается раз"
        ),
    ),
    indicators.QUALITY_RATE: (
        gettext_lazy("На «4» и «5»"),
        gettext_lazy("Доля учеников, у которых по всем предметам «4», «5» и зачёт"),
    ),
}
_KINDS: dict[str, str | Promise] = {
    indicators.EXCELLENT: gettext_lazy("отличники"),
    indicators.GOOD_PUPIL: gettext_lazy("на «4» и «5»"),
    indicators.ONE_FOUR: gettext_lazy("с одной «4»"),
    indicators.ONE_THREE: gettext_lazy("с одной «3»"),
    indicators.PLAIN: gettext_lazy("с «3»"),
}


@dataclass(frozen=True)
class Told:
    """An indicator as a page or a paper explains it.

    Attributes:
        code: which indicator, one of regulation.indicators' codes or a list's standing.
        rule: what the act counts so, a sentence.
        parts: what the sum is made of: kind, how many, how much each counts.
        formula: the sum and what it is divided by, with the result.
        value: the result as the sheet shows it, "" where there is nothing to count.
    """

    code: str
    title: str
    rule: str
    parts: tuple[tuple[str, int, int], ...]
    formula: str
    value: str


def subject_told(found: Shares) -> tuple[Told, ...]:
    """The indicators of a column, or of all marks of the class."""
    return tuple(_told(figure, _MARKS_RULES) for figure in figures(found))


def class_told(sheet: Sheet) -> tuple[Told, ...]:
    """Pass rate and quality over all subjects, each pupil once, then the lists of the class."""
    rates = class_figures(pupil.standing for pupil in sheet.present)
    return (*(_told(figure, _CLASS_RULES) for figure in rates), *_lists(sheet))


def left_out(found: Shares) -> str:
    """Who is not in N, in words; "" where everybody is."""
    words = {indicators.EXEMPT: _("освобождены: %(count)s"), "": _("без отметки: %(count)s")}
    counts = {sign: found.left_out.get(sign, 0) for sign in (indicators.EXEMPT, "")}
    told = [words[sign] % {"count": count} for sign, count in counts.items() if count]
    levels = sum(found.left_out.values()) - sum(counts.values())
    return ", ".join(told + ([_("по уровням без отметок: %(count)s") % {"count": levels}] if levels else []))


def _told(figure: Figure, rules: _Rules) -> Told:
    title, rule = rules[figure.code]
    parts = tuple((kind_name(term.kind), term.count, term.weight) for term in figure.terms)
    return Told(figure.code, str(title), str(rule), parts, _formula(figure), _value(figure))


def _formula(figure: Figure) -> str:
    """E.g. (2 + 3) : 12 = 41,67 %, or (5 × 2 + 4 × 3) : 5 = 4,4."""
    if not figure.size:
        return ""
    percent = figure.code in PERCENTS
    terms = [str(one.count) if percent else f"{one.weight} × {one.count}" for one in figure.terms]
    sum_ = f"({' + '.join(terms)})" if len(terms) > 1 else "".join(terms) or "0"
    return f"{sum_} : {figure.size} {equals(figure.value)}{' %' if percent else ''}"


def _value(figure: Figure) -> str:
    if figure.value is None:
        return ""
    if figure.code == indicators.MEAN:
        return shown(figure.value)
    return f"{shown(figure.value, 0)} %" if figure.code in PERCENTS else shown(figure.value, 0)


def equals(number: Fraction | None) -> str:
    """The result with two signs after the comma, no idle zeros: "= 4,4", or "≈ 4,33" where it goes on."""
    text = shown(number).rstrip("0").rstrip(",") or "0"
    is_exact = number is not None and (100 * number).denominator == 1
    return f"{'=' if is_exact else '≈'} {text}"


def kind_name(kind: str) -> str:
    """A kind of the sum in words: a mark stands for itself, a standing has a name."""
    return str(_KINDS.get(kind, kind))


def _lists(sheet: Sheet) -> tuple[Told, ...]:
    rules = (
        (indicators.EXCELLENT, _("Отличники"), _("По всем предметам «5» и зачёт")),
        (indicators.ONE_FOUR, _("С одной «4»"), _("Одна «4», по остальным предметам «5» и зачёт")),
        (indicators.ONE_THREE, _("С одной «3»"), _("Одна «3», по остальным предметам «4», «5» и зачёт")),
        (indicators.FAILING, _("Не успевают"), _("Хотя бы одна «2», незачёт или н/а")),
    )
    return tuple(_list(sheet, *rule) for rule in rules)


def _list(sheet: Sheet, code: str, title: str, rule: str) -> Told:
    found = sheet.standing(code)
    return Told(code, title, rule, (), "; ".join(map(pupil_told, found)), str(len(found)))


def pupil_told(pupil: PupilRow) -> str:
    """A pupil with the subjects that make their standing."""
    return f"{pupil.name} ({', '.join(pupil.weak)})" if pupil.weak else pupil.name
