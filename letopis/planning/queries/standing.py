"""Что стоит в планах сейчас: этим летопись сверяет себя с таблицей (п. 5.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from letopis.planning.craft import facts
from letopis.planning.models import PlanTopic
from letopis.trace.craft.facts import Kind, Pair

BATCH = 10_000


def topics() -> Iterator[tuple[Pair, Mapping[str, Any]]]:
    """Every topic of every plan."""
    columns = ("course__ref", "ref", "section", "topic", "hours", "homework", "work")
    for course, ref, *texts in PlanTopic.objects.order_by("id").values_list(*columns).iterator(BATCH):
        yield (course, ref), facts.topic_body(*texts)


def topic_named(pair: Pair) -> str:
    """A topic in words: whose plan and what."""
    found = PlanTopic.objects.filter(ref=pair[1]).select_related("course__class_group", "course__subject")
    topic = found.first()
    if topic is None:
        return _("Тема планирования, которой больше нет")
    return _("Планирование: %(where)s, «%(topic)s»") % {"where": str(topic.course), "topic": topic.topic}


def told_topic(after: Mapping[str, Any]) -> str:
    """A topic with its hours."""
    return f"«{after.get('topic')}», {after.get('hours')} ч"


KIND = Kind("planning.topic", frozenset({facts.PUT_TOPIC, facts.DROP_TOPIC}), topics, topic_named, told_topic)
