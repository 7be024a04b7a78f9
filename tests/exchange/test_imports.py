"""Загрузка списков: проверка, запись, повтор, перевод, отмена."""

from datetime import date
from time import perf_counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from letopis.exchange import actions
from letopis.exchange.models import Import, ImportChange, ImportRow
from letopis.people.actions import issue_passwords
from letopis.people.models import (
    Account,
    Appointment,
    CourseAssignment,
    Employee,
    Enrolment,
    Student,
    SubgroupMembership,
)
from letopis.regulation.refusals import Refused
from letopis.school.models import ClassGroup, Course, CurriculumItem, Subject
from letopis.trace.models import TraceRecord
from tests.cast import FIRST, TODAY
from tests.exchange.lists import EMPLOYEES, LOAD, PUPILS, ROSTER, zip_of
from tests.exchange.stories import everything, verdicts


def test_a_check_writes_nothing_of_the_list(desk):
    before = everything()
    act = desk.check(PUPILS)
    assert everything() == before
    assert act.counts == {"added": 3, "changed": 0, "same": 0, "refused": 0}
    assert verdicts(act) == [("added", "import.added_class"), ("added", ""), ("added", "import.added_class")]


def test_pupils_are_enrolled_and_their_classes_opened(desk):
    act = desk.bring(PUPILS)
    assert act.state == Import.APPLIED
    maria = Student.objects.get(surname="Ёлкина")
    assert (maria.given_name, maria.patronymic, maria.birth_date) == ("Мария", "Ильинична", date(2013, 4, 5))
    enrolment = Enrolment.objects.select_related("class_group").get(student=maria)
    assert (str(enrolment.class_group), enrolment.starts, enrolment.ends) == ("7 «А»", FIRST, None)
    assert [str(one) for one in ClassGroup.objects.all()] == ["7 «А»", "7 «Б»"]


def test_a_bad_row_costs_no_good_one(desk):
    act = desk.bring(
        [
            *PUPILS,
            ("Иванов", "", "", "7А", ""),
            ("Ким", "Ян", "", "7Ъ7", ""),
            ("Ли", "Ян", "", "7А", "31.02.2013"),
        ]
    )
    codes = [code for verdict, code in verdicts(act) if verdict == "refused"]
    assert codes == ["import.short_name", "import.bad_class", "import.bad_date"]
    assert Student.objects.count() == 3


def test_the_same_list_twice_doubles_nobody(desk):
    desk.bring(PUPILS)
    rows = [PUPILS[0], ("ЕЛКИНА", "мария", "", "7-а", "5.4.13"), *PUPILS[2:]]
    act = desk.check(rows)
    assert act.counts == {"added": 0, "changed": 0, "same": 3, "refused": 0}
    with pytest.raises(Refused, match=r"import\.nothing_good"):
        actions.apply(act, on=TODAY, by=0)


def test_a_pupil_named_twice_in_a_list_is_one(desk):
    act = desk.bring([*PUPILS, PUPILS[1], ("Ёлкина", "Мария", "Ильинична", "7Б", "05.04.2013")])
    assert verdicts(act)[3:] == [("same", "import.twice"), ("refused", "import.twice_differs")]
    assert Student.objects.count() == 3


def test_a_namesake_with_another_birth_date_is_another_pupil(desk):
    desk.bring(PUPILS)
    act = desk.bring([PUPILS[0], ("Ёлкина", "Мария", "Ильинична", "7А", "01.01.2014")])
    assert verdicts(act) == [("added", "import.added_namesake")]
    with pytest.raises(Refused, match=r"import\.nothing_good"):
        desk.bring([("ФИО", "Класс"), ("Ёлкина Мария", "7А")])


def test_a_namesake_without_birth_date_in_another_class_is_not_guessed(desk):
    desk.bring(PUPILS)
    assert verdicts(desk.check([("ФИО", "Класс"), ("Ёлкина Мария", "7Б")])) == [
        ("refused", "import.namesake_or_move")
    ]


