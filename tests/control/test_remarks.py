"""Жизнь замечания: сделано, отвечено, возвращено, отвечено снова, закрыто; обход раз в неделю."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from letopis.control import actions
from letopis.control.models import Remark, Review
from letopis.control.queries import remarks_of
from letopis.control.queries.remarks import awaited_by
from letopis.journal.access import page_for
from letopis.journal.models import Lesson
from letopis.people.access import standing_of
from letopis.register_book.craft.parts import REMARKS, Wanted
from letopis.register_book.printouts import book_facts
from letopis.regulation.access import Standing
from letopis.regulation.refusals import Refused
from letopis.results.access import class_page
from letopis.trace.queries import history_of, verified
from tests.cast import TODAY, Cast

Enter = Callable[[str], Client]
TERM = TODAY + timedelta(days=7)


def who(cast: Cast, role: str) -> Standing:
    """Somebody on the day of the story."""
    return standing_of(cast.accounts[role], TODAY)


def made(cast: Cast, text: str = "Запишите темы") -> Remark:
    """The deputy's remark on algebra of 7 «А»."""
    deputy = who(cast, "deputy")
    page = page_for(deputy, cast.algebra.pk, "journal.read")
    return actions.make_remark(page, text, TERM, standing=deputy, by=deputy.account)


def refused(deed: Callable[[], object]) -> str:
    """The code of the refusal."""
    with pytest.raises(Refused) as refusal:
        deed()
    return refusal.value.code


def test_the_whole_life_of_a_remark_stands_in_the_trace(cast: Cast) -> None:
    remark, deputy, teacher = made(cast), who(cast, "deputy"), who(cast, "teacher")
    actions.answer_remark(remark.pk, "Записал", standing=teacher, by=teacher.account)
    actions.return_remark(remark.pk, "Не все", standing=deputy, by=deputy.account)
    actions.answer_remark(remark.pk, "Теперь все", standing=teacher, by=teacher.account)
    actions.close_remark(remark.pk, standing=deputy, by=deputy.account)
    remark.refresh_from_db()
    assert (remark.state, remark.answer, remark.closed_by) == ("closed", "Теперь все", deputy.account)
    changes = history_of(cast.algebra.ref, remark.ref)
    assert [(change.deed, (change.after or {})["state"], change.why) for change in changes] == [
        ("control.make_remark", "open", ""),
        ("control.answer_remark", "answered", ""),
        ("control.return_remark", "open", "Не все"),
        ("control.answer_remark", "answered", ""),
        ("control.close_remark", "closed", ""),
    ]
    assert verified().findings == []


def test_a_remark_changed_behind_the_trace_is_found(cast: Cast) -> None:
    Remark.objects.filter(pk=made(cast).pk).update(text="Другое")
    assert len(verified().findings) == 1


@pytest.mark.parametrize(
    ("text", "due", "code"),
    [
        ("  \n", TERM, "remark.no_text"),
        ("д" * 501, TERM, "text.too_long"),
        ("Запишите темы", TODAY - timedelta(days=1), "remark.due_past"),
    ],
)
def test_a_remark_needs_words_and_a_day_to_come(cast: Cast, text: str, due: date, code: str) -> None:
    deputy = who(cast, "deputy")
    page = page_for(deputy, cast.algebra.pk, "journal.read")
    assert refused(lambda: actions.make_remark(page, text, due, standing=deputy, by=0)) == code


@pytest.mark.parametrize(
    "role", ["teacher", "foreign_teacher", "class_teacher", "clerk", "archivist", "pupil", "admin"]
)
def test_only_the_heads_make_return_and_close(cast: Cast, role: str) -> None:
    remark, other = made(cast), who(cast, role)
    page = page_for(who(cast, "deputy"), cast.algebra.pk, "journal.read")
    deeds: list[Callable[[], object]] = [
        lambda: actions.make_remark(page, "Слова", TERM, standing=other, by=other.account),
        lambda: actions.return_remark(remark.pk, "Слова", standing=other, by=other.account),
        lambda: actions.close_remark(remark.pk, standing=other, by=other.account),
    ]
    assert [refused(deed) for deed in deeds] == ["access.denied"] * 3


