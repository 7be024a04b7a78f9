"""Записать списки показательной школы: акт, годы, классы, предметы, людей, нагрузку, учётные записи."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db.models import Model

from letopis.demo.craft.chance import new_ref, stream
from letopis.demo.craft.data import read
from letopis.demo.craft.people import Adult, Employee, Pupil
from letopis.demo.craft.school import Group, School, Year, shown_accounts, shown_child
from letopis.demo.craft.weekly import bells, holidays, rooms_of
from letopis.people import models as people
from letopis.people.craft.usernames import username_of
from letopis.school import models as school_models
from letopis.school.craft.first_act import first_act
from letopis.school.craft.reference import as_json, shipped
from letopis.school.queries import production_calendar
from letopis.timetable import models as timetable

PASSWORD = "letopis-demo"  # noqa: S105 - printed on the login page of the demo school, opens nothing else
ENTERED = 0.8  # share of pupils and parents who have come in by their invitation
_BATCH = 400


def write_lists(school: School) -> None:
    """Write everything but the register, each thing under the number the story gave it."""
    _write(_act(school))
    _write(_entrance(school))
    _write(_years(school))
    _write(_subjects(school))
    _write(_people(school))
    for year in school.years:
        _write(_classes(year))
        _write(_pages(year))
        _write(_load(school, year))
        _write(_enrolments(school, year))
    _write(_wall(school))
    _write(_accounts(school))


def _write(rows: Iterator[Model]) -> None:
    """Write rows kind by kind in the order in which the kinds first come."""
    kinds: dict[type[Model], list[Model]] = {}
    for row in rows:
        kinds.setdefault(type(row), []).append(row)
    for kind, found in kinds.items():
        kind._default_manager.bulk_create(found, batch_size=_BATCH)  # noqa: SLF001 - Django's documented door to the manager


def _act(school: School) -> Iterator[Model]:
    """The school and its act: the one a new school begins with, in force since the first year kept."""
    names, act, refs = read("staff")["school"], first_act(), stream(school.seed, "act")
    since = min(act["in_force_from"], school.years[0].days.starts)
    yield school_models.School(id=1, ref=new_ref(refs), **names)
    yield school_models.LocalAct(id=1, ref=new_ref(refs), code=act["code"], title=act["title"])
    yield school_models.Edition(
        id=1,
        ref=new_ref(refs),
        act_id=1,
        number=1,
        adopted_by="Педагогический совет",
        adopted_on=date(since.year, 8, 29),
        protocol="1",
        approved_on=date(since.year, 8, 30),
        order=f"{112 + since.year % 10}-од",
        in_force_from=since,
        rules=act["rules"],
        source=act["source"],
    )
    for number, work in enumerate(act["work_types"], 1):
        yield school_models.WorkType(id=number, edition_id=1, **work)


def _entrance(school: School) -> Iterator[Model]:
    """Rules of entry: nobody must have a second key, so that a guest enters by one click; it can be set."""
    data = {name: part for name, part in shipped("entrance").items() if name != "second_key"}
    begun = datetime.combine(school.years[0].days.starts, time(9), ZoneInfo(settings.TIME_ZONE))
    yield school_models.Reference(
        id=1,
        ref=new_ref(stream(school.seed, "entrance")),
        name="entrance",
        version=1,
        data=as_json(data),
        source="Показательная школа: гость входит одним нажатием, второй ключ никому не обязателен",
        by=0,
        at=begun,
    )


def _years(school: School) -> Iterator[Model]:
    for year in school.years:
        yield school_models.SchoolYear(id=year.id, ref=year.ref, starts=year.days.starts, ends=year.days.ends)
        for period in year.periods:
            span = period.span
            yield school_models.GradingPeriod(
                id=period.id,
                ref=period.ref,
                year_id=year.id,
                scheme=span.scheme,
                ordinal=span.ordinal,
                starts=span.starts,
                ends=span.ends,
            )


def _subjects(school: School) -> Iterator[Model]:
    for one in school.subjects:
        yield school_models.Subject(id=one.id, ref=one.ref, name=one.name, short=one.short, rank=one.rank)


def _people(school: School) -> Iterator[Model]:
    for pupils in school.people.cohorts.values():
        for pupil in pupils:
            yield people.Student(
                id=pupil.id,
                ref=pupil.ref,
                **_named(pupil),
                birth_date=pupil.birth,
                sex=pupil.sex,
                file_number=pupil.file_number,
            )
    for one in school.staff:
        yield people.Employee(id=one.id, ref=one.ref, **_named(one), personnel_number=f"{one.id:04}")
        yield people.Appointment(employee_id=one.id, post=one.post, starts=one.since)
    for adult in school.people.adults:
        yield people.LegalRepresentative(id=adult.id, ref=adult.ref, **_named(adult), phone=adult.phone)
    for adult in school.people.adults:
        for child in adult.children:
            yield people.Representation(
                representative_id=adult.id, student_id=child.id, relation=adult.relation
            )


def _named(person: Adult | Pupil) -> dict[str, str]:
    name = person.name
    return {"surname": name.surname, "given_name": name.given, "patronymic": name.patronymic}


def _classes(year: Year) -> Iterator[Model]:
    for group in year.groups:
        yield school_models.ClassGroup(
            id=group.id,
            ref=group.ref,
            year_id=year.id,
            grade_level=group.grade,
            letter=group.cohort.letter,
            scheme=group.scheme,
        )
    for group in year.groups:
        for course in group.courses:
            if course.part == 0:
                yield school_models.CurriculumItem(
                    class_group_id=group.id, subject_id=course.subject.id, hours=Decimal(course.hours)
                )


def _pages(year: Year) -> Iterator[Model]:
    for group in year.groups:
        for course in group.courses:
            if course.subgroup:
                yield school_models.Subgroup(
                    id=course.subgroup,
                    class_group_id=group.id,
                    subject_id=course.subject.id,
                    name=f"{course.part + 1} группа",
                )
    for group in year.groups:
        for course in group.courses:
            yield school_models.Course(
                id=course.id,
                ref=course.ref,
                class_group_id=group.id,
                subject_id=course.subject.id,
                subgroup_id=course.subgroup,
                hours_per_week=Decimal(course.hours),
                pass_fail=course.subject.pass_fail,
            )


def _last_day(school: School, year: Year) -> date | None:
    """The day a past year's rolls and duties end; the running year's are open."""
    return None if year is school.now else date(year.days.first + 1, 8, 31)


def _load(school: School, year: Year) -> Iterator[Model]:
    starts, ends = year.days.starts, _last_day(school, year)
    for group in year.groups:
        for course in group.courses:
            yield people.CourseAssignment(
                employee_id=course.teacher.id, course_id=course.id, starts=starts, ends=ends
            )
        if group.leader:
            yield people.ClassTeacherAssignment(
                employee_id=group.leader.id, class_group_id=group.id, starts=starts, ends=ends
            )


def _enrolments(school: School, year: Year) -> Iterator[Model]:
    ends = _last_day(school, year)
    for group in year.groups:
        for pupil in group.pupils:
            yield people.Enrolment(
                student_id=pupil.id,
                class_group_id=group.id,
                starts=_first_day(school, year, pupil),
                ends=ends,
                ground=_ground(group, pupil, year),
            )
        for course in group.courses:
            if course.subgroup:
                for pupil in course.members:
                    yield people.SubgroupMembership(
                        student_id=pupil.id,
                        subgroup_id=course.subgroup,
                        starts=_first_day(school, year, pupil),
                        ends=ends,
                    )


def _first_day(school: School, year: Year, pupil: Pupil) -> date:
    """The day a pupil is on the rolls of a year from."""
    return pupil.came_on if pupil.came_on and year is school.now else year.days.starts


def _ground(group: Group, pupil: Pupil, year: Year) -> str:
    kind = "enrolled" if pupil.joined == year.days.first else "promoted"
    text: str = read("reasons")[kind]
    return text.format(number=100 + group.grade * 3 + (pupil.id % 40 if kind == "enrolled" else 0))


def _wall(school: School) -> Iterator[Model]:
    """Rooms, bells and holidays of this year; its lessons come with the story."""
    refs, days = stream(school.seed, "rooms"), school.now.days
    for name, (number, holds) in rooms_of(school).items():
        yield timetable.Room(id=number, ref=new_ref(refs), name=name, holds=holds)
    yield timetable.Bells(id=1, ref=new_ref(refs), title="Первая смена", starts=days.starts, last_grade=11)
    for number, begins, ends in bells():
        yield timetable.Bell(bells_id=1, number=number, begins=begins, ends=ends)
    for title, first_day, last_day, last in holidays(days, production_calendar().off):
        yield timetable.Holiday(
            ref=new_ref(refs),
            year_id=school.now.id,
            title=title,
            starts=first_day,
            ends=last_day,
            last_grade=last,
        )


def _accounts(school: School) -> Iterator[Model]:
    """An account for everybody who works here; the shown ones can be entered by the known password."""
    chance = stream(school.seed, "accounts")
    known = make_password(PASSWORD, salt=f"{chance.getrandbits(128):032x}")
    shown = shown_accounts(school)
    taken = set(shown.values())
    for one in school.staff:
        username = shown.get(one.ref) or username_of(
            one.name.surname, one.name.given, one.name.patronymic, taken
        )
        taken.add(username)
        yield people.Account(
            ref=one.account_ref,
            username=username,
            password=known if one.ref in shown else f"!{chance.getrandbits(200):050x}",
            employee_id=one.id,
            display_name=_displayed(one),
        )
    owners = ((shown_child(school), "student_id"), (school.people.parent, "representative_id"))
    for owner, column in owners:
        yield people.Account(
            ref=new_ref(chance),
            username=shown[owner.ref],
            password=known,
            display_name=_displayed(owner),
            **{column: owner.id},
        )
        taken.add(shown[owner.ref])
    yield from _families(school, set(shown), taken)


def _families(school: School, shown: set[int], taken: set[str]) -> Iterator[Model]:
    """Accounts of the other pupils and parents; most have entered, nobody knows their passwords."""
    chance = stream(school.seed, "families")
    learning = {pupil.id: pupil for group in school.now.groups for pupil in group.pupils}
    parents = (one for one in school.people.adults if any(child.id in learning for child in one.children))
    owners: list[tuple[Pupil | Adult, str]] = [(one, "student_id") for one in learning.values()]
    owners += [(one, "representative_id") for one in parents]
    begun = datetime.combine(school.now.days.starts, time(18), ZoneInfo(settings.TIME_ZONE))
    for owner, column in owners:
        if owner.ref in shown:
            continue
        username = username_of(owner.name.surname, owner.name.given, owner.name.patronymic, taken)
        taken.add(username)
        has_entered = chance.random() < ENTERED
        yield people.Account(
            ref=new_ref(chance),
            username=username,
            password=f"!{chance.getrandbits(200):050x}",
            display_name=_displayed(owner),
            last_login=begun + timedelta(hours=chance.randrange(1, 400)) if has_entered else None,
            must_change_password=not has_entered,
            **{column: owner.id},
        )


def _displayed(person: Adult | Pupil | Employee) -> str:
    name = person.name
    return people.signed_name(name.surname, name.given, name.patronymic)
