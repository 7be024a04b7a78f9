"""Семья ученика: кто его законный представитель."""

from __future__ import annotations

from typing import NamedTuple

from django.db import transaction

from letopis.people.models import LegalRepresentative, Representation, Student
from letopis.regulation.refusals import Refused
from letopis.trace.actions import record


class NewRepresentative(NamedTuple):
    """A legal representative as the family names them."""

    surname: str
    given_name: str
    patronymic: str
    phone: str
    relation: str


@transaction.atomic
def add_representative(student: Student, new: NewRepresentative, *, by: int) -> LegalRepresentative:
    """Write down a legal representative of a pupil; one known by full name and phone gets a child more.

    Raises:
        Refused: representation.exists.
    """
    names = {"surname": new.surname, "given_name": new.given_name, "patronymic": new.patronymic}
    known = LegalRepresentative.objects.filter(**names, phone=new.phone).first() if new.phone else None
    person = known or LegalRepresentative.objects.create(**names, phone=new.phone)
    if known and Representation.objects.filter(representative=known, student=student).exists():
        raise Refused("representation.exists")
    Representation.objects.create(representative=person, student=student, relation=new.relation)
    after = {"relation": new.relation}
    record("people.add_representative", by=by, about=(person.ref, student.ref), after=after, clause="3.8")
    return person


@transaction.atomic
def end_representation(representation: Representation, why: str, *, by: int) -> None:
    """A person is no longer the pupil's representative: they see nothing of the pupil from the next page on.

    Raises:
        Refused: account.no_ground.
    """
    if not why.strip():
        raise Refused("account.no_ground")
    about = (representation.representative.ref, representation.student.ref)
    before = {"relation": representation.relation}
    representation.delete()
    record("people.end_representation", by=by, about=about, before=before, why=why.strip(), clause="4.2")
