"""Напечатать многое: работа заводится здесь, файл забирают на её странице."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from letopis.jobs import actions as jobs
from letopis.jobs.models import Job
from letopis.results.access import ClassPage


def print_class_cards(page: ClassPage, *, explain: bool, by: int) -> Job:
    """Ask for the report cards of a class; `explain` adds to each how its marks came about."""
    title = _("Табели, %(group)s") % {"group": page.title}
    return jobs.start("results.class_cards", title, {"class_id": page.id, "explain": explain}, by=by)


def print_school_cards(class_ids: Sequence[int], *, by: int) -> Job:
    """Ask for the report cards of many classes."""
    title = _("Табели всех классов")
    return jobs.start("results.school_cards", title, {"class_ids": list(class_ids)}, by=by)
