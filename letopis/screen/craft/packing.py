"""Сжатие страницы по частям: неизменное сжато однажды, свежее сжимается быстро, ключ не сжимается."""

from __future__ import annotations

import secrets
import struct
import zlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

# RFC 1952, 2.3: gzip, deflate, a name follows, no time, any system.
_HEADER = b"\x1f\x8b\x08\x08" + bytes(4) + b"\x00\xff"
_END = b"\x03\x00"  # RFC 1951, 3.2.6: a last block with nothing in it
_MOST_STORED = 0xFFFF  # RFC 1951, 3.2.4
SMALLEST, FAST = 9, 3  # what is kept is packed once; what is fresh is packed at every visit
LONGEST_NAME = 100


class Piece(NamedTuple):
    """A part of a page: its bytes, and the same as blocks of a deflate stream that lean on no other part."""

    plain: bytes
    packed: bytes


def piece(plain: bytes, level: int = SMALLEST) -> Piece:
    """A part, packed."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Piece(plain, packer.compress(plain) + packer.flush(zlib.Z_FULL_FLUSH))


def stored(plain: bytes) -> Piece:
    """A short part that is not packed: nobody learns from the page's length what is in a secret.

    Raises:
        ValueError: longer than 65 535 bytes.
    """
    if len(plain) > _MOST_STORED:
        raise ValueError(len(plain))
    return Piece(plain, struct.pack("<BHH", 0, len(plain), len(plain) ^ 0xFFFF) + plain)


def cut(text: str, holes: Sequence[str]) -> list[Piece | str]:
    """A text at its holes: what stands between them, packed, and the holes by name in their places."""
    if not holes:
        return [piece(text.encode())] if text else []
    parts: list[Piece | str] = []
    for number, between in enumerate(text.split(holes[0])):
        parts += [holes[0]] if number else []
        parts += cut(between, holes[1:])
    return parts


def filled(parts: Sequence[Piece | str], into: Mapping[str, Piece]) -> list[Piece]:
    """The parts with the holes filled."""
    return [into[part] if isinstance(part, str) else part for part in parts]


def plain(pieces: Sequence[Piece]) -> bytes:
    """The page as it is."""
    return b"".join(part.plain for part in pieces)


def packed(pieces: Sequence[Piece]) -> bytes:
    """The page as one gzip member; a name of random length hides how well it packed, Django's own way."""
    name = secrets.token_hex(LONGEST_NAME // 2)[: secrets.randbelow(LONGEST_NAME)].encode()
    check = size = 0
    for part in pieces:
        check = zlib.crc32(part.plain, check)
        size += len(part.plain)
    tail = struct.pack("<II", check, size & 0xFFFFFFFF)
    return b"".join([_HEADER, name, b"\x00", *(part.packed for part in pieces), _END, tail])