@pytest.mark.parametrize("role", ["foreign_teacher", "class_teacher", "deputy", "principal", "parent"])
def test_only_the_teacher_of_the_page_answers(cast: Cast, role: str) -> None:
    remark, other = made(cast), who(cast, role)
    code = refused(lambda: actions.answer_remark(remark.pk, "Слова", standing=other, by=other.account))
    assert code == "access.denied"


def test_what_is_closed_is_neither_answered_nor_returned(cast: Cast) -> None:
    remark, deputy, teacher = made(cast), who(cast, "deputy"), who(cast, "teacher")
    actions.close_remark(remark.pk, standing=deputy, by=deputy.account)
    deeds: list[Callable[[], object]] = [
        lambda: actions.answer_remark(remark.pk, "Слова", standing=teacher, by=teacher.account),
        lambda: actions.return_remark(remark.pk, "Слова", standing=deputy, by=deputy.account),
        lambda: actions.close_remark(remark.pk, standing=deputy, by=deputy.account),
    ]
    assert [refused(deed) for deed in deeds] == ["remark.impossible"] * 3


def test_an_answer_and_a_return_need_words(cast: Cast) -> None:
    remark, deputy, teacher = made(cast), who(cast, "deputy"), who(cast, "teacher")
    empty = refused(lambda: actions.answer_remark(remark.pk, " ", standing=teacher, by=teacher.account))
    actions.answer_remark(remark.pk, "Записал", standing=teacher, by=teacher.account)
    silent = refused(lambda: actions.return_remark(remark.pk, "", standing=deputy, by=deputy.account))
    assert (empty, silent) == ("remark.no_text", "remark.no_text")


