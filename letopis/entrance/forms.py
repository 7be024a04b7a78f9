"""Что люди вводят у входа: имя с паролем и новый пароль."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from letopis.people.models import Account


class LoginForm(forms.Form):
    """Имя, пароль и помнить ли вход."""

    username = forms.CharField(max_length=200, error_messages={"required": _("Введите имя для входа.")})
    password = forms.CharField(
        max_length=1000, strip=False, error_messages={"required": _("Введите пароль.")}
    )
    keep = forms.BooleanField(required=False)


class SecondForm(forms.Form):
    """Код второго ключа или ответ ключа доступа."""

    code = forms.CharField(max_length=60, required=False)
    answer = forms.CharField(max_length=20_000, required=False)

    def clean(self) -> dict[str, Any]:
        """One of them is there."""
        typed = super().clean() or {}
        if not typed.get("code") and not typed.get("answer"):
            self.add_error("code", _("Введите код из приложения или с бумаги."))
        return typed


class EnterForm(forms.Form):
    """Имя и код с листа приглашения, свой пароль дважды."""

    username = forms.CharField(max_length=200, error_messages={"required": _("Введите имя для входа.")})
    code = forms.CharField(max_length=60, error_messages={"required": _("Введите код с листа.")})
    new = forms.CharField(strip=False, max_length=1000, error_messages={"required": _("Придумайте пароль.")})
    again = forms.CharField(strip=False, error_messages={"required": _("Введите пароль ещё раз.")})

    def clean(self) -> dict[str, Any]:
        """Both spellings are the same."""
        typed = super().clean() or {}
        if "new" in typed and "again" in typed and typed["new"] != typed["again"]:
            self.add_error("again", _("Пароли не совпали. Введите пароль ещё раз."))
        return typed

    def fits(self, account: Account) -> bool:
        """Whether the password is good for this person; says why not otherwise."""
        try:
            password_validation.validate_password(self.cleaned_data["new"], account)
        except forms.ValidationError as wrong:
            self.add_error("new", wrong)
        return not self.errors


class PasswordForm(forms.Form):
    """Новый пароль дважды; прежний спрашивают, если он не временный."""

    old = forms.CharField(strip=False, required=False)
    new = forms.CharField(
        strip=False, max_length=1000, error_messages={"required": _("Введите новый пароль.")}
    )
    again = forms.CharField(strip=False, error_messages={"required": _("Введите новый пароль ещё раз.")})

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_old(self) -> str:
        """The old password, unless it is a temporary one just used."""
        old = str(self.cleaned_data["old"])
        if not self.account.must_change_password and not self.account.check_password(old):
            raise forms.ValidationError(_("Прежний пароль не подошёл. Проверьте раскладку и Caps Lock."))
        return old

    def clean_new(self) -> str:
        """A password that is neither short, nor common, nor like the name, nor the one in use."""
        new = str(self.cleaned_data["new"])
        password_validation.validate_password(new, self.account)
        if self.account.check_password(new):
            raise forms.ValidationError(_("Это прежний пароль. Придумайте другой."))
        return new

    def clean(self) -> dict[str, Any]:
        """Both spellings are the same."""
        typed = super().clean() or {}
        if "new" in typed and "again" in typed and typed["new"] != typed["again"]:
            self.add_error("again", _("Пароли не совпали. Введите новый пароль ещё раз."))
        return typed
