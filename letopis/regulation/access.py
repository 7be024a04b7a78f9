"""Кому что можно: таблица прав по должностям. Одна и та же функция охраняет чтение и запись (п. 4.1, 4.2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from letopis.regulation.refusals import Refused

TEACHER = "teacher"
CLASS_TEACHER = "class_teacher"
DEPUTY = "deputy"
PRINCIPAL = "principal"
CLERK = "clerk"
ARCHIVIST = "archivist"
PUPIL = "pupil"
PARENT = "parent"
ADMIN = "admin"
ROLES = (TEACHER, CLASS_TEACHER, DEPUTY, PRINCIPAL, CLERK, ARCHIVIST, PUPIL, PARENT, ADMIN)

# How far a right reaches.
SCHOOL = "school"  # everything in the school
OWN_CLASS = "own_class"  # the class one leads
OWN_COURSE = "own_course"  # the class and subject one is appointed to (on the day, for writing)
OWN_RECORD = "own_record"  # oneself, or one's child

DEEDS: dict[str, dict[str, str]] = {
    # reading the register
    "journal.list": {TEACHER: SCHOOL, CLASS_TEACHER: SCHOOL, DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "journal.read": {TEACHER: OWN_COURSE, CLASS_TEACHER: OWN_CLASS, DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "journal.explain": {
        TEACHER: OWN_COURSE,
        CLASS_TEACHER: OWN_CLASS,
        DEPUTY: SCHOOL,
        PRINCIPAL: SCHOOL,
        PUPIL: OWN_RECORD,
        PARENT: OWN_RECORD,
    },
    # writing it
    "journal.put_mark": {TEACHER: OWN_COURSE},
    "journal.put_lesson": {TEACHER: OWN_COURSE},
    "journal.put_period_mark": {TEACHER: OWN_COURSE},
    "journal.open_homework": {
        TEACHER: OWN_COURSE,
        CLASS_TEACHER: OWN_CLASS,
        DEPUTY: SCHOOL,
        PRINCIPAL: SCHOOL,
        PUPIL: OWN_RECORD,
        PARENT: OWN_RECORD,
    },
    "journal.put_level": {TEACHER: OWN_COURSE, CLASS_TEACHER: OWN_CLASS},
    "journal.correct_mark": {DEPUTY: SCHOOL},
    # the lesson plan
    "planning.list": {TEACHER: SCHOOL, CLASS_TEACHER: SCHOOL, DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "planning.read": {TEACHER: OWN_COURSE, CLASS_TEACHER: OWN_CLASS, DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "planning.edit": {TEACHER: OWN_COURSE, DEPUTY: SCHOOL},
    # absences
    "journal.list_absences": {CLASS_TEACHER: SCHOOL, DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "journal.see_absences": {CLASS_TEACHER: OWN_CLASS, DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "journal.excuse": {CLASS_TEACHER: OWN_CLASS, DEPUTY: SCHOOL},
    "journal.mark_absent": {CLASS_TEACHER: OWN_CLASS, DEPUTY: SCHOOL},
    # closing
    "journal.see_closing": {TEACHER: SCHOOL, CLASS_TEACHER: SCHOOL, DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "journal.see_class_closing": {CLASS_TEACHER: OWN_CLASS, DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "journal.close_period": {DEPUTY: SCHOOL},
    "journal.hand_over": {TEACHER: OWN_COURSE},
    "journal.check_pages": {CLASS_TEACHER: OWN_CLASS},
    "journal.send_back": {CLASS_TEACHER: OWN_CLASS, DEPUTY: SCHOOL},
    "journal.open_correction": {DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    # special conditions of a pupil: exemptions and scales
    "conditions.list": {CLASS_TEACHER: SCHOOL, DEPUTY: SCHOOL, PRINCIPAL: SCHOOL, CLERK: SCHOOL},
    "conditions.see": {CLASS_TEACHER: OWN_CLASS, DEPUTY: SCHOOL, PRINCIPAL: SCHOOL, CLERK: SCHOOL},
    "conditions.set": {DEPUTY: SCHOOL, CLERK: SCHOOL},
    # in-school control
    "control.list": {TEACHER: SCHOOL, CLASS_TEACHER: SCHOOL, DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "control.see_page": {TEACHER: OWN_COURSE, CLASS_TEACHER: OWN_CLASS, DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "control.see_load": {TEACHER: SCHOOL, CLASS_TEACHER: SCHOOL, DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "control.remark": {DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "control.answer": {TEACHER: OWN_COURSE},
    # results
    "results.diary": {PUPIL: SCHOOL, PARENT: SCHOOL},  # the way in; whose it is, results.pupil decides
    "results.list": {CLASS_TEACHER: SCHOOL, DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "results.class_sheet": {CLASS_TEACHER: OWN_CLASS, DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "results.print": {CLASS_TEACHER: OWN_CLASS, DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "results.pupil": {
        CLASS_TEACHER: OWN_CLASS,
        DEPUTY: SCHOOL,
        PRINCIPAL: SCHOOL,
        PUPIL: OWN_RECORD,
        PARENT: OWN_RECORD,
    },
    # the paper register
    "register_book.print": {CLASS_TEACHER: OWN_CLASS, DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "register_book.list": {CLASS_TEACHER: SCHOOL, DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "register_book.people": {CLASS_TEACHER: OWN_CLASS, DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    # the timetable, which hangs on every school's wall
    "timetable.read": dict.fromkeys((role for role in ROLES if role != ADMIN), SCHOOL),
    "timetable.edit": {DEPUTY: SCHOOL, CLERK: SCHOOL},
    "timetable.change": {DEPUTY: SCHOOL, CLERK: SCHOOL},
    # school, people, lists
    "people.list": {CLERK: SCHOOL, DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "people.record": {CLERK: SCHOOL},
    "people.appoint": {CLERK: SCHOOL},
    "people.see_invitations": {CLERK: SCHOOL, CLASS_TEACHER: SCHOOL},
    "people.invite": {CLERK: SCHOOL, CLASS_TEACHER: OWN_CLASS},
    "exchange.import": {CLERK: SCHOOL, DEPUTY: SCHOOL},
    "exchange.see_import": {
        TEACHER: SCHOOL,
        CLERK: SCHOOL,
        DEPUTY: SCHOOL,
    },  # the way in, as results.diary
    "school.acts": {DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "acts.list_carriers": {CLASS_TEACHER: SCHOOL, DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "acts.see_carriers": {CLASS_TEACHER: OWN_CLASS, DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "acts.decide_carriers": {DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "school.adopt_edition": {DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "school.put_reference": {DEPUTY: SCHOOL, PRINCIPAL: SCHOOL},
    "school.set_up": {CLERK: SCHOOL, DEPUTY: SCHOOL},
    # the ledger
    "trace.seal": {DEPUTY: SCHOOL, PRINCIPAL: SCHOOL, ARCHIVIST: SCHOOL, ADMIN: SCHOOL},
    "trace.verify": {DEPUTY: SCHOOL, PRINCIPAL: SCHOOL, ARCHIVIST: SCHOOL, ADMIN: SCHOOL},
    # the entry of others
    "keys.look_after": {CLERK: SCHOOL, ADMIN: SCHOOL},
    # rights themselves
    "rights.read": dict.fromkeys((role for role in ROLES if role not in {PUPIL, PARENT}), SCHOOL),
    "rights.delegate": {PRINCIPAL: SCHOOL, CLERK: SCHOOL},
    "rights.open_records": {ADMIN: SCHOOL},
    "rights.watch": {PRINCIPAL: SCHOOL},
    "rights.see_looks": {PRINCIPAL: SCHOOL, ADMIN: SCHOOL, PUPIL: OWN_RECORD, PARENT: OWN_RECORD},
    # one's own
    "self": dict.fromkeys(ROLES, SCHOOL),
}

# What an administrator may read while the records are open to them by a written reason, and nothing else.
OPENED = frozenset(
    {"journal.list", "journal.read", "results.list", "results.pupil", "results.class_sheet", "people.list"}
)

# Clauses of the regulation the deeds of a room rest on.
CLAUSES = {
    "journal": "3.4",
    "control": "1.3",
    "results": "1.5",
    "register_book": "3.4",
    "timetable": "1.6",
    "people": "3.8",
    "exchange": "3.4",
    "school": "1.2",
    "trace": "1.6",
}
OWN_CLAUSE = "4.2"  # of everything else: who may see and do what


def clause_of(deed: str) -> str:
    """The clause a deed rests on."""
    return CLAUSES.get(deed.partition(".")[0], OWN_CLAUSE)


@dataclass(frozen=True)
class Span:
    """Days of an appointment: from the first to the last inclusive, open-ended if `ends` is None."""

    starts: date
    ends: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the appointment is in force on the day."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True)
class Standing:
    """Who somebody is to the school on a day; gathered once a request.

    Attributes:
        account: random reference of the account, 0 for a stranger.
        on: the day.
        roles: roles in force on that day.
        courses: id of a register page (class and subject) → appointments to it.
        classes: ids of the classes one leads on that day.
        students: ids of the pupils whose record is one's own: oneself or one's children.
        lessons: lessons given in another's place: id of the page, day, number.
        deeds: deeds given besides the roles, for the whole school: by an order, or while records are open.
        delegations: ids of the delegations in force that the person has given or taken.
        is_unproven: it is long since the person has proven who they are: what is closed waits for a password.
    """

    account: int
    on: date
    roles: frozenset[str] = frozenset()
    courses: dict[int, tuple[Span, ...]] = field(default_factory=dict)
    classes: frozenset[int] = frozenset()
    students: frozenset[int] = frozenset()
    lessons: frozenset[tuple[int, date, int]] = frozenset()
    deeds: frozenset[str] = frozenset()
    delegations: frozenset[int] = frozenset()
    is_unproven: bool = False

    @property
    def taught(self) -> frozenset[int]:
        """Ids of the pages one is appointed to on the day itself."""
        return frozenset(
            page for page, spans in self.courses.items() if any(span.covers(self.on) for span in spans)
        )


@dataclass(frozen=True)
class Target:
    """What is asked for: ids of the things the deed touches; day and number of a lesson for writing."""

    course: int | None = None
    class_group: int | None = None
    student: int | None = None
    on: date | None = None
    number: int | None = None


def permits(deed: str, standing: Standing, target: Target | None = None) -> bool:
    """May this person do this deed to this thing? Unknown deeds are nobody's."""
    grants = DEEDS.get(deed, {})
    if grants and deed in standing.deeds:
        return True
    wanted = target or Target()
    return any(role in standing.roles and _reaches(scope, standing, wanted) for role, scope in grants.items())


