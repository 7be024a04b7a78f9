"""Копия школы: снята на ходу, возвращена и сверена; порченая, чужая и обрезанная не возвращается."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyrage import x25519

from tests.walks.conftest import KEPT, School
from tests.walks.line import Line
from tests.walks.place import Place, drop_database, new_database
from tests.walks.test_power_cut import busy_writers

pytestmark = pytest.mark.process


@dataclass(frozen=True)
class Copy:
    """A copy with its keys, and the school it was made of."""

    school: School
    file: Path
    keys: Path


@pytest.fixture(scope="session")
def made(marked: School, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A copy of a school with one mark and one kept file, made once."""
    file = tmp_path_factory.mktemp("copies") / "копия.zip"
    marked.place.must("backup", file)
    return Copy(marked, file, file.with_name("копия.keys.zip"))


@pytest.fixture
def copy(made: Copy, tmp_path: Path) -> Copy:
    """A copy of one's own, to be spoilt."""
    file, kept = (Path(shutil.copy2(one, tmp_path)) for one in (made.file, made.keys))
    return Copy(made.school, file, kept)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Place]:
    """An empty place on another machine."""
    home = tmp_path / "fresh"
    home.mkdir()
    place = Place(home, new_database())
    yield place
    drop_database(place.database)


def restored(place: Place, copy: Copy, *more: str) -> str:
    return place.must("restore", copy.file, "--keys", copy.keys, *more)


def refused(place: Place, *words: object) -> str:
    """Why a copy does not go in; the place stays empty."""
    done = place.run("restore", *words)
    assert done.code == 1
    assert "Не возвращено" in done.err, done.err
    assert "Traceback" not in done.err
    left = {path.name for path in place.home.iterdir()} - {"keys", "serving.lock", "letopis.sqlite3"}
    assert left == set(), "something half-done is left"
    assert not place.tables(), "the place has become a school"
    return done.err


def test_a_copy_made_in_use_holds_every_mark_acknowledged_before_it(
    school: School, fresh: Place, tmp_path: Path
) -> None:
    with school.place.served() as server:
        writers = busy_writers(school, server)
        time.sleep(0.3)
        before = {writer.cell: len(writer.said) for writer in writers}
        said = school.place.must("backup", tmp_path / "к.zip")
        server.kill()
        for writer in writers:
            writer.join(30)
    assert all(before.values())
    assert "Копия готова и перечитана" in said
    fresh.must("restore", tmp_path / "к.zip", "--keys", tmp_path / "к.keys.zip")
    assert "Всё сходится." in fresh.must("verify")
    count = "SELECT count(*) FROM trace_tracerecord WHERE deed = 'journal.put_mark'"
    assert fresh.rows(count)[0][0] >= sum(before.values())


def test_a_restored_school_is_the_same_school(copy: Copy, fresh: Place) -> None:
    said = restored(fresh, copy)
    assert "Школа возвращена" in said
    assert "Всё сходится." in fresh.must("verify")
    assert (fresh.home / "files" / KEPT).read_text() == "О зачислении"
    with fresh.served() as server:
        marks = Line(server.address).register(copy.school.course, copy.school.quarter)
    assert list(marks.values()) == ["4"]


@pytest.mark.once
def test_keys_and_copy_are_readable_by_their_owner_only(copy: Copy) -> None:
    for file in (copy.file, copy.keys):
        assert file.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(copy.file) as archive:
        assert not [name for name in archive.namelist() if "key" in name.lower()]


