"""letopis serve: открыть школу на этой машине."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from letopis.config import serving
from letopis.regulation.refusals import Refused
from letopis.screen.craft.sentences import sentence


class Command(BaseCommand):
    """Serve the school."""

    help = "Открыть школу: страницы, печать летописи и долгие работы — одним сервером."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen."""
        parser.add_argument("--host", default="127.0.0.1", help="адрес, на котором слушать")
        parser.add_argument("--port", type=int, default=8000, help="порт, на котором слушать")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Check, prepare, say the address, serve until stopped."""
        host, port = options["host"], options["port"]
        try:
            serving.check_address(host, port)
            with serving.held() as lock:
                self._prepare_tables()
                serving.collect_static()
                self._tell(host, port)
                serving.become_server(host, port, lock)
        except Refused as refusal:
            raise CommandError(sentence(refusal)) from refusal

    def _prepare_tables(self) -> None:
        if serving.is_fresh():
            call_command("migrate", interactive=False, verbosity=0)
        elif serving.unapplied_migrations():
            raise Refused("serve.old_tables")

    def _tell(self, host: str, port: int) -> None:
        self.stdout.write(_("Летопись открыта: %(address)s") % {"address": serving.address(host, port)})
        self.stdout.write(_("Остановить: Ctrl+C. Записанное уже на диске, ничего не потеряется."))
        self.stdout.flush()
