"""Код из приложения: шесть цифр, новые каждые полминуты; каждый годится один раз (RFC 6238)."""

from __future__ import annotations

from datetime import datetime

import pyotp
from django.utils.crypto import constant_time_compare

LENGTH = 6
STEPS_APART = (0, -1, 1)  # clocks of telephones differ by up to half a minute


def new_secret() -> str:
    """A secret for an application: 160 bits as 32 letters and figures."""
    return pyotp.random_base32()


def address_of(secret: str, username: str, school: str) -> str:
    """What the square on the page says to the application."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=school)


def step_of(secret: str, typed: str, now: datetime, last: int) -> int | None:
    """Half-minute the code belongs to; None if it is wrong or not later than the last one used.

    Args:
        secret: shared with the application.
        typed: as the person typed it.
        now: the moment.
        last: half-minute of the last code accepted, 0 if none was.
    """
    code = "".join(sign for sign in typed if sign.isdigit())
    clock = pyotp.TOTP(secret)
    here = clock.timecode(now)
    for step in (here + apart for apart in STEPS_APART):
        if step > last and constant_time_compare(clock.generate_otp(step), code):
            return step
    return None
