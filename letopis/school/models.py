"""Таблицы школы: организация, локальные акты с редакциями, годы, периоды, предметы, классы, учебный план."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from letopis.school.craft import names
from letopis.trace.models import Traced


class School(Traced):
    """Организация, чья это база; в базе она одна."""

    full_name = models.CharField(_("полное наименование"), max_length=400)
    short_name = models.CharField(_("краткое наименование"), max_length=200)
    place = models.CharField(_("населённый пункт"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("школа")
        verbose_name_plural = _("школы")

    def __str__(self) -> str:
        return self.short_name


class LocalAct(Traced):
    """Локальный нормативный акт школы (п. 1.2)."""

    code = models.SlugField(_("код"), max_length=40, unique=True)
    title = models.CharField(_("название"), max_length=400)

    class Meta:
        verbose_name = _("локальный акт")
        verbose_name_plural = _("локальные акты")

    def __str__(self) -> str:
        return self.title


class Edition(Traced):
    """Редакция локального акта: кем принята, с какого дня действует, какие настройки несёт (п. 1.9)."""

    act = models.ForeignKey(
        LocalAct, models.PROTECT, verbose_name=_("локальный акт"), related_name="editions"
    )
    number = models.PositiveSmallIntegerField(_("номер редакции"))
    adopted_by = models.CharField(_("кем принята"), max_length=200, blank=True)
    adopted_on = models.DateField(_("дата протокола"), null=True, blank=True)
    protocol = models.CharField(_("номер протокола"), max_length=40, blank=True)
    approved_on = models.DateField(_("дата приказа"), null=True, blank=True)
    order = models.CharField(_("номер приказа"), max_length=40, blank=True)
    pupils_opinion = models.CharField(_("мнение совета обучающихся"), max_length=300, blank=True)
    parents_opinion = models.CharField(_("мнение совета родителей"), max_length=300, blank=True)
    in_force_from = models.DateField(_("действует с"))
    in_force_to = models.DateField(_("действовала по"), null=True, blank=True)
    rules = models.JSONField(_("настройки оценивания"))
    source = models.TextField(_("источник настроек"))
    file_digest = models.CharField(_("отпечаток файла акта"), max_length=64, blank=True)
    signature_digest = models.CharField(_("отпечаток файла подписи"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("редакция локального акта")
        verbose_name_plural = _("редакции локальных актов")
        ordering = ("act", "-in_force_from")
        constraints = (
            models.UniqueConstraint(fields=["act", "number"], name="school_edition_number"),
            models.CheckConstraint(
                condition=Q(in_force_to__isnull=True) | Q(in_force_to__gte=F("in_force_from")),
                name="school_edition_days",
            ),
        )

    def __str__(self) -> str:
        return f"{self.act}, {self.number}"


class WorkType(models.Model):
    """Вид работы и его вес в средней; принадлежит редакции локального акта."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, verbose_name=_("редакция"), related_name="work_types"
    )
    code = models.SlugField(_("код"), max_length=40)
    name = models.CharField(_("название"), max_length=100)
    short = models.CharField(_("сокращение"), max_length=12, blank=True)
    weight = models.DecimalField(_("вес"), max_digits=4, decimal_places=2)
    days = models.PositiveSmallIntegerField(_("свой срок выставления, дней"), null=True, blank=True)
    is_control = models.BooleanField(_("считается в норме контрольных"), default=False)

    class Meta:
        verbose_name = _("вид работы")
        verbose_name_plural = _("виды работ")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["edition", "code"], name="school_work_type_code"),
            models.CheckConstraint(condition=Q(weight__gte=0), name="school_work_type_weight"),
        )

    def __str__(self) -> str:
        return self.name


class SchoolYear(Traced):
    """Учебный год: первый и последний день."""

    starts = models.DateField(_("первый день"), unique=True)
    ends = models.DateField(_("последний день"))

    class Meta:
        verbose_name = _("учебный год")
        verbose_name_plural = _("учебные годы")
        ordering = ("-starts",)
        constraints = (models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="school_year_days"),)

    def __str__(self) -> str:
        return f"{self.starts.year}/{self.ends.year}"


class GradingPeriod(Traced):
    """Учебный период: четверть, триместр, полугодие или весь год."""

    year = models.ForeignKey(
        SchoolYear, models.PROTECT, verbose_name=_("учебный год"), related_name="periods"
    )
    scheme = models.CharField(_("вид периода"), max_length=10, choices=names.SCHEMES)
    ordinal = models.PositiveSmallIntegerField(_("номер по порядку"))
    starts = models.DateField(_("первый день"))
    ends = models.DateField(_("последний день"))

    class Meta:
        verbose_name = _("учебный период")
        verbose_name_plural = _("учебные периоды")
        ordering = ("year", "scheme", "ordinal")
        constraints = (
            models.UniqueConstraint(fields=["year", "scheme", "ordinal"], name="school_period_ordinal"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="school_period_days"),
        )

    def __str__(self) -> str:
        return names.period_title(self.scheme, self.ordinal)


