"""letopis upgrade: обновить базу под новую программу, сняв копию и ничего не оставив наполовину."""

from __future__ import annotations

import subprocess
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from letopis.config.backup.progress import Bars
from letopis.config.backup.upgrading import upgrade
from letopis.regulation.refusals import Refused
from letopis.screen.craft.sentences import sentence


class Command(BaseCommand):
    """Bring the school up to this version."""

    help = "Обновить базу под эту версию программы: сначала копия, потом перемена рядом, сверка и замена."
    requires_system_checks = ()

    def handle(self, *_args: Any, **options: Any) -> None:
        """Upgrade and say where the former state is."""
        try:
            with Bars(self.stderr, quiet=options["verbosity"] == 0) as bars:
                done = upgrade(bars)
        except Refused as refusal:
            raise CommandError(sentence(refusal)) from refusal
        except (OSError, subprocess.CalledProcessError) as error:
            raise CommandError(sentence(Refused("upgrade.failed", said=str(error)))) from error
        if not done.changes:
            self.stdout.write(_("База уже от этой версии программы."))
            return
        words = ngettext(
            "База обновлена: %(number)d перемена.", "База обновлена: %(number)d перемен.", done.changes
        )
        self.stdout.write(words % {"number": done.changes})
        self.stdout.write(_("Копия прежней: %(file)s.") % {"file": done.copy})
        for place in done.aside:
            self.stdout.write(_("Прежнее отложено: %(place)s.") % {"place": place})
