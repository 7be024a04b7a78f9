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

from letopis.journal.models import Lesson
from letopis.regulation.clauses import CLAUSES
from letopis.regulation.refusals import Refused
from letopis.school import queries
from letopis.school.models import Edition, WorkType
from letopis.screen.craft.sentences import sentence
from letopis.trace.models import TraceRecord
from tests.acts.sheets import sheet
from tests.cast import Cast, saved

Enter = Callable[[str], Client]


def adopt(enter: Enter, **changes: Any) -> Any:
    """The deputy puts it into force."""
    client = enter("deputy")
    return client.post("/acts/new/", sheet(client, **changes))


def words(response: Any) -> str:
    """The page's text with ordinary spaces."""
    return str(response.content.decode()).replace("\u00a0", " ")


def test_the_sheet_opens_with_the_settings_in_force(cast: Cast, enter: Enter) -> None:
    opened = sheet(enter("deputy"))
    assert (opened["works-0-name"], opened["works-0-weight"]) == ("контрольная работа", "2")
    assert (opened["absences-0-sign"], opened["absences-0-meaning"]) == ("н", "не был на уроке")
    assert (opened["absences-1-kind"], opened["absences-3-kind"]) == ("illness", "late")
    assert (opened["systematic"], opened["half_year_grades"], opened["weeks"]) == ("30", "10–12", "2,5")
    assert opened["incentives-0-steps"] == "50 — 1; 60 — 2; 75 — 3"


def test_a_sheet_sent_back_unchanged_keeps_every_setting(cast: Cast, enter: Enter) -> None:
    assert adopt(enter).status_code == 302
    old, new = Edition.objects.order_by("number")
    assert new.rules == old.rules
    columns = ("code", "name", "short", "weight", "days", "is_control")
    works = [list(one.work_types.values_list(*columns)) for one in (old, new)]
    assert works[0] == works[1]


def codes(edition: Edition) -> dict[str, str]:
    """Name → code of the works of an edition."""
    return dict(edition.work_types.values_list("name", "code"))


def test_a_renamed_work_or_document_stays_the_same_one(cast: Cast, enter: Enter) -> None:
    old = codes(Edition.objects.get())
    adopt(enter, works__0__name="контрольная", documents__0__name="справка из поликлиники")
    new = Edition.objects.latest("number")
    assert codes(new)["контрольная"] == old["контрольная работа"]
    assert new.rules["absence_documents"][0]["code"] == "medical"
    page = words(Client().get(f"/acts/{new.pk}/"))
    assert ">«контрольная работа»</td>" in page
    assert ">«справка врача»</td>" in page


def test_works_that_changed_places_keep_their_codes(cast: Cast, enter: Enter) -> None:
    opened, old = sheet(enter("deputy")), codes(Edition.objects.get())
    rows = {f"works__{row}__name": opened[f"works-{1 - row}-name"] for row in (0, 1)}
    assert adopt(enter, **rows).status_code == 302
    assert codes(Edition.objects.latest("number")) == old


def test_a_new_work_never_gets_the_code_of_another(cast: Cast, enter: Enter) -> None:
    """One came in the edition before, one goes and another comes: each is told from each."""
    adopt(enter, works__7__name="эссе", works__7__weight="1")
    with time_machine.travel("2026-11-03T12:00:00+03:00"):
        queries.forget()
        changes = {"works__0__name": "", "works__8__name": "проба", "works__8__weight": "1"}
        answer = adopt(enter, **changes, in_force_from="2026-11-05")
    assert answer.status_code == 302
    second, third = (codes(one) for one in Edition.objects.order_by("number")[1:])
    assert third["эссе"] == second["эссе"]
    assert third["проба"] not in second.values()


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
    adopt(enter, absences__4__sign="п", absences__4__meaning="прогул", absences__4__kind="plain")
    body = {"lesson": cast.lesson.pk, "student": cast.anna.pk, "old": "", "new": "п", "reason": ""}
    address = f"/journal/{cast.algebra.pk}/cell/"
    assert (
        enter("teacher").post(address, body, content_type="application/json").json()["code"]
        == "mark.not_in_scale"
    )
    with time_machine.travel("2026-11-03T12:00:00+03:00"):
        queries.forget()
        lesson = Lesson.objects.create(course=cast.algebra, date=date(2026, 11, 3), number=1)
        saved(enter("teacher").post(address, {**body, "lesson": lesson.pk}, content_type="application/json"))


