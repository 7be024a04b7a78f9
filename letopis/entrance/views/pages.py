"""Страницы у входа: вход, начало дня, свой пароль и язык, открытые всем акты и печати."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.contrib import auth, messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from letopis.entrance.access import least_signs
from letopis.entrance.actions import count_failure
from letopis.entrance.craft.shell import worker_script
from letopis.entrance.forms import EnterForm, LoginForm, PasswordForm
from letopis.entrance.queries import acts_on, day_of, locked_until
from letopis.entrance.views.letting import admit, typed_in, wanted
from letopis.entrance.views.second import ask_second
from letopis.keys.access import address_of, place_of, the_portal
from letopis.keys.queries import unknown_visits
from letopis.office.actions import accept
from letopis.office.queries import invitation_of
from letopis.people.access import door, open_door, standing
from letopis.people.actions.own_account import choose_language, choose_password
from letopis.people.models import Account
from letopis.regulation.access import ROLES, permits
from letopis.regulation.refusals import Refused
from letopis.school.queries import school
from letopis.screen.craft.board import SYSTEM
from letopis.screen.craft.duties import duties_of
from letopis.screen.craft.posts import TITLES
from letopis.screen.craft.sentences import sentence
from letopis.trace.queries import checkpoints as seals
from letopis.trace.queries import verifier

DEMO_PASSWORD = "letopis-demo"  # noqa: S105 - printed on the page of the demo school, opens nothing else
SEALS_ON_PAGE = 25
CLEARED = "X-Letopis-Cleared"  # the page's script has emptied the browser's store itself
YEAR = 365 * 24 * 60 * 60


@door("self")
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What this person does next."""
    me = cast("Account", request.user)
    if me.must_change_password:
        return redirect("entrance:password")
    who, visit = standing(request), request.session.get("visit", 0)
    context = {
        "day": day_of(who),
        "today": who.on,
        "may_set_up": permits("school.set_up", who),
        "duties": duties_of(who),
        "unknown": unknown_visits(me, visit) if me.has_new_device else [],
    }
    return render(request, "entrance/start.html", context)


@open_door
@never_cache
@sensitive_post_parameters("password")
def login(request: HttpRequest) -> HttpResponse:
    """Let a person in by name and password."""
    if request.user.is_authenticated:
        return redirect("entrance:start")
    form = LoginForm(typed_in(request))
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            return _let_in(request, form.cleaned_data)
        except Refused as refusal:
            refused = refusal
    locked = refused is not None and refused.code == "login.locked"
    status = 429 if locked else 422 if refused or form.errors else 200
    return render(request, "entrance/login.html", _door_facts(request, form, refused), status=status)


def _let_in(request: HttpRequest, typed: dict[str, Any]) -> HttpResponse:
    """Open the session, or count the failure and refuse.

    Raises:
        Refused: login.wrong, login.locked.
    """
    name, address, now = str(typed["username"]), address_of(request), timezone.now()
    lock = locked_until(name, address, now)
    account = None if lock else auth.authenticate(request, username=name, password=typed["password"])
    if account is None:
        lock = lock or count_failure(name, address, now, by=0)
        raise Refused("login.locked", until=lock) if lock else Refused("login.wrong")
    page, keep = wanted(request, ""), bool(typed["keep"])
    return (ask_second if account.has_second_key else admit)(request, account, page, keep=keep)


@open_door
@never_cache
@sensitive_post_parameters("code", "new", "again")
def enter(request: HttpRequest) -> HttpResponse:
    """The first entry: name and one-time code of the invitation, then one's own password."""
    form = EnterForm(typed_in(request))
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            account = _invited(request, form)
            if account:
                return _first_entry(request, account)
        except Refused as refusal:
            refused = refusal
    locked = refused is not None and refused.code == "login.locked"
    status = 429 if locked else 422 if refused or form.errors else 200
    context = {"form": form, "sentence": sentence(refused) if refused else "", "school": school()}
    return render(request, "entrance/enter.html", context, status=status)


