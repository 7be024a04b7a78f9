"""Осмотр установки: здоровая здорова, каждая болезнь названа, и сказано, чем её лечить."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import time_machine
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.test import override_settings
from django.utils import timezone

from letopis.config import doctor, environment
from letopis.config.doctor import BAD, CARE, GOOD, Finding, examined
from letopis.jobs.models import Job
from letopis.journal.craft import facts
from letopis.trace import actions as trace
from letopis.trace.actions import seal
from tests.cast import Cast
from tests.flushing import unguarded
from tests.keys.provider import Provider

USUAL = {
    "PRAGMA quick_check(1)": "ok",
    "PRAGMA journal_mode": "wal",
    "PRAGMA synchronous": "2",
    "SHOW server_version_num": "160003",
    "SHOW fsync": "on",
    "SHOW synchronous_commit": "on",
}


@pytest.fixture
def well(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A school in its own place, sealed, with a copy of today; its database is no passing one of a test."""
    seal()
    monkeypatch.setattr(doctor, "_answer", USUAL.__getitem__)
    (tmp_path / "keys").mkdir(mode=0o700)
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "letopis-2026-10-28-030000.zip").touch()
    with override_settings(HOME=tmp_path, LETOPIS_KEYS=tmp_path / "keys", ALLOWED_HOSTS=["127.0.0.1"]):
        yield tmp_path


def findings(level: str = "") -> list[Finding]:
    return [one for one in examined() if not level or one.level == level]


def only(level: str) -> Finding:
    """The one thing that is so."""
    found = findings(level)
    assert len(found) == 1, found
    return found[0]


def test_a_healthy_installation_is_told_so(well: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        touch(well, timezone.now().timestamp())
        assert {one.level for one in examined()} == {GOOD}
        assert "Всё в порядке." in said()


def touch(home: Path, moment: float) -> None:
    for path in (home / "backups").iterdir():
        os.utime(path, (moment, moment))


def said(*words: str) -> str:
    out = StringIO()
    call_command("doctor", *words, stdout=out)
    return out.getvalue()


def test_settings_that_are_wrong_are_named(well: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "unknown_names", lambda: ["LETOPIS_HOST: такой настройки нет."])
    monkeypatch.setattr(environment, "bad_values", lambda: ["LETOPIS_THREADS: не годится."])
    assert only(BAD).what.startswith("LETOPIS_THREADS")
    assert "LETOPIS_HOST: такой настройки нет." in [one.what for one in findings(CARE)]


def test_a_place_that_is_not_there_is_bad(well: Path) -> None:
    with override_settings(HOME=well / "нет"):
        assert "нельзя писать" in only(BAD).what


class Disk(NamedTuple):
    free: int


@pytest.mark.parametrize(("free", "level"), [(1 << 30, CARE), (100 << 20, BAD)])
def test_little_room_is_told_before_it_ends(
    well: Path, monkeypatch: pytest.MonkeyPatch, free: int, level: str
) -> None:
    touch(well, timezone.now().timestamp())
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: Disk(free))
    assert "свободно" in only(level).what


def test_keys_others_can_read_are_bad(well: Path) -> None:
    key = well / "keys" / "seal.key"
    key.write_text("тайна")
    key.chmod(0o644)
    assert "seal.key" in only(BAD).what
    assert "chmod" in only(BAD).advice


def test_guards_taken_off_the_ledger_are_missed(well: Path) -> None:
    with unguarded():
        found = only(BAD)
    assert "trace_record_kept" in found.what
    assert "letopis verify" in found.advice


def test_records_long_without_a_seal_are_told(well: Path, cast: Cast) -> None:
    touch(well, timezone.now().timestamp())
    with transaction.atomic():
        trace.record(facts.CLOSE_PERIOD, by=0, about=(1, 2), after={})
    assert findings(CARE) == []
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        assert only(CARE).what.startswith("1 запись летописи ждёт печати с 28 октября")


def test_a_clock_that_went_back_is_bad(well: Path) -> None:
    with time_machine.travel(timezone.now() - timedelta(hours=3), tick=False):
        assert "Часы машины отстают" in only(BAD).what


