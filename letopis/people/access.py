"""Двери: кто вошёл, что ему можно сегодня; страница без указанной двери не открывается никому (п. 4.2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.middleware import get_user
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import DEFAULT_DB_ALIAS, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from letopis.people.models import Account
from letopis.regulation import access
from letopis.regulation.access import Span, Standing
from letopis.school.craft.rows import asked, day_of, moment_of
from letopis.school.queries import entrance_rules

View = Callable[..., HttpResponseBase]
V = TypeVar("V", bound=View)
OPEN = "open"
KEEP = "X-Letopis-Keep"  # what the worker of the pages may keep, read by worker.js
OWNER = "X-Letopis-Account"  # a script's request says whose page it comes from


def door(deed: str) -> Callable[[V], V]:
    """Say which deed of the roles table opens a page.

    Raises:
        KeyError: the table knows no such deed.
    """
    if deed not in access.DEEDS:
        raise KeyError(deed)

    def hung(view: V) -> V:
        view.door = deed  # type: ignore[attr-defined] # functions may carry marks; their type cannot say so
        return view

    return hung


def open_door(view: V) -> V:
    """Say that a page is open to everybody, without login."""
    view.door = OPEN  # type: ignore[attr-defined] # as above
    return view


def before_key(view: V) -> V:
    """Say that a page of one's own opens even to who is late with the second key: there it is connected."""
    view.before_key = True  # type: ignore[attr-defined] # as above
    return view


class SchoolBackend(ModelBackend):
    """Finds who a session belongs to, at every page, by one ready question."""

    def get_user(self, user_id: Any) -> Account | None:
        """The account, None where it is gone or no longer in force."""
        account = _account_of(user_id)
        return account if self.user_can_authenticate(account) else None


def _account_of(number: Any) -> Account | None:
    names, sql, readers = _account_columns()
    row = next(iter(asked(sql, [number])), None)
    if row is None:
        return None
    values = [read(value) for read, value in zip(readers, row, strict=True)]
    return Account.from_db(DEFAULT_DB_ALIAS, names, values)


@cache
def _account_columns() -> tuple[list[str], str, list[Callable[[Any], Any]]]:
    """Names of an account's values, the question for them, and how each is read from either database."""
    known: dict[str, Callable[[Any], Any]] = {"BooleanField": bool, "DateTimeField": moment_of}
    fields = Account._meta.concrete_fields  # noqa: SLF001 - Django's documented door to fields
    names = [field.attname for field in fields]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    sql = f"SELECT {columns} FROM people_account WHERE id = %s"  # noqa: S608 - names of our own columns
    return names, sql, [known.get(field.get_internal_type(), lambda value: value) for field in fields]


