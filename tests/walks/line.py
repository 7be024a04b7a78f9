"""Страница журнала без браузера: те же запросы, что шлёт её скрипт, и ответы, которым она верит."""

from __future__ import annotations

import http.cookiejar
import json
import re
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests.walks.furnish import PASSWORD

TEACHER, DEPUTY = "petrova.ai", "sidorov.ip"


class Line:
    """One person's browser as far as the server can tell."""

    def __init__(self, address: str, username: str = TEACHER) -> None:
        self.address = address
        self.cookies = http.cookiejar.CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))
        self.get("/login/")
        typed = {
            "username": username,
            "password": PASSWORD,
            "keep": "on",
            "csrfmiddlewaretoken": self.token(),
        }
        self.send("/login/", urlencode(typed).encode(), {})
        assert any(cookie.name == "sessionid" for cookie in self.cookies), "not let in"

    def token(self) -> str:
        """The sign without which the server takes no form."""
        return next(cookie.value or "" for cookie in self.cookies if cookie.name == "csrftoken")

    def send(self, path: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        """One request as it goes over the wire."""
        request = Request(self.address + path, body, headers)
        with self.opener.open(request, timeout=20) as response:
            return bytes(response.read())

    def get(self, path: str) -> str:
        """A page."""
        return self.send(path, None, {}).decode()

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """What the page's script sends; the answer with its status.

        Raises:
            OSError: the server did not answer.
        """
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "X-CSRFToken": self.token(),
        }
        try:
            found = self.send(path, json.dumps(body).encode(), headers)
        except HTTPError as error:
            with error:
                return {**json.loads(error.read()), "status": error.code}
        return {**json.loads(found), "status": 200}

    def put_lesson(self, course: int, day: str, number: int) -> int:
        """A new lesson; its number in the program."""
        text = {"date": day, "number": number, "topic": f"Урок {number}", "homework": "", "type": None}
        answer = self.post(f"/journal/{course}/lesson/", {"id": None, **text, "old": {}})
        assert answer["status"] == 200, answer
        return int(answer["lesson"][0])

    def put(self, course: int, cell: tuple[int, int], old: str, new: str, reason: str = "") -> dict[str, Any]:
        """One cell: lesson and pupil."""
        lesson, student = cell
        body = {"lesson": lesson, "student": student, "old": old, "new": new, "reason": reason}
        return self.post(f"/journal/{course}/cell/", body)

    def register(self, course: int, period: int) -> dict[tuple[int, int], str]:
        """What the page shows: lesson and pupil → value."""
        page = self.get(f"/journal/{course}/?period={period}")
        found = re.search(r'<script id="register"[^>]*>(.*?)</script>', page, re.DOTALL)
        assert found is not None
        data = json.loads(found[1])
        return {
            (data["lessons"][lesson][0], data["pupils"][pupil][0]): value
            for pupil, line in enumerate(data["cells"])
            for lesson, value in enumerate(line.split(","))
            if value
        }
