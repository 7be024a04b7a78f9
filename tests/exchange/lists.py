"""Маленькие файлы для рассказов об обмене: собираются на месте, ничьих настоящих данных в них нет."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

PUPILS = [
    ("Фамилия", "Имя", "Отчество", "Класс", "Дата рождения"),
    ("Ёлкина", "Мария", "Ильинична", "7А", "05.04.2013"),
    ("Жуков", "Пётр", "Олегович", "7А", "06.05.2013"),
    ("Зайцева", "Анна", "", "7Б", "07.06.2013"),
]
EMPLOYEES = [
    ("ФИО", "Должность", "Классное руководство"),
    ("Петрова Анна Ивановна", "учитель", "7А"),
    ("Сидоров Иван Петрович", "учитель, заместитель директора", ""),
]
LOAD = [
    ("Учитель", "Предмет", "Класс", "Подгруппа", "Часов в неделю"),
    ("Петрова А. И.", "Алгебра", "7А, 7Б", "", "3"),
    ("Петрова Анна Ивановна", "Английский язык", "7А", "1", "2"),
    ("Сидоров Иван Петрович", "Английский язык", "7А", "2", "2"),
]


def csv_of(rows: Sequence[Sequence[str]], encoding: str = "utf-8-sig", delimiter: str = ";") -> bytes:
    """Rows as a CSV file."""
    return "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)


def xlsx_of(rows: Sequence[Sequence[Any]], merged: str = "", before: int = 0) -> bytes:
    """Rows as a workbook, with empty sheets before it."""
    book = Workbook()
    sheet = book.active
    for _number in range(before):
        sheet = book.create_sheet()
    for row in rows:
        sheet.append(list(row))
    if merged:
        sheet.merge_cells(merged)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zip_of(files: dict[str, str]) -> bytes:
    """Texts as an archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return file.getvalue()


ROSTER = {
    "users.csv": (
        "sourcedId,status,dateLastModified,username,givenName,familyName,middleName,prefferedGivenName,grades\n"
        "u1,active,1/05/2023,ivan.k,Ivan,Korolev,,,07\n"
        "u2,,,maria.k,Maria,Kim,,,\n"
        "u3,active,,olga.t,Olga,Trofimova,,,\n"
        "u4,tobedeleted,,gone,Gone,Person,,,07\n"
    ),
    "roles.csv": (
        "sourcedId,status,dataLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,,\n"
        "r1,active,,u1,primary,student,,,o1,,\n"
        "r2,active,,u2,primary,student,,,o1,,\n"
        "r3,active,,u3,secondary,guardian,,,o1,,\n"
        "r4,active,,u3,primary,teacher,,,o1,,\n"
    ),
    "demographics.csv": "sourcedId,status,birthDate,sex\nu1,active,15/06/2013,male\nu2,active,2013-04-17,\n",
    "classes.csv": (
        "sourcedId,status,title,grades,courseSourcedId,classCode,classType,subjects\n"
        'c1,active,7A,07,,,homeroom,\nc2,active,Physics,07,,7A,Scheduled,"Science, Physics"\n'
    ),
    "enrollments.csv": (
        "sourcedId,status,classSourcedId,userSourcedId,role,beginDate\n"
        "e1,active,c1,u1,student,\ne2,active,c1,u2,student,\n"
        "e3,active,c1,u3,teacher,\ne4,active,c2,u3,teacher,2026-09-01\n"
    ),
    "manifest.csv": "propertyName,value\noneroster.version,1.2\nfile.courses,absent\n",
}
