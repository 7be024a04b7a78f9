"""Вопросы о работах: свои работы и ход одной."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from letopis.jobs.craft.progress import time_left
from letopis.jobs.models import Job

SURE = 3.0  # seconds before the time left is told: sooner it would jump


@dataclass(frozen=True)
class Pace:
    """How far a work is.

    Attributes:
        percent: done of all, 0…100.
        rate: pieces a second, None while nothing is done.
        left: whole seconds to go, None while it cannot be told.
    """

    percent: int
    rate: float | None
    left: int | None


def jobs_of(account: int) -> QuerySet[Job]:
    """Works a person asked for, the newest first."""
    return Job.objects.filter(by=account)


def job_of(account: int, number: int) -> Job:
    """One's own work.

    Raises:
        Http404: there is none, or it is somebody else's, which is the same to a stranger.
    """
    job = jobs_of(account).filter(pk=number).first()
    if job is None:
        raise Http404
    return job


def pace_of(job: Job) -> Pace:
    """Bar, rate and time left."""
    spent = ((job.ended_at or timezone.now()) - job.started_at).total_seconds() if job.started_at else 0.0
    left = time_left(job.done, job.total, spent) if spent >= SURE else None
    return Pace(
        percent=100 * job.done // job.total if job.total else 0,
        rate=job.done / spent if job.done and spent else None,
        left=None if left is None else ceil(left),
    )


def jobs_open() -> int:
    """How many works wait or run, of anybody."""
    return Job.objects.filter(state__in=[Job.WAITING, Job.RUNNING]).count()


def failed_since(moment: datetime) -> int:
    """How many works failed after a moment."""
    return Job.objects.filter(state=Job.FAILED, ended_at__gte=moment).count()
