"""Кто смотрел: показанное запоминается раз в час, пишется службой, видно директору и самой семье."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from letopis.people.models import Enrolment
from letopis.rights import actions
from letopis.rights.actions import clear_looks, write_looks
from letopis.rights.craft.looks import MEMORY, PAGES, PART_OF
from letopis.rights.models import Look
from letopis.trace.models import TraceRecord
from tests.cast import NOON, Cast

Enter = Callable[[str], Client]
HTML = {"Accept": "text/html"}
# Addresses about a pupil, a class or a register page that show nothing of a pupil: what they are.
NOT_ABOUT_PUPILS = {
    "control:remark": "замечание учителю",
    "exchange:plan": "план уроков",
    "journal:changes": "открытая страница журнала сама спрашивает, что нового",
    "journal:homework": "домашнее задание класса",
    "planning:plan": "план уроков",
    "planning:next": "план уроков",
    "timetable:edit": "расписание класса",
}


@pytest.fixture(autouse=True)
def _new_server() -> Iterator[None]:
    MEMORY.forget()
    yield
    MEMORY.forget()


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address, headers=HTML)
    assert response.status_code == status
    return response.content.decode().replace("\u00a0", " ")


def seen() -> list[tuple[int, str, str, int, int]]:
    write_looks()
    return list(Look.objects.order_by("id").values_list("by", "page", "kind", "number", "group"))


# What is noted


def test_the_register_the_sheet_the_card_and_the_list_are_noted_with_who_and_about_whom(
    cast: Cast, enter: Enter
) -> None:
    teacher, deputy, clerk = (cast.accounts[role].ref for role in ("teacher", "deputy", "clerk"))
    page(enter("teacher"), f"/journal/{cast.algebra.pk}/")
    page(enter("deputy"), f"/classes/{cast.class_7a.pk}/")
    page(enter("clerk"), f"/people/pupils/{cast.anna.pk}/")
    page(enter("clerk"), "/people/")
    assert seen() == [
        (teacher, "journal:register", "course", cast.algebra.pk, cast.class_7a.pk),
        (deputy, "results:class_sheet", "class", cast.class_7a.pk, cast.class_7a.pk),
        (clerk, "office:pupil", "student", cast.anna.pk, 0),
        (clerk, "office:pupils", "school", 0, 0),
    ]


def test_a_refused_page_is_no_look(cast: Cast, enter: Enter) -> None:
    page(enter("foreign_teacher"), f"/journal/{cast.algebra.pk}/", 403)
    page(enter("teacher"), f"/people/pupils/{cast.anna.pk}/", 403)
    page(enter("deputy"), "/people/pupils/9999999/", 404)
    assert seen() == []


def test_the_same_page_is_noted_once_an_hour_and_again_after_it(cast: Cast, enter: Enter) -> None:
    client, address = enter("teacher"), f"/journal/{cast.algebra.pk}/"
    with time_machine.travel(NOON, tick=False) as clock:
        page(client, address)
        page(client, address)
        assert len(seen()) == 1
        clock.shift(timedelta(minutes=59))
        page(client, address)
        assert len(seen()) == 1
        clock.shift(timedelta(minutes=2))
        page(client, address)
        assert len(seen()) == 2


def test_a_look_asks_the_database_nothing_until_it_is_written(
    cast: Cast, enter: Enter, django_assert_num_queries: Any
) -> None:
    client = enter("teacher")
    page(client, f"/journal/{cast.algebra.pk}/")
    assert not Look.objects.exists()
    assert len(MEMORY.waiting) == 1
    with django_assert_num_queries(4):  # savepoint, classes of the pages, one insert, release
        assert write_looks() == 1
    assert not MEMORY.waiting


def test_what_the_database_did_not_take_waits_and_is_written_later(
    cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    page(enter("teacher"), f"/journal/{cast.algebra.pk}/")

    def full(*_args: object, **_more: object) -> None:
        raise DatabaseError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(actions.Look.objects, "bulk_create", full)
        with pytest.raises(DatabaseError):
            write_looks()
    page(enter("deputy"), f"/journal/{cast.algebra.pk}/")
    assert [row[0] for row in seen()] == [cast.accounts["teacher"].ref, cast.accounts["deputy"].ref]


def test_a_disk_that_is_full_only_at_the_end_loses_no_look(
    cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    page(enter("teacher"), f"/journal/{cast.algebra.pk}/")
    atomic = transaction.atomic

    @contextmanager
    def full(*args: Any, **more: Any) -> Iterator[None]:
        with atomic(*args, **more):
            yield
            raise DatabaseError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(transaction, "atomic", full)
        with pytest.raises(DatabaseError):
            write_looks()
    assert not Look.objects.exists()
    assert [row[0] for row in seen()] == [cast.accounts["teacher"].ref]


def test_looks_older_than_the_school_decided_are_forgotten_with_a_trace(cast: Cast, enter: Enter) -> None:
    page(enter("teacher"), f"/journal/{cast.algebra.pk}/")
    page(enter("deputy"), f"/journal/{cast.algebra.pk}/")
    write_looks()
    old = timezone.now() - timedelta(days=366)
    Look.objects.filter(by=cast.accounts["teacher"].ref).update(at=old)
    clear_looks()
    assert [row[0] for row in seen()] == [cast.accounts["deputy"].ref]
    assert TraceRecord.objects.filter(deed="rights.clear_looks").count() == 1


def _addresses(patterns: list[Any], room: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _addresses(one.url_patterns, f"{one.app_name}:" if one.app_name else room)
        elif isinstance(one, URLPattern):
            yield f"{room}{one.name}", one


def _is_read(one: URLPattern) -> bool:
    """Whether the address can be opened to look at, not only sent to."""
    try:
        answer = one.callback(RequestFactory().get("/"), **dict.fromkeys(one.pattern.converters, 1))
    except (AttributeError, Http404):
        return True  # it began to serve a request of nobody
    return bool(answer.status_code != 405)


def test_a_page_about_pupils_that_nobody_notes_is_found(db: None) -> None:
    addresses = dict(_addresses(get_resolver().url_patterns))
    objects = {"student_id", "class_id", "course_id"}
    with_objects = {name: one for name, one in addresses.items() if objects & one.pattern.converters.keys()}
    about = {name for name, one in with_objects.items() if _is_read(one)}
    assert about - set(PAGES) - set(PART_OF) == set(NOT_ABOUT_PUPILS)
    assert set(PAGES) <= set(addresses)


def test_a_part_that_a_page_asks_for_itself_is_the_look_at_the_page(cast: Cast, enter: Enter) -> None:
    page(enter("deputy"), f"/classes/{cast.class_7a.pk}/")
    page(enter("deputy"), f"/absences/{cast.class_7a.pk}/totals/")
    assert [row[1] for row in seen()] == ["results:class_sheet"]


# Who sees the list


@pytest.mark.parametrize("role", ["principal", "admin"])
def test_the_principal_and_the_administrator_read_who_looked_at_whom(
    role: str, cast: Cast, enter: Enter
) -> None:
    page(enter("clerk"), f"/people/pupils/{cast.anna.pk}/")
    write_looks()
    words = page(enter(role), "/rights/looks/")
    assert cast.anna.full_name in words
    assert "Карточка ученика" in words
    assert "делопроизводитель" in words
    assert "/rights/looks/" in page(enter(role), "/rights/")


@pytest.mark.parametrize(
    "role", ["teacher", "class_teacher", "deputy", "clerk", "archivist", "pupil", "parent"]
)
def test_nobody_else_reads_the_list_of_the_school(role: str, enter: Enter) -> None:
    page(enter(role), "/rights/looks/", 403)


@pytest.mark.parametrize("role", ["pupil", "parent"])
def test_the_pupil_and_the_parents_see_who_looked_at_them_and_at_nobody_else(
    role: str, cast: Cast, enter: Enter
) -> None:
    page(enter("clerk"), f"/people/pupils/{cast.anna.pk}/")
    page(enter("deputy"), f"/people/pupils/{cast.stranger.pk}/")
    page(enter("teacher"), f"/journal/{cast.algebra.pk}/")
    page(enter("deputy"), f"/classes/{cast.class_7b.pk}/")
    write_looks()
    words = page(enter(role), f"/rights/looks/{cast.anna.pk}/")
    assert cast.accounts["clerk"].employee.initials.replace("\u00a0", " ") in words  # type: ignore[union-attr]
    assert str(cast.algebra) in words
    assert cast.stranger.full_name not in words
    assert str(cast.class_7b) not in words
    page(enter(role), f"/rights/looks/{cast.stranger.pk}/", 403)
    assert f"/rights/looks/{cast.anna.pk}/" in page(enter(role), f"/pupils/{cast.anna.pk}/")


@pytest.mark.parametrize("role", ["teacher", "class_teacher", "deputy", "clerk", "archivist"])
def test_other_posts_do_not_see_who_looked_at_a_pupil(role: str, cast: Cast, enter: Enter) -> None:
    page(enter(role), f"/rights/looks/{cast.anna.pk}/", 403)


def test_a_pupil_who_is_not_there_has_no_list(enter: Enter) -> None:
    page(enter("principal"), "/rights/looks/9999999/", 404)


def test_a_look_at_the_class_counts_only_while_the_pupil_was_in_it(cast: Cast, enter: Enter) -> None:
    page(enter("deputy"), f"/classes/{cast.class_7a.pk}/")
    write_looks()
    assert "Сводная ведомость" in page(enter("principal"), f"/rights/looks/{cast.anna.pk}/")
    yesterday = timezone.localdate() - timedelta(days=1)
    Enrolment.objects.filter(student=cast.anna).update(ends=yesterday)
    assert "Сводная ведомость" not in page(enter("principal"), f"/rights/looks/{cast.anna.pk}/")


# Filters


def test_the_list_is_narrowed_by_pupil_by_person_and_by_days(cast: Cast, enter: Enter) -> None:
    clerk = cast.accounts["clerk"].employee
    assert clerk is not None
    page(enter("clerk"), f"/people/pupils/{cast.anna.pk}/")
    page(enter("deputy"), f"/people/pupils/{cast.stranger.pk}/")
    write_looks()
    principal, today = enter("principal"), timezone.localdate()
    by_name = page(principal, f"/rights/looks/?pupil={cast.anna.surname.lower()} {cast.anna.given_name}")
    assert clerk.initials.replace("\u00a0", " ") in by_name
    assert cast.stranger.full_name not in by_name
    by_person = page(principal, f"/rights/looks/?who={clerk.surname}")
    assert cast.anna.full_name in by_person
    assert cast.stranger.full_name not in by_person
    assert cast.anna.full_name in page(principal, f"/rights/looks/?since={today}&until={today}")
    assert "Никто не смотрел" in page(principal, f"/rights/looks/?until={today - timedelta(days=1)}")


def test_of_pupils_of_one_surname_one_is_chosen(cast: Cast, enter: Enter) -> None:
    cast.stranger.surname = cast.anna.surname
    cast.stranger.save()
    page(enter("clerk"), f"/people/pupils/{cast.anna.pk}/")
    write_looks()
    principal = enter("principal")
    words = page(principal, f"/rights/looks/?pupil={cast.anna.surname}")
    assert "Таких учеников несколько" in words
    assert f"student={cast.anna.pk}" in words
    assert "Карточка ученика" in page(principal, f"/rights/looks/?student={cast.anna.pk}")


def test_an_unknown_pupil_and_a_wrong_day_are_said_in_words(enter: Enter) -> None:
    principal = enter("principal")
    assert "Такого ученика нет" in page(principal, "/rights/looks/?pupil=Ъъъ")
    assert "Такого ученика нет" in page(principal, "/rights/looks/?student=9999999")
    assert "Введите дату" in page(principal, "/rights/looks/?since=вчера", 422)


def test_a_long_list_goes_by_pages_with_as_few_questions(
    cast: Cast, enter: Enter, django_assert_max_num_queries: Any
) -> None:
    account = cast.accounts["clerk"].ref
    now = timezone.now()
    Look.objects.bulk_create(
        Look(at=now, by=account, page="office:pupil", kind="student", number=cast.anna.pk) for _ in range(120)
    )
    principal = enter("principal")
    with django_assert_max_num_queries(12):
        words = page(principal, "/rights/looks/?page=2")
    assert "Страница 2 из 3" in words
    assert "page=3" in words
