"""letopis demo: построить показательную школу, если её нет или она старше сегодняшнего дня, и открыть её."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from letopis.demo.actions import PASSWORD, NotEmptyError, Order, rebuild
from letopis.demo.models import Build
from letopis.demo.queries import REAL, accounts, state

PORT = 8000


class Command(BaseCommand):
    """Build the demo school where it is wanted, then serve it."""

    help = "Построить показательную школу и открыть её в браузере; настоящую школу команда не трогает."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to build and where to serve it."""
        parser.add_argument("--port", type=int, default=PORT, help="порт, обычно 8000")
        parser.add_argument("--seed", type=int, help="число, из которого вырастает школа, обычно 1")
        parser.add_argument(
            "--date", type=date.fromisoformat, help="день, до которого дошла школа: ГГГГ-ММ-ДД"
        )
        parser.add_argument("--full", action="store_true", help="прошлые годы тоже по урокам")
        parser.add_argument("--build-only", action="store_true", help="построить и не открывать")
        parser.add_argument(
            "--fresh", action="store_true", help="построить заново, даже если она сегодняшняя"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Build if needed; serve until interrupted."""
        os.environ["LETOPIS_DEMO"] = "1"
        settings.LETOPIS_DEMO = True
        found, stands = state()
        if found == REAL:
            raise CommandError(
                _("В этой базе настоящая школа, показательная её не заменит. Другое место: LETOPIS_HOME.")
            )
        order = _order(options, stands)
        if _is_wanted(options, order, stands):
            self._build(order, quiet=options["verbosity"] == 0)
        self._tell(options["port"])
        if not options["build_only"]:
            call_command("serve", port=options["port"])

    def _build(self, order: Order, *, quiet: bool) -> None:
        self.stdout.write(_("Строю показательную школу на %(day)s.") % {"day": f"{order.day:%d.%m.%Y}"})
        with tqdm(
            unit=_(" дн"), desc=_("Журнал"), disable=quiet or None, file=self.stderr, leave=False
        ) as bar:
            try:
                rebuild(order, lambda done, total: _move(bar, done, total))
            except NotEmptyError as error:
                raise CommandError(
                    _("База не пуста, а на PostgreSQL показательную школу строят только в пустой.")
                ) from error

    def _tell(self, port: int) -> None:
        """The address and who can be entered as."""
        self.stdout.write(_("Показательная школа: http://127.0.0.1:%(port)s/") % {"port": port})
        self.stdout.write(_("Пароль у всех один: %(password)s") % {"password": PASSWORD})
        for username, title, name in accounts():
            self.stdout.write(f"  {username:<14} {title}, {name}")


def _order(options: dict[str, Any], stands: Build | None) -> Order:
    """What is asked for; what is not said stays as it was."""
    seed = options["seed"] if options["seed"] is not None else stands.seed if stands else 1
    day = options["date"] or timezone.localdate()
    return Order(seed, day, full=options["full"] or bool(stands and stands.is_full))


def _is_wanted(options: dict[str, Any], order: Order, stands: Build | None) -> bool:
    """Whether the school must be built: it is not there, not the one asked for, or older than today."""
    if stands is None or options["fresh"]:
        return True
    if (stands.seed, stands.day, stands.is_full) == (order.seed, order.day, order.full):
        return False
    asked = options["seed"] is not None or options["date"] or options["full"]
    return bool(asked) or connection.vendor == "sqlite"  # an older one on PostgreSQL is shown as it is


def _move(bar: tqdm[Any], done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)
    if done == total:
        bar.set_description(_("Печать под летописью"))
