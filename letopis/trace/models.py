"""Таблицы летописи: записи, которые нельзя изменить, и печати под ними."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def new_ref() -> int:
    """A random 63-bit reference: names a thing in the trace without naming the person."""
    return secrets.randbits(63) | 1


class Traced(models.Model):
    """A thing that official facts are about."""

    ref = models.BigIntegerField(_("случайный номер"), unique=True, default=new_ref, editable=False)

    class Meta:
        abstract = True


class TraceRecord(models.Model):
    """Запись летописи: кто, когда, что сделал, что было и что стало, почему, по какому пункту."""

    at = models.DateTimeField(_("когда"))
    by = models.BigIntegerField(_("кто"))
    deed = models.CharField(_("действие"), max_length=60)
    subject = models.BigIntegerField(_("о ком или о чём"))
    object = models.BigIntegerField(_("к чему относится"), default=0)
    body = models.TextField(_("содержание"), null=True)  # noqa: DJ001 - NULL is what lawful destruction leaves
    salt = models.BinaryField(_("соль"), max_length=16, null=True)
    leaf = models.BinaryField(_("лист"), max_length=32)
    position = models.BigIntegerField(_("место в дереве"), null=True, unique=True)

    class Meta:
        verbose_name = _("запись летописи")
        verbose_name_plural = _("записи летописи")
        indexes = (
            models.Index(fields=["subject", "object"], name="trace_subject_object"),
            models.Index(fields=["id"], condition=Q(position__isnull=True), name="trace_unsealed"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(body__isnull=True, salt__isnull=True) | Q(body__isnull=False, salt__isnull=False),
                name="trace_body_with_salt",
            ),
        )

    def __str__(self) -> str:
        return f"{self.deed} {self.at:%d.%m.%Y %H:%M}"


class Checkpoint(models.Model):
    """Печать: размер и корень дерева под подписью школы."""

    size = models.BigIntegerField(_("записей"), unique=True)
    root = models.BinaryField(_("корень"), max_length=32)
    peaks = models.BinaryField(_("правый край дерева"))
    note = models.TextField(_("подписанная записка"))
    at = models.DateTimeField(_("когда"))

    class Meta:
        verbose_name = _("печать")
        verbose_name_plural = _("печати")
        ordering = ("-size",)

    def __str__(self) -> str:
        return f"{self.size}"


class DestructionPermit(models.Model):
    """Разрешение уничтожить содержание записей; живёт, пока идёт уничтожение по акту."""

    act = models.BigIntegerField(_("акт"))
    at = models.DateTimeField(_("когда"))

    class Meta:
        verbose_name = _("разрешение на уничтожение")
        verbose_name_plural = _("разрешения на уничтожение")

    def __str__(self) -> str:
        return f"{self.act}"
