"""Кто есть кто: названия должностей и ролей так, как их пишут под фамилией."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from letopis.regulation import access

TITLES: dict[str, str | Promise] = {
    access.TEACHER: _("учитель"),
    access.CLASS_TEACHER: _("классный руководитель"),
    access.DEPUTY: _("завуч"),
    access.PRINCIPAL: _("директор"),
    access.CLERK: _("делопроизводитель"),
    access.ARCHIVIST: _("архивариус"),
    access.PUPIL: _("ученик"),
    access.PARENT: _("родитель"),
    access.ADMIN: _("администратор"),
}


def titles_of(roles: Iterable[str]) -> str:
    """Titles of the roles in the order of the roles table: "учитель, классный руководитель"."""
    held = set(roles)
    return ", ".join(str(TITLES[role]) for role in access.ROLES if role in held)


def letters_of(name: str) -> str:
    """Two letters for the round sign beside a name: "Ковригина Н. А." → "КН"."""
    return "".join(word[0] for word in name.replace("\u00a0", " ").split()[:2]).upper()
