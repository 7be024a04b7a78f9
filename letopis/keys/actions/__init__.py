"""Что происходит с ключами, порталом и сеансами: подключить, войти, сбросить; начать, увидеть, закончить."""

from letopis.keys.actions.portals import accept_portal, connect_portal, disconnect_portals
from letopis.keys.actions.second_keys import (
    CODES,
    accept_code,
    accept_passkey,
    add_application,
    add_passkey,
    ask_key,
    make_codes,
    remove_key,
    reset_keys,
)
from letopis.keys.actions.visits import (
    Entry,
    clear_visits,
    close_visit,
    end_others,
    end_visit,
    know_visit,
    open_visit,
    see_visit,
)

__all__ = [
    "CODES",
    "Entry",
    "accept_code",
    "accept_passkey",
    "accept_portal",
    "add_application",
    "add_passkey",
    "ask_key",
    "clear_visits",
    "close_visit",
    "connect_portal",
    "disconnect_portals",
    "end_others",
    "end_visit",
    "know_visit",
    "make_codes",
    "open_visit",
    "remove_key",
    "reset_keys",
    "see_visit",
]
