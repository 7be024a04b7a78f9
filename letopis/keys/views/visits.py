"""Сеансы: свои и чужие, закончить, узнать новое устройство, остаться; посредник, который их ведёт."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import auth, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from letopis.keys import actions
from letopis.keys.access import DEVICE, ENDS, account_for, ends_of, is_deed, wants_touch
from letopis.keys.models import Visit
from letopis.keys.queries import past_visits_of, visits_of
from letopis.people.access import before_key, door, standing
from letopis.people.models import Account
from letopis.regulation.access import check_proof

WRITE = ("GET", "HEAD", "POST")
YEAR = 365 * 24 * 60 * 60


class VisitMiddleware:
    """After each page: note that the person is here, tell the browser when the session ends."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the page; a page without a session costs nothing more."""
        response = self.get_response(request)
        if not request.session.accessed:
            return response
        if "visit" in request.session:
            _go_on(request)
            _tell(request, response)
        elif ENDS in request.COOKIES:
            response.delete_cookie(ENDS)
        return response


def _go_on(request: HttpRequest) -> None:
    """A deed of the person prolongs the session; a script that only looks does not."""
    moved = request.session["visit_key"] != request.session.session_key
    if moved or (wants_touch(request.session, timezone.now()) and is_deed(request)):
        _touch(request)


def _touch(request: HttpRequest) -> None:
    now, session = timezone.now(), request.session
    by = request.user.ref if isinstance(request.user, Account) else 0
    actions.see_visit(session["visit"], str(session.session_key), now, by=by)
    session["seen"], session["visit_key"] = now.timestamp(), session.session_key


def _tell(request: HttpRequest, response: HttpResponseBase) -> None:
    ends, secure = str(int(ends_of(request.session))), request.is_secure()
    if request.COOKIES.get(ENDS) != ends:
        response.set_cookie(ENDS, ends, samesite="Lax", secure=secure)
    device = request.session.get("device")
    if device and request.COOKIES.get(DEVICE) != device:
        response.set_cookie(DEVICE, device, max_age=YEAR, samesite="Lax", secure=secure, httponly=True)


def _me(request: HttpRequest) -> Account:
    return cast("Account", request.user)


def _mine(request: HttpRequest, visit_id: int) -> Visit:
    found = Visit.objects.select_related("account").filter(pk=visit_id, account=_me(request)).first()
    if found is None:
        raise Http404
    return found


@require_safe
@before_key
@door("self")
def visits(request: HttpRequest) -> HttpResponse:
    """Where one's account is open now, and where it was."""
    me = _me(request)
    context = {
        "visits": visits_of(me, timezone.now()),
        "past": past_visits_of(me),
        "current": request.session.get("visit", 0),
    }
    return render(request, "keys/visits.html", context)


@require_POST
@before_key
@door("self")
def end(request: HttpRequest, visit_id: int) -> HttpResponse:
    """End one of one's own sessions."""
    visit = _mine(request, visit_id)
    if visit.pk == request.session.get("visit"):
        auth.logout(request)
        return redirect("entrance:login")
    check_proof(standing(request))
    actions.end_visit(visit, by=_me(request).ref)
    text = _("Сеанс закончен: следующая страница на том устройстве попросит войти.")
    messages.success(request, text)
    return redirect("keys:visits")


@require_POST
@before_key
@door("self")
def end_others(request: HttpRequest) -> HttpResponse:
    """End all of one's own sessions but this one."""
    check_proof(standing(request))
    me = _me(request)
    actions.end_others(me, request.session.get("visit", 0), by=me.ref)
    messages.success(request, _("Все другие сеансы закончены."))
    return redirect("keys:visits")


@require_POST
@before_key
@door("self")
def know(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Say that it was oneself who entered from a new device; not from that very device."""
    visit = _mine(request, visit_id)
    if visit.pk != request.session.get("visit"):
        actions.know_visit(visit, by=_me(request).ref)
    return redirect("keys:visits")


@require_http_methods(WRITE)
@door("keys.look_after")
def account_visits(request: HttpRequest, account_id: int) -> HttpResponse:
    """Sessions of another person; POST ends them all, with a ground."""
    who = standing(request)
    account = account_for(who, account_id)
    if request.method == "POST":
        ended = actions.end_others(account, 0, by=who.account, why=request.POST.get("why", ""))
        messages.success(request, _("Закончено сеансов: %(count)s.") % {"count": ended})
        return redirect("keys:account_visits", account_id)
    context = {
        "account": account,
        "visits": visits_of(account, timezone.now()),
        "past": past_visits_of(account),
        "current": 0,
    }
    return render(request, "keys/account_visits.html", context)


@require_http_methods(WRITE)
@never_cache
@before_key
@door("self")
def stay(request: HttpRequest) -> HttpResponse:
    """What the page says before a session ends; POST prolongs it."""
    if request.method != "POST":
        return render(request, "keys/_stay.html")
    if "visit" in request.session:
        _touch(request)
        return JsonResponse({"ends": int(ends_of(request.session))})
    return JsonResponse({"ends": 0})