def test_another_class_is_a_transfer_from_today(desk):
    desk.bring(PUPILS)
    act = desk.bring([PUPILS[0], ("Ёлкина", "Мария", "Ильинична", "8А", "05.04.2013")])
    assert act.counts["changed"] == 1
    old, new = Enrolment.objects.filter(student__surname="Ёлкина").order_by("starts")
    assert (old.ends, new.starts, str(new.class_group)) == (date(2026, 10, 27), TODAY, "8 «А»")
    desk.undo(act)
    only = Enrolment.objects.get(student__surname="Ёлкина")
    assert (only.ends, str(only.class_group)) == (None, "7 «А»")
    assert not ClassGroup.objects.filter(grade_level=8).exists()


def test_before_the_year_a_wrong_class_is_simply_corrected(desk):
    august = date(2026, 8, 20)
    desk.bring(PUPILS, on=august)
    desk.bring([PUPILS[0], ("Ёлкина", "Мария", "", "7Б", "05.04.2013")], on=august)
    only = Enrolment.objects.get(student__surname="Ёлкина")
    assert (only.starts, str(only.class_group)) == (FIRST, "7 «Б»")


def test_a_transfer_before_the_enrolment_is_refused(desk):
    desk.bring(PUPILS)
    rows = [(*PUPILS[0], "Дата зачисления"), ("Ёлкина", "Мария", "", "7Б", "05.04.2013", "01.09.2026")]
    assert verdicts(desk.check(rows)) == [("refused", "import.too_early")]


def test_the_file_number_finds_a_pupil_whose_name_has_changed(desk):
    head = ("ФИО", "Класс", "Дата рождения", "Личное дело", "Пол")
    desk.bring([head, ("Ёлкина Мария", "7А", "05.04.2013", "Ё-1", "ж")])
    act = desk.bring(
        [head, ("Ким Мария", "7А", "05.04.2013", "ё-1", "ж"), ("Чужой Ян", "7А", "01.01.2013", "Ё-1", "м")]
    )
    assert verdicts(act) == [("changed", "import.changes"), ("refused", "import.file_number_taken")]
    assert Student.objects.get().surname == "Ким"
    desk.undo(act)
    assert Student.objects.get().surname == "Ёлкина"


def test_rows_of_another_year_stay_out(desk):
    rows = [("ФИО", "Класс", "Учебный год"), ("Ким Ян", "7А", "2025-2026"), ("Ли Ян", "7А", "2026/27")]
    assert [verdict for verdict, _code in verdicts(desk.check(rows))] == ["refused", "added"]


def test_employees_get_posts_a_class_and_an_account(desk):
    desk.bring(PUPILS)
    act = desk.bring(EMPLOYEES)
    anna, ivan = Employee.objects.exclude(surname="Чернова")
    assert anna.account.username == "petrova.ai"
    assert not anna.account.has_usable_password()
    assert {one.post for one in ivan.appointments.all()} == {"teacher", "deputy"}
    assert str(anna.led_classes.get().class_group) == "7 «А»"
    assert desk.check(EMPLOYEES).counts["same"] == 2
    desk.undo(act)
    assert not Employee.objects.exclude(surname="Чернова").exists()


def test_two_with_one_surname_get_two_login_names(desk):
    desk.bring(
        [("ФИО", "Логин"), ("Петрова Анна Ивановна", ""), ("Петрова Алла Игоревна", ""), ("Ким Ян", "CLERK")]
    )
    assert set(Account.objects.values_list("username", flat=True)) == {"clerk", "petrova.ai", "petrova.ai2"}
    assert ImportRow.objects.get(verdict="refused").code == "account.username_taken"


def test_an_unknown_post_gives_no_rights(desk):
    act = desk.bring(
        [("ФИО", "Должность"), ("Ким Ян", "повар"), ("Ли Ян", "Педагог-психолог"), ("Цой Ян", "")]
    )
    assert verdicts(act)[0] == ("added", "import.no_rights_post")
    assert Appointment.objects.count() == 1  # the clerk's own


def test_somebody_with_two_posts_may_stand_in_two_rows(desk):
    head = ("ФИО", "Должность")
    act = desk.bring(
        [head, ("Ким Ян", "учитель"), ("Ким Ян", "зам. директора по УВР"), ("Ким Ян", "учитель")]
    )
    assert verdicts(act) == [("added", ""), ("changed", "import.changes"), ("same", "import.twice")]
    assert {one.post for one in Employee.objects.get(surname="Ким").appointments.all()} == {
        "teacher",
        "deputy",
    }


