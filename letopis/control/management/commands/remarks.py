"""letopis remarks: обойти журналы школы, сделать замечания, закрыть исправленные."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from letopis.control.actions import review


class Command(BaseCommand):
    """Review the registers of the school now; the server does it once a week by itself."""

    help = "Обойти журналы: сделать замечания о том, что не в порядке, и закрыть исправленные."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Say how many remarks were made and how many closed."""
        done = review(timezone.localdate())
        said = _("Сделано замечаний: %(made)s. Закрыто исправленных: %(mended)s.")
        self.stdout.write(said % {"made": done.made, "mended": done.mended})
