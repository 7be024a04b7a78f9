"""Фразы о замечаниях: почему замечание не сделано, не принят ответ, не закрыто."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONTROL: dict[str, str | Promise] = {
    "remark.no_text": _("Не записано: слов нет. Напишите, что исправить, что сделано или почему этого мало."),
    "remark.due_past": _("Замечание не сделано: %(day)s уже прошло. Назовите день не раньше сегодняшнего."),
    "remark.impossible": _(
        "Не получилось: с замечанием уже сделано другое. Обновите страницу и посмотрите, что в нём стоит."
    ),
}
CONTROL_DEEDS: dict[str, str | Promise] = {
    "control.list": _("смотреть, что в журналах не в порядке"),
    "control.see_page": _("проверять этот журнал"),
    "control.remark": _("делать и закрывать замечания"),
    "control.answer": _("отвечать на это замечание"),
}
