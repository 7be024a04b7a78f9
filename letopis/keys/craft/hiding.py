"""Тайна в базе лежит под ключом школы: кто унёс базу без ключа, не прочтёт её."""

from __future__ import annotations

import base64
import os
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12  # bytes, the size AES-GCM is made for


def hidden(text: str, key: str, whose: int) -> str:
    """The text under the school's key, bound to its owner: put beside another owner, it does not open."""
    nonce = os.urandom(_NONCE)
    sealed = _cipher(key).encrypt(nonce, text.encode(), _bound(whose))
    return base64.b64encode(nonce + sealed).decode()


def opened(sealed: str, key: str, whose: int) -> str:
    """What `hidden` hid.

    Raises:
        InvalidTag: another key, another owner, or the text was changed.
    """
    raw = base64.b64decode(sealed)
    return _cipher(key).decrypt(raw[:_NONCE], raw[_NONCE:], _bound(whose)).decode()


def _cipher(key: str) -> AESGCM:
    return AESGCM(sha256(f"letopis.keys\0{key}".encode()).digest())


def _bound(whose: int) -> bytes:
    return str(whose).encode()
