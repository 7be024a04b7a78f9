"""Поурочный план из файла: учитель приносит свой, каждая строка видна до записи, загрузка отменяется."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from letopis.exchange import actions
from letopis.exchange.craft.topic_plan import read_topic_hours
from letopis.exchange.models import Import
from letopis.planning.actions import NewTopic, add_topics
from letopis.planning.models import PlanTopic
from letopis.regulation.refusals import Refused
from letopis.trace.models import TraceRecord
from tests.cast import TODAY, Cast

Enter = Callable[[str], Client]
LIST = """Поурочное планирование, алгебра
№;Тема урока;Кол-во часов;Домашнее задание;Вид контроля
Раздел 1. Выражения;;;;
1;Числовые выражения;2 ч;§ 1, № 4;
2;Контрольная работа № 1;1;;к/р
3;Тождества;сорок;§ 2;
4;;1;;
5;Степени;;§ 3;экзамен
"""


def bring(client: Client, text: str, course: int, name: str = "план.csv") -> Import:
    """The file is checked; nothing is written yet."""
    file = SimpleUploadedFile(name, text.encode())
    answer = client.post(f"/import/plan/{course}/", {"file": file})
    assert answer.status_code == 302, answer.content.decode()[-800:]
    return Import.objects.latest("pk")


def verdicts(act: Import) -> list[tuple[int, str, str]]:
    rows = act.tables.get().rows.exclude(verdict="").order_by("id")
    return list(rows.values_list("line", "verdict", "code"))


def test_a_teacher_brings_the_plan_of_the_own_page(cast: Cast, enter: Enter) -> None:
    teacher = enter("teacher")
    act = bring(teacher, LIST, cast.algebra.pk)
    assert verdicts(act) == [
        (3, "same", "import.section"),
        (4, "added", ""),
        (5, "added", ""),
        (6, "refused", "import.bad_topic_hours"),
        (7, "refused", "import.no_topic"),
        (8, "refused", "import.bad_work"),
    ]
    assert not PlanTopic.objects.exists()
    page = teacher.get(f"/import/{act.pk}/").content.decode()
    assert "Заголовок «Раздел 1. Выражения»" in page
    assert "к/р" in page
    assert teacher.post(f"/import/{act.pk}/apply/").status_code == 302
    assert list(PlanTopic.objects.values_list("course", "place", "section", "topic", "hours", "work")) == [
        (cast.algebra.pk, 1, "Раздел 1. Выражения", "Числовые выражения", 2, ""),
        (cast.algebra.pk, 2, "Раздел 1. Выражения", "Контрольная работа № 1", 1, "control"),
    ]
    topic = PlanTopic.objects.first()
    record = TraceRecord.objects.get(object=topic.ref if topic else 0)
    assert json.loads(record.body or "")["after"]["topic"] == "Числовые выражения"
    assert teacher.post(f"/import/{act.pk}/undo/").status_code == 302
    assert not PlanTopic.objects.exists()
    assert TraceRecord.objects.filter(deed="planning.drop_topic").count() == 2


def test_the_same_list_brought_again_changes_only_what_differs(cast: Cast, enter: Enter) -> None:
    teacher = enter("teacher")
    text = "Тема;Часов;Домашнее задание\nЧисла;1;§ 1\nДроби;2;\n"
    actions.apply(bring(teacher, text, cast.algebra.pk), on=TODAY, by=1)
    again = bring(teacher, text.replace("Дроби;2;", "дроби;3;§ 5") + "Степени;1;\n", cast.algebra.pk)
    assert [verdict for _line, verdict, _code in verdicts(again)] == ["same", "changed", "added"]
    actions.apply(again, on=TODAY, by=1)
    assert list(PlanTopic.objects.values_list("topic", "hours", "homework")) == [
        ("Числа", 1, "§ 1"),
        ("дроби", 3, "§ 5"),
        ("Степени", 1, ""),
    ]
    actions.undo(again, by=1)
    assert list(PlanTopic.objects.values_list("topic", "hours")) == [("Числа", 1), ("Дроби", 2)]


def test_the_plan_of_another_page_does_not_come_in_by_this_door(cast: Cast, enter: Enter) -> None:
    act = bring(enter("teacher"), "Тема;Класс\nЧисла;7Б\nДроби;7А\n", cast.algebra.pk)
    assert verdicts(act) == [(2, "refused", "import.other_page"), (3, "added", "")]


def test_a_teacher_names_the_columns_of_a_list_the_program_did_not_know(cast: Cast, enter: Enter) -> None:
    teacher = enter("teacher")
    act = bring(teacher, "Что делаем;Сколько\nЧисла;2\n", cast.algebra.pk)
    assert verdicts(act) == []
    fields = {"kind": "pupils", "column_0": "topic", "column_1": "hours", "constant_class": "7Б", "table": 0}
    teacher.post(f"/import/{act.pk}/columns/", fields)
    assert act.tables.get().kind == "plan"
    assert verdicts(act) == [(1, "refused", "import.bad_topic_hours"), (2, "added", "")]
    teacher.post(f"/import/{act.pk}/apply/")
    assert PlanTopic.objects.get().course == cast.algebra


@pytest.mark.parametrize("role", ["foreign_teacher", "class_teacher", "principal", "pupil", "archivist"])
def test_nobody_else_sees_or_writes_it(cast: Cast, enter: Enter, role: str) -> None:
    act = bring(enter("teacher"), "Тема\nЧисла\nДроби\n", cast.algebra.pk)
    other = enter(role)
    for answer in (
        other.get(f"/import/{act.pk}/"),
        other.post(f"/import/{act.pk}/apply/"),
        other.post(f"/import/{act.pk}/columns/", {"table": 0}),
        other.post(f"/import/{act.pk}/discard/"),
        other.get(f"/import/{act.pk}/refused/"),
        other.get(f"/import/plan/{cast.algebra.pk}/"),
    ):
        assert answer.status_code == 403
    assert not PlanTopic.objects.exists()


def test_a_teacher_sees_no_list_of_the_school(cast: Cast, enter: Enter) -> None:
    act = actions.take_file("a.csv", "ФИО;Класс\nКим Ян;7А".encode(), on=TODAY, by=0)
    assert enter("teacher").get(f"/import/{act.pk}/").status_code == 403
    assert enter("clerk").get(f"/import/{act.pk}/").status_code == 200


def test_plans_of_many_pages_come_in_one_list(cast: Cast, enter: Enter) -> None:
    rows = (
        "Класс;Предмет;Подгруппа;Тема\n7А;Алгебра;;Числа\n7Б;алгебра;;Числа\n"
        "7А;Английский язык;;Hello\n7А;Физика;;Сила\n"
    )
    act = actions.take_file("планы.csv", rows.encode(), on=TODAY, by=1)
    assert verdicts(act) == [
        (2, "added", ""),
        (3, "added", ""),
        (4, "refused", "import.which_page"),
        (5, "refused", "import.unknown_page"),
    ]
    actions.apply(act, on=TODAY, by=1)
    assert set(PlanTopic.objects.values_list("course", flat=True)) == {cast.algebra.pk, cast.algebra_7b.pk}


def test_what_was_changed_since_is_not_taken_back(cast: Cast, enter: Enter) -> None:
    act = bring(enter("teacher"), "Тема\nЧисла\nДроби\n", cast.algebra.pk)
    actions.apply(act, on=TODAY, by=1)
    PlanTopic.objects.filter(topic="Числа").update(hours=5)
    with pytest.raises(Refused) as refused:
        actions.undo(act, by=1)
    assert refused.value.code == "import.changed_since"
    assert PlanTopic.objects.count() == 2


def test_a_topic_stands_after_those_already_there(cast: Cast, enter: Enter) -> None:
    add_topics([NewTopic(cast.algebra.pk, "", "Введение", 1, "", "")], by=1)
    actions.apply(bring(enter("teacher"), "Тема\nЧисла\n", cast.algebra.pk), on=TODAY, by=1)
    assert list(PlanTopic.objects.values_list("topic", "place")) == [("Введение", 1), ("Числа", 2)]


@pytest.mark.parametrize(("text", "hours"), [("", 1), ("2", 2), ("2,0", 2), ("3 ч", 3), ("1 час", 1)])
def test_hours_are_read_as_people_write_them(text: str, hours: int) -> None:
    assert read_topic_hours(text) == hours


@pytest.mark.parametrize("text", ["0", "41", "пять", "1,5", "-2"])
def test_hours_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_topic_hours(text)
    assert refused.value.code == "import.bad_topic_hours"
