"""Настоящий маленький портал входа: отвечает по сети, подписывает билеты своим ключом, умеет врать."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass, field
from functools import cache
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "school-7", "тайна / 7"
DESCRIBED, KEYS, CODES, TICKETS = "/realm/.well-known/openid-configuration", "/keys", "/authorize", "/token"


def key(name: str, bits: int = 2048) -> rsa.RSAPrivateKey:
    return _made(name, bits)


@cache
def _made(_name: str, bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


def public(name: str, bits: int = 2048) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key(name, bits).public_key()))
    return {**found, "kid": name, "use": "sig", "alg": "RS256"}


@dataclass
class Provider:
    """One portal on this machine.

    Attributes:
        person: whom it recognises.
        claims, about: what it says otherwise than it should; None takes a word away.
        signer: how a ticket is made of its facts, if not by the published key.
        published: names of the keys it shows.
        says: path → a whole answer in place of the true one: status, headers, body.
        slow: seconds before each answer.
        heard: paths asked so far.
    """

    port: int
    person: str = "person-1"
    claims: dict[str, Any] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)
    signer: Any = None
    published: list[dict[str, Any]] = field(default_factory=lambda: [public("first")])
    says: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    slow: float = 0
    heard: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def issuer(self) -> str:
        return f"{self.origin}/realm"

    def visited(self, address: str) -> str:
        """A person follows the address, proves themselves, is sent back: where to."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        parts = urlsplit(address)
        assert (parts.hostname, parts.port, parts.path) == ("127.0.0.1", self.port, CODES)
        connection.request("GET", f"{parts.path}?{parts.query}")
        response = connection.getresponse()
        response.read()
        connection.close()
        return str(response.getheader("Location"))

    def described(self) -> dict[str, Any]:
        facts = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.origin}{CODES}",
            "token_endpoint": f"{self.origin}{TICKETS}",
            "jwks_uri": f"{self.origin}{KEYS}",
            **self.about,
        }
        return {name: value for name, value in facts.items() if value is not None}

    def asked(self, query: str) -> str:
        found = dict(parse_qsl(query))
        assert found["response_type"] == "code"
        assert found["scope"] == "openid"
        assert found["client_id"] == CLIENT
        assert found["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(8)
        self.codes[code] = found
        return f"{found['redirect_uri']}?{urlencode({'code': code, 'state': found['state']})}"

    def exchanged(self, form: dict[str, str], proof: str) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        told = {"code_challenge": challenge, "redirect_uri": form.get("redirect_uri")}
        if asked is None or not told.items() <= asked.items():
            return 400, {"error": "invalid_grant"}
        if not self.knows(form, proof):
            return 401, {"error": "invalid_client"}
        ticket = (self.signer or signed)(self.facts(asked["nonce"]))
        return 200, {"access_token": "not-kept", "token_type": "Bearer", "id_token": ticket}

    def knows(self, form: dict[str, str], proof: str) -> bool:
        if "client_secret" in form:
            return (form["client_id"], form["client_secret"]) == (CLIENT, SECRET)
        name, _, word = base64.b64decode(proof.removeprefix("Basic ")).decode().partition(":")
        return (name, parse_qs(f"x={word}")["x"][0]) == (CLIENT, SECRET)

    def facts(self, nonce: str) -> dict[str, Any]:
        now = int(time.time())
        facts = {"iss": self.issuer, "sub": self.person, "aud": CLIENT, "nonce": nonce}
        facts |= {"iat": now, "exp": now + 300, **self.claims}
        return {name: value for name, value in facts.items() if value is not None}


def signed(facts: dict[str, Any], by: str = "first", **head: Any) -> str:
    return jwt.encode(facts, key(by), algorithm="RS256", headers={"kid": by, **head})


class Answers(BaseHTTPRequestHandler):
    """What the portal says, path by path."""

    server: Portal

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        provider = self.server.provider
        if self.beforehand(path):
            return
        if path == CODES:
            self.say(302, {"Location": provider.asked(query)}, b"")
        elif path == KEYS:
            self.json(200, {"keys": provider.published})
        elif path == DESCRIBED:
            self.json(200, provider.described())
        else:
            self.say(404, {}, b"")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if not self.beforehand(self.path):
            proof = self.headers.get("Authorization", "")
            self.json(*self.server.provider.exchanged(dict(parse_qsl(body)), proof))

    def beforehand(self, path: str) -> bool:
        """Be slow, or say what the story wants said."""
        provider = self.server.provider
        provider.heard.append(path)
        time.sleep(provider.slow)
        if path in provider.says:
            self.say(*provider.says[path])
            return True
        return False

    def json(self, status: int, facts: dict[str, Any]) -> None:
        self.say(status, {"Content-Type": "application/json"}, json.dumps(facts).encode())

    def say(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: Any) -> None:
        pass


class Portal(ThreadingHTTPServer):
    """The portal's server on this machine; it answers until it is shut down."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.provider = Provider(self.server_address[1])
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def handle_error(self, *_facts: Any) -> None:
        """Who does not wait for a slow answer is no error here."""


def serve() -> tuple[Provider, Portal]:
    server = Portal()
    return server.provider, server
