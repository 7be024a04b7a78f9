"""Напечатать журнал: работа заводится здесь, файл забирают на её странице."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from letopis.jobs import actions as jobs
from letopis.jobs.models import Job
from letopis.register_book.craft.parts import PEOPLE, Wanted
from letopis.regulation import access
from letopis.regulation.access import Standing, Target
from letopis.results.access import ClassPage


def print_class_book(page: ClassPage, wanted: Wanted, *, standing: Standing, by: int) -> Job:
    """Ask for the book of a class, with the sections the person may see.

    Raises:
        Refused: access.denied.
    """
    target = Target(class_group=page.id)
    access.check("register_book.print", standing, target)
    facts = {"class_id": page.id, **_allowed(wanted, standing, target).as_json()}
    title = _("Журнал, %(group)s") % {"group": page.title}
    return jobs.start("register_book.class", title, facts, by=by)


def print_school_books(class_ids: Sequence[int], wanted: Wanted, *, standing: Standing, by: int) -> Job:
    """Ask for the books of many classes.

    Raises:
        Refused: access.denied.
    """
    access.check("register_book.print", standing)
    facts = {"class_ids": list(class_ids), **_allowed(wanted, standing, None).as_json()}
    return jobs.start("register_book.school", _("Журналы всех классов"), facts, by=by)


def _allowed(wanted: Wanted, standing: Standing, target: Target | None) -> Wanted:
    """Pupils' data are left out for whom they are not open."""
    if access.permits("register_book.people", standing, target):
        return wanted
    return replace(wanted, parts=tuple(part for part in wanted.parts if part != PEOPLE))
