"""Таблицы обмена: загрузка списков одним действием, её таблицы, строки и всё, что она записала."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from letopis.school.models import Course
from letopis.trace.models import Traced


class Import(Traced):
    """Загрузка списка: что за файл, кто и когда загрузил, чем кончилось; отменяется целиком."""

    DRY, APPLIED, UNDONE = "dry", "applied", "undone"
    STATES = ((DRY, _("проверено")), (APPLIED, _("записано")), (UNDONE, _("отменено")))

    file_name = models.CharField(_("имя файла"), max_length=200)
    digest = models.CharField(_("отпечаток файла"), max_length=64)
    state = models.CharField(_("состояние"), max_length=10, choices=STATES, default=DRY)
    by = models.BigIntegerField(_("кто загрузил"))
    at = models.DateTimeField(_("когда загружено"))
    applied_at = models.DateTimeField(_("когда записано"), null=True, blank=True)
    undone_at = models.DateTimeField(_("когда отменено"), null=True, blank=True)
    counts = models.JSONField(_("сколько строк с каким исходом"), default=dict)
    course = models.ForeignKey(
        Course, models.PROTECT, verbose_name=_("о какой странице журнала"), null=True, blank=True
    )
    remarks = models.JSONField(_("замечания о файле"), default=list)

    class Meta:
        verbose_name = _("загрузка списков")
        verbose_name_plural = _("загрузки списков")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state="dry", applied_at=None, undone_at=None)
                | Q(state="applied", applied_at__isnull=False, undone_at=None)
                | Q(state="undone", applied_at__isnull=False, undone_at__isnull=False),
                name="exchange_import_state",
            ),
        )

    def __str__(self) -> str:
        return self.file_name


class ImportTable(models.Model):
    """Таблица загрузки: вид списка, заголовки и что какой столбец значит."""

    act = models.ForeignKey(Import, models.CASCADE, verbose_name=_("загрузка"), related_name="tables")
    rank = models.PositiveSmallIntegerField(_("место по порядку"))
    kind = models.CharField(_("вид списка"), max_length=20)
    headers = models.JSONField(_("заголовки"))
    columns = models.JSONField(_("столбцы"))
    constants = models.JSONField(_("одно для всех строк"), default=dict)

    class Meta:
        verbose_name = _("таблица загрузки")
        verbose_name_plural = _("таблицы загрузки")
        ordering = ("act", "rank")
        constraints = (models.UniqueConstraint(fields=["act", "rank"], name="exchange_table_rank"),)

    def __str__(self) -> str:
        return f"{self.act}, {self.rank}"


class ImportRow(models.Model):
    """Строка загрузки: что в ней стояло и что с ней стало."""

    table = models.ForeignKey(ImportTable, models.CASCADE, verbose_name=_("таблица"), related_name="rows")
    line = models.PositiveIntegerField(_("номер строки"))
    cells = models.JSONField(_("что в ней стояло"))
    verdict = models.CharField(_("исход"), max_length=10, blank=True)
    code = models.CharField(_("код пояснения"), max_length=60, blank=True)
    facts = models.JSONField(_("сведения для пояснения"), default=dict)

    class Meta:
        verbose_name = _("строка загрузки")
        verbose_name_plural = _("строки загрузки")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.table}, {self.line}"


class ImportChange(models.Model):
    """Что загрузка записала в базу: по этим следам её отменяют."""

    act = models.ForeignKey(Import, models.CASCADE, verbose_name=_("загрузка"), related_name="changes")
    thing = models.CharField(_("что записано"), max_length=20)
    number = models.BigIntegerField(_("номер в базе"))
    before = models.JSONField(_("что стояло"), null=True)
    after = models.JSONField(_("что стало"))

    class Meta:
        verbose_name = _("изменение загрузкой")
        verbose_name_plural = _("изменения загрузкой")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.thing} {self.number}"
