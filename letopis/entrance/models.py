"""Таблица входа: неудачные попытки войти, без имён и адресов."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoginTries(models.Model):
    """Неудачные попытки войти под одним именем с одного адреса.

    The key is a keyed hash of both: whoever reads the table learns neither who nor from where, nor the
    passwords people type into the name field by mistake. Rows live a day.
    """

    key = models.CharField(_("ключ имени и адреса"), max_length=64, unique=True)
    failures = models.PositiveSmallIntegerField(_("неудач"), default=0)
    since = models.DateTimeField(_("с какой минуты"), null=True, blank=True)
    locked_until = models.DateTimeField(_("закрыто до"), null=True, blank=True)
    touched_at = models.DateTimeField(_("последняя попытка"), db_index=True)

    class Meta:
        verbose_name = _("попытки входа")
        verbose_name_plural = _("попытки входа")

    def __str__(self) -> str:
        return self.key[:8]
