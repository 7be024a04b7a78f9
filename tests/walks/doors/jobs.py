"""Адреса долгих работ."""

from __future__ import annotations

from letopis.jobs.actions import folder_of
from letopis.jobs.models import Job
from tests.cast import Cast
from tests.walks.doors.knock import Json, Knock


def _job(cast: Cast, role: str) -> Json:
    account = cast.accounts.get(role)
    job = Job.objects.create(kind="tests", title="Работа", by=account.ref if account else 1, file="made.txt")
    folder = folder_of(job.pk)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "made.txt").write_text("готово")
    return {"job_id": job.pk}


def _foreign_job(cast: Cast, _role: str) -> Json:
    return {"job_id": Job.objects.create(kind="tests", title="Чужая", by=2).pk}


JOBS = {
    "jobs:jobs": Knock(),
    "jobs:job": Knock(_job, _foreign_job),
    "jobs:stop": Knock(_job, _foreign_job, body=lambda _cast, _arguments: {}),
    "jobs:file": Knock(_job, _foreign_job),
}
