"""Что спрашивают все рассказы о загрузке."""

from letopis.exchange.models import ImportRow
from letopis.people.models import (
    Account,
    Appointment,
    ClassTeacherAssignment,
    CourseAssignment,
    Employee,
    Enrolment,
    Student,
    SubgroupMembership,
)
from letopis.school.models import ClassGroup, Course, CurriculumItem, Subgroup, Subject


def verdicts(act):
    """Outcomes of an import's rows with their codes."""
    return [(row.verdict, row.code) for row in ImportRow.objects.filter(table__act=act).order_by("id")]


def everything():
    """What lists may write, counted."""
    models = (Student, Enrolment, Employee, Account, Appointment, ClassTeacherAssignment, CourseAssignment)
    models += (ClassGroup, Subject, Subgroup, Course, CurriculumItem, SubgroupMembership)
    return {model.__name__: model.objects.count() for model in models}