def test_the_database_holds_who_and_when_together(cast: Cast) -> None:
    remark = made(cast)
    for broken in ({"answered_by": 1}, {"closed_at": timezone.now()}, {"state": "closed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Remark.objects.filter(pk=remark.pk).update(**broken)


def test_the_review_remarks_on_each_kind_once_and_again_changes_nothing(cast: Cast) -> None:
    first, second = actions.review(TODAY), actions.review(TODAY)
    assert (first.made, first.mended, second.made, second.mended) == (6, 0, 0, 0)
    assert Remark.objects.count() == 6
    remark = Remark.objects.get(course=cast.algebra, kind="empty_lesson")
    assert remark.text == "На уроке нет ни отметок, ни пропусков: 14.09, 21.09."
    assert (remark.made_by, remark.due) == (0, TERM)
    assert verified().findings == []


def test_the_review_closes_what_was_mended_even_if_answered(cast: Cast) -> None:
    actions.review(TODAY)
    teacher = who(cast, "teacher")
    remark = Remark.objects.get(course=cast.algebra, kind="empty_lesson")
    actions.answer_remark(remark.pk, "Уроков не было", standing=teacher, by=teacher.account)
    Lesson.objects.filter(course=cast.algebra, date__lt=date(2026, 10, 20)).delete()
    done = actions.review(TODAY)
    assert (done.made, done.mended) == (0, 2)  # too few marks are no fault without lessons
    remark.refresh_from_db()
    assert (remark.state, remark.closed_by) == ("closed", 0)
    assert remark.answer == "Уроков не было"


def test_a_persons_remark_is_never_closed_by_the_program(cast: Cast) -> None:
    remark = made(cast)
    Lesson.objects.all().delete()
    assert actions.review(TODAY).mended == 0
    remark.refresh_from_db()
    assert remark.state == "open"


def test_the_server_reviews_once_a_week(cast: Cast) -> None:
    assert actions.review_weekly() is not None
    assert actions.review_weekly() is None
    with time_machine.travel("2026-11-02T09:00:00+03:00"):
        assert actions.review_weekly() is not None
    assert list(Review.objects.values_list("week", flat=True)) == [date(2026, 11, 2), date(2026, 10, 26)]


def test_an_empty_school_is_not_reviewed(db: None, noon: None) -> None:
    assert actions.review_weekly() is None
    assert not Review.objects.exists()


def test_the_command_says_what_it_did(cast: Cast) -> None:
    said = StringIO()
    call_command("remarks", stdout=said)
    assert said.getvalue() == "Сделано замечаний: 6. Закрыто исправленных: 0.\n"


def test_a_long_remark_names_the_first_places_and_counts_the_rest(cast: Cast) -> None:
    Lesson.objects.all().delete()
    for number in range(100):
        day = date(2026, 9, 1) + timedelta(days=number % 50)
        Lesson.objects.create(course=cast.algebra, date=day, number=1 + number // 50, topic="")
    actions.review(TODAY + timedelta(days=60))
    text = Remark.objects.get(kind="no_topic").text
    assert len(text) <= 500
    assert text.startswith("Нет темы урока: 01.09, 01.09, 02.09")
    assert "и ещё" in text


def test_each_sees_their_own_remarks_and_their_count(cast: Cast) -> None:
    remark = made(cast)
    seen = {
        role: len(remarks_of(who(cast, role)))
        for role in ("teacher", "foreign_teacher", "class_teacher", "deputy")
    }
    assert seen == {"teacher": 1, "foreign_teacher": 0, "class_teacher": 1, "deputy": 1}
    waiting = {role: awaited_by(who(cast, role)).count() for role in ("teacher", "class_teacher", "deputy")}
    assert waiting == {"teacher": 1, "class_teacher": 0, "deputy": 0}
    teacher = who(cast, "teacher")
    actions.answer_remark(remark.pk, "Записал", standing=teacher, by=teacher.account)
    assert (awaited_by(teacher).count(), awaited_by(who(cast, "deputy")).count()) == (0, 1)


def test_the_list_costs_the_same_for_many_remarks(cast: Cast) -> None:
    made(cast)
    with CaptureQueriesContext(connection) as few:
        remarks_of(who(cast, "deputy"))
    for number in range(10):
        made(cast, f"Замечание {number}")
    with CaptureQueriesContext(connection) as many:
        assert len(remarks_of(who(cast, "deputy"))) == 11
    assert len(many) == len(few)


def test_the_life_of_a_remark_through_the_pages(cast: Cast, enter: Enter) -> None:
    deputy, teacher = enter("deputy"), enter("teacher")
    address = f"/control/remarks/new/{cast.algebra.pk}/"
    assert "14.09, 21.09" in deputy.get(f"{address}?kind=empty_lesson").content.decode()
    deputy.post(address, {"text": "Запишите темы", "due": TERM.isoformat()})
    remark = Remark.objects.get()
    assert "замечание ждёт вас" in teacher.get("/").content.decode()
    teacher.post(f"/control/remarks/{remark.pk}/answer/", {"text": "Записал"})
    assert "замечание ждёт вас" in deputy.get("/").content.decode()
    deputy.post(f"/control/remarks/{remark.pk}/return/", {"text": "Не все"})
    teacher.post(f"/control/remarks/{remark.pk}/answer/", {"text": "Теперь все"})
    deputy.post(f"/control/remarks/{remark.pk}/close/")
    page = teacher.get("/control/remarks/?state=closed").content.decode()
    assert "Теперь все" in page
    assert "Закрыто" in page
    assert "замечание ждёт вас" not in deputy.get("/").content.decode()


def test_a_refused_step_is_told_on_the_list(cast: Cast, enter: Enter) -> None:
    remark, deputy = made(cast), enter("deputy")
    deputy.post(f"/control/remarks/{remark.pk}/close/")
    page = deputy.post(f"/control/remarks/{remark.pk}/close/", follow=True).content.decode()
    assert "уже сделано другое" in page


def test_the_form_says_what_is_wrong(cast: Cast, enter: Enter) -> None:
    client, address = enter("deputy"), f"/control/remarks/new/{cast.algebra.pk}/"
    past = client.post(address, {"text": "Слова", "due": "2026-10-01"}).content.decode()
    assert "уже прошло" in past
    assert client.post(address, {"text": "", "due": "x"}).status_code == 200
    assert not Remark.objects.exists()


def test_the_paper_register_ends_with_the_remarks_and_what_was_done(cast: Cast) -> None:
    remark, deputy, teacher = made(cast), who(cast, "deputy"), who(cast, "teacher")
    actions.answer_remark(remark.pk, "Записал", standing=teacher, by=teacher.account)
    actions.close_remark(remark.pk, standing=deputy, by=deputy.account)
    rows = book_facts(class_page(cast.class_7a.pk), Wanted((REMARKS,)), TODAY).remarks
    assert rows is not None
    (row,) = rows
    assert (row.day, row.page, row.text) == ("28.10.2026", "Алгебра", "Запишите темы Исправить к 04.11.2026.")
    assert row.done.startswith("Записал (Teacherова")
    assert "Исполнено: Deputyова" in row.done
