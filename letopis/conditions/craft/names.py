"""Слова особых условий: какие они бывают и какими документами вводятся."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from letopis.regulation.conditions import EXEMPT, PRACTICAL, SCALE

KINDS = (
    (EXEMPT, _("освобождён от предмета")),
    (PRACTICAL, _("освобождён от практической части")),
    (SCALE, _("особая шкала")),
)
DOCUMENTS = (
    ("order", _("приказ по школе")),
    ("certificate", _("медицинская справка")),
    ("pmpk", _("заключение ПМПК")),
    ("programme", _("адаптированная программа")),
    ("other", _("другой документ")),
)
