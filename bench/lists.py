"""A list of 600 pupils taken into an empty school, from the file to the last row, checked and written."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from datetime import date

from bench import ground
from bench.figure import Figure

SURNAMES = ("Абрамов", "Белов", "Волков", "Громов", "Дёмин", "Ершов", "Жуков", "Зимин", "Ильин", "Котов")
NAMES = (
    "Артём",
    "Борис",
    "Вадим",
    "Глеб",
    "Денис",
    "Егор",
    "Иван",
    "Кирилл",
    "Лев",
    "Матвей",
    "Никита",
    "Олег",
)
PUPILS = 600


def pupils() -> bytes:
    """The list as an old program of the school saves it: cp1251, semicolons."""
    lines = ["Класс;Фамилия;Имя;Отчество;Дата рождения;Пол"]
    for number in range(PUPILS):
        surname = SURNAMES[number % 10] + ("" if number < 100 else "ский" * (number // 100 % 2))
        name = NAMES[number // 10 % 12]
        grade = 1 + number // 25 % 11
        letter = "АБВ"[number // 275 % 3]
        born = f"{1 + number % 28:02}.{1 + number // 28 % 12:02}.{2019 - grade}"
        lines.append(f"{grade}{letter};{surname};{name};Петрович;{born};м")
    return "\r\n".join(lines).encode("cp1251")


def import_pupils() -> Iterator[Figure]:
    """import.600_pupils.s: reading, dry run and writing."""
    home = ground.HOME / "import"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    ground.stand_in(home)
    from django.utils import timezone

    from letopis.exchange.actions import apply, take_file
    from letopis.people.models import Student
    from letopis.school.actions import PeriodDays, adopt_first_act, open_year

    today = timezone.localdate()
    first = date(today.year if today.month > 8 else today.year - 1, 9, 1)
    last = date(first.year + 1, 5, 26)
    adopt_first_act(first, by=0)
    open_year(first, last, [PeriodDays("half_year", 1, first, last)], by=0)
    content = pupils()
    begun = time.perf_counter()
    act = take_file("ученики.csv", content, on=today, by=0)
    apply(act, on=today, by=0)
    spent = time.perf_counter() - begun
    if Student.objects.count() != PUPILS:
        raise SystemExit(f"{Student.objects.count()} pupils instead of {PUPILS}")
    yield Figure("import.600_pupils.s", spent)


def demo_build() -> Iterator[Figure]:
    """demo.build.s: the command as a person runs it, from nothing."""
    home = ground.HOME / "demo"
    shutil.rmtree(home, ignore_errors=True)
    yield Figure("demo.build.s", ground.letopis(home, "demo", "--build-only", "-v0"))


def demo_full() -> Iterator[Figure]:
    """demo.full.s: every past lesson too; measured when asked for by name."""
    home = ground.HOME / "full"
    shutil.rmtree(home, ignore_errors=True)
    yield Figure("demo.full.s", ground.letopis(home, "demo", "--build-only", "--full", "-v0"))
