"""Адреса: каждая комната за своим."""

from __future__ import annotations

from django.urls import include, path
from django.views.decorators.cache import cache_control
from django.views.i18n import JavaScriptCatalog

from letopis.config import observing
from letopis.people.access import open_door

words = open_door(cache_control(max_age=3600, private=True)(JavaScriptCatalog.as_view()))

urlpatterns = [
    path("", include("letopis.journal.urls")),  # the most asked for is looked for first
    path("", include("letopis.results.urls")),
    path("", include("letopis.entrance.urls")),
    path("", include("letopis.exchange.urls")),
    path("", include("letopis.register_book.urls")),
    path("", include("letopis.control.urls")),
    path("", include("letopis.planning.urls")),
    path("", include("letopis.acts.urls")),
    path("", include("letopis.timetable.urls")),
    path("", include("letopis.office.urls")),
    path("", include("letopis.conditions.urls")),
    path("", include("letopis.jobs.urls")),
    path("", include("letopis.keys.urls")),
    path("", include("letopis.rights.urls")),
    path("words/", words, name="words"),
    path("health/", observing.health, name="health"),
    path("metrics/", observing.metrics, name="metrics"),
]
handler400 = "letopis.screen.views.bad_request"
handler403 = "letopis.screen.views.denied"
handler404 = "letopis.screen.views.not_found"
handler500 = "letopis.screen.views.failed"
