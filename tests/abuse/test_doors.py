"""Любой адрес с любым присланным вздором: никогда не ошибка сервера, всегда фраза для человека."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.house.source import CYRILLIC, PACKAGE, sources
from tests.walks.doors import DOORS, Json, Knock

Enter = Callable[[str], Client]

EXAMPLES = int(os.environ.get("LETOPIS_FUZZ", "12"))  # bodies per address and role; make soak asks for more
OFTEN = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES < 50,
    phases=[Phase.explicit, Phase.generate],  # a broken page is seen at once; making it smaller takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# Who may write nearly everything, who teaches, who sees nothing.
ROLES = ("deputy", "teacher", "clerk", "pupil")
ASKED = re.compile(r"""(?:GET|POST|COOKIES)(?:\.get|\.getlist)?[(\[]\s*"(\w+)\"""")
FIELD = re.compile(r"^\s{4}(\w+) = forms\.", re.MULTILINE)

nasty = st.one_of(
    st.sampled_from(
        [
            "", "0", "-1", "9" * 30, "1e9", "NaN", "\x00", "٣", "²", "½", "none", "true", "=1+1", "@SUM(A1)",
            "2026-13-45", "0001-01-01", "9999-12-31", "2026-10-21", "' OR 1=1 --",
            "<script>alert(1)</script>",
            "{{ 7|add:7 }}", "%s%(x)s", "../../../etc/passwd", "//evil.example/", "Ё" * 5000, "\u202e\ufeff",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.integers().map(str),
)  # fmt: skip
value = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), nasty),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(nasty, inner, max_size=3),
    max_leaves=6,
)

files = st.one_of(
    st.just({}),
    st.dictionaries(
        st.sampled_from(["file", "signature"]),
        st.binary(max_size=300).map(lambda data: SimpleUploadedFile("a.csv", data)),
        max_size=2,
    ),
)


def names_asked() -> list[str]:
    """Every name a page takes from a form, an address or a cookie, gathered from the source."""
    found = {"csrfmiddlewaretoken", "page", "next"}
    for path in sources(".py", under=PACKAGE):
        text = path.read_text("utf-8")
        found |= {*ASKED.findall(text), *(FIELD.findall(text) if path.stem == "forms" else ())}
    return sorted(found)


NAMES = names_asked()


@contextmanager
def undone() -> Iterator[None]:
    """Whatever the request wrote is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def is_said(response: Any) -> bool:
    """Whether a refusal is said in words."""
    if response.status_code < 400:
        return True
    content = response.content.decode()
    if response["Content-Type"].startswith("application/json"):
        told = json.loads(content)
        return bool(CYRILLIC.search(str(told.get("sentence", told.get("theirs", ""))))) or "theirs" in told
    return bool(CYRILLIC.search(content))


def check(response: Any, what: object) -> None:
    """Read the answer to its end and look at it."""
    assert response.status_code < 500, (what, response.status_code)
    if getattr(response, "streaming", False):
        assert response.getvalue() is not None
    else:
        assert is_said(response), (what, response.status_code, response.content[:200])


def spoilt(draw: st.DrawFn, body: Any) -> Any:
    """The body a page would send with some of its values replaced, taken away or added to."""
    if isinstance(body, dict):
        kept = {name: spoilt(draw, inner) for name, inner in body.items() if draw(st.integers(0, 9))}
        return kept | draw(st.dictionaries(nasty, value, max_size=1))
    if isinstance(body, list) and draw(st.booleans()):
        return [spoilt(draw, inner) for inner in body]
    return body if draw(st.booleans()) else draw(value)


@st.composite
def strings(draw: st.DrawFn, body: Json) -> dict[str, Any]:
    """A form: known names with known and with foreign values."""
    named = draw(st.dictionaries(st.sampled_from(NAMES), nasty, max_size=5))
    kept = {name: str(inner) for name, inner in body.items() if draw(st.booleans())}
    return {**kept, **named}


@st.composite
def bodies(draw: st.DrawFn, body: Json) -> Any:
    """What a script sends, out of joint."""
    return spoilt(draw, body)


@pytest.mark.parametrize("name", sorted(DOORS))
def test_no_form_and_no_query_breaks_an_address(name: str, cast: Cast, enter: Enter) -> None:
    knock = DOORS[name]
    clients = {role: enter(role) for role in ROLES}

    @OFTEN
    @given(st.data())
    def storm(data: st.DataObject) -> None:
        role = data.draw(st.sampled_from(ROLES))
        for send in (clients[role].get, clients[role].post):
            with undone():
                arguments = knock.own(cast, role)
                known = {**(knock.body or knock.query)(cast, arguments), **knock.query(cast, arguments)}
                query, form = data.draw(strings(known)), data.draw(strings(known))
                if send == clients[role].post:
                    form |= data.draw(files)
                address = f"{reverse(name, kwargs=arguments)}?{urlencode(query)}"
                check(send(address, form), (address, form))

    storm()


@pytest.mark.parametrize("name", sorted(name for name, knock in DOORS.items() if knock.is_json))
def test_no_json_breaks_an_address(name: str, cast: Cast, enter: Enter) -> None:
    knock = DOORS[name]
    clients = {role: enter(role) for role in ("teacher", "deputy")}

    @OFTEN
    @given(st.data())
    def storm(data: st.DataObject) -> None:
        role = data.draw(st.sampled_from(sorted(clients)))
        with undone():
            arguments = knock.own(cast, role)
            body = json.dumps(data.draw(bodies((knock.body or knock.query)(cast, arguments))))
            raw = data.draw(st.sampled_from([body, body[:-1], "[" * 5000, "", "\x00"]))
            address = f"{reverse(name, kwargs=arguments)}?{urlencode(knock.query(cast, arguments))}"
            check(clients[role].post(address, raw, content_type="application/json"), (address, raw))

    storm()


@pytest.mark.parametrize("name", sorted(DOORS))
def test_a_number_that_names_nothing_is_said_to_be_absent(name: str, cast: Cast, enter: Enter) -> None:
    knock: Knock = DOORS[name]
    own = knock.own(cast, "deputy")
    client = enter("deputy")
    for number in (0, 2**63, 10**40):
        foreign = {key: number if isinstance(inner, int) else f"нет-{number}" for key, inner in own.items()}
        try:
            address = reverse(name, kwargs=foreign)
        except NoReverseMatch:
            continue
        for send in (client.get, client.post):
            with undone():
                check(send(address), address)


@OFTEN
@given(
    header=st.sampled_from(
        ["Accept-Language", "Accept", "Referer", "User-Agent", "X-Forwarded-For", "Range"]
    ),
    text=nasty.filter(lambda text: not {"\r", "\n", "\x00"} & set(text)),
    cookie=st.sampled_from(["django_language", "theme", "messages", "sessionid", "csrftoken"]),
)
def test_no_header_and_no_cookie_breaks_a_page(header: str, text: str, cookie: str, cast: Cast) -> None:
    client = Client(headers={header: text.encode().decode("latin-1")})
    client.cookies[cookie] = "x"
    client.cookies[cookie].set(cookie, text, text.encode("unicode_escape").decode().replace(";", ","))
    for address in ("/login/", "/", "/checkpoints/"):
        with undone():
            check(client.get(address), (address, header, cookie, text))


@pytest.mark.parametrize("method", ["put", "delete", "patch", "trace", "options"])
def test_a_method_nobody_waits_for_is_refused_in_words(method: str, enter: Enter) -> None:
    response = getattr(enter("deputy"), method)("/closing/")
    assert response.status_code in {403, 405}
    assert is_said(response)
