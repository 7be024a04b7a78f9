"""Вход через портал: послать человека туда, принять обратно; портал заменяет имя и пароль, больше ничего."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from letopis.entrance.views.letting import admit, counted, is_ours, not_let, wanted
from letopis.entrance.views.second import ask_second
from letopis.keys.access import address_of, asked_in, is_near, keep_found, portal_here, returned, way_to
from letopis.keys.actions import accept_portal
from letopis.keys.queries import print_of_subject
from letopis.people.access import open_door
from letopis.people.models import Account
from letopis.regulation.refusals import Refused

# Failures without a login name: of one browser's session, of one name at the portal. No login name looks so.
NOBODY, SOMEBODY = "\0portal ", "\0portal name "


@open_door
@require_GET
@never_cache
def portal(request: HttpRequest) -> HttpResponse:
    """Send a person to the portal; a link and no form, since a form may lead to this site only."""
    known = portal_here()
    if request.user.is_authenticated:
        return redirect("entrance:start")
    if not is_near(request):
        return redirect("entrance:login")  # another site may not log anybody in: the button is pressed here
    try:
        return HttpResponseRedirect(way_to(known, request, timezone.now(), wanted(request, "")))
    except Refused as refused:
        return not_let(request, refused)


@open_door
@require_GET
@never_cache
def portal_back(request: HttpRequest) -> HttpResponse:
    """Take back who was sent to the portal: let them in, or lead on to connecting it."""
    known, now = portal_here(), timezone.now()
    kept = asked_in(request, now)
    try:
        name, place = f"{NOBODY}{request.session.session_key or ''}", address_of(request)
        subject = counted(name, place, lambda _now: returned(known, request, kept))
        found = print_of_subject(known, subject)
        if kept["account"]:
            return _connecting(request, kept["account"], found)
        name = f"{SOMEBODY}{found}"  # who has no account here must not make their whole school wait
        account = counted(name, name, partial(accept_portal, known, found, by=0))
    except Refused as refused:
        return not_let(request, refused)
    page = kept["page"] if is_ours(request, kept["page"]) else ""
    return (ask_second if account.has_second_key else admit)(request, account, page, keep=False)


def _connecting(request: HttpRequest, account: int, found: str) -> HttpResponse:
    """Whom the portal has recognised is remembered until the person's own password confirms it.

    Raises:
        Refused: portal.stale, if another person has logged in here meanwhile.
    """
    if not isinstance(request.user, Account) or request.user.pk != account:
        raise Refused("portal.stale", name=portal_here().title)
    keep_found(request, found, timezone.now())
    return redirect("keys:portal")
