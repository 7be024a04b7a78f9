"""В браузере то, что бывает вместо отметок и рядом с ними: уровни, критерии, освобождение, носители."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from letopis.acts.models import Carrier
from letopis.conditions.models import Condition
from letopis.journal.models import Attainment, Entry, WorkPoints
from letopis.people.models import Enrolment, Student
from letopis.trace.queries import verified
from tests.cast import FIRST, Cast
from tests.walks.conftest import Window
from tests.walks.grid import opened

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def chosen(page: Page, pupil: str, level: str) -> None:
    """Press the level of a pupil; the sign itself is hidden under its word."""
    page.get_by_role("group", name=re.compile(pupil)).get_by_text(level, exact=True).click()


def test_a_teacher_tells_levels_with_a_finger_and_words(cast: Cast, window: Window) -> None:
    for name in ("Артём", "Яна"):
        pupil = Student.objects.create(surname="Авдеев", given_name=name, birth_date=FIRST)
        Enrolment.objects.create(student=pupil, class_group=cast.first_grade.class_group, starts=FIRST)
    page = window("teacher")
    page.set_viewport_size({"width": 360, "height": 760})
    page.goto(f"/journal/{cast.first_grade.pk}/levels/?period={cast.quarters[0].pk}")
    expect(page.get_by_text(re.compile("сказано о.0.из.2"))).to_be_visible()
    chosen(page, "Артём", "повышенный")
    chosen(page, "Яна", "базовый")
    page.get_by_role("group", name=re.compile("Яна")).get_by_label("Слова об успехах").fill("Читает сама")
    page.get_by_role("button", name="Записать").click()
    expect(page.get_by_text(re.compile("сказано о.2.из.2"))).to_be_visible()
    expect(page.get_by_role("radio", name="повышенный").first).to_be_checked()
    told = Attainment.objects.order_by("student__given_name").values_list("level", "text")
    assert list(told) == [("пов", ""), ("баз", "Читает сама")]

    chosen(page, "Яна", "высокий")
    page.get_by_role("button", name="Записать").click()
    expect(page.get_by_text(re.compile("Записано об.1.ученике"))).to_be_visible()
    assert Attainment.objects.get(student__given_name="Яна").level == "выс"
    assert verified().holds


def test_points_by_criteria_become_marks_of_the_register(cast: Cast, window: Window) -> None:
    page = window("teacher")
    page.goto(f"/journal/{cast.algebra.pk}/works/{cast.lesson.pk}/")
    expect(page.get_by_text("Критериев у этой работы ещё нет")).to_be_visible()
    page.get_by_label(re.compile("^Критерии: название")).fill("Решение — 6\nОтвет — 4")
    page.get_by_role("button", name="Записать критерии").click()
    for pupil, solved, answered in (("Авдеева Анна", "6", "4"), ("Белов Борис", "3", "2")):
        page.get_by_label(f"{pupil}, Решение").fill(solved)
        page.get_by_label(f"{pupil}, Ответ").fill(answered)
    page.get_by_label("Волкова Вера, Решение").fill("9")
    page.get_by_role("button", name="Записать баллы").click()
    wrong = page.get_by_text(re.compile("Волкова Вера: Не.записано: Решение"))
    expect(wrong.first).to_be_visible()
    assert WorkPoints.objects.count() == 2
    row = page.get_by_role("row", name=re.compile("Авдеева Анна"))
    expect(row.get_by_role("cell").nth(2)).to_have_text("10")
    page.get_by_role("button", name=re.compile("Поставить.2")).click()
    expect(page.get_by_text(re.compile("Поставлен.*2.отметки|отметок:.2")).first).to_be_visible()
    assert dict(Entry.objects.values_list("student__surname", "value")) == {"Авдеева": "5", "Белов": "3"}
    page.get_by_role("link", name=re.compile("Алгебра")).first.click()
    expect(page.locator("table.grid")).to_contain_text("5")
    assert verified().holds


def test_an_exemption_set_by_the_deputy_is_seen_by_who_it_concerns(cast: Cast, window: Window) -> None:
    deputy, leader, teacher = window("deputy"), window("class_teacher"), window("teacher")
    deputy.goto(f"/conditions/{cast.class_7a.pk}/")
    deputy.get_by_label(re.compile("^Кому")).select_option(label="Волкова Вера")
    deputy.get_by_label(re.compile("^Предмет")).select_option(label="Алгебра")
    deputy.get_by_label("С какого дня").fill("2026-09-01")
    deputy.get_by_role("button", name="Внести условие").click()
    expect(deputy.locator(".note.bad")).to_be_visible()  # neither number nor day of a document
    assert not Condition.objects.exists()
    deputy.get_by_label("Номер").fill("17")
    deputy.get_by_role("button", name="Внести условие").click()
    line = deputy.get_by_role("row", name=re.compile("Волкова Вера"))
    expect(line).to_contain_text("Алгебра")
    assert Condition.objects.get().number == "17"

    leader.goto(f"/conditions/{cast.class_7a.pk}/")
    expect(leader.get_by_role("row", name=re.compile("Волкова Вера"))).to_contain_text("№ 17")
    expect(leader.get_by_role("button", name="Внести условие")).to_have_count(0)

    opened(teacher, cast)
    pupil = teacher.locator("table.grid").get_by_role("row", name=re.compile("Волкова Вера"))
    expect(pupil.get_by_role("rowheader")).to_contain_text(re.compile("освобождён, с.1.сентября"))
    expect(pupil.get_by_role("rowheader")).to_contain_text("№ 17")
    expect(pupil.get_by_role("gridcell", name=re.compile("II четверть"))).to_have_text("осв")
    other = teacher.locator("table.grid").get_by_role("row", name=re.compile("Авдеева Анна"))
    expect(other).not_to_contain_text("освобождён")


def test_a_carrier_switched_on_by_the_deputy_is_seen_by_the_class_teacher(cast: Cast, window: Window) -> None:
    deputy, leader = window("deputy"), window("class_teacher")
    deputy.goto("/carriers/")
    deputy.get_by_label("Что вести").fill("Тетради для контрольных работ")
    deputy.get_by_label("Вид").select_option(label="бумажный")
    deputy.get_by_label("Кто решил").select_option(label="педагогический совет")
    deputy.get_by_label("Дата решения").fill("2026-09-10")
    deputy.get_by_label("Протокол или приказ №").fill("3")
    deputy.get_by_label("С какого дня").fill("2026-09-01")
    deputy.get_by_label("7 «А»").check()
    deputy.get_by_role("button", name="Ввести носитель").click()
    expect(deputy.locator(".note.bad")).to_be_visible()  # decided later than it is kept
    assert not Carrier.objects.exists()
    deputy.get_by_label("Дата решения").fill("2026-08-29")
    deputy.get_by_role("button", name="Ввести носитель").click()
    row = deputy.get_by_role("row", name=re.compile("7 «А»"))
    expect(row).to_contain_text("Тетради для контрольных работ")
    expect(deputy.get_by_role("row", name=re.compile("7 «Б»"))).to_contain_text("только обязательные")

    leader.goto(f"/carriers/classes/{cast.class_7a.pk}/")
    expect(leader.get_by_text(re.compile("педагогический совет, 29.08.2026, № 3"))).to_be_visible()
    expect(leader.get_by_text("Больше не вести")).to_have_count(0)
    leader.goto(f"/paper-register/{cast.class_7a.pk}/")
    expect(leader.get_by_label("Необязательные носители")).to_be_checked()
