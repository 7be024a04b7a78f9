"""letopis verify: сверить летопись с печатями и журнал с летописью."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from letopis.trace import queries


class Command(BaseCommand):
    """Verify the ledger and what stands on it."""

    help = "Сверить летопись: каждую запись, каждую печать, каждый факт. Назвать первое неверное."

    def handle(self, *_args: Any, **options: Any) -> None:
        """Verify with progress; a finding is an error of the command."""
        quiet = options["verbosity"] == 0 or None  # None: a file gets no bar either
        with tqdm(unit=_("зап"), disable=quiet, file=self.stderr, leave=False) as bar:
            report = queries.verified(lambda done, total: _move(bar, done, total))
        facts = {"records": report.records, "seals": report.seals, "facts": report.facts}
        self.stdout.write(_("Сверено записей: %(records)s, печатей: %(seals)s, фактов: %(facts)s.") % facts)
        if not report.holds:
            raise CommandError("\n".join((_("Неверно:"), *report.findings)))
        self.stdout.write(_("Всё сходится."))


def _move(bar: tqdm[Any], done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)
