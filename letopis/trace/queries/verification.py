"""Сверка: цела ли летопись, на месте ли печати и стоит ли сейчас то, что записано (п. 5.1)."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext as _

from letopis.trace.craft import keys, note
from letopis.trace.craft.facts import KINDS, Kind, Pair
from letopis.trace.craft.leaf import canonical, leaf_hash, moment_text
from letopis.trace.craft.merkle import Frontier
from letopis.trace.models import Checkpoint, TraceRecord

MOST_FINDINGS = 20
Progress = Callable[[int, int], None]


class Row(NamedTuple):
    """A record as it is read for verification."""

    id: int
    position: int | None
    at: datetime
    by: int
    deed: str
    subject: int
    object: int
    body: str | None
    salt: bytes | None
    leaf: bytes


@dataclass
class Report:
    """What verification saw.

    Attributes:
        records: how many records were read.
        facts: how many facts of today were compared with them.
        seals: how many checkpoints were recomputed.
        findings: what is wrong, the first wrong fact first, in words; at most `MOST_FINDINGS`.
    """

    records: int = 0
    facts: int = 0
    seals: int = 0
    findings: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    def add(self, finding: str) -> None:
        """Keep a finding, unless there are enough already."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(finding)


class _Memory:
    """The last thing recorded about every fact of the known kinds."""

    def __init__(self) -> None:
        self.kind_of = {deed: kind.name for kind in KINDS.values() for deed in kind.deeds}
        self.last: dict[str, dict[Pair, tuple[int, str]]] = {name: {} for name in KINDS}

    def take(self, row: Row) -> None:
        name = self.kind_of.get(row.deed)
        if name is None or row.body is None:
            return
        pair, facts = (row.subject, row.object), self.last[name]
        if pair not in facts or facts[pair][0] < row.id:
            after = json.loads(row.body).get("after")
            facts[pair] = (row.id, "" if after is None else sys.intern(canonical(after)))


def verified(progress: Progress | None = None) -> Report:
    """Recompute every leaf, root and seal, then compare today's facts with the last record of each."""
    report, memory = Report(), _Memory()
    total = TraceRecord.objects.count()
    for row in _checked(report, memory):
        report.records += 1
        if progress and report.records % 5_000 == 0:
            progress(report.records, total)
        if not _leaf_holds(row):
            report.add(
                _("Запись летописи № %(id)s от %(at)s изменена: её содержание не отвечает отпечатку.")
                % {"id": row.id, "at": f"{row.at:%d.%m.%Y %H:%M}"}
            )
    if progress:
        progress(total, total)
    for kind in KINDS.values():
        _compare(kind, memory.last[kind.name], report)
    return report


def _checked(report: Report, memory: _Memory) -> Iterator[Row]:
    """Every record: first the sealed ones by their places with the seals over them, then those waiting."""
    seals = iter(Checkpoint.objects.order_by("size"))
    tree, seal = Frontier(), next(seals, None)
    for row in _rows():
        memory.take(row)
        yield row
        if row.position is None:
            continue
        if row.position != tree.size:
            report.add(_("Из летописи пропала запись с местом %(place)s.") % {"place": tree.size})
        tree.append(row.leaf)
        if seal and tree.size == seal.size:
            _check_seal(seal, tree, report)
            seal = next(seals, None)
    if seal:
        report.add(
            _("Записей меньше, чем под печатью от %(at)s: их было %(size)s.")
            % {"at": f"{seal.at:%d.%m.%Y %H:%M}", "size": seal.size}
        )


def _rows() -> Iterator[Row]:
    columns = ("id", "position", "at", "by", "deed", "subject", "object", "body", "salt", "leaf")
    found = TraceRecord.objects.order_by(F("position").asc(nulls_last=True), "id").values_list(*columns)
    for id_, position, at, by, deed, subject, obj, body, salt, leaf in found.iterator(10_000):
        yield Row(id_, position, at, by, deed, subject, obj, body, salt and bytes(salt), bytes(leaf))


def _leaf_holds(row: Row) -> bool:
    if row.body is None or row.salt is None:
        return True  # destroyed by an act: its leaf stays in the tree, which is what is checked
    head = (moment_text(row.at), row.by, row.deed, row.subject, row.object)
    return leaf_hash(row.salt, head, row.body) == row.leaf


def _check_seal(seal: Checkpoint, tree: Frontier, report: Report) -> None:
    report.seals += 1
    public = note.raw_public(keys.seal_key(settings.LETOPIS_KEYS).public_key())
    signed = note.opened(seal.note, public)
    facts = {"at": f"{seal.at:%d.%m.%Y %H:%M}", "size": seal.size}
    if signed is None:
        report.add(_("Подпись под печатью от %(at)s не подходит к ключу школы.") % facts)
    elif (signed.size, signed.root) != (tree.size, tree.root()) or signed.root != bytes(seal.root):
        report.add(_("Печать от %(at)s не сходится с %(size)s записями под ней: записи менялись.") % facts)


def _compare(kind: Kind, recorded: dict[Pair, tuple[int, str]], report: Report) -> None:
    """What stands today against what was recorded last."""
    for pair, stands in kind.standing():
        report.facts += 1
        _number, last = recorded.pop(pair, (0, None))
        now = canonical(stands)
        if last is None:
            facts = {"what": kind.named(pair), "now": kind.shown(now)}
            report.add(_("%(what)s: стоит %(now)s, а в летописи этого нет.") % facts)
        elif last != now:
            facts = {"what": kind.named(pair), "now": kind.shown(now), "last": kind.shown(last)}
            report.add(_("%(what)s: стоит %(now)s, а в летописи %(last)s.") % facts)
    for pair, (_number, last) in recorded.items():
        if last:
            facts = {"what": kind.named(pair), "last": kind.shown(last)}
            report.add(_("%(what)s: в летописи %(last)s, а на месте ничего не стоит.") % facts)
