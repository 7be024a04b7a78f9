"""Люди показательной школы: семьи, ученики с их способностями, сотрудники."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from letopis.demo.craft.chance import new_ref, stream
from letopis.demo.craft.data import read
from letopis.demo.craft.names import FEMALE, MALE, Name, adult, father, given_to_child, surname_for, surnames

KINDS = ("words", "numbers", "nature", "arts", "sport")
LAST_GRADE = 11
GIFTED, FAILING = "gifted", "failing"
SIBLING = 0.16  # share of pupils who have an elder brother or sister here
NEWCOMER = 0.04  # share of pupils who came in the middle of their school life
GIFTED_SEAT, FAILING_SEAT = 3, 7  # in 7 «А», where a newcomer of the demo looks first
_BORN = timedelta(days=364)


@dataclass(frozen=True)
class Size:
    """How big the school is.

    Attributes:
        classes: number of classes in grades 1, 2 … 11.
        pupils: how many pupils learn there today.
        graduates: number of classes that left one and two summers ago; about as many to a class.
    """

    classes: tuple[int, ...] = (2, 2, 3, 2, 2, 2, 3, 2, 2, 2, 2)
    pupils: int = 600
    graduates: tuple[int, ...] = (2, 2)


@dataclass(frozen=True)
class Cohort:
    """Children who go through the school together: the grade they are in this year, and their letter.

    Who left last summer would be in the twelfth grade, the summer before in the thirteenth.
    """

    grade: int
    letter: str


@dataclass(frozen=True)
class Talent:
    """What stands behind a pupil's marks.

    Attributes:
        level: general ability and effort, standard deviation about 1.
        kinds: kind of subject → how much better or worse it goes than the rest.
        frailty: how easily the pupil falls ill, 1 on average.
        truancy: probability to miss a lesson without reason.
        lateness: probability to come late to the first lesson.
        part: "gifted", "failing" or "".
    """

    level: float
    kinds: dict[str, float]
    frailty: float
    truancy: float
    lateness: float
    part: str = ""


@dataclass(eq=False)
class Adult:
    """A legal representative or an employee."""

    id: int
    ref: int
    name: Name
    relation: str = ""
    phone: str = ""
    children: list[Pupil] = field(default_factory=list)


@dataclass(eq=False)
class Pupil:
    """A pupil of today."""

    id: int
    ref: int
    name: Name
    sex: str
    birth: date
    cohort: Cohort
    talent: Talent
    joined: int
    came_on: date | None = None
    exempt: bool = False
    file_number: str = ""


@dataclass(eq=False)
class Family:
    """Parents and their children in the school."""

    surname: str
    patronymics: tuple[str, str]
    adults: list[Adult]
    grades: set[int] = field(default_factory=set)


@dataclass
class People:
    """Pupils by cohorts and their parents."""

    cohorts: dict[Cohort, list[Pupil]]
    adults: list[Adult]
    parent: Adult


class _Register:
    """Admits children one after another."""

    def __init__(self, seed: int, first: int) -> None:
        self.chance = stream(seed, "people", first)
        self.first = first
        self.names = surnames(self.chance)
        self.pupils: list[Pupil] = []
        self.adults: list[Adult] = []
        self.families: list[Family] = []
        self.grown = 0

    def admit(self, cohort: Cohort, seat: int, family: Family | None = None) -> Pupil:
        family = family or self._family_of(cohort)
        sex = self.chance.choice((MALE, FEMALE))
        name = Name(
            surname_for(sex, family.surname),
            given_to_child(self.chance, sex),
            family.patronymics[0 if sex == MALE else 1],
        )
        came = self._joined(cohort)
        pupil = Pupil(
            id=len(self.pupils) + 1,
            ref=new_ref(self.chance),
            name=name,
            sex=sex,
            birth=self._birth(cohort.grade),
            cohort=cohort,
            talent=_talent(self.chance, _part(cohort, seat)),
            joined=came,
        )
        self.pupils.append(pupil)
        family.grades.add(cohort.grade)
        for one in family.adults:
            one.children.append(pupil)
        return pupil

    def _family_of(self, cohort: Cohort) -> Family:
        if self.families and self.chance.random() < SIBLING:
            family = self.chance.choice(self.families[-300:])
            if cohort.grade not in family.grades and len(family.grades) < 3:
                return family
        return self.new_family()

    def new_family(self) -> Family:
        surname = self.names[len(self.families) % len(self.names)]
        given, son, daughter = father(self.chance)
        adults = []
        if self.chance.random() < 0.95:
            adults.append(self._adult(adult(self.chance, FEMALE, surname), "мать"))
        if not adults or self.chance.random() < 0.7:
            name = Name(surname, given, adult(self.chance, MALE, surname).patronymic)
            adults.append(self._adult(name, "отец"))
        family = Family(surname, (son, daughter), adults)
        self.families.append(family)
        return family

    def _adult(self, name: Name, relation: str) -> Adult:
        phone = f"+7 900 000-{self.grown // 100 % 100:02}-{self.grown % 100:02}"
        self.grown += 1
        found = Adult(self.grown, new_ref(self.chance), name, relation, phone)
        self.adults.append(found)
        return found

    def _birth(self, grade: int) -> date:
        """Of age for the grade: seven, at most soon, on the first of September of the first grade."""
        return date(self.first - grade - 6, 3, 1) + self.chance.random() * _BORN

    def _joined(self, cohort: Cohort) -> int:
        """School year in which the pupil came: the first grade's, mostly."""
        if cohort.grade > 1 and self.chance.random() < NEWCOMER:
            return (
                self.first - self.chance.randrange(min(cohort.grade, 3)) - max(0, cohort.grade - LAST_GRADE)
            )
        return self.first - cohort.grade + 1


