"""Новая редакция акта: прежняя кончается накануне, посчитанное по ней остаётся (п. 1.7-1.9)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from letopis.regulation.refusals import Refused
from letopis.regulation.settings import read_settings
from letopis.school.models import Edition, LocalAct, WorkType
from letopis.school.queries import forget
from letopis.trace.actions import record

PDF = b"%PDF-"


@dataclass(frozen=True)
class Adoption:
    """By whom and when an edition was adopted and approved.

    Attributes:
        pupils_opinion: opinion of the pupils' council, as the minutes give it.
        parents_opinion: opinion of the parents' council.
    """

    in_force_from: date
    adopted_by: str = ""
    adopted_on: date | None = None
    protocol: str = ""
    approved_on: date | None = None
    order: str = ""
    pupils_opinion: str = ""
    parents_opinion: str = ""


@dataclass(frozen=True)
class Work:
    """A work type of an edition.

    Attributes:
        days: its own term of putting marks, None for the general one.
        is_control: counts in the norm of control works.
    """

    code: str
    name: str
    short: str
    weight: Decimal
    days: int | None = None
    is_control: bool = False


@dataclass(frozen=True)
class Papers:
    """Files of an edition: the act as PDF and its detached signature; empty where there is none."""

    act: bytes = b""
    signature: bytes = b""


@transaction.atomic
def adopt_edition(
    act: LocalAct,
    adoption: Adoption,
    *,
    rules: Mapping[str, Any],
    works: Sequence[Work],
    papers: Papers,
    source: str,
    by: int,
) -> Edition:
    """Put a new edition into force; the one before it ends the day before.

    Raises:
        Refused: edition.incomplete, edition.too_early, edition.no_pdf, edition.signature_alone.
    """
    last = Edition.objects.filter(act=act).order_by("-in_force_from").first()
    _check(last, adoption, papers)
    number = last.number + 1 if last else 1
    read_settings(number, rules)
    edition = Edition.objects.create(
        act=act,
        number=number,
        rules=dict(rules),
        source=source,
        file_digest=keep_file(papers.act),
        signature_digest=keep_file(papers.signature),
        **asdict(adoption),
    )
    WorkType.objects.bulk_create([WorkType(edition=edition, **asdict(work)) for work in works])
    if last:
        _end(last, adoption.in_force_from, by=by)
    after = {**_plain(asdict(adoption)), "number": number, "rules": dict(rules), "file": edition.file_digest}
    after["works"] = [_plain(asdict(work)) for work in works]
    record("school.adopt_edition", by=by, about=(edition.ref, act.ref), after=after, clause="1.9")
    transaction.on_commit(forget)
    return edition


def _check(last: Edition | None, adoption: Adoption, papers: Papers) -> None:
    if last:
        earliest = max(timezone.localdate(), last.in_force_from + timedelta(days=1))
        if adoption.in_force_from < earliest:
            raise Refused("edition.too_early", "1.8", day=earliest)
    if papers.act and not papers.act.startswith(PDF):
        raise Refused("edition.no_pdf", "1.2")
    if papers.signature and not papers.act:
        raise Refused("edition.signature_alone", "1.2")


def _end(last: Edition, starts: date, *, by: int) -> None:
    last.in_force_to = starts - timedelta(days=1)
    last.save(update_fields=["in_force_to"])
    after = {"in_force_to": last.in_force_to.isoformat()}
    record("school.end_edition", by=by, about=(last.ref, last.act.ref), after=after, clause="1.9")


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Days and decimals as texts, for the trace."""
    texts = {name: str(value) for name, value in facts.items() if isinstance(value, (date, Decimal))}
    return {**facts, **texts}


def keep_file(content: bytes) -> str:
    """Put a file under its own SHA-256, which is its name for ever; "" for no file."""
    if not content:
        return ""
    digest = hashlib.sha256(content).hexdigest()
    path = file_of(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".part")
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    return digest


def file_of(digest: str) -> Path:
    """Where the file of a digest lies."""
    return Path(settings.LETOPIS_FILES) / "acts" / digest[:2] / digest
