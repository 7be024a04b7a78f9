"""Закрытие ступенями: сдают, проверяют, закрывают, возвращают; закрытое правят по приказу."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from letopis.journal.models import CorrectionOrder, Entry, PageStage, PeriodClosing, PeriodMark
from letopis.journal.queries import closing_states
from letopis.school.models import Edition
from letopis.school.queries import forget, periods_of
from letopis.trace.models import TraceRecord
from letopis.trace.queries import verified
from tests.cast import Cast, close_quarter, saved
from tests.journal.test_closing import close, fill
from tests.paper.paper_text import closed, text_of

Enter = Callable[[str], Client]
ORDER = {"number": "12", "issued_on": "2026-10-27", "starts": "2026-10-27", "ends": "2026-11-02"}


def bind(**closing: bool) -> None:
    """The act says so from its first day."""
    edition = Edition.objects.get()
    edition.rules = {**edition.rules, "closing": {"binding": False, "corrections_by_act": False, **closing}}
    edition.save()
    forget()


def press(client: Client, cast: Cast, what: str, **more: str) -> str:
    """Press a button of the closing page; what the page says then."""
    body = {"period": str(cast.quarters[0].pk), **more}
    return client.post(f"/closing/{what}/", body, follow=True).content.decode()


def states(cast: Cast) -> list[str]:
    """Stages of the pages of 7 «А»."""
    period = periods_of(cast.year.pk, "quarter")[0]
    found = next(one for one in closing_states(cast.year.pk, period) if one.id == cast.class_7a.pk)
    return [page.state for page in found.pages]


def hand_over_all(enter: Enter, cast: Cast) -> None:
    """Both teachers hand their pages over."""
    fill(enter, cast)
    press(enter("teacher"), cast, f"{cast.algebra.pk}/hand-over")
    press(enter("class_teacher"), cast, f"{cast.english.pk}/hand-over")


def test_the_closing_climbs_from_the_teacher_to_the_deputy(cast: Cast, enter: Enter) -> None:
    bind(binding=True)
    hand_over_all(enter, cast)
    assert states(cast) == ["handed", "handed"]
    close(enter, cast)
    assert not PeriodClosing.objects.exists()
    assert "проверенными" in press(enter("class_teacher"), cast, f"classes/{cast.class_7a.pk}/check")
    assert states(cast) == ["checked", "checked"]
    close(enter, cast)
    assert PeriodClosing.objects.get().class_group == cast.class_7a
    assert TraceRecord.objects.filter(deed="journal.move_stage").count() == 4


def test_where_the_act_does_not_bind_the_deputy_closes_what_is_complete(cast: Cast, enter: Enter) -> None:
    fill(enter, cast)
    close(enter, cast)
    assert PeriodClosing.objects.exists()


def test_a_page_with_a_missing_mark_is_not_handed_over(cast: Cast, enter: Enter) -> None:
    fill(enter, cast)
    PeriodMark.objects.filter(student=cast.vera).update(value="")
    text = press(enter("teacher"), cast, f"{cast.algebra.pk}/hand-over")
    assert "Волкова Вера" in text
    assert not PageStage.objects.exists()


def test_a_work_that_is_awaited_holds_the_page_up(cast: Cast, enter: Enter) -> None:
    fill(enter, cast)
    Entry.objects.create(lesson=cast.closed_lesson, student=cast.boris, value=".", is_expected=True)
    press(enter("teacher"), cast, f"{cast.algebra.pk}/hand-over")
    assert not PageStage.objects.exists()


def test_the_class_teacher_checks_only_when_every_page_is_handed_over(cast: Cast, enter: Enter) -> None:
    fill(enter, cast)
    press(enter("teacher"), cast, f"{cast.algebra.pk}/hand-over")
    text = press(enter("class_teacher"), cast, f"classes/{cast.class_7a.pk}/check")
    assert closed("ещё не сдано — Английский язык") in closed(text)
    assert states(cast) == ["handed", "open"]


def test_a_mark_taken_back_after_handing_over_is_noticed_at_the_next_stage(cast: Cast, enter: Enter) -> None:
    hand_over_all(enter, cast)
    PeriodMark.objects.filter(student=cast.vera).update(value="")
    press(enter("class_teacher"), cast, f"classes/{cast.class_7a.pk}/check")
    assert states(cast) == ["handed", "handed"]


@pytest.mark.parametrize("role", ["class_teacher", "deputy"])
def test_a_page_is_sent_back_with_what_to_mend(cast: Cast, enter: Enter, role: str) -> None:
    hand_over_all(enter, cast)
    press(enter(role), cast, f"{cast.algebra.pk}/send-back", why="Нет отметок за контрольную")
    stage = PageStage.objects.get(course=cast.algebra)
    assert (stage.state, stage.why) == ("open", "Нет отметок за контрольную")
    page = enter("teacher").get(f"/closing/?period={cast.quarters[0].pk}").content.decode()
    assert "контрольную" in page
    assert "Сдать</button>" in page
    press(enter("teacher"), cast, f"{cast.algebra.pk}/hand-over")
    assert states(cast) == ["handed", "handed"]


def test_nothing_is_sent_back_without_a_word(cast: Cast, enter: Enter) -> None:
    hand_over_all(enter, cast)
    assert "напишите, что исправить" in press(enter("deputy"), cast, f"{cast.algebra.pk}/send-back", why=" ")
    assert states(cast) == ["handed", "handed"]


def test_a_page_is_not_handed_over_twice_nor_sent_back_before(cast: Cast, enter: Enter) -> None:
    fill(enter, cast)
    assert "другой ступени" in press(enter("deputy"), cast, f"{cast.algebra.pk}/send-back", why="рано")
    press(enter("teacher"), cast, f"{cast.algebra.pk}/hand-over")
    assert "другой ступени" in press(enter("teacher"), cast, f"{cast.algebra.pk}/hand-over")


def test_after_closing_no_stage_moves(cast: Cast, enter: Enter) -> None:
    hand_over_all(enter, cast)
    close(enter, cast)
    press(enter("deputy"), cast, f"{cast.algebra.pk}/send-back", why="поздно")
    press(enter("class_teacher"), cast, f"classes/{cast.class_7a.pk}/check")
    assert states(cast) == ["handed", "handed"]


@pytest.mark.parametrize(
    ("role", "what"),
    [
        ("foreign_teacher", "{page}/hand-over"),
        ("deputy", "{page}/hand-over"),
        ("teacher", "{page}/send-back"),
        ("teacher", "classes/{group}/check"),
        ("deputy", "classes/{group}/check"),
        ("teacher", "classes/{group}/corrections"),
        ("class_teacher", "classes/{group}/corrections"),
        ("parent", "{page}/hand-over"),
    ],
)
def test_a_stage_is_moved_by_whose_duty_it_is(cast: Cast, enter: Enter, role: str, what: str) -> None:
    fill(enter, cast)
    where = what.format(page=cast.algebra.pk, group=cast.class_7a.pk)
    answer = enter(role).post(f"/closing/{where}/", {"period": cast.quarters[0].pk, "why": "x"})
    assert answer.status_code == 403
    assert not PageStage.objects.exists()


def test_a_teacher_sees_the_pages_of_their_own_and_no_class_else(cast: Cast, enter: Enter) -> None:
    page = enter("teacher").get(f"/closing/?period={cast.quarters[0].pk}")
    assert [[one.title for one in state.pages] for state in page.context["states"]] == [["Алгебра"]]
    assert "Закрыть</button>" not in page.content.decode()


def test_an_unknown_period_is_not_found(cast: Cast, enter: Enter) -> None:
    answer = enter("teacher").post(f"/closing/{cast.algebra.pk}/hand-over/", {"period": "0"})
    assert answer.status_code == 404


# ---- corrections by an order


def correct(client: Client, cast: Cast, reason: str = "") -> Any:
    """Anna's 4 in the closed quarter becomes 5."""
    body = {"student": cast.anna.pk, "old": "4", "new": "5", "reason": reason}
    address = f"/journal/{cast.algebra.pk}/period-mark/?period={cast.quarters[0].pk}"
    return client.post(address, body, content_type="application/json")


