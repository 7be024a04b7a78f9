"""Что школа записывает о людях: приём, перевод, должности, нагрузка, подгруппы, вход."""

from letopis.people.actions.accounts import (
    Issued,
    issue_passwords,
    open_account,
    open_accounts,
    reopen_account,
    shut_account,
)
from letopis.people.actions.employees import (
    Duty,
    NewEmployee,
    appoint,
    correct_employees,
    give_classes,
    give_courses,
    hire,
    take_back,
)
from letopis.people.actions.families import NewRepresentative, add_representative, end_representation
from letopis.people.actions.leaving import (
    Order,
    admit_by_order,
    appoint_by_order,
    dismiss,
    end_post,
    enrol_by_order,
    leave_school,
    take_on,
)
from letopis.people.actions.own_account import choose_language, choose_password
from letopis.people.actions.pupils import (
    Move,
    NewPupil,
    admit,
    correct_pupils,
    enrol,
    place_in_subgroups,
)

__all__ = [
    "Duty",
    "Issued",
    "Move",
    "NewEmployee",
    "NewPupil",
    "NewRepresentative",
    "Order",
    "add_representative",
    "admit",
    "admit_by_order",
    "appoint",
    "appoint_by_order",
    "choose_language",
    "choose_password",
    "correct_employees",
    "correct_pupils",
    "dismiss",
    "end_post",
    "end_representation",
    "enrol",
    "enrol_by_order",
    "give_classes",
    "give_courses",
    "hire",
    "issue_passwords",
    "leave_school",
    "open_account",
    "open_accounts",
    "place_in_subgroups",
    "reopen_account",
    "shut_account",
    "take_back",
    "take_on",
]
