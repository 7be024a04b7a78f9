"""Вопросы о школе: какой год, какие периоды, какие настройки действуют в этот день."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from time import monotonic
from typing import Any, ParamSpec, TypeVar

from django.utils import timezone

from letopis.regulation.entrance import EntranceRules
from letopis.regulation.refusals import Refused
from letopis.regulation.settings import Settings, read_settings
from letopis.regulation.working_days import ProductionCalendar
from letopis.school.craft import reference
from letopis.school.craft.first_act import first_act
from letopis.school.craft.names import period_title, roman, year_title
from letopis.school.models import ClassGroup, Edition, GradingPeriod, Reference, School, SchoolYear, WorkType

FRESH = 60.0  # seconds a slow-changing answer is kept in this process
P = ParamSpec("P")
R = TypeVar("R")
_forgetters: list[Callable[[], None]] = []


def kept(question: Callable[P, R]) -> Callable[P, R]:
    """Keep the answers of a question about slow-changing things for a minute."""
    answers: dict[object, tuple[float, R]] = {}
    _forgetters.append(answers.clear)

    @wraps(question)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        key = (args, tuple(sorted(kwargs.items())))
        found = answers.get(key)
        if found is None or monotonic() - found[0] > FRESH:
            found = (monotonic(), question(*args, **kwargs))
            answers[key] = found
        return found[1]

    return asked


def forget() -> None:
    """Forget the kept answers: the school's year, periods or act has changed."""
    for clear in _forgetters:
        clear()


@dataclass(frozen=True)
class Period:
    """A grading period as pages need it."""

    id: int
    ref: int
    scheme: str
    ordinal: int
    starts: date
    ends: date

    @property
    def title(self) -> str:
        """E.g. "I четверть"."""
        return period_title(self.scheme, self.ordinal)

    @property
    def short(self) -> str:
        """The number alone, "год" for the whole year."""
        return self.title if self.scheme == "year" else roman(self.ordinal)


def settings_on(day: date) -> Settings:
    """Assessment settings of the edition in force on a day.

    Raises:
        Refused: edition.none.
    """
    edition = edition_on(day)
    if edition is None:
        raise Refused("edition.none", "1.2", day=day)
    return _settings(edition.pk)


@kept
def _settings(edition_id: int) -> Settings:
    edition = next(edition for edition in editions() if edition.pk == edition_id)
    return read_settings(edition.number, with_shipped(edition.rules))


def with_shipped(rules: Mapping[str, Any]) -> dict[str, Any]:
    """Rules of an edition, with the shipped groups where it was adopted before the program knew them."""
    return {**first_act()["rules"], **rules}


@kept
def editions() -> tuple[Edition, ...]:
    """Editions of the act with assessment settings, the newest first."""
    return tuple(Edition.objects.select_related("act").order_by("-in_force_from", "-number"))


def edition_on(day: date) -> Edition | None:
    """The edition in force on a day."""
    begun = [edition for edition in editions() if edition.in_force_from <= day]
    return next(
        (edition for edition in begun if edition.in_force_to is None or edition.in_force_to >= day), None
    )


def clause_of_own_act(clause: str) -> str:
    """The clause of the school's act in force today for a clause of the model one, "" where it has none."""
    edition = edition_on(timezone.localdate())
    return _settings(edition.pk).clause(clause) if edition else clause


def work_types_on(day: date) -> tuple[tuple[int, str, str, str, str], ...]:
    """Work types of the edition in force: (id, code, name, short, weight as text)."""
    edition = edition_on(day)
    return _work_types(edition.pk) if edition else ()


@kept
def _work_types(edition_id: int) -> tuple[tuple[int, str, str, str, str], ...]:
    rows = WorkType.objects.filter(edition_id=edition_id).values_list("id", "code", "name", "short", "weight")
    return tuple(
        (id_, code, name, short, f"{weight.normalize():f}") for id_, code, name, short, weight in rows
    )