def test_without_a_column_of_posts_everybody_teaches(desk):
    desk.bring([("ФИО сотрудника",), ("Ким Ян",)], kind="employees")
    assert Appointment.objects.get(employee__surname="Ким").post == "teacher"


def test_start_passwords_are_made_when_asked_for_and_kept_nowhere(desk):
    act = desk.bring(EMPLOYEES[:1] + EMPLOYEES[2:])
    issued = actions.issue_passwords(act, by=desk.by)
    account = Account.objects.get(username=issued[0].account.username)
    assert account.check_password(issued[0].password)
    assert account.must_change_password
    assert issued[0].password not in "".join(TraceRecord.objects.values_list("body", flat=True))
    again = issue_passwords([account.pk], by=desk.by)
    account.refresh_from_db()
    assert not account.check_password(issued[0].password)
    assert account.check_password(again[0].password)


def test_load_opens_subjects_pages_and_subgroups(desk):
    desk.bring(PUPILS)
    desk.bring(EMPLOYEES)
    act = desk.bring(LOAD)
    pages = {
        (str(one.class_group), one.subject.name, str(one.subgroup or "")) for one in Course.objects.all()
    }
    assert pages == {
        ("7 «А»", "Алгебра", ""),
        ("7 «Б»", "Алгебра", ""),
        ("7 «А»", "Английский язык", "1 подгруппа"),
        ("7 «А»", "Английский язык", "2 подгруппа"),
    }
    assert CourseAssignment.objects.filter(employee__surname="Петрова", starts=FIRST).count() == 3
    assert desk.check(LOAD).counts["same"] == 3
    desk.undo(act)
    assert not Course.objects.exists()
    assert not Subject.objects.exists()


def test_load_with_unknown_people_and_classes_says_so(desk):
    desk.bring(PUPILS)
    desk.bring([*EMPLOYEES, ("Петров Антон Ильич", "учитель", "")])
    rows = [
        LOAD[0],
        ("Ким Ян", "Алгебра", "7А", "", "3"),
        ("Сидоров И. П.", "Алгебра", "9А", "", ""),
        ("", "Алгебра", "7А", "", ""),
    ]
    rows += [("Сидоров И. П.", "Физика", "7А", "", "2"), ("Петрова А. И.", "физика", "7А", "", "2")]
    assert [code for _verdict, code in verdicts(desk.check(rows))] == [
        "import.unknown_teacher",
        "import.unknown_class",
        "import.no_teacher",
        "",
        "import.two_teachers",
    ]


def test_a_new_teacher_replaces_the_old_from_today(desk):
    desk.bring(PUPILS)
    desk.bring(EMPLOYEES)
    desk.bring(LOAD[:2])
    desk.bring([LOAD[0], ("Сидоров И. П.", "алгебра", "7А", "", "4")])
    old, new = CourseAssignment.objects.filter(course__class_group__letter="А").order_by("starts")
    assert (old.ends, new.starts, new.employee.surname) == (date(2026, 10, 27), TODAY, "Сидоров")
    assert Course.objects.get(class_group__letter="А").hours_per_week == 4


def test_a_curriculum_opens_pages_and_load_divides_them(desk):
    desk.bring(PUPILS)
    desk.bring(EMPLOYEES)
    plan = desk.bring([("Предмет", "7А", "7Б"), ("Английский язык", "2", "2"), ("Алгебра", "3", "")])
    assert (CurriculumItem.objects.count(), Course.objects.count()) == (3, 3)
    load = desk.bring(LOAD)
    assert Course.objects.filter(class_group__letter="А", subject__name="Английский язык").count() == 2
    with pytest.raises(Refused, match=r"import\.(changed|used)_since"):
        desk.undo(plan)
    desk.undo(load)
    desk.undo(plan)
    assert not Course.objects.exists()