def cohorts_of(size: Size) -> list[Cohort]:
    """Classes of this year and of the last graduates, the eldest first."""
    numbers = reversed(list(enumerate((*size.classes, *size.graduates), 1)))
    return [Cohort(grade, "АБВГ"[place]) for grade, count in numbers for place in range(count)]


def make_people(seed: int, first: int, size: Size) -> People:
    """Families and pupils of the school year that begins in a calendar year."""
    register = _Register(seed, first)
    cohorts = cohorts_of(size)
    shown = Cohort(7, "А")
    home = register.new_family()
    register.families.clear()  # no third child: the parent who is shown has two
    if len(home.adults) < 2 or home.adults[0].relation != "мать":
        home.adults = home.adults[:1]
    rolls: dict[Cohort, list[Pupil]] = {}
    younger = next((cohort for cohort in cohorts if cohort.grade in {3, 4, 5}), cohorts[-1])
    left = [cohort for cohort in cohorts if cohort.grade > LAST_GRADE]
    mean = size.pupils // (len(cohorts) - len(left))
    seats_of = _seats(register.chance, size.pupils, len(cohorts) - len(left))
    for cohort, seats in zip(cohorts, [*[mean] * len(left), *seats_of], strict=True):
        rolls[cohort] = [
            register.admit(cohort, seat, home if seat == 0 and cohort in {shown, younger} else None)
            for seat in range(seats)
        ]
    _special(register, rolls)
    _number_files(register.pupils)
    return People(rolls, register.adults, home.adults[0])


def _seats(chance: Random, pupils: int, count: int) -> list[int]:
    """Sizes of the classes, unequal, their sum exact."""
    seats = [pupils // count + (place < pupils % count) for place in range(count)]
    for _ in range(count):
        fuller, emptier = chance.randrange(count), chance.randrange(count)
        if fuller != emptier and abs(seats[fuller] - seats[emptier]) < 5 and seats[emptier] > 6:
            seats[fuller], seats[emptier] = seats[fuller] + 1, seats[emptier] - 1
    return seats


def _part(cohort: Cohort, seat: int) -> str:
    if cohort != Cohort(7, "А"):
        return ""
    return {GIFTED_SEAT: GIFTED, FAILING_SEAT: FAILING}.get(seat, "")


def _talent(chance: Random, part: str) -> Talent:
    if part == GIFTED:
        return Talent(3.2, dict.fromkeys(KINDS, 0.4), 0.5, 0.0, 0.002, part)
    if part == FAILING:
        return Talent(-2.7, dict.fromkeys(KINDS, -0.2), 1.4, 0.16, 0.15, part)
    level = 0.8 * chance.gauss(0, 1) + 0.6 * chance.gauss(0, 1)
    careless = chance.random() ** 6 * max(0.1, 1 - level)
    return Talent(
        level=level,
        kinds={kind: chance.gauss(0, 0.45) for kind in KINDS},
        frailty=chance.lognormvariate(-0.15, 0.55),
        truancy=0.03 * careless,
        lateness=0.01 + 0.08 * careless,
    )


def _special(register: _Register, rolls: dict[Cohort, list[Pupil]]) -> None:
    """Two who came this October, a few who are excused from physical education."""
    grown = [
        pupil for pupil in register.pupils if not pupil.talent.part and 4 < pupil.cohort.grade < LAST_GRADE
    ]
    for pupil in register.chance.sample(grown, min(6, len(grown))):
        pupil.exempt = True
    for cohort in (Cohort(7, "Б"), Cohort(7, "А")):
        for pupil in rolls.get(cohort, [])[-1:]:
            pupil.joined, pupil.came_on = register.first, date(register.first, 10, 5)


def _number_files(pupils: list[Pupil]) -> None:
    """Numbers of the alphabetical book: each letter has its own row, the elder came first."""
    last: Counter[str] = Counter()
    for pupil in sorted(pupils, key=lambda one: (one.joined, one.name.surname, one.id)):
        letter = pupil.name.surname[0].replace("Ё", "Е")
        last[letter] += 1
        pupil.file_number = f"{letter}-{last[letter]}"


@dataclass(eq=False)
class Employee(Adult):
    """Somebody who works here."""

    account_ref: int = 0
    post: str = "teacher"
    username: str = ""
    department: str = ""
    since: date = date.min


def make_staff(seed: int, first: int) -> list[Employee]:
    """Offices first, then teachers by departments."""
    chance = stream(seed, "staff")
    names = iter(surnames(chance))
    found: list[Employee] = []

    def hire(sex: str, post: str = "teacher", username: str = "", department: str = "") -> None:
        name = adult(chance, sex, next(names))
        since = date(first - 2 - chance.randrange(18), 8, 25)
        found.append(
            Employee(
                id=len(found) + 1,
                ref=new_ref(chance),
                name=name,
                account_ref=new_ref(chance),
                post=post,
                username=username,
                department=department,
                since=since,
            )
        )

    for office in read("staff")["offices"]:
        hire(office["sex"], post=office["post"], username=office["username"])
    for department in read("staff")["departments"]:
        for number in range(department["teachers"]):
            hire(MALE if number < department["men"] else FEMALE, department=department["name"])
    return found
