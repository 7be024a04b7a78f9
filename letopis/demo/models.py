"""Отметка показательной школы: по ней программа узнаёт базу, которую можно построить заново."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Build(models.Model):
    """Постройка показательной школы: из какого числа, на какой день; в базе настоящей школы её нет."""

    seed = models.BigIntegerField(_("число, из которого выросла школа"))
    day = models.DateField(_("день, до которого дошла школа"))
    is_full = models.BooleanField(_("прошлые годы по урокам"), default=False)

    class Meta:
        verbose_name = _("постройка показательной школы")
        verbose_name_plural = _("постройки показательной школы")

    def __str__(self) -> str:
        return f"{self.seed} {self.day:%d.%m.%Y}"
