"""Сколько изменений правил заметили испытания: доля, и каждое незамеченное с тем, что в нём изменено.

`python tools/mutants.py` reads what `mutmut run` left; 1 if fewer than nine in ten were noticed. The ones
that live are argued in docs/mutants.md.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

LEAST = 90  # per cent
LIVING = {"survived", "no tests", "suspicious"}


def main() -> int:
    """Print the share and the living; 1 if too many live."""
    found = dict(_results())
    counts = Counter(found.values())
    living = [name for name, verdict in found.items() if verdict in LIVING]
    killed = 100 * (counts.total() - len(living)) / counts.total()
    for name in living:
        sys.stdout.write(f"{name}\n{_changed(name)}\n")
    sys.stdout.write(
        f"{counts.total()} mutants, {len(living)} live, {killed:.1f} % killed (at least {LEAST})\n"
    )
    return 1 if killed < LEAST else 0


def _results() -> list[tuple[str, str]]:
    lines = _said("results", "--all", "true").splitlines()
    pairs = (line.strip().rpartition(": ") for line in lines)
    return [(name, verdict) for name, colon, verdict in pairs if colon]


def _changed(name: str) -> str:
    """The line before and after."""
    lines = _said("show", name).splitlines()
    return "\n".join(line for line in lines if line[:2] in {"- ", "+ "})


def _said(*words: str) -> str:
    mutmut = Path(sys.executable).with_name("mutmut")
    done = subprocess.run([mutmut, *words], capture_output=True, text=True, check=True)  # noqa: S603 - our own tool
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
