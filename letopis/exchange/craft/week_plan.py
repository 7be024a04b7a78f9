"""Расписание из файла: какие уроки недели появятся с какого-то дня, какие кончатся, какие останутся."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from letopis.exchange.craft.fields import ClassKey, clean, plain, read_word
from letopis.exchange.craft.known import Known, PageKey
from letopis.exchange.craft.load_plan import known_page, known_teacher
from letopis.exchange.craft.outcome import ADDED, CHANGED, SAME, Outcome
from letopis.exchange.craft.pupil_plan import Cells, title
from letopis.regulation.access import Span
from letopis.regulation.refusals import Refused
from letopis.screen.craft.timetable_sentences import WEEKDAYS
from letopis.timetable.craft.week import Named, Page, WeekSlot
from letopis.timetable.queries import Met

LONGEST_ROOM, MOST_NUMBER = 40, 12
_DAYS = (
    ("пн", "пон", "понед", "понедельник", "mo", "mon", "monday"),
    ("вт", "вто", "втор", "вторник", "tu", "tue", "tuesday"),
    ("ср", "сре", "среда", "we", "wed", "wednesday"),
    ("чт", "чет", "четв", "четверг", "th", "thu", "thursday"),
    ("пт", "пят", "пятн", "пятница", "fr", "fri", "friday"),
    ("сб", "суб", "субб", "суббота", "sa", "sat", "saturday"),
    ("вс", "вск", "воскр", "воскресенье", "su", "sun", "sunday"),
)
_WEEKDAYS = {word: number for number, words in enumerate(_DAYS, 1) for word in (*words, str(number))}
_NUMBER = re.compile(r"(?:урок\s*)?№?\s*(\d{1,2})(?:[.,]0+|\.|\s*-?(?:й|ый|ой))?(?:\s*урок)?", re.IGNORECASE)
_YES = {"да", "д", "объединен", "объединены", "вместе", "совмещен", "поток", "yes", "x", "х", "1"}
_NO = {"", "нет", "н", "no", "0"}
_SHOWN = 5  # lessons a sentence names
Hour = tuple[int, int]  # weekday, number of the lesson
Spot = tuple[int, int, int]  # id of the page, weekday, number


class NewLesson(NamedTuple):
    """A lesson to put into the week."""

    course: int
    weekday: int
    number: int
    room: str


@dataclass(frozen=True)
class WeekKnown:
    """What the school's weekly timetable knows of itself.

    Attributes:
        slots: every lesson of the week of the year, those that ended too.
        pages: id of a page of the register → the page as a timetable names it.
        rooms: name of a room in small letters → the room and how many lessons it holds.
        meets: what gets in each other's way among lessons of one hour from a day on.
    """

    slots: Sequence[WeekSlot]
    pages: Mapping[int, Page]
    rooms: Mapping[str, tuple[Named, int]]
    meets: Callable[[list[WeekSlot], date], list[Met]]


@dataclass
class WeekPlan:
    """What a list of the week's lessons comes to.

    The list is the week of the classes it names from its day on: their lessons that began before that day
    and are not in it end; those that begin on that very day stay, so that mended rows can be brought again.

    Attributes:
        rewritten: classes whose earlier lessons give way.
        leaving: class → lessons of it that end, as a walk before this one found.
        day: first day of the new week, told by the first row.
        new: lessons to put.
        rooms: id of a lesson that begins on the day → name of its other room.
    """

    known: Known
    week: WeekKnown
    rewritten: set[ClassKey]
    leaving: Mapping[ClassKey, Sequence[WeekSlot]] = field(default_factory=dict)
    day: date | None = None
    new: list[NewLesson] = field(default_factory=list)
    rooms: dict[int, str] = field(default_factory=dict)
    touched: set[ClassKey] = field(default_factory=set)
    hours: dict[Hour, list[WeekSlot]] = field(default_factory=lambda: defaultdict(list))
    old: dict[Spot, WeekSlot] = field(default_factory=dict)
    named: dict[str, Named] = field(default_factory=dict)
    replaced: list[WeekSlot] = field(default_factory=list)

    def take(self, line: int, cells: Cells) -> Outcome:
        """Outcome of a row: one lesson of the week.

        Raises:
            Refused: the row stays out.
        """
        day = self._since(cells.get("starts", ""))
        weekday, number = read_weekday(cells.get("weekday", "")), read_number(cells.get("number", ""))
        page = known_page(self.known, cells)
        course = self.known.courses[page].id
        self._check_teacher(page, cells.get("teacher", ""))
        room, holds = self._room(cells.get("room", ""))
        wanted = WeekSlot(-line, weekday, number, Span(day, None), self.week.pages[course], room, holds)
        outcome = self._place(line, wanted, despite=read_yes(cells.get("joined", "")))
        return self._with_leaving(outcome, page[0], day)

    def _since(self, text: str) -> date:
        """The day of the list; the first row that names one decides."""
        today = min(max(self.known.on, self.known.starts), self.known.ends)
        day = self.known.start(text, self.day or today)
        if self.day is None:
            self.day = day
            self._lay(day)
        if day != self.day:
            raise Refused("import.one_day", value=f"{day:%d.%m.%Y}", day=f"{self.day:%d.%m.%Y}")
        return day

    def _lay(self, day: date) -> None:
        """Put what is in force on the day or later into its hours; what gives way waits aside."""
        keys = {number: key for key, number in self.known.classes.items()}
        for slot in self.week.slots:
            if slot.days.ends and slot.days.ends < day:
                continue
            gives_way = slot.days.starts < day and keys.get(slot.page.class_group) in self.rewritten
            if gives_way:
                self.old[slot.page.course, slot.weekday, slot.number] = slot
            else:
                self.hours[slot.weekday, slot.number].append(slot)

    def _check_teacher(self, page: PageKey, text: str) -> None:
        if not clean(text):
            return
        teacher = known_teacher(self.known, text)
        appointed = [place.key for place in self.known.courses[page].teachers]
        if not any(one is teacher for one in appointed):
            facts = {"subject": self.known.subjects[page[1]], "where": title(page[0])}
            if not appointed:
                raise Refused("import.nobody_appointed", value=teacher.name.full, **facts)
            raise Refused("import.other_teacher", value=teacher.name.full, **facts)

    def _room(self, text: str) -> tuple[Named | None, int]:
        name = read_word(text, LONGEST_ROOM, _("Кабинет"))
        if not name:
            return None, 1
        found = self.week.rooms.get(name.casefold())
        if found:
            return found
        new = Named(-len(self.named) - 1, name)
        return self.named.setdefault(name.casefold(), new), 1

    def _place(self, line: int, wanted: WeekSlot, *, despite: bool) -> Outcome:
        """Find the lesson its place in the week, beside those that stand and the rows above."""
        spot = (wanted.page.course, wanted.weekday, wanted.number)
        there = self._standing(spot)
        if there is not None and there.id < 0:
            raise Refused("import.twice", line=-there.id)
        old = there or self.old.get(spot)
        if old is not None and wanted.room is None:  # a list that names no room takes none away
            wanted = replace(wanted, room=old.room, holds=old.holds)
        self._check_clashes(wanted, there, despite=despite)
        if (
            old is not None
            and old.room == wanted.room
            and (old.days.ends is None or old.days.starts == self.day)
        ):
            return self._kept(line, old)
        self._put(spot, wanted, there)
        room = wanted.room.name if wanted.room else ""
        if old is None or old.room == wanted.room:
            return Outcome(line, ADDED)
        return Outcome(line, CHANGED, "import.changes", {"what": _("кабинет: %(new)s") % {"new": room}})

    def _put(self, spot: Spot, wanted: WeekSlot, there: WeekSlot | None) -> None:
        """Put the lesson into its hour; one of the very day only gets its other room."""
        hour = self.hours[spot[1:]]
        if there is not None:
            hour.remove(there)
        hour.append(wanted)
        room = wanted.room.name if wanted.room else ""
        if there is not None and there.days.starts == self.day:
            self.rooms[there.id] = room
            return
        if there is not None:
            self.replaced.append(there)
        self.new.append(NewLesson(*spot, room))

    def _standing(self, spot: Spot) -> WeekSlot | None:
        """The lesson of the page that stands in the hour already, by a row above or from the very day."""
        hour = self.hours[spot[1:]]
        return next((one for one in hour if one.page.course == spot[0] and self._begun(one)), None)

    def _begun(self, one: WeekSlot) -> bool:
        return self.day is not None and one.days.starts <= self.day

    def _check_clashes(self, wanted: WeekSlot, there: WeekSlot | None, *, despite: bool) -> None:
        hour = [one for one in self.hours[wanted.weekday, wanted.number] if one is not there]
        course = wanted.page.course
        for met in self.week.meets([*hour, wanted], wanted.days.starts):
            if course in met.courses and (met.is_absolute or not despite):
                raise Refused(
                    f"import.clash_{met.kind}",
                    weekday=met.day,
                    number=met.number,
                    what=met.what,
                    one=met.one,
                    other=met.other,
                )

    def _kept(self, line: int, old: WeekSlot) -> Outcome:
        spot = (old.page.course, old.weekday, old.number)
        if self.old.pop(spot, None) is not None:
            self.hours[spot[1:]].append(old)
        return Outcome(line, SAME)

    def _with_leaving(self, outcome: Outcome, key: ClassKey, day: date) -> Outcome:
        """Beside the first good row of a class stands what of its week ends."""
        first = key not in self.touched
        self.touched.add(key)
        leaving = self.leaving.get(key, ())
        if not first or not leaving or outcome.verdict == CHANGED:
            return outcome
        shown = [_shown(one) for one in leaving[:_SHOWN]]
        facts = {
            "where": title(key),
            "day": f"{day:%d.%m.%Y}",
            "count": str(len(leaving)),
            "what": "; ".join(shown) + ("…" if len(leaving) > _SHOWN else ""),
        }
        verdict = CHANGED if outcome.verdict == SAME else outcome.verdict
        return Outcome(outcome.line, verdict, "import.week_ends", facts)

    @property
    def ending(self) -> list[WeekSlot]:
        """Lessons that end the day before: of classes with a good row, what no row kept."""
        groups = {self.known.classes[key] for key in self.touched & self.rewritten}
        return [*self.replaced, *(one for one in self.old.values() if one.page.class_group in groups)]


def _shown(one: WeekSlot) -> str:
    return f"{WEEKDAYS[one.weekday]}, {one.number}: {one.page.title}"


def week_plan(known: Known, week: WeekKnown, rows: Iterable[Cells]) -> WeekPlan:
    """A plan that knows beforehand whose weeks the rows rewrite.

    A class none of whose rows is good keeps its week, and its lessons then stand in the others' way; so the
    rows are walked until the classes that give way are those that have a good row.
    """
    known_rows = list(rows)
    rewritten = set(known.classes)
    while True:
        trial = WeekPlan(known, week, rewritten)
        for cells in known_rows:
            _tried(trial, cells)
        if trial.touched >= rewritten or not trial.touched:
            break
        rewritten &= trial.touched
    keys = {number: key for key, number in known.classes.items()}
    leaving: dict[ClassKey, list[WeekSlot]] = defaultdict(list)
    for one in trial.ending:
        leaving[keys[one.page.class_group]].append(one)
    return WeekPlan(known, week, rewritten & trial.touched, leaving)


def _tried(trial: WeekPlan, cells: Cells) -> None:
    try:
        trial.take(1, cells)
    except Refused:
        return


def read_weekday(text: str) -> int:
    """A day of the week: пн, Пн., Понедельник, 1, Monday.

    Raises:
        Refused: import.no_weekday, import.bad_weekday.
    """
    value = clean(text)
    if not value:
        raise Refused("import.no_weekday")
    if plain(value) not in _WEEKDAYS:
        raise Refused("import.bad_weekday", value=value)
    return _WEEKDAYS[plain(value)]


def read_number(text: str) -> int:
    """Number of a lesson: 3, № 3, «3 урок», 3-й.

    Raises:
        Refused: import.no_number, import.bad_number.
    """
    value = clean(text)
    if not value:
        raise Refused("import.no_number")
    found = _NUMBER.fullmatch(value)
    if found is None or int(found[1]) > MOST_NUMBER:
        raise Refused("import.bad_number", value=value, limit=MOST_NUMBER)
    return int(found[1])


def read_yes(text: str) -> bool:
    """Whether a cell says yes.

    Raises:
        Refused: import.bad_yes.
    """
    value = plain(clean(text))
    if value in _NO:
        return False
    if value not in _YES:
        raise Refused("import.bad_yes", value=clean(text))
    return True
