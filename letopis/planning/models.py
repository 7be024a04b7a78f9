"""Таблицы планирования: темы страницы журнала по порядку."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from letopis.school.models import Course
from letopis.trace.models import Traced

MOST_HOURS = 40


class PlanTopic(Traced):
    """Тема поурочного планирования: место, раздел, часы, задание, вид работы."""

    course = models.ForeignKey(
        Course, models.PROTECT, verbose_name=_("страница журнала"), related_name="topics", db_index=False
    )
    place = models.PositiveIntegerField(_("место по порядку"))
    section = models.CharField(_("раздел"), max_length=200, blank=True)
    topic = models.CharField(_("тема"), max_length=400)
    hours = models.PositiveSmallIntegerField(_("часов"), default=1)
    homework = models.CharField(_("домашнее задание"), max_length=1000, blank=True)
    work = models.CharField(_("код вида работы"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("тема планирования")
        verbose_name_plural = _("темы планирования")
        ordering = ("place", "id")
        indexes = (models.Index(fields=["course", "place"], name="planning_topic_place"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(hours__gte=1, hours__lte=MOST_HOURS), name="planning_topic_hours"
            ),
        )

    def __str__(self) -> str:
        return self.topic
