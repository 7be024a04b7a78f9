"""Свой вход через портал: подключить, подтвердив паролем, и отключить."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from letopis.keys import actions
from letopis.keys.access import forget_found, found_in, is_near, portal_here, way_to
from letopis.keys.forms import SureForm
from letopis.keys.queries import link_of
from letopis.people.access import before_key, door
from letopis.people.models import Account
from letopis.regulation.refusals import Refused
from letopis.screen.craft.sentences import sentence

WRITE = ("GET", "HEAD", "POST")


@require_GET
@never_cache
@before_key
@door("self")
def portal_go(request: HttpRequest) -> HttpResponse:
    """Send a person who is logged in to the portal, to connect it."""
    me, portal = cast("Account", request.user), portal_here()
    if not is_near(request):
        return redirect("keys:keys")  # another site may not begin it: the button is pressed here
    if link_of(me, portal):
        messages.error(request, sentence(Refused("portal.connected", name=portal.title)))
        return redirect("keys:keys")
    try:
        return HttpResponseRedirect(way_to(portal, request, timezone.now(), "", me.pk))
    except Refused as refused:
        messages.error(request, sentence(refused))
        return redirect("keys:keys")


@require_http_methods(WRITE)
@never_cache
@sensitive_post_parameters()
@before_key
@door("self")
def portal(request: HttpRequest) -> HttpResponse:
    """Confirm by the password that whom the portal has recognised is oneself."""
    me, portal = cast("Account", request.user), portal_here()
    found = found_in(request, timezone.now())
    if not found:
        messages.error(request, sentence(Refused("portal.not_asked", name=portal.title)))
        return redirect("keys:keys")
    form = SureForm(me, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        forget_found(request)
        try:
            actions.connect_portal(me, portal, found, by=me.ref)
            messages.success(request, _("Вход через «%(name)s» подключён.") % {"name": portal.title})
        except Refused as refused:
            messages.error(request, sentence(refused))
        return redirect("keys:keys")
    about = _("«%(name)s» вас узнал. Подтвердите паролем, что подключаете его к записи %(username)s.")
    context = {
        "form": form,
        "title": _("Вход через «%(name)s»") % {"name": portal.title},
        "about": about % {"name": portal.title, "username": me.username},
        "act": _("Подключить"),
    }
    return render(request, "keys/sure.html", context, status=422 if form.errors else 200)


@require_http_methods(WRITE)
@never_cache
@sensitive_post_parameters()
@before_key
@door("self")
def portal_remove(request: HttpRequest) -> HttpResponse:
    """Disconnect one's own portal."""
    me, portal = cast("Account", request.user), portal_here()
    if link_of(me, portal) is None:
        raise Http404
    form = SureForm(me, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.disconnect_portals(me, by=me.ref)
        messages.success(request, _("Вход через «%(name)s» отключён.") % {"name": portal.title})
        return redirect("keys:keys")
    context = {
        "form": form,
        "title": _("Отключить вход через «%(name)s»") % {"name": portal.title},
        "about": _("Входить будете по имени и паролю или ключом доступа."),
        "act": _("Отключить"),
        "is_danger": True,
    }
    return render(request, "keys/sure.html", context, status=422 if form.errors else 200)
