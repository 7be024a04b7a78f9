"""Страницы обмена: от пустой школы до первой страницы журнала одними загрузками, без сценариев."""

import io
import json

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from letopis.exchange.models import Import
from letopis.people import actions as people
from letopis.people.actions import NewEmployee
from letopis.people.models import Account, Student
from letopis.school import queries as school_queries
from letopis.school.models import ClassGroup, GradingPeriod, School, SchoolYear
from tests.cast import FIRST
from tests.exchange.conftest import with_own_password
from tests.exchange.lists import EMPLOYEES, LOAD, PUPILS, csv_of

YEAR = {
    "starts": "2026-09-01", "ends": "2027-05-26",
    "quarter_1_starts": "2026-09-01", "quarter_1_ends": "2026-10-16",
    "quarter_2_starts": "2026-10-20", "quarter_2_ends": "2026-12-27",
    "quarter_3_starts": "2027-01-11", "quarter_3_ends": "2027-03-21",
    "quarter_4_starts": "2027-03-29", "quarter_4_ends": "2027-05-26",
    "half_year_1_starts": "2026-09-01", "half_year_1_ends": "2026-12-27",
    "half_year_2_starts": "2027-01-11", "half_year_2_ends": "2027-05-26",
}  # fmt: skip


def words(page):
    """What a page says, with plain spaces."""
    return page.content.decode().replace("\u00a0", " ")


def file_of(rows, name="список.csv"):
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, rows if isinstance(rows, bytes) else csv_of(rows))


@pytest.fixture
def visitor(clerk):
    """The clerk's browser."""
    client = Client()
    client.force_login(clerk)
    return client


def upload(visitor, rows, kind=""):
    """The page of a list just checked."""
    answer = visitor.post(reverse("exchange:imports"), {"file": file_of(rows), "kind": kind}, follow=True)
    assert answer.status_code == 200, words(answer)
    return answer


def bring(visitor, rows, kind=""):
    """Check a list and write it."""
    act = upload(visitor, rows, kind).context["act"]
    return visitor.post(reverse("exchange:apply", args=[act.pk]), follow=True)


def test_an_empty_school_reaches_its_first_journal_page(db, noon):
    school_queries.forget()
    employee = people.hire([NewEmployee("Чернова", "Нина", "", "", "clerk")], by=0)[0].number
    people.appoint([(employee, "clerk", FIRST)], by=0)
    visitor = Client()
    visitor.force_login(with_own_password(Account.objects.get()))
    assert visitor.get(reverse("exchange:wizard")).context["step"] == "school"
    names = {"full_name": "МБОУ «Школа № 8»", "short_name": "Школа № 8", "place": "г. Энск"}
    assert visitor.post(reverse("exchange:school"), names, follow=True).context["step"] == "year"
    assert visitor.post(reverse("exchange:year"), YEAR, follow=True).context["step"] == "classes"
    assert (School.objects.count(), SchoolYear.objects.count(), GradingPeriod.objects.count()) == (1, 1, 7)
    page = visitor.post(reverse("exchange:classes"), {"classes": "7А, 7 Б 10А"}, follow=True)
    assert page.context["step"] == "pupils"
    schemes = dict(ClassGroup.objects.values_list("grade_level", "scheme"))
    assert schemes == {7: "quarter", 10: "half_year"}
    for rows, step in ((PUPILS, "employees"), (EMPLOYEES, "load"), (LOAD, "")):
        assert "Список записан" in words(bring(visitor, rows))
        assert visitor.get(reverse("exchange:wizard")).context["step"] == step
    teacher = Client()
    teacher.force_login(with_own_password(Account.objects.get(username="petrova.ai")))
    assert "Алгебра" in words(teacher.get(reverse("journal:courses")))
    number = Account.objects.get(username="petrova.ai").employee.assignments.order_by("id").first().course_id
    page = words(teacher.get(reverse("journal:register", args=[number])))
    register = json.loads(page.partition('type="application/json">')[2].partition("</script>")[0])
    assert [row[1] for row in register["pupils"]] == ["Ёлкина Мария", "Жуков Пётр"]


def test_the_page_says_what_will_become_of_each_row(visitor):
    rows = [*PUPILS, ("Ким", "Ян", "", "7Ъ7", "05.04.2013")]
    page = upload(visitor, rows)
    text = words(page)
    assert "не похоже на" in text
    assert "Класса" in text
    act = page.context["act"]
    only = visitor.get(reverse("exchange:import", args=[act.pk]), {"show": "refused"})
    assert [row["line"] for row in only.context["rows"]] == [5]
    assert not Student.objects.exists()


