"""Что школа записывает о людях: приём, перевод, должности, нагрузка, подгруппы, вход."""

from letopis.people.actions.accounts import Issued, issue_passwords, open_account
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
    "admit",
    "appoint",
    "choose_language",
    "choose_password",
    "correct_employees",
    "correct_pupils",
    "enrol",
    "give_classes",
    "give_courses",
    "hire",
    "issue_passwords",
    "open_account",
    "place_in_subgroups",
    "take_back",
]
