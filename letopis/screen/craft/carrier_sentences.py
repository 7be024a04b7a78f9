"""Фразы о необязательных носителях: почему не введён, почему не закончен."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CARRIERS: dict[str, str | Promise] = {
    "carrier.no_class": _("Не введён: отметьте хотя бы один класс."),
    "carrier.no_name": _("Не введён: впишите, что вести, например «Тетради для контрольных работ»."),
    "carrier.not_in_year": _("Не введён: %(day)s не входит в учебный год класса %(group)s. Проверьте день."),
    "carrier.decided_later": _("Не введён: решение принято позже, чем %(day)s. Проверьте дату решения."),
    "carrier.kept_already": _("Не введён: %(group)s уже ведёт «%(name)s». Сначала закончите прежнее."),
    "carrier.ended": _("Не записано: носитель не ведётся уже с %(day)s. Обновите страницу."),
    "carrier.too_early": _("Не записано: носитель ведётся только с %(day)s. Назовите этот день или позже."),
    "carrier.no_reason": _("Не записано: напишите, почему носитель больше не ведётся."),
}
CARRIER_DEEDS: dict[str, str | Promise] = {
    "acts.list_carriers": _("смотреть носители классов"),
    "acts.see_carriers": _("смотреть носители этого класса"),
    "acts.decide_carriers": _("вводить необязательные носители"),
}
