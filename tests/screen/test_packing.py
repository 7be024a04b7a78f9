"""Сжатая по частям страница: её читает всякий gzip, ключ в ней не сжат, длина ничего не выдаёт."""

from __future__ import annotations

import gzip
import secrets
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.screen.craft import packing

PARTS = st.lists(st.tuples(st.binary(max_size=400), st.sampled_from("kfs")), max_size=8)


def drawn(parts: list[tuple[bytes, str]]) -> list[packing.Piece]:
    how = {
        "k": packing.piece,
        "f": lambda part: packing.piece(part, packing.FAST),
        "s": packing.stored,
    }
    return [how[kind](part) for part, kind in parts]


@given(PARTS)
def test_whatever_the_parts_are_they_unpack_to_the_page(parts: list[tuple[bytes, str]]) -> None:
    pieces = drawn(parts)
    page = b"".join(part for part, _kind in parts)
    assert packing.plain(pieces) == page
    assert gzip.decompress(packing.packed(pieces)) == page


def test_another_program_reads_it_too() -> None:
    pieces = [packing.piece("Журнал ".encode() * 900), packing.stored(b"key"), packing.piece(b"", 3)]
    done = subprocess.run(["gzip", "-dc"], input=packing.packed(pieces), capture_output=True, check=True)
    assert done.stdout == packing.plain(pieces)


def test_a_secret_stands_in_it_as_it_is() -> None:
    secret = secrets.token_hex(32).encode()
    pieces = [packing.piece(b"value=" + secret), packing.stored(secret), packing.piece(secret * 2)]
    assert secret in packing.packed(pieces)
    lengths = {len(packing.packed([packing.piece(b"x"), packing.stored(secret)])) for _ in range(50)}
    assert len(lengths) > 10  # by lot: a guess beside the secret changes nothing one could see


def test_what_is_too_long_is_not_left_unpacked() -> None:
    assert packing.stored(bytes(65_535)).plain
    with pytest.raises(ValueError, match="65536"):
        packing.stored(bytes(65_536))


def test_a_text_is_cut_at_its_holes_and_filled_again() -> None:
    parts = packing.cut("<a KEY><b KEY>DATA</b>", ("KEY", "DATA"))
    assert [part if isinstance(part, str) else part.plain for part in parts] == [
        b"<a ", "KEY", b"><b ", "KEY", b">", "DATA", b"</b>"
    ]  # fmt: skip
    into = {"KEY": packing.stored(b"1"), "DATA": packing.piece(b"[]")}
    assert packing.plain(packing.filled(parts, into)) == b"<a 1><b 1>[]</b>"
    assert packing.cut("", ("KEY",)) == []
