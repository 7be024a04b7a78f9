"""Таблицы расписания: кабинеты, звонки, каникулы и переносы, уроки недели, изменения одного дня."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from letopis.people.models import Employee
from letopis.regulation.timetable import LAST_GRADE
from letopis.school.models import Course, SchoolYear
from letopis.trace.models import Traced

MOST_NUMBER = 12
CANCELLED, EXTRA, REPLACED = "cancelled", "extra", "replaced"
KINDS = ((CANCELLED, _("отменён")), (EXTRA, _("дополнительный")), (REPLACED, _("изменён")))


def _number(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(number__gte=0, number__lte=MOST_NUMBER), name=f"timetable_{name}_number"
    )


def _grades(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(first_grade__gte=1, last_grade__gte=F("first_grade"), last_grade__lte=LAST_GRADE),
        name=f"timetable_{name}_grades",
    )


class Room(Traced):
    """Кабинет, зал, мастерская: где идут уроки."""

    name = models.CharField(_("название"), max_length=40, unique=True)
    holds = models.PositiveSmallIntegerField(_("уроков сразу"), default=1)

    class Meta:
        verbose_name = _("кабинет")
        verbose_name_plural = _("кабинеты")
        ordering = ("name",)
        constraints = (models.CheckConstraint(condition=Q(holds__gte=1), name="timetable_room_holds"),)

    def __str__(self) -> str:
        return self.name


class Bells(Traced):
    """Расписание звонков: для каких классов и дней недели и с какого дня оно действует."""

    title = models.CharField(_("название"), max_length=100)
    starts = models.DateField(_("действует с"))
    first_grade = models.PositiveSmallIntegerField(_("с какого года обучения"), default=1)
    last_grade = models.PositiveSmallIntegerField(_("по какой год обучения"), default=LAST_GRADE)
    weekdays = models.CharField(_("дни недели"), max_length=7, default="1234567")

    class Meta:
        verbose_name = _("расписание звонков")
        verbose_name_plural = _("расписания звонков")
        ordering = ("-starts", "first_grade", "id")
        constraints = (_grades("bells"),)

    def __str__(self) -> str:
        return self.title


class Bell(models.Model):
    """Звонок на урок и с урока."""

    bells = models.ForeignKey(
        Bells, models.PROTECT, verbose_name=_("расписание звонков"), related_name="rings"
    )
    number = models.PositiveSmallIntegerField(_("номер урока"))
    begins = models.TimeField(_("начало"))
    ends = models.TimeField(_("конец"))

    class Meta:
        verbose_name = _("звонок")
        verbose_name_plural = _("звонки")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["bells", "number"], name="timetable_bell_once"),
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="timetable_bell_times"),
            _number("bell"),
        )

    def __str__(self) -> str:
        return f"{self.number}: {self.begins:%H:%M}"


class Holiday(Traced):
    """Каникулы или отдельный день без уроков."""

    year = models.ForeignKey(
        SchoolYear, models.PROTECT, verbose_name=_("учебный год"), related_name="holidays"
    )
    title = models.CharField(_("название"), max_length=100)
    starts = models.DateField(_("первый день"))
    ends = models.DateField(_("последний день"))
    first_grade = models.PositiveSmallIntegerField(_("с какого года обучения"), default=1)
    last_grade = models.PositiveSmallIntegerField(_("по какой год обучения"), default=LAST_GRADE)

    class Meta:
        verbose_name = _("каникулы")
        verbose_name_plural = _("каникулы")
        ordering = ("starts", "id")
        constraints = (
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="timetable_holiday_days"),
            _grades("holiday"),
        )

    def __str__(self) -> str:
        return self.title


class MovedDay(Traced):
    """День, в который учатся по расписанию другого дня недели (или не учатся: 0)."""

    year = models.ForeignKey(
        SchoolYear, models.PROTECT, verbose_name=_("учебный год"), related_name="moved_days"
    )
    date = models.DateField(_("день"), unique=True)
    weekday = models.PositiveSmallIntegerField(_("по какому дню недели"))
    reason = models.CharField(_("основание"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("перенос дня")
        verbose_name_plural = _("переносы дней")
        ordering = ("date",)
        constraints = (
            models.CheckConstraint(condition=Q(weekday__lte=7), name="timetable_moved_day_weekday"),
        )

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y}"


class Slot(Traced):
    """Урок недели: страница журнала, день недели, номер, кабинет, с какого по какой день так."""

    course = models.ForeignKey(
        Course, models.PROTECT, verbose_name=_("страница журнала"), related_name="slots"
    )
    weekday = models.PositiveSmallIntegerField(_("день недели"))
    number = models.PositiveSmallIntegerField(_("номер урока"))
    room = models.ForeignKey(Room, models.PROTECT, verbose_name=_("кабинет"), null=True, blank=True)
    starts = models.DateField(_("с какого дня"))
    ends = models.DateField(_("по какой день"), null=True, blank=True)

    class Meta:
        verbose_name = _("урок недели")
        verbose_name_plural = _("уроки недели")
        ordering = ("weekday", "number", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["course", "weekday", "number", "starts"], name="timetable_slot_once"
            ),
            models.CheckConstraint(
                condition=Q(weekday__gte=1, weekday__lte=7), name="timetable_slot_weekday"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="timetable_slot_days"
            ),
            _number("slot"),
        )

    def __str__(self) -> str:
        return f"{self.course}, {self.weekday}/{self.number}"


class Change(Traced):
    """Изменение одного дня: урок отменён, добавлен, дан другим учителем или в другом кабинете."""

    course = models.ForeignKey(
        Course, models.PROTECT, verbose_name=_("страница журнала"), related_name="changes"
    )
    date = models.DateField(_("день"))
    number = models.PositiveSmallIntegerField(_("номер урока"))
    kind = models.CharField(_("что с уроком"), max_length=10, choices=KINDS)
    teacher = models.ForeignKey(
        Employee, models.PROTECT, verbose_name=_("кто ведёт вместо"), null=True, blank=True
    )
    room = models.ForeignKey(Room, models.PROTECT, verbose_name=_("кабинет"), null=True, blank=True)
    moved_from = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name=_("откуда перенесён"),
        null=True,
        blank=True,
        related_name="moved_to",
    )
    reason = models.CharField(_("причина"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("изменение в расписании")
        verbose_name_plural = _("изменения в расписании")
        ordering = ("date", "number", "id")
        indexes = (models.Index(fields=["date"], name="timetable_change_date"),)
        constraints = (
            models.UniqueConstraint(fields=["course", "date", "number"], name="timetable_change_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[CANCELLED, EXTRA])
                | Q(kind=REPLACED) & (Q(teacher__isnull=False) | Q(room__isnull=False)),
                name="timetable_change_kind",
            ),
            models.CheckConstraint(
                condition=Q(moved_from__isnull=True) | Q(kind=EXTRA), name="timetable_change_moved"
            ),
            _number("change"),
        )

    def __str__(self) -> str:
        return f"{self.course}, {self.date:%d.%m.%Y}, {self.number}"