def test_every_setting_of_the_act_counts_from_its_day(cast: Cast, enter: Enter) -> None:
    changes = {
        "lesson": "1",
        "written": "5",
        "day_lessons": "3",
        "systematic": "25",
        "missed": "66,6",
        "weeks": "3",
        "share": "8",
        "months": "6",
        "last_decides": "on",
        "interim_weight": "1,5",
        "works__0__days": "4",
        "incentives__0__steps": "40 — 2; 80 — 4,5",
        "carriers__0__grades": "5–9",
        "clauses__3.7": "4.2",
        "clauses__3.10": "",
        "retakes": "mean",
        "expected": "*",
        "expected_days": "5",
        "blocks_closing": "",
        "documents__0__reason": "excused",
    }
    assert adopt(enter, **changes).status_code == 302
    queries.forget()
    before, after = queries.settings_on(date(2026, 11, 1)), queries.settings_on(date(2026, 11, 2))
    assert (before.entry_terms.written, after.entry_terms.written) == (7, 5)
    assert (before.entry_terms.lesson, after.entry_terms.lesson) == (0, 1)
    assert (after.absence_rule.day_lessons, after.absence_rule.systematic) == (3, Fraction(1, 4))
    assert after.non_attestation.missed == Fraction("0.666")
    assert (after.load_norm.weeks, after.load_norm.share) == (3, Fraction("0.08"))
    assert (before.debt_rule.months, after.debt_rule.months) == (12, 6)
    assert (after.annual.last_decides, after.annual.interim_weight) == (True, Fraction(3, 2))
    assert after.incentives[0].steps == ((40, 2), (80, Fraction(9, 2)))
    assert after.carriers[0].grades == (5, 6, 7, 8, 9)
    assert (before.scale.retakes, after.scale.retakes) == ("replace", "mean")
    assert (after.scale.expected, after.expected_works.days) == ("*", 5)
    assert (before.expected_works.blocks_closing, after.expected_works.blocks_closing) == (True, False)
    reasons = {kind.code: kind.reason for kind in after.absence_documents}
    assert reasons == {"medical": "excused", "application": "excused", "order": "excused", "other": "excused"}
    assert (before.clauses, after.clauses) == ({}, {"3.7": "4.2", "3.10": ""})
    rules = queries.work_rules_on(date(2026, 11, 2)).values()
    assert next(rule for rule in rules if rule.code == "control").days == 4


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"in_force_from": ""}, "Обязательное поле"),
        ({"works__0__weight": ""}, "Заполните или уберите строку"),
        ({"works__0__weight": "много"}, "Введите число"),
        ({"works__0__weight": "11"}, "меньше либо равно 10"),
        ({f"works__{row}__name": "" for row in range(7)}, "хотя бы один вид работы"),
        ({"absences__0__meaning": ""}, "Заполните или уберите строку"),
        ({"absences__0__kind": "late"}, "Знак опоздания может быть только один"),
        ({"source": ""}, "Обязательное поле"),
        ({"most": "0"}, "больше либо равно 1"),
        ({"threshold_quarter": "0.8"}, "Выберите корректный вариант"),
        ({"systematic": "101"}, "меньше либо равно 100"),
        ({"incentives__0__steps": "много"}, "нужны число, тире и баллы"),
        ({"incentives__0__steps": "1,2,3 — 1"}, "нужны число, тире и баллы"),
        ({"incentives__0__steps": ""}, "Заполните или уберите строку"),
        ({"carriers__0__grades": "все"}, "Назовите классы"),
        ({"works-TOTAL_FORMS": "много"}, "Данные ManagementForm"),
    ],
)
def test_a_wrong_sheet_says_what_is_wrong(
    cast: Cast, enter: Enter, changes: dict[str, Any], said: str
) -> None:
    response = adopt(enter, **changes)
    assert response.status_code == 422
    assert said in words(response)
    assert Edition.objects.count() == 1


def test_an_edition_does_not_begin_in_the_past(cast: Cast, enter: Enter) -> None:
    response = adopt(enter, in_force_from="2026-10-01")
    assert response.status_code == 422
    assert "не может действовать раньше" in words(response)
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
    scale = {"marks": marks, "pass_fail": "", "finals": "", "trimester_grades": "5-9"}
    assert adopt(enter, **scale).status_code == 302
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
    assert client.post("/acts/new/", sheet(client)).status_code == 403
    assert Edition.objects.count() == 1


def test_a_refusal_names_the_clause_of_the_schools_own_act(cast: Cast, enter: Enter) -> None:
    """A school whose act has other numbers, or none: the refusal shows its number, or no number."""
    adopt(enter, **{"clauses__3.7": "4.2", "clauses__3.8": ""})
    refused, other = Refused("mark.too_many", "3.7", value="5555", limit=3), Refused("edition.no_pdf", "1.2")
    silent = Refused("student.not_enrolled", "3.8", day=date(2026, 11, 2))
    law = Refused("edition.no_pdf", "ст. 58 закона 273-ФЗ")
    assert "(п. 3.7 положения)" in sentence(refused)
    with time_machine.travel("2026-11-03T12:00:00+03:00"):
        queries.forget()
        assert "(п. 4.2 положения)." in sentence(refused)
        assert "(п. 1.2 положения)." in sentence(other)
        assert "положения)" not in sentence(silent)
        assert "(ст. 58 закона 273-ФЗ)." in sentence(law)


def test_with_another_act_every_page_opens_and_refusals_speak(cast: Cast, enter: Enter) -> None:
    """Every clause renumbered: pages open, a wrong mark is refused in words with the new number."""
    adopt(enter, **{f"clauses__{clause}": f"9.{number}" for number, clause in enumerate(CLAUSES)})
    with time_machine.travel("2026-11-03T12:00:00+03:00"):
        queries.forget()
        lesson = Lesson.objects.create(course=cast.algebra, date=date(2026, 11, 3), number=1)
        teacher = enter("teacher")
        for address in ("/", "/journal/", f"/journal/{cast.algebra.pk}/", "/act/"):
            assert teacher.get(address).status_code == 200
        body = {"lesson": lesson.pk, "student": cast.anna.pk, "old": "", "new": "7", "reason": ""}
        answer = teacher.post(
            f"/journal/{cast.algebra.pk}/cell/", body, content_type="application/json"
        ).json()
        number = f"9.{list(CLAUSES).index('3.7')}"
        assert f"(п. {number} положения)" in answer["sentence"].replace("\u00a0", " ")
