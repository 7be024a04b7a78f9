"""Кто стоит в списках журнала: ученики класса и подгрупп, сведения о них."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from letopis.people.craft.alphabet import place_of
from letopis.people.models import Representation
from letopis.results.access import ClassPage
from letopis.school.craft.rows import asked, day_of, known_day

_ENROLLED = """
SELECT s.id, s.ref, s.surname, s.given_name, s.patronymic, e.starts, e.ends, e.ground, s.file_number,
       s.birth_date, s.sex
  FROM people_enrolment e JOIN people_student s ON s.id = e.student_id
 WHERE e.class_group_id = %s
 ORDER BY e.starts, e.id
"""
_MEMBERS = """
SELECT m.subgroup_id, m.student_id, m.starts, m.ends
  FROM people_subgroupmembership m JOIN school_subgroup sg ON sg.id = m.subgroup_id
 WHERE sg.class_group_id = %s
 ORDER BY m.starts, m.id
"""


@dataclass(frozen=True)
class Member:
    """A pupil of the class list.

    Attributes:
        spans: days in the class, or in the subgroup: first and last, None while they stay.
        grounds: by which order the pupil came, for each span.
    """

    id: int
    ref: int
    names: tuple[str, str, str]
    spans: tuple[tuple[date, date | None], ...]
    grounds: tuple[str, ...] = ()
    file_number: str = ""
    born: date | None = None
    sex: str = ""

    @property
    def name(self) -> str:
        """Surname and name."""
        return f"{self.names[0]} {self.names[1]}"

    @property
    def full_name(self) -> str:
        """Surname, name and patronymic."""
        return " ".join(filter(None, self.names))

    def is_there(self, day: date) -> bool:
        """Whether the pupil belongs to the list on a day."""
        return any(starts <= day and (ends is None or day <= ends) for starts, ends in self.spans)


def members_of(page: ClassPage, *, newcomers_last: bool) -> tuple[list[Member], dict[int, list[Member]]]:
    """The class list and the lists of its subgroups; two questions.

    Args:
        page: the class.
        newcomers_last: who came during the year stands at the end, by the day they came, as in a register
            that was written by hand; otherwise all stand by the alphabet.
    """
    rows: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in asked(_ENROLLED, [page.id]):
        rows[row[0]].append(row)
    found = {id_: _member(own) for id_, own in rows.items()}
    subgroups: dict[int, dict[int, list[tuple[date, date | None]]]] = defaultdict(lambda: defaultdict(list))
    for subgroup, student, starts, ends in asked(_MEMBERS, [page.id]):
        subgroups[subgroup][student].append((known_day(starts), day_of(ends)))

    def in_order(members: list[Member]) -> list[Member]:
        return sorted(members, key=lambda one: _place(one, page, newcomers_last=newcomers_last))

    lists = {
        subgroup: in_order([_inside(found[id_], spans) for id_, spans in own.items() if id_ in found])
        for subgroup, own in subgroups.items()
    }
    return in_order(list(found.values())), lists


def _member(rows: list[tuple[Any, ...]]) -> Member:
    id_, ref, surname, given, patronymic, *_span, file_number, born, sex = rows[0]
    return Member(
        id=id_,
        ref=ref,
        names=(surname, given, patronymic or ""),
        spans=tuple((known_day(row[5]), day_of(row[6])) for row in rows),
        grounds=tuple(row[7] or "" for row in rows),
        file_number=file_number or "",
        born=day_of(born),
        sex=sex or "",
    )


def _inside(member: Member, spans: list[tuple[date, date | None]]) -> Member:
    return Member(member.id, member.ref, member.names, tuple(spans))


def _place(member: Member, page: ClassPage, *, newcomers_last: bool) -> tuple[object, ...]:
    came = member.spans[0][0]
    is_new = newcomers_last and came > page.year_starts
    return (came if is_new else date.min, place_of(*member.names), member.id)


def people_data(members: list[Member]) -> dict[int, list[str]]:
    """Pupil → parents with their telephones; one question."""
    found: dict[int, list[str]] = defaultdict(list)
    columns = [f"representative__{one}" for one in ("surname", "given_name", "patronymic", "phone")]
    rows = Representation.objects.filter(student__in=[one.id for one in members]).order_by("id")
    for student, *names, phone in rows.values_list("student_id", *columns):
        full = " ".join(filter(None, names))
        found[student].append(", ".join(filter(None, (full, _unbroken(phone)))))
    return found


def _unbroken(phone: str) -> str:
    """A telephone number that is not torn at the end of a line."""
    return phone.replace(" ", "\u00a0").replace("-", "\u2011")
