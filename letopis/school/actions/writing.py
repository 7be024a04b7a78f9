"""Запись многого разом: с летописью о каждой вещи и со следом, по которому записанное можно взять назад."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Field, Model, ProtectedError

from letopis.regulation.refusals import Refused
from letopis.trace.actions import made, record_many
from letopis.trace.craft.leaf import body_of
from letopis.trace.models import Traced

Facts = dict[str, Any]
_BATCH = 500


class Written(NamedTuple):
    """One thing an act wrote.

    Attributes:
        thing: name of the kind of thing, as in the room's list of what can be taken back.
        number: its id.
        before: columns that stood there, None if the thing is new.
        after: columns that stand there now, JSON values only.
    """

    thing: str
    number: int
    before: Facts | None
    after: Facts


class Fact(NamedTuple):
    """What the trace says of one thing."""

    subject: int
    obj: int
    before: Facts | None
    after: Facts | None


def trace(deed: str, facts: Iterable[Fact], *, by: int, clause: str = "") -> None:
    """Write the trace of many facts of one deed, in the transaction of the facts."""
    bodies = (((one.subject, one.obj), body_of(one.before, one.after, "", clause)) for one in facts)
    record_many([made(deed, by, about, body) for about, body in bodies])


def columns_of(thing: Model, names: Iterable[str]) -> Facts:
    """Columns of a thing as JSON values: days and decimals as texts."""
    return {name: _plain(getattr(thing, name)) for name in names}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value


def added(thing: str, objects: Sequence[Model], names: Sequence[str]) -> list[Written]:
    """What was written when the objects were created."""
    return [Written(thing, int(one.pk), None, columns_of(one, names)) for one in objects]


def changed(thing: str, objects: Sequence[Model], new: Sequence[Facts]) -> list[Written]:
    """Change columns of objects of one model in bulk; the new columns stand in the same order.

    Must run inside a transaction.
    """
    written = []
    for one, columns in zip(objects, new, strict=True):
        before = columns_of(one, columns)
        for name, value in columns.items():
            setattr(one, name, value)
        written.append(Written(thing, int(one.pk), before, columns_of(one, columns)))
    _update(objects, sorted({name for columns in new for name in columns}))
    return written


def _update(objects: Sequence[Model], names: Sequence[str]) -> None:
    if objects and names:
        rows = type(objects[0])._default_manager  # noqa: SLF001 - Django's documented name
        rows.bulk_update(objects, names, batch_size=_BATCH)


def undo(models: Mapping[str, type[Model]], written: Sequence[Written]) -> list[Model]:
    """Take back what an act wrote, newest first; nothing is touched if anything was changed or used since.

    Must run inside a transaction.

    Returns:
        The things as they stood before they were taken back.

    Raises:
        Refused: import.changed_since, import.used_since, naming the first thing that stands in the way.
    """
    taken: list[Model] = []
    with transaction.atomic():
        for thing, group in groupby(reversed(written), key=lambda one: (one.thing, one.before is None)):
            rows = list(group)
            found = _unchanged(models[thing[0]], rows)
            taken.extend(found)
            if thing[1]:
                _delete(models[thing[0]], found)
            else:
                _restore(found, rows)
    return taken


def _unchanged(model: type[Model], rows: Sequence[Written]) -> list[Model]:
    found = model._default_manager.in_bulk([row.number for row in rows])  # noqa: SLF001 - as above
    for row in rows:
        one = found.get(row.number)
        if one is None or columns_of(one, row.after) != row.after:
            raise Refused("import.changed_since", what=_named(model, one))
    return [found[row.number] for row in rows]


def _restore(found: Sequence[Model], rows: Sequence[Written]) -> None:
    names = sorted({name for row in rows for name in row.before or {}})
    for one, row in zip(found, rows, strict=True):
        for name, value in (row.before or {}).items():
            setattr(one, name, _field(one, name).to_python(value))
    _update(found, names)


def _field(one: Model, name: str) -> Field[Any, Any]:
    return next(field for field in one._meta.concrete_fields if field.attname == name)  # noqa: SLF001 - as above


def _delete(model: type[Model], found: Sequence[Model]) -> None:
    try:
        for part in _parts(found):
            model._default_manager.filter(pk__in=[one.pk for one in part]).delete()  # noqa: SLF001 - as above
    except ProtectedError as error:
        user = min(error.protected_objects, key=lambda one: (type(one).__name__, one.pk))
        facts = {"what": _named(model, None), "user": _named(type(user), user)}
        raise Refused("import.used_since", **facts) from error


def _parts(found: Sequence[Model]) -> Iterator[Sequence[Model]]:
    return (found[start : start + _BATCH] for start in range(0, len(found), _BATCH))


def _named(model: type[Model], one: Model | None) -> str:
    return f"{model._meta.verbose_name} {one or ''}".strip()  # noqa: SLF001 - as above


def taken_facts(taken: Sequence[Model], written: Sequence[Written]) -> list[Fact]:
    """What the trace says of things `undo` took back; what has no reference rests on the import's trace."""
    pairs = zip(taken, reversed(written), strict=True)
    return [Fact(one.ref, 0, row.after, row.before) for one, row in pairs if isinstance(one, Traced)]
