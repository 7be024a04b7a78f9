"""Справочник словами: как называются его таблицы, столбцы и значения на странице."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

TABLES: dict[str, str | Promise] = {
    "years": gettext_lazy("Годы"),
    "regional": gettext_lazy("Праздники региона"),
    "marks": gettext_lazy("Шкалы отметок"),
    "points": gettext_lazy("Перевод первичных баллов в тестовые"),
    "passes": gettext_lazy("Зачёт по баллам"),
    "sets": gettext_lazy("Наборы экзаменов"),
    "rules": gettext_lazy("Условия"),
    "tables": gettext_lazy("Таблицы ступеней"),
    "terms": gettext_lazy("Сроки"),
    "passwords": gettext_lazy("Длина пароля"),
    "second_key": gettext_lazy("Второй ключ при входе"),
    "sessions": gettext_lazy("Сколько длится вход"),
    "sure": gettext_lazy("Когда переспросить, кто это"),
    "looks": gettext_lazy("Сколько дней видно, кто смотрел сведения об учениках"),
    "opening": gettext_lazy("На сколько администратору открывают записи"),
    "visits": gettext_lazy("Сколько хранят сведения о входах"),
}
COLUMNS: dict[str, str | Promise] = {
    "year": gettext_lazy("Год"),
    "off": gettext_lazy("Нерабочие дни"),
    "short": gettext_lazy("Сокращённые дни"),
    "work": gettext_lazy("Рабочие выходные"),
    "day": gettext_lazy("День"),
    "name": gettext_lazy("Название"),
    "exam": gettext_lazy("Экзамен"),
    "subject": gettext_lazy("Предмет"),
    "series": gettext_lazy("Серия работ"),
    "region": gettext_lazy("Код региона"),
    "grade": gettext_lazy("Класс"),
    "most": gettext_lazy("Наибольший балл"),
    "least": gettext_lazy("Не меньше"),
    "from": gettext_lazy("Отметка от балла"),
    "conditions": gettext_lazy("Условия"),
    "points": gettext_lazy("Тестовые баллы"),
    "exams": gettext_lazy("Экзаменов для аттестата"),
    "for_next_level": gettext_lazy("Экзаменов для 10 класса"),
    "valid_from": gettext_lazy("Действует с"),
    "valid_to": gettext_lazy("Действует по"),
    "degree": gettext_lazy("Степень"),
    "most_fours": gettext_lazy("«4» не больше"),
    "russian": gettext_lazy("Русский язык, баллов"),
    "other": gettext_lazy("Ещё один предмет, баллов"),
    "base_mathematics": gettext_lazy("Базовая математика"),
    "stages": gettext_lazy("Ступени"),
    "years": gettext_lazy("Лет"),
    "words": gettext_lazy("Срок"),
    "article": gettext_lazy("Статья"),
    "is_permanent": gettext_lazy("Постоянно"),
    "title": gettext_lazy("Название"),
    "who": gettext_lazy("Кому"),
    "role": gettext_lazy("Должность"),
    "grace_days": gettext_lazy("Дней на подключение"),
    "idle_minutes": gettext_lazy("Без дела, минут"),
    "hours": gettext_lazy("Не дольше, часов"),
    "what": gettext_lazy("Что меняют"),
    "minutes": gettext_lazy("Минут"),
    "days": gettext_lazy("Дней"),
}
VALUES: dict[str, str | Promise] = {
    "counts": gettext_lazy("«5» засчитывается"),
    "never": gettext_lazy("не засчитывается"),
    "decide": gettext_lazy("решает человек"),
    "literacy": gettext_lazy("грамотность"),
    "geometry": gettext_lazy("геометрия"),
}
ONE_DAY = timedelta(days=1)


def column_name(key: str) -> str:
    """The column's name; "from.3" is the border of a mark."""
    name, _dot, part = key.partition(".")
    if part:
        return _("«%(mark)s» от балла") % {"mark": part}
    return str(COLUMNS.get(name, name))


def cell_text(key: str, value: Any) -> str:
    """A value as the page shows it."""
    if key == "from":
        borders = (_("«%(mark)s» от %(least)s") % {"mark": mark, "least": value[mark]} for mark in value)
        return ", ".join(borders)
    if key == "conditions":
        return "; ".join(_condition(one) for one in value)
    if key == "stages":
        return ", ".join(_stage(one) for one in value)
    if key == "points":
        return _points(value)
    if key in {"off", "short", "work"}:
        return _days(value)
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("да") if value else _("нет")
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return str(VALUES.get(value, value)) if isinstance(value, str) else str(value)


def _condition(one: Mapping[str, Any]) -> str:
    return _("«%(marks)s» при %(least)s и больше (%(group)s), иначе «%(otherwise)s»") % {
        "marks": "», «".join(map(str, one["marks"])),
        "least": one["least"],
        "group": VALUES.get(one["group"], one["group"]),
        "otherwise": one["otherwise"],
    }


def _stage(row: Sequence[Any]) -> str:
    if len(row) > 2:
        return _("%(stage)s: %(first)s–%(last)s лет") % {"stage": row[0], "first": row[1], "last": row[2]}
    return _("%(stage)s: %(first)s лет и старше") % {"stage": row[0], "first": row[1]}


def _points(points: Sequence[int]) -> str:
    shown = ", ".join(map(str, points))
    count = ngettext("%(count)s значение", "%(count)s значений", len(points)) % {"count": len(points)}
    return f"{count}: {shown}"


def _days(days: Iterable[date]) -> str:
    spans: list[list[date]] = []
    for day in sorted(days):
        if spans and spans[-1][-1] == day - ONE_DAY:
            spans[-1].append(day)
        else:
            spans.append([day])
    return ", ".join(
        f"{span[0]:%d.%m}–{span[-1]:%d.%m}" if len(span) > 1 else f"{span[0]:%d.%m}" for span in spans
    )
