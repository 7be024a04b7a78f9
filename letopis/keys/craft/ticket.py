"""Билет портала (ID token): чья подпись, кому выдан, на какой вопрос, не просрочен ли."""

from __future__ import annotations

from typing import Any

import jwt
from django.utils.crypto import constant_time_compare

# Signatures by a key pair only: a ticket without one, or under a key that is public, proves nothing.
ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
APART = 60  # seconds the two clocks may differ
LONGEST = 16_384  # signs of a ticket
LONGEST_SUBJECT = 255  # by OpenID Connect Core


class TicketError(Exception):
    """The ticket proves nothing. Its words are for the log, without anything out of the ticket."""


class KeyUnknownError(TicketError):
    """None of the keys known is the one it is signed by."""


def subject_in(ticket: str, keys: list[Any], expected: tuple[str, str, str]) -> str:
    """The portal's name of the person a ticket is about.

    Args:
        ticket: as the portal gave it.
        keys: the portal's public keys, as JSON objects.
        expected: the portal's name, the school's name there, the nonce of the question.

    Raises:
        KeyUnknownError, TicketError.
    """
    issuer, client, nonce = expected
    try:
        head = jwt.get_unverified_header(ticket[: LONGEST + 1])
        algorithm = str(head.get("alg"))
        if len(ticket) > LONGEST or algorithm not in ALGORITHMS:
            raise TicketError("not signed by a key pair")
        found = jwt.decode(
            ticket,
            jwt.PyJWK(_key_of(head.get("kid"), algorithm, keys), algorithm),
            algorithms=[algorithm],
            issuer=issuer,
            audience=client,
            leeway=APART,
            options={"require": NEEDED, "enforce_minimum_key_length": True},
        )
    except jwt.PyJWTError as wrong:
        raise TicketError(type(wrong).__name__) from None
    _check_more(found, client, nonce)
    return str(found["sub"])


def _check_more(found: dict[str, Any], client: str, nonce: str) -> None:
    """What the library leaves to its user: the nonce, one addressee, a name that names somebody."""
    if not constant_time_compare(str(found["nonce"]), nonce):
        raise TicketError("the nonce is another one")
    several = isinstance(found["aud"], list) and len(found["aud"]) > 1
    if found.get("azp", None if several else client) != client:
        raise TicketError("made out to another program")
    if not 0 < len(found["sub"]) <= LONGEST_SUBJECT:
        raise TicketError("names nobody")


def _key_of(name: object, algorithm: str, keys: list[Any]) -> dict[str, Any]:
    """The key of a name that may sign so; without a name, the only one there is."""
    able = [key for key in keys if isinstance(key, dict) and _may_sign(key, algorithm)]
    named = able if name is None else [key for key in able if key.get("kid") == name]
    if len(named) != 1:
        raise KeyUnknownError("signed by an unknown key")
    return named[0]


def _may_sign(key: dict[str, Any], algorithm: str) -> bool:
    return key.get("use", "sig") == "sig" and key.get("alg", algorithm) == algorithm and "kty" in key
