"""A browser without a network: asks the program the way its server does, through WSGI, logged in."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass

TOKEN = "b" * 32  # what a browser would have got with its first page


def set_cookies(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The cookies an answer asks the browser to keep."""
    told = (value.strip().partition(";")[0] for name, value in headers if name.lower() == "set-cookie")
    return dict(cookie.split("=", 1) for cookie in told)


@dataclass
class Answer:
    """What came back: status, headers, body in bytes as it goes over the wire."""

    status_code: int
    headers: list[tuple[str, str]]
    content: bytes


class Visitor:
    """One person's browser."""

    def __init__(self, username: str) -> None:
        from django.core.wsgi import get_wsgi_application
        from django.test import Client

        from letopis.config import memory
        from letopis.people.models import Account

        client = Client()
        client.force_login(Account.objects.get(username=username))
        self.session = client.cookies["sessionid"].value
        self.cookies = {"sessionid": self.session, "csrftoken": TOKEN}
        self.application = get_wsgi_application()
        memory.settle()  # as the server does

    def get(self, address: str) -> Answer:
        """A page."""
        return self._ask("GET", address, b"", {"HTTP_ACCEPT": "text/html"})

    def post(self, address: str, body: dict[str, object]) -> Answer:
        """What a page's script sends."""
        more = {
            "CONTENT_TYPE": "application/json",
            "HTTP_X_CSRFTOKEN": TOKEN,
            "HTTP_ACCEPT": "application/json",
        }
        return self._ask("POST", address, json.dumps(body).encode(), more)

    def _ask(self, method: str, address: str, body: bytes, more: dict[str, str]) -> Answer:
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "127.0.0.1:8000",
            "HTTP_ACCEPT_ENCODING": "gzip",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.version": (1, 0),
            **more,
        }
        told: list[tuple[str, list[tuple[str, str]]]] = []
        parts = self.application(environ, lambda status, headers: told.append((status, headers)))
        content = b"".join(parts)
        parts.close()
        status, headers = told[0]
        self.cookies.update(set_cookies(headers))
        answer = Answer(int(status[:3]), headers, content)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {status} {content[:300]!r}")
        return answer