def _reaches(scope: str, standing: Standing, target: Target) -> bool:
    if scope == SCHOOL:
        return True
    if scope == OWN_CLASS:
        return target.class_group in standing.classes
    if scope == OWN_RECORD:
        return target.student in standing.students
    spans = standing.courses.get(target.course or 0, ())
    if target.on is None:
        return bool(spans) or substitutes(standing, target.course)
    own = (target.course, target.on, target.number)
    return any(span.covers(target.on) for span in spans) or own in standing.lessons


def substitutes(standing: Standing, course: int | None) -> bool:
    """Whether somebody gives a lesson of this page in another's place; then that lesson alone is theirs."""
    return any(lesson[0] == course for lesson in standing.lessons)


def check_proof(standing: Standing) -> None:
    """Refuse to change what is closed to whoever has not proven not long ago that it is they.

    Raises:
        Refused: login.unsure.
    """
    if standing.is_unproven:
        raise Refused("login.unsure", OWN_CLAUSE)


def check(deed: str, standing: Standing, target: Target | None = None) -> None:
    """Refuse what the table does not grant.

    Raises:
        Refused: teacher.not_appointed (right course, wrong day), teacher.other_lesson (a substitute at a
            lesson that is not theirs) or access.denied.
    """
    if permits(deed, standing, target):
        return
    if target and target.on and target.course in standing.courses:
        raise Refused("teacher.not_appointed", "4.2", day=target.on)
    if target and target.on and target.number is not None and substitutes(standing, target.course):
        raise Refused("teacher.other_lesson", "4.2", day=target.on)
    raise Refused("access.denied", "4.2", deed=deed)
