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

from letopis.demo.actions import NotEmptyError, Order, rebuild
from letopis.demo.models import Build
from letopis.demo.queries import DEMO, EMPTY, state

PORT = 8000
ROLES = "teacher class_teacher deputy principal clerk archivist pupil parent admin"
PASSWORD = "letopis-demo"  # noqa: S105 - printed for everybody to read


class Command(BaseCommand):
    """Build the demo school where it is wanted, then serve it."""

    help = "Построить показательную школу и открыть её в браузере; настоящую школу команда не трогает."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to build and where to serve it."""
        parser.add_argument("--port", type=int, default=PORT, help="порт, 8000")
        parser.add_argument("--seed", type=int, default=None, help="число, из которого вырастает школа, 1")
        parser.add_argument("--date", type=date.fromisoformat, default=None, help="день, до которого дошла школа")
        parser.add_argument("--full", action="store_true", help="прошлые годы тоже по урокам")
        parser.add_argument("--build-only", action="store_true", help="построить и не открывать")
        parser.add_argument("--fresh", action="store_true", help="построить заново")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Build if needed; serve until interrupted."""
        os.environ["LETOPIS_DEMO"] = "1"
        settings.LETOPIS_DEMO = True
        found, stands = state()
        order = self._order(options, stands)
        if found == EMPTY or (found == DEMO and self._is_wanted(options, order, stands)):
            self._build(order, options["verbosity"])
        elif found != DEMO:
            raise CommandError(
                _("В этой базе настоящая школа, показательная на её место не встанет. Укажите другую: LETOPIS_HOME.")
            )
        self._tell(options["port"])
        if not options["build_only"]:
            call_command("serve", port=options["port"])

    def _order(self, options: dict[str, Any], stands: Build | None) -> Order:
        """What is asked for; what is not said stays as it was."""
        seed = options["seed"] if options["seed"] is not None else stands.seed if stands else 1
        day = options["date"] or timezone.localdate()
        return Order(seed, day, full=options["full"] or bool(stands and stands.is_full))

    def _is_wanted(self, options: dict[str, Any], order: Order, stands: Build | None) -> bool:
        if stands is None or options["fresh"]:
            return True
        same = (stands.seed, stands.day, stands.is_full) == (order.seed, order.day, order.full)
        if not same and connection.vendor != "sqlite" and not options["date"] and not options["seed"]:
            return False  # an older school on PostgreSQL is shown as it is
        return not same

    def _build(self, order: Order, verbosity: int) -> None:
        self.stdout.write(_("Строю показательную школу на %(day)s…") % {"day": f"{order.day:%d.%m.%Y}"})
        with tqdm(
            unit=_(" дн"), desc=_("Журнал"), disable=verbosity == 0, file=self.stderr, leave=False
        ) as bar:

            def told(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            try:
                rebuild(order, told)
            except NotEmptyError as error:
                raise CommandError(
                    _("База не пуста: на PostgreSQL показательную школу строят только в пустой.")
                ) from error

    def _tell(self, port: int) -> None:
        self.stdout.write(_("Показательная школа: http://127.0.0.1:%(port)s/") % {"port": port})
        self.stdout.write(_("Войти можно под любым из имён: %(names)s") % {"names": ROLES.replace(" ", ", ")})
        self.stdout.write(_("Пароль у всех один: %(password)s") % {"password": PASSWORD})
