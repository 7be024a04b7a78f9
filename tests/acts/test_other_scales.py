"""Особые шкалы, уровни, зачёты и перевод баллов правят на листе редакции, и все видят, что изменилось."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from letopis.acts.forms.edition import EditionForm
from letopis.acts.forms.sheet import EditionSheet
from letopis.acts.forms.told import ELSEWHERE, LAYOUT
from letopis.conditions.models import Condition
from letopis.school import queries
from letopis.school.models import Edition
from tests.acts.sheets import sheet
from tests.cast import Cast

Enter = Callable[[str], Client]
SECOND_DAY = date(2026, 11, 2)


def adopt(enter: Enter, **changes: Any) -> Any:
    """The deputy puts it into force."""
    client = enter("deputy")
    answer = client.post("/acts/new/", sheet(client, **changes))
    queries.forget()
    return answer


def words(response: Any) -> str:
    """The page's text with ordinary spaces, without its tags."""
    text = str(response.content.decode()).replace("\u00a0", " ")
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def has_scale(cast: Cast, **changes: Any) -> Condition:
    """Anna is judged by the scale without twos."""
    facts = {"kind": "scale", "scale": "three_up", "starts": date(2026, 9, 1), "document": "pmpk"}
    entered = {"number": "7", "entered_at": timezone.now(), "entered_by": 0}
    return Condition.objects.create(student=cast.anna, **{**facts, **entered, **changes})


def test_the_sheet_opens_with_the_other_scales(cast: Cast, enter: Enter) -> None:
    opened = sheet(enter("deputy"))
    assert (opened["scales-0-name"], opened["scales-0-marks"]) == ("3–5, без двоек", "3 4 5")
    assert (opened["scales-2-words"], opened["levels-1-sign"]) == ("выс баз низ", "пов")
    assert (opened["steps-0-mark"], opened["steps-0-least"]) == ("5", "90")
    assert (opened["pass_share"], opened["pass_annual"], opened["levels_block"]) == ("50", "all", "on")


def test_each_of_the_other_scales_is_changed_by_the_page(cast: Cast, enter: Enter) -> None:
    changes = {
        "scales__0__name": "Без двоек и единиц",
        "scales__0__marks": "5, 4, 3",
        "scales__3__name": "Семь баллов",
        "scales__3__marks": "7 6 5 4 3 2 1",
        "levels__1__sign": "",
        "levels__4__sign": "НАЧ",
        "levels__4__name": "начальный",
        "needs_text": "on",
        "levels_block": "",
        "pass_share": "66,5",
        "pass_minimum": "2",
        "pass_annual": "last",
        "steps__0__least": "85,5",
        "steps__3__mark": "",
    }
    assert adopt(enter, **changes).status_code == 302
    before, after = queries.settings_on(date(2026, 11, 1)), queries.settings_on(SECOND_DAY)
    scales = after.special_scales
    assert list(scales) == ["three_up", "passes", "levels", "s1"]
    assert (scales["three_up"].name, scales["three_up"].marks) == ("Без двоек и единиц", ("3", "4", "5"))
    assert scales["s1"].marks == ("1", "2", "3", "4", "5", "6", "7")
    assert before.special_scales["three_up"].name == "3–5, без двоек"
    assert list(after.levels.names) == ["выс", "баз", "низ", "нач"]
    assert (after.levels.needs_text, after.levels.blocks_closing) == (True, False)
    rule = after.pass_rule
    assert (rule.share, rule.minimum, rule.annual) == (Fraction("0.665"), 2, "last")
    assert [(step.least, step.mark) for step in after.conversion] == [
        (Fraction("0.855"), "5"),
        (Fraction("0.7"), "4"),
        (Fraction("0.5"), "3"),
    ]


def test_a_school_without_other_scales_empties_the_tables(cast: Cast, enter: Enter) -> None:
    names = {f"scales__{row}__name": "" for row in range(3)}
    emptied = {**names, **{f"levels__{row}__sign": "" for row in range(4)}}
    emptied |= {f"steps__{row}__mark": "" for row in range(4)}
    assert adopt(enter, **emptied).status_code == 302
    after = queries.settings_on(SECOND_DAY)
    assert (dict(after.special_scales), dict(after.levels.names), after.conversion) == ({}, {}, ())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"scales__0__marks": "три"}, "Отметки шкалы — числа от 1 до 100 через пробел. Непонятно: три."),
        ({"scales__0__marks": "0 1"}, "Непонятно: 0."),
        ({"scales__0__marks": ""}, "Назовите отметки этой шкалы или её слова."),
        ({"scales__1__name": "3–5, Без двоек"}, "Шкала с таким названием уже есть."),
        ({"scales__1__words": "зач н"}, "Занято другим знаком: н."),
        ({"scales__1__words": "зач н/а"}, "Занято другим знаком: н/а."),
        ({"levels__1__sign": "выс"}, "Такой знак уровня уже есть."),
        ({"levels__0__name": ""}, "Заполните или уберите строку."),
        ({"levels__0__sign": "превосходный"}, "не более 8"),
        ({"steps__0__mark": "6"}, "Нет в шкале. Отметки шкалы: 2, 3, 4, 5."),
        ({"steps__1__mark": "5"}, "Эта отметка в таблице уже есть."),
        ({"steps__1__least": "90"}, "С этой доли уже ставят другую отметку."),
        ({"steps__0__least": "101"}, "меньше либо равно 100"),
        ({"steps__0__least": ""}, "Заполните или уберите строку."),
        ({"pass_share": "0"}, "больше либо равно 1"),
        ({"pass_minimum": "0"}, "больше либо равно 1"),
        ({"pass_annual": "never"}, "Выберите корректный вариант"),
        ({"marks": "1 2 3 4"}, "Нет в шкале. Отметки шкалы: 1, 2, 3, 4."),
    ],
)
def test_a_wrong_scale_says_what_is_wrong(
    cast: Cast, enter: Enter, changes: dict[str, Any], said: str
) -> None:
    response = adopt(enter, **changes)
    assert response.status_code == 422
    assert said in words(response)
    assert Edition.objects.count() == 1


