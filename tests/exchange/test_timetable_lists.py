"""Расписание недели из файла: каждая строка видна до записи, прежняя неделя остаётся за своими днями."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from letopis.exchange import actions
from letopis.exchange.craft.week_plan import read_number, read_weekday, read_yes
from letopis.exchange.models import Import
from letopis.journal.models import Lesson
from letopis.people.access import standing_of
from letopis.people.models import Appointment, CourseAssignment, Employee
from letopis.regulation.refusals import Refused
from letopis.school.models import Course, Subgroup, Subject
from letopis.screen.craft.sentences import sentence
from letopis.timetable.actions import SlotText, end_slot, put_slot
from letopis.timetable.models import Room, Slot
from letopis.trace.models import TraceRecord
from letopis.trace.queries import verified
from tests.cast import FIRST, TODAY, Cast
from tests.exchange.lists import csv_of, xlsx_of

Enter = Callable[[str], Client]
HEADS = ("День недели", "Урок", "Класс", "Предмет", "Подгруппа", "Учитель", "Каб.")
NEXT_MONDAY = date(2026, 11, 9)


@pytest.fixture(autouse=True)
def names(cast: Cast) -> None:
    """Teachers have names that can be written with initials."""
    for old, new in (("Teacherова", "Петрова"), ("Foreign_teacherова", "Смирнова")):
        Employee.objects.filter(surname=old).update(surname=new)


def check(*rows: Sequence[str], heads: Sequence[str] = HEADS) -> Import:
    """A list is checked; nothing is written yet."""
    return actions.take_file("расписание.csv", csv_of([heads, *rows]), on=TODAY, by=1)


def bring(*rows: Sequence[str], heads: Sequence[str] = HEADS) -> Import:
    return actions.apply(check(*rows, heads=heads), on=TODAY, by=1)


def from_monday(*rows: Sequence[str]) -> Import:
    heads = (*HEADS, "С какого дня")
    return check(*((*row, f"{NEXT_MONDAY:%d.%m.%Y}") for row in rows), heads=heads)


def codes(act: Import) -> list[tuple[str, str]]:
    return list(act.tables.get().rows.order_by("id").values_list("verdict", "code"))


def told(act: Import) -> list[str]:
    rows = act.tables.get().rows.exclude(code="").order_by("id")
    return [sentence(Refused(row.code, **row.facts)) for row in rows]


def stand(cast: Cast, course: Course, weekday: int, number: int, room: str = "", **facts: object) -> Slot:
    """A lesson somebody put by hand."""
    who = standing_of(cast.accounts["deputy"], TODAY)
    text = SlotText(course.pk, weekday, number, room, **{"starts": FIRST, **facts})  # type: ignore[arg-type] # named by the field
    return put_slot(text, standing=who, by=who.account)[0]


def week() -> list[tuple[str, int, int, str, date, date | None]]:
    rows = Slot.objects.order_by("starts", "weekday", "number", "id").select_related("room")
    return [
        (str(one.course.class_group), one.weekday, one.number, str(one.room or ""), one.starts, one.ends)
        for one in rows
    ]


def test_the_clerk_brings_a_week_sees_each_row_writes_and_takes_it_back(cast: Cast, enter: Enter) -> None:
    clerk = enter("clerk")
    rows = [
        HEADS,
        ("Понедельник", 1, "7А", "Алгебра", "", "Петрова Н. И.", "204"),
        ("пн", "2 урок", "7 «А»", "английский язык", "1", "", ""),
        ("ВТ.", "№ 3", "7-б", "Алгебра", "", "", "205"),
        (3, 1, "9Я", "Алгебра", "", "", ""),
        ("ср", 1, "7А", "Физика", "", "", ""),
        ("завтра", 1, "7А", "Алгебра", "", "", ""),
    ]
    file = SimpleUploadedFile("расписание.xlsx", xlsx_of(rows))
    answer = clerk.post("/import/", {"file": file})
    assert answer.status_code == 302, answer.content.decode()[-800:]
    act = Import.objects.get()
    assert act.tables.get().kind == "timetable"
    assert codes(act) == [
        ("added", ""),
        ("added", ""),
        ("added", ""),
        ("refused", "import.unknown_class"),
        ("refused", "import.unknown_page"),
        ("refused", "import.bad_weekday"),
    ]
    assert not Slot.objects.exists()
    assert not Room.objects.exists()
    page = clerk.get(f"/import/{act.pk}/").content.decode()
    assert "„завтра“ не\xa0день недели" in page
    assert clerk.post(f"/import/{act.pk}/apply/").status_code == 302
    assert week() == [
        ("7 «А»", 1, 1, "204", TODAY, None),
        ("7 «А»", 1, 2, "", TODAY, None),
        ("7 «Б»", 2, 3, "205", TODAY, None),
    ]
    assert "Открыть расписание" in clerk.get(f"/import/{act.pk}/").content.decode()
    assert TraceRecord.objects.filter(deed="timetable.put_slot").count() == 3
    assert Lesson.objects.filter(course=cast.algebra, date=NEXT_MONDAY, number=1).exists()
    assert clerk.post(f"/import/{act.pk}/undo/").status_code == 302
    assert not Slot.objects.exists()
    assert not Lesson.objects.filter(course=cast.algebra, date=NEXT_MONDAY).exists()
    assert verified().findings == []


def test_a_new_week_ends_the_old_one_of_the_classes_it_names_the_day_before(cast: Cast) -> None:
    stand(cast, cast.algebra, 1, 1, "204")
    stand(cast, cast.algebra, 3, 2)
    stand(cast, cast.algebra_7b, 1, 1)
    act = from_monday(("пн", "1", "7А", "Алгебра", "", "", "204"), ("пт", "2", "7А", "Алгебра", "", "", ""))
    assert codes(act) == [("changed", "import.week_ends"), ("added", "")]
    assert told(act) == [
        "Прежних уроков 7 «А», которых нет в списке: 1 (среда, 2: Алгебра). С 09.11.2026 их не будет."
    ]
    actions.apply(act, on=TODAY, by=1)
    assert week() == [
        ("7 «А»", 1, 1, "204", FIRST, None),
        ("7 «Б»", 1, 1, "", FIRST, None),
        ("7 «А»", 3, 2, "", FIRST, date(2026, 11, 8)),
        ("7 «А»", 5, 2, "", NEXT_MONDAY, None),
    ]
    assert verified().findings == []
    actions.undo(act, by=1)
    assert {row[-1] for row in week()} == {None}
    assert len(week()) == 3
    assert verified().findings == []


def test_a_list_that_only_drops_lessons_can_be_written(cast: Cast) -> None:
    stand(cast, cast.algebra, 1, 1)
    stand(cast, cast.algebra, 3, 2)
    act = actions.apply(from_monday(("пн", "1", "7А", "Алгебра", "", "", "")), on=TODAY, by=1)
    assert act.counts["changed"] == 1
    assert Slot.objects.get(weekday=3).ends == date(2026, 11, 8)


def test_two_classes_may_change_hours_in_one_list(cast: Cast) -> None:
    CourseAssignment.objects.filter(course=cast.algebra_7b).delete()
    teacher = Employee.objects.get(surname="Петрова")
    CourseAssignment.objects.create(course=cast.algebra_7b, employee=teacher, starts=FIRST)
    stand(cast, cast.algebra, 1, 1)
    stand(cast, cast.algebra_7b, 1, 2)
    act = from_monday(("пн", "2", "7А", "Алгебра", "", "", ""), ("пн", "1", "7Б", "Алгебра", "", "", ""))
    assert [verdict for verdict, _code in codes(act)] == ["added", "added"]
    actions.apply(act, on=TODAY, by=1)
    assert [row[:3] for row in week() if row[-1] is None] == [("7 «Б»", 1, 1), ("7 «А»", 1, 2)]


def test_a_class_without_a_good_row_keeps_its_week(cast: Cast) -> None:
    stand(cast, cast.algebra, 1, 1, "204")
    act = from_monday(
        ("пн", "1", "7А", "Физика", "", "", ""),
        ("пн", "1", "7Б", "Алгебра", "", "", "204"),
        ("вт", "1", "7Б", "Алгебра", "", "", "204"),
    )
    assert codes(act) == [("refused", "import.unknown_page"), ("refused", "import.clash_room"), ("added", "")]
    actions.apply(act, on=TODAY, by=1)
    assert Slot.objects.get(course=cast.algebra).ends is None


def test_mended_rows_brought_again_from_the_same_day_join_those_already_there(cast: Cast) -> None:
    bring(("пн", "1", "7А", "Алгебра", "", "", "204"), ("хх", "2", "7А", "Алгебра", "", "", ""))
    again = bring(("вт", "2", "7А", "Алгебра", "", "", ""))
    assert codes(again) == [("added", "")]
    assert [row[1:3] for row in week()] == [(1, 1), (2, 2)]


def test_another_room_is_a_change_and_an_empty_one_says_nothing(cast: Cast) -> None:
    stand(cast, cast.algebra, 1, 1, "204")
    stand(cast, cast.algebra, 2, 1, "204", starts=TODAY)
    act = bring(("пн", "1", "7А", "Алгебра", "", "", "301"), ("вт", "1", "7А", "Алгебра", "", "", "302"))
    assert codes(act) == [("changed", "import.changes"), ("changed", "import.changes")]
    assert week() == [
        ("7 «А»", 1, 1, "204", FIRST, date(2026, 10, 27)),
        ("7 «А»", 1, 1, "301", TODAY, None),
        ("7 «А»", 2, 1, "302", TODAY, None),
    ]
    assert codes(check(("пн", "1", "7А", "Алгебра", "", "", ""))) == [("same", "")]
    actions.undo(act, by=1)
    assert [row[3:] for row in week()] == [("204", FIRST, None), ("204", TODAY, None)]
    assert verified().findings == []


def test_what_meets_is_refused_row_by_row(cast: Cast) -> None:
    teacher = Employee.objects.get(surname="Петрова")
    CourseAssignment.objects.filter(course__in=[cast.algebra_7b, cast.english]).delete()
    CourseAssignment.objects.create(course=cast.algebra_7b, employee=teacher, starts=FIRST)
    act = check(
        ("1", "1", "7А", "Алгебра", "", "", "204"),
        ("1", "1", "7А", "Алгебра", "", "", "204"),
        ("1", "1", "7А", "Английский язык", "1 группа", "", ""),
        ("1", "1", "7Б", "Алгебра", "", "", ""),
        ("2", "1", "7А", "Английский язык", "1 группа", "", "205"),
        ("2", "1", "7Б", "Алгебра", "", "", "205"),
    )
    assert codes(act) == [
        ("added", ""),
        ("refused", "import.twice"),
        ("refused", "import.clash_class"),
        ("refused", "import.clash_teacher"),
        ("added", ""),
        ("refused", "import.clash_room"),
    ]
    assert "понедельник, урок 1" in told(act)[1]


def test_a_subgroup_is_not_in_two_places(cast: Cast) -> None:
    french = Course.objects.create(
        class_group=cast.class_7a,
        subject=Subject.objects.create(name="Французский язык"),
        subgroup=Subgroup.objects.get(),
    )
    stand(cast, french, 1, 1, starts=TODAY)
    act = check(("пн", "1", "7А", "Английский язык", "1 группа", "", ""))
    assert codes(act) == [("refused", "import.clash_subgroup")]


def test_joined_lessons_come_in_when_the_list_says_so(cast: Cast) -> None:
    heads = (*HEADS, "Объединён")
    act = bring(
        ("пн", "1", "7А", "Алгебра", "", "", "зал", "да"),
        ("пн", "1", "7Б", "Алгебра", "", "", "зал", "да"),
        ("вт", "1", "7Б", "Алгебра", "", "", "зал", "может быть"),
        heads=heads,
    )
    assert codes(act) == [("added", ""), ("added", ""), ("refused", "import.bad_yes")]
    assert Room.objects.count() == 1


def test_the_teacher_is_checked_against_the_appointment(cast: Cast) -> None:
    CourseAssignment.objects.filter(course=cast.algebra_7b).delete()
    act = check(
        ("пн", "1", "7А", "Алгебра", "", "Смирнова Н. И.", ""),
        ("пн", "1", "7Б", "Алгебра", "", "Петрова Н. И.", ""),
        ("пн", "1", "7А", "Алгебра", "", "Иванов П. П.", ""),
        ("пн", "1", "7А", "Английский язык", "", "", ""),
        ("пн", "", "7А", "Алгебра", "", "", ""),
        ("", "1", "7А", "Алгебра", "", "", ""),
        ("пн", "1-2", "7А", "Алгебра", "", "", ""),
        ("пн", "1", "", "Алгебра", "", "", ""),
        ("пн", "1", "7А", "", "", "", ""),
        ("пн", "1", "7А", "Алгебра", "", "", "к" * 41),
    )
    assert [code for _verdict, code in codes(act)] == [
        "import.other_teacher",
        "import.nobody_appointed",
        "import.unknown_teacher",
        "import.which_page",
        "import.no_number",
        "import.no_weekday",
        "import.bad_number",
        "import.no_class",
        "import.no_subject",
        "import.too_long",
    ]
    assert Appointment.objects.filter(employee__surname="Смирнова").exists()
    with pytest.raises(Refused) as refused:
        actions.apply(act, on=TODAY, by=1)
    assert refused.value.code == "import.nothing_good"


def test_one_list_has_one_day_and_it_lies_in_the_year(cast: Cast) -> None:
    heads = (*HEADS, "Действует с")
    act = check(
        ("пн", "1", "7А", "Алгебра", "", "", "", "09.11.2026"),
        ("вт", "1", "7А", "Алгебра", "", "", "", "10.11.2026"),
        ("ср", "1", "7А", "Алгебра", "", "", "", "10.11.2029"),
        ("чт", "1", "7А", "Алгебра", "", "", "", ""),
        heads=heads,
    )
    assert [code for _verdict, code in codes(act)] == ["", "import.one_day", "import.after_year", ""]


def test_columns_are_corrected_and_the_day_chosen_by_hand(cast: Cast, enter: Enter) -> None:
    act = check(("пн", "1", "7А", "Алгебра"), heads=("Когда", "Который", "Класс", "Предмет"))
    fields = {"kind": "timetable", "table": 0, "column_2": "class", "column_3": "subject"}
    deputy = enter("deputy")
    deputy.post(f"/import/{act.pk}/columns/", fields)
    page = deputy.get(f"/import/{act.pk}/").content.decode()
    assert "Не хватает столбцов" in page
    fields |= {"column_0": "weekday", "column_1": "number", "constant_starts": "09.11.2026"}
    deputy.post(f"/import/{act.pk}/columns/", fields)
    assert codes(act) == [("added", "")]
    deputy.post(f"/import/{act.pk}/apply/")
    assert Slot.objects.get().starts == NEXT_MONDAY


@pytest.mark.parametrize(
    "role", ["teacher", "class_teacher", "principal", "pupil", "parent", "archivist", "admin"]
)
def test_nobody_else_brings_or_writes_a_timetable(cast: Cast, enter: Enter, role: str) -> None:
    act = check(("пн", "1", "7А", "Алгебра", "", "", ""))
    other = enter(role)
    assert other.get("/import/?kind=timetable").status_code == 403
    assert other.post(f"/import/{act.pk}/apply/").status_code == 403
    assert "Загрузить из файла" not in other.get("/timetable/").content.decode()
    assert not Slot.objects.exists()


def test_the_template_is_read_back_as_a_timetable(cast: Cast, enter: Enter) -> None:
    answer = enter("deputy").get("/import/templates/timetable/")
    assert answer.status_code == 200
    with pytest.raises(Refused) as refused:
        actions.take_file("Расписание.xlsx", answer.content, on=TODAY, by=1)
    assert refused.value.code == "import.empty"


def test_a_week_changed_by_hand_since_is_not_taken_back(cast: Cast) -> None:
    act = bring(("пн", "1", "7А", "Алгебра", "", "", ""))
    who = standing_of(cast.accounts["deputy"], TODAY)
    end_slot(Slot.objects.get().pk, date(2026, 12, 1), standing=who, by=who.account)
    with pytest.raises(Refused) as refused:
        actions.undo(act, by=1)
    assert refused.value.code == "import.changed_since"


def test_a_week_is_not_taken_back_onto_a_lesson_put_since(cast: Cast) -> None:
    stand(cast, cast.algebra, 3, 2)
    act = actions.apply(from_monday(("пн", "1", "7А", "Алгебра", "", "", "")), on=TODAY, by=1)
    stand(cast, cast.english, 3, 2, starts=NEXT_MONDAY)
    with pytest.raises(Refused) as refused:
        actions.undo(act, by=1)
    assert refused.value.code == "timetable.clash_class"
    assert Slot.objects.get(course=cast.algebra, weekday=3).ends == date(2026, 11, 8)


def test_more_rows_ask_no_more_questions(cast: Cast) -> None:
    def asked(*rows: Sequence[str]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as few:
            actions.apply(check(*rows), on=TODAY, by=1)
        return len(few)

    one = asked(("пн", "1", "7А", "Алгебра", "", "", "204"))
    hours = [(str(day), str(number)) for day in range(2, 7) for number in range(1, 7)]
    many = asked(*((*hour, "7Б", "Алгебра", "", "", "204") for hour in hours))
    assert many <= one + 4


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("пн", 1),
        ("Пн.", 1),
        ("ПОНЕДЕЛЬНИК", 1),
        ("1", 1),
        ("вторник", 2),
        ("Ср", 3),
        ("чт ", 4),
        ("Fri", 5),
        ("суббота", 6),
        ("7", 7),
    ],
)
def test_days_are_read_as_people_write_them(text: str, day: int) -> None:
    assert read_weekday(text) == day


@pytest.mark.parametrize("text", ["8", "0", "понедельник чётный", "п", "пн, вт"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_weekday(text)
    assert refused.value.code == "import.bad_weekday"


@pytest.mark.parametrize(
    ("text", "number"),
    [("3", 3), ("№ 3", 3), ("3 урок", 3), ("3-й", 3), ("3.", 3), ("0", 0), ("урок 3", 3)],
)
def test_numbers_of_lessons_are_read_as_people_write_them(text: str, number: int) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["13", "-1", "8:30", "первый"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_number(text)


@pytest.mark.parametrize(("text", "yes"), [("да", True), ("Объединён", True), ("нет", False), ("", False)])
def test_yes_and_no(text: str, yes: bool) -> None:
    assert read_yes(text) is yes
