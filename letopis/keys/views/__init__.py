"""Страницы ключей входа: свои ключи, сеансы, вход людей."""

from letopis.keys.views.portals import portal, portal_go, portal_remove
from letopis.keys.views.second_keys import accounts, application, codes, keys, passkey, remove, reset
from letopis.keys.views.sure import SureMiddleware, UnsureMiddleware, sure
from letopis.keys.views.visits import (
    VisitMiddleware,
    account_visits,
    end,
    end_others,
    know,
    stay,
    visits,
)

__all__ = [
    "SureMiddleware",
    "UnsureMiddleware",
    "VisitMiddleware",
    "account_visits",
    "accounts",
    "application",
    "codes",
    "end",
    "end_others",
    "keys",
    "know",
    "passkey",
    "portal",
    "portal_go",
    "portal_remove",
    "remove",
    "reset",
    "stay",
    "sure",
    "visits",
]
