"""letopis open_account: первый вход в новую школу, когда ещё некому его открыть."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from letopis.people import actions
from letopis.people.craft.usernames import free_username
from letopis.people.models import Account, Appointment
from letopis.regulation.refusals import Refused
from letopis.screen.craft.sentences import sentence


class Command(BaseCommand):
    """Take on an employee, appoint to a post, open an account; print its start password once."""

    help = "Записать сотрудника с должностью и открыть ему вход; начальный пароль печатается один раз."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who and to which post."""
        parser.add_argument("surname", help="фамилия")
        parser.add_argument("given_name", help="имя")
        parser.add_argument("patronymic", nargs="?", default="", help="отчество")
        parser.add_argument("--post", default="clerk", choices=[code for code, _title in Appointment.POSTS])
        parser.add_argument("--username", default="", help="имя для входа; если пусто, составится по фамилии")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Everything in one transaction."""
        try:
            issued = _open(options)
        except Refused as refusal:
            raise CommandError(sentence(refusal)) from refusal
        facts = {"name": issued.account.username, "password": issued.password}
        self.stdout.write(_("Имя для входа: %(name)s, начальный пароль: %(password)s") % facts)


@transaction.atomic
def _open(options: dict[str, Any]) -> actions.Issued:
    taken = set(Account.objects.values_list("username", flat=True))
    username = free_username(options["username"], taken)
    name = (options["surname"], options["given_name"], options["patronymic"])
    written = actions.hire([actions.NewEmployee(*name, "", username)], by=0)
    numbers = {one.thing: one.number for one in written}
    actions.appoint([(numbers["employee"], options["post"], timezone.localdate())], by=0)
    return actions.issue_passwords([numbers["account"]], by=0)[0]
