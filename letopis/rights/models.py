"""Таблицы прав: переданные обязанности и открытия записей."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from letopis.people.models import Appointment, Employee
from letopis.trace.models import Traced


class Delegation(Traced):
    """Обязанности, переданные на срок по приказу."""

    giver = models.ForeignKey(Employee, models.PROTECT, verbose_name=_("кто передаёт"), related_name="given")
    taker = models.ForeignKey(Employee, models.PROTECT, verbose_name=_("кому"), related_name="taken")
    role = models.CharField(_("чьи обязанности"), max_length=20, choices=Appointment.POSTS)
    deed = models.CharField(_("одно дело"), max_length=60, blank=True)
    starts = models.DateField(_("с какого дня"))
    ends = models.DateField(_("по какой день"))
    order_number = models.CharField(_("номер приказа"), max_length=40)
    order_day = models.DateField(_("дата приказа"))
    made_by = models.BigIntegerField(_("кто записал"))
    revoked_at = models.DateTimeField(_("когда отменено"), null=True, blank=True)
    revoke_ground = models.CharField(_("основание отмены"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("передача обязанностей")
        verbose_name_plural = _("передачи обязанностей")
        ordering = ("-starts", "-id")
        indexes = (models.Index(fields=["taker", "ends"], name="rights_delegation_taker"),)
        constraints = (
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="rights_delegation_days"),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="rights_delegation_two"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoke_ground="")
                | (Q(revoked_at__isnull=False) & ~Q(revoke_ground="")),
                name="rights_delegation_revoked",
            ),
        )

    def __str__(self) -> str:
        return f"{self.giver} → {self.taker}, {self.starts:%d.%m.%Y}"


class Look(models.Model):
    """Просмотр: кто, когда и на какой странице видел сведения об ученике, классе или всей школе.

    Numbers, not references of the database: what was seen stays known when the thing itself is gone.
    """

    STUDENT, CLASS, COURSE, SCHOOL = "student", "class", "course", "school"
    KINDS = (
        (STUDENT, _("ученик")),
        (CLASS, _("класс")),
        (COURSE, _("страница журнала")),
        (SCHOOL, _("вся школа")),
    )

    at = models.DateTimeField(_("когда"))
    by = models.BigIntegerField(_("кто"))
    page = models.CharField(_("какая страница"), max_length=60)
    kind = models.CharField(_("о ком"), max_length=7, choices=KINDS)
    number = models.BigIntegerField(_("номер ученика, класса или страницы журнала"), default=0)
    group = models.BigIntegerField(_("номер класса"), default=0)

    class Meta:
        verbose_name = _("просмотр")
        verbose_name_plural = _("просмотры")
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=["at"], name="rights_look_at"),
            models.Index(fields=["kind", "number", "at"], name="rights_look_number"),
            models.Index(fields=["group", "at"], name="rights_look_group"),
            models.Index(fields=["by", "at"], name="rights_look_by"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="school", number=0) | (~Q(kind="school") & Q(number__gt=0)),
                name="rights_look_what",
            ),
        )

    def __str__(self) -> str:
        return f"{self.page} {self.at:%d.%m.%Y %H:%M}"


class Opening(Traced):
    """Открытие записей администратору: зачем, до какой минуты, кто из руководства об этом знает."""

    employee = models.ForeignKey(
        Employee, models.PROTECT, verbose_name=_("кто открыл"), related_name="openings"
    )
    why = models.CharField(_("зачем"), max_length=300)
    opened_at = models.DateTimeField(_("когда открыл"))
    ends_at = models.DateTimeField(_("до какой минуты"))
    ends_second = models.BigIntegerField(_("до какой секунды по счёту машины"))
    known_at = models.DateTimeField(_("когда директор узнал"), null=True, blank=True)
    known_by = models.BigIntegerField(_("кто узнал"), null=True, blank=True)

    class Meta:
        verbose_name = _("открытие записей")
        verbose_name_plural = _("открытия записей")
        ordering = ("-opened_at", "-id")
        indexes = (models.Index(fields=["employee", "ends_second"], name="rights_opening_employee"),)
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gte=F("opened_at")), name="rights_opening_times"),
            models.CheckConstraint(
                condition=Q(known_at__isnull=True, known_by__isnull=True)
                | Q(known_at__isnull=False, known_by__isnull=False),
                name="rights_opening_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.employee}, {self.opened_at:%d.%m.%Y %H:%M}"
