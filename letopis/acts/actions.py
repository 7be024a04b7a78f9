"""Ввести необязательный носитель решением школы и закончить его; прежние решения остаются видны (п. 3.11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from letopis.acts.access import carrier_for
from letopis.acts.craft import carriers
from letopis.acts.models import Carrier
from letopis.files import actions as store
from letopis.files.queries import checked
from letopis.regulation import access
from letopis.regulation.access import Standing
from letopis.regulation.refusals import Refused
from letopis.school.models import ClassGroup
from letopis.trace import actions as trace

CLAUSE = "3.11"


@dataclass(frozen=True)
class Decision:
    """A decision to keep a carrier.

    Attributes:
        kind: paper or electronic.
        body: who decided, one of `carriers.BODIES`.
        file: name and bytes of the decision's document, None where it is not attached.
    """

    name: str
    kind: str
    body: str
    decided_on: date
    protocol: str
    starts: date
    file: tuple[str, bytes] | None = None


def switch_on(classes: Iterable[int], decision: Decision, *, standing: Standing, by: int) -> list[Carrier]:
    """Keep a carrier in classes from a day on, by one decision.

    Raises:
        Refused: access.denied, carrier.no_class, carrier.no_name, carrier.not_in_year, carrier.decided_later,
            carrier.kept_already, any code of `file`.
    """
    access.check("acts.decide_carriers", standing)
    document = checked(decision.file[1], decision.file[0]) if decision.file else None
    with transaction.atomic():
        groups = list(ClassGroup.objects.select_related("year").filter(pk__in=list(classes)))
        for group in groups:
            _check(group, decision)
        if not groups:
            raise Refused("carrier.no_class", CLAUSE)
        kept = store.keep(document, by=by) if document else None
        made = [
            Carrier(
                class_group=group,
                name=_name(decision),
                kind=decision.kind,
                body=decision.body,
                decided_on=decision.decided_on,
                protocol=decision.protocol.strip(),
                document=kept,
                document_name=document.name if document else "",
                starts=decision.starts,
                entered_at=timezone.now(),
                entered_by=by,
            )
            for group in groups
        ]
        for one in made:
            one.save()
            about = (one.class_group.ref, one.ref)
            trace.record(carriers.SWITCH_ON, by=by, about=about, after=_body(one), clause=CLAUSE)
    return made


def _name(decision: Decision) -> str:
    return " ".join(decision.name.split())


def _check(group: ClassGroup, decision: Decision) -> None:
    if not _name(decision):
        raise Refused("carrier.no_name", CLAUSE)
    if not group.year.starts <= decision.starts <= group.year.ends:
        raise Refused("carrier.not_in_year", CLAUSE, day=decision.starts, group=str(group))
    if decision.decided_on > decision.starts:
        raise Refused("carrier.decided_later", CLAUSE, day=decision.starts)
    if Carrier.objects.filter(class_group=group, name=_name(decision), ends=None).exists():
        raise Refused("carrier.kept_already", CLAUSE, name=_name(decision), group=str(group))


@transaction.atomic
def end_carrier(carrier_id: int, last_day: date, why: str, *, standing: Standing, by: int) -> Carrier:
    """Keep a carrier no longer after a day; that it was kept stays visible.

    Raises:
        Http404: there is none.
        Refused: access.denied, carrier.ended, carrier.too_early, carrier.no_reason.
    """
    found = carrier_for(standing, carrier_id, "acts.decide_carriers")
    if found.ends is not None:
        raise Refused("carrier.ended", CLAUSE, day=found.ends)
    if last_day < found.starts:
        raise Refused("carrier.too_early", CLAUSE, day=found.starts)
    if not why.strip():
        raise Refused("carrier.no_reason", CLAUSE)
    before = _body(found)
    found.ends, found.why_ended = last_day, " ".join(why.split())
    found.save(update_fields=["ends", "why_ended"])
    trace.record(
        carriers.END,
        by=by,
        about=(found.class_group.ref, found.ref),
        before=before,
        after=_body(found),
        why=found.why_ended,
        clause=CLAUSE,
    )
    return found


def _body(one: Carrier) -> carriers.Body:
    """What the trace says of a carrier."""
    digest = one.document.digest if one.document else ""
    decided = (one.body, one.decided_on, one.protocol, digest)
    return carriers.carrier_body((one.name, one.kind), decided, (one.starts, one.ends))
