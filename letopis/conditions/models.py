"""Таблица особых условий: освобождения и шкалы, каждое с документом и днями."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from letopis.conditions.craft import names
from letopis.people.models import Student
from letopis.regulation.conditions import SCALE
from letopis.school.models import ClassGroup, Subject
from letopis.trace.models import Traced


class Condition(Traced):
    """Особое условие: освобождение ученика от предмета, особая шкала ученика или класса (п. 3.5)."""

    student = models.ForeignKey(
        Student, models.PROTECT, verbose_name=_("ученик"), null=True, blank=True, related_name="conditions"
    )
    class_group = models.ForeignKey(
        ClassGroup, models.PROTECT, verbose_name=_("класс"), null=True, blank=True, related_name="conditions"
    )
    subject = models.ForeignKey(
        Subject, models.PROTECT, verbose_name=_("предмет"), null=True, blank=True, related_name="+"
    )
    kind = models.CharField(_("что меняет"), max_length=10, choices=names.KINDS)
    scale = models.CharField(_("код шкалы"), max_length=20, blank=True)
    starts = models.DateField(_("с какого дня"))
    ends = models.DateField(_("по какой день"), null=True, blank=True)
    document = models.CharField(_("вид документа"), max_length=12, choices=names.DOCUMENTS)
    number = models.CharField(_("номер документа"), max_length=40, blank=True)
    issued_on = models.DateField(_("дата документа"), null=True, blank=True)
    note = models.CharField(_("примечание"), max_length=300, blank=True)
    entered_at = models.DateTimeField(_("когда внесено"))
    entered_by = models.BigIntegerField(_("кем внесено"))
    lifted_at = models.DateTimeField(_("когда снято"), null=True, blank=True)
    lifted_by = models.BigIntegerField(_("кем снято"), null=True, blank=True)
    lifted_why = models.CharField(_("почему снято"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("особое условие")
        verbose_name_plural = _("особые условия")
        ordering = ("-starts", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="conditions_days"
            ),
            models.CheckConstraint(
                condition=Q(student__isnull=False, class_group__isnull=True)
                | Q(student__isnull=True, class_group__isnull=False, kind=SCALE),
                name="conditions_whose",
            ),
            models.CheckConstraint(
                condition=(Q(kind=SCALE) & ~Q(scale="")) | (~Q(kind=SCALE) & Q(scale="")),
                name="conditions_scale",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[code for code, _name in names.KINDS]), name="conditions_kind"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None, lifted_why="")
                | (Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lifted_why="")),
                name="conditions_lifted",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts:%d.%m.%Y}"
