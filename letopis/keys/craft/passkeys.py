"""Ключ доступа (WebAuthn): телефон или компьютер подписывает вызов сайта; подделать сайт не выйдет."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

State = dict[str, Any]
TIMEOUT = 5 * 60 * 1000  # milliseconds a person has
# What a browser may send instead of an answer: broken JSON, missing parts, foreign origin, wrong signature.
_BROKEN = (ValueError, TypeError, KeyError, AttributeError, IndexError, NotImplementedError)


class NotThisKeyError(Exception):
    """The answer of the browser is not that of a key we know, for this site and this question."""


@dataclass(frozen=True)
class Place:
    """Where the pages are opened.

    Attributes:
        host: name of the site, without the port.
        origin: scheme, name and port as the browser knows them.
        title: the school, shown by the browser.
    """

    host: str
    origin: str
    title: str

    @property
    def is_able(self) -> bool:
        """Whether browsers let this place have passkeys: a name, over HTTPS or on this very machine."""
        try:
            ip_address(self.host.strip("[]"))
        except ValueError:
            return self.origin.startswith("https:") or self.host == "localhost"
        return False


@dataclass(frozen=True)
class Proven:
    """A key that has signed.

    Attributes:
        credential_id: its name in websafe base64.
        public: its public half, in websafe base64.
        counter: how often it signed, 0 if it does not count.
        is_person_proven: the device asked for a finger, a face or a PIN.
    """

    credential_id: str
    public: str
    counter: int
    is_person_proven: bool


def offer(place: Place, person: tuple[int, str, str], known: Sequence[str]) -> tuple[str, State]:
    """Ask a browser to make a key: options as JSON, and the state to keep until it answers.

    Args:
        place: the site.
        person: reference of the account, login name, shown name.
        known: public halves of keys the person has already.
    """
    ref, username, shown = person
    user = PublicKeyCredentialUserEntity(id=ref.to_bytes(8, "big"), name=username, display_name=shown)
    options, state = _server(place).register_begin(
        user,
        credentials=[_data(one) for one in known],
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return json.dumps(dict(options)["publicKey"]), state


def made(place: Place, state: State, answer: str) -> Proven:
    """The key a browser has made.

    Raises:
        NotThisKeyError: the answer is not to this question or not of this site.
    """
    try:
        found = _server(place).register_complete(state, json.loads(answer))
        data = found.credential_data
        if data is None:
            raise NotThisKeyError
        name = websafe_encode(data.credential_id)
        return Proven(name, websafe_encode(bytes(data)), found.counter, found.is_user_verified())
    except _BROKEN as wrong:
        raise NotThisKeyError from wrong


def ask(place: Place, known: Sequence[str] | None, *, person: bool) -> tuple[str, State]:
    """Ask for a signature: options as JSON, and the state to keep.

    Args:
        place: the site.
        known: public halves of the person's keys; None where it is not known yet who enters.
        person: whether the device itself must prove the person, as where no password was asked for.
    """
    wish = UserVerificationRequirement.REQUIRED if person else UserVerificationRequirement.DISCOURAGED
    credentials = [_data(one) for one in known] if known is not None else None
    options, state = _server(place).authenticate_begin(credentials, user_verification=wish)
    return json.dumps(dict(options)["publicKey"]), state


def name_in(answer: str) -> str:
    """Name of the key that has answered; "" if the answer cannot be read."""
    try:
        return websafe_encode(AuthenticationResponse.from_dict(json.loads(answer)).raw_id)
    except _BROKEN:
        return ""


def signed(place: Place, state: State, public: str, answer: str) -> Proven:
    """The key, its signature checked.

    Raises:
        NotThisKeyError: as above.
    """
    try:
        data = _data(public)
        found: Mapping[str, Any] = json.loads(answer)
        _server(place).authenticate_complete(state, [data], found)
        told = AuthenticationResponse.from_dict(found).response.authenticator_data
    except _BROKEN as wrong:
        raise NotThisKeyError from wrong
    return Proven(websafe_encode(data.credential_id), public, told.counter, told.is_user_verified())


def _server(place: Place) -> Fido2Server:
    site = PublicKeyCredentialRpEntity(id=place.host, name=place.title)
    server = Fido2Server(site, verify_origin=lambda origin: origin == place.origin)
    server.timeout = TIMEOUT  # type: ignore[assignment] # the library's own documented attribute
    return server


def _data(public: str) -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(public))
