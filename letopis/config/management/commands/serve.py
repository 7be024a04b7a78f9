"""letopis serve: открыть школу на этой машине."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from letopis.config import serving


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
        if not serving.is_port_free(host, port):
            facts = {"port": port, "next": port + 1}
            raise CommandError(
                _("Порт %(port)s занят другой программой. Закройте её или возьмите другой: --port %(next)s.")
                % facts
            )
        self._prepare_tables()
        serving.collect_static()
        self.stdout.write(_("Летопись открыта: http://%(host)s:%(port)s/") % {"host": host, "port": port})
        self.stdout.write(_("Остановить: Ctrl+C. Записанное уже на диске, ничего не потеряется."))
        self.stdout.flush()
        serving.become_server(host, port)

    def _prepare_tables(self) -> None:
        if serving.is_fresh():
            call_command("migrate", interactive=False, verbosity=0)
        elif serving.unapplied_migrations():
            raise CommandError(
                _("База сделана прежней версией. Сделайте копию (letopis backup), затем: letopis migrate.")
            )
