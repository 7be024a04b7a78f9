"""Таблица носителей: что необязательное ведёт класс, чьим решением и с какого дня (п. 3.10, 3.11)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from letopis.acts.craft import carriers
from letopis.files.models import KeptFile
from letopis.school.models import ClassGroup
from letopis.trace.models import Traced


class Carrier(Traced):
    """Необязательный носитель класса: что ведётся, кто решил, протокол, с какого по какой день."""

    class_group = models.ForeignKey(
        ClassGroup, models.PROTECT, verbose_name=_("класс"), related_name="carriers"
    )
    name = models.CharField(_("что ведётся"), max_length=120)
    kind = models.CharField(_("бумажный или электронный"), max_length=10, choices=carriers.KINDS)
    body = models.CharField(_("кто решил"), max_length=20, choices=carriers.BODIES)
    decided_on = models.DateField(_("дата решения"))
    protocol = models.CharField(_("номер протокола или приказа"), max_length=40, blank=True)
    document = models.ForeignKey(
        KeptFile, models.PROTECT, verbose_name=_("файл решения"), null=True, blank=True
    )
    document_name = models.CharField(_("имя файла решения"), max_length=120, blank=True)
    starts = models.DateField(_("с какого дня"))
    ends = models.DateField(_("по какой день"), null=True, blank=True)
    why_ended = models.CharField(_("почему перестали вести"), max_length=300, blank=True)
    entered_at = models.DateTimeField(_("когда внесено"))
    entered_by = models.BigIntegerField(_("кем внесено"))

    class Meta:
        verbose_name = _("носитель класса")
        verbose_name_plural = _("носители классов")
        ordering = ("name", "-starts", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")), name="acts_carrier_days"
            ),
            models.UniqueConstraint(
                fields=["class_group", "name"], condition=Q(ends=None), name="acts_carrier_open_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.class_group}, {self.name}"

    def is_kept_after(self, day: date) -> bool:
        """Whether it has not ended by the day."""
        return self.ends is None or self.ends >= day
