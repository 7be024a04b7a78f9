"""Какие копии хранят: последние дни, недели, месяцы, годы; чужого в папке не трогают."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from letopis.config.backup.rotation import Plan, kept, overdue

NIGHT = datetime(2026, 11, 27, 3)
NIGHTS = [NIGHT - timedelta(days=number) for number in range(800)]


def test_two_years_of_nights_leave_a_few_dozen_copies() -> None:
    plan = Plan()
    found = sorted(kept(NIGHTS, plan), reverse=True)
    assert found[:14] == NIGHTS[:14]
    assert len(found) <= plan.days + plan.weeks + plan.months + plan.years
    assert {moment.year for moment in found} == {2026, 2025, 2024}
    assert len({(moment.year, moment.month) for moment in found}) >= 12


def test_of_a_day_the_last_copy_stays() -> None:
    morning, noon = NIGHT, NIGHT.replace(hour=12)
    assert kept([morning, noon], Plan(days=1, weeks=1, months=1, years=1)) == {noon}


@given(st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), min_size=1))
def test_the_newest_is_kept_whatever_the_plan(moments: list[datetime]) -> None:
    found = kept(moments, Plan(0, 0, 0, 0))
    assert found == {max(moments)}
    assert kept(moments, Plan()) <= set(moments)


def test_keeping_what_is_kept_keeps_all_of_it() -> None:
    once = kept(NIGHTS, Plan())
    assert kept(once, Plan()) == once


def test_only_copies_are_removed_and_with_them_their_keys(tmp_path: Path) -> None:
    names = [
        "letopis-2026-11-27-030000.zip.age",
        "letopis-2026-11-26-030000.zip",
        "letopis-2026-11-26-030000.keys.zip",
        "letopis-important.zip",
        "отпуск.zip",
    ]
    for name in names:
        (tmp_path / name).touch()
    found = [path.name for path in overdue(tmp_path, Plan(1, 1, 1, 1))]
    assert found == ["letopis-2026-11-26-030000.keys.zip", "letopis-2026-11-26-030000.zip"]
