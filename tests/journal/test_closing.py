"""Закрытие периода: чего не хватает, кто закрывает, что после этого."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from letopis.journal.models import PeriodClosing, PeriodMark
from letopis.people.models import Enrolment
from letopis.trace.models import Checkpoint
from letopis.trace.queries import verified
from tests.cast import Cast

Enter = Callable[[str], Client]


def fill(enter: Enter, cast: Cast) -> None:
    """Every mark of the first quarter stands in 7 «А»."""
    for role, course, pupils in (
        ("teacher", cast.algebra, [cast.anna, cast.boris, cast.vera, cast.late_comer]),
        ("class_teacher", cast.english, [cast.anna]),
    ):
        address = f"/journal/{course.pk}/period-marks/confirm/?period={cast.quarters[0].pk}"
        body = {"students": [[pupil.pk, "4"] for pupil in pupils]}
        assert enter(role).post(address, body, content_type="application/json").json()["refused"] == []


def close(enter: Enter, cast: Cast, role: str = "deputy", quarter: int = 0, *, group: str = "") -> Client:
    """Press the button."""
    client = enter(role)
    address = f"/closing/?period={cast.quarters[quarter].pk}"
    client.post(address, {"class": group or str(cast.class_7a.pk)}, follow=True)
    return client


def test_the_class_teacher_sees_whose_marks_are_missing(cast: Cast, enter: Enter) -> None:
    page = enter("class_teacher").get(f"/closing/?period={cast.quarters[0].pk}").content.decode()
    assert "Волкова Вера" in page
    assert "7 «А»" in page
    assert "7 «Б»" not in page
    assert "Закрыть</button>" not in page


def test_a_class_with_a_missing_mark_is_not_closed(cast: Cast, enter: Enter) -> None:
    fill(enter, cast)
    PeriodMark.objects.filter(student=cast.vera).update(value="")
    close(enter, cast)
    assert not PeriodClosing.objects.exists()


def test_a_complete_class_is_closed_and_sealed_at_once(
    cast: Cast, enter: Enter, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    fill(enter, cast)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        close(enter, cast)
    assert PeriodClosing.objects.get().class_group == cast.class_7a
    assert Checkpoint.objects.count() == 1
    report = verified()
    assert (report.holds, report.seals) == (True, 1)


def test_a_pupil_who_left_before_the_end_holds_nothing_up(cast: Cast, enter: Enter) -> None:
    fill(enter, cast)
    PeriodMark.objects.filter(student=cast.vera).update(value="")
    Enrolment.objects.filter(student=cast.vera).update(ends=date(2026, 10, 1))
    close(enter, cast)
    assert PeriodClosing.objects.count() == 1


def test_a_period_that_runs_is_not_closed(cast: Cast, enter: Enter) -> None:
    close(enter, cast, quarter=1)
    assert not PeriodClosing.objects.exists()


def test_the_year_is_not_closed_before_its_parts_or_its_end(cast: Cast, enter: Enter) -> None:
    enter("deputy").post(f"/closing/?period={cast.whole_year.pk}", {"class": str(cast.class_7a.pk)})
    assert not PeriodClosing.objects.exists()


def test_all_ready_classes_are_closed_with_one_button(cast: Cast, enter: Enter) -> None:
    fill(enter, cast)
    enter("deputy").post(f"/closing/?period={cast.quarters[0].pk}", {})
    titles = {str(closing.class_group) for closing in PeriodClosing.objects.all()}
    assert titles == {"7 «А»", "1 «А»"}, "the first grade has no marks to wait for"


@pytest.mark.parametrize("role", ["class_teacher", "principal"])
def test_others_see_but_do_not_close(cast: Cast, enter: Enter, role: str) -> None:
    fill(enter, cast)
    close(enter, cast, role)
    assert not PeriodClosing.objects.exists()


@pytest.mark.parametrize("role", ["clerk", "archivist", "pupil", "parent", "admin"])
def test_nobody_else_comes_in(cast: Cast, enter: Enter, role: str) -> None:
    assert enter(role).get("/closing/").status_code == 403


def test_a_closed_period_is_not_closed_twice(cast: Cast, enter: Enter) -> None:
    fill(enter, cast)
    close(enter, cast)
    close(enter, cast)
    assert PeriodClosing.objects.count() == 1


def test_the_list_costs_the_same_however_many_classes(
    cast: Cast, enter: Enter, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = enter("deputy")
    client.get("/closing/")
    with django_assert_max_num_queries(9):  # type: ignore[attr-defined]
        client.get("/closing/")
