"""Команда letopis: под нею все команды; что не вышло, сказано фразой, а не выдержкой из программы."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

from django.core.management import ManagementUtility
from django.core.management.base import BaseCommand, OutputWrapper
from django.db import InterfaceError, OperationalError, ProgrammingError

from letopis.config import environment, stopping
from letopis.regulation.refusals import Refused
from letopis.screen.craft.sentences import sentence

# Words of the command line that Python would not take as module names.
SPELLINGS = {"import": "import_lists"}
DJANGO_SAYS = "CommandError: "
NO_DATABASE = (OperationalError, ProgrammingError, InterfaceError)


class Plain(OutputWrapper):
    """Errors as sentences: Django puts its own name of the error in front."""

    def write(  # type: ignore[override] # as Django's own wrapper does, this one takes more than a file's
        self, msg: str = "", style_func: Callable[[str], str] | None = None, ending: str | None = None
    ) -> None:
        """Say it without that name."""
        super().write(msg.removeprefix(DJANGO_SAYS), style_func, ending)


class Letopis(ManagementUtility):
    """Django's commands under the words of this program."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        """The command of a word; it says its errors plainly."""
        command = super().fetch_command(SPELLINGS.get(subcommand, subcommand))
        plain = Plain(sys.stderr)
        plain.style_func = command.stderr.style_func
        command.stderr = plain
        return command


def main() -> None:
    """Run one command, e.g. `letopis serve`, `letopis import pupils.xlsx`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "letopis.config.settings")
    if bad := environment.bad_values():
        _leave(2, "\n".join(["Не запущено: настройки заданы неверно.", *bad]))
    stopping.listen()
    try:
        Letopis(sys.argv).execute()
    except KeyboardInterrupt:
        _leave(130, "\nОстановлено. Начатое не осталось наполовину.")
    except NO_DATABASE as error:
        if "--traceback" in sys.argv:
            raise
        _leave(1, sentence(Refused("database.silent", said=_first_line(error))))


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]


def _leave(code: int, words: Any) -> None:
    sys.stderr.write(f"{words}\n")
    raise SystemExit(code) from None


if __name__ == "__main__":
    main()
