"""Обход школы: программа сама делает замечания о том, что не в порядке, и закрывает исправленное (п. 1.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings as django_settings
from django.db import transaction
from django.utils import timezone, translation

from letopis.control.actions.remarks import passed, written
from letopis.control.craft import facts
from letopis.control.craft.faults import Fault
from letopis.control.craft.words import told
from letopis.control.models import Remark, Review
from letopis.control.queries import faults_on
from letopis.regulation.remarks import CLOSED
from letopis.school.models import Course
from letopis.school.queries import settings_on

Found = Mapping[tuple[int, str], list[Fault]]


@dataclass(frozen=True)
class Reviewed:
    """What a review did."""

    made: int
    mended: int


def review(today: date, *, by: int = 0) -> Reviewed:
    """Make a remark for each page and kind of disorder that has none yet, close those that were mended.

    Doing it twice changes nothing: a page has one open remark of a kind.
    """
    with translation.override(django_settings.LANGUAGE_CODE), transaction.atomic():
        faults = faults_on(today)
        found: dict[tuple[int, str], list[Fault]] = defaultdict(list)
        for fault in faults:
            found[fault.page.course, fault.kind].append(fault)
        stand = list(Remark.objects.exclude(kind="").exclude(state=CLOSED).select_related("course"))
        mended = _close_mended(stand, found, by=by)
        made = _make(found, {(one.course_id, one.kind) for one in stand}, today, by=by)
        _note(today, made, mended)
    return Reviewed(made, mended)


def review_weekly(*, by: int = 0) -> Reviewed | None:
    """The review of the week, None if it has been done already or there is nothing to rest it on."""
    today = timezone.localdate()
    if Review.objects.filter(week=_week(today)).exists() or not Course.objects.exists():
        return None
    return review(today, by=by)


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _close_mended(stand: list[Remark], found: Found, *, by: int) -> int:
    mended = [one for one in stand if (one.course_id, one.kind) not in found]
    for remark in mended:
        passed(remark, "mended", facts.CLOSE, {"closed_at": timezone.now(), "closed_by": by}, by=by)
    return len(mended)


def _make(found: Found, known: set[tuple[int, str]], today: date, *, by: int) -> int:
    """The term of such a remark is that of a written work: as long as it takes to look through notebooks."""
    new = {key: faults for key, faults in found.items() if key not in known}
    if not new:
        return 0
    due = settings_on(today).entry_terms.marks_due(today, is_work=True)
    refs = dict(Course.objects.filter(pk__in={course for course, _kind in new}).values_list("pk", "ref"))
    for (course, kind), faults in new.items():
        written(course, refs[course], told(kind, faults), due, by=by, kind=kind)
    return len(new)


def _note(today: date, made: int, mended: int) -> None:
    values = {"at": timezone.now(), "made": made, "mended": mended}
    Review.objects.get_or_create(week=_week(today), defaults=values)