def test_works_that_failed_this_week_are_told(well: Path) -> None:
    touch(well, timezone.now().timestamp())
    ended = timezone.now() - timedelta(days=1)
    Job.objects.create(kind="x", title="Табели", by=0, state=Job.FAILED, ended_at=ended)
    assert only(CARE).what == "За неделю не удалась 1 работа."
    Job.objects.update(ended_at=ended - timedelta(days=7))
    assert findings(CARE) == []


def test_a_school_without_a_fresh_copy_is_warned(well: Path) -> None:
    touch(well, (timezone.now() - timedelta(days=3)).timestamp())
    assert "Последняя копия школы снята 25 октября 2026" in only(CARE).what
    shutil.rmtree(well / "backups")
    assert "ни одной копии" in only(CARE).what


def test_papers_that_cannot_be_printed_are_bad(well: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_words: object, **_named: object) -> bytes:
        raise RuntimeError("нет шрифта")

    monkeypatch.setattr(doctor, "render", fails)
    assert "нет шрифта" in only(BAD).what


@pytest.mark.parametrize(
    ("hosts", "https", "level"),
    [
        (["*"], True, BAD),
        (["school7.example"], False, BAD),
        (["school7.example", "localhost"], True, GOOD),
    ],
)
def test_a_school_on_the_net_is_safe_only_by_https(
    well: Path, hosts: list[str], https: bool, level: str
) -> None:
    with override_settings(ALLOWED_HOSTS=hosts, SESSION_COOKIE_SECURE=https):
        assert findings()[-1].level == level


def test_a_silent_database_ends_the_look_with_its_words(well: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent:
        def cursor(self) -> Any:
            raise OperationalError("отказ в соединении\nподробности")

        ensure_connection = cursor

    monkeypatch.setattr(doctor, "connection", Silent())
    found = findings()
    assert found[-1].what == "База не отвечает: отказ в соединении."
    assert found[-1].level == BAD


@pytest.mark.parametrize(("answers", "level"), [(("16",), GOOD), (("off",), BAD)])
def test_a_database_that_may_lose_what_it_acknowledged_is_bad(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, ...], level: str
) -> None:
    monkeypatch.setattr(doctor, "_answer", {**USUAL, "SHOW fsync": answers[0]}.__getitem__)
    assert [one.level for one in doctor._looked["postgresql"]()] == [level]


def test_an_old_postgresql_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_answer", {**USUAL, "SHOW server_version_num": "130009"}.__getitem__)
    assert [one.level for one in doctor._looked["postgresql"]()] == [CARE, GOOD]


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ({"PRAGMA quick_check(1)": "row 5 missing"}, "повреждён"),
        ({"PRAGMA journal_mode": "delete"}, "не сразу"),
        ({"PRAGMA synchronous": "1"}, "не сразу"),
    ],
)
def test_a_sqlite_file_that_is_damaged_or_lazy_is_bad(
    monkeypatch: pytest.MonkeyPatch, told: dict[str, str], what: str
) -> None:
    monkeypatch.setattr(doctor, "_answer", {**USUAL, **told}.__getitem__)
    found = list(doctor._looked["sqlite"]())
    assert [one.level for one in found] == [BAD]
    assert what in found[0].what


def test_a_program_reads_lines_of_json_and_the_exit_code(well: Path) -> None:
    (well / "keys").chmod(0o755)
    out = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("doctor", "--json", stdout=out)
    assert left.value.code == 1
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert BAD in {line["level"] for line in lines}
    assert all(set(line) == {"level", "what", "advice"} for line in lines)
    assert connection.vendor in {"sqlite", "postgresql"}


def test_the_portal_of_entry_is_asked(well: Path, provider: Provider) -> None:
    found = [one for one in findings() if "Портал входа" in one.what]
    assert [one.level for one in found] == [GOOD]
    assert "/login/portal/back/" in found[0].what
    provider.about = {"issuer": "https://evil.example"}
    sick = only(CARE)
    assert "it names another issuer than LETOPIS_OIDC_ISSUER" in sick.what
    assert "по паролю входят и без него" in sick.advice


def test_without_a_portal_nothing_is_said_of_it(well: Path) -> None:
    assert not any("Портал" in one.what for one in findings())
