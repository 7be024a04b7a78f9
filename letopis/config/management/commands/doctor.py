"""letopis doctor: осмотреть установку и сказать простыми словами, что не так и что сделать."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from letopis.config.doctor import BAD, CARE, GOOD, examined

SIGNS = {GOOD: "✓", CARE: "!", BAD: "✗"}


class Command(BaseCommand):
    """Look the installation over."""

    help = "Осмотреть установку: место, ключи, базу, летопись, часы, копии, печать бумаг, сеть."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """For eyes or for a program."""
        parser.add_argument("--json", action="store_true", help="строка JSON на каждую находку")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Tell each finding as it is made; leave with 1 if something is bad."""
        levels = []
        for finding in examined():
            levels.append(finding.level)
            if options["json"]:
                self.stdout.write(json.dumps(asdict(finding), ensure_ascii=False))
                continue
            self.stdout.write(f"{SIGNS[finding.level]} {finding.what}")
            if finding.advice:
                self.stdout.write(f"    {finding.advice}")
            self.stdout.flush()
        if not options["json"]:
            self.stdout.write(_summed(levels))
        if BAD in levels:
            raise SystemExit(1)


def _summed(levels: list[str]) -> str:
    if BAD in levels:
        return _("Есть неисправности: они отмечены ✗.")
    return _("Работать можно; на отмеченное ! обратите внимание.") if CARE in levels else _("Всё в порядке.")
