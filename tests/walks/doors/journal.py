"""Адреса журнала."""

from __future__ import annotations

from letopis.journal.models import Lesson
from tests.cast import Cast
from tests.walks.doors.knock import Json, Knock, foreign_page, foreign_told, page, told


def _there(cast: Cast, arguments: Json) -> tuple[Lesson, int]:
    """A lesson of the page that runs, and a pupil of it."""
    lesson = Lesson.objects.filter(course_id=arguments["course_id"]).latest("date")
    pupil = cast.anna if arguments["course_id"] == cast.algebra.pk else cast.stranger
    return lesson, pupil.pk


def _cell(cast: Cast, arguments: Json) -> Json:
    lesson, pupil = _there(cast, arguments)
    return {"lesson": lesson.pk, "student": pupil, "old": "", "new": "5", "reason": ""}


def _period_mark(cast: Cast, arguments: Json) -> Json:
    return {"student": _there(cast, arguments)[1], "old": "", "new": "5", "reason": "для рассказа"}


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


JOURNAL = {
    "journal:courses": Knock(),
    "journal:register": Knock(page, foreign_page),
    "journal:cell": Knock(page, foreign_page, _cell, is_json=True),
    "journal:history": Knock(page, foreign_page, query=_history),
    "journal:period_mark": Knock(page, foreign_page, _period_mark, _quarter, is_json=True),
    "journal:confirm": Knock(page, foreign_page, _confirmed, _quarter, is_json=True),
    "journal:lesson": Knock(page, foreign_page, _lesson, is_json=True),
    "journal:explain": Knock(told, foreign_told, query=_quarter),
    "journal:closing": Knock(),
    "words": Knock(),
}
