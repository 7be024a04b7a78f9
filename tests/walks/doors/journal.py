"""Адреса журнала."""

from __future__ import annotations

from django.utils import timezone

from letopis.files.craft.checking import PDF
from letopis.files.craft.store import put
from letopis.files.models import KeptFile
from letopis.files.queries import path_of
from letopis.journal.models import AbsenceDocument, HomeworkFile, Lesson, Work
from tests.cast import FIRST, NOON, Cast
from tests.walks.doors.knock import (
    Json,
    Knock,
    class_,
    foreign_class,
    foreign_page,
    foreign_told,
    nothing,
    page,
    told,
)


def _there(cast: Cast, arguments: Json) -> tuple[Lesson, int]:
    """A lesson of the page that runs, and a pupil of it."""
    lesson = Lesson.objects.filter(course_id=arguments["course_id"]).latest("date")
    pupil = cast.anna if arguments["course_id"] == cast.algebra.pk else cast.stranger
    return lesson, pupil.pk


def _work_of(cast: Cast, arguments: Json) -> Json:
    """The page with a lesson of it that has criteria."""
    lesson, _pupil = _there(cast, arguments)
    Work.objects.get_or_create(lesson=lesson, defaults={"criteria": [["Решение", 6]]})
    return {**arguments, "lesson_id": lesson.pk}


def work(cast: Cast, role: str) -> Json:
    return _work_of(cast, page(cast, role))


def foreign_work(cast: Cast, role: str) -> Json:
    return _work_of(cast, foreign_page(cast, role))


def _cell(cast: Cast, arguments: Json) -> Json:
    lesson, pupil = _there(cast, arguments)
    return {"lesson": lesson.pk, "student": pupil, "old": "", "new": "5", "reason": ""}


def _note(cast: Cast, arguments: Json) -> Json:
    lesson, pupil = _there(cast, arguments)
    return {"lesson": lesson.pk, "student": pupil, "old": "", "new": "Молодец"}


def _cells(cast: Cast, arguments: Json) -> Json:
    return {"cells": [_cell(cast, arguments)]}


def _since(cast: Cast, arguments: Json) -> Json:
    return {**_quarter(cast, arguments), "since": 0}


def _period_mark(cast: Cast, arguments: Json) -> Json:
    return {"student": _there(cast, arguments)[1], "old": "", "new": "5", "reason": "для рассказа"}


def _in_quarter(cast: Cast, _arguments: Json) -> Json:
    return {"period": str(cast.quarters[0].pk), "why": "исправить"}


def _confirmed(cast: Cast, arguments: Json) -> Json:
    return {"students": [[_there(cast, arguments)[1], "5"]]}


def _lesson(_cast: Cast, _arguments: Json) -> Json:
    return {
        "id": None,
        "date": "2026-10-22",
        "number": 5,
        "topic": "Новая",
        "homework": "",
        "type": None,
        "old": {},
    }


def _quarter(cast: Cast, _arguments: Json) -> Json:
    return {"period": cast.quarters[0].pk}


def _history(cast: Cast, arguments: Json) -> Json:
    lesson, pupil = _there(cast, arguments)
    return {"student": pupil, "lesson": lesson.pk}


def _pupil_of(cast: Cast, arguments: Json) -> Json:
    own = arguments["class_id"] == cast.class_7a.pk
    return {"student": (cast.anna if own else cast.stranger).pk, "day": "2026-10-26"}


def _document(cast: Cast, arguments: Json) -> Json:
    days = {"starts": "2026-10-21", "ends": "2026-10-22"}
    return {**_pupil_of(cast, arguments), "kind": "medical", **days}


def _entered(cast: Cast, arguments: Json) -> Json:
    pupil = cast.anna if arguments["class_id"] == cast.class_7a.pk else cast.stranger
    document = AbsenceDocument.objects.create(
        student=pupil,
        kind="medical",
        reason="illness",
        starts=FIRST,
        ends=FIRST,
        entered_at=timezone.now(),
        entered_by=0,
    )
    return {**arguments, "document_id": document.pk}


def document(cast: Cast, role: str) -> Json:
    return _entered(cast, class_(cast, role))


def foreign_document(cast: Cast, role: str) -> Json:
    return _entered(cast, foreign_class(cast, role))


def _written(cast: Cast, arguments: Json) -> Json:
    return {**arguments, "lesson_id": _there(cast, arguments)[0].pk}


def lesson(cast: Cast, role: str) -> Json:
    return _written(cast, page(cast, role))


def foreign_lesson(cast: Cast, role: str) -> Json:
    return _written(cast, foreign_page(cast, role))


def _file(cast: Cast, arguments: Json) -> HomeworkFile:
    kept = KeptFile.objects.create(digest=f"{arguments['course_id']:064x}", size=1, mime=PDF, at=NOON, by=0)
    there = _there(cast, arguments)[0]
    return HomeworkFile.objects.create(lesson=there, file=kept, name="задание.pdf", added_at=NOON, added_by=0)


def _kept(cast: Cast, arguments: Json) -> Json:
    file = _file(cast, arguments)
    put(path_of(file.file.digest), b"1")
    return {"file_id": file.pk}


JOURNAL = {
    "journal:courses": Knock(),
    "journal:register": Knock(page, foreign_page),
    "journal:cell": Knock(page, foreign_page, _cell, is_json=True),
    "journal:note": Knock(page, foreign_page, _note, is_json=True),
    "journal:cells": Knock(page, foreign_page, _cells, is_json=True),
    "journal:changes": Knock(page, foreign_page, query=_since),
    "journal:history": Knock(page, foreign_page, query=_history),
    "journal:period_mark": Knock(page, foreign_page, _period_mark, _quarter, is_json=True),
    "journal:confirm": Knock(page, foreign_page, _confirmed, _quarter, is_json=True),
    "journal:lesson": Knock(page, foreign_page, _lesson, is_json=True),
    "journal:homework": Knock(page, foreign_page),
    "journal:attach": Knock(lesson, foreign_lesson, nothing),
    "journal:due": Knock(lesson, foreign_lesson, lambda _cast, _arguments: {"due": ""}, is_json=True),
    "journal:remove": Knock(
        lambda cast, role: {**page(cast, role), **_kept(cast, page(cast, role))},
        lambda cast, role: {**foreign_page(cast, role), **_kept(cast, foreign_page(cast, role))},
        nothing,
        is_json=True,
    ),
    "journal:homework_file": Knock(
        lambda cast, role: _kept(cast, page(cast, role)),
        lambda cast, role: _kept(cast, foreign_page(cast, role)),
    ),
    "journal:explain": Knock(told, foreign_told, query=_quarter),
    "journal:work": Knock(work, foreign_work),
    "journal:levels": Knock(page, foreign_page),
    "journal:closing": Knock(),
    "journal:hand_over": Knock(page, foreign_page, _in_quarter),
    "journal:send_back": Knock(page, foreign_page, _in_quarter),
    "journal:check_pages": Knock(class_, foreign_class, _in_quarter),
    "journal:corrections": Knock(class_, foreign_class, query=_quarter),
    "journal:absences": Knock(),
    "journal:class_absences": Knock(class_, foreign_class),
    "journal:absence_totals": Knock(class_, foreign_class),
    "journal:absent_all_day": Knock(class_, foreign_class, _pupil_of),
    "journal:enter_document": Knock(class_, foreign_class, _document),
    "journal:withdraw_document": Knock(
        document, foreign_document, lambda _cast, _arguments: {"why": "ошибка"}
    ),
    "words": Knock(),
    "health": Knock(),
    "metrics": Knock(),
}
