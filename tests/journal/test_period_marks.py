"""Отметки за период: предложение, подтверждение, своя отметка с основанием, год, исправление."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from letopis.journal.models import Lesson, PeriodMark
from letopis.school.models import GradingPeriod
from letopis.trace.queries import verified
from tests.cast import Cast, close_quarter, saved

Enter = Callable[[str], Client]


def put_all(client: Client, cast: Cast, marks: dict[str, str], quarter: int = 0) -> None:
    """Two marks in each lesson of the quarter."""
    days = cast.quarters[quarter]
    for lesson in Lesson.objects.filter(course=cast.algebra, date__range=(days.starts, days.ends)):
        for name, value in marks.items():
            body = {
                "lesson": lesson.pk,
                "student": getattr(cast, name).pk,
                "old": "",
                "new": value,
                "reason": "",
            }
            address = f"/journal/{cast.algebra.pk}/cell/"
            saved(client.post(address, body, content_type="application/json"))


def set_mark(client: Client, cast: Cast, period: GradingPeriod, **typed: Any) -> Any:
    """Send one period mark as the page does."""
    address = f"/journal/{cast.algebra.pk}/period-mark/?period={period.pk}"
    return client.post(address, {"old": "", "reason": "", **typed}, content_type="application/json")


def confirm(client: Client, cast: Cast, period: GradingPeriod, *students: tuple[int, str]) -> Any:
    """Confirm proposals as the page does."""
    address = f"/journal/{cast.algebra.pk}/period-marks/confirm/?period={period.pk}"
    return client.post(address, {"students": students}, content_type="application/json")


def test_confirmed_proposals_stand_as_by_calculation(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    put_all(client, cast, {"anna": "5 5", "boris": "3 4"})
    answer = confirm(client, cast, cast.quarters[0], (cast.anna.pk, "5"), (cast.boris.pk, "3")).json()
    assert answer == {"finals": [[cast.anna.pk, "5", 0], [cast.boris.pk, "3", 0]], "refused": []}
    assert set(PeriodMark.objects.values_list("value", "by_calculation")) == {("5", True), ("3", True)}
    assert verified().holds


def test_one_refused_proposal_does_not_hold_up_the_others(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    put_all(client, cast, {"anna": "5 5", "boris": "3 4"})
    answer = confirm(client, cast, cast.quarters[0], (cast.anna.pk, "5"), (cast.boris.pk, "5")).json()
    assert [row[0] for row in answer["finals"]] == [cast.anna.pk]
    assert answer["refused"][0][0] == cast.boris.pk


def test_a_mark_not_by_calculation_needs_a_ground_and_is_flagged(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    put_all(client, cast, {"anna": "4 4"})
    refused = set_mark(client, cast, cast.quarters[0], student=cast.anna.pk, new="5")
    assert (refused.status_code, refused.json()["code"]) == (422, "reason.not_by_calculation")

    answer = saved(
        set_mark(client, cast, cast.quarters[0], student=cast.anna.pk, new="5", reason="итог олимпиады")
    )
    assert answer["flags"] == 1
    mark = PeriodMark.objects.get()
    assert (mark.by_calculation, mark.reason) == (False, "итог олимпиады")


def test_without_enough_marks_any_mark_stands_as_not_by_calculation(cast: Cast, enter: Enter) -> None:
    saved(set_mark(enter("teacher"), cast, cast.quarters[0], student=cast.anna.pk, new="н/а"))
    assert PeriodMark.objects.get().by_calculation is False


def test_a_conflict_over_a_period_mark_shows_both(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    saved(set_mark(client, cast, cast.quarters[0], student=cast.anna.pk, new="4"))
    response = set_mark(client, cast, cast.quarters[0], student=cast.anna.pk, new="5")
    assert (response.status_code, response.json()["theirs"]) == (409, "4")


def test_a_period_to_come_takes_no_marks(cast: Cast, enter: Enter) -> None:
    response = set_mark(enter("teacher"), cast, cast.quarters[2], student=cast.anna.pk, new="5")
    assert response.json()["code"] == "period.not_begun"


def test_a_closed_period_takes_no_marks_from_the_teacher(cast: Cast, enter: Enter) -> None:
    close_quarter(cast)
    client = enter("teacher")
    assert (
        set_mark(client, cast, cast.quarters[0], student=cast.anna.pk, new="5").json()["code"]
        == "period.closed"
    )
    assert confirm(client, cast, cast.quarters[0], (cast.anna.pk, "5")).json()["code"] == "period.closed"
    assert not PeriodMark.objects.exists()


def test_the_deputy_corrects_a_closed_period_mark_with_a_reason(cast: Cast, enter: Enter) -> None:
    saved(set_mark(enter("teacher"), cast, cast.quarters[0], student=cast.anna.pk, new="4"))
    close_quarter(cast)
    client = enter("deputy")
    wish = {"student": cast.anna.pk, "old": "4", "new": "5"}
    assert set_mark(client, cast, cast.quarters[0], **wish).json()["code"] == "reason.required"
    answer = saved(set_mark(client, cast, cast.quarters[0], **wish, reason="приказ 12 от 26.10.2026"))
    assert answer["flags"] == 3
    address = f"/journal/{cast.algebra.pk}/cell/history/?student={cast.anna.pk}&period={cast.quarters[0].pk}"
    assert client.get(address).json()["rows"][0]["late"] is True
    assert verified().holds


def test_the_annual_mark_is_the_mean_of_the_quarters(cast: Cast, enter: Enter) -> None:
    """4, 5 and the threshold 0,5 of the year give 5."""
    client = enter("teacher")
    for quarter, mark in zip(cast.quarters, ("4", "5"), strict=False):
        saved(set_mark(client, cast, quarter, student=cast.anna.pk, new=mark))
    saved(set_mark(client, cast, cast.whole_year, student=cast.anna.pk, new="5"))
    assert PeriodMark.objects.get(period=cast.whole_year).by_calculation is True


@pytest.mark.parametrize(
    "role", ["foreign_teacher", "deputy", "principal", "class_teacher", "parent", "pupil"]
)
def test_only_the_appointed_teacher_sets_period_marks(cast: Cast, enter: Enter, role: str) -> None:
    response = set_mark(enter(role), cast, cast.quarters[0], student=cast.anna.pk, new="5")
    assert response.status_code == 403
    assert not PeriodMark.objects.exists()


def test_a_period_of_another_year_or_scheme_is_not_found(cast: Cast, enter: Enter) -> None:
    half = GradingPeriod.objects.create(
        year=cast.year,
        scheme="half_year",
        ordinal=1,
        starts=cast.quarters[0].starts,
        ends=cast.quarters[1].ends,
    )
    assert set_mark(enter("teacher"), cast, half, student=cast.anna.pk, new="5").status_code == 404


def test_a_pupil_of_another_class_is_not_found_here(cast: Cast, enter: Enter) -> None:
    assert (
        set_mark(enter("teacher"), cast, cast.quarters[0], student=cast.stranger.pk, new="5").status_code
        == 404
    )
