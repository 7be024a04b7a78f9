"""Таблицы контроля: замечания по ведению журнала и обходы всей школы."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from letopis.regulation import remarks
from letopis.school.models import Course
from letopis.trace.models import Traced


class Remark(Traced):
    """Замечание по ведению журнала: что исправить, к какому дню, что ответил учитель, кто закрыл (п. 1.4)."""

    STATES = (
        (remarks.OPEN, _("ждёт ответа")),
        (remarks.ANSWERED, _("отвечено")),
        (remarks.CLOSED, _("закрыто")),
    )

    course = models.ForeignKey(
        Course, models.PROTECT, verbose_name=_("страница журнала"), related_name="remarks"
    )
    kind = models.CharField(_("что нашла программа"), max_length=20, blank=True)
    text = models.CharField(_("замечание"), max_length=500)
    due = models.DateField(_("исправить к"))
    state = models.CharField(_("состояние"), max_length=10, choices=STATES, default=remarks.START)
    made_at = models.DateTimeField(_("когда сделано"))
    made_by = models.BigIntegerField(_("кем сделано"))
    answer = models.CharField(_("ответ учителя"), max_length=500, blank=True)
    answered_at = models.DateTimeField(_("когда отвечено"), null=True, blank=True)
    answered_by = models.BigIntegerField(_("кем отвечено"), null=True, blank=True)
    closed_at = models.DateTimeField(_("когда закрыто"), null=True, blank=True)
    closed_by = models.BigIntegerField(_("кем закрыто"), null=True, blank=True)

    class Meta:
        verbose_name = _("замечание")
        verbose_name_plural = _("замечания")
        ordering = ("-made_at", "-id")
        indexes = (models.Index(fields=["state", "due"], name="control_remark_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=["course", "kind"],
                condition=~Q(kind="") & ~Q(state=remarks.CLOSED),
                name="control_remark_open_once",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="control_remark_answered",
            ),
            models.CheckConstraint(
                condition=(Q(closed_at__isnull=True, closed_by__isnull=True) & ~Q(state=remarks.CLOSED))
                | Q(closed_at__isnull=False, closed_by__isnull=False, state=remarks.CLOSED),
                name="control_remark_closed",
            ),
        )

    def __str__(self) -> str:
        return self.text


class Review(models.Model):
    """Обход всей школы: раз в неделю программа делает замечания и закрывает исправленное."""

    week = models.DateField(_("понедельник недели"), unique=True)
    at = models.DateTimeField(_("когда"))
    made = models.PositiveIntegerField(_("сделано замечаний"))
    mended = models.PositiveIntegerField(_("закрыто исправленных"))

    class Meta:
        verbose_name = _("обход")
        verbose_name_plural = _("обходы")
        ordering = ("-week",)

    def __str__(self) -> str:
        return f"{self.week:%d.%m.%Y}"
