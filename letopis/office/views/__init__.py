"""Страницы канцелярии: списки, карточки, движение, приглашения."""

from letopis.office.views.cards import account_state, employee, parent, pupil
from letopis.office.views.invitations import (
    class_invitations,
    first_invitation,
    invitations,
    one_invitation,
)
from letopis.office.views.lists import parents, pupils, staff
from letopis.office.views.orders import dismiss, leave, move, new_employee, new_parent, new_pupil, post

__all__ = [
    "account_state",
    "class_invitations",
    "dismiss",
    "employee",
    "first_invitation",
    "invitations",
    "leave",
    "move",
    "new_employee",
    "new_parent",
    "new_pupil",
    "one_invitation",
    "parent",
    "parents",
    "post",
    "pupil",
    "pupils",
    "staff",
]
