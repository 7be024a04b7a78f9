"""Долгая работа: завести, исполнить, остановить, убрать старое."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from letopis.jobs.craft.kinds import KINDS, Made
from letopis.jobs.craft.progress import Progress, Stopped
from letopis.jobs.models import Job
from letopis.regulation.refusals import Refused
from letopis.screen.craft.sentences import sentence

logger = logging.getLogger(__name__)


def start(kind: str, title: str, facts: Mapping[str, Any], *, by: int) -> Job:
    """Put a work into the queue.

    Args:
        kind: name of a registered kind.
        title: what is made, for the person.
        facts: plain JSON values the work needs.
        by: reference of the account that asks; the result is theirs alone.

    Raises:
        KeyError: no such kind.
    """
    return Job.objects.create(kind=KINDS[kind].name, title=title, facts=dict(facts), by=by)


def ask_stop(job: Job, *, by: int) -> None:
    """Ask a work to stop; one that has not begun is stopped at once.

    Raises:
        Refused: access.denied.
    """
    if job.by != by:
        raise Refused("access.denied", "4.2", deed="jobs.stop")
    Job.objects.filter(pk=job.pk, state=Job.RUNNING).update(stop_asked=True)
    waiting = Job.objects.filter(pk=job.pk, state=Job.WAITING)
    waiting.update(state=Job.STOPPED, ended_at=timezone.now(), sentence=_("Остановлено, ничего не сделано."))


def clear_interrupted(*, by: int = 0) -> int:
    """Works of a server that fell: they made nothing and can be asked for again; returns how many."""
    text = _("Сервер остановился, пока шла работа. Ничего не сделано, запустите её снова.")
    running = list(Job.objects.filter(state=Job.RUNNING))
    for job in running:
        _end_without(job, Job.FAILED, text)
    return len(running)


def clear_old(*, by: int = 0) -> int:
    """Throw away files of works that ended long ago; returns how many works."""
    now = timezone.now()
    over = Q(ended_at__lt=now - timedelta(days=settings.LETOPIS_JOB_DAYS))
    for kind in KINDS.values():
        if kind.kept is not None:
            over |= Q(kind=kind.name, ended_at__lt=now - kind.kept())
    old = list(Job.objects.filter(over).values_list("pk", flat=True))
    for number in old:
        shutil.rmtree(folder_of(number), ignore_errors=True)
    Job.objects.filter(pk__in=old).delete()
    return len(old)


def folder_of(number: int) -> Path:
    """The folder of one work's files."""
    return Path(settings.LETOPIS_FILES) / "jobs" / str(number)


def run_waiting(*, by: int = 0) -> Job | None:
    """Take the work that waits longest and bring it to its end; None if nothing waits."""
    job = _taken()
    if job is None:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        _run(job)
    return job


def _taken() -> Job | None:
    """One statement takes the work, so two runners never take the same; looking alone locks nothing."""
    job = Job.objects.filter(state=Job.WAITING).order_by("pk").first()
    if job is None:
        return None
    mine = Job.objects.filter(pk=job.pk, state=Job.WAITING)
    return job if mine.update(state=Job.RUNNING, started_at=timezone.now()) else None


def _run(job: Job) -> None:
    folder = folder_of(job.pk)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        made = KINDS[job.kind].work(
            job.facts, folder, Progress(lambda done, total: _noted(job.pk, done, total))
        )
    except Stopped:
        _end_without(job, Job.STOPPED, _("Остановлено, сделанное наполовину убрано."))
    except Refused as refusal:
        _end_without(job, Job.FAILED, sentence(refusal))
    except Exception:
        logger.exception("job %s of kind %s failed", job.pk, job.kind)
        text = _("Ошибка программы, она записана в журнал сервера. Попробуйте ещё раз.")
        _end_without(job, Job.FAILED, text)
    else:
        _end(job, Job.DONE, made)


def _noted(number: int, done: int, total: int) -> bool:
    Job.objects.filter(pk=number).update(done=done, total=total)
    return bool(Job.objects.filter(pk=number, stop_asked=True).exists())


def _end_without(job: Job, state: str, text: str) -> None:
    """A work that came to nothing leaves no files."""
    shutil.rmtree(folder_of(job.pk), ignore_errors=True)
    _end(job, state, Made(text))


def _end(job: Job, state: str, made: Made) -> None:
    file = str(made.file.relative_to(folder_of(job.pk))) if made.file else ""
    Job.objects.filter(pk=job.pk).update(
        state=state, sentence=made.sentence, file=file, file_name=made.file_name, ended_at=timezone.now()
    )
