"""A hundred teachers save a mark every two seconds on the real server, for minutes on end."""

from __future__ import annotations

import http.client
import json
import os
import random
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import ground
from bench.figure import Figure
from bench.server import memory_mib, served
from bench.visitor import TOKEN

TEACHERS, EVERY = 100, 2.0
MARKS = "2345"
SECONDS = float(os.environ.get("SECONDS", "600"))
WARM = 20.0  # seconds of the beginning that are not counted


def seats() -> list[dict[str, Any]]:
    """Who sits where: a session, a lesson given lately, its pupils and what stands in their cells."""
    from django.db.models import Q
    from django.test import Client
    from django.utils import timezone

    from letopis.conditions.models import Condition
    from letopis.journal.models import Entry, Lesson
    from letopis.people.models import Account, CourseAssignment, Enrolment

    today = timezone.localdate()
    now = Q(ends=None) | Q(ends__gte=today)
    assigned = CourseAssignment.objects.filter(
        now,
        starts__lte=today,
        course__class_group__year__starts__lte=today,
        course__class_group__year__ends__gte=today,
        course__class_group__grade_level__gte=2,
        course__subgroup=None,
    )
    found: list[dict[str, Any]] = []
    for row in assigned.select_related("course").order_by("pk"):
        lesson = Lesson.objects.filter(course=row.course, date__lte=today).order_by("date", "number").last()
        account = Account.objects.filter(employee_id=row.employee_id).first()
        numbers = Entry.objects.filter(lesson__course=row.course, value__in=list(MARKS)).exists()
        if lesson is None or account is None or not numbers or len(found) == TEACHERS:
            continue
        here = Q(ends=None) | Q(ends__gte=lesson.date)
        pupils = Enrolment.objects.filter(here, class_group=row.course.class_group, starts__lte=lesson.date)
        exempt = Condition.objects.filter(lifted_at=None).exclude(student=None).values("student")
        pupils = pupils.exclude(student__in=exempt)
        values = dict(Entry.objects.filter(lesson=lesson).values_list("student_id", "value"))
        client = Client()
        client.force_login(account)
        found.append(
            {
                "session": client.cookies["sessionid"].value,
                "address": f"/journal/{row.course_id}/cell/",
                "lesson": lesson.pk,
                "cells": {pk: values.get(pk, "") for pk in pupils.values_list("student_id", flat=True)},
            }
        )
    return found


def _seats_of(home: Path) -> list[dict[str, Any]]:
    """The seats, found in a process of its own: this one has no database."""
    code = (
        "import json, sys; from pathlib import Path; from bench import ground, soak;"
        "ground.stand_in(Path(sys.argv[1])); print(json.dumps(soak.seats()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(home)],
        cwd=ground.ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return list(json.loads(done.stdout.splitlines()[-1]))


@dataclass
class Teacher(threading.Thread):
    """One teacher at work over one kept connection."""

    port: int
    seat: dict[str, Any]
    until: float
    waits: list[tuple[float, float]] = field(default_factory=list)  # when it was asked, milliseconds it took
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        """Save one mark, wait until the next is due, and so on."""
        due = time.monotonic() + random.random() * EVERY
        while due < self.until:
            time.sleep(max(0.0, due - time.monotonic()))
            begun = time.monotonic()
            try:
                self._save()
            except (OSError, http.client.HTTPException) as error:
                self.errors.append(repr(error))
            self.waits.append((begun, (time.monotonic() - begun) * 1000))
            due += EVERY

    def _save(self) -> None:
        pupil, old = random.choice(list(self.seat["cells"].items()))
        new = random.choice([mark for mark in MARKS if mark != old])
        body = {"lesson": self.seat["lesson"], "student": int(pupil), "old": old, "new": new, "reason": ""}
        head = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "X-CSRFToken": TOKEN,
            "Cookie": f"sessionid={self.seat['session']}; csrftoken={TOKEN}",
        }
        self.line.request(
            "POST", self.seat["address"], json.dumps({**body, "key": secrets.token_hex(12)}), head
        )
        answer = self.line.getresponse()
        text = answer.read()
        if answer.status != 200:
            self.errors.append(f"{answer.status} {text[:200]!r}")
        else:
            self.seat["cells"][pupil] = new


def soak() -> Iterator[Figure]:
    """soak.save.p99_ms, soak.save.errors, soak.memory_mib; SECONDS says for how long (600)."""
    home = ground.demo_school()
    found = _seats_of(home)
    if len(found) < TEACHERS:
        raise SystemExit(f"only {len(found)} seats for {TEACHERS} teachers")
    with served(home) as (port, pid):
        begun = time.monotonic()
        teachers = [Teacher(port, seat, begun + WARM + SECONDS) for seat in found]
        for teacher in teachers:
            teacher.start()
        for teacher in teachers:
            teacher.join()
        memory = memory_mib(pid)
    waits = sorted(took for one in teachers for when, took in one.waits if when >= begun + WARM)
    errors = [error for one in teachers for error in one.errors]
    middle, longest = waits[len(waits) // 2], waits[-1]
    told = f"{len(waits)} saves in {SECONDS:.0f} s; median {middle:.1f} ms, longest {longest:.1f} ms"
    print(told, *errors[:3], sep="\n", file=sys.stderr)
    yield Figure("soak.save.p99_ms", waits[int(len(waits) * 0.99)])
    yield Figure("soak.save.errors", len(errors))
    yield Figure("soak.memory_mib", memory)
