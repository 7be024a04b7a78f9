"""Страница работы: ход, остановка, файл."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from letopis.jobs import actions
from letopis.jobs.models import Job
from letopis.jobs.queries import job_of, jobs_of, pace_of
from letopis.people.access import door, standing
from letopis.rights.access import about_class
from letopis.screen.access import file_given, paper_shown

LIST_LENGTH = 50


@require_safe
@door("self")
def jobs(request: HttpRequest) -> HttpResponse:
    """Works one asked for."""
    return render(request, "jobs/jobs.html", {"jobs": jobs_of(standing(request).account)[:LIST_LENGTH]})


@require_safe
@door("self")
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """One work; htmx asks for its middle part every second until it ends."""
    found = job_of(standing(request).account, job_id)
    runs = found.state in {Job.WAITING, Job.RUNNING}
    facts = {"job": found, "pace": pace_of(found), "runs": runs}
    part = bool(getattr(request, "htmx", False))
    return render(request, "jobs/_job.html" if part else "jobs/job.html", facts)


@require_POST
@door("self")
def stop(request: HttpRequest, job_id: int) -> HttpResponse:
    """Ask the work to stop."""
    account = standing(request).account
    actions.ask_stop(job_of(account, job_id), by=account)
    return redirect("jobs:job", job_id)


@require_safe
@door("self")
def file(request: HttpRequest, job_id: int) -> HttpResponseBase:
    """What the work made; to look at in the page with `?look`."""
    found = job_of(standing(request).account, job_id)
    path = actions.folder_of(found.pk) / found.file
    if not found.file or not path.is_file():
        raise Http404
    about_class(request, found.facts.get("class_id"))
    is_saved = "look" not in request.GET
    return paper_shown(file_given(path, found.file_name, saved=is_saved))
