"""Таблицы журнала: уроки, записи в клетках, отметки за период, закрытие периодов, суммы пропусков."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from letopis.files.models import KeptFile
from letopis.journal.craft import names
from letopis.people.models import Student
from letopis.school.models import ClassGroup, Course, GradingPeriod, WorkType
from letopis.trace.models import Traced


class Lesson(Traced):
    """Урок: дата, номер, тема, задание, вид работы."""

    course = models.ForeignKey(
        Course, models.PROTECT, verbose_name=_("страница журнала"), related_name="lessons", db_index=False
    )
    date = models.DateField(_("дата"))
    number = models.PositiveSmallIntegerField(_("номер урока"), default=1)
    topic = models.CharField(_("тема"), max_length=400, blank=True)
    homework = models.CharField(_("домашнее задание"), max_length=1000, blank=True)
    work_type = models.ForeignKey(
        WorkType, models.PROTECT, verbose_name=_("вид работы"), null=True, blank=True
    )
    homework_due = models.DateField(_("к какому дню задано"), null=True, blank=True)
    is_planned = models.BooleanField(_("стоит по расписанию, ещё не записан"), default=False)

    class Meta:
        verbose_name = _("урок")
        verbose_name_plural = _("уроки")
        ordering = ("date", "number")
        constraints = (
            models.UniqueConstraint(fields=["course", "date", "number"], name="journal_lesson_once"),
            models.CheckConstraint(condition=Q(number__gte=0, number__lte=12), name="journal_lesson_number"),
        )

    def __str__(self) -> str:
        return f"{self.course}, {self.date:%d.%m.%Y}"


class HomeworkFile(Traced):
    """Файл к домашнему заданию урока; убранный остаётся в летописи и на диске, но не выдаётся."""

    lesson = models.ForeignKey(Lesson, models.PROTECT, verbose_name=_("урок"), related_name="files")
    file = models.ForeignKey(KeptFile, models.PROTECT, verbose_name=_("файл"))
    name = models.CharField(_("имя файла"), max_length=120)
    added_at = models.DateTimeField(_("когда приложен"))
    added_by = models.BigIntegerField(_("кем приложен"))
    removed_at = models.DateTimeField(_("когда убран"), null=True, blank=True)
    removed_by = models.BigIntegerField(_("кем убран"), null=True, blank=True)

    class Meta:
        verbose_name = _("файл к заданию")
        verbose_name_plural = _("файлы к заданиям")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="journal_homework_file_removed",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """Запись в клетке: отметки и неявка одного ученика на одном уроке (п. 3.4, 3.7)."""

    lesson = models.ForeignKey(
        Lesson, models.PROTECT, verbose_name=_("урок"), related_name="entries", db_index=False
    )
    student = models.ForeignKey(Student, models.PROTECT, verbose_name=_("ученик"), related_name="entries")
    value = models.CharField(_("что стоит"), max_length=24)
    marks_sum = models.PositiveSmallIntegerField(_("сумма отметок"), default=0)
    marks_count = models.PositiveSmallIntegerField(_("число отметок"), default=0)
    absence = models.CharField(_("неявка"), max_length=4, blank=True)
    is_corrected = models.BooleanField(_("изменена после закрытия"), default=False)
    is_expected = models.BooleanField(_("работа ожидается"), default=False, db_default=False)
    note = models.CharField(_("заметка"), max_length=300, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("запись в журнале")
        verbose_name_plural = _("записи в журнале")
        indexes = (
            models.Index(fields=["lesson"], condition=Q(is_expected=True), name="journal_entry_expected"),
            models.Index(  # a page's cells, without opening the rows
                fields=["lesson", "student", "value"], name="journal_entry_page"
            ),
            models.Index(  # what stands beside a cell: few rows, asked for with every page
                fields=["lesson"],
                condition=Q(is_corrected=True) | ~Q(note=""),
                name="journal_entry_beside",
            ),
            models.Index(  # how many marks a pupil has, without opening the rows
                fields=["lesson", "student", "marks_count"],
                condition=Q(marks_count__gt=0),
                name="journal_entry_marks",
            ),
        )
        constraints = (models.UniqueConstraint(fields=["lesson", "student"], name="journal_entry_once"),)

    def __str__(self) -> str:
        return self.value


class PeriodMark(models.Model):
    """Отметка за период или за год (п. 3.7)."""

    course = models.ForeignKey(
        Course,
        models.PROTECT,
        verbose_name=_("страница журнала"),
        related_name="period_marks",
        db_index=False,
    )
    student = models.ForeignKey(
        Student, models.PROTECT, verbose_name=_("ученик"), related_name="period_marks"
    )
    period = models.ForeignKey(GradingPeriod, models.PROTECT, verbose_name=_("период"), related_name="marks")
    value = models.CharField(_("отметка"), max_length=8)
    by_calculation = models.BooleanField(_("по расчёту"), default=True)
    reason = models.CharField(_("основание"), max_length=500, blank=True)
    is_corrected = models.BooleanField(_("изменена после закрытия"), default=False)
    not_attested = models.CharField(
        _("почему не аттестован"),
        max_length=10,
        choices=names.NOT_ATTESTED,
        blank=True,
        default="",
        db_default="",
    )

    class Meta:
        verbose_name = _("отметка за период")
        verbose_name_plural = _("отметки за период")
        constraints = (
            models.UniqueConstraint(fields=["course", "period", "student"], name="journal_period_mark_once"),
        )

    def __str__(self) -> str:
        return self.value


class Attainment(models.Model):
    """Уровень и слова об ученике за период там, где учат без отметок (п. 2.2, 3.7)."""

    course = models.ForeignKey(
        Course,
        models.PROTECT,
        verbose_name=_("страница журнала"),
        related_name="attainments",
        db_index=False,
    )
    student = models.ForeignKey(Student, models.PROTECT, verbose_name=_("ученик"), related_name="attainments")
    period = models.ForeignKey(GradingPeriod, models.PROTECT, verbose_name=_("период"), related_name="+")
    level = models.CharField(_("знак уровня"), max_length=8, blank=True)
    text = models.CharField(_("слова об успехах"), max_length=1000, blank=True)
    is_corrected = models.BooleanField(_("изменена после закрытия"), default=False)

    class Meta:
        verbose_name = _("успехи за период")
        verbose_name_plural = _("успехи за период")
        constraints = (
            models.UniqueConstraint(fields=["course", "period", "student"], name="journal_attainment_once"),
        )

    def __str__(self) -> str:
        return self.level or self.text


class Work(models.Model):
    """Работа, которую оценивают по критериям: критерии, баллы и своя таблица перевода (п. 1.3)."""

    lesson = models.OneToOneField(Lesson, models.PROTECT, verbose_name=_("урок"), related_name="work")
    criteria = models.JSONField(_("критерии и наибольшие баллы"))
    table = models.JSONField(_("своя таблица перевода"), default=list, blank=True)

    class Meta:
        verbose_name = _("работа по критериям")
        verbose_name_plural = _("работы по критериям")

    def __str__(self) -> str:
        return str(self.lesson)


class WorkPoints(models.Model):
    """Баллы ученика за работу по каждому её критерию."""

    work = models.ForeignKey(
        Work, models.PROTECT, verbose_name=_("работа по критериям"), related_name="points", db_index=False
    )
    student = models.ForeignKey(Student, models.PROTECT, verbose_name=_("ученик"), related_name="points")
    points = models.JSONField(_("баллы по критериям"))

    class Meta:
        verbose_name = _("баллы за работу")
        verbose_name_plural = _("баллы за работы")
        constraints = (models.UniqueConstraint(fields=["work", "student"], name="journal_points_once"),)

    def __str__(self) -> str:
        return str(self.points)


class PeriodClosing(Traced):
    """Закрытие периода для класса: после него меняют только исправлением с основанием."""

    class_group = models.ForeignKey(
        ClassGroup, models.PROTECT, verbose_name=_("класс"), related_name="closings"
    )
    period = models.ForeignKey(
        GradingPeriod, models.PROTECT, verbose_name=_("период"), related_name="closings"
    )
    closed_at = models.DateTimeField(_("когда закрыт"))
    closed_by = models.BigIntegerField(_("кем закрыт"))

    class Meta:
        verbose_name = _("закрытие периода")
        verbose_name_plural = _("закрытия периодов")
        constraints = (
            models.UniqueConstraint(fields=["class_group", "period"], name="journal_closing_once"),
        )

    def __str__(self) -> str:
        return f"{self.class_group}, {self.period}"


class PageStage(models.Model):
    """Ступень закрытия: сдана ли страница журнала за период и проверена ли она (п. 3.7)."""

    course = models.ForeignKey(
        Course, models.PROTECT, verbose_name=_("страница журнала"), related_name="stages", db_index=False
    )
    period = models.ForeignKey(GradingPeriod, models.PROTECT, verbose_name=_("период"), related_name="stages")
    state = models.CharField(_("ступень"), max_length=10, choices=names.STAGES)
    moved_at = models.DateTimeField(_("с какого времени"))
    moved_by = models.BigIntegerField(_("кем"))
    why = models.CharField(_("почему возвращена"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("ступень закрытия")
        verbose_name_plural = _("ступени закрытия")
        constraints = (
            models.UniqueConstraint(fields=["course", "period"], name="journal_stage_once"),
            models.CheckConstraint(
                condition=Q(state__in=[code for code, _name in names.STAGES]), name="journal_stage_known"
            ),
        )

    def __str__(self) -> str:
        return self.get_state_display()


class CorrectionOrder(Traced):
    """Приказ, по которому исправляют закрытый период класса: номер, дата, срок, почему (п. 1.6, 3.7)."""

    class_group = models.ForeignKey(
        ClassGroup, models.PROTECT, verbose_name=_("класс"), related_name="correction_orders"
    )
    period = models.ForeignKey(
        GradingPeriod, models.PROTECT, verbose_name=_("период"), related_name="correction_orders"
    )
    number = models.CharField(_("номер приказа"), max_length=40)
    issued_on = models.DateField(_("дата приказа"))
    starts = models.DateField(_("правят с"))
    ends = models.DateField(_("правят по"))
    reason = models.CharField(_("почему"), max_length=500)
    for_teachers = models.BooleanField(_("правят и учителя"), default=False)
    entered_at = models.DateTimeField(_("когда внесён"))
    entered_by = models.BigIntegerField(_("кем внесён"))

    class Meta:
        verbose_name = _("приказ об исправлении")
        verbose_name_plural = _("приказы об исправлении")
        ordering = ("issued_on", "id")
        constraints = (
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="journal_correction_days"),
        )

    def __str__(self) -> str:
        return f"№ {self.number}"


class AbsenceTotal(models.Model):
    """Пропуски ученика за период в сумме: для лет, которые велись на бумаге или в другой программе."""

    student = models.ForeignKey(
        Student, models.PROTECT, verbose_name=_("ученик"), related_name="absence_totals"
    )
    period = models.ForeignKey(GradingPeriod, models.PROTECT, verbose_name=_("период"))
    missed = models.PositiveSmallIntegerField(_("пропущено уроков"))
    illness = models.PositiveSmallIntegerField(_("из них по болезни"))
    excused = models.PositiveSmallIntegerField(_("из них по уважительной причине"))

    class Meta:
        verbose_name = _("пропуски за период")
        verbose_name_plural = _("пропуски за период")
        constraints = (
            models.UniqueConstraint(fields=["student", "period"], name="journal_absence_total_once"),
            models.CheckConstraint(
                condition=Q(illness__lte=F("excused"), excused__lte=F("missed")),
                name="journal_absence_total_parts",
            ),
        )

    def __str__(self) -> str:
        return str(self.missed)


class AbsenceDocument(Traced):
    """Документ о пропусках: справка, заявление, приказ; клетки журнала он не меняет (п. 3.5)."""

    student = models.ForeignKey(
        Student,
        models.PROTECT,
        verbose_name=_("ученик"),
        related_name="absence_documents",
        db_index=False,
    )
    kind = models.CharField(_("вид документа"), max_length=20)
    reason = models.CharField(_("что доказывает"), max_length=10, choices=names.ABSENCE_REASONS)
    starts = models.DateField(_("с какого дня"))
    ends = models.DateField(_("по какой день"))
    number = models.CharField(_("номер документа"), max_length=40, blank=True)
    issued_on = models.DateField(_("дата документа"), null=True, blank=True)
    note = models.CharField(_("примечание"), max_length=300, blank=True)
    scan = models.CharField(_("где лежит скан"), max_length=200, blank=True)
    entered_at = models.DateTimeField(_("когда внесён"))
    entered_by = models.BigIntegerField(_("кем внесён"))
    withdrawn_at = models.DateTimeField(_("когда отозван"), null=True, blank=True)
    withdrawn_by = models.BigIntegerField(_("кем отозван"), null=True, blank=True)
    withdrawn_why = models.CharField(_("почему отозван"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("документ о пропусках")
        verbose_name_plural = _("документы о пропусках")
        ordering = ("-starts", "-id")
        indexes = (models.Index(fields=["student", "starts"], name="journal_document_student"),)
        constraints = (
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="journal_document_days"),
            models.CheckConstraint(
                condition=Q(reason__in=[code for code, _name in names.ABSENCE_REASONS]),
                name="journal_document_reason",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_why="")),
                name="journal_document_withdrawn",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.starts:%d.%m.%Y}-{self.ends:%d.%m.%Y}"


class Delivery(models.Model):
    """Принятая правка: по её ключу повторная отправка узнаётся и получает прежний ответ."""

    account = models.BigIntegerField(_("чья"))
    key = models.CharField(_("ключ"), max_length=40)
    at = models.DateTimeField(_("когда принята"), db_index=True)
    answer = models.TextField(_("ответ"))

    class Meta:
        verbose_name = _("принятая правка")
        verbose_name_plural = _("принятые правки")
        constraints = (models.UniqueConstraint(fields=["account", "key"], name="journal_delivery_once"),)

    def __str__(self) -> str:
        return self.key
