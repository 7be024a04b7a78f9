"""Адреса поурочного планирования."""

from __future__ import annotations

from letopis.planning.models import PlanTopic
from tests.cast import Cast
from tests.walks.doors.knock import Json, Knock, foreign_page, page


def _text(_cast: Cast, _arguments: Json) -> Json:
    return {"id": None, "section": "", "topic": "Новая", "hours": 1, "homework": "", "work": "", "old": {}}


def _topic(_cast: Cast, arguments: Json) -> Json:
    topic = PlanTopic.objects.create(place=1, topic="Тема", **arguments)
    return {"id": topic.pk, "step": 1}


PLANNING = {
    "planning:plans": Knock(),
    "planning:plan": Knock(page, foreign_page),
    "planning:topic": Knock(page, foreign_page, _text, is_json=True),
    "planning:move": Knock(page, foreign_page, _topic, is_json=True),
    "planning:drop": Knock(page, foreign_page, _topic, is_json=True),
    "planning:copy": Knock(page, foreign_page, lambda _cast, _arguments: {"source": "0"}),
    "planning:next": Knock(page, foreign_page),
}
