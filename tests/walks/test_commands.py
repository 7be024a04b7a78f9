"""Команды letopis как программы: код выхода, фраза по-русски, остановка без следа."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.exchange.lists import PUPILS, csv_of
from tests.walks.conftest import School
from tests.walks.place import Place

pytestmark = pytest.mark.process
RUSSIAN = re.compile(r"[А-Яа-яЁё]")


def said(done: object) -> str:
    """What a command that failed says: a Russian sentence, nothing of the program's insides."""
    assert done.code == 1, done  # type: ignore[attr-defined]
    words = str(done.err).strip()  # type: ignore[attr-defined]
    assert RUSSIAN.search(words), words
    assert not re.search(r"Traceback|CommandError|Error:", words), words
    assert words.endswith("."), words
    return words


def test_a_list_is_imported_row_by_row(school: School, tmp_path: Path) -> None:
    file = tmp_path / "ученики.csv"
    file.write_bytes(csv_of(PUPILS, "cp1251"))
    assert "Записано: новых 3, изменений 0, уже было 0, отказов 0." in school.place.must("import", file)
    assert "Проверено, не записано: новых 0" in school.place.must("import", file, "--dry-run")


def test_a_refused_row_is_told_and_the_others_are_written(school: School, tmp_path: Path) -> None:
    file = tmp_path / "ученики.csv"
    file.write_bytes(csv_of([*PUPILS, ("Ким", "Ян", "", "7Ъ7", "")]))
    done = school.place.run("import", file)
    assert "Записано: новых 3, изменений 0, уже было 0, отказов 1." in done.out
    assert "строка 5" in done.out
    assert "Отказов: 1. Исправьте эти строки" in said(done)


def test_what_is_no_list_is_told(school: School, tmp_path: Path) -> None:
    other = tmp_path / "приказ.pdf"
    other.write_bytes(b"%PDF-1.7")
    assert "приказ.pdf" in said(school.place.run("import", other))
    assert "Файл не открыт" in said(school.place.run("import", tmp_path / "нет.csv"))
    assert "Нет такого имени для входа" in said(school.place.run("import", other, "--as", "никто"))


def test_sealing_twice_seals_once(school: School) -> None:
    assert "Печать поставлена, записей под ней" in school.place.must("seal")
    assert "Печать не нужна: новых записей нет." in school.place.must("seal")


def test_a_place_without_tables_is_told(empty_place: Place) -> None:
    assert "letopis migrate" in said(empty_place.run("verify"))
    assert "letopis migrate" in said(empty_place.run("open_account", "Ким", "Ян"))
    assert "школы здесь нет" in said(empty_place.run("backup"))


@pytest.mark.once
def test_the_demo_school_is_built_and_verifies(empty_place: Place) -> None:
    out = empty_place.must("demo", "--build-only")
    for account in (
        "teacher",
        "class_teacher",
        "deputy",
        "principal",
        "clerk",
        "archivist",
        "pupil",
        "parent",
    ):
        assert re.search(rf"^  {account} ", out, re.MULTILINE)
    assert "letopis-demo" in out
    assert "Всё сходится." in empty_place.must("verify")
    assert "Строю" in out
    assert "Строю" not in empty_place.must("demo", "--build-only"), "today's school is not built anew"


def test_the_demo_school_does_not_replace_a_real_one(school: School) -> None:
    assert "настоящая школа" in said(school.place.run("demo", "--build-only"))
    assert school.place.rows("SELECT count(*) FROM people_student") == [(len(school.students),)]


def interrupted(running: subprocess.Popen[str], after: float) -> int:
    """Ctrl+C after some seconds of work; the code of the exit."""
    time.sleep(after)
    running.send_signal(signal.SIGINT)
    _out, err = running.communicate(timeout=60)
    assert "Traceback" not in err, err
    return running.returncode


@pytest.mark.parametrize("after", [0.3, 1.5])
def test_a_demo_school_stopped_halfway_is_no_school(empty_place: Place, after: float) -> None:
    with empty_place.begin("demo", "--build-only", PYTHONUNBUFFERED="1") as running:
        assert running.stdout is not None
        assert "Строю показательную школу" in running.stdout.readline()
        assert interrupted(running, after) == 130
    left = [path.name for path in empty_place.home.iterdir() if path.name not in {"keys", "letopis.sqlite3"}]
    assert left == []
    if "people_student" in empty_place.tables():
        assert empty_place.rows("SELECT count(*) FROM people_student") == [(0,)]


def test_an_import_stopped_halfway_leaves_nothing(school: School, tmp_path: Path) -> None:
    file = tmp_path / "много.csv"
    os.mkfifo(file)  # tells when the command has begun to read
    pupils = school.place.rows("SELECT count(*) FROM people_student")
    with school.place.begin("import", file) as running:
        file.write_bytes(csv_of(many_pupils()))
        assert interrupted(running, 0.3) == 130
    assert school.place.rows("SELECT count(*) FROM people_student") == pupils
    assert school.place.rows("SELECT count(*) FROM exchange_import WHERE file_name = 'много.csv'") == [(0,)]
    assert "Всё сходится." in school.place.must("verify")


def many_pupils() -> list[tuple[str, str]]:
    """Two thousand pupils, no two of one name."""
    letters = "абвгдежзиклмнопрстуфхцшэ"
    names = (f"Ким{one}{two}{three} Ян" for one in letters for two in letters for three in "абвг")
    return [("ФИО", "Класс"), *((name, "7А") for name in names)]
