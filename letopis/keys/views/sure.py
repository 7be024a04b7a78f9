"""Переспросить, кто это, перед делом, которое меняет закрытое, права или списки; набранное не теряется."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from letopis.keys.access import is_proven
from letopis.keys.actions import accept_code
from letopis.people.access import before_key, door, standing
from letopis.people.models import Account
from letopis.regulation.entrance import CORRECTION
from letopis.regulation.refusals import Refused
from letopis.school.queries import entrance_rules
from letopis.screen.access import wants_json
from letopis.screen.craft.sentences import sentence

FIELD = "sure"  # what the person proves themselves by, beside the fields of the deed
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
MOST = 5  # wrong proofs, after which the session ends: somebody sits at a forgotten screen
UNSURE, WRONG = 401, 422


class SureMiddleware:
    """Before a sensitive deed: has this person proven who they are not long ago?"""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the page."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: tuple[object, ...], _kwargs: dict[str, object]
    ) -> HttpResponse | None:
        """Let the deed through, or ask first."""
        if request.method in SAFE or not isinstance(request.user, Account):
            return None
        rules, now = entrance_rules(timezone.localdate()), timezone.now()
        minutes = rules.sure_for(CORRECTION)
        if minutes is not None and not is_proven(request.session, minutes, now):
            cast("Any", request).standing = replace(standing(request), is_unproven=True)
        minutes = rules.sure_for(getattr(view, "door", ""))
        if minutes is None or is_proven(request.session, minutes, now):
            return None
        if wants_json(request):
            return JsonResponse(
                {"sentence": sentence(Refused("login.unsure")), "code": "login.unsure"}, status=UNSURE
            )
        return _asked(request, request.user)


class UnsureMiddleware:
    """Asks where only the deed itself finds out that it changes what is closed; a script gets a code."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the page."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: tuple[object, ...], _kwargs: dict[str, object]
    ) -> HttpResponse | None:
        """Take the proof that has come with the fields of the deed."""
        is_form = request.content_type == "application/x-www-form-urlencoded"
        is_asked = request.method not in SAFE and is_form and isinstance(request.user, Account)
        if not (is_asked and standing(request).is_unproven and FIELD in request.POST):
            return None
        if request.resolver_match and request.resolver_match.view_name == "keys:sure":
            return None
        answer = _asked(request, cast("Account", request.user))
        if answer is None:
            cast("Any", request).standing = replace(standing(request), is_unproven=False)
        return answer

    def process_exception(self, request: HttpRequest, refused: Exception) -> HttpResponse | None:
        """Ask a person at a page; its fields come along."""
        is_unsure = isinstance(refused, Refused) and refused.code == "login.unsure"
        if not is_unsure or wants_json(request) or not isinstance(request.user, Account):
            return None
        return _page(request, request.user, "")


@require_http_methods(("GET", "HEAD", "POST"))
@never_cache
@sensitive_post_parameters(FIELD)
@before_key
@door("self")
def sure(request: HttpRequest) -> HttpResponse:
    """Prove who it is beforehand: in a tab beside, or in the window of the register's page, by its script."""
    me = cast("Account", request.user)
    if request.method == "POST" and wants_json(request):
        return _told(request, me)
    if request.method != "POST":
        return _page(request, me, "", status=200)
    answer = _asked(request, me)
    if answer is None:
        messages.success(request, _("Подтверждено. Вернитесь на прежнюю вкладку и повторите."))
        return redirect("entrance:start")
    return answer


def _asked(request: HttpRequest, account: Account) -> HttpResponse | None:
    typed = request.POST.get(FIELD)
    if typed is None:
        return _page(request, account, "")
    if not _proven(request, account, typed):
        if not request.user.is_authenticated:
            messages.error(request, sentence(Refused("login.unsure_ended")))
            return redirect("entrance:login")
        return _page(request, account, _("Не подошло. Проверьте раскладку и Caps Lock."))
    if "had_files" in request.POST:
        messages.info(request, _("Подтверждено. Файл приложите ещё раз."))
        return redirect(request.get_full_path())
    return None


def _told(request: HttpRequest, account: Account) -> JsonResponse:
    """The same for a script: 200, 422 for a wrong answer, 401 once the session has ended."""
    if _proven(request, account, request.POST.get(FIELD, "")):
        return JsonResponse({})
    if not request.user.is_authenticated:
        told, status = sentence(Refused("login.unsure_ended")), UNSURE
    else:
        told, status = _("Не подошло. Проверьте раскладку и Caps Lock."), WRONG
    return JsonResponse({"sentence": told, "code": "login.unsure"}, status=status)


def _proven(request: HttpRequest, account: Account, typed: str) -> bool:
    """Whether what was typed proves it; the last wrong answer allowed ends the session."""
    if _proves(account, typed):
        request.session["sure"], request.session["unsure"] = timezone.now().timestamp(), 0
        return True
    request.session["unsure"] = request.session.get("unsure", 0) + 1
    if request.session["unsure"] >= MOST:
        auth.logout(request)
    return False


def _proves(account: Account, typed: str) -> bool:
    """By the password, or by a code of the second key."""
    if account.check_password(typed):
        return True
    if not account.has_second_key:
        return False
    try:
        accept_code(account, typed, timezone.now(), by=account.ref)
    except Refused:
        return False
    return True


def _back(request: HttpRequest) -> str:
    """The page the deed was begun from; its own address may know no reading."""
    page = request.headers.get("Referer", "")
    known = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if page and known else request.path


def _page(request: HttpRequest, account: Account, wrong: str, status: int = UNSURE) -> HttpResponse:
    passed = {FIELD, "csrfmiddlewaretoken"}
    typed = [(name, value) for name, values in request.POST.lists() if name not in passed for value in values]
    context = {
        "typed": typed,
        "had_files": bool(request.FILES),
        "wrong": wrong,
        "has_key": account.has_second_key,
        "back": _back(request),
    }
    return render(request, "keys/confirm.html", context, status=status)
