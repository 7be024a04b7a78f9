"""Чем человек доказывает, что это он: длина пароля по его роду."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from letopis.entrance.craft.words import OF_EVERY_SCHOOL, of_words_alone, words_of
from letopis.people.models import Account
from letopis.regulation.access import PARENT, PUPIL
from letopis.regulation.entrance import FEWEST, STAFF
from letopis.school.queries import entrance_rules, school


def least_signs(account: Account) -> int:
    """Fewest signs of this person's password by the rules of today."""
    kind = PUPIL if account.student_id else PARENT if account.representative_id else STAFF
    return entrance_rules(timezone.localdate()).least[kind]


class LengthByKind:
    """A password validator: children and staff have rules of their own, kept as data with a source."""

    def validate(self, password: str, user: object = None) -> None:
        """Refuse a password that is too short for its owner.

        Raises:
            ValidationError: it is.
        """
        least = least_signs(user) if isinstance(user, Account) else FEWEST
        if len(password) < least:
            text = _("Пароль слишком короткий: знаков нужно не меньше %(least)s.")
            raise ValidationError(text % {"least": least}, code="password_too_short")

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return _("Длина пароля — по правилам входа школы.")


class NoSchoolWords:
    """A password validator: words about the school and the program alone are guessed first."""

    def validate(self, password: str, _user: object = None) -> None:
        """Refuse a password that is nothing but such words with figures and signs.

        Raises:
            ValidationError: it is.
        """
        own = school()
        named = words_of([own.full_name, own.short_name]) if own else frozenset()
        if of_words_alone(password, OF_EVERY_SCHOOL | named):
            text = _("Такой пароль подберут первым: в нём одни слова о школе. Добавьте что-нибудь своё.")
            raise ValidationError(text, code="school_words")

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return _("Пароль — не одни слова о школе.")
