"""Фразы о норме контрольных работ: предупреждение, а не отказ."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LOAD: dict[str, str | Promise] = {
    "load.too_often": _(
        "Контрольная %(day)s чаще нормы: после предыдущей прошло дней %(figure)s, нужно не меньше %(norm)s."
    ),
    "load.edge": _("Контрольная %(day)s стоит на первом или последнем уроке дня: лучше другой урок."),
    "load.too_many": _("Контрольных за год %(figure)s, а норма на эти часы — не больше %(norm)s."),
}
LOAD_DEEDS: dict[str, str | Promise] = {
    "control.see_load": _("смотреть контрольные работы классов"),
}
