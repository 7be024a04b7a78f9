"""Приглашения: лист печатается на класс, код открывает вход один раз, хранится только отпечаток."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone

from letopis.jobs import actions as jobs
from letopis.jobs.models import Job
from letopis.office import actions
from letopis.office.models import Invitation
from letopis.office.queries import Invited, guests_of, waiting
from letopis.people.craft.codes import plain, print_of, square
from letopis.people.models import Account, Representation
from letopis.regulation.refusals import Refused
from letopis.trace.models import TraceRecord
from tests.cast import TODAY, Cast

Enter = Callable[[str], Client]
OWN = "дождь-над-школой-5"


def invited(cast: Cast, role: str = "pupil") -> Invited:
    one = actions.drawn([cast.accounts[role]])[0]
    actions.issue([one], by=cast.accounts["clerk"].ref)
    return one


def entering(client: Client, username: str, code: str, new: str = OWN, again: str = OWN) -> tuple[int, str]:
    form = {"username": username, "code": code, "new": new, "again": again}
    response = client.post("/enter/", form)
    return response.status_code, response.content.decode().replace("\u00a0", " ")


def test_a_code_opens_the_door_once_and_the_person_chooses_a_password(cast: Cast) -> None:
    one, client = invited(cast), Client()
    assert entering(client, "pupil", one.code)[0] == 302
    assert client.get("/").status_code == 200
    account = Account.objects.get(username="pupil")
    assert account.check_password(OWN)
    assert not account.must_change_password
    assert Invitation.objects.get().used_at
    assert TraceRecord.objects.filter(deed="office.accept_invitation", subject=account.ref).exists()
    status, page = entering(Client(), "pupil", one.code)
    assert status == 422
    assert "имя или код не подошли" in page


@pytest.mark.parametrize(
    "typed", ["{0}", " {0} ", "{1}", "{2}"], ids=["as printed", "with spaces", "capitals", "no dashes"]
)
def test_a_code_is_taken_as_people_type_it(cast: Cast, typed: str) -> None:
    code = invited(cast).code
    assert entering(Client(), " PUPIL ", typed.format(code, code.upper(), code.replace("-", " ")))[0] == 302


def test_a_code_typed_on_a_russian_keyboard_is_the_same() -> None:
    assert plain("лй7ь-3чва") == plain("kq7m-3xdf")
    assert print_of("KQ7M 3XDF") == print_of("kq7m-3xdf")


def test_only_the_keyed_hash_is_kept(cast: Cast) -> None:
    one = invited(cast)
    row = Invitation.objects.get()
    assert one.code not in (row.code, str(row))
    assert plain(one.code) not in str(Invitation.objects.values())
    assert all(one.code not in str(body) for body in TraceRecord.objects.values_list("body", flat=True))


def test_a_code_of_another_person_a_late_one_and_one_of_a_shut_account_do_not_fit(cast: Cast) -> None:
    one = invited(cast)
    assert entering(Client(), "parent", one.code)[0] == 422
    Invitation.objects.update(expires_at=timezone.now() + timedelta(seconds=1))
    Account.objects.filter(username="pupil").update(is_active=False)
    assert entering(Client(), "pupil", one.code)[0] == 422
    Account.objects.filter(username="pupil").update(is_active=True)
    Invitation.objects.update(issued_at=timezone.now() - timedelta(days=60), expires_at=timezone.now())
    assert entering(Client(), "pupil", one.code)[0] == 422


def test_a_new_sheet_ends_the_old_one(cast: Cast) -> None:
    old, new = invited(cast), invited(cast)
    assert entering(Client(), "pupil", old.code)[0] == 422
    assert entering(Client(), "pupil", new.code)[0] == 302


@pytest.mark.parametrize(
    ("new", "again", "said"),
    [
        ("коротко", "коротко", "короткий"),
        ("12345678", "12345678", "распространён"),
        (OWN, "другое", "не совпали"),
    ],
)
def test_a_password_that_will_not_do_leaves_the_code_usable(
    cast: Cast, new: str, again: str, said: str
) -> None:
    one = invited(cast)
    status, page = entering(Client(), "pupil", one.code, new, again)
    assert status == 422
    assert said in page
    assert entering(Client(), "pupil", one.code)[0] == 302


def test_staff_need_a_longer_password_than_a_child(cast: Cast) -> None:
    assert entering(Client(), "clerk", invited(cast, "clerk").code, "река-42-ы", "река-42-ы")[0] == 422
    assert entering(Client(), "pupil", invited(cast).code, "река-42-ы", "река-42-ы")[0] == 302


def test_guessing_a_code_is_locked_like_a_password(cast: Cast) -> None:
    client = Client()
    statuses = [entering(client, "pupil", "aaaa-bbbb-cccc")[0] for _try in range(11)]
    assert statuses[:9] == [422] * 9
    assert statuses[10] == 429
    assert entering(client, "pupil", invited(cast).code)[0] == 429


def done(kind: str = "office.invitations") -> Job:
    job = jobs.run_waiting()
    assert job
    job.refresh_from_db()
    assert job.kind == kind
    return job


def test_the_sheets_of_a_class_are_a_work_with_a_file(enter: Enter, cast: Cast) -> None:
    response = enter("class_teacher").post(
        f"/invitations/{cast.class_7a.pk}/", {"kind": ["pupils", "parents"]}
    )
    assert response.status_code == 302
    job = done()
    assert (job.state, job.by) == (Job.DONE, cast.accounts["class_teacher"].ref)
    with pikepdf.open(jobs.folder_of(job.pk) / job.file) as pdf:
        assert len(pdf.pages) == 1
        assert [bytes(spec.obj.EF.F.read_bytes()) for spec in map(pdf.attachments.get, pdf.attachments)] == [
            b"{}"
        ]
    people = {one.person.surname for one in guests_of(cast.class_7a.pk, TODAY, timezone.now())}
    assert Invitation.objects.count() == len(
        waiting(guests_of(cast.class_7a.pk, TODAY, timezone.now()), ["pupils", "parents"])
    )
    assert {"Авдеева", "Белов", "Волкова", "Гущин"} == people
    assert Account.objects.filter(student__isnull=False).count() == 4


def test_who_has_entered_gets_no_sheet(cast: Cast) -> None:
    Account.objects.filter(username="pupil").update(last_login=timezone.now())
    guests = guests_of(cast.class_7a.pk, TODAY, timezone.now())
    assert cast.anna not in waiting(guests, ["pupils"])
    assert len(waiting(guests, ["pupils"])) == 3


def test_a_class_where_everybody_is_in_prints_nothing(enter: Enter, cast: Cast) -> None:
    enter("clerk").post(f"/invitations/{cast.class_7a.pk}/", {"kind": ["parents"]})
    done()
    Account.objects.update(last_login=timezone.now())
    Invitation.objects.update(used_at=timezone.now())
    enter("clerk").post(f"/invitations/{cast.class_7a.pk}/", {"kind": ["parents"]})
    job = done()
    assert job.state == Job.FAILED
    assert "Печатать нечего" in job.sentence


@override_settings(LETOPIS_SHEET_HOURS=1)
def test_sheets_do_not_lie_in_the_folder_longer_than_the_setting(enter: Enter, cast: Cast) -> None:
    enter("clerk").post("/invitations/", {"kind": ["pupils"]})
    job = done()
    jobs.clear_old()
    assert Job.objects.filter(pk=job.pk).exists()
    Job.objects.update(ended_at=timezone.now() - timedelta(minutes=61))
    assert settings.LETOPIS_JOB_DAYS > 1
    jobs.clear_old()
    assert not Job.objects.filter(pk=job.pk).exists()
    assert not jobs.folder_of(job.pk).exists()


def test_a_forgotten_password_is_reset_by_a_new_sheet_and_stops_at_once(enter: Enter, cast: Cast) -> None:
    account = cast.accounts["pupil"]
    account.set_password("прежний-пароль-1")
    account.save()
    response = enter("class_teacher").post(f"/people/accounts/{account.pk}/invitation/")
    assert response["Content-Type"] == "application/pdf"
    assert len(pikepdf.open(BytesIO(response.content)).pages) == 1
    account.refresh_from_db()
    assert not account.has_usable_password()
    assert TraceRecord.objects.filter(deed="office.reset_password", subject=account.ref).exists()


def test_a_class_teacher_resets_nobody_elses_password(enter: Enter, cast: Cast) -> None:
    client = enter("class_teacher")
    for role in ("principal", "foreign_teacher"):
        assert client.post(f"/people/accounts/{cast.accounts[role].pk}/invitation/").status_code == 403
    assert client.get(f"/invitations/{cast.class_7b.pk}/").status_code == 403
    assert client.post("/invitations/", {"kind": ["pupils"]}).status_code == 403


def test_the_first_sheet_of_a_person_opens_the_account(enter: Enter, cast: Cast) -> None:
    assert enter("clerk").post(f"/people/invite/pupil/{cast.boris.pk}/").status_code == 200
    assert Account.objects.get(student=cast.boris).display_name == "Белов\u00a0Б."
    assert enter("clerk").post(f"/people/invite/ghost/{cast.boris.pk}/").status_code == 404


def test_no_sheet_for_a_shut_account(cast: Cast) -> None:
    cast.accounts["pupil"].is_active = False
    with pytest.raises(Refused) as refused:
        actions.drawn([cast.accounts["pupil"]])
    assert refused.value.code == "invitation.shut"


def test_a_parent_of_two_children_in_two_classes_gets_one_strip(enter: Enter, cast: Cast) -> None:
    mother = cast.accounts["parent"].representative
    Representation.objects.create(representative=mother, student=cast.stranger, relation="мать")
    enter("clerk").post("/invitations/", {"kind": ["parents"]})
    assert done().state == Job.DONE
    assert Invitation.objects.get().account == cast.accounts["parent"]


def test_the_square_is_a_real_qr_code() -> None:
    drawing = square("https://school.example/enter/#petrova.ai/kq7m-3xdf-9whn")
    size = int(re.search(r"viewBox='?\"?0 0 (\d+)", drawing).group(1))
    runs = [tuple(map(int, run)) for run in re.findall(r"M(\d+) (\d+)h(\d+)v1", drawing)]
    dark = {(row, column + shift) for column, row, length in runs for shift in range(length)}
    finder = {(row, column) for row in (0, 6) for column in range(7)}
    assert finder <= dark
    assert (1, 1) not in dark
    assert size in range(21, 61, 4)