class Subject(Traced):
    """Учебный предмет."""

    name = models.CharField(_("название"), max_length=120, unique=True)
    short = models.CharField(_("сокращение"), max_length=40, blank=True)
    rank = models.PositiveSmallIntegerField(_("место в ведомости"), default=100)

    class Meta:
        verbose_name = _("предмет")
        verbose_name_plural = _("предметы")
        ordering = ("rank", "name")

    def __str__(self) -> str:
        return self.name


class ClassGroup(Traced):
    """Класс учебного года: год обучения и литера."""

    year = models.ForeignKey(
        SchoolYear, models.PROTECT, verbose_name=_("учебный год"), related_name="classes"
    )
    grade_level = models.PositiveSmallIntegerField(_("год обучения"))
    letter = models.CharField(_("литера"), max_length=4, blank=True)
    scheme = models.CharField(_("вид периодов"), max_length=10, choices=names.SCHEMES, default="quarter")

    class Meta:
        verbose_name = _("класс")
        verbose_name_plural = _("классы")
        ordering = ("grade_level", "letter")
        constraints = (
            models.UniqueConstraint(fields=["year", "grade_level", "letter"], name="school_class_letter"),
            models.CheckConstraint(
                condition=Q(grade_level__gte=1, grade_level__lte=12), name="school_class_grade"
            ),
        )

    def __str__(self) -> str:
        return names.class_title(self.grade_level, self.letter)


class Subgroup(models.Model):
    """Подгруппа класса по одному предмету."""

    class_group = models.ForeignKey(
        ClassGroup, models.PROTECT, verbose_name=_("класс"), related_name="subgroups"
    )
    subject = models.ForeignKey(Subject, models.PROTECT, verbose_name=_("предмет"))
    name = models.CharField(_("название"), max_length=60)

    class Meta:
        verbose_name = _("подгруппа")
        verbose_name_plural = _("подгруппы")
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=["class_group", "subject", "name"], name="school_subgroup_name"),
        )

    def __str__(self) -> str:
        return self.name


class Course(Traced):
    """Страница журнала: предмет в классе или в его подгруппе."""

    class_group = models.ForeignKey(
        ClassGroup, models.PROTECT, verbose_name=_("класс"), related_name="courses"
    )
    subject = models.ForeignKey(Subject, models.PROTECT, verbose_name=_("предмет"), related_name="courses")
    subgroup = models.ForeignKey(
        Subgroup, models.PROTECT, verbose_name=_("подгруппа"), null=True, blank=True, related_name="courses"
    )
    hours_per_week = models.DecimalField(_("часов в неделю"), max_digits=4, decimal_places=1, default=0)
    pass_fail = models.BooleanField(_("зачёт вместо отметок"), default=False)

    class Meta:
        verbose_name = _("страница журнала")
        verbose_name_plural = _("страницы журнала")
        ordering = ("class_group", "subject", "subgroup")
        constraints = (
            models.UniqueConstraint(
                fields=["class_group", "subject"], condition=Q(subgroup=None), name="school_course_whole"
            ),
            models.UniqueConstraint(
                fields=["class_group", "subject", "subgroup"],
                condition=Q(subgroup__isnull=False),
                name="school_course_subgroup",
            ),
        )

    def __str__(self) -> str:
        return f"{self.class_group}, {self.subject}"


class CurriculumItem(models.Model):
    """Строка учебного плана: сколько часов предмета в неделю у класса."""

    class_group = models.ForeignKey(
        ClassGroup, models.PROTECT, verbose_name=_("класс"), related_name="curriculum"
    )
    subject = models.ForeignKey(Subject, models.PROTECT, verbose_name=_("предмет"))
    hours = models.DecimalField(_("часов в неделю"), max_digits=4, decimal_places=1)

    class Meta:
        verbose_name = _("строка учебного плана")
        verbose_name_plural = _("учебный план")
        constraints = (
            models.UniqueConstraint(fields=["class_group", "subject"], name="school_curriculum_subject"),
            models.CheckConstraint(condition=Q(hours__gt=0), name="school_curriculum_hours"),
        )

    def __str__(self) -> str:
        return f"{self.class_group}, {self.subject}: {self.hours}"


class Reference(Traced):
    """Версия справочника: школа исправляет данные, с которыми идёт программа, и подтверждает их."""

    name = models.SlugField(_("справочник"), max_length=40)
    version = models.PositiveIntegerField(_("версия"))
    data = models.JSONField(_("данные"))
    source = models.TextField(_("основание изменения"))
    by = models.BigIntegerField(_("кто внёс"))
    at = models.DateTimeField(_("когда внесено"))

    class Meta:
        verbose_name = _("справочник")
        verbose_name_plural = _("справочники")
        ordering = ("name", "-version")
        constraints = (models.UniqueConstraint(fields=["name", "version"], name="school_reference_version"),)

    def __str__(self) -> str:
        return f"{self.name}, {self.version}"
