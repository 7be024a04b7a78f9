"""Карточка человека: что о нём записано, его вход и приглашения."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from letopis.office.access import account_for, employee_for, parent_for, pupil_for
from letopis.office.forms import DismissForm, LeaveForm, MoveForm, ParentForm, PostForm, ReasonForm
from letopis.office.queries import classes_on, invitations_of
from letopis.people.access import door, standing
from letopis.people.actions import reopen_account, shut_account
from letopis.people.models import Account, Person
from letopis.regulation import access
from letopis.regulation.access import Standing


@require_safe
@door("people.list")
def pupil(request: HttpRequest, student_id: int) -> HttpResponse:
    """A pupil: classes, representatives, account."""
    who = standing(request)
    found = pupil_for(who, student_id)
    today = {"starts": who.on, "last_day": who.on, "order_day": who.on}
    forms = {
        "move_form": MoveForm(classes_on(who.on), initial=today),
        "leave_form": LeaveForm(initial=today),
        "parent_form": ParentForm(),
    }
    return render(request, "office/pupil.html", _facts(who, found, "pupil") | forms)


@require_safe
@door("people.list")
def employee(request: HttpRequest, employee_id: int) -> HttpResponse:
    """An employee: posts, load, classes, account."""
    who = standing(request)
    found = employee_for(who, employee_id)
    today = {"starts": who.on, "last_day": who.on, "order_day": who.on}
    forms = {"post_form": PostForm(initial=today), "dismiss_form": DismissForm(initial=today)}
    return render(request, "office/employee.html", _facts(who, found, "employee") | forms)


@require_safe
@door("people.list")
def parent(request: HttpRequest, parent_id: int) -> HttpResponse:
    """A legal representative: children, account."""
    who = standing(request)
    return render(request, "office/parent.html", _facts(who, parent_for(who, parent_id), "parent"))


def _facts(who: Standing, person: Person, kind: str) -> dict[str, Any]:
    account = getattr(person, "account", None)
    return {
        "person": person,
        "kind": kind,
        "account": account,
        "invitations": invitations_of(account) if account else [],
        "now": timezone.now(),
        "today": who.on,
        "may_record": access.permits("people.record", who),
    }


@require_POST
@door("people.appoint")
def account_state(request: HttpRequest, account_id: int) -> HttpResponse:
    """Shut an account with a reason, or open it again."""
    who = standing(request)
    account = account_for(who, account_id, "people.appoint")
    form = ReasonForm(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    if account.is_active:
        shut_account(account, why, by=who.account)
        messages.success(request, _("Вход закрыт, открытые сеансы кончились."))
    else:
        reopen_account(account, why, by=who.account)
        messages.success(request, _("Вход открыт."))
    return redirect(card_of(account))


def card_of(account: Account) -> str:
    """Address of the card of an account's owner."""
    if account.student_id:
        return reverse("office:pupil", args=[account.student_id])
    if account.employee_id:
        return reverse("office:employee", args=[account.employee_id])
    return reverse("office:parent", args=[account.representative_id])
