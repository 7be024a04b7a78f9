"""Пустая школа, которая только что назвала себя и открыла год."""

from __future__ import annotations

from datetime import date

import pytest

from letopis.exchange import actions
from letopis.exchange.models import Import
from letopis.people import actions as people
from letopis.people.actions import NewEmployee
from letopis.people.models import Account, Employee
from letopis.school import actions as school
from letopis.school import queries as school_queries
from letopis.school.actions import PeriodDays
from letopis.school.models import SchoolYear
from tests.cast import FIRST, LAST, PASSWORD, QUARTERS, TODAY
from tests.exchange.lists import csv_of


@pytest.fixture
def new_school(db: None, noon: None) -> SchoolYear:
    """The year of a school without classes and people."""
    school_queries.forget()
    school.name_school("МБОУ «Школа № 8»", "Школа № 8", "г. Энск", by=0)
    school.adopt_first_act(by=0)
    periods = [PeriodDays("quarter", number, *days) for number, days in enumerate(QUARTERS, 1)]
    return school.open_year(FIRST, LAST, periods, by=0)


@pytest.fixture
def clerk(new_school: SchoolYear) -> Account:
    """The clerk who brings the lists."""
    written = people.hire([NewEmployee("Чернова", "Нина", "", "", "clerk")], by=0)
    employee = Employee.objects.get(pk=written[0].number)
    people.appoint([(employee.pk, "clerk", FIRST)], by=0)
    return with_own_password(Account.objects.get(employee=employee))


def with_own_password(account: Account) -> Account:
    """Past the first login, which lets nobody further before the start password is changed."""
    people.choose_password(account, PASSWORD, by=account.ref)
    return account


class Desk:
    """The clerk's desk: lists are checked, written and taken back here."""

    def __init__(self, by: int) -> None:
        self.by = by

    def check(self, rows: object, kind: str = "", on: date = TODAY) -> Import:
        """Check a list without writing it."""
        data = rows if isinstance(rows, bytes) else csv_of(rows)
        return actions.take_file("список.csv", data, kind, on=on, by=self.by)

    def bring(self, rows: object, kind: str = "", on: date = TODAY) -> Import:
        """Check a list and write it."""
        return actions.apply(self.check(rows, kind, on), on=on, by=self.by)

    def undo(self, act: Import) -> Import:
        """Take a list back."""
        return actions.undo(act, by=self.by)


@pytest.fixture
def desk(clerk: Account) -> Desk:
    """The clerk at work."""
    return Desk(clerk.ref)
