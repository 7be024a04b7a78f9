"""Прогулка по видам журнала: порядок, столбцы, неделя и месяц, цвета, клавиши; урок и ученик списком."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from letopis.journal.models import Entry, Lesson, PeriodMark
from tests.cast import Cast, close_quarter
from tests.walks.conftest import Window
from tests.walks.grid import kept, keys, opened, settled, stand, traces

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 760}


def mark(cast: Cast, value: str, *, of: str = "boris", lesson: Lesson | None = None) -> None:
    """A mark that stands there already."""
    Entry.objects.create(
        lesson=lesson or cast.lesson,
        student=getattr(cast, of),
        value=value,
        marks_sum=int(value) if value.isdigit() else 0,
        marks_count=int(value.isdigit()),
    )


def names(page: Page) -> list[str]:
    """Surnames from above."""
    return [
        name.rsplit(maxsplit=2)[-2].lstrip("0123456789")
        for name in page.locator("tbody th.name").all_inner_texts()
    ]


def days(page: Page) -> list[str]:
    """Days of the lessons from the left."""
    heads = page.locator("thead tr:nth-child(2) th[data-l]").all_inner_texts()
    return [head.split()[0] for head in heads[:-1]]


def choose(page: Page, *labels: str) -> None:
    """Tick in the window of views."""
    page.get_by_role("button", name="Вид", exact=True).click()
    for label in labels:
        page.get_by_role("dialog").get_by_label(label).check()
    page.get_by_role("button", name="Готово").click()


def row(page: Page, name: str) -> Locator:
    """A line of the list."""
    return page.locator("#list .rows > li").filter(has_text=name)


def test_pupils_stand_by_mean_and_the_keys_follow_what_is_seen(cast: Cast, window: Window) -> None:
    for who, value in (("anna", "3"), ("vera", "5"), ("boris", "4")):
        mark(cast, value, of=who)
    page = opened(window("teacher"), cast)
    page.locator("thead th.avg[data-sort]").click()
    assert names(page) == ["Волкова", "Белов", "Авдеева", "Гущин"]
    expect(page.locator("thead th.avg[data-sort]")).to_have_attribute("aria-sort", "descending")
    page.locator("#c2-1").focus()
    keys(page, "2", "ArrowDown")
    expect(page.locator("#c1-1")).to_be_focused()
    settled(page)
    assert names(page) == ["Волкова", "Белов", "Авдеева", "Гущин"]
    page.locator("thead th.avg[data-sort]").click()
    assert names(page) == ["Авдеева", "Волкова", "Белов", "Гущин"]
    page.reload()
    assert names(page) == ["Авдеева", "Волкова", "Белов", "Гущин"]
    page.get_by_role("button", name="Показать всё").click()
    assert names(page) == ["Авдеева", "Белов", "Волкова", "Гущин"]


def test_columns_are_hidden_by_hand_and_for_want_of_marks_and_shown_again(cast: Cast, window: Window) -> None:
    mark(cast, "4")
    page = opened(window("teacher"), cast)
    assert days(page) == ["21", "26"]
    choose(page, "Скрыть уроки без отметок")
    assert days(page) == ["21"]
    expect(page.locator("#shown")).to_contain_text("Скрыто уроков: 1")
    stand(page, 1, 0)
    page.get_by_role("button", name="Скрыть столбец").click()
    assert days(page) == []
    page.get_by_role("button", name="Вид", exact=True).click()
    page.get_by_role("button", name="Показать", exact=True).click()
    page.get_by_role("button", name="Готово").click()
    assert days(page) == ["21"]
    page.get_by_role("button", name="Показать всё").click()
    assert days(page) == ["21", "26"]
    expect(page.locator("#shown")).to_be_hidden()


def test_a_link_to_a_hidden_lesson_shows_it(cast: Cast, window: Window) -> None:
    page = opened(window("teacher"), cast)
    choose(page, "неделя")
    assert days(page) == ["26"]
    page.goto("about:blank")
    opened(page, cast, f"#lesson-{cast.lesson.pk}")
    assert days(page) == ["21"]


def test_a_week_and_a_month_are_turned_like_pages(cast: Cast, window: Window) -> None:
    Lesson.objects.create(course=cast.algebra, date=date(2026, 11, 9), number=2)
    page = opened(window("teacher"), cast)
    choose(page, "неделя")
    expect(page.locator("#shown")).to_contain_text("Неделя: 26 октября – 1 ноября")
    assert days(page) == ["26"]
    page.get_by_role("button", name="Раньше").click()
    assert days(page) == ["21"]
    expect(page.get_by_role("button", name="Раньше")).to_have_attribute("aria-disabled", "true")
    choose(page, "месяц")
    assert days(page) == ["21", "26"]
    page.get_by_role("button", name="Позже").click()
    assert days(page) == ["9"]


def test_colours_are_the_teachers_own_and_stay_on_the_device(cast: Cast, window: Window) -> None:
    mark(cast, "4")
    page = opened(window("teacher"), cast)
    colour = "cell => getComputedStyle(cell).backgroundColor"
    plain = page.locator("#c1-0").evaluate(colour)
    page.get_by_role("button", name="Вид", exact=True).click()
    page.get_by_label("по отметке").check()
    by_mark = page.locator("#c1-0").evaluate(colour)
    page.locator("#tones").get_by_label("4", exact=True).select_option(label="лиловый")
    own = page.locator("#c1-0").evaluate(colour)
    assert len({plain, by_mark, own}) == 3
    page.reload()
    expect(page.locator("#c1-0")).to_be_visible()
    assert page.locator("#c1-0").evaluate(colour) == own


def test_the_list_of_keys_opens_by_a_question_mark_and_switches_them_off(cast: Cast, window: Window) -> None:
    page = opened(window("teacher"), cast)
    page.locator("#c0-0").focus()
    keys(page, "?")
    dialog = page.get_by_role("dialog", name="Клавиши и знаки")
    expect(dialog).to_contain_text("повторить верхнее значение вниз")
    dialog.get_by_label("Буквы пишут сразу").uncheck()
    dialog.get_by_label("Сочетания").uncheck()
    keys(page, "Escape")
    page.reload()
    page.locator("#c0-0").focus()
    keys(page, "y", "Control+a", "Alt+2")
    expect(page.locator("#c0-0 input")).to_have_count(0)
    expect(page.locator("td.sel")).to_have_count(0)
    expect(page.locator("#list")).to_be_hidden()
    keys(page, "5", "Enter")
    settled(page)
    assert kept(cast) == {"Авдеева": "5"}


def test_alt_and_a_key_lead_to_the_other_views(cast: Cast, window: Window) -> None:
    page = opened(window("teacher"), cast)
    page.locator("#c1-0").focus()
    keys(page, "Alt+n")
    expect(page.locator("textarea[data-note]")).to_be_focused()
    page.locator("#c1-0").focus()
    keys(page, "Alt+3")
    expect(page.locator("#list h2")).to_be_focused()
    expect(page.locator("#list h2")).to_have_text("Белов Борис")
    page.get_by_role("button", name="Сетка", exact=True).click()
    expect(page.locator("#c1-0")).to_be_focused()
    keys(page, "Tab")
    expect(page.locator("#pane :focus")).to_have_count(0)


def test_one_lesson_is_filled_on_a_phone_with_large_buttons(cast: Cast, window: Window) -> None:
    page = window("teacher")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    opened(page, cast, f"#lesson-{cast.lesson.pk}")
    page.get_by_role("button", name="Урок", exact=True).click()
    expect(page.get_by_role("heading", name="21 октября")).to_be_focused()
    five = row(page, "Авдеева").get_by_role("button", name="5", exact=True)
    box = five.bounding_box()
    assert box
    assert box["height"] >= 44
    five.click()
    expect(five).to_have_attribute("aria-pressed", "true")
    expect(five).to_be_focused()
    late = row(page, "Авдеева").get_by_role("button", name=re.compile("^о, "))
    late.click()
    row(page, "Белов").get_by_role("button", name=re.compile("^н, ")).click()
    row(page, "Волкова").get_by_role("textbox").fill("4 3")
    keys(page, "Enter")
    expect(row(page, "Гущин").get_by_role("textbox")).to_be_focused()
    page.keyboard.insert_text("9")
    keys(page, "Enter")
    expect(row(page, "Гущин")).to_contain_text("«9» нет в шкале")
    expect(row(page, "Гущин").get_by_role("textbox")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#state")).to_contain_text("Не принято: 1")
    expect(page.locator(".rows > li.s-s")).to_have_count(0)
    assert kept(cast) == {"Авдеева": "о 5", "Белов": "н", "Волкова": "4 3"}
    expect(page.locator("#list .totals")).to_contain_text("Средний 4,0, не были 1")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.reload()
    expect(page.locator("#list")).to_be_visible()


def test_a_press_in_the_list_is_undone_and_the_button_comes_back(cast: Cast, window: Window) -> None:
    page = opened(window("teacher"), cast, f"#list-lesson-{cast.lesson.pk}")
    five = row(page, "Авдеева").get_by_role("button", name="5", exact=True)
    five.click()
    settled(page)
    five.click()
    expect(five).to_have_attribute("aria-pressed", "false")
    page.get_by_role("button", name="Отменить", exact=True).click()
    expect(five).to_have_attribute("aria-pressed", "true")
    settled(page)
    expect(page.locator(".rows > li.s-s")).to_have_count(0)
    assert traces() == [("", "5"), ("5", ""), ("", "5")]


def test_one_pupil_shows_lessons_and_period_and_turns_to_the_next(cast: Cast, window: Window) -> None:
    page = opened(window("teacher"), cast, f"#list-pupil-{cast.boris.pk}")
    expect(page.locator("#list h2")).to_have_text("Белов Борис")
    row(page, "21 октября").get_by_role("button", name="4", exact=True).click()
    row(page, "26 октября").get_by_role("button", name="5", exact=True).click()
    expect(page.locator("[data-about]")).to_contain_text("Среднее 4,50")
    page.get_by_role("button", name="Следующий ученик").click()
    expect(page.locator("#list h2")).to_have_text("Волкова Вера")
    settled(page)
    assert kept(cast) == {"Белов": "4"}


def test_a_control_work_is_summed_up_beside_its_cells(cast: Cast, window: Window) -> None:
    Lesson.objects.filter(pk=cast.lesson.pk).update(work_type=cast.control)
    for who, value in (("anna", "5"), ("vera", "4"), ("boris", "н")):
        mark(cast, value, of=who)
    page = opened(window("deputy"), cast)
    stand(page, 0, 0)
    tray = page.locator("#tray-cell")
    expect(tray.locator(".totals .counts li")).to_have_text(["5 1", "4 1"])
    expect(tray.locator(".totals")).to_contain_text("Средний 4,5, не были 1, без отметки 1")
    expect(page.locator("tfoot .avg")).to_have_text("4,50")


def test_the_year_shows_the_marks_of_its_periods(cast: Cast, window: Window) -> None:
    for period, value in zip(cast.quarters[:2], "43", strict=True):
        PeriodMark.objects.create(
            course=cast.algebra, student=cast.boris, period=period, value=value, by_calculation=True
        )
    page = opened(window("teacher"), cast, f"?period={cast.whole_year.pk}")
    heads = page.locator("thead th.part").all_inner_texts()
    marks = page.locator("tbody tr").nth(1).locator("td.part").all_inner_texts()
    assert dict(zip(heads, marks, strict=True)) == {"I": "4", "II": "3", "III": "", "IV": ""}
    expect(page.locator("tbody tr").nth(1).locator(".avg")).to_have_text("3,50")


@pytest.mark.parametrize(("role", "why"), [("class_teacher", "открыт вам для чтения"), ("teacher", "закрыт")])
def test_a_list_that_may_not_be_written_says_why(cast: Cast, window: Window, role: str, why: str) -> None:
    close_quarter(cast)
    page = window(role)
    period = "" if role == "class_teacher" else f"?period={cast.quarters[0].pk}"
    lesson = cast.lesson if role == "class_teacher" else cast.closed_lesson
    opened(page, cast, f"{period}#list-lesson-{lesson.pk}")
    expect(page.locator("#list .why").first).to_contain_text(why)
    expect(page.locator("#list .rows button")).to_have_count(0)
    expect(page.locator("#list .rows input")).to_have_count(0)
