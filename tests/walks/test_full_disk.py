"""Диск полон: запись не принята и ждёт, принятое стоит; место нашлось — тот же сервер пишет дальше."""

from __future__ import annotations

import resource

import pytest

from tests.walks.conftest import School
from tests.walks.line import Line
from tests.walks.place import Server
from tests.walks.test_power_cut import workers_of

MARKS = "2345"
pytestmark = [pytest.mark.once, pytest.mark.process]  # the disk of PostgreSQL is not the program's


def let_files_grow_to(server: Server, size: int) -> None:
    """No file of the server grows beyond this many bytes, as if the disk ended there."""
    for pid in (server.process.pid, *workers_of(server)):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def test_what_the_disk_did_not_take_is_not_said_to_be_saved(school: School) -> None:
    with school.place.served() as server:
        teacher = Line(server.address)
        lesson = teacher.put_lesson(school.course, school.day, 1)
        written: dict[tuple[int, int], str] = {}
        largest = max(file.stat().st_size for file in school.place.home.glob("letopis.sqlite3*"))
        let_files_grow_to(server, largest + 64 * 1024)
        refused = write_until_refused(teacher, school, lesson, written)
        assert written, "refused before anything was written"
        assert register(teacher, school) == written
        let_files_grow_to(server, resource.RLIM_INFINITY)
        cell, old, new = refused
        assert teacher.put(school.course, cell, old, new)["status"] == 200
        assert register(teacher, school) == written | {cell: new}
    assert "Всё сходится." in school.place.must("verify")


def write_until_refused(
    teacher: Line, school: School, lesson: int, written: dict[tuple[int, int], str]
) -> tuple[tuple[int, int], str, str]:
    """Change marks until one is not taken: its cell, what stands there, what was to stand."""
    for number in range(2000):
        cell = (lesson, school.students[number % len(school.students)])
        old, new = written.get(cell, ""), MARKS[(number // len(school.students)) % len(MARKS)]
        answer = teacher.put(school.course, cell, old, new)
        if answer["status"] != 200:
            assert answer["status"] == 503
            assert "нет места" in answer["sentence"]
            return cell, old, new
        written[cell] = new
    raise AssertionError("the disk had no end")


def register(teacher: Line, school: School) -> dict[tuple[int, int], str]:
    """What the page shows."""
    return teacher.register(school.course, school.quarter)
