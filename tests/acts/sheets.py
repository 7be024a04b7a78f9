"""Лист новой редакции, как его присылает страница."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client


class _Fields(HTMLParser):
    """Fields of a page as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._select = self._area = ""
        self._in_template = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag == "template":
            self._in_template = True
        if self._in_template:
            return
        name = facts.get("name", "")
        if tag == "input" and name and facts.get("type") not in {"file", "checkbox"}:
            self.found[name] = facts.get("value", "")
        if tag == "input" and facts.get("type") == "checkbox" and "checked" in facts:
            self.found[name] = "on"
        if tag == "select":
            self._select = name
        if tag == "option" and self._select and ("selected" in facts or self._select not in self.found):
            self.found[self._select] = facts.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._in_template = False
        if tag == "select":
            self._select = ""


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send if nothing were changed."""
    parser = _Fields()
    parser.feed(page)
    return parser.found


def sheet(client: Client, **changes: Any) -> dict[str, Any]:
    """The sheet as it opens, with changes; "works-0-name" is written works__0__name."""
    opened = fields_of(client.get("/acts/new/").content.decode())
    told = {name.replace("__", "-"): value for name, value in changes.items()}
    head = {"in_force_from": "2026-11-02", "adopted_by": "педагогический совет", "protocol": "3"}
    return {**opened, **head, **told}
