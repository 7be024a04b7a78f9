"""What the figures are measured on: the demo school, built once a day into var/bench."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / "var" / "bench"
YEAR_END, SPRING = "2026-06-05", "2026-03-20"


def environment(home: Path, **more: str) -> dict[str, str]:
    """Surroundings of a process that works on a home of its own, on SQLite."""
    rest = {name: value for name, value in os.environ.items() if not name.startswith("LETOPIS_")}
    return {**rest, "LETOPIS_HOME": str(home), "DJANGO_SETTINGS_MODULE": "letopis.config.settings", **more}


def letopis(home: Path, *words: str) -> float:
    """Run the console script to its end; seconds it took."""
    home.mkdir(parents=True, exist_ok=True)
    begun = time.perf_counter()
    command = [sys.executable, "-m", "letopis.config.console", *words]
    done = subprocess.run(command, env=environment(home), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"letopis {' '.join(words)}\n{done.stdout}{done.stderr}")
    return time.perf_counter() - begun


def demo_school() -> Path:
    """Home of today's demo school."""
    home = HOME / "school"
    stamp = home / "built"
    if not (stamp.exists() and stamp.read_text() == str(date.today())):  # noqa: DTZ011 - the machine's own day
        letopis(home, "demo", "--build-only", "--fresh", "-v0")
        stamp.write_text(str(datetime.now(UTC).astimezone().date()))
    return home


def year_school() -> Path:
    """Home of a demo school at the end of its year: every lesson of the year is there."""
    return _school_on("year", YEAR_END)


def spring_school() -> Path:
    """Home of a demo school a week before its longest quarter ends: all its lessons are still open."""
    return _school_on("spring", SPRING)


def _school_on(name: str, day: str) -> Path:
    home = HOME / name
    if not (home / "built").exists():
        letopis(home, "demo", "--build-only", "--fresh", "-v0", "--date", day)
        (home / "built").touch()
    return home


def stand_in(home: Path) -> None:
    """Set this process up on a home; once in its life."""
    os.environ.clear()
    os.environ.update(environment(home))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
