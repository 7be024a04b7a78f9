"""Команда letopis: под нею все команды программы."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

# Words of the command line that Python would not take as module names.
SPELLINGS = {"import": "import_lists"}


def main() -> None:
    """Run one command, e.g. `letopis serve`, `letopis import pupils.xlsx`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "letopis.config.settings")
    words = [sys.argv[0], *(SPELLINGS.get(word, word) for word in sys.argv[1:2]), *sys.argv[2:]]
    try:
        execute_from_command_line(words)
    except KeyboardInterrupt:
        sys.stderr.write("\nОстановлено. Начатое не осталось наполовину.\n")
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
