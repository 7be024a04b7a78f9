"""Списки, какими их присылают школы: со всеми ловушками, собраны на месте, люди в них выдуманы."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook

# Windows-1251, semicolons, quotes doubled as Excel doubles them; classes and days in every spelling.
PUPILS = (
    "Список обучающихся;;",
    "Ф.И.О.;Класс;Д/р",
    "Ёлкина Мария Ильинична;7 «А»;05.04.2013",
    'Жуков Пётр Олегович;"7 ""A""";41400',
    "Зайцева Анна;7-а;6 мая 2013 г.",
    "Иванов Илья Ильич;7А;2013-07-08",
    "Кузнецов Ян Ильич;7Б;8/7/13",
    "Лосев Лев Львович;7Ъ7;31.02.2013",
    "Елкина Мария Ильинична;7а;05.04.2013",
)
LATIN_A = "7A"
EMPLOYEES = (
    ("Сотрудники на начало года", None, None, None),
    ("Фамилия, имя, отчество", "Должность", "Кл. рук.", "Принят"),
    ("Петрова Алёна Ивановна", "учитель", LATIN_A, 36770),
    ("Сидоров Иван Петрович", "заместитель директора", None, datetime(2010, 9, 1)),
    ("Орехова Елена Викторовна", "зам. директора", None, "1 сентября 2012 г."),
)
LOAD = "\ufeffУчитель\tПредмет\tКлассы\tЧасов в неделю\nПетрова Алена Ивановна\tАлгебра\t7 «А», 7Б\t3,0\n"


def written(folder: Path) -> dict[str, Path]:
    """The files by the step of the wizard they belong to."""
    paths = {
        "pupils": folder / "Ученики (выгрузка).csv",
        "employees": folder / "Сотрудники.xlsx",
        "load": folder / "нагрузка.txt",
    }
    paths["pupils"].write_bytes("\r\n".join(PUPILS).encode("cp1251"))
    paths["employees"].write_bytes(_workbook())
    paths["load"].write_bytes(LOAD.encode("utf-8"))
    return paths


def _workbook() -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in EMPLOYEES:
        book.active.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def day(moment: date) -> str:
    """A day as a date field takes it."""
    return moment.isoformat()
