"""Чем вошли: браузер и система по-человечески, из того, как браузер называет себя."""

from __future__ import annotations

# What stands in the name a browser gives itself, in the order of asking: many pretend to be others.
_BROWSERS = (
    ("YaBrowser", "Яндекс Браузер"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def agent_of(said: str) -> str:
    """Browser and system, e.g. "Firefox, Windows"; "" if neither is known."""
    found = (_named(_BROWSERS, said), _named(_SYSTEMS, said))
    return ", ".join(filter(None, found))


def _named(known: tuple[tuple[str, str], ...], said: str) -> str:
    return next((name for sign, name in known if sign in said), "")
