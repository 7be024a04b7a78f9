"""Что человек вводит у ключей: код, имя ключа, основание, пароль."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from letopis.people.models import Account


class _Sure(forms.Form):
    """Пароль: ключ подключает и отключает только сам человек, не тот, кто сел за его стол."""

    password = forms.CharField(strip=False, max_length=1000, required=False)

    def __init__(self, account: Account, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.account = account

    def clean_password(self) -> str:
        """The password of the account; none is asked where none was ever set."""
        typed = str(self.cleaned_data["password"])
        if self.account.has_usable_password() and not self.account.check_password(typed):
            raise forms.ValidationError(_("Пароль не подошёл. Проверьте раскладку и Caps Lock."))
        return typed


class SureForm(_Sure):
    """Только пароль."""


class ApplicationForm(_Sure):
    """Код, который показало приложение."""

    code = forms.CharField(max_length=20, error_messages={"required": _("Введите код из приложения.")})


class PasskeyForm(_Sure):
    """Имя ключа и ответ браузера."""

    name = forms.CharField(
        max_length=60, error_messages={"required": _("Назовите ключ, например «Мой телефон».")}
    )
    answer = forms.CharField(
        max_length=20_000, error_messages={"required": _("Браузер не создал ключ. Попробуйте ещё раз.")}
    )