def test_refused_rows_can_be_taken_home_and_mended(visitor):
    act = upload(visitor, [*PUPILS, ("=Ким", "Ян", "", "7А", "05.04.2013")]).context["act"]
    answer = visitor.get(reverse("exchange:refused", args=[act.pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet.cell(2, 1).value == "=Ким"
    assert sheet.cell(2, 1).data_type == "s"
    assert sheet.cell(2, 6).value == "5"


def test_columns_are_named_by_hand_on_the_page(visitor):
    act = upload(visitor, [("кто", "где"), ("Ёлкина Мария", "7А")], "pupils").context["act"]
    posted = {"table": "0", "kind": "pupils", "column_0": "full_name", "column_1": "", "constant_class": "9Г"}
    page = visitor.post(reverse("exchange:columns", args=[act.pk]), posted, follow=True)
    assert page.context["missing"] == []
    visitor.post(reverse("exchange:apply", args=[act.pk]))
    assert str(ClassGroup.objects.get()) == "9 «Г»"


def test_an_import_is_undone_by_its_button(visitor):
    act = bring(visitor, PUPILS).context["act"]
    page = visitor.post(reverse("exchange:undo", args=[act.pk]), follow=True)
    assert page.context["act"].state == Import.UNDONE
    assert not Student.objects.exists()


def test_an_undo_that_cannot_be_says_why(visitor):
    act = bring(visitor, PUPILS).context["act"]
    bring(visitor, EMPLOYEES)
    page = visitor.post(reverse("exchange:undo", args=[act.pk]), follow=True)
    assert "Загрузка не отменена" in words(page)
    assert page.context["act"].state == Import.APPLIED


def test_a_checked_list_is_thrown_away_by_its_button(visitor):
    act = upload(visitor, PUPILS).context["act"]
    visitor.post(reverse("exchange:discard", args=[act.pk]))
    assert visitor.get(reverse("exchange:import", args=[act.pk])).status_code == 404


def test_start_passwords_open_the_login_page(visitor):
    act = bring(visitor, EMPLOYEES[:1] + EMPLOYEES[2:]).context["act"]
    answer = visitor.post(reverse("exchange:passwords", args=[act.pk]))
    assert "no-store" in answer["Cache-Control"]
    name, username, password = next(
        openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(min_row=2, values_only=True)
    )
    assert name == "Сидоров Иван Петрович"
    assert Client().login(username=username, password=password)
    again = visitor.post(reverse("exchange:passwords", args=[act.pk]), follow=True)
    assert "выдавать некому" in words(again)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04", b"<html>"])
def test_a_file_that_is_no_list_is_refused_beside_its_field(visitor, data):
    answer = visitor.post(reverse("exchange:imports"), {"file": file_of(data), "kind": ""})
    assert answer.status_code == 422
    assert 'role="alert"' in words(answer)
    assert not Import.objects.exists()


@pytest.mark.parametrize("kind", ["pupils", "employees", "load", "curriculum", "subgroups"])
def test_templates_are_offered(visitor, kind):
    assert visitor.get(reverse("exchange:template", args=[kind])).content.startswith(b"PK")


def test_an_unknown_template_is_not_found(visitor):
    assert visitor.get(reverse("exchange:template", args=["secrets"])).status_code == 404


def test_a_year_whose_days_cannot_be_is_refused_on_its_page(visitor):
    answer = visitor.post(reverse("exchange:year"), {**YEAR, "starts": "2027-06-01"})
    assert answer.status_code == 422
    overlapping = visitor.post(reverse("exchange:year"), YEAR)
    assert "уже входят в другой учебный год" in words(overlapping)


def test_questions_of_the_page_do_not_grow_with_the_list(visitor):
    asked = []
    for count in (5, 90):
        rows = [
            PUPILS[0],
            *(
                (f"Ким{'абвгдежзик'[n % 10]}{'абвгдежзик'[n // 10]}", "Ян", "", "7А", "")
                for n in range(count)
            ),
        ]
        act = upload(visitor, rows).context["act"]
        with CaptureQueriesContext(connection) as queries:
            visitor.get(reverse("exchange:import", args=[act.pk]))
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 12, asked
