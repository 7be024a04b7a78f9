"""letopis seal: поставить печать под всем, что записано с прошлой печати."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from letopis.trace import actions


class Command(BaseCommand):
    """Seal what waits."""

    help = "Поставить печать под записями летописи, у которых её ещё нет."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Seal and print the note."""
        checkpoint = actions.seal()
        if checkpoint is None:
            self.stdout.write(_("Печать не нужна: новых записей нет."))
            return
        self.stdout.write(_("Печать поставлена, записей под ней: %(size)s.") % {"size": checkpoint.size})
        self.stdout.write(checkpoint.note)