def test_a_scale_that_somebody_has_is_not_taken_away(cast: Cast, enter: Enter) -> None:
    has_scale(cast)
    response = adopt(enter, scales__0__name="")
    assert response.status_code == 422
    assert "Шкалу «3–5, без двоек» убрать нельзя: по ней ещё судят, документов: 1." in words(response)
    assert Edition.objects.count() == 1
    assert adopt(enter, scales__0__name="Без двоек").status_code == 302
    assert queries.settings_on(SECOND_DAY).special_scales["three_up"].name == "Без двоек"


@pytest.mark.parametrize(
    "over",
    [
        {"ends": date(2026, 11, 1)},
        {"lifted_at": timezone.now(), "lifted_by": 0, "lifted_why": "ошибка"},
    ],
    ids=["ended", "lifted"],
)
def test_a_scale_that_nobody_has_any_longer_is(cast: Cast, enter: Enter, over: dict[str, Any]) -> None:
    has_scale(cast, **over)
    assert adopt(enter, scales__0__name="").status_code == 302
    assert "three_up" not in queries.settings_on(SECOND_DAY).special_scales


def test_everybody_reads_every_setting_and_what_changed(cast: Cast, enter: Enter) -> None:
    adopt(
        enter,
        pass_share="60",
        scales__2__name="",
        levels__0__name="отличный",
        binding="on",
        threshold_quarter="0.5",
        **{"clauses__3.7": "4.2", "clauses__3.8": ""},
    )
    first, second = Edition.objects.order_by("number")
    page = Client().get(f"/acts/{second.pk}/")
    changes = {
        (group.title, one.name): (one.before, one.value)
        for group in page.context["groups"]
        for one in group.changed
    }
    rounding = ("Периоды и округление", "Четверть: Округлять вверх от")
    share = "Зачёт за период: зачётов среди зачётов и незачётов, %, не меньше"
    stages = "Завуч закрывает только сданное учителем и проверенное классным руководителем"
    assert changes == {
        ("Зачёты", share): ("50", "60"),
        ("Особые шкалы", "уровни без отметок"): ("её слова, лучшее первым: выс баз низ", ""),
        ("Классы без отметок", "выс"): ("высокий", "отличный"),
        rounding: ("0,6", "0,5"),
        ("Закрытие периода", stages): ("нет", "да"),
        ("Пункты своего акта", "Пункт 3.7"): ("под тем же номером", "4.2"),
        ("Пункты своего акта", "Пункт 3.8"): ("под тем же номером", "такого пункта нет"),
    }
    text = words(page)
    assert "По сравнению с редакцией 1 от 1 сентября 2024" in text
    assert "3–5, без двоек её отметки: 3 4 5" in text
    told = words(Client().get(f"/acts/{first.pk}/"))
    assert "Это первая редакция" in told
    assert "изменено" not in told


@pytest.mark.parametrize("marks", ["3 4 5", "3 4"])
def test_a_renamed_scale_is_told_as_renamed(cast: Cast, enter: Enter, marks: str) -> None:
    """It is not one that went and another that came, even if its marks changed with its name."""
    adopt(enter, scales__0__name="от тройки до пятёрки", scales__0__marks=marks)
    page = Client().get(f"/acts/{Edition.objects.latest('number').pk}/")
    (group,) = page.context["changes"]
    (one,) = group.changed
    assert (group.title, one.name, one.was_named) == (
        "Особые шкалы",
        "от тройки до пятёрки",
        "3–5, без двоек",
    )
    assert one.value == f"её отметки: {marks}"
    assert one.before == (None if marks == "3 4 5" else "её отметки: 3 4 5")
    text = words(page)
    assert "«3–5, без двоек»" in text
    assert "«от тройки до пятёрки»" in text
    assert text.count("переименовано") == (2 if one.before is None else 1)


def test_an_edition_that_changed_no_setting_says_so(cast: Cast, enter: Enter) -> None:
    adopt(enter)
    page = Client().get(f"/acts/{Edition.objects.latest('number').pk}/")
    assert "Настройки те же" in words(page)
    assert Client().get("/acts/999999/").status_code == 404


def test_the_list_leads_to_each_edition(cast: Cast, enter: Enter) -> None:
    page = enter("deputy").get("/acts/").content.decode()
    assert f'href="/acts/{Edition.objects.get().pk}/"' in page


def test_no_field_or_table_of_the_sheet_is_left_untold(cast: Cast) -> None:
    opened = EditionSheet(Edition.objects.get())
    told = {name for _title, fields, _tables in LAYOUT for name in fields}
    assert told | ELSEWHERE == set(EditionForm().fields)
    tables = {id(getattr(opened, name)) for _title, _fields, names in LAYOUT for name in names}
    assert tables == {id(table) for table in opened.tables}


def test_every_setting_an_edition_carries_is_on_the_sheet(cast: Cast, enter: Enter) -> None:
    """Nothing passes into a new edition unseen: the sheet alone, without what was kept, says all of it."""
    edition = Edition.objects.get()
    opened = EditionSheet(edition, sheet(enter("deputy")), {})
    opened.kept = {"scale": {}}
    assert opened.is_valid()
    assert opened.rules() == edition.rules
