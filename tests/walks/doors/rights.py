"""Адреса прав."""

from __future__ import annotations

from datetime import timedelta

from letopis.people.actions import Order
from letopis.rights.actions import Handing, delegate
from tests.cast import TODAY, Cast
from tests.walks.doors.knock import Json, Knock, foreign_pupil, pupil


def _delegation(cast: Cast, _role: str) -> Json:
    giver, taker = (cast.accounts[role].employee for role in ("deputy", "foreign_teacher"))
    assert giver is not None
    assert taker is not None
    what = Handing("deputy", "timetable.edit", TODAY, TODAY + timedelta(days=7))
    return {"delegation_id": delegate(giver, taker, what, Order("1", TODAY), today=TODAY, by=0).pk}


RIGHTS = {
    "rights:table": Knock(),
    "rights:paper": Knock(),
    "rights:delegations": Knock(),
    "rights:new_delegation": Knock(),
    "rights:revoke": Knock(_delegation, body=lambda _cast, _arguments: {"why": "для рассказа"}),
    "rights:records": Knock(),
    "rights:openings": Knock(),
    "rights:looks": Knock(),
    "rights:student_looks": Knock(pupil, foreign_pupil),
}
