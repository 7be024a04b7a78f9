"""Адреса входа и открытые всем."""

from __future__ import annotations

from tests.walks.doors.knock import Knock, nothing

ENTRANCE = {
    "entrance:start": Knock(),
    "entrance:worker": Knock(),
    "entrance:offline": Knock(),
    "entrance:login": Knock(),
    "entrance:second": Knock(),
    "entrance:passkey": Knock(body=nothing),
    "entrance:passkey_question": Knock(body=nothing),
    "entrance:portal": Knock(),
    "entrance:portal_back": Knock(),
    "entrance:enter": Knock(),
    "entrance:logout": Knock(body=nothing),
    "entrance:language": Knock(body=lambda _cast, _arguments: {"language": "en"}),
    "entrance:password": Knock(),
    "entrance:local_act": Knock(),
    "entrance:checkpoints": Knock(),
}
