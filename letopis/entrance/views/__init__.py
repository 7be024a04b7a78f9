"""Страницы входа: начало дня, вход по паролю и вторым ключом, открытые всем страницы."""

from letopis.entrance.views.pages import (
    checkpoints,
    enter,
    language,
    local_act,
    login,
    logout,
    offline,
    password,
    start,
    worker,
)
from letopis.entrance.views.portal import portal, portal_back
from letopis.entrance.views.second import passkey, passkey_question, second

__all__ = [
    "checkpoints",
    "enter",
    "language",
    "local_act",
    "login",
    "logout",
    "offline",
    "passkey",
    "passkey_question",
    "password",
    "portal",
    "portal_back",
    "second",
    "start",
    "worker",
]