def _invited(request: HttpRequest, form: EnterForm) -> Account | None:
    """Who holds the invitation, its code used up; None if the password chosen will not do.

    Raises:
        Refused: invitation.wrong, login.locked.
    """
    typed, address, now = form.cleaned_data, address_of(request), timezone.now()
    name = str(typed["username"])
    lock = locked_until(name, address, now)
    found = None if lock else invitation_of(name, typed["code"], now)
    if found is None:
        lock = lock or count_failure(name, address, now, by=0)
        raise Refused("login.locked", until=lock) if lock else Refused("invitation.wrong")
    if not form.fits(found.account):
        return None
    return accept(found, typed["new"], by=found.account.ref)


def _first_entry(request: HttpRequest, account: Account) -> HttpResponse:
    messages.success(request, _("Пароль записан. В следующий раз входите по имени и своему паролю."))
    return (ask_second if account.has_second_key else admit)(request, account, "", keep=False)


def _door_facts(request: HttpRequest, form: LoginForm, refused: Refused | None) -> dict[str, Any]:
    roles = [(role, TITLES[role]) for role in ROLES] if settings.LETOPIS_DEMO else []
    portal = the_portal()
    return {
        "form": form,
        "sentence": sentence(refused) if refused else "",
        "next": wanted(request, ""),
        "school": school(),
        "acts": acts_on(timezone.localdate()),
        "demo_roles": roles,
        "demo_password": DEMO_PASSWORD,
        "has_passkeys": place_of(request).is_able,
        "portal": portal.title if portal else "",
    }


@open_door
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Close the session and have the browser forget what it holds of the person.

    A page whose script has already emptied its own store says so; where somebody else's unsent marks wait in
    the same browser, only that script could tell them apart.
    """
    auth.logout(request)
    response = redirect("entrance:login")
    cleared = request.headers.get(CLEARED) in {"own", "all"}
    response["Clear-Site-Data"] = '"cache"' if cleared else '"cache", "storage"'
    return response


@open_door
@require_safe
@cache_control(no_cache=True)
def worker(_request: HttpRequest) -> HttpResponse:
    """The script that keeps the pages' shell in the browser; another text with every release."""
    places = {"offline": reverse("entrance:offline"), "words": reverse("words")}
    return HttpResponse(worker_script(_offline_page(), places), content_type="text/javascript; charset=utf-8")


@open_door
@require_safe
def offline(_request: HttpRequest) -> HttpResponse:
    """What is shown in place of a page that cannot be had; nobody's name stands on it."""
    return HttpResponse(_offline_page())


def _offline_page() -> str:
    return render_to_string("entrance/offline.html", {"board": SYSTEM})


@open_door
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Show the pages in another language from now on."""
    chosen = request.POST.get("language", "")
    response = HttpResponseRedirect(wanted(request, reverse("entrance:start")))
    if chosen not in dict(settings.LANGUAGES) or not check_for_language(chosen):
        return response
    if isinstance(request.user, Account):
        choose_language(request.user, chosen, by=request.user.ref)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure()
    )
    return response


@door("self")
@never_cache
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Choose a new password in place of the temporary or the old one."""
    account = cast("Account", request.user)
    form = PasswordForm(account, typed_in(request))
    if request.method == "POST" and form.is_valid():
        choose_password(account, form.cleaned_data["new"], by=account.ref)
        auth.update_session_auth_hash(request, account)
        messages.success(request, _("Пароль сменён. На других устройствах войдите с новым."))
        return redirect("entrance:start")
    context = {"form": form, "least": least_signs(account)}
    return render(request, "entrance/password.html", context, status=422 if form.errors else 200)


@open_door
@require_safe
def local_act(request: HttpRequest) -> HttpResponse:
    """Local acts of the school, open to everybody (clause 1.8)."""
    context = {"acts": acts_on(timezone.localdate()), "school": school()}
    return render(request, "entrance/local_act.html", context)


@open_door
@require_safe
def checkpoints(request: HttpRequest) -> HttpResponse:
    """Signed seals of the chronicle: anybody may keep a copy and compare later."""
    found = seals()
    page = Paginator(found, SEALS_ON_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "newest": found.first(), "verifier": verifier(), "school": school()}
    return render(request, "entrance/checkpoints.html", context)
