"""Чтение файлов: кодировки, разделители, книги с шапкой и без, испорченное и вредное."""

import io
import zipfile
from datetime import datetime

import openpyxl
import pytest

from letopis.exchange.craft import kinds, lists, oneroster, tables, templates, workbooks
from letopis.regulation.refusals import Refused
from tests.exchange.lists import PUPILS, ROSTER, csv_of, xlsx_of, zip_of


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_encoding_and_delimiter(encoding, delimiter):
    found = kinds.recognise(tables.read_grid(csv_of(PUPILS, encoding, delimiter)))
    assert found.kind == lists.PUPILS
    assert found.table.lines[0].cells == ("Ёлкина", "Мария", "Ильинична", "7А", "05.04.2013")
    assert [line.number for line in found.table.lines] == [2, 3, 4]
    assert list(found.columns.values()) == ["surname", "given_name", "patronymic", "class", "birth_date"]


def test_a_workbook_with_titles_above_and_an_empty_first_sheet():
    rows = [
        ("Список учащихся школы",),
        (),
        ("на 1 сентября",),
        ("№ п/п", "ФИО ученика", "Класс", "Д.р."),
        (1, "Ёлкина Мария", "7 «А»", datetime(2013, 4, 5)),
    ]
    found = kinds.recognise(tables.read_grid(xlsx_of(rows, merged="A1:D1", before=1)))
    assert found.columns == {1: "full_name", 2: "class", 3: "birth_date"}
    assert found.table.lines == (tables.Line(5, ("1", "Ёлкина Мария", "7 «А»", "2013-04-05")),)


def test_sheets_that_are_not_read_are_named():
    book = openpyxl.Workbook()
    book.active.title = "5А"
    book.active.append(["ФИО"])
    book.create_sheet("5Б").append(["ФИО"])
    book.create_sheet("пустой")
    book.create_sheet("скрытый").append(["ФИО"])
    book["скрытый"].sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    assert workbooks.other_sheets(file.getvalue()) == ["5Б"]
    assert workbooks.other_sheets(templates.template_of(lists.KINDS["pupils"])) == []


def test_a_header_repeated_on_each_page_is_no_pupil():
    data = csv_of([*PUPILS[:2], PUPILS[0], PUPILS[2]])
    assert [line.number for line in kinds.recognise(tables.read_grid(data)).table.lines] == [2, 4]


def test_a_list_without_headers_is_told_by_what_stands_in_it():
    data = csv_of([("Ёлкина Мария", "7А", "05.04.2013"), ("Жуков Пётр", "7Б", "06.05.2013")])
    found = kinds.recognise(tables.read_grid(data))
    assert found.columns == {0: "full_name", 1: "class", 2: "birth_date"}
    assert len(found.table.lines) == 2


def test_excels_own_line_about_the_delimiter_is_no_header():
    found = kinds.recognise(tables.read_grid(b"sep=,\r\n" + csv_of(PUPILS, "utf-8", ",")))
    assert [line.number for line in found.table.lines] == [3, 4, 5]


def test_quotes_that_break_the_rules_swallow_no_row():
    text = 'ФИО;Класс\nЁлкина Мария;"7 "А""\nЖуков Пётр;"7А\nКим Анна;7А\n'
    found = kinds.recognise(tables.read_grid(text.encode()))
    assert [line.cells[0] for line in found.table.lines] == ["Ёлкина Мария", "Жуков Пётр", "Ким Анна"]


def test_a_cell_of_two_lines_keeps_the_numbers_of_the_next():
    text = 'ФИО;Класс\n"Ёлкина\nМария";7А\nЖуков Пётр;7А\n'
    assert [line.number for line in tables.read_grid(text.encode())] == [1, 2, 4]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "import.empty"),
        (b"\r\n;;\r\n", "import.empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "import.old_excel"),
        (b"<html><table><tr><td>1</td></tr></table>", "import.web_page"),
        (b"%PDF-1.7", "import.not_a_list"),
        (b"\x89PNG\r\n", "import.not_a_list"),
        (bytes(range(32)) * 4, "import.not_a_list"),
        (b"\xff\xfe\x00", "import.encoding"),
        (b"PK\x03\x04 broken", "import.broken_file"),
        (b"x" * (tables.MAX_BYTES + 1), "import.too_big"),
        (b"a;" * 300, "import.too_many_columns"),
        (b"a" * 5000, "import.long_cell"),
        (b"a;b\n" * (workbooks.MAX_ROWS + 1), "import.too_many_rows"),
    ],
    ids=str,
)
def test_what_is_no_list_is_refused(data, code):
    with pytest.raises(Refused) as refused:
        tables.read_grid(data)
    assert refused.value.code == code


