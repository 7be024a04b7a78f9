"""Много рук в одном журнале: сколько бы ни спешили, ни один факт не теряется и не двоится."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import time_machine
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from letopis.exchange import actions as lists
from letopis.exchange.models import Import
from letopis.journal.craft import facts
from letopis.journal.models import Entry, Lesson, PeriodClosing, PeriodMark
from letopis.people.models import Student
from letopis.regulation.refusals import Refused
from letopis.trace import actions as trace
from letopis.trace.models import TraceRecord
from letopis.trace.queries import verified
from tests.cast import NOON, TODAY, Cast, make_cast
from tests.exchange.lists import csv_of

STORIES = int(os.environ.get("LETOPIS_STORIES", "6"))  # make soak asks for more
STEPS = 40
MARKS = ("", "5", "4 3", "н", "н 2", "2", "6", "зачёт", "5 5 5 5 5 5", "=1", "\u202e5")
REASONS = ("", " ", "ошибка учителя")
ACTORS = ("teacher", "foreign_teacher", "class_teacher", "deputy", "principal", "pupil")
MARK_DEEDS = (facts.PUT_MARK, facts.CORRECT_MARK)
FINAL_DEEDS = (facts.PUT_PERIOD_MARK, facts.CORRECT_PERIOD_MARK)

sometimes_stale = st.sampled_from([True, True, True, False])


class Register(RuleBasedStateMachine):
    """The register as several people write it at once, beside what it must hold."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = time_machine.travel(NOON, tick=True)
        self.traveller = self.clock.start()
        self.story = transaction.atomic()
        self.story.__enter__()
        self.cast: Cast = make_cast()
        self.clients = {role: Client(headers={"Accept": "application/json"}) for role in ACTORS}
        for role, client in self.clients.items():
            client.force_login(self.cast.accounts[role])
        self.pages = [self.cast.algebra, self.cast.algebra_7b, self.cast.english]
        self.pupils = [self.cast.anna, self.cast.boris, self.cast.late_comer, self.cast.stranger]
        self.marks: dict[tuple[int, int], str] = {}
        self.finals: dict[tuple[int, int, int], str] = {}
        self.changes = 0
        self.closed: set[int] = set()
        self.brought: list[Import] = []

    def teardown(self) -> None:
        """Everything is verified, then forgotten."""
        try:
            trace.seal()
            report = verified()
            assert report.holds, report.findings
            self.check_chains()
        finally:
            transaction.set_rollback(True)
            self.story.__exit__(None, None, None)
            self.clock.stop()

    def send(self, role: str, address: str, body: Any) -> Any:
        """What a page's script would send; whose session the clock has ended logs in and sends it again."""
        client = self.clients[role]
        response = client.post(address, body, content_type="application/json")
        if response.status_code == 401:
            client.force_login(self.cast.accounts[role])
            response = client.post(address, body, content_type="application/json")
        assert response.status_code in {200, 403, 404, 409, 422}, response.content
        return response

    def is_closed(self, course: int, day: date) -> bool:
        """Whether the day is in a quarter closed for the page's class."""
        if course == self.cast.algebra_7b.pk:
            return False
        return any(one.pk in self.closed and one.starts <= day <= one.ends for one in self.cast.quarters)

    @rule(
        role=st.sampled_from(ACTORS),
        which=st.integers(0, 11),
        who=st.integers(0, 9),
        new=st.sampled_from(MARKS),
        fresh=sometimes_stale,
        reason=st.sampled_from(REASONS),
    )
    def mark(self, role: str, which: int, who: int, new: str, reason: str, *, fresh: bool) -> None:
        """Somebody types into a cell, having seen what stands there or something older."""
        lessons = list(Lesson.objects.filter(course__in=self.pages).order_by("pk"))
        lesson, pupil = lessons[which % len(lessons)], self.pupils[who % len(self.pupils)]
        place = (lesson.pk, pupil.pk)
        stood = self.marks.get(place, "")
        body = {"lesson": lesson.pk, "student": pupil.pk, "old": stood if fresh else "7", "new": new}
        address = f"/journal/{lesson.course_id}/cell/"
        response = self.send(role, address, {**body, "reason": reason})
        if response.status_code != 200:
            return
        value = response.json()["value"]
        assert fresh, "a stale view overwrote what stood"
        if self.is_closed(lesson.course_id, lesson.date):
            assert (role, bool(reason.strip())) == ("deputy", True), "a closed cell was changed in passing"
        else:
            assert role in {"teacher", "foreign_teacher", "class_teacher"}
        self.changes += value != stood
        self.marks[place] = value

    @rule(
        role=st.sampled_from(ACTORS),
        page=st.integers(0, 2),
        quarter=st.integers(0, 1),
        who=st.integers(0, 9),
        new=st.sampled_from(("", "5", "4", "3", "н/а", "осв", "7")),
        fresh=sometimes_stale,
        reason=st.sampled_from(REASONS),
    )
    def period_mark(
        self, role: str, page: int, quarter: int, who: int, new: str, reason: str, *, fresh: bool
    ) -> None:
        """Somebody sets a quarter's mark."""
        course, period = self.pages[page], self.cast.quarters[quarter]
        pupil = self.pupils[who % len(self.pupils)]
        self.put_final(role, (course.pk, period.pk, pupil.pk), new, reason, fresh=fresh)

    def put_final(
        self, role: str, place: tuple[int, int, int], new: str, reason: str, *, fresh: bool = True
    ) -> None:
        """Send a period mark and remember what came of it."""
        course, period, pupil = place
        stood = self.finals.get(place, "")
        body = {"student": pupil, "old": stood if fresh else "7", "new": new, "reason": reason}
        response = self.send(role, f"/journal/{course}/period-mark/?period={period}", body)
        if response.status_code != 200:
            return
        assert fresh, "a stale view overwrote what stood"
        if period in self.closed and course != self.cast.algebra_7b.pk:
            assert (role, bool(reason.strip())) == ("deputy", True), "a closed mark was changed in passing"
        value = response.json()["value"]
        self.changes += value != stood
        self.finals[place] = value

    @rule(day=st.integers(-40, 10), number=st.integers(1, 8), role=st.sampled_from(ACTORS))
    def lesson(self, day: int, number: int, role: str) -> None:
        """A new lesson, today or on some other day."""
        when = TODAY + timedelta(days=day)
        body = {"id": None, "number": number, "topic": "Тема", "homework": "", "type": None, "old": {}}
        before = Lesson.objects.count()
        page = self.cast.algebra.pk
        response = self.send(role, f"/journal/{page}/lesson/", {**body, "date": when.isoformat()})
        assert Lesson.objects.count() == before + (response.status_code == 200)
        if response.status_code == 200:
            assert not self.is_closed(page, when), "a lesson came into a closed quarter"

    @rule(quarter=st.integers(0, 1), fill=st.booleans())
    def close(self, quarter: int, *, fill: bool) -> None:
        """The deputy head closes a quarter of 7 «А», complete or not."""
        period = self.cast.quarters[quarter]
        if fill and period.pk not in self.closed:
            own = {"teacher": self.cast.algebra, "class_teacher": self.cast.english}
            for role, course in own.items():
                for pupil in [*self.pupils, self.cast.vera]:
                    if not self.finals.get((course.pk, period.pk, pupil.pk)):
                        self.put_final(role, (course.pk, period.pk, pupil.pk), "4", "для закрытия")
        self.clients["deputy"].force_login(self.cast.accounts["deputy"])  # closing asks who it is once more
        self.clients["deputy"].post(
            f"/closing/?period={period.pk}", {"class": str(self.cast.class_7a.pk)}, follow=True
        )
        if PeriodClosing.objects.filter(period=period, class_group=self.cast.class_7a).exists():
            self.closed.add(period.pk)
            assert period.ends <= TODAY

    @rule()
    def seal(self) -> None:
        """The sealer comes by."""
        trace.seal()

    @rule(hours=st.integers(-3, 3))
    def move_the_clock(self, hours: int) -> None:
        """The machine's clock is put right, or wrong."""
        moment = f"2026-10-28T{12 + hours:02}:00:00+03:00"
        self.traveller.move_to(moment)

    @rule(surname=st.sampled_from(["Новикова", "Осипова", "Авдеева"]))
    def bring_a_list(self, surname: str) -> None:
        """The clerk imports a pupil."""
        rows = [("Фамилия", "Имя", "Класс", "Дата рождения"), (surname, "Яна", "7А", "01.02.2013")]
        by, before = self.cast.accounts["clerk"].ref, Student.objects.count()
        act = lists.take_file("список.csv", csv_of(rows), "pupils", on=TODAY, by=by)
        assert Student.objects.count() == before, "a dry run wrote something"
        try:
            lists.apply(act, on=TODAY, by=by)
        except Refused:
            assert Student.objects.count() == before
        else:
            assert Student.objects.count() <= before + 1
            self.brought.append(act)
            if Student.objects.count() > before:
                self.pupils.append(Student.objects.latest("pk"))

    @precondition(lambda self: self.brought)
    @rule()
    def take_a_list_back(self) -> None:
        """The clerk undoes the last import; it goes back whole or not at all."""
        act = self.brought.pop()
        before = Student.objects.count()
        try:
            with transaction.atomic():
                lists.undo(act, by=self.cast.accounts["clerk"].ref)
        except Refused:
            assert Student.objects.count() == before
        gone = {one.pk for one in self.pupils} - set(Student.objects.values_list("pk", flat=True))
        assert not {place for place, value in self.marks.items() if value and place[1] in gone}
        self.pupils = [one for one in self.pupils if one.pk not in gone]

    @invariant()
    def every_fact_stands_once(self) -> None:
        """What was answered "saved" stands, and nothing else does."""
        stands = {(row.lesson_id, row.student_id): row.value for row in Entry.objects.exclude(value="")}
        assert stands == {place: value for place, value in self.marks.items() if value}
        finals = {
            (row.course_id, row.period_id, row.student_id): row.value
            for row in PeriodMark.objects.exclude(value="")
        }
        assert finals == {place: value for place, value in self.finals.items() if value}

    @invariant()
    def every_change_left_one_trace(self) -> None:
        """As many records as changes."""
        assert TraceRecord.objects.filter(deed__in=MARK_DEEDS + FINAL_DEEDS).count() == self.changes

    @invariant()
    def closed_stays_closed(self) -> None:
        """No closing is lost."""
        closed = PeriodClosing.objects.filter(class_group=self.cast.class_7a)
        assert set(closed.values_list("period_id", flat=True)) == self.closed

    def check_chains(self) -> None:
        """In the history of each fact, what stood before is what the record before it left."""
        last: dict[tuple[int, int], Any] = defaultdict(lambda: None)
        for row in TraceRecord.objects.filter(deed__in=MARK_DEEDS + FINAL_DEEDS).order_by("id"):
            body, place = json.loads(row.body or "{}"), (row.subject, row.object)
            assert body.get("before") == last[place], "a change is missing from the trace"
            last[place] = body.get("after")


def test_many_hands_lose_and_double_nothing(db: None) -> None:
    run_state_machine_as_test(
        Register,
        settings=settings(
            max_examples=STORIES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=STORIES < 50,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
