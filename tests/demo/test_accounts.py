"""Входы показательной школы: под каждым именем со страницы входа можно войти и увидеть своё."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import check_password
from django.test import Client
from django.urls import reverse

from letopis.demo.craft.school import School
from letopis.journal.models import Lesson
from letopis.people.models import Account, Appointment, CourseAssignment, Employee, Enrolment
from letopis.regulation.access import ROLES
from letopis.school.models import ClassGroup, Course
from tests.demo.small import TODAY

PASSWORD = "letopis-demo"


def shown_class() -> ClassGroup:
    """This year's 7 «А»."""
    return ClassGroup.objects.get(year__starts__year=TODAY.year, grade_level=7, letter="А")


@pytest.mark.parametrize("role", ROLES)
def test_the_password_opens_every_role_on_the_login_page(built: School, role: str) -> None:
    client = Client()
    answer = client.post(reverse("entrance:login"), {"username": role, "password": PASSWORD})
    assert (answer.status_code, answer.headers.get("Location")) == (302, reverse("entrance:start"))
    assert client.get(reverse("entrance:start")).status_code == 200


def test_every_employee_has_an_account_and_only_the_shown_ones_a_password(built: School) -> None:
    assert not Employee.objects.filter(account=None).exists()
    open_ = {one.username for one in Account.objects.all() if not one.password.startswith("!")}
    assert open_ == set(ROLES)
    assert check_password(PASSWORD, Account.objects.get(username="teacher").password)


def test_the_teacher_teaches_algebra_in_the_shown_class(built: School) -> None:
    page = Course.objects.get(class_group=shown_class(), subject__name="Алгебра")
    assert page.assignments.get().employee.account.username == "teacher"
    assert CourseAssignment.objects.filter(employee__account__username="teacher", ends=None).count() > 2


def test_the_class_teacher_leads_the_shown_class_and_teaches(built: School) -> None:
    leader = shown_class().class_teachers.get().employee
    assert leader.account.username == "class_teacher"
    assert leader.assignments.filter(course__class_group=shown_class()).exists()


def test_the_pupil_is_in_the_shown_class_and_so_is_a_child_of_the_parent(built: School) -> None:
    here = set(Enrolment.objects.filter(class_group=shown_class()).values_list("student_id", flat=True))
    assert Account.objects.get(username="pupil").student_id in here
    parent = Account.objects.get(username="parent").representative
    assert parent is not None
    children = set(parent.children.values_list("student_id", flat=True))
    assert (len(children), len(children & here)) == (2, 1)


def test_every_post_is_held(built: School) -> None:
    posts = set(Appointment.objects.values_list("post", flat=True))
    assert posts == {"teacher", "deputy", "principal", "clerk", "archivist", "admin"}


@pytest.mark.parametrize("role", ["teacher", "class_teacher", "deputy"])
def test_a_page_of_the_shown_class_opens_with_its_lessons(built: School, role: str) -> None:
    account = Account.objects.get(username=role)
    pages = Course.objects.filter(class_group=shown_class())
    page = pages.filter(assignments__employee=account.employee).first() or pages[0]
    client = Client()
    client.force_login(account)
    assert client.get(reverse("journal:register", args=[page.pk])).status_code == 200
    assert Lesson.objects.filter(course=page).count() > 10
