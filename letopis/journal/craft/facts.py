"""Что стоит в журнале, словами летописи: одинаково для страницы, импорта, демонстрации и сверки."""

from __future__ import annotations

from datetime import date, datetime

from letopis.trace.craft.leaf import moment_text

PUT_MARK = "journal.put_mark"
CORRECT_MARK = "journal.correct_mark"
MARK_ABSENT = "journal.mark_absent"
PUT_NOTE = "journal.put_note"
PUT_LESSON = "journal.put_lesson"
DROP_LESSON = "journal.drop_lesson"
LAY_OUT = "journal.lay_out"
PUT_PERIOD_MARK = "journal.put_period_mark"
CORRECT_PERIOD_MARK = "journal.correct_period_mark"
ATTACH_FILE = "journal.attach_file"
REMOVE_FILE = "journal.remove_file"
PUT_LEVEL = "journal.put_level"
CORRECT_LEVEL = "journal.correct_level"
PUT_CRITERIA = "journal.put_criteria"
PUT_POINTS = "journal.put_points"
CLOSE_PERIOD = "journal.close_period"
MOVE_STAGE = "journal.move_stage"
OPEN_CORRECTION = "journal.open_correction"
EXCUSE = "journal.excuse"
WITHDRAW_EXCUSE = "journal.withdraw_excuse"

Body = dict[str, object]


def entry_body(value: str) -> Body | None:
    """A cell: subject of the record is the pupil, object the lesson; None for an empty cell."""
    return {"value": value} if value else None


def note_body(note: str) -> Body | None:
    """A note to a cell: the same subject and object as the cell's; None where there is none."""
    return {"note": note} if note else None


def lesson_body(
    day: date, number: int, texts: tuple[str, str], work_type: str, due: date | None = None
) -> Body:
    """A lesson: subject of the record is the register page, object the lesson.

    Args:
        day: date of the lesson.
        number: its number on that day.
        texts: topic and homework.
        work_type: code of the work type, "" for an ordinary lesson.
        due: the day its homework is set for, None for the next lesson.
    """
    topic, homework = texts
    body: Body = {
        "date": day.isoformat(),
        "number": number,
        "topic": topic,
        "homework": homework,
        "work_type": work_type,
    }
    return {**body, "due": due.isoformat()} if due else body


def file_body(name: str, sha256: str) -> Body:
    """A file attached to homework: subject of the record is the lesson, object the attachment."""
    return {"name": name, "sha256": sha256}


def period_mark_body(
    value: str, course: int, period: int, *, by_calculation: bool, not_attested: str = ""
) -> Body | None:
    """A period mark: subject is the pupil, object the page in the period; None where it was taken back.

    Args:
        value: the mark as written.
        course: reference of the register page.
        period: reference of the period.
        by_calculation: the mark is the one that was offered.
        not_attested: why the pupil is not attested, "" where the mark is another.
    """
    if not value:
        return None
    why: Body = {"not_attested": not_attested} if not_attested else {}
    return {"value": value, "by_calculation": by_calculation, "course": course, "period": period, **why}


def level_body(level: str, text: str, course: int, period: int) -> Body | None:
    """What is told of achievements: subject and object as of a period mark; None where nothing is."""
    if not level and not text:
        return None
    return {"level": level, "text": text, "course": course, "period": period}


def criteria_body(criteria: list[list[object]], table: list[list[object]]) -> Body | None:
    """Criteria of a work: subject is the register page, object the lesson; None where there are none."""
    return {"criteria": criteria, "table": table} if criteria else None


def points_body(points: list[int | None]) -> Body | None:
    """A pupil's points: subject is the pupil, object the lesson; None where none are given."""
    return {"points": points} if any(one is not None for one in points) else None


def page_in_period(course: int, period: int) -> int:
    """Reference of a register page in one period, out of the random references of both."""
    return course ^ period


def document_body(
    kind: tuple[str, str], days: tuple[date, date, date | None], texts: tuple[str, str, str]
) -> Body:
    """A document about absences: subject of the record is the pupil, object the document.

    Args:
        kind: code of the kind and what it proves.
        days: first and last day it covers, and its own date if it has one.
        texts: its number, a note, where its scan lies.
    """
    number, note, scan = texts
    starts, ends, issued_on = days
    return {
        "kind": kind[0],
        "reason": kind[1],
        "starts": starts.isoformat(),
        "ends": ends.isoformat(),
        "number": number,
        "issued_on": issued_on.isoformat() if issued_on else "",
        "note": note,
        "scan": scan,
    }


def closing_body(closed_at: datetime) -> Body:
    """A closing: subject is the class, object the period."""
    return {"closed_at": moment_text(closed_at)}


def stage_body(state: str) -> Body:
    """A stage of closing: subject is the register page, object the period."""
    return {"state": state}


def order_body(order: tuple[str, date], days: tuple[date, date], reason: str, *, for_teachers: bool) -> Body:
    """An order about corrections: subject is the class, object the order."""
    return {
        "number": order[0],
        "issued_on": order[1].isoformat(),
        "starts": days[0].isoformat(),
        "ends": days[1].isoformat(),
        "reason": reason,
        "for_teachers": for_teachers,
    }
