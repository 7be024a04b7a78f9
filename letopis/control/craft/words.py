"""Что не в порядке, словами школы."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from letopis.control.craft.faults import Fault
from letopis.regulation.faults import EMPTY_LESSON, FEW_MARKS, NO_HOMEWORK, NO_TOPIC, UNMARKED_WORK

LENGTH = 500  # signs of a remark and of an answer

KIND_TITLES: dict[str, str | Promise] = {
    NO_TOPIC: _("Нет темы урока"),
    UNMARKED_WORK: _("Нет отметок за работу"),
    EMPTY_LESSON: _("На уроке нет ни отметок, ни пропусков"),
    FEW_MARKS: _("Мало отметок для аттестации"),
    NO_HOMEWORK: _("Нет домашнего задания"),
}


def told(kind: str, faults: Sequence[Fault]) -> str:
    """The remark in words: what is not in order and where."""
    places = [place.title for fault in faults for place in fault.places]
    text = f"{KIND_TITLES[kind]}: {', '.join(places)}."
    if len(text) <= LENGTH:
        return text
    shown: list[str] = []
    for place in places:
        if len(str(KIND_TITLES[kind])) + len(", ".join([*shown, place])) > LENGTH - 40:
            break
        shown.append(place)
    more = gettext("и ещё %(count)s") % {"count": len(places) - len(shown)}
    return f"{KIND_TITLES[kind]}: {', '.join(shown)} {more}."
