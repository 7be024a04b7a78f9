"""Таблица файлов: что лежит в хранилище под своим отпечатком."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from letopis.trace.models import Traced


class KeptFile(Traced):
    """Файл хранилища: отпечаток, размер, вид; сам он лежит вне страниц под этим отпечатком."""

    digest = models.CharField(_("отпечаток файла"), max_length=64, unique=True)
    size = models.PositiveIntegerField(_("размер, байт"))
    mime = models.CharField(_("вид содержимого"), max_length=40)
    at = models.DateTimeField(_("когда принят"))
    by = models.BigIntegerField(_("кто принёс"))

    class Meta:
        verbose_name = _("файл")
        verbose_name_plural = _("файлы")

    def __str__(self) -> str:
        return self.digest
