"""Весь путь в настоящем браузере: списки, отметки с клавиатуры, закрытие, табели, печать, сверка."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.paper.paper_text import closed, pages_of
from tests.walks.place import Place
from tests.walks.school_lists import day, written
from tests.walks.visitor import PASSWORD, Register, Visitor, visiting

TODAY = datetime.now(
    ZoneInfo("Europe/Moscow")
).date()  # the server's own day: this story tells no clock a lie
FIRST = TODAY - timedelta(days=60)
QUARTER_ENDS = TODAY - timedelta(days=1)
LESSONS = [TODAY - timedelta(days=number) for number in (12, 9, 5, 2)]
MONTHS = "января,февраля,марта,апреля,мая,июня,июля,августа,сентября,октября,ноября,декабря"
QUARTER = "I четверть"
ELKINA, ZHUKOV, ZAITSEVA, IVANOV = "Ёлкина Мария", "Жуков Пётр", "Зайцева Анна", "Иванов Илья"

pytestmark = [pytest.mark.browser, pytest.mark.process]


@dataclass(frozen=True)
class Story:
    """What the whole way happens on."""

    place: Place
    browser: Browser
    folder: Path


def told(moment: date) -> str:
    """A day as the register tells it."""
    return f"{moment.day} {MONTHS.split(',')[moment.month - 1]}"


def test_from_an_empty_school_to_verified_report_cards(
    empty_place: Place, browser: Browser, tmp_path: Path
) -> None:
    story = Story(empty_place, browser, tmp_path)
    empty_place.must("migrate", "-v0")
    told_once = empty_place.must("open_account", "Чернова", "Нина", "Ивановна")
    username, start = re.findall(r"входа: (\S+), начальный пароль: (\S+)", told_once)[0]
    with empty_place.served() as server:
        with visiting(browser, server.address) as clerk:
            clerk.enter(username, start)
            set_up_school(clerk)
            passwords = bring_lists(clerk, story)
        with visiting(browser, server.address) as teacher:
            teacher.enter("petrova.ai", passwords["petrova.ai"])
            write_lessons(teacher, "Б", LESSONS[:1])
            write_lessons(teacher, "А", LESSONS)
            put_marks(teacher)
            put_period_marks(teacher)
        with visiting(browser, server.address) as deputy, visiting(browser, server.address) as other:
            deputy.enter("sidorov.ip", passwords["sidorov.ip"])
            other.enter("orekhova.ev", passwords["orekhova.ev"])
            close_quarter(deputy)
            correct_at_the_same_time(deputy, other)
        with visiting(browser, server.address) as leader:
            leader.enter("petrova.ai")
            find_register_closed(leader)
            check_cards(print_cards(leader, story))
        seal_and_verify(empty_place)


def set_up_school(clerk: Visitor) -> None:
    """The wizard leads the newcomer from the start page to classes."""
    page = clerk.page
    page.goto("/start/")
    page.get_by_label("Полное наименование по уставу").fill("МБОУ «Школа № 9 г. Энска»")
    page.get_by_label("Краткое наименование").fill("Школа № 9")
    clerk.press("Записать и дальше")
    expect(page.locator("input[name=starts]")).to_be_visible()  # the next step is there, its days filled in
    for field in page.locator("input[type=date]").all():
        field.fill("")
    for name, moment in days_of_year().items():
        page.locator(f"input[name={name}]").fill(day(moment))
    clerk.press("Открыть год и дальше")
    page.get_by_label("Классы через пробел или запятую").fill("7А 7Б")
    clerk.press("Открыть классы")


def days_of_year() -> dict[str, date]:
    """A quarter that ended yesterday and three to come."""
    days = {"starts": FIRST, "ends": TODAY + timedelta(days=239)}
    edges = [(FIRST, QUARTER_ENDS)]
    edges += [(TODAY + timedelta(days=80 * n), TODAY + timedelta(days=80 * n + 79)) for n in range(3)]
    for number, (starts, ends) in enumerate(edges, 1):
        days |= {f"quarter_{number}_starts": starts, f"quarter_{number}_ends": ends}
    return days


def bring_lists(clerk: Visitor, story: Story) -> dict[str, str]:
    """Three lists as they are; the start passwords of the staff come as a workbook."""
    files = written(story.folder)
    bring(clerk, files["pupils"], {"Новых": 5, "Отказов": 1, "Уже есть": 1})
    expect(clerk.page.get_by_text("7Ъ7").first).to_be_visible()
    clerk.page.goto("/start/")
    bring(clerk, files["employees"], {"Новых": 3, "Отказов": 0})
    book = clerk.download(
        clerk.page.get_by_role("button", name="Скачать начальные пароли"), story.folder / "п.xlsx"
    )
    clerk.page.goto("/start/")
    bring(clerk, files["load"], {"Новых": 1, "Отказов": 0})
    clerk.page.goto("/start/")
    expect(clerk.page.get_by_text("Школа готова к работе.")).to_be_visible()
    sheet = openpyxl.load_workbook(book).active
    assert sheet is not None
    return {str(name): str(secret) for _who, name, secret in list(sheet.values)[1:]}


def bring(clerk: Visitor, file: Path, expected: dict[str, int]) -> None:
    """Check a list, see what would become of it, write it."""
    clerk.page.get_by_label("Файл", exact=False).first.set_input_files(file)
    clerk.press("Проверить")
    for what, count in expected.items():
        fact = clerk.page.locator("dl.facts div").filter(has_text=what).locator("dd")
        expect(fact).to_have_text(str(count))
    clerk.press("Записать")
    expect(clerk.page.get_by_role("button", name="Отменить загрузку")).to_be_visible()


def open_register(visitor: Visitor, title: str = "А") -> Register:
    """The way people go: all registers, the page of the class, the quarter that ended."""
    visitor.page.goto("/journal/")
    row = visitor.page.get_by_role("row", name=re.compile(f"7 «{title}»"))
    row.get_by_role("link", name="Алгебра").click()
    period = visitor.page.get_by_role("group", name="Период").first
    period.get_by_role("link", name="I", exact=True).click()
    expect(visitor.page).to_have_title(re.compile(QUARTER))
    return Register(visitor)


def write_lessons(teacher: Visitor, title: str, days: list[date]) -> None:
    """Lessons with topics; the fourth is a control work, which weighs twice."""
    open_register(teacher, title)
    teacher.press("Темы и задания")
    window = teacher.page.get_by_role("dialog", name="Темы и задания")
    for number, moment in enumerate(days, 1):
        window.get_by_role("button", name="Добавить урок").click()
        row = window.locator("tbody tr").last
        row.locator("[name=date]").fill(day(moment))
        row.locator("[name=number]").fill("2")
        row.locator("[name=topic]").fill(f"Степени, урок {number}")
        if number == 4:
            row.locator("[name=type]").select_option(label="контрольная работа")
        row.get_by_role("button", name="Сохранить").click()
        expect(row.get_by_text("✓ сохранено")).to_be_visible()
    window.get_by_role("button", name="Закрыть").click()


def put_marks(teacher: Visitor) -> None:
    """By keyboard alone, as fast as keys are struck."""
    register = Register(teacher)
    one, two, three, control = (told(moment) for moment in LESSONS)
    register.cell(ELKINA, one).click()
    register.keys("4", "ArrowDown", "3", "Space", "4", "н", "Enter", "5", "Tab")
    register.cell(ELKINA, two).click()
    register.keys("5", "ArrowDown", "4", "ArrowDown", "н", "ArrowDown", "б", "ArrowDown")
    register.shows(ELKINA, one, "4")
    register.shows(ZHUKOV, one, "не был на уроке, 3, 4")
    register.shows(IVANOV, two, "болел")
    wrong_mark_stays(register, three)
    register.cell(ELKINA, control).click()
    register.keys("5", "ArrowDown", "4", "ArrowDown", "3", "ArrowDown", "2", "ArrowDown")
    register.cell(ZAITSEVA, three).click()
    register.keys("3", "Enter", "2", "ArrowLeft", "Delete", "ArrowRight", "ArrowRight")
    register.saved()
    teacher.page.reload()
    register.shows(ZHUKOV, one, "не был на уроке, 3, 4")
    register.shows(IVANOV, control, "2")
    register.shows(IVANOV, two, "пусто")


def wrong_mark_stays(register: Register, column: str) -> None:
    """A wrong sign is marked and not sent; Esc brings back what was there."""
    posts: list[str] = []
    register.page.on("request", lambda asked: asked.method == "POST" and posts.append(asked.url))
    register.saved()
    register.cell(ELKINA, column).click()
    register.keys("7", "ArrowDown")
    refused = register.cell(ELKINA, column)
    expect(refused).to_have_attribute("aria-invalid", "true")
    expect(register.page.locator("#state")).to_contain_text("Не принято: 1")
    assert posts == []
    refused.click()
    expect(register.page.get_by_text("«7» нет в шкале").first).to_be_visible()
    register.keys("Escape")
    register.shows(ELKINA, column, "пусто")
    register.keys("4", "Escape")
    register.shows(ELKINA, column, "пусто")
    register.keys("4", "ArrowDown", "5", "Enter")
    register.shows(ELKINA, column, "4")
    register.saved()


def put_period_marks(teacher: Visitor) -> None:
    """As calculated; one by hand for want of marks, one against the calculation, which needs a ground."""
    register = Register(teacher)
    teacher.press(f"Выставить {QUARTER}")
    window = teacher.page.get_by_role("dialog", name=f"Выставить отметки за {QUARTER}?")
    expect(window.get_by_text("Без предложения")).to_contain_text("Иванов Илья")
    window.get_by_role("button", name=re.compile("^Выставить")).click()
    register.shows(ELKINA, QUARTER, "5")
    register.cell(IVANOV, QUARTER).click()
    register.keys("3", "Enter")
    register.shows(IVANOV, QUARTER, "3")
    register.cell(ZHUKOV, QUARTER).click()
    register.keys("5", "Enter")
    ground = teacher.page.locator("dialog#ground")
    ground.locator("textarea").fill("Победитель олимпиады, протокол № 3")
    ground.get_by_role("button", name="Записать с основанием").click()
    register.shows(ZHUKOV, QUARTER, "5, не по расчёту")
    register.saved()


def close_quarter(deputy: Visitor) -> None:
    """7 «А» is ready and is closed; 7 «Б» is not, and the page says what it lacks."""
    page = deputy.page
    page.goto("/closing/")
    page.get_by_role("navigation", name="Период").get_by_role("link", name=QUARTER, exact=True).click()
    row_a, row_b = (
        page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=title))
        for title in ("7 «А»", "7 «Б»")
    )
    expect(row_b).to_contain_text("нет 1 отметки")
    deputy.press("Закрыть у готовых классов")
    expect(row_a).to_contain_text("закрыт")
    expect(row_b).not_to_contain_text("закрыт")


def correct_at_the_same_time(deputy: Visitor, other: Visitor) -> None:
    """Two deputies correct one cell: the second sees both values and who wrote the first."""
    column = told(LESSONS[1])
    mine, theirs = open_register(deputy), open_register(other)
    correct(theirs, ZAITSEVA, column, "5", "Апелляция, протокол № 5")
    theirs.saved()
    correct(mine, ZAITSEVA, column, "4", "Апелляция, протокол № 6")
    expect(deputy.page.locator("#state")).to_contain_text("Спорных: 1")
    mine.cell(ZAITSEVA, column).click()
    choice = deputy.page.get_by_role("button", name=re.compile(r"Орехова"))
    expect(choice).to_contain_text("5")
    expect(deputy.page.get_by_role("button", name=re.compile("ваша запись"))).to_contain_text("4")
    choice.click()
    mine.shows(ZAITSEVA, column, "5")
    expect(deputy.page.locator("#state")).not_to_contain_text("Спорных")
    expect(deputy.page.get_by_text("Основание: Апелляция, протокол № 5")).to_be_visible()


def correct(register: Register, pupil: str, column: str, mark: str, ground: str) -> None:
    """A correction after closing asks for its ground."""
    register.cell(pupil, column).click()
    register.keys(mark, "Enter")
    window = register.page.locator("dialog#ground")
    window.locator("textarea").fill(ground)
    window.get_by_role("button", name="Записать с основанием").click()


def find_register_closed(leader: Visitor) -> None:
    """What is closed takes no mark and says why."""
    register = open_register(leader)
    register.cell(ELKINA, told(LESSONS[0])).click()
    register.keys("2")
    expect(leader.page.locator("#state")).to_contain_text("закрыт")
    register.shows(ELKINA, told(LESSONS[0]), "4")


def print_cards(leader: Visitor, story: Story) -> Path:
    """Cards of the whole class as one long work, watched to its end."""
    page: Page = leader.page
    page.goto("/classes/")
    leader.follow("7 «А»")
    leader.follow("Табели")
    leader.press("Напечатать весь класс")
    expect(page.get_by_text("Готово.")).to_be_visible(timeout=30_000)
    return leader.download(page.get_by_role("link", name="Скачать"), story.folder / "табели.pdf")


def check_cards(file: Path) -> None:
    """PDF/A-3a and PDF/UA-1, a card for each of the four, with the marks that were put."""
    with pikepdf.open(file) as paper, paper.open_metadata() as about:
        assert about["pdfaid:part"] == "3"
        assert about["pdfaid:conformance"] == "A"
        assert about["pdfuaid:part"] == "1"
    cards = pages_of(file.read_bytes())
    assert len(cards) == 4
    for name, mark in ((ELKINA, "5"), (ZHUKOV, "5"), (ZAITSEVA, "3"), (IVANOV, "3")):
        card = next(text for text in cards if closed(name) in text)
        assert f"Алгебра{mark}" in card, card


def seal_and_verify(place: Place) -> None:
    """Everything is under the seal, and what stands is what was recorded."""
    assert "Печать" in place.must("seal")
    assert "Всё сходится." in place.must("verify")
    assert place.rows("SELECT count(*) FROM trace_tracerecord WHERE position IS NULL") == [(0,)]
    assert PASSWORD not in (place.home / "server.log").read_text()
