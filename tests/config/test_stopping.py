"""Ctrl+C слышно и тогда, когда Python занят уборкой: там исключение пропало бы без следа."""

from __future__ import annotations

import subprocess
import sys

import pytest

WORK = """
import os, signal, time, weakref
from letopis.config import stopping
stopping.listen()
class Thing:
    pass
class Last:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0)
thing = {thing}
try:
    del thing
    time.sleep(20)
except KeyboardInterrupt:
    print("stopped")
"""
FINALISED = "Thing(); weakref.finalize(thing, lambda: (os.kill(os.getpid(), signal.SIGINT), time.sleep(0)))"


def worked(code: str, **how: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, **how)


@pytest.mark.parametrize("thing", [FINALISED, "Last()"], ids=["finalize", "del"])
def test_a_stop_inside_a_finaliser_is_not_lost(thing: str) -> None:
    done = worked(WORK.replace("{thing}", thing))
    assert (done.stdout, done.stderr) == ("stopped\n", "")


def test_who_is_started_deaf_stays_deaf() -> None:
    deaf = "import os, signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    code = (
        deaf + "from letopis.config import stopping; stopping.listen(); os.kill(os.getpid(), signal.SIGINT)"
    )
    done = worked(code)
    assert (done.returncode, done.stderr) == (0, "")
