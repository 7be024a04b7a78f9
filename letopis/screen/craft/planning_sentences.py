"""Фразы о поурочном планировании: почему тема не записана, план не взят."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PLANNING: dict[str, str | Promise] = {
    "plan.no_topic": _("Не записано: тема пуста. Впишите её или уберите строку."),
    "plan.hours": _("Не записано: часов у темы — от 1 до %(limit)s. Проверьте число."),
    "plan.work_unknown": _("Не записано: такого вида работы в положении нет. Обновите страницу."),
    "plan.conflict": _(
        "Не записано: пока вы правили, тему изменили, сейчас в ней %(theirs)s. Сохраните ещё раз, чтобы "
        "оставить ваше."
    ),
    "plan.no_source": _("План не взят: выберите параллельный класс или прошлый год, где он есть."),
    "plan.not_empty": _("План не взят: здесь уже есть темы. Уберите их или правьте этот план."),
    "import.section": _("Заголовок «%(what)s»: раздел тем, которые стоят ниже."),
    "import.no_topic": _("Тема пуста. Впишите её или уберите строку."),
    "import.bad_topic_hours": _("„%(value)s“ не часы темы. Напишите целое число от 1 до %(limit)s."),
    "import.bad_work": _("„%(value)s“: такого вида работы в положении нет. Есть: %(known)s."),
    "import.unknown_page": _(
        "Страницы журнала «%(subject)s» в %(where)s нет. Сначала загрузите нагрузку или исправьте предмет."
    ),
    "import.which_page": _("%(where)s, %(subject)s: предмет делится на подгруппы. Укажите, какая."),
    "import.other_page": _("Строка не про этот журнал. Здесь загружают план одного журнала: %(page)s."),
}
PLANNING_DEEDS: dict[str, str | Promise] = {
    "planning.list": _("смотреть поурочные планы"),
    "planning.read": _("смотреть план этого журнала"),
    "planning.edit": _("править план этого журнала"),
}
