"""OneRoster 1.2 (архив CSV) становится теми же списками: сотрудники, ученики, нагрузка."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from letopis.exchange.craft import workbooks
from letopis.exchange.craft.fields import is_class
from letopis.exchange.craft.kinds import Recognised
from letopis.exchange.craft.lists import EMPLOYEES, KINDS, LOAD, PUPILS
from letopis.exchange.craft.tables import Line, Table, decoded
from letopis.regulation.refusals import Refused

Row = dict[str, str]
Remark = tuple[str, dict[str, str]]

# Columns this reader needs; a header close to one of these is taken for it.
_COLUMNS = {
    "users": (
        "sourcedId", "status", "role", "username", "givenName", "familyName", "middleName",
        "identifier", "grades", "preferredGivenName", "preferredMiddleName", "preferredFamilyName",
    ),
    "roles": ("sourcedId", "status", "userSourcedId", "roleType", "role", "beginDate", "endDate"),
    "demographics": ("sourcedId", "status", "birthDate", "sex"),
    "classes": (
        "sourcedId", "status", "title", "grades", "courseSourcedId", "classCode", "classType", "subjects",
    ),
    "courses": ("sourcedId", "status", "title", "grades", "subjects"),
    "enrollments": ("sourcedId", "status", "classSourcedId", "userSourcedId", "role", "beginDate", "endDate"),
}  # fmt: skip
_NEEDED = ("users",)
_EXPECTED = ("users", "roles", "demographics", "classes", "courses", "enrollments")
_GONE = {"tobedeleted", "inactive"}
_POSTS = {
    "teacher": "учитель",
    "aide": "помощник учителя",
    "principal": "директор",
    "districtadministrator": "администратор",
    "siteadministrator": "администратор",
    "systemadministrator": "администратор",
    "administrator": "администратор",
    "counselor": "педагог-психолог",
}
_CLOSE = 0.84  # how alike a misspelt header must be


@dataclass
class Roster:
    """What an archive holds.

    Attributes:
        lists: recognised lists in the order they must be imported.
        remarks: codes with facts about what was missing, misspelt or left out.
    """

    lists: list[Recognised] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def is_archive(data: bytes) -> bool:
    """Whether the file is a zip that holds CSV files and is no workbook."""
    if not data.startswith(b"PK"):
        return False
    names = workbooks.open_zip(data).namelist()
    return "xl/workbook.xml" not in names and any(name.lower().endswith(".csv") for name in names)


def read_archive(data: bytes) -> Roster:
    """Lists of an archive; unknown files in it are left alone.

    Raises:
        Refused: import.broken_file, import.too_big, import.no_users.
    """
    roster = Roster()
    files = _files(data, roster)
    for name in _EXPECTED:
        if name not in files:
            roster.remarks.append(("import.roster_file_missing", {"file": f"{name}.csv"}))
    if not all(files.get(name) for name in _NEEDED):
        raise Refused("import.no_users")
    people = _People(files)
    _add(roster, EMPLOYEES, ("surname", "given_name", "patronymic", "post", "username"), people.employees())
    _add(
        roster, PUPILS, ("surname", "given_name", "patronymic", "class", "birth_date", "sex"), people.pupils()
    )
    _add(roster, LOAD, ("teacher", "subject", "class", "subgroup", "starts"), people.load())
    return roster


def _add(roster: Roster, kind: str, names: Sequence[str], lines: Iterable[Line]) -> None:
    body = tuple(lines)
    if body:
        headers = tuple(KINDS[kind].field(name).title for name in names)
        roster.lists.append(Recognised(kind, Table(headers, body), dict(enumerate(names))))


def _files(data: bytes, roster: Roster) -> dict[str, list[tuple[int, Row]]]:
    archive = workbooks.open_zip(data)
    files: dict[str, list[tuple[int, Row]]] = {}
    for part in archive.infolist():
        name = PurePosixPath(part.filename).name.lower().removesuffix(".csv")
        if name in _COLUMNS and part.filename.lower().endswith(".csv"):
            try:
                content = archive.read(part)
            except workbooks.BROKEN as error:
                raise Refused("import.broken_file") from error
            files[name] = _live(name, _rows(name, decoded(content), roster), roster)
    return files


def _rows(name: str, text: str, roster: Roster) -> list[tuple[int, Row]]:
    reader = csv.reader(io.StringIO(text, newline=""))
    headers = _named(name, next(reader, []), roster)
    rows = []
    for cells in reader:
        if any(cell.strip() for cell in cells):
            rows.append((reader.line_num, dict(zip(headers, (cell.strip() for cell in cells), strict=False))))
        if len(rows) > workbooks.MAX_ROWS:
            raise Refused("import.too_many_rows", limit=workbooks.MAX_ROWS)
    return rows


def _named(name: str, headers: list[str], roster: Roster) -> list[str]:
    """Headers as the standard spells them, whatever their case; a misspelt one stands for an absent one."""
    known = {column.lower(): column for column in _COLUMNS[name]}
    absent = known.keys() - {header.strip().lower() for header in headers}
    named = []
    for header in headers:
        small = header.strip().lower()
        close = [] if small in known else difflib.get_close_matches(small, absent, 1, _CLOSE)
        if close:
            absent = absent - set(close)
            facts = {"file": f"{name}.csv", "header": header.strip(), "meant": known[close[0]]}
            roster.remarks.append(("import.roster_header", facts))
        named.append(known[close[0]] if close else known.get(small, header.strip()))
    return named


def _live(name: str, rows: list[tuple[int, Row]], roster: Roster) -> list[tuple[int, Row]]:
    live = [(number, row) for number, row in rows if row.get("status", "").lower() not in _GONE]
    if len(live) < len(rows):
        facts = {"file": f"{name}.csv", "count": str(len(rows) - len(live))}
        roster.remarks.append(("import.roster_gone", facts))
    return live


class _People:
    """The files joined: who is who, whose class, who teaches what."""

    def __init__(self, files: dict[str, list[tuple[int, Row]]]) -> None:
        self.users = files["users"]
        self.by_id = {row.get("sourcedId", ""): row for _number, row in self.users}
        self.roles = _roles(files.get("roles", []), files.get("enrollments", []), self.users)
        self.births = {row.get("sourcedId", ""): row for _number, row in files.get("demographics", [])}
        self.courses = {row.get("sourcedId", ""): row for _number, row in files.get("courses", [])}
        self.classes = {row.get("sourcedId", ""): row for _number, row in files.get("classes", [])}
        self.enrollments = files.get("enrollments", [])

    def employees(self) -> Iterable[Line]:
        """Everybody who works at the school."""
        for number, user in self.users:
            post = _POSTS.get(self.roles.get(user.get("sourcedId", ""), ""))
            if post:
                yield Line(number, (*_name(user), post, user.get("username", "").lower()))

    def pupils(self) -> Iterable[Line]:
        """Every pupil with the class told by a homeroom, else by the grade."""
        homes = self._homes()
        for number, user in self.users:
            user_id = user.get("sourcedId", "")
            if self.roles.get(user_id) == "student":
                born = self.births.get(user_id, {})
                home = homes.get(user_id) or user.get("grades", "")
                yield Line(number, (*_name(user), home, born.get("birthDate", ""), _sex(born.get("sex", ""))))

    def _homes(self) -> dict[str, str]:
        homes: dict[str, str] = {}
        for _number, row in self.enrollments:
            group = self.classes.get(row.get("classSourcedId", ""), {})
            title = _class_name(group)
            if title and (row.get("role") == "student"):
                homes.setdefault(row.get("userSourcedId", ""), title)
        return homes

    def load(self) -> Iterable[Line]:
        """Who teaches what: the enrolments of teachers."""
        for number, row in self.enrollments:
            group = self.classes.get(row.get("classSourcedId", ""))
            teacher = self.by_id.get(row.get("userSourcedId", ""))
            homeroom = group is not None and group.get("classType", "").lower() == "homeroom"
            if row.get("role") == "teacher" and group is not None and teacher is not None and not homeroom:
                name = " ".join(filter(None, _name(teacher)))
                home = _class_name(group) or group.get("grades", "")
                yield Line(number, (name, self._subject(group), home, "", row.get("beginDate", "")))

    def _subject(self, group: Row) -> str:
        course = self.courses.get(group.get("courseSourcedId", ""), {})
        single = group.get("subjects", "") if "," not in group.get("subjects", "") else ""
        return course.get("title") or single or group.get("title", "")


def _roles(
    roles: list[tuple[int, Row]], enrollments: list[tuple[int, Row]], users: list[tuple[int, Row]]
) -> dict[str, str]:
    """The role of each user: the primary of roles.csv, else of users.csv, else of an enrolment."""
    found: dict[str, str] = {}
    for _number, row in sorted(roles, key=lambda item: item[1].get("roleType", "").lower() != "primary"):
        found.setdefault(row.get("userSourcedId", ""), row.get("role", "").lower())
    for _number, row in users:
        if row.get("role"):
            found.setdefault(row.get("sourcedId", ""), row["role"].lower())
    for _number, row in enrollments:
        if row.get("role"):
            found.setdefault(row.get("userSourcedId", ""), row["role"].lower())
    return found


def _name(user: Row) -> tuple[str, str, str]:
    return user.get("familyName", ""), user.get("givenName", ""), user.get("middleName", "")


def _class_name(group: Row) -> str:
    return next((text for text in (group.get("title", ""), group.get("classCode", "")) if is_class(text)), "")


def _sex(text: str) -> str:
    return text if text.lower() in {"male", "female"} else ""
