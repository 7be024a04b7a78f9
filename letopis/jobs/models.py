"""Таблица работ: что запущено, сколько сделано, чем кончилось."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """Долгая работа: её видно, её можно остановить без вреда."""

    WAITING, RUNNING, DONE, STOPPED, FAILED = "waiting", "running", "done", "stopped", "failed"
    STATES = (
        (WAITING, _("ждёт")),
        (RUNNING, _("идёт")),
        (DONE, _("сделано")),
        (STOPPED, _("остановлено")),
        (FAILED, _("не получилось")),
    )

    kind = models.CharField(_("вид работы"), max_length=60)
    title = models.CharField(_("название"), max_length=200)
    facts = models.JSONField(_("что делать"), default=dict)
    by = models.BigIntegerField(_("кто запустил"))
    state = models.CharField(_("состояние"), max_length=10, choices=STATES, default=WAITING)
    done = models.PositiveIntegerField(_("сделано"), default=0)
    total = models.PositiveIntegerField(_("всего"), default=0)
    stop_asked = models.BooleanField(_("просят остановить"), default=False)
    sentence = models.TextField(_("чем кончилось"), blank=True)
    file = models.CharField(_("файл"), max_length=200, blank=True)
    file_name = models.CharField(_("имя файла для человека"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("когда запущено"), auto_now_add=True)
    started_at = models.DateTimeField(_("когда началось"), null=True, blank=True)
    ended_at = models.DateTimeField(_("когда кончилось"), null=True, blank=True)

    class Meta:
        verbose_name = _("работа")
        verbose_name_plural = _("работы")
        ordering = ("-id",)
        indexes = (models.Index(fields=["state", "id"], name="jobs_job_state"),)

    def __str__(self) -> str:
        return self.title
