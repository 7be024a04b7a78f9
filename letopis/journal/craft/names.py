"""Слова журнала: что доказывает документ о пропуске."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from letopis.regulation.absences import EXCUSED, ILLNESS

ABSENCE_REASONS = ((ILLNESS, _("болезнь")), (EXCUSED, _("другая уважительная причина")))
