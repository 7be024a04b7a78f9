"""Вход для сервера: программа и её две постоянные службы, печать летописи и долгие работы."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "letopis.config.settings")
application = get_wsgi_application()

from letopis.config import background, memory  # noqa: E402 - the services need the rooms to be set up

background.start()
memory.settle()
