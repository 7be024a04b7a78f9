"""Печать под деревом: подписанная записка (C2SP signed note), её можно проверить где угодно."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_ED25519 = b"\x01"


@dataclass(frozen=True)
class Checkpoint:
    """A size of the tree and its root, 32 bytes, under a name of the log."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The signed lines."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def raw_public(key: Ed25519PublicKey) -> bytes:
    """The public key, 32 bytes."""
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def key_hash(origin: str, public: bytes) -> bytes:
    """Four bytes that tell one key from another in a note."""
    return hashlib.sha256(origin.encode() + b"\n" + _ED25519 + public).digest()[:4]


def sign(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """The whole note: text, empty line, signature line."""
    text = checkpoint.text
    stamp = key_hash(checkpoint.origin, raw_public(key.public_key())) + key.sign(text.encode())
    return f"{text}\n— {checkpoint.origin} {base64.b64encode(stamp).decode()}\n"


def opened(note: str, public: bytes) -> Checkpoint | None:
    """The checkpoint a note holds, or None if its form or its signature is wrong."""
    text, _, stamps = note.partition("\n\n")
    text += "\n"
    lines = text.split("\n")
    if len(lines) < 4 or not lines[1].isdigit():
        return None
    origin = lines[0]
    stamp = base64.b64decode(stamps.strip().rpartition(" ")[2] or "=", validate=False)
    if stamp[:4] != key_hash(origin, public):
        return None
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(stamp[4:], text.encode())
    except InvalidSignature:
        return None
    return Checkpoint(origin, int(lines[1]), base64.b64decode(lines[2]))


def verifier_key(origin: str, public: bytes) -> str:
    """The public key in the spelling that witnesses read: name+hash+key."""
    stamp = base64.b64encode(_ED25519 + public).decode()
    return f"{origin}+{key_hash(origin, public).hex()}+{stamp}"
