"""letopis backup: снять копию школы, не закрывая её."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from letopis.config.backup import locking, making, rotation
from letopis.config.backup.progress import Bars
from letopis.regulation.refusals import Refused
from letopis.screen.craft.sentences import sentence


class Command(BaseCommand):
    """Make a copy of the school while it is in use."""

    help = (
        "Снять копию: база, файлы, опись с отпечатками; ключи — отдельным файлом. Школу закрывать не нужно."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to and with what."""
        parser.add_argument("file", nargs="?", type=Path, help="файл копии; без него — папка backups")
        parser.add_argument("--without-keys", action="store_true", help="ключи не копировать")
        parser.add_argument(
            "--keys-to", type=Path, metavar="ПАПКА", help="куда положить ключи, если не рядом"
        )
        parser.add_argument(
            "--to",
            action="append",
            default=[],
            metavar="ПОЛУЧАТЕЛЬ",
            help="запереть копию: ключ age1… или ssh-ed25519 … либо файл с ключами; можно несколько",
        )
        parser.add_argument(
            "--rotate",
            action="store_true",
            help="убрать старые копии: остаются 14 дней, 8 недель, год, 5 лет",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make it, say what is where and what to do with it."""
        target = options["file"] or making.default_target()
        try:
            recipients = locking.recipients_of(options["to"])
            order = making.Order(target, not options["without_keys"], options["keys_to"], tuple(recipients))
            with Bars(self.stderr, quiet=options["verbosity"] == 0) as bars:
                made = making.make(order, told=bars)
        except Refused as refusal:
            raise CommandError(sentence(refusal)) from refusal
        except OSError as error:
            raise CommandError(sentence(Refused("backup.disk", said=str(error)))) from error
        facts = {"file": made.file, "size": filesizeformat(made.size), "files": made.files}
        self.stdout.write(
            _("Копия готова и перечитана: %(file)s (%(size)s). В ней база и файлы: %(files)s.") % facts
        )
        self._tell_of_keys(made.keys)
        if options["rotate"]:
            self._rotate(made.file.parent)

    def _rotate(self, folder: Path) -> None:
        old = rotation.overdue(folder, rotation.Plan())
        for path in old:
            path.unlink()
        self.stdout.write(_("Старых файлов убрано: %(count)d.") % {"count": len(old)})

    def _tell_of_keys(self, keys: Path | None) -> None:
        if keys is None:
            self.stdout.write(
                _("Ключей в копии нет. Без них её не сверить: храните копию папки ключей отдельно.")
            )
            return
        self.stdout.write(_("Ключи отдельно: %(file)s.") % {"file": keys})
        self.stdout.write(_("Держите их не рядом с копией: с ключами можно поставить печать от имени школы."))
