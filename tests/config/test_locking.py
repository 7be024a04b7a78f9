"""Запертая копия: открывает её только ключ получателя; что не ключ, то названо."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyrage import x25519

from letopis.config.backup import locking
from letopis.regulation.refusals import Refused


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "копия.zip"
    path.write_bytes(b"\x00\x01" * 100_000)
    return path


@pytest.fixture
def identity(tmp_path: Path) -> Path:
    return secret(tmp_path / "директор.txt")


def secret(path: Path) -> Path:
    key = x25519.Identity.generate()
    path.write_text(f"# открытый ключ: {key.to_public()}\n{key}\n")
    return path


def public(path: Path) -> str:
    return path.read_text().splitlines()[0].rpartition(" ")[2]


def code_of(call: object, *words: object) -> str:
    with pytest.raises(Refused) as refusal:
        call(*words)  # type: ignore[operator] # any function
    return refusal.value.code


def test_what_was_locked_opens_with_the_key_and_lies_nowhere_afterwards(plain: Path, identity: Path) -> None:
    locked = plain.with_name("копия.zip.age")
    locking.lock(plain, locked, locking.recipients_of([public(identity)]))
    assert locking.is_locked(locked)
    assert not locking.is_locked(plain)
    assert locked.stat().st_mode & 0o077 == 0
    assert plain.read_bytes()[:64] not in locked.read_bytes()
    with locking.opened(locked, identity) as found:
        assert found.read_bytes() == plain.read_bytes()
        assert found.stat().st_mode & 0o077 == 0
    assert not found.exists()


def test_each_of_several_recipients_opens_it(plain: Path, identity: Path, tmp_path: Path) -> None:
    other = secret(tmp_path / "управление.txt")
    keys = tmp_path / "получатели.txt"
    keys.write_text(f"# кому\n{public(identity)}\n\n{public(other)}\n")
    locked = plain.with_name("к.age")
    locking.lock(plain, locked, locking.recipients_of([str(keys)]))
    for one in (identity, other):
        with locking.opened(locked, one) as found:
            assert found.read_bytes() == plain.read_bytes()


def test_an_open_copy_needs_no_key(plain: Path) -> None:
    with locking.opened(plain, None) as found:
        assert found == plain
    assert plain.exists()


def test_every_refusal_has_its_reason(plain: Path, identity: Path, tmp_path: Path) -> None:
    locked = plain.with_name("к.age")
    locking.lock(plain, locked, locking.recipients_of([public(identity)]))
    wrong = secret(tmp_path / "чужой.txt")
    assert code_of(lambda: locking.opened(locked, None).__enter__()) == "restore.locked"
    assert code_of(lambda: locking.opened(locked, wrong).__enter__()) == "restore.wrong_identity"
    assert code_of(locking.identities_of, plain) == "restore.bad_identity"
    assert code_of(locking.identities_of, tmp_path / "нет") == "restore.bad_identity"
    (tmp_path / "пусто.txt").write_text("# ничего\n")
    assert code_of(locking.identities_of, tmp_path / "пусто.txt") == "restore.bad_identity"
    assert code_of(locking.recipients_of, ["age1вздор"]) == "backup.bad_recipient"
    assert code_of(locking.recipients_of, ["ssh-ed25519 AAAA"]) == "backup.bad_recipient"
    assert code_of(locking.lock, plain, locked, []) == "backup.exists"


def test_a_damaged_locked_copy_is_told_and_nothing_is_left(plain: Path, identity: Path) -> None:
    locked = plain.with_name("к.age")
    locking.lock(plain, locked, locking.recipients_of([public(identity)]))
    content = bytearray(locked.read_bytes())
    content[-100] ^= 1
    locked.write_bytes(content)
    before = set(locking.scratch().parent.glob(".copy-*"))
    assert code_of(lambda: locking.opened(locked, identity).__enter__()) == "restore.wrong_identity"
    assert set(locking.scratch().parent.glob(".copy-*")) == before
