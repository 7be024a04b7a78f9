"""Вход между страницами: обычные записи в базе, их читает каждая страница одним готовым вопросом."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

_SESSION = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Django's own sessions; only the reading of one is spelt out, a third of its cost."""

    def load(self) -> dict[str, Any]:
        """What the session holds; a session that is over or was ended holds nothing and loses its key."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(_SESSION, [self.session_key, now])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])

    def get_session_cookie_age(self) -> int:
        """Seconds until a session without a deed ends: by the posts of its owner, never past its last moment.

        Django asks this whenever it saves a session; `letopis.keys` has put both figures in at the login.
        """
        idle, until = self.get("idle"), self.get("until")
        if idle is None or until is None:
            return super().get_session_cookie_age()
        return max(1, min(int(idle), int(until - timezone.now().timestamp())))


class KeyMiddleware(SessionMiddleware):
    """Django's own, but a request that only looks never takes the session's key out of the browser.

    At a new password the key changes. What the same page has asked for with the old key may be answered last,
    and Django's answer would take the key away: the new one by then, and the person would stand at the login.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Write the session and its key as Django does; an empty one only after a deed, as at the log-out."""
        if request.session.is_empty() and request.method in {"GET", "HEAD"}:
            patch_vary_headers(response, ("Cookie",))
            return response
        return super().process_response(request, response)
