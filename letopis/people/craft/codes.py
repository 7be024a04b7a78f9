"""Одноразовый код: читается с бумаги без ошибок; хранится только его отпечаток."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import qrcode
from django.utils.crypto import salted_hmac
from qrcode.constants import ERROR_CORRECT_M

# What an eye or a Russian keyboard makes of the code's signs: the code has no l, i, o, 0, 1.
_KEYBOARD = str.maketrans("йцукенгшщзфывапролдячсмить", "qwertyuiopasdfghjklzxcvbnm")


def plain(code: str) -> str:
    """The code as it is compared: small letters and figures, whatever stands between them."""
    return "".join(sign for sign in code.lower().translate(_KEYBOARD) if sign.isalnum())


def print_of(code: str, use: str = "letopis.office.invitation") -> str:
    """The keyed hash a code is kept by; 59 random bits and the installation's key need no slow hash.

    Args:
        code: as typed.
        use: what the code opens; a code for one thing never opens another.
    """
    return salted_hmac(use, plain(code), algorithm="sha256").hexdigest()


def square(text: str) -> str:
    """A QR code as an SVG drawing of one path, one unit a square."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    size = len(matrix)
    path = "".join(
        f"M{column} {row}h{length}v1h-{length}z"
        for row, signs in enumerate(matrix)
        for column, length in _runs(signs)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{path}"/></svg>'


def _runs(signs: list[bool]) -> Iterator[tuple[int, int]]:
    """Where dark squares of a row begin and how many stand together."""
    column = 0
    for is_dark, group in groupby(signs):
        length = len(list(group))
        if is_dark:
            yield column, length
        column += length
