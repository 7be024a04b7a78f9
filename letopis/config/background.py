"""Постоянные службы сервера: печать летописи, долгие работы, уход вслед за главным процессом."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.util import Finalize

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections

from letopis.control import actions as control
from letopis.jobs import actions as jobs
from letopis.journal import actions as journal
from letopis.keys import actions as keys
from letopis.rights import actions as rights
from letopis.trace import actions as trace

# Seconds: an edit before the seal is the only one mathematics cannot see.
SEAL_EVERY = settings.LETOPIS_SEAL_EVERY
CLEAR_EVERY = 3600.0  # seconds between looks for files of works that ended long ago
WRITE_EVERY = 60.0  # seconds a power cut may take from the list of who looked at what
LOOK_EVERY = 0.5  # seconds between looks for a new job
ALONE_EVERY = 0.5  # seconds between looks for the process that started this one

logger = logging.getLogger(__name__)


def start() -> None:
    """Start the services as daemon threads of this process."""
    jobs.clear_interrupted()
    jobs.clear_old()
    services: tuple[tuple[str, Callable[[], object], float], ...] = (
        ("sealer", trace.seal, SEAL_EVERY),
        ("jobs", jobs.run_waiting, LOOK_EVERY),
        ("old jobs", jobs.clear_old, CLEAR_EVERY),
        ("old deliveries", journal.clear_old_deliveries, CLEAR_EVERY),
        ("old sessions", keys.clear_visits, CLEAR_EVERY),
        ("looks", rights.write_looks, WRITE_EVERY),
        ("old looks", rights.clear_looks, CLEAR_EVERY),
        ("remarks", control.review_weekly, CLEAR_EVERY),
    )
    for name, work, pause in services:
        threading.Thread(target=_go_on, args=(name, work, pause), name=name, daemon=True).start()
    # The server's process is a child of another: Python's own `atexit` does not reach it.
    Finalize(None, _write_last, exitpriority=1)
    threading.Thread(target=_follow, args=(os.getppid(),), name="parent", daemon=True).start()


def _go_on(name: str, work: Callable[[], object], pause: float) -> None:
    waiting = threading.Event()
    while not waiting.wait(pause):
        close_old_connections()
        try:
            work()
        except DatabaseError:
            logger.exception("%s could not reach the database and tries again", name)
            connections.close_all()


def _write_last() -> None:
    """What was looked at in the last minute, when the server is stopped in its turn."""
    try:
        rights.write_looks()
    except DatabaseError:
        logger.exception("who looked at what in the last minute could not be written")


def _follow(parent: int) -> None:
    """Leave after the process that started this one: alone it would hold the school's place for ever."""
    waiting = threading.Event()
    while os.getppid() == parent:
        waiting.wait(ALONE_EVERY)
    logger.error("the server's main process is gone; this one leaves too")
    os.kill(os.getpid(), signal.SIGKILL)
