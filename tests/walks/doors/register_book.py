"""Адреса бумажного журнала."""

from __future__ import annotations

from tests.walks.doors.knock import Knock, class_, foreign_class

REGISTER_BOOK = {
    "register_book:books": Knock(),
    "register_book:book": Knock(class_, foreign_class),
    "register_book:school_books": Knock(body=lambda _cast, _arguments: {}),
}
