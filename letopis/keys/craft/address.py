"""Откуда пришли: адрес у самой двери или тот, который записал посредник, поставленный школой."""

from __future__ import annotations

from collections.abc import Mapping


def asked_from(meta: Mapping[str, object], proxies: int) -> str:
    """The network address a request came from, for counting of failures.

    A stranger may write whatever they like into the header; only the parts the school's own proxies added,
    counted from the right, are believed.

    Args:
        meta: headers and the like as WSGI gives them.
        proxies: how many proxies of the school's own stand before the server, 0 for none.

    >>> asked_from({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 10.0.0.7"}, 1)
    '10.0.0.7'
    """
    direct = str(meta.get("REMOTE_ADDR", ""))
    told = [part.strip() for part in str(meta.get("HTTP_X_FORWARDED_FOR", "")).split(",") if part.strip()]
    return told[-proxies] if 0 < proxies <= len(told) else direct