@dataclass(frozen=True)
class WorkRule:
    """What the act in force says of a kind of work.

    Attributes:
        days: its own term of putting marks in calendar days, None for the general one.
        is_control: counts in the norm of control works.
    """

    id: int
    code: str
    name: str
    days: int | None
    is_control: bool


def work_rules_on(day: date) -> dict[int, WorkRule]:
    """Id of a kind of work → what the edition in force says of it."""
    edition = edition_on(day)
    return _work_rules(edition.pk) if edition else {}


@kept
def _work_rules(edition_id: int) -> dict[int, WorkRule]:
    rows = WorkType.objects.filter(edition_id=edition_id)
    found = rows.values_list("id", "code", "name", "days", "is_control")
    return {row[0]: WorkRule(*row) for row in found}


@kept
def periods_of(year_id: int, scheme: str) -> tuple[Period, ...]:
    """Periods of a kind in a year, by their days, the whole year last."""
    found = GradingPeriod.objects.filter(year_id=year_id, scheme__in=[scheme, "year"])
    rows = found.values_list("id", "ref", "scheme", "ordinal", "starts", "ends")
    return tuple(sorted((Period(*row) for row in rows), key=lambda one: (one.scheme == "year", one.ordinal)))


def period_at(periods: tuple[Period, ...], day: date) -> Period | None:
    """The part of the year a day lies in, or the last one begun before it (a holiday), or the first."""
    parts = [period for period in periods if period.scheme != "year"]
    begun = [period for period in parts if period.starts <= day]
    return begun[-1] if begun else next(iter(parts), None)


@kept
def all_periods(year_id: int) -> tuple[Period, ...]:
    """Every period of a year that some class is divided into, parts before the year itself."""
    schemes = ClassGroup.objects.filter(year_id=year_id).values_list("scheme", flat=True).distinct()
    found = GradingPeriod.objects.filter(year_id=year_id, scheme__in=[*schemes, "year"])
    rows = found.values_list("id", "ref", "scheme", "ordinal", "starts", "ends")
    return tuple(
        sorted(
            (Period(*row) for row in rows),
            key=lambda one: (one.scheme == "year", one.scheme == "half_year", one.ordinal),
        )
    )


@kept
def years() -> tuple[SchoolYear, ...]:
    """School years, the newest first."""
    return tuple(SchoolYear.objects.order_by("-starts"))


@kept
def year_on(day: date) -> SchoolYear | None:
    """The school year of a day: the one it lies in, or the last begun before it, or the nearest to come."""
    begun = SchoolYear.objects.filter(starts__lte=day).order_by("-starts").first()
    return begun or SchoolYear.objects.order_by("starts").first()


@kept
def reference_data(name: str) -> dict[str, Any]:
    """The reference in use: the school's latest version, else the one the program ships; read-only.

    Raises:
        KeyError: no such reference.
    """
    last = Reference.objects.filter(name=name).order_by("-version").first()
    return reference.from_json(last.data) if last else reference.shipped(name)


def reference_version(name: str, version: int) -> dict[str, Any] | None:
    """A version the school put in, or the one the program ships as version 0; None if there is none."""
    if version == 0:
        return reference.shipped(name)
    found = Reference.objects.filter(name=name, version=version).first()
    return reference.from_json(found.data) if found else None


def reference_versions(name: str) -> list[Reference]:
    """The school's own versions, the newest first."""
    return list(Reference.objects.filter(name=name).order_by("-version"))


@kept
def production_calendar() -> ProductionCalendar:
    """The production calendar in use."""
    return reference.calendar_of(reference_data("production_calendar"))


@kept
def entrance_rules(day: date) -> EntranceRules:
    """Rules of passwords and second keys on a day."""
    return reference.entrance_of(reference_data("entrance"), day)


@kept
def school() -> School | None:
    """The school whose database this is."""
    return School.objects.first()


def title_of(year: SchoolYear) -> str:
    """E.g. "2026/2027"."""
    return year_title(year.starts, year.ends)
