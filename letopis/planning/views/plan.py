"""План одной страницы журнала: темы правят на месте, журнал спрашивает следующую."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from letopis.people.access import door, standing
from letopis.planning import actions, forms
from letopis.planning.access import may_edit, plan_for
from letopis.planning.models import PlanTopic
from letopis.planning.queries import plan_of, sources_of
from letopis.regulation.plans import Progress
from letopis.regulation.refusals import Refused
from letopis.school.queries import work_types_on
from letopis.screen.craft.sentences import sentence

OFFERED = 40  # topics one page of the register may ask for


@require_safe
@door("planning.list")
def plan(request: HttpRequest, course_id: int) -> HttpResponse:
    """The plan with what of it was given."""
    who = standing(request)
    page = plan_for(who, course_id)
    found = plan_of(page.id, who.on)
    edits = may_edit(who, page)
    works = [(code, name) for _id, code, name, _short, _weight in work_types_on(who.on)]
    facts: dict[str, Any] = {
        "page": page,
        "lines": found.lines,
        "progress": found.progress,
        "told": told(found.progress),
        "may_edit": edits,
        "works": works,
        "work_names": dict(works),
        "sources": sources_of(page) if edits and not found.lines else [],
    }
    return render(request, "planning/plan.html", facts)


def told(progress: Progress) -> str:
    """Where the plan stands, in words."""
    if progress.lag > 0:
        return _("отставание %(hours)s ч") % {"hours": progress.lag}
    return _("по плану")


@require_safe
@never_cache
@door("planning.list")
def following(request: HttpRequest, course_id: int) -> HttpResponse:
    """The next topics, for the register's page: section, topic, homework, kind of work by its id."""
    who = standing(request)
    page = plan_for(who, course_id)
    found = plan_of(page.id, who.on)
    ids = {code: id_ for id_, code, _name, _short, _weight in work_types_on(who.on)}
    ahead = [[one.topic, one.homework, ids.get(one.work)] for one in found.ahead[:OFFERED]]
    return JsonResponse({"next": ahead, "lag": found.progress.lag, "told": told(found.progress)})


@require_POST
@door("planning.list")
def topic(request: HttpRequest, course_id: int) -> JsonResponse:
    """Write a topic."""
    who = standing(request)
    topic_id, text, old = forms.read_topic(request.body)
    try:
        saved = actions.put_topic(course_id, topic_id, text, old=old, standing=who, by=who.account)
    except Refused as refusal:
        if refusal.code != "plan.conflict" or topic_id is None:
            raise
        stands = PlanTopic.objects.get(pk=topic_id)
        return JsonResponse({"sentence": sentence(refusal), "topic": _told(stands)}, status=409)
    return JsonResponse({"topic": _told(saved)})


def _told(one: PlanTopic) -> dict[str, object]:
    return {
        "id": one.pk,
        "section": one.section,
        "topic": one.topic,
        "hours": one.hours,
        "homework": one.homework,
        "work": one.work,
    }


@require_POST
@door("planning.list")
def move(request: HttpRequest, course_id: int) -> JsonResponse:
    """Move a topic by one place."""
    who = standing(request)
    topic_id, step = forms.read_place(request.body)
    actions.move_topic(course_id, topic_id, step, standing=who, by=who.account)
    return JsonResponse({})


@require_POST
@door("planning.list")
def drop(request: HttpRequest, course_id: int) -> JsonResponse:
    """Take a topic out."""
    who = standing(request)
    actions.drop_topic(course_id, forms.read_id(request.body), standing=who, by=who.account)
    return JsonResponse({})


@require_POST
@door("planning.list")
def copy(request: HttpRequest, course_id: int) -> HttpResponse:
    """Take another class's plan."""
    who = standing(request)
    source = request.POST.get("source", "")
    try:
        count = actions.copy_plan(
            course_id, int(source) if source.isdecimal() else 0, standing=who, by=who.account
        )
    except Refused as refusal:
        if not refusal.code.startswith("plan."):
            raise
        messages.error(request, sentence(refusal))
    else:
        said = ngettext("Взята %(count)s тема.", "Взято тем: %(count)s.", count)
        messages.success(request, said % {"count": count})
    return redirect("planning:plan", course_id)
