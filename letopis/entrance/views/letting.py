"""Впустить: откуда человек, куда он шёл, как открывается его сеанс."""

from __future__ import annotations

from django.contrib import auth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from letopis.keys.actions import ask_key
from letopis.keys.queries import asked_of
from letopis.people.models import Account


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
