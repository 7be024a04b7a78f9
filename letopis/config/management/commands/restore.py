"""letopis restore: вернуть школу из копии на пустое место."""

from __future__ import annotations

import subprocess
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from letopis.config.backup import locking
from letopis.config.backup.progress import Bars
from letopis.config.backup.restoring import Restored, Wish, restore
from letopis.regulation.refusals import Refused
from letopis.screen.craft.sentences import sentence


class Command(BaseCommand):
    """Bring the school back from a copy."""

    help = "Вернуть школу из копии на пустое место: опись, подпись и вся летопись сверяются до того."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What from and how."""
        parser.add_argument("file", type=Path, help="файл, который сделала команда backup")
        parser.add_argument("--keys", type=Path, help="файл ключей той же копии")
        parser.add_argument("--identity", type=Path, help="ключ получателя, которым отпирают запертую копию")
        parser.add_argument(
            "--without-keys", action="store_true", help="ключи утрачены: вернуть без сверки печатей"
        )
        parser.add_argument("--force", action="store_true", help="прежнее отложить в сторону, не удаляя")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Restore and say what stands now and what to compare it with."""
        try:
            with Bars(self.stderr, quiet=options["verbosity"] == 0) as bars, ExitStack() as unlocked:
                file = unlocked.enter_context(locking.opened(options["file"], options["identity"]))
                kept = options["keys"] and unlocked.enter_context(
                    locking.opened(options["keys"], options["identity"])
                )
                done = restore(Wish(file, kept, options["without_keys"], options["force"]), bars)
        except Refused as refusal:
            raise CommandError(sentence(refusal)) from refusal
        except (OSError, subprocess.CalledProcessError) as error:
            raise CommandError(sentence(Refused("restore.disk", said=str(error)))) from error
        self._tell(done)

    def _tell(self, done: Restored) -> None:
        moment = timezone.localtime(done.made_at)
        self.stdout.write(_("Школа возвращена, какой была %(at)s.") % {"at": f"{moment:%d.%m.%Y %H:%M}"})
        if done.sealed:
            self.stdout.write(
                _("Последняя печать копии: записей %(size)s, корень %(root)s. Сравните с опубликованной.")
                % {"size": done.sealed, "root": done.root}
            )
        if not done.verified:
            self.stdout.write(_("Печати прежних лет здесь не подтвердить: ключей школы нет."))
        for place in done.aside:
            self.stdout.write(_("Прежнее отложено: %(place)s.") % {"place": place})
