"""Работы по критериям показательной школы: контрольные учительницы алгебры в её первом классе."""

from __future__ import annotations

import json
from datetime import datetime
from random import Random

from letopis.demo.craft.facts import CLAUSE, LessonRow, PointsRow, Scribe, WorkRow
from letopis.demo.craft.people import Pupil
from letopis.demo.craft.school import Course
from letopis.journal.craft import facts
from letopis.trace.craft.leaf import body_of

CONTROL = "control"
CRITERIA: list[list[object]] = [["Решение", 6], ["Обоснование", 2], ["Ответ", 2]]
REACHED = {"5": (9, 10), "4": (7, 8), "3": (5, 6), "2": (1, 4)}  # points of a mark by the shipped table


class Works:
    """Writes criteria and points down beside the marks they came to."""

    def __init__(self, chance: Random, scribe: Scribe) -> None:
        self.chance = chance
        self.scribe = scribe

    def judge(self, course: Course, lesson: LessonRow, by: int, at: datetime) -> int:
        """Criteria of a lesson; returns the number of the work."""
        number = next(self.scribe.numbers.work)
        self.scribe.facts.works.append(WorkRow(number, lesson.id, json.dumps(CRITERIA), "[]"))
        body = body_of(None, facts.criteria_body(CRITERIA, []), "", CLAUSE)
        self.scribe.record(at, by, facts.PUT_CRITERIA, (course.ref, lesson.ref), body)
        return number

    def give(self, work: int, lesson: LessonRow, pupil: Pupil, value: str, by: int, at: datetime) -> None:
        """Points behind a single mark; other cells say nothing of them."""
        if value not in REACHED:
            return
        points = self._points(self.chance.randint(*REACHED[value]))
        number = next(self.scribe.numbers.points)
        self.scribe.facts.points.append(PointsRow(number, json.dumps(points), pupil.id, work))
        body = body_of(None, facts.points_body(points), "", CLAUSE)
        self.scribe.record(at, by, facts.PUT_POINTS, (pupil.ref, lesson.ref), body)

    def _points(self, total: int) -> list[int | None]:
        lost, points = 10 - total, [6, 2, 2]
        while lost:
            place = self.chance.choice([place for place, one in enumerate(points) if one])
            points[place] -= 1
            lost -= 1
        return list(points)
