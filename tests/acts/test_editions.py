"""Новая редакция посреди года: меняет посчитанное после своего дня и ничего до него."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from letopis.acts.forms import EditionForm, initial_of
from letopis.school import queries
from letopis.school.models import Edition, WorkType
from letopis.trace.models import TraceRecord
from tests.cast import Cast, saved

Enter = Callable[[str], Client]


def sheet(**changes: Any) -> dict[str, Any]:
    """The sheet as it opens, with changes."""
    queries.forget()
    found = {**initial_of(Edition.objects.latest("number")), "in_force_from": "2026-11-02"}
    return {**found, "adopted_by": "педагогический совет", "protocol": "3", **changes}


def adopt(enter: Enter, **changes: Any) -> Any:
    """The deputy puts it into force."""
    return enter("deputy").post("/acts/new/", sheet(**changes))


def test_the_sheet_opens_with_the_settings_in_force(cast: Cast, enter: Enter) -> None:
    page = enter("deputy").get("/acts/new/").content.decode()
    assert "контрольная работа; к/р; 2" in page
    assert "н — не был на уроке" in page


def test_a_new_edition_ends_the_old_one_the_day_before(cast: Cast, enter: Enter) -> None:
    assert adopt(enter).status_code == 302
    old, new = Edition.objects.order_by("number")
    assert (old.in_force_to, new.in_force_from, new.number) == (date(2026, 11, 1), date(2026, 11, 2), 2)
    assert WorkType.objects.filter(edition=new).count() == 7
    deeds = TraceRecord.objects.filter(deed__startswith="school.").values_list("deed", flat=True)
    assert set(deeds) == {"school.adopt_edition", "school.end_edition"}


def test_what_was_computed_before_keeps_the_rules_of_its_day(cast: Cast, enter: Enter) -> None:
    """The mean 4,5 gives 4 under the threshold 0,6 and 5 under 0,5; each day asks its own edition."""
    adopt(enter, threshold_quarter="0.5")
    queries.forget()
    before, after = queries.settings_on(date(2026, 11, 1)), queries.settings_on(date(2026, 11, 2))
    assert (before.rounding("quarter").threshold, after.rounding("quarter").threshold) == (
        Fraction("0.6"),
        Fraction(1, 2),
    )
    assert (before.edition, after.edition) == (1, 2)


def test_the_register_follows_the_edition_of_the_day(cast: Cast, enter: Enter) -> None:
    adopt(enter, absences="н — нет\nб — болезнь\nу — уважительная\nо — опоздал\nп — прогул")
    body = {"lesson": cast.lesson.pk, "student": cast.anna.pk, "old": "", "new": "п", "reason": ""}
    address = f"/journal/{cast.algebra.pk}/cell/"
    assert (
        enter("teacher").post(address, body, content_type="application/json").json()["code"]
        == "mark.not_in_scale"
    )
    from letopis.journal.models import Lesson

    with time_machine.travel("2026-11-03T12:00:00+03:00"):
        queries.forget()
        lesson = Lesson.objects.create(course=cast.algebra, date=date(2026, 11, 3), number=1)
        saved(enter("teacher").post(address, {**body, "lesson": lesson.pk}, content_type="application/json"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"in_force_from": ""}, "in_force_from"),
        ({"works": "контрольная"}, "works"),
        ({"works": "контрольная; к; много"}, "works"),
        ({"works": "контрольная; к; 11"}, "works"),
        ({"absences": "просто слова"}, "absences"),
        ({"late": "ж"}, "late"),
        ({"excused": "б ж"}, "excused"),
        ({"source": ""}, "source"),
        ({"most": "0"}, "most"),
        ({"threshold_quarter": "0.8"}, "threshold_quarter"),
    ],
)
def test_a_wrong_sheet_says_which_field(cast: Cast, changes: dict[str, Any], field: str) -> None:
    form = EditionForm(sheet(**changes))
    assert not form.is_valid()
    assert field in form.errors


def test_an_edition_does_not_begin_in_the_past(cast: Cast, enter: Enter) -> None:
    response = adopt(enter, in_force_from="2026-10-01")
    assert response.status_code == 422
    assert "не может действовать раньше" in response.content.decode().replace("\u00a0", " ")
    assert Edition.objects.count() == 1


def test_the_act_and_its_signature_are_open_to_everybody(cast: Cast, enter: Enter) -> None:
    files = {
        "file": SimpleUploadedFile("act.pdf", b"%PDF-1.7 act"),
        "signature": SimpleUploadedFile("a.sig", b"sig"),
    }
    assert adopt(enter, **files).status_code == 302
    edition = Edition.objects.latest("number")
    for name, content in (("act.pdf", b"%PDF-1.7 act"), ("act.pdf.sig", b"sig")):
        response = Client().get(f"/acts/{edition.pk}/{name}")
        assert response.getvalue() == content
    assert f"/acts/{edition.pk}/act.pdf" in Client().get("/act/").content.decode()


@pytest.mark.parametrize(
    "files",
    [{"file": SimpleUploadedFile("act.pdf", b"MZ")}, {"signature": SimpleUploadedFile("a.sig", b"sig")}],
)
def test_a_file_that_is_no_act_is_refused(cast: Cast, enter: Enter, files: dict[str, Any]) -> None:
    assert adopt(enter, **files).status_code == 422
    assert Edition.objects.count() == 1


def test_an_act_without_a_file_has_none_to_give(cast: Cast) -> None:
    edition = Edition.objects.get()
    assert Client().get(f"/acts/{edition.pk}/act.pdf").status_code == 404
    assert Client().get("/acts/999999/act.pdf").status_code == 404


def test_a_school_with_another_act_loses_nothing(cast: Cast, enter: Enter) -> None:
    """Other numbers of clauses, a scale of ten, trimesters: the register works on."""
    marks = " ".join(str(mark) for mark in range(1, 11))
    assert adopt(enter, marks=marks, pass_fail="", finals="", trimester_grades="5-9").status_code == 302
    queries.forget()
    settings = queries.settings_on(date(2026, 11, 2))
    assert settings.scale.marks[-1] == "10"
    assert settings.scheme_of(7) == "trimester"
    assert enter("teacher").get(f"/journal/{cast.algebra.pk}/").status_code == 200


@pytest.mark.parametrize(
    "role", ["teacher", "class_teacher", "clerk", "archivist", "pupil", "parent", "admin"]
)
def test_nobody_else_changes_the_act(cast: Cast, enter: Enter, role: str) -> None:
    client = enter(role)
    assert client.get("/acts/").status_code == 403
    assert client.post("/acts/new/", sheet()).status_code == 403
    assert Edition.objects.count() == 1
