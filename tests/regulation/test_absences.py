"""Пропуски: причина по знаку и документам, дни целиком, что мешает внести документ."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.regulation.absences import (
    EXCUSED,
    ILLNESS,
    LATE,
    UNEXCUSED,
    Counts,
    DocumentFacts,
    DocumentKind,
    MissedDay,
    Paper,
    Tally,
    check_document,
    reason_of,
    reason_of_day,
    tally_of,
)
from letopis.regulation.access import Span
from letopis.regulation.refusals import Refused
from letopis.regulation.settings import read_settings
from letopis.school.craft.first_act import first_act

SETTINGS = read_settings(1, first_act()["rules"])
SCALE, RULE = SETTINGS.scale, SETTINGS.absence_rule
MONDAY = date(2026, 11, 16)
YEAR = Span(date(2026, 9, 1), date(2027, 5, 26))


def days(first: int, last: int) -> Span:
    return Span(MONDAY + timedelta(days=first), MONDAY + timedelta(days=last))


@pytest.mark.parametrize(
    ("sign", "papers", "reason"),
    [
        ("н", [], UNEXCUSED),
        ("н", [Paper(days(0, 0), EXCUSED)], EXCUSED),
        ("н", [Paper(days(-3, 0), ILLNESS)], ILLNESS),
        ("н", [Paper(days(1, 4), ILLNESS)], UNEXCUSED),
        ("н", [Paper(days(0, 4), EXCUSED), Paper(days(-2, 0), ILLNESS)], ILLNESS),
        ("б", [], ILLNESS),
        ("б", [Paper(days(0, 0), EXCUSED)], ILLNESS),
        ("у", [], EXCUSED),
        ("у", [Paper(days(0, 0), ILLNESS)], ILLNESS),
        ("о", [Paper(days(0, 0), ILLNESS)], LATE),
    ],
)
def test_the_reason_of_a_missed_lesson(sign: str, papers: list[Paper], reason: str) -> None:
    assert reason_of(sign, MONDAY, papers, SCALE) == reason


@pytest.mark.parametrize(
    ("signs", "papers", "tally"),
    [
        ({"н": 6}, [], Tally(Counts(6, 0, 0), Counts(1, 0, 0), 0)),
        ({"н": 6}, [Paper(days(0, 2), ILLNESS)], Tally(Counts(6, 6, 6), Counts(1, 1, 1), 0)),
        ({"н": 5}, [], Tally(Counts(5, 0, 0), Counts(), 0)),
        ({"н": 5, "о": 1}, [], Tally(Counts(5, 0, 0), Counts(), 1)),
        ({"б": 3, "у": 3}, [], Tally(Counts(6, 3, 6), Counts(1, 1, 1), 0)),
        ({"б": 3, "н": 3}, [], Tally(Counts(6, 3, 3), Counts(1, 0, 0), 0)),
        ({"о": 1}, [], Tally(Counts(), Counts(), 1)),
    ],
)
def test_a_day_counts_whole_only_when_all_its_lessons_are_missed(
    signs: dict[str, int], papers: list[Paper], tally: Tally
) -> None:
    assert tally_of([MissedDay(MONDAY, 6, signs)], papers, SCALE, RULE) == tally


def test_late_arrivals_of_several_days_are_added_up() -> None:
    found = [MissedDay(MONDAY + timedelta(days=day), 6, {"о": day + 1}) for day in (0, 1)]
    assert tally_of(found, [], SCALE, RULE).late == 3


def test_a_document_of_a_single_day_is_accepted() -> None:
    check_document(facts(days=days(2, 2)))


def test_other_reasons_and_none_are_what_is_left() -> None:
    counts = Counts(10, 4, 7)
    assert (counts.other, counts.unexcused) == (3, 3)


@pytest.mark.parametrize(
    ("reasons", "reason"),
    [({EXCUSED}, EXCUSED), ({EXCUSED, ILLNESS}, ILLNESS), ({EXCUSED, ILLNESS, UNEXCUSED}, UNEXCUSED)],
)
def test_a_day_is_excused_only_where_every_lesson_is(reasons: set[str], reason: str) -> None:
    assert reason_of_day(reasons) == reason


signs = st.dictionaries(st.sampled_from("нбуо"), st.integers(1, 7))
spans = st.tuples(st.integers(-3, 8), st.integers(0, 6)).map(lambda pair: days(pair[0], sum(pair)))
papers = st.lists(st.builds(Paper, spans, st.sampled_from([ILLNESS, EXCUSED])), max_size=4)
missed = st.lists(
    st.builds(
        MissedDay, st.integers(0, 6).map(lambda n: MONDAY + timedelta(days=n)), st.integers(1, 9), signs
    )
)


@given(missed, papers)
def test_a_document_never_changes_how_much_was_missed(found: list[MissedDay], known: list[Paper]) -> None:
    without, covered = (tally_of(found, these, SCALE, RULE) for these in ((), known))
    assert covered.lessons.missed == without.lessons.missed
    assert covered.lessons.excused >= without.lessons.excused
    assert covered.late == without.late
    for counts in (covered.lessons, covered.days or Counts()):
        assert 0 <= counts.illness <= counts.excused <= counts.missed


def facts(**changed: object) -> DocumentFacts:
    known = {"days": days(0, 4), "year": YEAR, "enrolled": (YEAR,), "kind": "medical", "kinds": {"medical"}}
    return DocumentFacts(**{**known, **changed})  # type: ignore[arg-type]  # a table of changes


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kind": "note"}, "document.kind"),
        ({"days": days(4, 0)}, "document.days"),
        ({"days": Span(MONDAY, None)}, "document.days"),
        ({"days": Span(date(2026, 8, 30), MONDAY)}, "document.not_in_year"),
        ({"days": Span(MONDAY, date(2027, 6, 1))}, "document.not_in_year"),
        ({"enrolled": (Span(date(2026, 12, 1)),)}, "document.not_enrolled"),
        ({"enrolled": (Span(YEAR.starts, date(2026, 11, 1)),)}, "document.not_enrolled"),
        ({"enrolled": ()}, "document.not_enrolled"),
    ],
)
def test_what_stands_against_a_document(changed: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_document(facts(**changed))
    assert refused.value.code == code


@pytest.mark.parametrize(
    "enrolled", [(YEAR,), (Span(date(2026, 11, 18)),), (Span(YEAR.starts, date(2026, 11, 16)),)]
)
def test_a_document_of_a_pupil_who_was_here_on_one_of_its_days_is_taken(enrolled: tuple[Span, ...]) -> None:
    check_document(facts(enrolled=enrolled))


def test_a_kind_of_document_proves_one_of_two_things() -> None:
    with pytest.raises(ValueError, match=r"absence_documents\.note"):
        DocumentKind("note", "записка", "laziness")


def test_an_edition_names_the_kinds_of_documents_and_a_wrong_one_is_told() -> None:
    assert [kind.code for kind in SETTINGS.absence_documents] == ["medical", "application", "order", "other"]
    wrong = [{"code": "note", "name": "записка", "reason": "laziness"}]
    with pytest.raises(Refused) as refused:
        read_settings(1, {**first_act()["rules"], "absence_documents": wrong})
    assert refused.value.code == "edition.malformed"


def test_the_plain_sign_of_absence_tells_no_reason() -> None:
    assert SCALE.absent == "н"
