"""Впустить или нет: куда человек шёл, как открывается сеанс, как считают неудачи, что говорят отказывая."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.contrib import auth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from letopis.entrance.actions import count_failure
from letopis.entrance.queries import locked_until
from letopis.keys.actions import ask_key
from letopis.keys.queries import asked_of
from letopis.people.models import Account
from letopis.regulation.refusals import Refused
from letopis.school.queries import school
from letopis.screen.access import refused_as
from letopis.screen.craft.sentences import sentence

P = TypeVar("P")
LOCKED, SILENT = "login.locked", "portal.silent"
NOBODYS_FAULT = frozenset({SILENT, "portal.denied"})  # nothing was tried that could be guessed
STATUS = {LOCKED: 429, "login.questions": 429, SILENT: 503}


def typed_in(request: HttpRequest) -> QueryDict | None:
    """The filled form, None while the page is only opened."""
    return request.POST if request.method == "POST" else None


def wanted(request: HttpRequest, otherwise: str) -> str:
    """The page the person wanted, if it is one of ours."""
    page = request.POST.get("next") or request.GET.get("next") or ""
    return page if is_ours(request, page) else otherwise


def is_ours(request: HttpRequest, page: str) -> bool:
    """Whether an address leads to this site."""
    return url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())


def admit(request: HttpRequest, account: Account, page: str, *, keep: bool) -> HttpResponse:
    """Open the session of who has proven everything that was asked, and lead on.

    Args:
        request: of the last step.
        account: who enters.
        page: where they wanted to; "" for the start page.
        keep: whether the entry outlives the browser.
    """
    auth.login(request, account)
    if not keep:
        request.session.set_expiry(0)
    today = timezone.localdate()
    if not account.has_second_key and asked_of(account, today).is_needed:
        ask_key(account, today, by=account.ref)
    if account.must_change_password:
        return redirect("entrance:password")
    return HttpResponseRedirect(page or reverse("entrance:start"))


def counted(username: str, place: str, prove: Callable[[datetime], P]) -> P:
    """What is proven; a failure counts like a wrong password under the same name from the same place.

    Raises:
        Refused: login.locked, and what `prove` refuses.
    """
    now = timezone.now()
    lock = locked_until(username, place, now)
    if lock:
        raise Refused(LOCKED, until=lock)
    try:
        return prove(now)
    except Refused as refused:
        lock = None if refused.code in NOBODYS_FAULT else count_failure(username, place, now, by=0)
        if lock:
            raise Refused(LOCKED, until=lock) from None
        raise


def not_let(request: HttpRequest, refused: Refused) -> HttpResponse:
    """A page of its own for who was not let in past the login page: why, and what to do."""
    refused_as(request, refused.code)
    page = reverse("keys:keys") if refused.code == "portal.unlinked" else ""
    context = {"sentence": sentence(refused), "school": school(), "next": page}
    return render(request, "entrance/not_let.html", context, status=STATUS.get(refused.code, 422))
