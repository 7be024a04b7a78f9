"""Записать темы многих планов разом, с летописью о каждой и следом, по которому записанное берут назад."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max

from letopis.planning.craft import facts
from letopis.planning.models import PlanTopic
from letopis.school.actions.writing import Fact, Written, added, changed, trace, undo
from letopis.school.models import Course

THINGS = {"plan_topic": PlanTopic}
CLAUSE = "3.4"
_COLUMNS = ("course_id", "place", "section", "topic", "hours", "homework", "work")
_BATCH = 500


class NewTopic(NamedTuple):
    """A topic to write at the end of a page's plan."""

    course: int
    section: str
    topic: str
    hours: int
    homework: str
    work: str


@transaction.atomic
def add_topics(new: Iterable[NewTopic], *, by: int) -> list[Written]:
    """Add topics after those that stand, in the order given."""
    known = list(new)
    last = dict(
        PlanTopic.objects.filter(course_id__in={one.course for one in known})
        .order_by()
        .values_list("course_id")
        .annotate(last=Max("place"))
    )
    topics = []
    for one in known:
        last[one.course] = last.get(one.course, 0) + 1
        topics.append(PlanTopic(course_id=one.course, place=last[one.course], **_texts(one)))
    PlanTopic.objects.bulk_create(topics, batch_size=_BATCH)
    refs = _refs(topics)
    trace(
        facts.PUT_TOPIC,
        [Fact(refs[one.course_id], one.ref, None, body_of(one)) for one in topics],
        by=by,
        clause=CLAUSE,
    )
    return added("plan_topic", topics, _COLUMNS)


def _texts(one: NewTopic) -> dict[str, Any]:
    return {name: value for name, value in one._asdict().items() if name != "course"}


@transaction.atomic
def change_topics(new: Mapping[int, Mapping[str, Any]], *, by: int) -> list[Written]:
    """Change columns of topics: id of a topic → columns with their new values."""
    found = PlanTopic.objects.in_bulk(list(new))
    topics = [found[number] for number in new]
    before = [body_of(one) for one in topics]
    written = changed("plan_topic", topics, [dict(columns) for columns in new.values()])
    refs = _refs(topics)
    pairs = zip(topics, before, strict=True)
    rows = [Fact(refs[one.course_id], one.ref, old, body_of(one)) for one, old in pairs]
    trace(facts.PUT_TOPIC, rows, by=by, clause=CLAUSE)
    return written


@transaction.atomic
def take_back(written: Sequence[Written], *, by: int) -> None:
    """Undo what an import wrote into plans, if nobody changed it since.

    Raises:
        Refused: import.changed_since.
    """
    after = {one.pk: body_of(one) for one in PlanTopic.objects.filter(pk__in=[row.number for row in written])}
    taken = [one for one in undo(THINGS, written) if isinstance(one, PlanTopic)]
    refs = _refs(taken)
    restored = PlanTopic.objects.in_bulk([row.number for row in written])
    drops, puts = [], []
    for row, one in zip(reversed(written), taken, strict=True):
        about = (refs[one.course_id], one.ref, after[row.number])
        if row.before is None:
            drops.append(Fact(*about, None))
        else:
            puts.append(Fact(*about, body_of(restored[row.number])))
    trace(facts.DROP_TOPIC, drops, by=by, clause=CLAUSE)
    trace(facts.PUT_TOPIC, puts, by=by, clause=CLAUSE)


def body_of(one: PlanTopic) -> facts.Body:
    """What the trace says of a topic."""
    return facts.topic_body(one.section, one.topic, one.hours, one.homework, one.work)


def _refs(topics: Iterable[PlanTopic]) -> dict[int, int]:
    return dict(Course.objects.filter(pk__in={one.course_id for one in topics}).values_list("id", "ref"))
