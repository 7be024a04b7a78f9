"""letopis import: загрузить список из файла, сказать о каждой строке, что с ней стало."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from letopis.exchange import actions
from letopis.exchange.craft.lists import KINDS
from letopis.exchange.craft.outcome import ADDED, CHANGED, REFUSED, SAME
from letopis.exchange.craft.templates import table_file
from letopis.exchange.models import Import, ImportRow
from letopis.people.access import standing_of
from letopis.people.models import Account
from letopis.regulation import access
from letopis.regulation.refusals import Refused
from letopis.screen.craft.sentences import sentence


class Command(BaseCommand):
    """Import lists from files; each file is one act that can be undone on its page."""

    help = "Загрузить списки: учеников, сотрудников, нагрузку, учебный план, подгруппы, архив OneRoster."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files and how to take them."""
        parser.add_argument("files", nargs="+", type=Path, help="XLSX, CSV, TXT или архив OneRoster (ZIP)")
        parser.add_argument(
            "--kind", default="", choices=["", *KINDS], help="вид списка, если заголовки не скажут"
        )
        parser.add_argument("--dry-run", action="store_true", help="только показать, ничего не записывать")
        parser.add_argument("--as", dest="username", default="", help="имя для входа того, кто загружает")
        parser.add_argument(
            "--passwords", type=Path, help="куда записать начальные пароли новых сотрудников (XLSX)"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import file by file; refused rows make the exit code 1, the rest is written."""
        on = timezone.localdate()
        by = _who(options["username"], on)
        refused = 0
        for path in options["files"]:
            act = self._take(path, options, on, by)
            refused += act.counts.get(REFUSED, 0)
            if options["passwords"] and act.state == Import.APPLIED:
                self._write_passwords(act, options["passwords"], by)
        if refused:
            raise CommandError(
                _("Отказов: %(count)s. Исправьте эти строки и загрузите их ещё раз.") % {"count": refused}
            )

    def _take(self, path: Path, options: dict[str, Any], on: date, by: int) -> Import:
        """One file in one transaction: stopped halfway, it leaves nothing."""
        try:
            with transaction.atomic():
                act = self._apply(path, options, on, by)
                self._say(path, act, dry=options["dry_run"])
                transaction.set_rollback(options["dry_run"])
        except OSError as error:
            raise CommandError(_("Файл не открыт: %(file)s.") % {"file": path}) from error
        except Refused as refusal:
            raise CommandError(f"{path.name}: {sentence(refusal)}") from refusal
        return act

    def _apply(self, path: Path, options: dict[str, Any], on: date, by: int) -> Import:
        data = path.read_bytes()
        quiet = options["verbosity"] == 0 or None  # None: a file gets no bar either
        with tqdm(unit=_(" строк"), desc=path.name, disable=quiet, file=self.stderr, leave=False) as bar:
            act = actions.take_file(path.name, data, options["kind"], on=on, by=by, tick=bar.update)
            bar.total = 2 * bar.n
            if not options["dry_run"] and act.counts[ADDED] + act.counts[CHANGED]:
                act = actions.apply(act, on=on, by=by, tick=bar.update)
        return act

    def _say(self, path: Path, act: Import, *, dry: bool) -> None:
        rows = ImportRow.objects.filter(table__act=act).exclude(code="").order_by("table__rank", "id")
        for code, facts in act.remarks:
            self.stdout.write(f"{path.name}: {sentence(Refused(code, **facts))}")
        for row in rows.select_related("table"):
            names = {"file": path.name, "list": KINDS[row.table.kind].title, "line": row.line}
            place = _("%(file)s, %(list)s, строка %(line)s") % names
            self.stdout.write(f"{place}: {sentence(Refused(row.code, **row.facts))}")
        facts = {name: act.counts.get(name, 0) for name in (ADDED, CHANGED, SAME, REFUSED)}
        told = _("новых %(added)s, изменений %(changed)s, уже было %(same)s, отказов %(refused)s") % facts
        done = (
            _("Проверено, не записано")
            if dry
            else _("Записано")
            if act.state == Import.APPLIED
            else _("Записывать нечего")
        )
        self.stdout.write(f"{path.name}. {done}: {told}.")

    def _write_passwords(self, act: Import, path: Path, by: int) -> None:
        try:
            issued = actions.issue_passwords(act, by=by)
        except Refused:
            return  # the list opened no account
        rows = [(str(one.account.employee), one.account.username, one.password) for one in issued]
        headers = (_("Сотрудник"), _("Имя для входа"), _("Начальный пароль"))
        path.touch(mode=0o600)
        path.write_bytes(table_file(_("Начальные пароли"), headers, rows))
        self.stdout.write(_("Начальные пароли записаны: %(file)s. Больше нигде их нет.") % {"file": path})


def _who(username: str, on: date) -> int:
    """Reference of the account that imports; the program itself if nobody is named.

    Raises:
        CommandError: no such account, or it may not import.
    """
    if not username:
        return 0
    try:
        account = Account.objects.get_by_natural_key(username)
        access.check("exchange.import", standing_of(account, on))
    except Account.DoesNotExist as error:
        raise CommandError(_("Нет такого имени для входа: %(name)s.") % {"name": username}) from error
    except Refused as refusal:
        raise CommandError(sentence(refusal)) from refusal
    return account.ref
