"""Настройки рассказов: те же, что у школы, но тайны и файлы лежат во временном месте."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ["LETOPIS_HOME"] = tempfile.mkdtemp(prefix="letopis-test-")
if "LETOPIS_TEST_DATABASE" in os.environ:
    os.environ["LETOPIS_DATABASE"] = os.environ["LETOPIS_TEST_DATABASE"]

# Playwright's loop stays in the thread of the stories that follow a walk; Django works there all the same.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from letopis.config.settings import *  # noqa: F403 - the school's own settings, whole
from letopis.config.settings import DATABASES, HOME, STORAGES

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
Path(HOME, "static").mkdir(parents=True, exist_ok=True)
# Threads of a server would share one connection to a database in memory, and their transactions; in a file
# each has its own, as in a school. It lies in memory all the same where the machine offers that.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made there
    place = memory if os.access(memory, os.W_OK) else None
    folder = tempfile.mkdtemp(prefix="letopis-test-", dir=place)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    DATABASES["default"]["TEST"] = {"NAME": f"{folder}/school.sqlite3"}
# A window that stays open in a browser must not hold the database of a story that has ended.
DATABASES["default"]["CONN_MAX_AGE"] = 0