def test_a_grade_without_a_letter_means_all_its_classes(desk):
    desk.bring(PUPILS)
    desk.bring([("Предмет", "Класс", "Часов"), ("Алгебра", "7", "3")])
    assert CurriculumItem.objects.count() == 2
    act = desk.bring([("Предмет", "Класс", "Часов"), ("Алгебра", "7А", "4")])
    assert act.counts["changed"] == 1
    assert {str(one.hours) for one in CurriculumItem.objects.all()} == {"3.0", "4.0"}


def test_members_of_subgroups(desk):
    for rows in (PUPILS, EMPLOYEES, LOAD):
        desk.bring(rows)
    head = ("ФИО", "Класс", "Предмет", "Подгруппа")
    desk.bring(
        [
            head,
            ("Ёлкина Мария", "7А", "Английский язык", "1"),
            ("Жуков Пётр", "7А", "английский язык", "гр. 2"),
            ("Ким Ян", "7А", "Английский язык", "1"),
        ]
    )
    assert SubgroupMembership.objects.count() == 2
    act = desk.bring(
        [head, ("Ёлкина Мария", "7А", "Английский язык", "2"), ("Жуков Пётр", "7А", "Английский язык", "9")]
    )
    assert verdicts(act) == [("changed", "import.changes"), ("refused", "import.unknown_subgroup")]
    old, new = SubgroupMembership.objects.filter(student__surname="Ёлкина").order_by("starts")
    assert (old.ends, new.starts) == (date(2026, 10, 27), TODAY)


def test_columns_can_be_named_by_hand(desk):
    act = desk.check([("кто", "где"), ("Ёлкина Мария", "7А")])
    table = act.tables.get()
    assert set(verdicts(act)) <= {("", ""), ("added", ""), ("added", "import.added_class")}
    actions.name_table(table, "pupils", {0: "full_name"}, {"class": "8 «В»"}, on=TODAY, by=desk.by)
    actions.apply(act, on=TODAY, by=desk.by)
    assert str(Enrolment.objects.get(student__surname="Ёлкина").class_group) == "8 «В»"


def test_a_list_without_a_needed_column_is_not_written(desk):
    act = desk.check([("ФИО", "Дата рождения"), ("Ёлкина Мария", "05.04.2013")], kind="pupils")
    with pytest.raises(Refused, match=r"import\.columns_missing"):
        actions.apply(act, on=TODAY, by=desk.by)


def test_an_archive_is_brought_whole(desk):
    act = desk.bring(zip_of(ROSTER))
    assert [table.kind for table in act.tables.all()] == ["employees", "pupils", "load"]
    assert act.counts["refused"] == 0
    assert CourseAssignment.objects.get().employee.surname == "Trofimova"
    assert Student.objects.get(surname="Korolev").sex == "m"
    desk.undo(act)
    assert not Student.objects.exists()


def test_a_school_without_a_year_is_sent_to_open_one(db, noon):
    with pytest.raises(Refused, match=r"import\.no_year"):
        actions.take_file("a.csv", b"\xef\xbb\xbf" + "ФИО;Класс\nКим Ян;7А".encode(), on=TODAY, by=0)


def many(count):
    """A list of so many pupils."""
    rows = [("Фамилия", "Имя", "Отчество", "Класс", "Дата рождения", "Пол", "Номер личного дела")]
    letters = "абвгдежзик"
    for number in range(count):
        word = "".join(letters[int(figure)] for figure in f"{number:03}")
        rows.append(
            (
                f"Фамил{word}",
                "Иван",
                "Петрович",
                f"{number % 11 + 1}{'АБ'[number % 2]}",
                f"{number % 28 + 1:02}.04.2013",
                "м",
                f"Д-{number}",
            )
        )
    return rows


def test_questions_to_the_database_do_not_grow_with_the_list(desk):
    asked = []
    for count in (20, 200):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            act = desk.bring(many(count))
        asked.append(len(queries))
        desk.undo(act)
    assert asked[1] <= asked[0] + 6, asked
    assert asked[0] <= 60, asked


def test_six_hundred_pupils_are_written_in_seconds(desk):
    rows = many(600)
    begun = perf_counter()
    act = desk.bring(rows)
    assert act.counts["added"] == 600
    assert ImportChange.objects.filter(thing="student").count() == 600
    assert perf_counter() - begun < 20  # the bar itself is the benchmark's
