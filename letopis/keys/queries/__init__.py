"""Вопросы о ключах и сеансах."""

from letopis.keys.queries.portals import link_of, print_of_subject
from letopis.keys.queries.second_keys import (
    Asked,
    Line,
    asked_of,
    codes_left,
    key_duties,
    keys_of,
    lines_of,
    passkey_named,
    passkeys_of,
    secret_of,
)
from letopis.keys.queries.visits import past_visits_of, unknown_visits, visits_of

__all__ = [
    "Asked",
    "Line",
    "asked_of",
    "codes_left",
    "key_duties",
    "keys_of",
    "lines_of",
    "link_of",
    "passkey_named",
    "passkeys_of",
    "past_visits_of",
    "print_of_subject",
    "secret_of",
    "unknown_visits",
    "visits_of",
]
