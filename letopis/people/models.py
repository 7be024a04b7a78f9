"""Таблицы людей: ученики, зачисления, сотрудники, назначения, представители, учётные записи."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from letopis.school.models import ClassGroup, Course, Subgroup
from letopis.trace.models import Traced


def _days(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name=f"people_{name}_days"
    )


class Person(Traced):
    """Имя человека так, как оно стоит в документе."""

    surname = models.CharField(_("фамилия"), max_length=100)
    given_name = models.CharField(_("имя"), max_length=100)
    patronymic = models.CharField(_("отчество"), max_length=100, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Фамилия, имя и отчество."""
        return " ".join(filter(None, (self.surname, self.given_name, self.patronymic)))

    @property
    def initials(self) -> str:
        """Фамилия и инициалы."""
        return signed_name(self.surname, self.given_name, self.patronymic)


def signed_name(surname: str, given_name: str, patronymic: str = "") -> str:
    """Фамилия и инициалы: "Петрова А. И."."""
    letters = "".join(f"\u00a0{name[0]}." for name in (given_name, patronymic) if name)
    return surname + letters


class Student(Person):
    """Ученик."""

    birth_date = models.DateField(_("дата рождения"), null=True, blank=True)
    sex = models.CharField(
        _("пол"), max_length=1, choices=(("m", _("мужской")), ("f", _("женский"))), blank=True
    )
    file_number = models.CharField(_("номер личного дела"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("ученик")
        verbose_name_plural = _("ученики")
        ordering = ("surname", "given_name", "patronymic")
        indexes = (models.Index(fields=["surname", "given_name"], name="people_student_name"),)
        constraints = (
            models.UniqueConstraint(
                fields=["file_number"], condition=~Q(file_number=""), name="people_student_file"
            ),
        )


class Enrolment(models.Model):
    """Зачисление: с какого по какой день ученик числится в классе (п. 3.8)."""

    student = models.ForeignKey(Student, models.PROTECT, verbose_name=_("ученик"), related_name="enrolments")
    class_group = models.ForeignKey(
        ClassGroup, models.PROTECT, verbose_name=_("класс"), related_name="enrolments"
    )
    starts = models.DateField(_("с какого дня"))
    ends = models.DateField(_("по какой день"), null=True, blank=True)
    ground = models.CharField(_("основание"), max_length=200, blank=True)
    end_ground = models.CharField(_("основание окончания"), max_length=200, blank=True)
    left_to = models.CharField(_("куда выбыл"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("зачисление")
        verbose_name_plural = _("зачисления")
        constraints = (
            models.UniqueConstraint(
                fields=["class_group", "student", "starts"], name="people_enrolment_once"
            ),
            _days("enrolment"),
            models.CheckConstraint(
                condition=Q(ends__isnull=False) | Q(end_ground="", left_to=""),
                name="people_enrolment_end_ground",
            ),
        )

    def __str__(self) -> str:
        return f"{self.student}, {self.class_group}"


class SubgroupMembership(models.Model):
    """В какой подгруппе ученик учит предмет."""

    student = models.ForeignKey(Student, models.PROTECT, verbose_name=_("ученик"))
    subgroup = models.ForeignKey(
        Subgroup, models.PROTECT, verbose_name=_("подгруппа"), related_name="members"
    )
    starts = models.DateField(_("с какого дня"))
    ends = models.DateField(_("по какой день"), null=True, blank=True)

    class Meta:
        verbose_name = _("состав подгруппы")
        verbose_name_plural = _("составы подгрупп")
        constraints = (
            models.UniqueConstraint(fields=["subgroup", "student", "starts"], name="people_membership_once"),
            _days("membership"),
        )

    def __str__(self) -> str:
        return f"{self.student}, {self.subgroup}"


class Employee(Person):
    """Сотрудник школы."""

    personnel_number = models.CharField(_("табельный номер"), max_length=40, blank=True)
    dismissed_on = models.DateField(_("последний день работы"), null=True, blank=True)
    dismissal_ground = models.CharField(_("основание увольнения"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("сотрудник")
        verbose_name_plural = _("сотрудники")
        ordering = ("surname", "given_name", "patronymic")
        constraints = (
            models.CheckConstraint(
                condition=Q(dismissed_on__isnull=True, dismissal_ground="")
                | (Q(dismissed_on__isnull=False) & ~Q(dismissal_ground="")),
                name="people_employee_dismissal",
            ),
        )


class Appointment(models.Model):
    """Назначение сотрудника на должность."""

    POSTS = (
        ("teacher", _("учитель")),
        ("deputy", _("заместитель директора")),
        ("principal", _("директор")),
        ("clerk", _("делопроизводитель")),
        ("archivist", _("архивариус")),
        ("admin", _("администратор")),
    )

    employee = models.ForeignKey(
        Employee, models.PROTECT, verbose_name=_("сотрудник"), related_name="appointments"
    )
    post = models.CharField(_("должность"), max_length=20, choices=POSTS)
    starts = models.DateField(_("с какого дня"))
    ends = models.DateField(_("по какой день"), null=True, blank=True)

    class Meta:
        verbose_name = _("назначение")
        verbose_name_plural = _("назначения")
        constraints = (
            models.UniqueConstraint(fields=["employee", "post", "starts"], name="people_appointment_once"),
            _days("appointment"),
        )

    def __str__(self) -> str:
        return f"{self.employee}, {self.get_post_display()}"


class CourseAssignment(models.Model):
    """Учебная нагрузка: кто и с какого дня ведёт предмет в классе."""

    employee = models.ForeignKey(
        Employee, models.PROTECT, verbose_name=_("учитель"), related_name="assignments"
    )
    course = models.ForeignKey(
        Course, models.PROTECT, verbose_name=_("страница журнала"), related_name="assignments"
    )
    starts = models.DateField(_("с какого дня"))
    ends = models.DateField(_("по какой день"), null=True, blank=True)

    class Meta:
        verbose_name = _("нагрузка")
        verbose_name_plural = _("нагрузка")
        constraints = (
            models.UniqueConstraint(fields=["course", "employee", "starts"], name="people_assignment_once"),
            _days("assignment"),
        )

    def __str__(self) -> str:
        return f"{self.employee}, {self.course}"


class ClassTeacherAssignment(models.Model):
    """Классное руководство."""

    employee = models.ForeignKey(
        Employee, models.PROTECT, verbose_name=_("классный руководитель"), related_name="led_classes"
    )
    class_group = models.ForeignKey(
        ClassGroup, models.PROTECT, verbose_name=_("класс"), related_name="class_teachers"
    )
    starts = models.DateField(_("с какого дня"))
    ends = models.DateField(_("по какой день"), null=True, blank=True)

    class Meta:
        verbose_name = _("классное руководство")
        verbose_name_plural = _("классное руководство")
        constraints = (
            models.UniqueConstraint(
                fields=["class_group", "employee", "starts"], name="people_class_teacher_once"
            ),
            _days("class_teacher"),
        )

    def __str__(self) -> str:
        return f"{self.employee}, {self.class_group}"


class LegalRepresentative(Person):
    """Законный представитель."""

    phone = models.CharField(_("телефон"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("законный представитель")
        verbose_name_plural = _("законные представители")
        ordering = ("surname", "given_name", "patronymic")


class Representation(models.Model):
    """Кто чей законный представитель."""

    representative = models.ForeignKey(
        LegalRepresentative, models.PROTECT, verbose_name=_("представитель"), related_name="children"
    )
    student = models.ForeignKey(
        Student, models.PROTECT, verbose_name=_("ученик"), related_name="representatives"
    )
    relation = models.CharField(_("кем приходится"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("представительство")
        verbose_name_plural = _("представительства")
        constraints = (
            models.UniqueConstraint(fields=["representative", "student"], name="people_representation_once"),
        )

    def __str__(self) -> str:
        return f"{self.representative}, {self.student}"


class AccountRegister(BaseUserManager["Account"]):
    """How accounts are found by what is typed at the login page."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account of a login name, whatever the case of its letters."""
        return self.get(username=(username or "").strip().lower())


class Account(AbstractBaseUser, Traced):
    """Учётная запись: чей вход и на каком языке."""

    username = models.CharField(_("имя для входа"), max_length=60, unique=True)
    employee = models.OneToOneField(
        Employee, models.PROTECT, verbose_name=_("сотрудник"), null=True, blank=True, related_name="account"
    )
    student = models.OneToOneField(
        Student, models.PROTECT, verbose_name=_("ученик"), null=True, blank=True, related_name="account"
    )
    representative = models.OneToOneField(
        LegalRepresentative,
        models.PROTECT,
        verbose_name=_("представитель"),
        null=True,
        blank=True,
        related_name="account",
    )
    display_name = models.CharField(_("как показывать"), max_length=200, blank=True)
    language = models.CharField(
        _("язык"), max_length=5, choices=(("ru", _("русский")), ("en", _("английский"))), default="ru"
    )
    is_active = models.BooleanField(_("действует"), default=True)
    must_change_password = models.BooleanField(_("пароль временный"), default=False)
    has_second_key = models.BooleanField(_("есть второй ключ"), default=False)
    has_new_device = models.BooleanField(_("вход с нового устройства не подтверждён"), default=False)
    key_asked_on = models.DateField(_("с какого дня спрашивают второй ключ"), null=True, blank=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[AccountRegister] = AccountRegister()

    class Meta:
        verbose_name = _("учётная запись")
        verbose_name_plural = _("учётные записи")
        constraints = (
            models.CheckConstraint(
                condition=(
                    Q(employee__isnull=False, student__isnull=True, representative__isnull=True)
                    | Q(employee__isnull=True, student__isnull=False, representative__isnull=True)
                    | Q(employee__isnull=True, student__isnull=True, representative__isnull=False)
                ),
                name="people_account_of_one",
            ),
        )

    def __str__(self) -> str:
        return self.display_name or self.username

    def clean(self) -> None:
        """A login name is kept in small letters, so that one name has one spelling."""
        self.username = self.username.strip().lower()
