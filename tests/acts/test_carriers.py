"""Необязательные носители: вводит завуч решением, классный руководитель видит, прошлое остаётся."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client

from letopis.acts import actions
from letopis.acts.actions import Decision
from letopis.acts.models import Carrier
from letopis.people.access import standing_of
from letopis.regulation.access import Standing
from letopis.regulation.refusals import Refused
from letopis.trace.models import TraceRecord
from letopis.trace.queries import verified
from tests.cast import TODAY, Cast
from tests.files.samples import document

Enter = Callable[[str], Client]
NOTEBOOKS = Decision(
    "Тетради для контрольных работ", "paper", "council", date(2026, 8, 29), "3", date(2026, 9, 1)
)


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> None:
    """A store of its own."""
    settings.LETOPIS_FILES = tmp_path / "files"


def who(cast: Cast, role: str) -> Standing:
    return standing_of(cast.accounts[role], TODAY)


def keep(cast: Cast, decision: Decision = NOTEBOOKS, role: str = "deputy") -> list[Carrier]:
    classes = [cast.class_7a.pk, cast.class_7b.pk]
    return actions.switch_on(classes, decision, standing=who(cast, role), by=7)


def refusal(deed: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        deed()
    return refused.value.code


def form(cast: Cast, **changes: Any) -> dict[str, Any]:
    fields = {
        "name": "Дневник",
        "kind": "paper",
        "body": "parents",
        "decided_on": "2026-10-20",
        "protocol": "2",
        "starts": "2026-10-26",
        "classes": [cast.class_7a.pk],
    }
    return {**fields, **changes}


def test_one_decision_holds_for_many_classes_and_the_trace_knows_each(cast: Cast) -> None:
    made = keep(cast)
    assert [str(one.class_group) for one in made] == ["7 «А»", "7 «Б»"]
    record = TraceRecord.objects.get(object=made[0].ref)
    after = json.loads(record.body or "")["after"]
    assert (record.subject, after["body"], after["protocol"]) == (cast.class_7a.ref, "council", "3")
    assert not [one for one in verified().findings if "Носитель" in one]


@pytest.mark.parametrize("role", ["teacher", "class_teacher", "clerk", "pupil", "parent", "admin"])
def test_only_deputy_and_principal_decide(cast: Cast, role: str) -> None:
    assert refusal(lambda: keep(cast, role=role)) == "access.denied"
    assert keep(cast, role="principal")


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (replace(NOTEBOOKS, name=" "), "carrier.no_name"),
        (replace(NOTEBOOKS, starts=date(2026, 8, 30)), "carrier.not_in_year"),
        (replace(NOTEBOOKS, decided_on=date(2026, 9, 2)), "carrier.decided_later"),
        (replace(NOTEBOOKS, file=("a.pdf", b"MZ")), "file.program"),
    ],
)
def test_what_makes_no_decision_is_refused_whole(cast: Cast, decision: Decision, code: str) -> None:
    assert refusal(lambda: keep(cast, decision)) == code
    assert not Carrier.objects.exists()


def test_a_carrier_kept_already_is_not_kept_twice(cast: Cast) -> None:
    keep(cast)
    assert refusal(lambda: keep(cast)) == "carrier.kept_already"
    nobody = lambda: actions.switch_on([], NOTEBOOKS, standing=who(cast, "deputy"), by=7)  # noqa: E731 - said where it is refused
    assert refusal(nobody) == "carrier.no_class"


def test_it_ends_with_a_reason_and_can_be_kept_anew(cast: Cast) -> None:
    carrier = keep(cast)[0]
    deputy = who(cast, "deputy")

    def end(day: date, why: str) -> Carrier:
        return actions.end_carrier(carrier.pk, day, why, standing=deputy, by=7)

    assert refusal(lambda: end(date(2026, 8, 31), "ошибка")) == "carrier.too_early"
    assert refusal(lambda: end(TODAY, " ")) == "carrier.no_reason"
    end(TODAY, "решение отменено")
    assert refusal(lambda: end(TODAY, "ещё раз")) == "carrier.ended"
    with pytest.raises(Http404):
        actions.end_carrier(999_999, TODAY, "нет", standing=deputy, by=7)
    Carrier.objects.exclude(pk=carrier.pk).delete()
    assert len(keep(cast)) == 2
    assert [record.deed for record in TraceRecord.objects.filter(object=carrier.ref).order_by("id")] == [
        "acts.switch_on_carrier",
        "acts.end_carrier",
    ]
    assert not [one for one in verified().findings if "решение отменено" in one]


def test_the_deputy_decides_on_the_page_with_a_document(cast: Cast, enter: Enter) -> None:
    deputy = enter("deputy")
    file = SimpleUploadedFile("протокол.pdf", document())
    answer = deputy.post("/carriers/", form(cast, file=file))
    assert answer.status_code == 302, answer.content.decode()[-600:]
    carrier = Carrier.objects.get()
    page = deputy.get(f"/carriers/classes/{cast.class_7a.pk}/").content.decode()
    assert "родительское собрание" in page
    assert "протокол.pdf" in page
    given = enter("class_teacher").get(f"/carriers/{carrier.pk}/file/")
    assert given["Content-Disposition"].startswith("attachment;")
    assert given.getvalue().startswith(b"%PDF-")
    deputy.post(f"/carriers/{carrier.pk}/end/", {"last_day": "2026-10-27", "why": "перешли на электронный"})
    page = enter("class_teacher").get(f"/carriers/classes/{cast.class_7a.pk}/").content.decode()
    assert "не ведётся" in page
    assert "перешли" in page


def test_the_page_says_what_is_wrong(cast: Cast, enter: Enter) -> None:
    deputy = enter("deputy")
    assert deputy.post("/carriers/", form(cast, starts="2026-10-15")).status_code == 422
    assert deputy.post("/carriers/", form(cast, classes=[])).status_code == 422
    carrier = keep(cast)[0]
    deputy.post(f"/carriers/{carrier.pk}/end/", {"last_day": "", "why": ""})
    deputy.post(f"/carriers/{carrier.pk}/end/", {"last_day": "2026-08-01", "why": "так"})
    carrier.refresh_from_db()
    assert carrier.ends is None


def test_a_class_teacher_sees_the_own_class_only(cast: Cast, enter: Enter) -> None:
    keep(cast)
    teacher = enter("class_teacher")
    page = teacher.get("/carriers/").content.decode()
    assert "7 «А»" in page
    assert "7 «Б»" not in page
    assert "Ввести носитель" not in page
    assert teacher.get(f"/carriers/classes/{cast.class_7b.pk}/").status_code == 403
    assert teacher.post("/carriers/", form(cast)).status_code == 403


def test_a_decision_without_a_document_has_none_to_give(cast: Cast, enter: Enter) -> None:
    carrier = keep(cast)[0]
    assert enter("deputy").get(f"/carriers/{carrier.pk}/file/").status_code == 404