@pytest.mark.once
def test_a_damaged_copy_is_refused(copy: Copy, fresh: Place) -> None:
    with zipfile.ZipFile(copy.file) as archive:
        member = archive.getinfo("database")
    content = bytearray(copy.file.read_bytes())
    content[member.header_offset + member.compress_size // 2] ^= 0x40
    copy.file.write_bytes(content)
    assert "повреждена" in refused(fresh, copy.file, "--keys", copy.keys)


@pytest.mark.once
def test_a_truncated_copy_is_refused(copy: Copy, fresh: Place) -> None:
    content = copy.file.read_bytes()
    copy.file.write_bytes(content[: len(content) * 2 // 3])
    assert "не копия Летописи" in refused(fresh, copy.file, "--keys", copy.keys)


@pytest.mark.once
def test_any_other_file_is_refused(copy: Copy, fresh: Place, tmp_path: Path) -> None:
    foreign = tmp_path / "отпуск.zip"
    with zipfile.ZipFile(foreign, "w") as archive:
        archive.writestr("снимок.jpg", b"...")
    assert "не копия Летописи" in refused(fresh, foreign, "--keys", copy.keys)
    assert "нет" in refused(fresh, tmp_path / "нет.zip")
    assert "не та связка" in refused(fresh, copy.keys, "--keys", copy.keys)


@pytest.mark.once
def test_a_copy_without_its_keys_is_refused(copy: Copy, fresh: Place) -> None:
    assert "--without-keys" in refused(fresh, copy.file)


@pytest.mark.once
def test_the_keys_of_another_school_do_not_fit(copy: Copy, fresh: Place, empty_place: Place) -> None:
    empty_place.must("migrate", "-v0")
    other = empty_place.home / "other.zip"
    empty_place.must("backup", other)
    assert "подпись" in refused(fresh, copy.file, "--keys", other.with_name("other.keys.zip"))


@pytest.mark.once
def test_a_list_of_contents_written_anew_is_refused(copy: Copy, fresh: Place) -> None:
    """Whoever changes a copy can make its list fit, but cannot sign it."""
    forged = copy.file.with_name("подделка.zip")
    with zipfile.ZipFile(copy.file) as archive, zipfile.ZipFile(forged, "w") as other:
        for name in archive.namelist():
            content = archive.read(name)
            other.writestr(name, content.replace(b'"made_at"', b'"made_at" '))
    assert "подпись" in refused(fresh, forged, "--keys", copy.keys)


def test_a_copy_does_not_replace_a_school(copy: Copy, sealed: School) -> None:
    place = sealed.place
    done = place.run("restore", copy.file)
    assert done.code == 1
    assert "место занято" in done.err
    with place.served():
        assert "уже держит открытой другая программа" in place.run("restore", copy.file, "--force").err
    assert "Всё сходится." in place.must("verify")


def test_with_force_the_old_school_is_put_aside(copy: Copy, sealed: School) -> None:
    place = sealed.place
    place.tamper("UPDATE journal_entry SET value = '5', marks_sum = 5")
    said = place.must("restore", copy.file, "--force")
    assert "Прежнее отложено" in said
    assert "Всё сходится." in place.must("verify")


@pytest.mark.once
def test_a_copy_is_never_written_over(copy: Copy) -> None:
    before = copy.file.read_bytes()
    done = copy.school.place.run("backup", copy.file)
    assert done.code == 1
    assert "уже есть" in done.err
    assert copy.file.read_bytes() == before


def heavy(place: Place) -> None:
    """Kept files so large that a copy takes its time."""
    folder = place.home / "files"
    folder.mkdir(exist_ok=True)
    with (folder / "большой").open("wb") as file:
        file.truncate(1 << 28)


def stopped(running: subprocess.Popen[str], begun: Path) -> str:
    """Ctrl+C as soon as the command has begun to write."""
    with running:
        until = time.monotonic() + 60
        while not begun.exists() and running.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        _out, said = running.communicate(timeout=60)
    assert running.returncode == 130, said
    assert "Остановлено. Начатое не осталось наполовину." in said
    return said


def test_a_copy_stopped_halfway_leaves_nothing(school: School, tmp_path: Path) -> None:
    heavy(school.place)
    folder = tmp_path / "copies"
    file = folder / "к.zip"
    stopped(school.place.begin("backup", file), file.with_name("к.zip.part"))
    assert list(folder.iterdir()) == []


def test_a_restore_stopped_halfway_leaves_the_place_empty(
    school: School, fresh: Place, tmp_path: Path
) -> None:
    heavy(school.place)
    file, kept = tmp_path / "к.zip", tmp_path / "к.keys.zip"
    school.place.must("backup", file)
    stopped(fresh.begin("restore", file, "--keys", kept), fresh.home / ".files.restoring")
    refused(fresh, file)
    fresh.must("restore", file, "--keys", kept)
    assert "Всё сходится." in fresh.must("verify")


def test_a_copy_locked_to_a_recipient_is_restored_by_the_recipients_key_only(
    marked: School, fresh: Place, tmp_path: Path
) -> None:
    """The drill: locked copy and keys in two places, a fresh machine, the key of who may open them."""
    key = x25519.Identity.generate()
    identity = tmp_path / "ключ.txt"
    identity.write_text(f"{key}\n")
    file, folder = tmp_path / "letopis-2026-10-28-030000.zip", tmp_path / "сейф"
    marked.place.must("backup", file, "--to", key.to_public(), "--keys-to", folder)
    locked, kept = file.with_name(f"{file.name}.age"), folder / f"{file.stem}.keys.zip.age"
    assert sorted(path.name for path in tmp_path.rglob("*letopis*")) == sorted([locked.name, kept.name])
    assert "заперта" in refused(fresh, locked, "--keys", kept)
    assert "Школа возвращена" in fresh.must("restore", locked, "--keys", kept, "--identity", identity)
    assert "Всё сходится." in fresh.must("verify")
    assert not list(fresh.home.glob(".copy-*"))


@pytest.mark.once
def test_rotation_removes_copies_that_need_not_be_kept(marked: School, tmp_path: Path) -> None:
    """Of 24 old copies 13 are of the last fourteen days there are, 4 more the last of their months."""
    for month in range(1, 13):
        for day in (1, 2):
            (tmp_path / f"letopis-20{month + 9}-{month:02}-{day:02}-030000.zip").touch()
    (tmp_path / "letopis-заметки.txt").touch()
    said = marked.place.must("backup", tmp_path / "letopis-2026-10-28-030000.zip", "--rotate")
    assert "Старых файлов убрано: 7." in said, said
    assert (tmp_path / "letopis-заметки.txt").exists()


def older(place: Place) -> None:
    """The tables as the version before left them."""
    place.must("migrate", "-v0", "journal", "0005")


def test_an_upgrade_copies_changes_beside_and_verifies(school: School, tmp_path: Path) -> None:
    place = school.place.like(tmp_path / "школа")
    older(place)
    done = place.run("serve", "--port", "1")
    assert "letopis upgrade" in place.run("serve").err or "letopis upgrade" in done.err
    said = place.must("upgrade")
    assert "База обновлена" in said
    assert len(list((place.home / "backups").glob("letopis-*.zip"))) == 1
    assert "Всё сходится." in place.must("verify")
    assert "уже от этой версии" in place.must("upgrade")
    with place.served() as server:
        assert Line(server.address).register(school.course, school.quarter) is not None
    drop_database(place.database)


def test_an_upgrade_that_fails_leaves_the_school_as_it_was(school: School, tmp_path: Path) -> None:
    """A table stands in the way of a change; the school keeps its rows and its former tables."""
    place = school.place.like(tmp_path / "школа")
    place.must("migrate", "-v0", "control", "zero")
    place.tamper("CREATE TABLE control_remark (id integer PRIMARY KEY)")
    records = place.rows("SELECT count(*) FROM trace_tracerecord")
    done = place.run("upgrade")
    assert done.code == 1
    assert "школа осталась прежней" in done.err
    assert place.rows("SELECT count(*) FROM trace_tracerecord") == records
    assert "control_remark" in place.tables()
    assert place.rows("SELECT count(*) FROM control_remark") == [(0,)]
    drop_database(place.database)
