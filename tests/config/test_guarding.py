"""Охрана страниц: что стоит на каждом ответе и чего сервер не принимает."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.messages.storage import default_storage
from django.contrib.messages.storage.session import SessionStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings

from letopis.config.guarding import GuardMiddleware
from tests.cast import Cast

Enter = Callable[[str], Client]
OPEN = ["/login/", "/act/", "/checkpoints/", "/health/", "/нет/такой/"]


@pytest.mark.parametrize("address", OPEN)
def test_every_answer_carries_its_headers(db: None, address: str) -> None:
    answer = Client().get(address)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in answer["Permissions-Policy"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "Access-Control-Allow-Origin" not in answer
    assert answer["Content-Type"].startswith(("text/html; charset=utf-8", "application/json"))
    policy = answer["Content-Security-Policy"]
    for rule in ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "form-action 'self'"):
        assert rule in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy


def test_a_file_of_the_pages_carries_them_too_and_may_be_kept(tmp_path: Path) -> None:
    (tmp_path / "page.css").write_text("a{}")
    with override_settings(STATIC_ROOT=tmp_path):
        answer = Client().get("/static/page.css")
    assert answer.getvalue() == b"a{}"
    assert "no-store" not in answer["Cache-Control"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("role", ["teacher", "parent", "clerk"])
def test_no_page_of_a_person_stays_in_the_browser(role: str, enter: Enter) -> None:
    client = enter(role)
    for address in ("/", "/jobs/", "/password/"):
        assert "no-store" in client.get(address, headers={"Accept": "text/html"})["Cache-Control"], address


def test_records_and_refusals_do_not_stay_either(enter: Enter, cast: Cast) -> None:
    client = enter("parent")
    for address in (f"/pupils/{cast.anna.pk}/", f"/journal/{cast.algebra.pk}/", "/people/staff/"):
        assert client.get(address)["Cache-Control"] == "no-store", address


def test_a_paper_is_not_kept_and_only_its_reader_is_let_in(enter: Enter, cast: Cast) -> None:
    answer = enter("parent").get(f"/pupils/{cast.anna.pk}/report-card.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store"
    assert "object-src 'self'" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_what_a_page_says_of_its_keeping_stands() -> None:
    def kept(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("да", headers={"Cache-Control": "private, max-age=60"})

    assert GuardMiddleware(kept)(RequestFactory().get("/"))["Cache-Control"] == "private, max-age=60"


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "PROPFIND"])
@pytest.mark.parametrize("address", ["/login/", "/", "/act/"])
def test_a_method_no_page_needs_is_refused_everywhere(method: str, address: str, enter: Enter) -> None:
    for client in (Client(), enter("teacher")):
        answer = client.generic(method, address)
        assert answer.status_code == 405
        assert "POST" in answer["Allow"]


def test_more_than_the_largest_act_is_not_even_read(enter: Enter) -> None:
    with override_settings(LETOPIS_LARGEST_REQUEST=2 * 1024 * 1024):
        file = SimpleUploadedFile("список.csv", b"x" * (3 * 1024 * 1024))
        answer = enter("clerk").post("/import/", {"file": file}, headers={"Accept": "text/html"})
    assert answer.status_code == 413
    assert "не больше 2 МБ" in answer.content.decode().replace("\u00a0", " ")


def test_a_message_that_may_name_somebody_waits_in_the_session(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.session = {}  # type: ignore[assignment] # as much of a session as a store of messages asks for
    assert isinstance(default_storage(request), SessionStorage)


def test_the_proxies_are_told_the_same_size() -> None:
    root = Path(__file__).resolve().parents[2] / "deploy"
    most = settings.LETOPIS_LARGEST_REQUEST // 1024 // 1024
    assert f"client_max_body_size {most}m;" in (root / "nginx.conf").read_text()
    assert f"max_size {most}MB" in (root / "Caddyfile").read_text()


OVER_HTTPS = """
import json, django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
client = Client(SERVER_NAME="127.0.0.1", headers={"X-Forwarded-Proto": "https"})
page = client.get("/login/")
chosen = client.post("/language/", {"language": "en"})
cookies = [one.OutputString() for answer in (page, chosen) for one in answer.cookies.values()]
dark = Client(SERVER_NAME="127.0.0.1", headers={"X-Forwarded-Proto": "https"})
dark.cookies["__Host-theme"] = "dark"
print(json.dumps({
    "cookies": cookies,
    "session": [settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE],
    "hidden": settings.SESSION_COOKIE_HTTPONLY,
    "proxies": settings.LETOPIS_PROXIES,
    "hsts": page["Strict-Transport-Security"],
    "dark": 'media="all"' in dark.get("/login/").content.decode(),
}))
"""


def test_over_https_the_name_of_a_cookie_binds_it_to_the_host(tmp_path: Path) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith("LETOPIS_")}
    place = {
        "LETOPIS_HOME": str(tmp_path),
        "LETOPIS_HTTPS": "1",
        "DJANGO_SETTINGS_MODULE": "letopis.config.settings",
    }
    # Only the storage of hashed files is put aside: a place just made has none.
    script = "from letopis.config import settings\nsettings.STORAGES['staticfiles']['BACKEND'] = " + (
        "'django.contrib.staticfiles.storage.StaticFilesStorage'" + OVER_HTTPS
    )
    (tmp_path / "static").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", script], env=own | place, capture_output=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    assert len(told["cookies"]) >= 2
    for cookie in told["cookies"]:
        assert cookie.startswith("__Host-")
        assert "Secure" in cookie
        assert "Path=/" in cookie
        assert "SameSite=Lax" in cookie
        assert "Domain" not in cookie
    assert told["session"] == ["__Host-sessionid", True]
    assert told["hidden"]
    assert told["proxies"] == 1  # who speaks https for the school is believed where people come from
    assert told["hsts"] == "max-age=31536000; includeSubDomains"
    assert told["dark"]
