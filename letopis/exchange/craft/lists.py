"""Какие списки можно загрузить: их столбцы, как те ещё называются, какие нужны обязательно."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from letopis.exchange.craft.columns import Field, Kind
from letopis.exchange.craft.teaching_lists import PLAN, PLAN_KIND, TIMETABLE, TIMETABLE_KIND

PUPILS, EMPLOYEES, LOAD, CURRICULUM, SUBGROUPS = "pupils", "employees", "load", "curriculum", "subgroups"
ONEROSTER = "oneroster"


def _names(of: tuple[str, ...]) -> tuple[Field, ...]:
    return (
        Field(
            "full_name",
            "ФИО",
            ("ф и о", *of),
            _("фамилия, имя, отчество одним столбцом"),
            "Ёлкина Мария Ильинична",
        ),
        Field(
            "surname",
            "Фамилия",
            ("familyname", "last name", "surname"),
            _("если имя записано тремя столбцами"),
            "Ёлкина",
        ),
        Field("given_name", "Имя", ("givenname", "first name"), "", "Мария"),
        Field(
            "patronymic", "Отчество", ("отчество при наличии", "middlename", "middle name"), "", "Ильинична"
        ),
    )


_CLASS = ("класс литера", "класс обучения", "класс группа", "название класса", "class", "кл")
_SUBJECT = (
    "название предмета",
    "учебный предмет",
    "наименование предмета",
    "дисциплина",
    "subject",
    "предметы",
)
_HOURS = (
    "часов в неделю",
    "часы в неделю",
    "кол во часов",
    "количество часов",
    "часов",
    "нагрузка",
    "ч нед",
    "hours",
)
_SUBGROUP = ("группа", "название подгруппы", "номер подгруппы", "subgroup", "подгр")
_YEAR = Field(
    "year", "Учебный год", ("уч год", "school year"), _("если указан, должен быть текущий"), "2026/2027"
)
_STARTS = ("с какого дня", "дата начала", "действует с", "с даты")

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            PUPILS,
            _("Ученики"),
            (
                *_names(
                    (
                        "фио ученика",
                        "фио обучающегося",
                        "ученик",
                        "обучающийся",
                        "фамилия имя отчество",
                        "учащийся",
                        "фио учащегося",
                        "фио ребенка",
                    )
                ),
                Field("class", "Класс", _CLASS, _("7А, 7 «А», 7-а"), "7А"),
                Field(
                    "birth_date",
                    "Дата рождения",
                    (
                        "д р",
                        "др",
                        "рождение",
                        "дата рожд",
                        "родился",
                        "день рождения",
                        "birthdate",
                        "birth date",
                    ),
                    _("день, месяц, год"),
                    "05.04.2013",
                ),
                Field("sex", "Пол", ("sex", "gender"), _("м или ж"), "ж"),
                Field(
                    "file_number",
                    "Номер личного дела",
                    (
                        "личное дело",
                        "№ личного дела",
                        "номер дела",
                        "л д",
                        "номер л д",
                        "№ л д",
                        "identifier",
                    ),
                    "",
                    "Ё-17",
                ),
                Field(
                    "starts",
                    "Дата зачисления",
                    ("зачислен", "зачислена", "дата приема", "дата прибытия", "прибыл", *_STARTS),
                    _("если пусто: первый день года, при переводе сегодня"),
                    "01.09.2026",
                ),
                _YEAR,
            ),
            (frozenset({"full_name", "surname"}), frozenset({"class"})),
        ),
        Kind(
            EMPLOYEES,
            _("Сотрудники"),
            (
                *_names(
                    (
                        "фио сотрудника",
                        "сотрудник",
                        "работник",
                        "фамилия имя отчество",
                        "фио работника",
                        "фио учителя",
                        "учитель",
                        "педагог",
                    )
                ),
                Field(
                    "post",
                    "Должность",
                    ("должности", "роль", "position", "role"),
                    _("учитель, заместитель директора, директор, делопроизводитель, архивариус"),
                    "учитель",
                ),
                Field(
                    "personnel_number",
                    "Табельный номер",
                    ("таб номер", "таб №", "табельный №", "таб н", "identifier"),
                    "",
                    "0042",
                ),
                Field(
                    "led_class",
                    "Классное руководство",
                    ("классный руководитель", "кл руководство", "кл рук", "руководит классом", "класс"),
                    _("класс, если сотрудник им руководит"),
                    "7А",
                ),
                Field(
                    "username",
                    "Имя для входа",
                    ("логин", "login", "username", "имя пользователя"),
                    _("если пусто, программа составит по фамилии"),
                    "",
                ),
                Field(
                    "starts",
                    "Работает с",
                    ("дата приема", "принят", "принята", "дата назначения", *_STARTS),
                    _("если пусто: первый день года"),
                    "01.09.2026",
                ),
            ),
            (frozenset({"full_name", "surname"}),),
        ),
        Kind(
            LOAD,
            _("Учебная нагрузка"),
            (
                Field(
                    "teacher",
                    "Учитель",
                    (
                        "фио учителя",
                        "педагог",
                        "преподаватель",
                        "сотрудник",
                        "фио",
                        "ф и о",
                        "фио педагога",
                        "teacher",
                    ),
                    _("ФИО или фамилия с инициалами"),
                    "Петрова Анна Ивановна",
                ),
                Field("subject", "Предмет", _SUBJECT, "", "Английский язык"),
                Field("class", "Класс", ("классы", *_CLASS), _("один или несколько: 7А, 7Б"), "7А"),
                Field("subgroup", "Подгруппа", _SUBGROUP, _("если класс делится"), "1"),
                Field("hours", "Часов в неделю", ("часы", *_HOURS), "", "3"),
                Field(
                    "starts",
                    "С какого дня",
                    ("дата начала", "действует с", "с даты", "дата назначения"),
                    _("если пусто: первый день года, при замене учителя сегодня"),
                    "01.09.2026",
                ),
                _YEAR,
            ),
            (frozenset({"teacher"}), frozenset({"subject"}), frozenset({"class"})),
        ),
        Kind(
            CURRICULUM,
            _("Учебный план"),
            (
                Field("subject", "Предмет", _SUBJECT, "", "Алгебра"),
                Field(
                    "class",
                    "Класс",
                    ("классы", *_CLASS),
                    _("7А; «7» значит все седьмые; можно столбец на каждый класс"),
                    "7А",
                ),
                Field("hours", "Часов в неделю", ("часы", *_HOURS), "", "3"),
                _YEAR,
            ),
            (frozenset({"subject"}), frozenset({"class"}), frozenset({"hours"})),
        ),
        Kind(
            SUBGROUPS,
            _("Состав подгрупп"),
            (
                *_names(("фио ученика", "фио обучающегося", "ученик", "обучающийся", "фамилия имя отчество")),
                Field("class", "Класс", _CLASS, "", "7А"),
                Field("subject", "Предмет", _SUBJECT, "", "Английский язык"),
                Field("subgroup", "Подгруппа", _SUBGROUP, _("как названа в нагрузке"), "1"),
                Field(
                    "starts",
                    "С какого дня",
                    ("дата начала", "с даты"),
                    _("если пусто: первый день года, при переводе сегодня"),
                    "01.09.2026",
                ),
            ),
            (
                frozenset({"full_name", "surname"}),
                frozenset({"class"}),
                frozenset({"subject"}),
                frozenset({"subgroup"}),
            ),
        ),
        PLAN_KIND,
        TIMETABLE_KIND,
    )
}

__all__ = [
    "CURRICULUM",
    "EMPLOYEES",
    "KINDS",
    "LOAD",
    "ONEROSTER",
    "PLAN",
    "PUPILS",
    "SUBGROUPS",
    "TIMETABLE",
    "Field",
    "Kind",
]
