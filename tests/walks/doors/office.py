"""Адреса канцелярии."""

from __future__ import annotations

from letopis.people.models import Employee, LegalRepresentative
from tests.cast import Cast
from tests.walks.doors.knock import Json, Knock, class_, foreign_class, nothing, pupil


def _employee(_cast: Cast, _role: str) -> Json:
    return {"employee_id": Employee.objects.get(account__username="teacher").pk}


def _parent(_cast: Cast, _role: str) -> Json:
    return {"parent_id": LegalRepresentative.objects.get().pk}


def _account(cast: Cast, _role: str) -> Json:
    return {"account_id": cast.accounts["pupil"].pk}


def _foreign_account(cast: Cast, _role: str) -> Json:
    return {"account_id": cast.accounts["foreign_teacher"].pk}


def _person(cast: Cast, _role: str) -> Json:
    return {"kind": "pupil", "person_id": cast.boris.pk}


OFFICE = {
    "office:pupils": Knock(),
    "office:staff": Knock(),
    "office:parents": Knock(),
    "office:new_pupil": Knock(),
    "office:new_employee": Knock(),
    "office:pupil": Knock(pupil),
    "office:move": Knock(pupil),
    "office:leave": Knock(pupil),
    "office:new_parent": Knock(pupil),
    "office:employee": Knock(_employee),
    "office:post": Knock(_employee),
    "office:dismiss": Knock(_employee),
    "office:parent": Knock(_parent),
    "office:one_invitation": Knock(_account, _foreign_account, body=nothing),
    "office:account_state": Knock(_account, body=lambda _cast, _arguments: {"why": "для рассказа"}),
    "office:first_invitation": Knock(_person, body=nothing),
    "office:invitations": Knock(),
    "office:class_invitations": Knock(class_, foreign_class),
}
