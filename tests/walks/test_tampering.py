"""Правка в обход программы: сверка её находит и называет: кто, какой урок, что стояло."""

from __future__ import annotations

import re
import sqlite3

import psycopg
import pytest

from tests.walks.conftest import School
from tests.walks.line import DEPUTY, Line
from tests.walks.place import Place

pytestmark = pytest.mark.process
GUARDED = (sqlite3.IntegrityError, psycopg.errors.IntegrityConstraintViolation)


def findings(school: School) -> str:
    """What verification finds wrong; it must find something."""
    done = school.place.run("verify")
    assert done.code == 1
    assert done.err.startswith("Неверно:"), done.err
    return done.err


def test_a_changed_mark_is_named(sealed: School) -> None:
    sealed.place.tamper("UPDATE journal_entry SET value = '5', marks_sum = 5")
    said = findings(sealed)
    year, month, day = sealed.day.split("-")
    for word in ("Ученика Анна", "Алгебра", "7 «А»", f"{day}.{month}.{year}", "стоит «5»", "в летописи «4»"):
        assert word in said, said


def test_an_erased_mark_and_one_put_past_the_program_are_named(sealed: School) -> None:
    sealed.place.tamper(f"UPDATE journal_entry SET student_id = {sealed.students[1]}")
    said = findings(sealed)
    assert re.search("Ученика Анна.*в летописи «4», а на месте ничего не стоит", said), said
    assert re.search("Ученикб Анна.*стоит «4», а в летописи этого нет", said), said


def test_the_trace_itself_refuses_to_be_changed(sealed: School) -> None:
    for deed in ("UPDATE trace_tracerecord SET body = '{}'", "DELETE FROM trace_tracerecord"):
        with pytest.raises(GUARDED):
            sealed.place.tamper(deed)


def test_a_trace_changed_past_its_guards_is_named(sealed: School) -> None:
    """Whoever owns the file can throw the guards away; the prints still tell."""
    sealed.place.without_guards("UPDATE trace_tracerecord SET body = '{}' WHERE deed = 'journal.put_mark'")
    assert "изменена: её содержание не отвечает отпечатку" in findings(sealed)


def test_a_record_cut_out_of_the_trace_is_named(sealed: School) -> None:
    sealed.place.without_guards("DELETE FROM trace_tracerecord WHERE position = 3")
    assert "пропала запись с местом 3" in findings(sealed)


def test_a_second_server_of_the_same_home_is_refused_with_a_sentence(school: School) -> None:
    with school.place.served() as server:
        done = school.place.run("serve", "--port", server.port + 1)
        assert done.code == 1
        assert str(school.place.home) in done.err
        assert "уже держит открытой другая программа" in done.err
        assert Line(server.address, DEPUTY).get("/closing/")


def test_a_taken_port_is_told_with_the_next_one(school: School, empty_place: Place) -> None:
    with school.place.served() as server:
        done = empty_place.run("serve", "--port", server.port)
    assert done.code == 1
    assert f"порт {server.port} занят другой программой" in done.err
    assert f"--port {server.port + 1}" in done.err
