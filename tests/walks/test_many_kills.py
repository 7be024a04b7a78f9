"""Обрыв за обрывом в случайный миг: запись и печать, закрытие, загрузка списка, обновление таблиц.

Сколько обрывов, говорит LETOPIS_KILLS (`make soak` — двести); без него их понемногу каждого рода.
Что вышло, говорит журнал испытания.
"""

from __future__ import annotations

import logging
import os
import random
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.exchange.lists import csv_of
from tests.walks.conftest import School, copied
from tests.walks.line import Line
from tests.walks.place import Place, Server
from tests.walks.test_power_cut import Writer, busy_writers, check_cell
from tests.walks.test_tampering import DEPUTY

pytestmark = pytest.mark.process
_log = logging.getLogger(__name__)
KILLS = int(os.environ.get("LETOPIS_KILLS", "4"))
DICE = random.Random(os.environ.get("LETOPIS_KILLS_SEED", "Летопись"))
WRITING, CLOSING, IMPORT, MIGRATION = (max(1, round(KILLS * share)) for share in (0.5, 0.15, 0.2, 0.15))
LONGEST = {"writing": 0.8, "closing": 0.08, "import": 3.0, "migration": 6.0}  # seconds until the cut
PUPILS = 120


def soon(kind: str) -> None:
    """Wait until the moment of the cut."""
    time.sleep(DICE.uniform(0, LONGEST[kind]))


def sound(place: Place) -> bool:
    """Whether what stands is what the trace tells, seal included."""
    return "Всё сходится." in place.must("verify")


def test_writing_and_sealing_are_cut_and_what_was_acknowledged_stands(school: School) -> None:
    server = school.place.started(LETOPIS_SEAL_EVERY="0.05")
    acknowledged = 0
    for number in range(WRITING):
        lesson = (str(date.fromisoformat(school.day) - timedelta(days=number // 8)), 1 + number % 8)
        writers = busy_writers(school, server, lesson)
        soon("writing")
        server.kill()
        for writer in writers:
            writer.join(30)
        server = school.place.started(LETOPIS_SEAL_EVERY="0.05")
        acknowledged += check_writers(school, server, writers)
    server.kill()
    _log.info("cuts while writing and sealing: %s, marks acknowledged: %s, lost: 0", WRITING, acknowledged)
    assert acknowledged
    assert sound(school.place)


def check_writers(school: School, server: Server, writers: list[Writer]) -> int:
    """What each was told stands; how many marks they were told of."""
    found = Line(server.address).register(school.course, school.quarter)
    for writer in writers:
        check_cell(school, writer, found.get(writer.cell, ""))
    return sum(len(writer.said) for writer in writers)


def test_a_closing_is_cut_and_is_whole_or_not_there(furnished: School, tmp_path: Path) -> None:
    stood = 0
    for number in range(CLOSING):
        for school in copied(furnished, tmp_path / f"closing{number}"):
            server = school.place.started()
            closing = threading.Thread(target=close, args=(Line(server.address, DEPUTY), school), daemon=True)
            closing.start()
            soon("closing")
            server.kill()
            closing.join(30)
            closed = school.place.rows("SELECT count(*) FROM journal_periodclosing")[0][0]
            traced = school.place.rows(
                "SELECT count(*) FROM trace_tracerecord WHERE deed = 'journal.close_period'"
            )
            assert [(closed,)] == traced
            assert sound(school.place)
            stood += closed
    _log.info("cuts while closing: %s, closed before the cut: %s, halves: 0", CLOSING, stood)


def close(deputy: Line, school: School) -> None:
    """The deputy closes the quarter; the answer may never come."""
    form = {"class": str(school.class_group), "csrfmiddlewaretoken": deputy.token()}
    try:
        deputy.send(f"/closing/?period={school.quarter}", urlencode(form).encode(), {})
    except (OSError, HTTPException):
        return


def test_a_list_is_cut_and_its_rows_are_all_there_or_none(school: School, tmp_path: Path) -> None:
    stood = 0
    count = "SELECT count(*) FROM people_student"
    for number in range(IMPORT):
        file = tmp_path / f"список{number}.csv"
        file.write_bytes(csv_of(list(rows_of(number))))
        before = school.place.rows(count)[0][0]
        cut(school.place.begin("import", file), "import")
        after = school.place.rows(count)[0][0]
        assert after in {before, before + PUPILS}
        stood += after > before
        assert sound(school.place)
    _log.info("cuts while a list is written: %s, written before the cut: %s, halves: 0", IMPORT, stood)


def rows_of(number: int) -> Iterator[tuple[str, str]]:
    """Pupils of one list; no name is in two lists."""
    letters = "абвгдежзиклмнопрстуфхцшэ"
    tail = letters[number // len(letters)] + letters[number % len(letters)]
    yield "ФИО", "Класс"
    for place in range(PUPILS):
        yield f"Ким{letters[place // 24]}{letters[place % 24]}{tail} Ян", "7А"


def test_tables_are_brought_up_to_date_after_every_cut(empty_place: Place) -> None:
    for _cut in range(MIGRATION):
        cut(empty_place.begin("migrate", "-v0"), "migration")
    empty_place.must("migrate", "-v0")
    empty_place.must("migrate", "--check", "-v0")
    assert sound(empty_place)
    _log.info("cuts while tables are made: %s, places that could not go on: 0", MIGRATION)


def cut(process: subprocess.Popen[str], kind: str) -> None:
    """As a power cut for one command; it may have ended by itself before."""
    with process:
        soon(kind)
        process.kill()