class DoorMiddleware:
    """Asks at every page: who is it, what may they do today, does this door open to them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the page in the person's language."""
        cast("Any", request).standing = Standing(0, timezone.localdate())
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        translation.activate(wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)
        response = self.get_response(request)
        if not response.has_header("Content-Language"):
            response["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
        return response

    def process_view(
        self, request: HttpRequest, view: View, _args: tuple[object, ...], _kwargs: dict[str, object]
    ) -> HttpResponseBase | None:
        """Open the page's door, send to the login page or to a new password, or refuse."""
        deed = getattr(view, "door", None)
        person = request.user = get_user(request)
        if isinstance(person, Account):
            translation.activate(person.language)
            cast("Any", request).standing = standing_of(person, timezone.localdate())
        if deed == OPEN:
            return None
        if not isinstance(person, Account):
            return _to_login(request)
        if not _own_page(request, person):
            return _not_yours()
        if person.must_change_password and _asked(request) != settings.LETOPIS_FIRST_LOGIN_URL:
            return redirect(settings.LETOPIS_FIRST_LOGIN_URL)
        if is_late_with_key(person, standing(request)) and not hasattr(view, "before_key"):
            return _to_keys(request)
        if deed is None or not opens(deed, cast("Any", request).standing):
            raise PermissionDenied
        return None


def _asked(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def keepable(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let the person's own browser keep this page for reading without a network.

    The mark says whose page it is, how many hours it may be shown, and whether only until the browser is
    closed: no longer than the login itself would last.
    """
    hours = settings.SESSION_COOKIE_AGE // 3600
    until = "browser" if request.session.get_expire_at_browser_close() else "device"
    response[KEEP] = f"{request.user.pk} {hours} {until}"
    return response


def _own_page(request: HttpRequest, person: Account) -> bool:
    """Whether the page that asks was opened by the person who is logged in now.

    Two people may log in one after another in one browser: the first one's open page must not write, or send
    what has been waiting for a network, in the name of the second.
    """
    return request.headers.get(OWNER, str(person.pk)) == str(person.pk)


def _not_yours() -> HttpResponse:
    sentence = _(
        "В этом браузере вошёл другой человек. Войдите снова под своим именем, введённое не потеряется."
    )
    return JsonResponse({"sentence": sentence, "code": "login.other"}, status=401)


def _is_script(request: HttpRequest) -> bool:
    mode, accepted = request.headers.get("Sec-Fetch-Mode"), request.headers.get("Accept", "")
    return mode in {"cors", "same-origin"} or "json" in accepted


def _to_login(request: HttpRequest) -> HttpResponse:
    """A page goes to the login page; a script's request gets a sentence instead."""
    if _is_script(request):
        sentence = _("Вход устарел: войдите снова в соседней вкладке, введённое не потеряется.")
        return JsonResponse({"sentence": sentence, "code": "login.needed"}, status=401)
    return redirect_to_login(request.get_full_path())


def is_late_with_key(person: Account, standing: Standing) -> bool:
    """Whether a post of this person needs a second key, the term to connect it is over, and there is none."""
    if person.has_second_key or person.key_asked_on is None:
        return False
    due = entrance_rules(standing.on).key_due(standing.roles, person.key_asked_on)
    return due is not None and standing.on >= due


def _to_keys(request: HttpRequest) -> HttpResponse:
    """A page goes to the page of second keys; a script's request gets a sentence instead."""
    if _is_script(request):
        sentence = _("Не записано: сначала подключите второй ключ входа, срок вышел.")
        return JsonResponse({"sentence": sentence, "code": "key.late"}, status=403)
    return redirect(settings.LETOPIS_KEYS_URL)


def standing(request: HttpRequest) -> Standing:
    """Who asks for the page and what they rest their rights on; gathered once by the middleware."""
    found: Standing = cast("Any", request).standing
    return found


def opens(deed: str, standing: Standing) -> bool:
    """Whether any role in force lets the person in at all; the thing itself is checked by the page."""
    grants = access.DEEDS.get(deed, {})
    return not standing.roles.isdisjoint(grants) or (deed in standing.deeds and bool(grants))


_FACTS = """
SELECT 'post', post, 0, starts, ends FROM people_appointment WHERE employee_id = %s
UNION ALL
SELECT 'courses', {courses}, 0, starts, ends FROM people_courseassignment WHERE employee_id = %s
 GROUP BY starts, ends
UNION ALL
SELECT 'class', '', class_group_id, starts, ends FROM people_classteacherassignment WHERE employee_id = %s
UNION ALL
SELECT 'child', '', student_id, NULL, NULL FROM people_representation WHERE representative_id = %s
"""
# Pages of one span of days in one row: a teacher of thirty years has thousands of pages and few spans.
_COURSES = {
    "sqlite": "group_concat(course_id)",
    "postgresql": "string_agg(CAST(course_id AS text), ',')",
}
_lessons: list[str] = []


def rests_on(part: str) -> None:
    """Have one more question asked of an employee, from a room above; its one parameter is the employee.

    Args:
        part: SELECT of a kind, a text, a number, the first and the last day:
            'lesson', number of the lesson, page, day, day: one lesson given in another's place;
            'post', post, 0, …: one more post; 'deed', deed, 0, …: one more deed, for the whole school;
            'delegation', '', its number, …: given or taken by the person;
            'open', '', second of the epoch at which it ends, NULL, NULL: records are open to be read.
    """
    _lessons.append(part)


def standing_of(account: Account, on: date) -> Standing:
    """Everything an account may rest a right on, gathered in one question.

    Posts and classes count on the day itself; appointments to courses keep their days, since a lesson is
    written by who taught it.
    """
    roles: set[str] = set()
    courses: dict[int, tuple[Span, ...]] = {}
    classes: set[int] = set()
    students: set[int] = {account.student_id} if account.student_id else set()
    lessons: set[tuple[int, date, int]] = set()
    deeds: set[str] = set()
    delegations: set[int] = set()
    for kind, post, number, starts, ends in _facts_of(account):
        span = _span(starts, ends)
        if kind == "courses":
            for course in map(int, post.split(",")):
                courses[course] = (*courses[course], span) if course in courses else (span,)
        elif kind == "post" and span.covers(on):
            roles.add(post)
        elif kind == "class" and span.covers(on):
            classes.add(number)
            roles.add(access.CLASS_TEACHER)
        elif kind == "lesson":
            lessons.add((number, span.starts, int(post)))
        elif kind == "child":
            students.add(number)
            roles.add(access.PARENT)
        else:
            _add_given(kind, (post, number), on, span, (deeds, delegations))
    if account.student_id:
        roles.add(access.PUPIL)
    own = (frozenset(classes), frozenset(students), frozenset(lessons))
    given = (frozenset(deeds), frozenset(delegations))
    return Standing(account.ref, on, frozenset(roles), courses, *own, *given)


def _add_given(
    kind: str, what: tuple[str, int], on: date, span: Span, into: tuple[set[str], set[int]]
) -> None:
    """What is given for a time, beside the posts: deeds by an order, records opened by a reason."""
    deeds, delegations = into
    if kind == "deed" and span.covers(on):
        deeds.add(what[0])
    elif kind == "delegation" and span.covers(on):
        delegations.add(what[1])
    elif kind == "open" and what[1] > timezone.now().timestamp():
        deeds |= access.OPENED


def _facts_of(account: Account) -> list[tuple[Any, ...]]:
    employee, representative = account.employee_id, account.representative_id
    if employee is None and representative is None:
        return []
    parts = [_FACTS.format(courses=_COURSES[connection.vendor]), *_lessons]
    return asked(
        " UNION ALL ".join(parts), [employee, employee, employee, representative, *[employee] * len(_lessons)]
    )


@lru_cache(maxsize=4096)
def _span(starts: date | str | None, ends: date | str | None) -> Span:
    """Days as the database gives them; a school's appointments share few, however many years it keeps."""
    return Span(day_of(starts) or date.min, day_of(ends))
