"""Фразы о пропусках: почему документ не внесён или не отозван, почему день не отмечен."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ABSENCES: dict[str, str | Promise] = {
    "document.kind": _(
        "Не внесено: такого вида документа нет в положении, действующем %(day)s. Выберите другой."
    ),
    "document.days": _("Не внесено: последний день документа раньше первого (%(day)s). Проверьте даты."),
    "document.not_in_year": _(
        "Не внесено: учебный год класса идёт с %(first)s по %(last)s, а документ выходит за него. "
        "Укажите дни внутри года."
    ),
    "document.not_enrolled": _(
        "Не внесено: с %(day)s ученик ни дня не числился в этом классе. Проверьте даты и класс."
    ),
    "document.exists": _("Не внесено: такой же документ с %(first)s по %(last)s уже есть в списке."),
    "document.withdrawn": _("Документ уже отозван %(day)s. Обновите страницу."),
    "document.no_reason": _("Не отозвано: напишите причину, она останется рядом с документом."),
    "day.no_lessons": _(
        "Не отмечено: %(day)s у ученика нет уроков в журнале. Отметьте, когда уроки будут записаны."
    ),
}
