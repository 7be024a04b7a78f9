"""Фразы отказов: по коду — что не вышло, где и что делать. Все они стоят в этой одной таблице."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letopis.regulation.refusals import Refused
from letopis.screen.craft.absence_sentences import ABSENCES
from letopis.screen.craft.carrier_sentences import CARRIER_DEEDS, CARRIERS
from letopis.screen.craft.clauses import own_clause
from letopis.screen.craft.condition_sentences import CONDITIONS, CONDITIONS_DEEDS
from letopis.screen.craft.control_sentences import CONTROL, CONTROL_DEEDS
from letopis.screen.craft.copy_sentences import COPIES, SERVING
from letopis.screen.craft.file_sentences import FILES
from letopis.screen.craft.import_sentences import IMPORTS
from letopis.screen.craft.key_sentences import KEY_DEEDS, KEYS
from letopis.screen.craft.load_sentences import LOAD, LOAD_DEEDS
from letopis.screen.craft.people_sentences import PEOPLE, PEOPLE_DEEDS
from letopis.screen.craft.planning_sentences import PLANNING, PLANNING_DEEDS
from letopis.screen.craft.rights_sentences import RIGHTS, RIGHTS_DEEDS
from letopis.screen.craft.timetable_sentences import (
    TIMETABLE,
    TIMETABLE_DEEDS,
    TIMETABLE_LIST,
    WEEKDAYS,
)

MARKS: dict[str, str | Promise] = {
    "mark.not_in_scale": gettext_lazy("Не записано: „%(value)s“ нет в шкале. Введите одно из: %(allowed)s."),
    "mark.too_many": gettext_lazy(
        "Не записано: „%(value)s“. В одной клетке не больше %(limit)s отметок, лишние уберите."
    ),
    "mark.absence_twice": gettext_lazy(
        "Не записано: „%(value)s“. В клетке два разных знака пропуска, оставьте один."
    ),
    "cell.absent": gettext_lazy(
        "Не записано: этого урока или ученика в журнале больше нет. Обновите страницу."
    ),
    "conflict": gettext_lazy(
        "Не записано: пока вы вводили, клетку изменили, сейчас в ней %(theirs)s. Оставьте это или "
        "впишите своё ещё раз."
    ),
}

LESSONS: dict[str, str | Promise] = {
    "lesson.not_in_year": gettext_lazy(
        "Не записано: %(day)s не входит в учебный год этого журнала. Проверьте дату урока."
    ),
    "lesson.in_future": gettext_lazy(
        "Не записано: урок %(day)s ещё не прошёл. Отметки и пропуски ставят в день урока или позже."
    ),
    "lesson.exists": gettext_lazy(
        "Не записано: урок с этой датой и номером в журнале уже есть. Откройте его или измените дату или "
        "номер."
    ),
    "lesson.number": gettext_lazy("Не записано: номер урока — от 0 до %(limit)s. Проверьте номер."),
    "text.too_long": gettext_lazy(
        "Не записано: текст длиннее, чем помещается (%(length)s знаков, можно %(limit)s). Сократите его."
    ),
    "work_type.foreign": gettext_lazy(
        "Не записано: такого вида работы нет в положении, действующем %(day)s. Обновите страницу и "
        "выберите другой."
    ),
    "input.malformed": gettext_lazy("Не записано: страница прислала непонятное. Обновите её и повторите."),
    "student.not_enrolled": gettext_lazy(
        "Не записано: %(day)s ученик не числился в этом классе или подгруппе. Если это не так, пусть "
        "делопроизводитель проверит дату зачисления."
    ),
    "teacher.not_appointed": gettext_lazy(
        "Не записано: на %(day)s вы не назначены вести этот предмет в этом классе. Попросите завуча "
        "проверить нагрузку."
    ),
}

PERIODS: dict[str, str | Promise] = {
    "period.closed": gettext_lazy(
        "Не записано: период закрыт для правки %(closed_on)s. Исправить отметку с основанием может завуч."
    ),
    "reason.required": gettext_lazy(
        "Не записано: период закрыт %(closed_on)s. Напишите основание исправления, оно останется в "
        "истории клетки."
    ),
    "reason.not_by_calculation": gettext_lazy(
        "Не записано: по расчёту выходит %(proposed)s, а вы ставите %(value)s. Напишите основание, оно "
        "останется в истории клетки."
    ),
    "period.not_begun": gettext_lazy(
        "Не записано: период ещё не начался, его первый день — %(day)s. Отметку за период ставят после "
        "его начала."
    ),
    "period.not_ended": gettext_lazy(
        "Период не закрыт: его последний день — %(day)s. Закрывайте в этот день или позже."
    ),
    "period.already_closed": gettext_lazy(
        "Период уже закрыт %(closed_on)s. Обновите страницу; исправить отметку с основанием может завуч."
    ),
    "period.not_all": gettext_lazy(
        "Период не закрыт: не хватает отметок за период, всего %(missing)s. Первой нет здесь: %(page)s, "
        "%(pupil)s. Попросите учителя выставить их и повторите."
    ),
    "period.works_expected": gettext_lazy(
        "Период не закрыт: ещё ждут работ, всего %(works)s. Первая здесь: %(page)s, %(pupil)s. Попросите "
        "учителя поставить отметку вместо точки и повторите."
    ),
    "period.parts_open": gettext_lazy(
        "Год не закрыт: ещё открыт период «%(part)s». Закройте сначала его, потом год."
    ),
    "edition.too_early": gettext_lazy(
        "Редакция не принята: она не может действовать раньше, чем %(day)s. "
        "Посчитанное до этого дня остаётся за прежней редакцией."
    ),
    "edition.no_pdf": gettext_lazy(
        "Редакция не принята: файл акта — не PDF. Сохраните его как PDF и приложите снова."
    ),
    "edition.signature_alone": gettext_lazy(
        "Редакция не принята: подпись приложена без самого акта. Приложите и файл PDF."
    ),
    "reference.unknown": gettext_lazy("Справочника «%(name)s» программа не знает."),
    "reference.no_source": gettext_lazy(
        "Справочник не изменён: напишите основание, например номер и дату приказа. "
        "Оно останется рядом с данными."
    ),
    "reference.no_row": gettext_lazy(
        "Строка справочника «%(name)s» уже другая. Обновите страницу и подтвердите снова."
    ),
    "reference.bad_value": gettext_lazy(
        "Строка не изменена: значение «%(value)s» сюда не подходит. Впишите число или день и повторите."
    ),
    "scale.none": gettext_lazy(
        "Нет шкалы: %(exam)s, %(subject)s, %(year)s год. Шкалу другого года программа не подставляет: "
        "внесите нужную."
    ),
    "scale.score": gettext_lazy(
        "Баллов %(score)s, а по предмету «%(subject)s» их может быть от 0 до %(most)s. Проверьте число."
    ),
    "scale.malformed": gettext_lazy(
        "Шкала не принята: %(subject)s, %(year)s год. Границы должны расти и не превышать наибольший балл; у "
        "таблицы баллов — место для каждого первичного, от 0 до 100, без убывания."
    ),
    "exams.no_set": gettext_lazy(
        "Набора экзаменов нет: регион %(region)s, день %(day)s. Внесите его в справочник «Экзамены 9 класса»."
    ),
    "exams.too_few": gettext_lazy(
        "В 10 класс не принять: сдано экзаменов %(taken)s, нужно %(needed)s. Недостающие можно сдать в "
        "дополнительные сроки."
    ),
    "debt.impossible": gettext_lazy(
        "Так не бывает: при состоянии задолженности «%(state)s» не может наступить «%(event)s»."
    ),
    "gto.no_stage": gettext_lazy("Ступени ГТО нет: возраст %(age)s, день %(day)s. Проверьте дату рождения."),
    "reference.malformed": gettext_lazy(
        "Справочник «%(name)s» не принят: в нём не хватает или неверно «%(what)s». "
        "Исправьте и загрузите снова."
    ),
    "calendar.malformed": gettext_lazy(
        "Календарь не принят: файл не похож на производственный календарь России за год (%(what)s). "
        "Проверьте файл и загрузите снова."
    ),
    "calendar.unknown_year": gettext_lazy(
        "Срок не посчитан: нет производственного календаря на %(year)s год. "
        "Завуч загружает его в справочниках."
    ),
    "retention.permanent": gettext_lazy("Не уничтожено: срок хранения этого дела — %(term)s."),
    "retention.not_ended": gettext_lazy(
        "Не уничтожено: дело хранят по %(day)s. Включите его в акт после этого дня."
    ),
    "edition.none": gettext_lazy(
        "Не получилось: %(day)s не действует ни одна редакция положения об оценивании. Завуч вводит её "
        "на странице «Начало работы»."
    ),
    "edition.incomplete": gettext_lazy(
        "Не получилось: в действующей редакции положения не задано «%(key)s». Завуч дополняет редакцию и "
        "повторяет."
    ),
    "edition.malformed": gettext_lazy(
        "Редакция не принята: значение «%(what)s» программе непонятно. Исправьте его и повторите."
    ),
}

PAGES: dict[str, str | Promise] = {
    "access.denied": gettext_lazy(
        "Вам нельзя %(deed)s: такого права нет у вашей должности, класса или нагрузки. Если оно нужно "
        "для работы, обратитесь к завучу."
    ),
    "login.wrong": gettext_lazy(
        "Не вошли: имя или пароль не подошли. Проверьте раскладку и Caps Lock и введите ещё раз."
    ),
    "login.locked": gettext_lazy(
        "Вход для этого имени с этого адреса закрыт: слишком много неудачных попыток. Попробуйте в %(until)s."
    ),
    "job.stopped": gettext_lazy(
        "Работа остановлена по просьбе человека. Сделанное до остановки цело, работу можно запустить снова."
    ),
    "paper.glyph": gettext_lazy(
        "Не напечатано: в тексте „%(text)s“ есть знак „%(sign)s“, которого нет в шрифте документа. "
        "Замените его в исходной записи."
    ),
}

SENTENCES: dict[str, str | Promise] = {
    **MARKS,
    **LESSONS,
    **PERIODS,
    **PAGES,
    **IMPORTS,
    **SERVING,
    **COPIES,
    **TIMETABLE,
    **TIMETABLE_LIST,
    **ABSENCES,
    **PEOPLE,
    **KEYS,
    **RIGHTS,
    **CONTROL,
    **PLANNING,
    **FILES,
    **LOAD,
    **CARRIERS,
    **CONDITIONS,
}

# The deeds of the roles table as they follow "вам нельзя …".
DEEDS: dict[str, str | Promise] = {
    "journal.list": gettext_lazy("смотреть список журналов"),
    "journal.read": gettext_lazy("открыть этот журнал"),
    "journal.put_mark": gettext_lazy("ставить отметки в этом журнале"),
    "journal.put_lesson": gettext_lazy("записывать уроки в этом журнале"),
    "journal.open_homework": gettext_lazy("открыть файл этого задания"),
    "journal.put_period_mark": gettext_lazy("выставлять отметки за период в этом журнале"),
    "journal.put_level": gettext_lazy("писать об успехах учеников в этом журнале"),
    "journal.correct_mark": gettext_lazy("исправлять отметки после закрытия периода"),
    "journal.list_absences": gettext_lazy("смотреть, кого нет в школе"),
    "journal.see_absences": gettext_lazy("смотреть пропуски этого класса"),
    "journal.excuse": gettext_lazy("вносить документы о пропусках этого класса"),
    "journal.mark_absent": gettext_lazy("отмечать отсутствие в этом классе"),
    "journal.see_closing": gettext_lazy("смотреть, как закрывают период"),
    "journal.see_class_closing": gettext_lazy("смотреть, чего не хватает классу до закрытия"),
    "journal.close_period": gettext_lazy("закрывать период"),
    "results.list": gettext_lazy("смотреть список классов"),
    "results.class_sheet": gettext_lazy("смотреть ведомость этого класса"),
    "results.print": gettext_lazy("печатать документы этого класса"),
    "results.diary": gettext_lazy("открыть свой дневник"),
    "results.pupil": gettext_lazy("смотреть результаты этого ученика"),
    "journal.explain": gettext_lazy("смотреть, как вышла отметка"),
    "register_book.list": gettext_lazy("смотреть список бумажных журналов"),
    "register_book.print": gettext_lazy("печатать бумажный журнал этого класса"),
    "register_book.people": gettext_lazy("печатать общие сведения об учениках этого класса"),
    **PEOPLE_DEEDS,
    **KEY_DEEDS,
    **RIGHTS_DEEDS,
    "exchange.import": gettext_lazy("загружать списки"),
    "exchange.see_import": gettext_lazy("смотреть эту загрузку"),
    "school.acts": gettext_lazy("смотреть локальные акты и справочники"),
    "school.adopt_edition": gettext_lazy("вводить новую редакцию локального акта"),
    "school.put_reference": gettext_lazy("исправлять справочники"),
    "school.set_up": gettext_lazy("менять устройство школы"),
    "trace.seal": gettext_lazy("ставить печать под летописью"),
    "trace.verify": gettext_lazy("сверять летопись"),
    **TIMETABLE_DEEDS,
    **CONTROL_DEEDS,
    **PLANNING_DEEDS,
    **LOAD_DEEDS,
    **CARRIER_DEEDS,
    **CONDITIONS_DEEDS,
    "self": gettext_lazy("открыть эту страницу"),
}

_UNKNOWN = gettext_lazy(
    "Не получилось: так нельзя по правилам школы. Обратитесь к завучу и назовите код: %(code)s."
)


def deed_words(deed: str) -> str:
    """A deed of the roles table in words, as it follows "may": "put marks in this register"."""
    return str(DEEDS.get(deed, deed))


def known_codes() -> frozenset[str]:
    """Every code that has a sentence of its own."""
    return frozenset(SENTENCES)


def sentence(refused: Refused) -> str:
    """The sentence of a refusal in the language of the page: what, where, what to do, and the clause."""
    template = str(SENTENCES.get(refused.code, _UNKNOWN))
    facts = {name: _worded(name, value) for name, value in refused.facts.items()}
    text = template % {"code": refused.code, **facts}
    number = own_clause(refused.clause)
    if not number:
        return text
    clause = _("(п. %(clause)s положения)") % {"clause": number} if number[0].isdecimal() else f"({number})"
    return f"{text.removesuffix('.')} {clause}."


def _worded(name: str, value: Any) -> str:
    """A fact as it stands in a sentence: a day, a time, a deed, an empty cell in words."""
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "H:i")
    if isinstance(value, date):
        return date_format(value, "j E Y")
    if name == "deed":
        return str(DEEDS.get(str(value), DEEDS["self"]))
    if name == "weekday":
        return str(WEEKDAYS.get(int(value), value))
    if name == "theirs":
        return f"„{value}“" if value else _("пусто")
    return str(value)
