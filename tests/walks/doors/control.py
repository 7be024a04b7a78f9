"""Адреса контроля."""

from __future__ import annotations

from django.utils import timezone

from letopis.control.models import Remark
from letopis.school.models import Course
from tests.cast import TODAY, Cast
from tests.walks.doors.knock import Json, Knock, foreign_page, page


def _remark_on(course: Course) -> Json:
    remark = Remark.objects.create(course=course, text="Темы", due=TODAY, made_at=timezone.now(), made_by=0)
    return {"remark_id": remark.pk}


def remark(cast: Cast, _role: str) -> Json:
    return _remark_on(cast.algebra)


def foreign_remark(cast: Cast, _role: str) -> Json:
    return _remark_on(cast.algebra_7b)


def _words(_cast: Cast, _arguments: Json) -> Json:
    return {"text": "Слова", "due": TODAY.isoformat()}


CONTROL = {
    "control:works": Knock(),
    "control:faults": Knock(),
    "control:timeliness": Knock(page, foreign_page),
    "control:remarks": Knock(),
    "control:remark": Knock(page, foreign_page, _words),
    "control:answer": Knock(remark, foreign_remark, _words),
    "control:give_back": Knock(remark, foreign_remark, _words),
    "control:close": Knock(remark, foreign_remark, _words),
}
