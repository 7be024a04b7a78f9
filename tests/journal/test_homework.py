"""Файлы к домашнему заданию: учитель прикладывает, класс видит сразу, чужой не открывает, след остаётся."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from letopis.files.models import KeptFile
from letopis.files.queries import path_of
from letopis.journal.actions import lay_out
from letopis.journal.models import HomeworkFile, Lesson
from letopis.people.models import Account
from letopis.regulation.refusals import Refused
from letopis.timetable.craft.followers import Altered
from letopis.trace.models import TraceRecord
from letopis.trace.queries import verified
from tests.cast import TODAY, Cast, close_quarter
from tests.files.samples import document, picture

Enter = Callable[[str], Client]


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    """A store of its own."""
    settings.LETOPIS_FILES = tmp_path / "files"
    return tmp_path / "files"


def attach(client: Client, lesson: Lesson, data: bytes = b"", name: str = "задание.pdf") -> Any:
    file = SimpleUploadedFile(name, data or document())
    return client.post(f"/journal/{lesson.course_id}/homework/{lesson.pk}/files/", {"file": file})


def attached(client: Client, lesson: Lesson) -> HomeworkFile:
    answer = attach(client, lesson)
    assert answer.status_code == 200, answer.content
    return HomeworkFile.objects.latest("pk")


def opened(client: Client, file: HomeworkFile) -> int:
    """Status of the answer, read to its end."""
    answer = client.get(f"/homework/{file.pk}/")
    assert answer.getvalue()
    return answer.status_code


def test_a_teacher_attaches_a_file_and_the_trace_and_the_disk_know_it(cast: Cast, enter: Enter) -> None:
    file = attached(enter("teacher"), cast.lesson)
    assert path_of(file.file.digest).read_bytes()
    record = TraceRecord.objects.get(deed="journal.attach_file")
    assert (record.subject, record.object) == (cast.lesson.ref, file.ref)
    assert json.loads(record.body or "")["after"] == {"name": "задание.pdf", "sha256": file.file.digest}
    assert not [one for one in verified().findings if "Файл" in one]


@pytest.mark.parametrize("role", ["teacher", "class_teacher", "deputy", "principal", "pupil", "parent"])
def test_those_of_the_class_open_it_as_a_file_to_keep(cast: Cast, enter: Enter, role: str) -> None:
    file = attached(enter("teacher"), cast.lesson)
    answer = enter(role).get(f"/homework/{file.pk}/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer.getvalue().startswith(b"%PDF-")


@pytest.mark.parametrize("role", ["foreign_teacher", "clerk", "archivist", "admin"])
def test_nobody_else_does(cast: Cast, enter: Enter, role: str) -> None:
    file = attached(enter("teacher"), cast.lesson)
    assert opened(enter(role), file) == 403


def test_a_pupil_of_another_class_or_who_came_later_does_not(cast: Cast, enter: Enter) -> None:
    file = attached(enter("teacher"), Lesson.objects.get(course=cast.algebra, date=date(2026, 10, 21)))
    account = cast.accounts["pupil"]
    for pupil, status in ((cast.stranger, 403), (cast.boris, 200)):
        Account.objects.filter(pk=account.pk).update(student=pupil)
        assert opened(enter("pupil"), file) == status
    cast.boris.enrolments.update(starts=date(2026, 10, 26))
    assert opened(enter("pupil"), file) == 403


def test_a_file_of_a_subgroup_is_for_its_pupils(cast: Cast, enter: Enter) -> None:
    lesson = Lesson.objects.get(course=cast.english, date=date(2026, 10, 21))
    file = attached(enter("class_teacher"), lesson)
    assert opened(enter("pupil"), file) == 200
    Account.objects.filter(pk=cast.accounts["pupil"].pk).update(student=cast.boris)
    assert opened(enter("pupil"), file) == 403


def test_a_file_taken_away_is_no_more_to_be_had_and_its_trace_stays(cast: Cast, enter: Enter) -> None:
    teacher = enter("teacher")
    file = attached(teacher, cast.lesson)
    assert teacher.post(f"/journal/{cast.algebra.pk}/homework/files/{file.pk}/remove/").status_code == 200
    assert opened(teacher, file) == 404
    assert teacher.post(f"/journal/{cast.algebra.pk}/homework/files/{file.pk}/remove/").status_code == 404
    file.refresh_from_db()
    assert file.removed_by == cast.accounts["teacher"].ref
    assert TraceRecord.objects.filter(deed="journal.remove_file", object=file.ref).count() == 1
    assert path_of(file.file.digest).exists()


def test_what_is_no_homework_is_refused_in_words(cast: Cast, enter: Enter) -> None:
    answer = attach(enter("teacher"), cast.lesson, b"MZ\x90", "задание.pdf")
    assert (answer.status_code, answer.json()["code"]) == (422, "file.program")
    assert "программа" in answer.json()["sentence"]
    assert not KeptFile.objects.exists()
    assert not TraceRecord.objects.filter(deed__startswith="files.").exists()


def test_there_is_a_limit_of_size_and_of_number(cast: Cast, enter: Enter, settings: Any) -> None:
    settings.LETOPIS_LESSON_FILES = 1
    teacher = enter("teacher")
    attached(teacher, cast.lesson)
    assert attach(teacher, cast.lesson).json()["code"] == "file.too_many"
    settings.LETOPIS_FILE_MB = 0
    assert attach(teacher, cast.closed_lesson).json()["code"] == "file.too_big"
    nothing = teacher.post(f"/journal/{cast.algebra.pk}/homework/{cast.lesson.pk}/files/")
    assert nothing.json()["code"] == "file.empty"


@pytest.mark.parametrize("role", ["class_teacher", "deputy", "principal"])
def test_only_who_teaches_attaches(cast: Cast, enter: Enter, role: str) -> None:
    assert attach(enter(role), cast.lesson).status_code == 403
    assert not HomeworkFile.objects.exists()


def test_a_closed_period_takes_no_files_and_gives_none_up(cast: Cast, enter: Enter) -> None:
    teacher = enter("teacher")
    file = attached(teacher, cast.closed_lesson)
    close_quarter(cast)
    assert attach(teacher, cast.closed_lesson).json()["code"] == "period.closed"
    removed = teacher.post(f"/journal/{cast.algebra.pk}/homework/files/{file.pk}/remove/")
    assert removed.json()["code"] == "period.closed"
    assert opened(teacher, file) == 200


def test_the_register_tells_the_files_and_days_of_its_period(cast: Cast, enter: Enter) -> None:
    teacher = enter("teacher")
    file = attached(teacher, cast.lesson)
    address = f"/journal/{cast.algebra.pk}/homework/{cast.lesson.pk}/due/"
    for day, said in (("2026-11-05", "2026-11-05"), ("2026-11-05", "2026-11-05"), ("", None)):
        answer = teacher.post(address, {"due": day}, content_type="application/json")
        assert answer.json()["due"] == said
    teacher.post(address, {"due": "2026-11-06"}, content_type="application/json")
    told = teacher.get(f"/journal/{cast.algebra.pk}/homework/?period={cast.quarters[1].pk}").json()
    size = file.file.size
    assert told["files"] == {str(cast.lesson.pk): [[file.pk, "задание.pdf", size, f"/homework/{file.pk}/"]]}
    assert told["due"] == {str(cast.lesson.pk): "2026-11-06"}
    assert TraceRecord.objects.filter(deed="journal.put_lesson", object=cast.lesson.ref).count() == 4
    assert not [one for one in verified().findings if "Урок" in one]


@pytest.mark.parametrize("day", ["2026-10-20", "2027-06-30", "завтра"])
def test_a_day_that_cannot_be_is_refused(cast: Cast, enter: Enter, day: str) -> None:
    address = f"/journal/{cast.algebra.pk}/homework/{cast.lesson.pk}/due/"
    answer = enter("teacher").post(address, {"due": day}, content_type="application/json")
    assert answer.status_code == 422


def test_pupil_and_parent_see_it_in_the_diary_at_once(cast: Cast, enter: Enter) -> None:
    file = attached(enter("teacher"), cast.lesson)
    for role in ("pupil", "parent"):
        page = enter(role).get("/diary/?day=2026-10-26").content.decode()
        assert f"/homework/{file.pk}/" in page
    enter("teacher").post(
        f"/journal/{cast.algebra.pk}/homework/{cast.lesson.pk}/due/",
        {"due": "2026-10-27"},
        content_type="application/json",
    )
    assert f"/homework/{file.pk}/" not in enter("pupil").get("/diary/?day=2026-10-26").content.decode()


def test_a_lesson_the_timetable_has_put_stays_once_it_has_a_file(cast: Cast, enter: Enter) -> None:
    lesson = Lesson.objects.create(course=cast.algebra, date=TODAY, number=5, is_planned=True)
    attached(enter("teacher"), lesson)
    lesson.refresh_from_db()
    assert not lesson.is_planned
    cancelled = (cast.algebra.pk, TODAY, 5)
    with pytest.raises(Refused) as refused:
        lay_out(Altered(cast.year.pk, frozenset({cast.algebra.pk}), TODAY, cancelled=cancelled), by=1)
    assert refused.value.code == "timetable.lesson_files"


def test_a_file_changed_or_lost_on_the_disk_is_found_by_verification(cast: Cast, enter: Enter) -> None:
    file = attached(enter("teacher"), cast.lesson)
    path = path_of(file.file.digest)
    path.write_bytes(b"%PDF-1.4 other")
    assert any("отпечаток" in one for one in verified().findings)
    path.unlink()
    assert any("отпечаток" in one for one in verified().findings)
    assert opened(enter("teacher"), file) == 404


def test_the_same_content_lies_there_once(cast: Cast, enter: Enter) -> None:
    teacher = enter("teacher")
    same = picture("PNG")
    for name in ("схема.png", "чертёж.png"):
        assert attach(teacher, cast.lesson, same, name).status_code == 200
    assert HomeworkFile.objects.count() == 2
    assert KeptFile.objects.count() == 1
