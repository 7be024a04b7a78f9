"""Переспросить, кто это, перед делом, которое меняет закрытое, права или списки; набранное не теряется."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from letopis.keys.access import is_proven
from letopis.keys.actions import accept_code
from letopis.people.access import before_key, door
from letopis.people.models import Account
from letopis.regulation.refusals import Refused
from letopis.school.queries import entrance_rules
from letopis.screen.access import wants_json
from letopis.screen.craft.sentences import sentence

FIELD = "sure"  # what the person proves themselves by, beside the fields of the deed
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
MOST = 5  # wrong proofs, after which the session ends: somebody sits at a forgotten screen
UNSURE = 401


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
        minutes = entrance_rules(timezone.localdate()).sure_for(getattr(view, "door", ""))
        if minutes is None or is_proven(request.session, minutes, timezone.now()):
            return None
        if wants_json(request):
            return JsonResponse(
                {"sentence": sentence(Refused("login.unsure")), "code": "login.unsure"}, status=UNSURE
            )
        return _asked(request, request.user)


@require_http_methods(("GET", "HEAD", "POST"))
@never_cache
@sensitive_post_parameters(FIELD)
@before_key
@door("self")
def sure(request: HttpRequest) -> HttpResponse:
    """Prove who it is beforehand, in a tab beside the page a script of which was asked to."""
    me = cast("Account", request.user)
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
    if not _proves(account, typed):
        request.session["unsure"] = request.session.get("unsure", 0) + 1
        if request.session["unsure"] >= MOST:
            auth.logout(request)
            messages.error(request, sentence(Refused("login.unsure_ended")))
            return redirect("entrance:login")
        return _page(request, account, _("Не подошло. Проверьте раскладку и Caps Lock."))
    request.session["sure"], request.session["unsure"] = timezone.now().timestamp(), 0
    if "had_files" in request.POST:
        messages.info(request, _("Подтверждено. Файл приложите ещё раз."))
        return redirect(request.get_full_path())
    return None


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


def _page(request: HttpRequest, account: Account, wrong: str, status: int = UNSURE) -> HttpResponse:
    passed = {FIELD, "csrfmiddlewaretoken"}
    typed = [(name, value) for name, values in request.POST.lists() if name not in passed for value in values]
    context = {
        "typed": typed,
        "had_files": bool(request.FILES),
        "wrong": wrong,
        "has_key": account.has_second_key,
    }
    return render(request, "keys/confirm.html", context, status=status)
