"""letopis import: список из файла, слова о каждой строке, код выхода, остановка без следа."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from letopis.exchange.craft.planning import PupilPlan
from letopis.exchange.models import Import
from letopis.people.models import Account, Student
from letopis.trace.models import TraceRecord
from tests.exchange.lists import EMPLOYEES, PUPILS, csv_of


def run(*words):
    """What the command says."""
    out = StringIO()
    call_command("import_lists", *map(str, words), stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.fixture
def pupils(tmp_path, clerk):
    """A file of three pupils."""
    path = tmp_path / "ученики.csv"
    path.write_bytes(csv_of(PUPILS, "cp1251"))
    return path


def test_a_file_is_written(pupils, clerk):
    assert "Записано: новых 3" in run(pupils, "--as", "Clerk")
    assert Import.objects.get().by == clerk.ref


def test_a_dry_run_leaves_nothing(pupils):
    before = TraceRecord.objects.count()
    assert "Проверено, не записано: новых 3" in run(pupils, "--dry-run")
    assert not Import.objects.exists()
    assert TraceRecord.objects.count() == before


def test_refused_rows_are_told_and_make_the_command_fail(pupils):
    pupils.write_bytes(csv_of([*PUPILS, ("Ким", "Ян", "", "7Ъ7", "")]))
    with pytest.raises(CommandError, match="Отказов: 1"):
        run(pupils)
    assert Student.objects.count() == 3


@pytest.mark.parametrize("name", ["nobody", "teacher"])
def test_only_who_may_import_imports(pupils, clerk, name):
    if name == "teacher":
        clerk.employee.appointments.update(post="teacher")
        name = clerk.username
    with pytest.raises(CommandError):
        run(pupils, "--as", name)
    assert not Student.objects.exists()


def test_a_missing_file_is_told(tmp_path, clerk):
    with pytest.raises(CommandError, match="Файл не открыт"):
        run(tmp_path / "нет.csv")


def test_stopped_halfway_it_leaves_nothing(pupils, monkeypatch):
    walked = PupilPlan.take
    seen = []

    def stopped(plan, line, cells):
        seen.append(line)
        if len(seen) == 5:
            raise KeyboardInterrupt
        return walked(plan, line, cells)

    monkeypatch.setattr(PupilPlan, "take", stopped)
    with pytest.raises(KeyboardInterrupt):
        run(pupils)
    assert not Import.objects.exists()
    assert not Student.objects.exists()


def test_start_passwords_go_to_a_file_only_its_owner_reads(tmp_path, clerk):
    path, passwords = tmp_path / "люди.csv", tmp_path / "пароли.xlsx"
    path.write_bytes(csv_of(EMPLOYEES[:1] + EMPLOYEES[2:]))
    run(path, "--passwords", passwords)
    assert passwords.stat().st_mode & 0o777 == 0o600
    assert Account.objects.get(username="sidorov.ip").has_usable_password()


def test_the_first_account_of_a_new_school(db):
    out = StringIO()
    call_command("open_account", "Чернова", "Нина", stdout=out)
    username, password = "chernova.n", out.getvalue().split()[-1]
    account = Account.objects.get(username=username)
    assert account.check_password(password)
    assert [one.post for one in account.employee.appointments.all()] == ["clerk"]
    with pytest.raises(CommandError, match="уже занято"):
        call_command("open_account", "Ким", "Ян", "--username", username, stdout=out)