def put(client: Client, cast: Cast) -> Any:
    """A mark in a lesson of the closed quarter."""
    body = {"lesson": cast.closed_lesson.pk, "student": cast.anna.pk, "old": "", "new": "5", "reason": ""}
    return client.post(f"/journal/{cast.algebra.pk}/cell/", body, content_type="application/json")


@pytest.fixture
def closed_quarter(cast: Cast, enter: Enter) -> Cast:
    """Everybody has 4 in the first quarter, and it is closed; the act asks for orders."""
    bind(corrections_by_act=True)
    fill(enter, cast)
    close_quarter(cast)
    return cast


def order(client: Client, cast: Cast, **changes: str) -> Any:
    """Enter the order."""
    body = {**ORDER, "period": str(cast.quarters[0].pk), "reason": "Пересмотр работы", **changes}
    return client.post(f"/closing/classes/{cast.class_7a.pk}/corrections/", body)


def test_without_an_order_nobody_corrects(closed_quarter: Cast, enter: Enter) -> None:
    for answer in (
        correct(enter("deputy"), closed_quarter, "так надо"),
        put(enter("deputy"), closed_quarter),
    ):
        assert answer.status_code == 422
        assert PeriodMark.objects.get(student=closed_quarter.anna, course=closed_quarter.algebra).value == "4"


