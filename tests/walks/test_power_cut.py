"""Обрыв питания: каждая отметка, о которой сказано «сохранено», на месте, ни одной дважды, след целый."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.walks.conftest import School
from tests.walks.line import Line
from tests.walks.place import Server, answers

pytestmark = pytest.mark.process
WRITERS = 3
MARKS = ("2", "3", "4", "5", "")


@dataclass
class Writer(threading.Thread):
    """A teacher who changes one cell again and again until the line is dead."""

    line: Line
    course: int
    cell: tuple[int, int]
    said: list[str] = field(default_factory=list)  # values the server acknowledged, in order
    asked: str = ""  # the last value sent

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        old = ""
        for number in range(10_000):
            self.asked = MARKS[number % len(MARKS)]
            try:
                answer = self.line.put(self.course, self.cell, old, self.asked)
            except (OSError, ValueError, HTTPException):
                return  # the power is off
            assert answer["status"] == 200, answer
            old = self.asked
            self.said.append(self.asked)


def test_between_saves_nothing_is_lost(school: School) -> None:
    server = school.place.started()
    teacher = Line(server.address)
    lesson = teacher.put_lesson(school.course, school.day, 1)
    written = {(lesson, pupil): MARKS[number % 4] for number, pupil in enumerate(school.students)}
    for cell, value in written.items():
        assert teacher.put(school.course, cell, "", value)["status"] == 200
    server.kill()
    with school.place.served() as again:
        assert Line(again.address).register(school.course, school.quarter) == written
    assert "Всё сходится." in school.place.must("verify")
    assert entries(school) == len(written) == len(put_marks(school))


def busy_writers(school: School, server: Server, day: tuple[str, int] | None = None) -> list[Writer]:
    """Teachers at work in a new lesson of a day, each in a cell of their own."""
    lines = [Line(server.address) for _ in range(WRITERS)]
    lesson = lines[0].put_lesson(school.course, *(day or (school.day, 1)))
    cells = [(lesson, pupil) for pupil in school.students[:WRITERS]]
    writers = [Writer(line, school.course, cell) for line, cell in zip(lines, cells, strict=True)]
    for writer in writers:
        writer.start()
    return writers


def check_cell(school: School, writer: Writer, stands: str) -> None:
    """The last acknowledged value stands, or the one on its way; the trace tells the same way there."""
    told = [after for before, after in put_marks(school, writer.cell)]
    assert told[: len(writer.said)] == writer.said
    assert told[len(writer.said) :] in ([], [writer.asked])
    assert stands == (told[-1] if told else "")
    befores = [before for before, _after in put_marks(school, writer.cell)]
    assert befores == ["", *told][: len(told)], "each change tells what stood before it"


def put_marks(school: School, cell: tuple[int, int] | None = None) -> list[tuple[str, str]]:
    """Recorded changes of marks in their order: what stood, what stands."""
    about = ""
    if cell:
        refs = "SELECT ref FROM {} WHERE id = {}"
        lesson, pupil = refs.format("journal_lesson", cell[0]), refs.format("people_student", cell[1])
        about = f" AND object = ({lesson}) AND subject = ({pupil})"
    rows = school.place.rows(
        f"SELECT body FROM trace_tracerecord WHERE deed = 'journal.put_mark'{about} ORDER BY id"
    )
    bodies = [json.loads(body) for (body,) in rows]
    return [(shown(body.get("before")), shown(body.get("after"))) for body in bodies]


def shown(body: dict[str, str] | None) -> str:
    return body["value"] if body else ""


def entries(school: School) -> int:
    """How many cells are kept."""
    return int(school.place.rows("SELECT count(*) FROM journal_entry")[0][0])


def test_when_the_main_process_falls_the_rest_leaves_and_the_place_is_free(school: School) -> None:
    server = school.place.started()
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait(10)
    until = time.monotonic() + 20
    while answers(server.port) and time.monotonic() < until:
        time.sleep(0.1)
    assert not answers(server.port)
    with school.place.served():
        pass


def test_a_fallen_worker_is_started_anew(school: School) -> None:
    with school.place.served() as server:
        teacher = Line(server.address)
        lesson = teacher.put_lesson(school.course, school.day, 1)
        assert teacher.put(school.course, (lesson, school.students[0]), "", "5")["status"] == 200
        for worker in workers_of(server):
            os.kill(worker, signal.SIGKILL)
        until = time.monotonic() + 30
        while not answers(server.port) and time.monotonic() < until:
            time.sleep(0.1)
        assert Line(server.address).register(school.course, school.quarter) == {
            (lesson, school.students[0]): "5"
        }


def workers_of(server: Server) -> list[int]:
    pid = server.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(number) for number in children.split()]


def test_ctrl_c_closes_the_school_at_once(school: School) -> None:
    server = school.place.started()
    os.kill(server.process.pid, signal.SIGINT)
    assert server.process.wait(15) == 0
    assert not answers(server.port)


def test_a_stop_in_its_turn_writes_who_looked_in_the_last_minute(school: School) -> None:
    server = school.place.started()
    Line(server.address).get(f"/journal/{school.course}/")
    asked = "SELECT page, number FROM rights_look WHERE page = 'journal:register'"
    assert school.place.rows(asked) == []
    os.kill(server.process.pid, signal.SIGTERM)
    assert server.process.wait(15) == 0
    assert school.place.rows(asked) == [("journal:register", school.course)]
