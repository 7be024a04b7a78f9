"""Замечание по ведению журнала: сделать, ответить, вернуть, закрыть (п. 1.4)."""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from letopis.control.access import remark_for
from letopis.control.craft import facts
from letopis.control.craft.words import LENGTH
from letopis.control.models import Remark
from letopis.journal.access import Page
from letopis.journal.craft.lines import one_line
from letopis.regulation import access
from letopis.regulation.access import Standing
from letopis.regulation.refusals import Refused
from letopis.regulation.remarks import START, after
from letopis.trace import actions as trace

CLAUSE = "1.4"


@transaction.atomic
def make_remark(page: Page, text: str, due: date, *, standing: Standing, by: int) -> Remark:
    """Remark on a register page, to be mended by a day.

    Raises:
        Refused: access.denied, remark.no_text, remark.due_past, text.too_long.
    """
    access.check("control.remark", standing, page.target())
    text = checked(text)
    if due < standing.on:
        raise Refused("remark.due_past", CLAUSE, day=due)
    return written(page.id, page.ref, text, due, by=by)


def written(course: int, course_ref: int, text: str, due: date, *, by: int, kind: str = "") -> Remark:
    """Write a new remark with its trace; within the transaction of whoever makes it."""
    remark = Remark.objects.create(
        course_id=course, kind=kind, text=text, due=due, made_at=timezone.now(), made_by=by
    )
    after_ = facts.remark_body(text, due, START, "")
    trace.record(facts.MAKE, by=by, about=(course_ref, remark.ref), after=after_, clause=CLAUSE)
    return remark


def checked(text: str) -> str:
    """A text somebody wrote, on one line.

    Raises:
        Refused: remark.no_text, text.too_long.
    """
    line = one_line(text)
    if not line:
        raise Refused("remark.no_text", CLAUSE)
    if len(line) > LENGTH:
        raise Refused("text.too_long", "", limit=LENGTH, length=len(line))
    return line


@transaction.atomic
def answer_remark(remark_id: int, text: str, *, standing: Standing, by: int) -> Remark:
    """The teacher of the page says what was done.

    Raises:
        Http404: no such remark.
        Refused: access.denied, remark.impossible, remark.no_text, text.too_long.
    """
    remark = _held(remark_id, standing, "control.answer")
    changes = {"answer": checked(text), "answered_at": timezone.now(), "answered_by": by}
    return passed(remark, "answer", facts.ANSWER, changes, by=by)


@transaction.atomic
def return_remark(remark_id: int, why: str, *, standing: Standing, by: int) -> Remark:
    """The answer is not enough: the remark waits again, and the reason is told.

    Raises:
        Http404: no such remark.
        Refused: access.denied, remark.impossible, remark.no_text, text.too_long.
    """
    remark = _held(remark_id, standing, "control.remark")
    return passed(remark, "return", facts.RETURN, {}, by=by, why=checked(why))


@transaction.atomic
def close_remark(remark_id: int, *, standing: Standing, by: int) -> Remark:
    """It is mended.

    Raises:
        Http404: no such remark.
        Refused: access.denied, remark.impossible.
    """
    remark = _held(remark_id, standing, "control.remark")
    return passed(remark, "close", facts.CLOSE, {"closed_at": timezone.now(), "closed_by": by}, by=by)


def _held(remark_id: int, standing: Standing, deed: str) -> Remark:
    """The remark, held until the transaction ends, if the person may do the deed to it."""
    if connection.features.has_select_for_update:
        list(Remark.objects.select_for_update().filter(pk=remark_id))
    return remark_for(standing, remark_id, deed)


def passed(
    remark: Remark, event: str, deed: str, changes: dict[str, object], *, by: int, why: str = ""
) -> Remark:
    """The remark in its next state, written with its trace.

    Raises:
        Refused: remark.impossible.
    """
    state = after(remark.state, event)
    before = facts.remark_body(remark.text, remark.due, remark.state, remark.answer)
    for name, value in {**changes, "state": state}.items():
        setattr(remark, name, value)
    remark.save()
    now = facts.remark_body(remark.text, remark.due, remark.state, remark.answer)
    about = (remark.course.ref, remark.ref)
    trace.record(deed, by=by, about=about, before=before, after=now, why=why, clause=CLAUSE)
    return remark
