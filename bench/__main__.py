"""Measure what is asked for: `ONLY=journal python -m bench`. Each bench runs in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys

from bench.aging import aging
from bench.browser import register_in_a_browser
from bench.entry import login
from bench.figure import BARS, Bench, Figure
from bench.lists import demo_build, demo_full, import_pupils
from bench.pages import class_sheet, control, mark, register_page
from bench.papers import finals, paper_register, report_cards
from bench.server import server
from bench.soak import soak

BENCHES: dict[Bench, tuple[str, ...]] = {
    register_page: ("journal.page.sql", "journal.page.gzip_bytes", "journal.page.cpu_ms"),
    mark: ("mark.save.sql", "mark.save.bytes", "mark.save.ms"),
    register_in_a_browser: ("journal.typing_26.ms", "journal.paint.ms"),
    class_sheet: ("class_sheet.sql", "class_sheet.cpu_ms"),
    control: ("control.school.sql", "control.school.ms"),
    report_cards: ("report_cards.25.s", "report_cards.600.s"),
    paper_register: ("paper_register.class.s", "paper_register.school.s"),
    login: ("login.ms",),
    finals: ("finals.100_graduates.ms",),
    import_pupils: ("import.600_pupils.s",),
    aging: ("aging.12_quarters.ratio",),
    server: ("journal.page.rps_8_clients", "server.memory_mib"),
    demo_build: ("demo.build.s",),
    demo_full: ("demo.full.s",),
    soak: ("soak.save.p99_ms", "soak.save.errors", "soak.memory_mib"),
}
ASKED_ONLY = frozenset({demo_full, soak})  # minutes long: measured when named


def main() -> int:
    """Print a JSON line for each figure and a table of all; 1 if a bar fails."""
    only = os.environ.get("ONLY", "")
    found: list[Figure] = []
    for bench, names in BENCHES.items():
        wanted = [name for name in names if name.startswith(only)]
        if not wanted or (bench in ASKED_ONLY and not only):
            continue
        for figure in _measured(bench):
            if figure.name in wanted:
                print(figure.line(), flush=True)
                found.append(figure)
    print("\n".join(figure.told() for figure in found), file=sys.stderr)
    return int(not all(figure.bar.holds(figure.value) for figure in found))


def _measured(bench: Bench) -> list[Figure]:
    """Run one bench in a fresh process, so that none warms another's caches."""
    command = [sys.executable, "-m", "bench", bench.__name__]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)
    rows = [line.split("\t") for line in done.stdout.splitlines() if "\t" in line]
    return [Figure(name, float(value)) for name, value in rows if name in BARS]


def child(name: str) -> None:
    """One bench: its figures as tab-separated lines."""
    bench = next(one for one in BENCHES if one.__name__ == name)
    for figure in bench():
        print(f"{figure.name}\t{figure.value}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        child(sys.argv[1])
    else:
        raise SystemExit(main())
