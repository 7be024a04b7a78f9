"""Записать тему плана, убрать, поменять местами; взять план параллельного класса или прошлого года."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import Max
from django.http import Http404

from letopis.journal.access import Page
from letopis.journal.craft.lines import one_line
from letopis.planning.access import plan_for
from letopis.planning.actions.lists import CLAUSE, NewTopic, add_topics, body_of
from letopis.planning.craft import facts
from letopis.planning.models import MOST_HOURS, PlanTopic
from letopis.planning.queries import sources_of
from letopis.regulation.access import Standing
from letopis.regulation.refusals import Refused
from letopis.school.models import WorkType
from letopis.trace import actions as trace

_LIMITS = {"section": 200, "topic": 400, "homework": 1000}


@dataclass(frozen=True)
class TopicText:
    """What is written about a topic; `work` is the code of a kind of work, "" for an ordinary lesson."""

    section: str
    topic: str
    hours: int
    homework: str
    work: str


@transaction.atomic
def put_topic(
    course_id: int,
    topic_id: int | None,
    text: TopicText,
    *,
    old: TopicText | None,
    standing: Standing,
    by: int,
) -> PlanTopic:
    """Write a new topic at the end of a plan (`topic_id` None) or change one.

    Raises:
        Http404: no such page, no such topic in its plan.
        Refused: access.denied, teacher.not_appointed, plan.no_topic, plan.hours, text.too_long,
            plan.work_unknown, plan.conflict.
    """
    page = plan_for(standing, course_id, "planning.edit")
    text = checked(text)
    topic = _held(page, topic_id) if topic_id else _new(page)
    if topic.pk and old is not None and old != text_of(topic):
        raise Refused("plan.conflict", "1.6", theirs=topic.topic)
    before = body_of(topic) if topic.pk else None
    for name, value in asdict(text).items():
        setattr(topic, name, value)
    topic.save()
    about = (page.ref, topic.ref)
    trace.record(facts.PUT_TOPIC, by=by, about=about, before=before, after=body_of(topic), clause=CLAUSE)
    return topic


def checked(text: TopicText) -> TopicText:
    """The text as it will be kept.

    Raises:
        Refused: plan.no_topic, plan.hours, text.too_long, plan.work_unknown.
    """
    lines = {name: one_line(getattr(text, name)) for name in _LIMITS}
    for name, limit in _LIMITS.items():
        if len(lines[name]) > limit:
            raise Refused("text.too_long", "", limit=limit, length=len(lines[name]))
    if not lines["topic"]:
        raise Refused("plan.no_topic")
    if not 1 <= text.hours <= MOST_HOURS:
        raise Refused("plan.hours", limit=MOST_HOURS)
    if text.work and not WorkType.objects.filter(code=text.work).exists():
        raise Refused("plan.work_unknown", "1.7")
    return TopicText(lines["section"], lines["topic"], text.hours, lines["homework"], text.work)


def text_of(topic: PlanTopic) -> TopicText:
    """What stands in a topic."""
    return TopicText(topic.section, topic.topic, topic.hours, topic.homework, topic.work)


def _new(page: Page) -> PlanTopic:
    last = PlanTopic.objects.filter(course_id=page.id).aggregate(last=Max("place"))["last"] or 0
    return PlanTopic(course_id=page.id, place=last + 1)


def _held(page: Page, topic_id: int) -> PlanTopic:
    found = PlanTopic.objects.select_for_update().filter(course_id=page.id, pk=topic_id).first()
    if found is None:
        raise Http404
    return found


@transaction.atomic
def drop_topic(course_id: int, topic_id: int, *, standing: Standing, by: int) -> None:
    """Take a topic out of a plan; what was written in the register stays.

    Raises:
        Http404: no such page, no such topic in its plan.
        Refused: access.denied, teacher.not_appointed.
    """
    page = plan_for(standing, course_id, "planning.edit")
    topic = _held(page, topic_id)
    before, about = body_of(topic), (page.ref, topic.ref)
    topic.delete()
    trace.record(facts.DROP_TOPIC, by=by, about=about, before=before, clause=CLAUSE)


@transaction.atomic
def move_topic(course_id: int, topic_id: int, step: int, *, standing: Standing, by: int) -> None:
    """Change places with the topic before (`step` -1) or after (1); at an edge nothing happens.

    Raises:
        Http404: no such page, no such topic in its plan.
        Refused: access.denied, teacher.not_appointed.
    """
    page = plan_for(standing, course_id, "planning.edit")
    topics = list(PlanTopic.objects.select_for_update().filter(course_id=page.id))
    at = next((number for number, one in enumerate(topics) if one.pk == topic_id), None)
    if at is None:
        raise Http404
    to = at + (1 if step > 0 else -1)
    if not 0 <= to < len(topics):
        return
    topics[at], topics[to] = topics[to], topics[at]
    for place, one in enumerate(topics, 1):
        one.place = place
    PlanTopic.objects.bulk_update(topics, ["place"], batch_size=300)
    about = (page.ref, topics[to].ref)
    after = {"place": to + 1}
    trace.record(facts.MOVE_TOPIC, by=by, about=about, before={"place": at + 1}, after=after, clause=CLAUSE)


@transaction.atomic
def copy_plan(course_id: int, source_id: int, *, standing: Standing, by: int) -> int:
    """Take the plan of the same subject from a parallel class or an earlier year; topics copied.

    Raises:
        Http404: no such page.
        Refused: access.denied, teacher.not_appointed, plan.no_source, plan.not_empty.
    """
    page = plan_for(standing, course_id, "planning.edit")
    source = next((one for one in sources_of(page) if one.course == source_id), None)
    if source is None:
        raise Refused("plan.no_source")
    if PlanTopic.objects.filter(course_id=page.id).exists():
        raise Refused("plan.not_empty")
    columns = ("section", "topic", "hours", "homework", "work")
    rows = PlanTopic.objects.filter(course_id=source_id).values_list(*columns)
    written = add_topics([NewTopic(page.id, *row) for row in rows], by=by)
    after = {"from": source.title, "topics": len(written)}
    trace.record(facts.COPY_PLAN, by=by, about=(page.ref, 0), after=after, clause=CLAUSE)
    return len(written)
