"""Необязательные носители класса в бумажном журнале: в оглавлении и своим разделом, с решением и сроком."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from letopis.acts.models import Carrier
from letopis.paper.craft.book_forms import BookFacts
from letopis.register_book.craft.parts import CARRIERS, PARTS, Wanted
from letopis.register_book.printouts import book_facts, print_book
from letopis.results.access import class_page
from letopis.school.models import ClassGroup
from tests.cast import FIRST, NOON, TODAY, Cast
from tests.paper.paper_text import closed, pages_of, text_of

Enter = Callable[[str], Client]
NAMED = "Тетради для контрольных работ"


def kept(group: ClassGroup, name: str = NAMED, **over: Any) -> Carrier:
    """A class keeps something more."""
    facts = {"kind": "paper", "body": "council", "decided_on": date(2026, 8, 28), "protocol": "3"}
    made = {"starts": FIRST, "entered_at": NOON, "entered_by": 0}
    return Carrier.objects.create(class_group=group, name=name, **{**facts, **made, **over})


def book(cast: Cast, *parts: str) -> BookFacts:
    """The book of 7 «А»."""
    return book_facts(class_page(cast.class_7a.pk), Wanted(parts=parts or PARTS), TODAY)


def test_each_carrier_tells_who_decided_when_and_for_how_long(cast: Cast) -> None:
    kept(cast.class_7a, document_name="протокол 3.pdf")
    diary = {"kind": "electronic", "body": "parents", "protocol": "", "starts": date(2026, 9, 7)}
    ended = {"ends": date(2026, 10, 20), "why_ended": "перешли на бумажный"}
    kept(cast.class_7a, "Электронный дневник", **diary, **ended)
    kept(cast.class_7b, "Портфолио")
    first, second = book(cast).carriers
    assert (first.name, first.kind, first.days) == (NAMED, "бумажный", "с 01.09.2026")
    assert first.decided == "педагогический совет, 28.08.2026, № 3, файл «протокол 3.pdf»"
    assert (second.name, second.kind) == ("Электронный дневник", "электронный")
    assert second.decided == "родительское собрание, 28.08.2026"
    assert second.days == "с 07.09.2026 по 20.10.2026: перешли на бумажный"


def test_the_contents_lead_to_the_page_of_carriers(cast: Cast) -> None:
    kept(cast.class_7a)
    pages = pages_of(print_book(class_page(cast.class_7a.pk), Wanted(), timezone.localtime()))
    contents = next(page for page in pages if closed("Оглавление") in page)
    at = next(
        number
        for number, page in enumerate(pages, 1)
        if closed(NAMED) in page and closed("Необязательные носители") in page
    )
    assert closed(f"Необязательные носители {at}") in contents
    assert closed("педагогический совет, 28.08.2026, № 3") in pages[at - 1]


@pytest.mark.parametrize("parts", [PARTS, (CARRIERS,)], ids=["no carriers", "alone"])
def test_a_class_that_keeps_nothing_more_has_no_such_page(cast: Cast, parts: tuple[str, ...]) -> None:
    paper = print_book(class_page(cast.class_7a.pk), Wanted(parts=parts), timezone.localtime())
    assert closed("Необязательные носители") not in text_of(paper)


def test_carriers_are_printed_alone_or_left_out_as_asked(cast: Cast, enter: Enter) -> None:
    kept(cast.class_7a)
    assert [one.name for one in book(cast, CARRIERS).carriers] == [NAMED]
    assert book(cast, CARRIERS).subjects == ()
    assert book(cast, *(part for part in PARTS if part != CARRIERS)).carriers == ()
    form = enter("class_teacher").get(f"/paper-register/{cast.class_7a.pk}/").content.decode()
    assert "Необязательные носители" in form


def test_many_carriers_cost_one_question(cast: Cast) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            book(cast, CARRIERS)
        return len(asked)

    book(cast, CARRIERS)
    kept(cast.class_7a)
    few = questions()
    for number in range(8):
        kept(cast.class_7a, f"Тетрадь {number}")
    assert questions() == few