def test_a_zip_of_something_else_is_refused():
    with pytest.raises(Refused, match=r"import\.not_a_list"):
        tables.read_grid(zip_of({"photo.txt": "1"}))


def test_a_torn_workbook_is_refused():
    whole = xlsx_of(PUPILS)
    for end in range(100, len(whole), 400):
        with pytest.raises(Refused):
            tables.read_grid(whole[:end])


def test_a_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(workbooks, "MAX_UNZIPPED", 10_000)
    with pytest.raises(Refused, match=r"import\.too_big"):
        tables.read_grid(zip_of({"xl/workbook.xml": "0" * 20_000}))


def test_a_workbook_that_declares_entities_is_refused():
    old = zipfile.ZipFile(io.BytesIO(xlsx_of(PUPILS)))
    parts = {name: old.read(name).decode() for name in old.namelist()}
    parts["xl/workbook.xml"] = '<!DOCTYPE a [<!ENTITY x "y">]>' + parts["xl/workbook.xml"]
    with pytest.raises(Refused, match=r"import\.broken_file"):
        tables.read_grid(zip_of(parts))


@pytest.mark.parametrize("kind", lists.KINDS.values(), ids=lambda kind: kind.name)
def test_a_template_is_read_back_as_its_own_kind(kind):
    grid = tables.read_grid(templates.template_of(kind))
    found = kinds.recognise(grid)
    assert found.kind == kind.name
    assert list(found.columns.values()) == [field.name for field in kind.fields]
    assert found.table.lines == ()


def test_nothing_written_into_a_workbook_acts_as_a_formula():
    data = templates.table_file("Отказы", ["ФИО"], [["=HYPERLINK(1)"], ["+7\x01"]])
    assert tables.read_grid(data)[1:] == (tables.Line(2, ("=HYPERLINK(1)",)), tables.Line(3, ("+7",)))


def test_a_curriculum_with_a_column_for_each_class():
    data = csv_of([("Предмет", "7А", "7 «Б»", "8"), ("Алгебра", "3", "3,5", ""), ("Физика", "2", "-", "2")])
    found = kinds.recognise(tables.read_grid(data))
    table, columns = kinds.unfolded(found.table, found.columns)
    assert found.kind == lists.CURRICULUM
    assert columns == {0: "subject", 1: "class", 2: "hours"}
    assert [line.cells for line in table.lines][:2] == [("Алгебра", "7А", "3"), ("Алгебра", "7 «Б»", "3,5")]


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        (("ФИО", "Класс"), "pupils"),
        (("ФИО учителя", "Предмет", "Класс"), "load"),
        (("Предмет", "Класс", "Кол-во часов"), "curriculum"),
        (("Сотрудник", "Должность"), "employees"),
        (("Фамилия", "Имя", "Отчество", "Класс", "Предмет", "Группа"), "subgroups"),
        (("familyName", "givenName", "class", "birthDate"), "pupils"),
    ],
)
def test_the_kind_is_told_by_the_headers(headers, kind):
    assert kinds.recognise(tables.read_grid(csv_of([headers, ("а",) * len(headers)]))).kind == kind


def test_an_archive_becomes_lists_in_the_order_they_are_needed():
    roster = oneroster.read_archive(zip_of(ROSTER))
    assert [one.kind for one in roster.lists] == ["employees", "pupils", "load"]
    employees, pupils, load = (one.table.lines for one in roster.lists)
    assert [line.cells for line in employees] == [("Trofimova", "Olga", "", "учитель", "olga.t")]
    assert pupils[0].cells == ("Korolev", "Ivan", "", "7A", "15/06/2013", "male")
    assert load[0].cells == ("Trofimova Olga", "Physics", "7A", "", "2026-09-01")
    assert [facts["header"] for code, facts in roster.remarks if code == "import.roster_header"] == [
        "prefferedGivenName"
    ]
    codes = [code for code, _facts in roster.remarks]
    assert {"import.roster_file_missing", "import.roster_gone"} <= set(codes)


def test_an_archive_without_people_is_refused():
    with pytest.raises(Refused, match=r"import\.no_users"):
        oneroster.read_archive(zip_of({"classes.csv": ROSTER["classes.csv"]}))
