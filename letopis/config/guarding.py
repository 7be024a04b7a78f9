"""Охрана страниц: заголовки, которые стоят на каждом ответе, и слова журналу безопасности об отказах."""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import HEADER as POLICY
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponseBase

from letopis.config import alarm

# What a page of a register never needs of the browser's devices.
DEVICES = ("camera", "microphone", "geolocation", "payment", "usb", "serial", "hid", "midi")
HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{device}=()" for device in DEVICES),
    # Whatever does not say otherwise itself is kept by nobody; the files of the pages do say so.
    "Cache-Control": "no-store",
}


class GuardMiddleware:
    """Stands outside of all that answers, so that no answer leaves without its headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.headers = HEADERS | {POLICY: build_policy()}  # one policy for all pages

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, dress the answer, tell the log if it is a refusal."""
        response = self.get_response(request)
        for name, value in self.headers.items():
            if not response.has_header(name):
                response[name] = value
        alarm.tell_of_answer(request, response.status_code)
        return response