def test_the_order_becomes_the_ground_in_cell_record_and_paper(closed_quarter: Cast, enter: Enter) -> None:
    assert order(enter("principal"), closed_quarter).status_code == 302
    saved(correct(enter("deputy"), closed_quarter))
    why = "приказ № 12 от 27.10.2026: Пересмотр работы"
    assert PeriodMark.objects.get(student=closed_quarter.anna, course=closed_quarter.algebra).reason == why
    page = enter("deputy").get(f"/closing/?period={closed_quarter.quarters[0].pk}").content.decode()
    assert "Приказ №" in page
    paper = enter("deputy").get(
        f"/classes/{closed_quarter.class_7a.pk}/report-cards/{closed_quarter.anna.pk}.pdf"
    )
    assert closed(f"основание: {why}") in text_of(paper.content)
    assert verified().holds


def test_an_order_for_teachers_opens_the_period_to_them_for_its_term(
    closed_quarter: Cast, enter: Enter
) -> None:
    assert put(enter("teacher"), closed_quarter).status_code == 422
    order(enter("deputy"), closed_quarter, for_teachers="on")
    saved(put(enter("teacher"), closed_quarter))
    entry = Entry.objects.get(lesson=closed_quarter.closed_lesson, student=closed_quarter.anna)
    assert (entry.value, entry.is_corrected) == ("5", True)
    assert put(enter("foreign_teacher"), closed_quarter).status_code == 403


def test_an_order_for_the_deputy_alone_leaves_the_teacher_out(closed_quarter: Cast, enter: Enter) -> None:
    order(enter("principal"), closed_quarter)
    assert put(enter("teacher"), closed_quarter).status_code == 422


def test_who_closed_and_entered_the_order_does_not_correct_alone(closed_quarter: Cast, enter: Enter) -> None:
    PeriodClosing.objects.update(closed_by=closed_quarter.accounts["deputy"].ref)
    order(enter("deputy"), closed_quarter)
    assert correct(enter("deputy"), closed_quarter, "так надо").status_code == 422
    order(enter("principal"), closed_quarter, number="13", issued_on="2026-10-28")
    saved(correct(enter("deputy"), closed_quarter))


def test_an_order_that_ended_opens_nothing(closed_quarter: Cast, enter: Enter) -> None:
    order(enter("principal"), closed_quarter)
    CorrectionOrder.objects.update(starts="2026-10-20", ends="2026-10-27")
    assert correct(enter("deputy"), closed_quarter).status_code == 422


@pytest.mark.parametrize(
    "changes",
    [{"ends": "2026-10-26"}, {"number": ""}, {"reason": ""}, {"issued_on": "вчера"}, {"ends": "2026-10-01"}],
)
def test_an_order_that_says_too_little_is_not_entered(
    closed_quarter: Cast, enter: Enter, changes: dict[str, str]
) -> None:
    assert order(enter("deputy"), closed_quarter, **changes).status_code == 422
    assert not CorrectionOrder.objects.exists()


def test_an_open_period_needs_no_order(cast: Cast, enter: Enter) -> None:
    assert order(enter("deputy"), cast).status_code == 422
    assert not CorrectionOrder.objects.exists()
