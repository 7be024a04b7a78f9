"""Обставить пустое место: школа, год, класс, учитель с журналом; всё действиями программы, со следом."""

from __future__ import annotations

import json
import sys
from datetime import timedelta

import django

PASSWORD = "сосна-у-реки-41"
LETTERS = "абвгдежзиклмнопрстуфхцшэ"  # a pupil each


def main() -> None:
    """Furnish the school of this process's surroundings, print what a story needs to know."""
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    today = timezone.localdate()
    _set_up(today)
    _bring_lists(today)
    sys.stdout.write(json.dumps(_known(today - timedelta(days=1))))


def _set_up(today: object) -> None:
    from datetime import date

    from letopis.school import actions as school

    assert isinstance(today, date)
    first, last = today - timedelta(days=60), today + timedelta(days=200)
    periods = [
        school.PeriodDays("quarter", 1, first, today - timedelta(days=1)),
        *(
            school.PeriodDays(
                "quarter", 2 + n, today + timedelta(days=60 * n), today + timedelta(days=60 * n + 59)
            )
            for n in range(3)
        ),
    ]
    school.name_school("МБОУ «Школа № 9»", "Школа № 9", "г. Энск", by=0)
    school.adopt_first_act(by=0)
    school.open_year(first, last, periods, by=0)


def _bring_lists(today: object) -> None:
    from datetime import date

    from letopis.exchange import actions
    from letopis.people import actions as people
    from letopis.people.models import Account
    from tests.exchange.lists import csv_of

    assert isinstance(today, date)
    pupils = [("ФИО", "Класс"), *((f"Ученик{letter} Анна", "7А") for letter in LETTERS)]
    staff = [
        ("ФИО", "Должность", "Классное руководство"),
        ("Петрова Анна Ивановна", "учитель", "7А"),
        ("Сидоров Иван Петрович", "заместитель директора", ""),
        ("Чернова Нина Ивановна", "делопроизводитель", ""),
    ]
    load = [("Учитель", "Предмет", "Класс"), ("Петрова Анна Ивановна", "Алгебра", "7А")]
    for name, rows in (("ученики", pupils), ("сотрудники", staff), ("нагрузка", load)):
        act = actions.take_file(f"{name}.csv", csv_of(rows), on=today, by=0)
        actions.apply(act, on=today, by=0)
    for account in Account.objects.all():
        people.choose_password(account, PASSWORD, by=account.ref)


def _known(day: object) -> dict[str, object]:
    from letopis.people.models import Student
    from letopis.school.models import ClassGroup, Course, GradingPeriod

    return {
        "day": str(day),
        "course": Course.objects.get().pk,
        "class": ClassGroup.objects.get().pk,
        "quarter": GradingPeriod.objects.get(scheme="quarter", ordinal=1).pk,
        "students": list(Student.objects.order_by("surname").values_list("pk", flat=True)),
    }


if __name__ == "__main__":
    main()
