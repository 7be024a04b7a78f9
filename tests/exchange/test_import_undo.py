"""Отмена загрузки: целиком, один раз и только пока ничего не изменили и не использовали."""

import pytest

from letopis.exchange import actions
from letopis.exchange.models import Import, ImportRow
from letopis.people.models import (
    Account,
    Student,
)
from letopis.regulation.refusals import Refused
from letopis.trace.models import TraceRecord
from letopis.trace.queries import verified
from tests.cast import TODAY
from tests.exchange.lists import EMPLOYEES, LOAD, PUPILS
from tests.exchange.stories import everything


def test_what_was_changed_since_is_not_taken_back(desk):
    act = desk.bring(PUPILS)
    Student.objects.filter(surname="Жуков").update(given_name="Павел")
    before = everything()
    with pytest.raises(Refused, match=r"import\.changed_since"):
        desk.undo(act)
    assert everything() == before
    assert Import.objects.get(pk=act.pk).state == Import.APPLIED


def test_what_was_used_since_is_not_taken_back(desk):
    pupils = desk.bring(PUPILS)
    desk.bring(EMPLOYEES)
    desk.bring(LOAD)
    before = everything()
    with pytest.raises(Refused, match=r"import\.used_since"):
        desk.undo(pupils)
    assert everything() == before


def test_an_account_somebody_entered_is_not_taken_back(desk):
    act = desk.bring(EMPLOYEES[:1] + EMPLOYEES[2:])
    Account.objects.filter(username="sidorov.ip").update(last_login="2026-10-28T09:00:00Z")
    with pytest.raises(Refused, match=r"import\.changed_since"):
        desk.undo(act)


def test_an_import_undone_can_be_brought_again(desk):
    before = everything()
    act = desk.undo(desk.bring(PUPILS))
    assert (act.state, everything()) == (Import.UNDONE, before)
    assert desk.bring(PUPILS).counts["added"] == 3


def test_an_import_is_written_and_undone_once(desk):
    act = desk.bring(PUPILS)
    for again in (lambda: actions.apply(act, on=TODAY, by=0), lambda: actions.discard(act, by=0)):
        with pytest.raises(Refused, match=r"import\.already_applied"):
            again()
    desk.undo(act)
    with pytest.raises(Refused, match=r"import\.not_applied"):
        desk.undo(act)


def test_a_checked_list_can_be_thrown_away(desk):
    actions.discard(desk.check(PUPILS), by=desk.by)
    assert not ImportRow.objects.exists()
    assert not Import.objects.exists()


def test_every_import_and_pupil_leaves_a_trace(desk):
    act = desk.bring(PUPILS)
    deeds = list(TraceRecord.objects.filter(subject=act.ref).values_list("deed", flat=True))
    assert deeds == ["exchange.take_file", "exchange.apply"]
    maria = Student.objects.get(surname="Ёлкина")
    assert TraceRecord.objects.get(subject=maria.ref).deed == "people.admit"
    desk.undo(act)
    assert TraceRecord.objects.filter(subject=maria.ref).count() == 2
    assert TraceRecord.objects.get(deed="exchange.undo").subject == act.ref
    assert verified().holds
