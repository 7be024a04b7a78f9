"""Долгая работа: видна, останавливается без вреда, чужому не показывается, падения сервера не теряет."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from letopis.jobs import actions
from letopis.jobs.craft.kinds import KINDS, Kind, Made, register
from letopis.jobs.craft.progress import Progress, time_left
from letopis.jobs.models import Job
from letopis.jobs.queries import pace_of
from letopis.regulation.refusals import Refused
from tests.cast import Cast

Enter = Callable[[str], Client]


def count(facts: Mapping[str, Any], folder: Path, progress: Progress) -> Made:
    """A work of `total` pieces; may be told to break or to be stopped from outside at a piece."""
    for done in range(facts["total"]):
        if done == facts.get("stop_at"):
            Job.objects.update(stop_asked=True)
        if done == facts.get("break_at"):
            raise RuntimeError("broken piece")
        progress.step(done, facts["total"])
        progress._noted = 0.0
    if facts.get("refuse"):
        raise Refused("paper.glyph", "", text="A🙂", sign="🙂")
    path = folder / "made.txt"
    path.write_text("готово")
    return Made("Сделано.", path, "Работа.txt")


@pytest.fixture(autouse=True)
def counting() -> Iterator[None]:
    """The kind of work these stories use."""
    register(Kind("tests.count", count))
    yield
    del KINDS["tests.count"]


def started(cast: Cast, role: str = "teacher", **facts: Any) -> Job:
    """Somebody asks for the work."""
    return actions.start("tests.count", "Счёт", {"total": 3, **facts}, by=cast.accounts[role].ref)


def ended() -> Job:
    """The runner takes the work and brings it to its end."""
    job = actions.run_waiting()
    assert job
    job.refresh_from_db()
    return job


def test_a_work_is_done_and_its_file_downloaded_by_who_asked(cast: Cast, enter: Enter) -> None:
    job = started(cast)
    client = enter("teacher")
    assert "Ждёт очереди" in client.get(f"/jobs/{job.pk}/").content.decode()
    assert ended().state == Job.DONE
    assert "Сделано." in client.get(f"/jobs/{job.pk}/").content.decode()
    response = client.get(f"/jobs/{job.pk}/file/")
    assert response.content.decode() == "готово"
    assert "attachment" in response["Content-Disposition"]
    assert "Счёт" in client.get("/jobs/").content.decode()


def test_a_work_that_runs_shows_its_pace_and_swaps_its_part(cast: Cast, enter: Enter) -> None:
    job = started(cast)
    begun = timezone.now() - timedelta(seconds=10)
    Job.objects.update(state=Job.RUNNING, done=5, total=20, started_at=begun)
    client = enter("teacher")
    page = client.get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "Сделано 5 из 20, осталось 3" in page
    assert "<html" not in page
    job.refresh_from_db()
    assert pace_of(job).percent == 25


@pytest.mark.parametrize("address", ["", "file/"])
def test_a_foreign_work_is_not_there(cast: Cast, enter: Enter, address: str) -> None:
    job = started(cast)
    ended()
    assert enter("deputy").get(f"/jobs/{job.pk}/{address}").status_code == 404


def test_a_waiting_work_is_stopped_at_once_and_never_begins(cast: Cast, enter: Enter) -> None:
    job = started(cast)
    enter("teacher").post(f"/jobs/{job.pk}/stop/")
    assert actions.run_waiting() is None
    assert Job.objects.get().state == Job.STOPPED


def test_a_running_work_stops_and_leaves_nothing(cast: Cast) -> None:
    job = started(cast, stop_at=1)
    assert ended().state == Job.STOPPED
    assert not actions.folder_of(job.pk).exists()


def test_a_foreign_hand_does_not_stop_a_work(cast: Cast, enter: Enter) -> None:
    job = started(cast)
    assert enter("deputy").post(f"/jobs/{job.pk}/stop/").status_code == 404
    with pytest.raises(Refused):
        actions.ask_stop(job, by=1)
    assert Job.objects.get().state == Job.WAITING


def test_a_broken_work_says_so_and_the_runner_goes_on(cast: Cast) -> None:
    started(cast, break_at=1)
    started(cast)
    assert ended().state == Job.FAILED
    assert ended().state == Job.DONE


def test_a_refused_work_says_why(cast: Cast) -> None:
    started(cast, refuse=True)
    assert "🙂" in ended().sentence


def test_after_a_crash_a_work_is_told_as_failed(cast: Cast) -> None:
    started(cast)
    Job.objects.update(state=Job.RUNNING)
    assert actions.clear_interrupted() == 1
    assert Job.objects.get().state == Job.FAILED


def test_old_works_and_their_files_are_thrown_away(cast: Cast) -> None:
    job = started(cast)
    ended()
    Job.objects.update(ended_at=timezone.now() - timedelta(days=15))
    assert actions.clear_old() == 1
    assert not actions.folder_of(job.pk).exists()
    assert not Job.objects.exists()


def test_an_unknown_kind_is_a_programmers_error(cast: Cast) -> None:
    with pytest.raises(KeyError):
        actions.start("tests.unknown", "?", {}, by=1)


def test_the_time_left_follows_the_pace() -> None:
    assert time_left(0, 10, 5.0) is None
    assert time_left(5, 10, 5.0) == 5.0
