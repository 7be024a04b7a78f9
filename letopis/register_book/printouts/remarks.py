"""Замечания по ведению журнала: из контроля, с ответами и отметками об исполнении."""

from __future__ import annotations

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from letopis.control.models import Remark
from letopis.control.queries import remarks_of_class
from letopis.paper.craft.book_forms import RemarkRow
from letopis.people.queries import names_of
from letopis.results.access import ClassPage


def remark_rows(page: ClassPage) -> tuple[RemarkRow, ...]:
    """Remarks on the registers of the class, by their days; two questions."""
    found = remarks_of_class(page.id)
    names = names_of(ref for one in found for ref in (one.made_by, one.answered_by or 0, one.closed_by or 0))
    return tuple(_row(one, names) for one in found)


def _row(one: Remark, names: dict[int, str]) -> RemarkRow:
    course = one.course
    subject = f"{course.subject}, {course.subgroup.name}" if course.subgroup else str(course.subject)
    until = _("Исправить к %(day)s.") % {"day": f"{one.due:%d.%m.%Y}"}
    return RemarkRow(
        day=f"{localtime(one.made_at):%d.%m.%Y}",
        page=subject,
        text=f"{one.text} {until}",
        made_by=names.get(one.made_by, ""),
        done=" ".join(_done(one, names)),
    )


def _done(one: Remark, names: dict[int, str]) -> list[str]:
    said = []
    if one.answer and one.answered_at:
        who = names.get(one.answered_by or 0, "")
        said.append(f"{one.answer} ({who}, {localtime(one.answered_at):%d.%m.%Y}).")
    if one.closed_at:
        facts = {"who": names.get(one.closed_by or 0, ""), "day": f"{localtime(one.closed_at):%d.%m.%Y}"}
        said.append(_("Исполнено: %(who)s, %(day)s.") % facts)
    return said
