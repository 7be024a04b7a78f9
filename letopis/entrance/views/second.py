"""Второй шаг входа и вход ключом доступа: пароль уже подошёл или не понадобился."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from letopis.entrance.actions import count_question
from letopis.entrance.forms import SecondForm
from letopis.entrance.views.letting import STATUS, admit, counted, is_ours, not_let, typed_in
from letopis.keys.access import address_of, place_of
from letopis.keys.actions import accept_code, accept_passkey
from letopis.keys.craft import passkeys
from letopis.keys.models import SecondKey
from letopis.keys.queries import codes_left, keys_of, passkey_named, passkeys_of
from letopis.people.access import open_door
from letopis.people.models import Account
from letopis.regulation.refusals import Refused
from letopis.school.queries import school
from letopis.screen.access import refused_as
from letopis.screen.craft.sentences import sentence

PENDING, STATE = "entrance.pending", "entrance.passkey"
PATIENCE = timedelta(minutes=10)
LONGEST = 20_000  # signs of a browser's answer
NOBODY = "\0passkey "  # failures of nameless passkeys are counted by place: no login name looks so


def ask_second(request: HttpRequest, account: Account, page: str, *, keep: bool) -> HttpResponse:
    """The password was right: remember who stands at the door, in a session that opens nothing."""
    request.session.cycle_key()
    request.session[PENDING] = {
        "account": account.pk,
        "password": account.get_session_auth_hash(),  # a password changed meanwhile ends the waiting
        "at": timezone.now().timestamp(),
        "page": page,
        "keep": keep,
    }
    return redirect("entrance:second")


def _waiting(request: HttpRequest, now: datetime) -> tuple[Account, dict[str, Any]] | None:
    """Who stands at the door with a right password given not long ago."""
    found = request.session.get(PENDING)
    if found is None or now.timestamp() - found["at"] > PATIENCE.total_seconds():
        return None
    account = Account.objects.filter(pk=found["account"], is_active=True).first()
    if account is None or account.get_session_auth_hash() != found["password"]:
        return None
    return account, found


@open_door
@never_cache
@sensitive_post_parameters("code", "answer")
def second(request: HttpRequest) -> HttpResponse:
    """Ask for the second key of who has given a right password."""
    if request.user.is_authenticated:
        return redirect("entrance:start")
    waiting = _waiting(request, timezone.now())
    if waiting is None:
        if request.session.pop(PENDING, None):
            messages.error(request, sentence(Refused("key.expired")))
        return redirect("entrance:login")
    account, found = waiting
    form, refused = SecondForm(typed_in(request)), None
    if request.method == "POST" and form.is_valid():
        try:
            typed = form.cleaned_data
            counted(account.username, address_of(request), partial(_by_key_of, request, account, typed))
            page = found["page"] if is_ours(request, found["page"]) else ""
            return admit(request, account, page, keep=found["keep"])
        except Refused as refusal:
            refused = refusal
    return render(
        request,
        "entrance/second.html",
        _facts(request, account, form, refused),
        status=_status(form, refused),
    )


def _by_key_of(request: HttpRequest, account: Account, typed: dict[str, str], now: datetime) -> Account:
    """Check the code or the signature of who has given a right password.

    Raises:
        Refused: key.wrong, key.not_this, key.copied.
    """
    if not typed["answer"]:
        accept_code(account, typed["code"], now, by=account.ref)
        return account
    key, proven = _signed(request, typed["answer"])
    if key.account_id != account.pk:
        raise Refused("key.not_this")
    accept_passkey(key, proven, now, by=account.ref)
    return account


def _by_passkey(request: HttpRequest, answer: str, now: datetime) -> Account:
    """Whose passkey it is that has signed after proving the person.

    Raises:
        Refused: key.not_this, key.copied.
    """
    key, proven = _signed(request, answer)
    if not proven.is_person_proven:
        raise Refused("key.not_this")
    accept_passkey(key, proven, now, by=key.account.ref)
    return key.account


def _signed(request: HttpRequest, answer: str) -> tuple[SecondKey, passkeys.Proven]:
    """The passkey that has answered the question kept in the session, its signature checked.

    Raises:
        Refused: key.not_this.
    """
    state = request.session.pop(STATE, None)
    key = passkey_named(passkeys.name_in(answer))
    if state is None or key is None:
        raise Refused("key.not_this")
    try:
        return key, passkeys.signed(place_of(request), state, key.secret, answer)
    except passkeys.NotThisKeyError as wrong:
        raise Refused("key.not_this") from wrong


def _facts(
    request: HttpRequest, account: Account, form: SecondForm, refused: Refused | None
) -> dict[str, Any]:
    kinds = {key.kind for key in keys_of(account)}
    options, place = "", place_of(request)
    if SecondKey.PASSKEY in kinds and place.is_able:
        options, request.session[STATE] = passkeys.ask(place, passkeys_of(account), person=False)
    return {
        "form": form,
        "sentence": sentence(refused) if refused else "",
        "options": options,
        "has_application": SecondKey.APPLICATION in kinds,
        "codes": codes_left(account),
        "school": school(),
    }


def _status(form: SecondForm, refused: Refused | None) -> int:
    if refused is not None and refused.code == "login.locked":
        return 429
    return 422 if refused or form.errors else 200


@open_door
@require_POST
@never_cache
def passkey_question(request: HttpRequest) -> HttpResponse:
    """What a browser must sign to enter without a name and a password; a place asks so often and no more."""
    try:
        count_question(address_of(request), timezone.now(), by=0)
    except Refused as refused:
        refused_as(request, refused.code)
        told = {"sentence": sentence(refused), "code": refused.code}
        return JsonResponse(told, status=STATUS[refused.code])
    options, request.session[STATE] = passkeys.ask(place_of(request), None, person=True)
    return JsonResponse(json.loads(options))


@open_door
@require_POST
@never_cache
@sensitive_post_parameters("answer")
def passkey(request: HttpRequest) -> HttpResponse:
    """Enter by a passkey alone: the device has proven the person by a finger, a face or a PIN."""
    answer = request.POST.get("answer", "")[:LONGEST]
    try:
        place = address_of(request)
        account = counted(NOBODY + place, place, partial(_by_passkey, request, answer))
    except Refused as refused:
        return not_let(request, refused)
    page = request.POST.get("next", "")
    return admit(request, account, page if is_ours(request, page) else "", keep=False)
