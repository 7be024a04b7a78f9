"""Приглашения: кому выданы, печать листов класса и школы, лист одному человеку."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from letopis.office import actions
from letopis.office.access import account_for, class_for, employee_for, parent_for, pupil_for
from letopis.office.printouts import paper
from letopis.office.queries import PARENTS, PUPILS, Invited, class_lines, guests_of, waiting
from letopis.people.access import door, standing
from letopis.people.models import Account, Person
from letopis.regulation import access
from letopis.regulation.access import SCHOOL, Standing

WRITE = ("GET", "HEAD", "POST")


def _sees_all(who: Standing) -> bool:
    grants = access.DEEDS["people.invite"]
    return any(grants.get(role) == SCHOOL for role in who.roles)


def _kinds(request: HttpRequest) -> list[str]:
    asked = request.POST.getlist("kind")
    return [kind for kind in (PUPILS, PARENTS) if kind in asked] or [PUPILS, PARENTS]


def _address(request: HttpRequest) -> str:
    """Of the first entry, as families type it."""
    place = reverse("entrance:enter")
    return settings.LETOPIS_ADDRESS + place if settings.LETOPIS_ADDRESS else request.build_absolute_uri(place)


@require_http_methods(WRITE)
@door("people.see_invitations")
def invitations(request: HttpRequest) -> HttpResponse:
    """Classes, how many have entered, and the sheets of all of them at once."""
    who = standing(request)
    lines = class_lines(who.on, None if _sees_all(who) else who.classes)
    if request.method == "POST":
        if not _sees_all(who):
            access.check("people.invite", who)
        numbers = [line.group.pk for line in lines]
        job = actions.print_sheets(numbers, _kinds(request), _address(request), by=who.account)
        return redirect("jobs:job", job.pk)
    context = {"lines": lines, "sees_all": _sees_all(who), "days": settings.LETOPIS_INVITATION_DAYS}
    return render(request, "office/invitations.html", context)


@require_http_methods(WRITE)
@door("people.invite")
def class_invitations(request: HttpRequest, class_id: int) -> HttpResponse:
    """People of a class and the state of their entry; POST prints the sheets of whoever has not entered."""
    who = standing(request)
    group = class_for(who, class_id, "people.invite")
    if request.method == "POST":
        job = actions.print_sheets([group.pk], _kinds(request), _address(request), by=who.account)
        return redirect("jobs:job", job.pk)
    guests = guests_of(group.pk, who.on, timezone.now())
    context = {
        "group": group,
        "guests": guests,
        "waiting": len(waiting(guests, (PUPILS, PARENTS))),
        "days": settings.LETOPIS_INVITATION_DAYS,
        "hours": settings.LETOPIS_SHEET_HOURS,
    }
    return render(request, "office/class_invitations.html", context)


@require_POST
@never_cache
@door("people.invite")
def one_invitation(request: HttpRequest, account_id: int) -> HttpResponse:
    """A new sheet for one person, to be given by hand; a forgotten password stops working."""
    who = standing(request)
    account = account_for(who, account_id, "people.invite")
    return _sheet(request, account, actions.reset_password(account, by=who.account))


_FINDERS: dict[str, Callable[[Standing, int, str], Person]] = {
    "pupil": pupil_for,
    "employee": employee_for,
    "parent": parent_for,
}


@require_POST
@never_cache
@door("people.record")
def first_invitation(request: HttpRequest, kind: str, person_id: int) -> HttpResponse:
    """Open an account for a person who has none, and print the sheet."""
    who = standing(request)
    if kind not in _FINDERS:
        raise Http404
    person = _FINDERS[kind](who, person_id, "people.record")
    account = actions.with_accounts([person], by=who.account)[0]
    return _sheet(request, account, actions.reset_password(account, by=who.account))


def _sheet(request: HttpRequest, account: Account, invited: Invited) -> HttpResponse:
    owner = account.student or account.employee or account.representative
    if owner is None:
        raise Http404
    content = paper([(owner.full_name, [(owner, invited)])], _address(request))
    response = HttpResponse(content, content_type="application/pdf")
    name = _("Приглашение, %(name)s.pdf") % {"name": account.username}
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
