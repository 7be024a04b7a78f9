"""Слова журнала: что доказывает документ о пропуске, почему не аттестован, на какой ступени закрытие."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from letopis.regulation import offers
from letopis.regulation.absences import EXCUSED, ILLNESS
from letopis.regulation.closing import CHECKED, HANDED, OPEN

ABSENCE_REASONS = ((ILLNESS, _("болезнь")), (EXCUSED, _("другая уважительная причина")))
STAGES = ((OPEN, _("не сдана")), (HANDED, _("сдана")), (CHECKED, _("проверена")))
NOT_ATTESTED = (
    (offers.FEW_MARKS, _("мало отметок")),
    (offers.EXCUSED, _("пропуски по уважительной причине")),
    (offers.UNEXCUSED, _("пропуски без уважительной причины")),
    (offers.STATED, _("по основанию учителя")),
)
NOT_ATTESTED_NAMES = dict(NOT_ATTESTED)


def why_words(code: str, reason: str = "") -> str:
    """Why a pupil is not attested, in words; "" for other marks."""
    if code == offers.STATED and reason:
        return reason
    return str(NOT_ATTESTED_NAMES.get(code, ""))
