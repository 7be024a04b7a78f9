"""Все адреса программы и по предмету к каждому: свой (Анны из 7 «А») и чужой (7 «Б»)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from letopis.exchange.models import Import, ImportTable
from letopis.jobs.actions import folder_of
from letopis.jobs.models import Job
from letopis.journal.models import Lesson
from letopis.school.actions.acts import keep_file
from letopis.school.models import Edition
from tests.cast import Cast

Json = dict[str, Any]


@dataclass(frozen=True)
class Knock:
    """How an address is tried.

    Attributes:
        own: arguments of the address about 7 «А», its pupil or its page; None where it has no object.
        foreign: the same about 7 «Б».
        body: what is sent, for an address that writes, given the arguments; None to read.
        is_json: the body is JSON, as the register's page sends it.
    """

    own: Callable[[Cast, str], Json] = field(default=lambda _cast, _role: {})
    foreign: Callable[[Cast, str], Json] | None = None
    body: Callable[[Cast, Json], Json] | None = None
    query: Callable[[Cast, Json], Json] = field(default=lambda _cast, _arguments: {})
    is_json: bool = False


def every_pattern(patterns: Any = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """All addresses of the program by their names."""
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from every_pattern(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", pattern


def every_address(patterns: Any = None) -> list[str]:
    """Names of all addresses of the program."""
    return [name for name, _pattern in every_pattern(patterns)]


def _page(cast: Cast, _role: str) -> Json:
    return {"course_id": cast.algebra.pk}


def _foreign_page(cast: Cast, _role: str) -> Json:
    return {"course_id": cast.algebra_7b.pk}


def _class(cast: Cast, _role: str) -> Json:
    return {"class_id": cast.class_7a.pk}


def _foreign_class(cast: Cast, _role: str) -> Json:
    return {"class_id": cast.class_7b.pk}


def _pupil(cast: Cast, _role: str) -> Json:
    return {"student_id": cast.anna.pk}


def _foreign_pupil(cast: Cast, _role: str) -> Json:
    return {"student_id": cast.stranger.pk}


def _card(cast: Cast, role: str) -> Json:
    return {**_class(cast, role), **_pupil(cast, role)}


def _foreign_card(cast: Cast, role: str) -> Json:
    return {**_foreign_class(cast, role), **_foreign_pupil(cast, role)}


def _job(cast: Cast, role: str) -> Json:
    account = cast.accounts.get(role)
    job = Job.objects.create(kind="tests", title="Работа", by=account.ref if account else 1, file="made.txt")
    folder = folder_of(job.pk)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "made.txt").write_text("готово")
    return {"job_id": job.pk}


def _foreign_job(cast: Cast, _role: str) -> Json:
    return {"job_id": Job.objects.create(kind="tests", title="Чужая", by=2).pk}


def _import(cast: Cast, _role: str) -> Json:
    act = Import.objects.create(file_name="список.csv", digest="0", by=1, at=timezone.now())
    ImportTable.objects.create(act=act, rank=0, kind="pupils", headers=["Фамилия"], columns={"0": "surname"})
    return {"act_id": act.pk}


def _there(cast: Cast, arguments: Json) -> tuple[Lesson, int]:
    """A lesson of the page that runs, and a pupil of it."""
    lesson = Lesson.objects.filter(course_id=arguments["course_id"]).latest("date")
    pupil = cast.anna if arguments["course_id"] == cast.algebra.pk else cast.stranger
    return lesson, pupil.pk


def _cell(cast: Cast, arguments: Json) -> Json:
    lesson, pupil = _there(cast, arguments)
    return {"lesson": lesson.pk, "student": pupil, "old": "", "new": "5", "reason": ""}


def _period_mark(cast: Cast, arguments: Json) -> Json:
    return {"student": _there(cast, arguments)[1], "old": "", "new": "5", "reason": "для рассказа"}


def _confirmed(cast: Cast, arguments: Json) -> Json:
    return {"students": [[_there(cast, arguments)[1], "5"]]}


def _lesson(_cast: Cast, _arguments: Json) -> Json:
    return {
        "id": None,
        "date": "2026-10-22",
        "number": 5,
        "topic": "Новая",
        "homework": "",
        "type": None,
        "old": {},
    }


def _quarter(cast: Cast, _arguments: Json) -> Json:
    return {"period": cast.quarters[0].pk}


def _history(cast: Cast, arguments: Json) -> Json:
    lesson, pupil = _there(cast, arguments)
    return {"student": pupil, "lesson": lesson.pk}


def _told(cast: Cast, role: str) -> Json:
    return {**_page(cast, role), **_pupil(cast, role)}


def _foreign_told(cast: Cast, role: str) -> Json:
    return {**_foreign_page(cast, role), **_foreign_pupil(cast, role)}


JOURNAL = {
    "journal:courses": Knock(),
    "journal:register": Knock(_page, _foreign_page),
    "journal:cell": Knock(_page, _foreign_page, _cell, is_json=True),
    "journal:history": Knock(_page, _foreign_page, query=_history),
    "journal:period_mark": Knock(_page, _foreign_page, _period_mark, _quarter, is_json=True),
    "journal:confirm": Knock(_page, _foreign_page, _confirmed, _quarter, is_json=True),
    "journal:lesson": Knock(_page, _foreign_page, _lesson, is_json=True),
    "journal:explain": Knock(_told, _foreign_told, query=_quarter),
    "journal:closing": Knock(),
    "words": Knock(),
}

RESULTS = {
    "results:classes": Knock(),
    "results:school_cards": Knock(body=lambda _cast, _arguments: {}),
    "results:class_sheet": Knock(_class, _foreign_class),
    "results:sheet_paper": Knock(_class, _foreign_class),
    "results:report_cards": Knock(_class, _foreign_class),
    "results:card_paper": Knock(_card, _foreign_card),
    "results:pupil": Knock(_pupil, _foreign_pupil),
    "results:own_card": Knock(_pupil, _foreign_pupil),
}

JOBS = {
    "jobs:jobs": Knock(),
    "jobs:job": Knock(_job, _foreign_job),
    "jobs:stop": Knock(_job, _foreign_job, body=lambda _cast, _arguments: {}),
    "jobs:file": Knock(_job, _foreign_job),
}


def _nothing(_cast: Cast, _arguments: Json) -> Json:
    return {}


ENTRANCE = {
    "entrance:start": Knock(),
    "entrance:login": Knock(),
    "entrance:logout": Knock(body=_nothing),
    "entrance:language": Knock(body=lambda _cast, _arguments: {"language": "en"}),
    "entrance:password": Knock(),
    "entrance:local_act": Knock(),
    "entrance:checkpoints": Knock(),
}

EXCHANGE = {
    "exchange:imports": Knock(),
    "exchange:template": Knock(lambda _cast, _role: {"kind": "pupils"}),
    "exchange:import": Knock(_import),
    "exchange:columns": Knock(_import, body=_nothing),
    "exchange:apply": Knock(_import, body=_nothing),
    "exchange:undo": Knock(_import, body=_nothing),
    "exchange:discard": Knock(_import, body=_nothing),
    "exchange:passwords": Knock(_import, body=_nothing),
    "exchange:refused": Knock(_import),
    "exchange:wizard": Knock(),
    "exchange:school": Knock(body=_nothing),
    "exchange:year": Knock(body=_nothing),
    "exchange:classes": Knock(body=_nothing),
}


def _edition(_cast: Cast, _role: str) -> Json:
    digest = keep_file(b"%PDF-1.7")
    Edition.objects.update(file_digest=digest, signature_digest=digest)
    return {"edition_id": Edition.objects.latest("number").pk}


def _reference(_cast: Cast, _role: str) -> Json:
    return {"name": "medals"}


ACTS = {
    "acts:acts": Knock(),
    "acts:new": Knock(),
    "acts:file": Knock(_edition),
    "acts:signature": Knock(_edition),
    "acts:reference": Knock(_reference),
    "acts:reference_file": Knock(_reference),
    "acts:confirm": Knock(_reference, body=_nothing),
}

DOORS: dict[str, Knock] = {**ENTRANCE, **JOURNAL, **RESULTS, **JOBS, **EXCHANGE, **ACTS}
