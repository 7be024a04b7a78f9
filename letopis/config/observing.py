"""Наблюдение за сервером: жива ли школа, сколько страниц отдано и как быстро. Ни имён, ни содержания."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from letopis.config.secret import kept_secret
from letopis.jobs.queries import jobs_open
from letopis.people.access import open_door
from letopis.trace.queries import unsealed_count

FAST = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)  # seconds
UNKNOWN = "-"  # an address no page answers to

logger = logging.getLogger("letopis.pages")
registry = CollectorRegistry()
pages = Counter("letopis_pages", "Pages answered.", ["page", "status"], registry=registry)
seconds = Histogram(
    "letopis_page_seconds", "Time to answer, seconds.", ["page"], registry=registry, buckets=FAST
)


class StandingOfTheSchool(Collector):
    """What is asked of the database only when somebody looks: unsealed records, works that wait."""

    def collect(self) -> Iterator[Metric]:
        """Two counts."""
        yield GaugeMetricFamily(
            "letopis_unsealed_records", "Records of the ledger without a seal.", unsealed_count()
        )
        yield GaugeMetricFamily("letopis_jobs_open", "Long works that wait or run.", jobs_open())


registry.register(StandingOfTheSchool())


class ObservingMiddleware:
    """Counts every page by its name and result, and writes a line of the log where that is wanted.

    The name of the page stands there, never its address: an address may name a pupil.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer and tell."""
        began = perf_counter()
        response = self.get_response(request)
        taken = perf_counter() - began
        page = (request.resolver_match.view_name if request.resolver_match else "") or UNKNOWN
        pages.labels(page, str(response.status_code)).inc()
        seconds.labels(page).observe(taken)
        facts = {
            "page": page,
            "method": request.method,
            "status": response.status_code,
            "ms": round(taken * 1000, 1),
        }
        logger.info("%s %s %s", request.method, page, response.status_code, extra=facts)
        return response


@open_door
@never_cache
@require_safe
def health(_request: HttpRequest) -> JsonResponse:
    """Whether the school can be worked in: 200 if the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database does not answer"}, status=503)
    return JsonResponse({"status": "ok", "version": version("letopis")})


@open_door
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for a watching program that shows the key; nobody else learns that they are there."""
    if not (settings.LETOPIS_METRICS and _has_key(request)):
        raise Http404
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _has_key(request: HttpRequest) -> bool:
    scheme, _space, shown = request.headers.get("Authorization", "").partition(" ")
    key = kept_secret(Path(settings.LETOPIS_KEYS) / "metrics.key")
    return scheme == "Bearer" and constant_time_compare(shown, key)
