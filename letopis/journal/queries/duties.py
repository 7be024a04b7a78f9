"""Чего журнал ждёт от человека: отметок за период, закрытия, вестей о том, кого сегодня нет."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from letopis.journal.queries.absentees import absentees
from letopis.journal.queries.closing import ClassState, closing_states
from letopis.regulation.access import Standing, permits
from letopis.regulation.faults import watches_marks
from letopis.school.queries import Period, all_periods, settings_on, year_on
from letopis.screen.craft.duties import KNOWN, LATE, WAITING, Duty

SHOWN = 3  # names in one line


@dataclass(frozen=True)
class _Ending:
    """A part of the year that ends, its term for marks, and the classes that have not closed it."""

    period: Period
    due: date
    states: list[ClassState]


def period_duties(standing: Standing) -> Iterator[Duty]:
    """Marks missing on the pages one teaches, what holds up one's own class, how far the school has come."""
    closes = permits("journal.close_period", standing)
    for ending in _endings(standing.on):
        yield from _marks(ending, standing)
        if closes:
            yield _school(ending, standing.on)
        for state in ending.states:
            if state.id in standing.classes and state.missing:
                yield _class(ending, state, standing.on)


def _marks(ending: _Ending, standing: Standing) -> Iterator[Duty]:
    own = (page for state in ending.states for page in state.pages if page.course in standing.taught)
    pages = [page for page in own if page.missing]
    if not pages:
        return
    missing = sum(len(page.missing) for page in pages)
    text = ngettext("%(period)s: нет %(number)d отметки", "%(period)s: нет %(number)d отметок", missing) % {
        "period": ending.period.title,
        "number": missing,
    }
    where = ngettext("на %(number)d странице", "на %(number)d страницах", len(pages)) % {"number": len(pages)}
    url = reverse("journal:register", args=[pages[0].course]) + f"?period={ending.period.id}"
    yield Duty(LATE if standing.on > ending.due else WAITING, text, url, f"{where}, {_term(ending)}")


def _term(ending: _Ending) -> str:
    return _("срок %(day)s") % {"day": date_format(ending.due, "j E")}


def _school(ending: _Ending, today: date) -> Duty:
    ready = sum(state.is_ready for state in ending.states)
    number = len(ending.states)
    text = ngettext(
        "%(period)s: не закрыт %(number)d класс", "%(period)s: не закрыто %(number)d классов", number
    )
    return Duty(
        LATE if today > ending.period.ends else KNOWN,
        text % {"period": ending.period.title, "number": number},
        _closing(ending),
        _("готовы к закрытию: %(number)d, %(term)s") % {"number": ready, "term": _term(ending)},
    )


def _class(ending: _Ending, state: ClassState, today: date) -> Duty:
    text = ngettext(
        "%(class)s, %(period)s: нет %(number)d отметки",
        "%(class)s, %(period)s: нет %(number)d отметок",
        state.missing,
    )
    facts = {"class": state.title, "period": ending.period.title, "number": state.missing}
    return Duty(LATE if today > ending.due else KNOWN, text % facts, _closing(ending), _term(ending))


def _closing(ending: _Ending) -> str:
    return f"{reverse('journal:closing')}?period={ending.period.id}"


def _endings(today: date) -> Iterator[_Ending]:
    """Parts of the year whose marks are asked for by now and which some class has not closed."""
    year = year_on(today)
    for period in all_periods(year.pk) if year else ():
        terms = settings_on(min(period.ends, today)).entry_terms
        if year and watches_marks(period.ends, terms, today):
            states = [state for state in closing_states(year.pk, period) if state.closed_on is None]
            if states:
                yield _Ending(period, terms.period_due(period.ends), states)


def absence_duties(standing: Standing) -> Iterator[Duty]:
    """Who of one's own class is not at school today."""
    year = year_on(standing.on)
    if year is None or not standing.classes:
        return
    found = absentees(year.pk, standing.on, settings_on(standing.on), standing.classes)
    if found:
        text = ngettext("Сегодня нет %(number)d ученика", "Сегодня нет %(number)d учеников", len(found))
        names = ", ".join(one.name for one in found[:SHOWN])
        more = names if len(found) <= SHOWN else _("%(names)s и другие") % {"names": names}
        yield Duty(KNOWN, text % {"number": len(found)}, reverse("journal:absences"), more)
