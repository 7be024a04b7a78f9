"""Страницы ключей входа: свои ключи и коды на бумаге; сброс потерянного чужого."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from letopis.keys import actions
from letopis.keys.access import account_for, place_of, the_portal
from letopis.keys.craft import application as craft
from letopis.keys.craft import passkeys
from letopis.keys.forms import ApplicationForm, PasskeyForm, SureForm
from letopis.keys.models import SecondKey
from letopis.keys.queries import asked_of, codes_left, keys_of, lines_of, link_of, passkeys_of
from letopis.people.access import before_key, door, standing
from letopis.people.craft.codes import square
from letopis.people.models import Account
from letopis.regulation.refusals import Refused
from letopis.screen.craft.sentences import sentence

WRITE = ("GET", "HEAD", "POST")
SECRET, STATE = "keys.secret", "keys.state"


def _me(request: HttpRequest) -> Account:
    return cast("Account", request.user)


@require_safe
@before_key
@door("self")
def keys(request: HttpRequest) -> HttpResponse:
    """One's own second keys and what to do with them."""
    me = _me(request)
    found, known = keys_of(me), the_portal()
    context = {
        "keys": found,
        "has_application": any(key.kind == SecondKey.APPLICATION for key in found),
        "codes": codes_left(me),
        "asked": asked_of(me, standing(request).on),
        "place": place_of(request),
        "portal": known.title if known else "",
        "link": link_of(me, known) if known else None,
    }
    return render(request, "keys/keys.html", context)


@require_http_methods(WRITE)
@never_cache
@sensitive_post_parameters("code", "password")
@before_key
@door("self")
def application(request: HttpRequest) -> HttpResponse:
    """Connect an application: show the square, take the first code."""
    me = _me(request)
    form = ApplicationForm(me, request.POST if request.method == "POST" else None)
    refused = ""
    if request.method == "POST" and form.is_valid() and SECRET in request.session:
        try:
            typed, now = form.cleaned_data["code"], timezone.now()
            codes = actions.add_application(me, request.session[SECRET], typed, now, by=me.ref)
        except Refused as refusal:
            refused = sentence(refusal)
        else:
            del request.session[SECRET]
            return _connected(request, codes)
    secret = request.session.setdefault(SECRET, craft.new_secret())
    address = craft.address_of(secret, me.username, place_of(request).title)
    parts = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    context = {"form": form, "refused": refused, "square": square(address), "parts": parts}
    return render(request, "keys/application.html", context, status=_status(form, refused))


@require_http_methods(WRITE)
@never_cache
@sensitive_post_parameters("answer", "password")
@before_key
@door("self")
def passkey(request: HttpRequest) -> HttpResponse:
    """Connect a passkey: the browser makes it, the page sends its public half."""
    me, place = _me(request), place_of(request)
    form = PasskeyForm(me, request.POST if request.method == "POST" else None)
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            state = request.session.pop(STATE, None)
            proven = passkeys.made(place, state or {}, form.cleaned_data["answer"])
            codes = actions.add_passkey(me, proven, form.cleaned_data["name"], by=me.ref)
            return _connected(request, codes)
        except Refused as refusal:
            refused = sentence(refusal)
        except passkeys.NotThisKeyError:
            refused = sentence(Refused("key.not_made"))
    person = (me.ref, me.username, str(me))
    options, request.session[STATE] = passkeys.offer(place, person, passkeys_of(me))
    context = {"form": form, "refused": refused, "options": options, "place": place}
    return render(request, "keys/passkey.html", context, status=_status(form, refused))


def _status(form: Any, refused: str) -> int:
    return 422 if refused or form.errors else 200


def _connected(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """The codes once, if these are the first; else back to the list."""
    if codes:
        return render(request, "keys/codes.html", {"codes": codes, "is_first": True})
    messages.success(request, _("Второй ключ подключён."))
    return redirect("keys:keys")


@require_http_methods(WRITE)
@never_cache
@sensitive_post_parameters()
@before_key
@door("self")
def codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes in place of the old ones."""
    me = _me(request)
    form = SureForm(me, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return render(request, "keys/codes.html", {"codes": actions.make_codes(me, by=me.ref)})
    context = {
        "form": form,
        "title": _("Новые коды на бумаге"),
        "about": _("Прежние коды перестанут действовать."),
        "act": _("Показать новые коды"),
    }
    return render(request, "keys/sure.html", context, status=_status(form, ""))


@require_http_methods(WRITE)
@never_cache
@sensitive_post_parameters()
@before_key
@door("self")
def remove(request: HttpRequest, key_id: int) -> HttpResponse:
    """Take one's own key away."""
    me = _me(request)
    key = next((one for one in keys_of(me) if one.pk == key_id), None)
    if key is None:
        raise Http404
    form = SureForm(me, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.remove_key(key, by=me.ref)
        messages.success(request, _("Второй ключ отключён."))
        return redirect("keys:keys")
    context = {
        "form": form,
        "title": _("Отключить: %(name)s") % {"name": key.name},
        "about": _("Войти этим ключом больше не получится."),
        "act": _("Отключить"),
        "is_danger": True,
    }
    return render(request, "keys/sure.html", context, status=_status(form, ""))


@require_safe
@door("keys.look_after")
def accounts(request: HttpRequest) -> HttpResponse:
    """Employees and their second keys; others by their whole login name."""
    who, words = standing(request), request.GET.get("q", "")
    context = {"lines": lines_of(words, who.on), "words": words, "mine": who.account}
    return render(request, "keys/accounts.html", context)


@require_POST
@door("keys.look_after")
def reset(request: HttpRequest, account_id: int) -> HttpResponse:
    """Take away the lost second key of another person, with a ground."""
    who = standing(request)
    account = account_for(who, account_id)
    actions.reset_keys(account, request.POST.get("why", ""), by=who.account)
    text = _("Второй ключ сброшен: %(name)s входит по паролю и подключит новый.")
    messages.success(request, text % {"name": account})
    return redirect("keys:accounts")
