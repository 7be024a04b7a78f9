"""Что стоит в поурочном планировании, словами летописи: одинаково для страницы, загрузки и сверки."""

from __future__ import annotations

PUT_TOPIC = "planning.put_topic"
DROP_TOPIC = "planning.drop_topic"
MOVE_TOPIC = "planning.move_topic"
COPY_PLAN = "planning.copy_plan"

Body = dict[str, object]


def topic_body(section: str, topic: str, hours: int, homework: str, work: str) -> Body:
    """A topic: subject of the record is the register page, object the topic."""
    return {"section": section, "topic": topic, "hours": hours, "homework": homework, "work": work}
