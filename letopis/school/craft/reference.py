"""Справочники: датированные данные с источником становятся правилами; непроверенное помечено."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from letopis.regulation import access
from letopis.regulation.entrance import STAFF, EntranceRules, SessionTerm
from letopis.regulation.exam_sets import ExamSet
from letopis.regulation.exams import (
    Condition,
    MarkScale,
    PassScale,
    PointScale,
    check_mark_scale,
    check_pass_scale,
    check_point_scale,
)
from letopis.regulation.finals import MedalRule
from letopis.regulation.gto import GtoStage
from letopis.regulation.refusals import Refused
from letopis.regulation.retention import RetentionTerm
from letopis.regulation.working_days import ProductionCalendar

Data = Mapping[str, Any]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
NAMES = (
    "production_calendar",
    "oge",
    "gve",
    "ege",
    "vpr",
    "exam_sets",
    "medals",
    "gto",
    "retention",
    "entrance",
)


@cache
def shipped(name: str) -> dict[str, Any]:
    """A reference as the program ships it; treat it as read-only.

    Raises:
        KeyError: no such reference.
    """
    if name not in NAMES:
        raise KeyError(name)
    return tomllib.loads(files("letopis.school").joinpath(f"data/reference/{name}.toml").read_text("utf-8"))


def as_json(data: Data) -> dict[str, Any]:
    """A reference as JSON keeps it: days as texts."""
    found: dict[str, Any] = json.loads(json.dumps(data, default=date.isoformat, ensure_ascii=False))
    return found


def from_json(data: Data) -> dict[str, Any]:
    """A reference as it was before `as_json`: texts that are days become days again."""
    found = _with_days(data)
    return dict(found) if isinstance(found, dict) else {}


def _with_days(value: object) -> object:
    if isinstance(value, Mapping):
        return {name: _with_days(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_with_days(part) for part in value]
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    return value


def calendar_of(data: Data) -> ProductionCalendar:
    """The production calendar.

    Raises:
        Refused: reference.malformed.
    """
    try:
        years = data["years"]
        return ProductionCalendar(
            years=frozenset(int(one["year"]) for one in years),
            off=frozenset([*(day for one in years for day in one["off"]), *_regional(data)]),
            work=frozenset(day for one in years for day in one.get("work", ())),
            source={int(one["year"]): str(one["source"]) for one in years},
        )
    except (KeyError, TypeError, ValueError) as wrong:
        raise _malformed("production_calendar", wrong) from wrong


def _regional(data: Data) -> list[date]:
    """Holidays of the school's own region: days off beside the country's."""
    return [row["day"] for row in data.get("regional", ())]


def mark_scales_of(data: Data) -> tuple[MarkScale, ...]:
    """Scales of marks, each checked.

    Raises:
        Refused: reference.malformed, scale.malformed.
    """
    try:
        scales = tuple(_mark_scale(one) for one in data.get("marks", ()))
    except (KeyError, TypeError, ValueError) as wrong:
        raise _malformed("scales", wrong) from wrong
    for scale in scales:
        check_mark_scale(scale)
    return scales


def _mark_scale(one: Data) -> MarkScale:
    return MarkScale(
        exam=one["exam"],
        subject=one["subject"],
        year=int(one["year"]),
        most=int(one["most"]),
        from_={int(mark): int(least) for mark, least in one["from"].items()},
        conditions=tuple(
            Condition(tuple(rule["marks"]), rule["group"], int(rule["least"]), int(rule["otherwise"]))
            for rule in one.get("conditions", ())
        ),
        region=one.get("region", ""),
        series=one.get("series", ""),
        grade=int(one.get("grade", 0)),
        source=one["source"],
        is_proven=bool(one["is_proven"]),
    )


def point_scales_of(data: Data) -> tuple[PointScale, ...]:
    """Scales of test points, each checked.

    Raises:
        Refused: reference.malformed, scale.malformed.
    """
    try:
        scales = tuple(
            PointScale(
                *(one["exam"], one["subject"], int(one["year"]), int(one["most"]), tuple(one["points"])),
                least=one.get("least"),
                source=one["source"],
                is_proven=bool(one["is_proven"]),
            )
            for one in data.get("points", ())
        )
    except (KeyError, TypeError, ValueError) as wrong:
        raise _malformed("scales", wrong) from wrong
    for scale in scales:
        check_point_scale(scale)
    return scales


def pass_scales_of(data: Data) -> tuple[PassScale, ...]:
    """Scales of works that are passed or not, each checked.

    Raises:
        Refused: reference.malformed, scale.malformed.
    """
    try:
        scales = tuple(
            PassScale(
                *(one["exam"], int(one["year"]), int(one["most"]), int(one["least"])),
                source=one["source"],
                is_proven=bool(one["is_proven"]),
            )
            for one in data.get("passes", ())
        )
    except (KeyError, TypeError, ValueError) as wrong:
        raise _malformed("scales", wrong) from wrong
    for scale in scales:
        check_pass_scale(scale)
    return scales


def exam_sets_of(data: Data) -> tuple[ExamSet, ...]:
    """Sets of exams of grade 9, of the country and of regions.

    Raises:
        Refused: reference.malformed.
    """
    try:
        return tuple(
            ExamSet(
                *(one["region"], one["valid_from"], one.get("valid_to")),
                *(int(one["exams"]), int(one["for_next_level"])),
                source=one["source"],
                is_proven=bool(one["is_proven"]),
            )
            for one in data["sets"]
        )
    except (KeyError, TypeError, ValueError) as wrong:
        raise _malformed("exam_sets", wrong) from wrong


def medals_of(data: Data, day: date) -> tuple[MedalRule, ...]:
    """Conditions of medals in force on a day, the first degree first.

    Raises:
        Refused: reference.malformed.
    """
    words = {"counts": True, "never": False, "decide": None}
    try:
        rules = [
            (
                one["valid_from"],
                MedalRule(
                    degree=int(one["degree"]),
                    most_fours=int(one["most_fours"]),
                    russian=int(one["russian"]),
                    other=int(one["other"]),
                    base_mathematics=words[one["base_mathematics"]],
                    source=one["source"],
                ),
            )
            for one in data["rules"]
        ]
    except (KeyError, TypeError, ValueError) as wrong:
        raise _malformed("medals", wrong) from wrong
    latest: dict[int, MedalRule] = {}
    for valid_from, rule in sorted(rules, key=lambda pair: pair[0]):
        if valid_from <= day:
            latest[rule.degree] = rule
    return tuple(latest[degree] for degree in sorted(latest))


def gto_of(data: Data) -> tuple[GtoStage, ...]:
    """Stages of all tables.

    Raises:
        Refused: reference.malformed.
    """
    try:
        return tuple(
            GtoStage(table["valid_from"], row[0], int(row[1]), int(row[2]) if len(row) > 2 else None)
            for table in data["tables"]
            for row in table["stages"]
        )
    except (KeyError, IndexError, TypeError, ValueError) as wrong:
        raise _malformed("gto", wrong) from wrong


def retention_of(data: Data) -> dict[str, RetentionTerm]:
    """Terms by the kind of file.

    Raises:
        Refused: reference.malformed.
    """
    try:
        terms = (
            RetentionTerm(
                kind=one["kind"],
                years=one.get("years"),
                words=one["words"],
                article=one["article"],
                is_proven=bool(one["is_proven"]),
                is_permanent=bool(one.get("is_permanent", False)),
            )
            for one in data["terms"]
        )
        return {term.kind: term for term in terms}
    except (KeyError, TypeError, ValueError) as wrong:
        raise _malformed("retention", wrong) from wrong


_OWNERS = {"ученик": access.PUPIL, "родитель": access.PARENT, "сотрудник": STAFF}
_ROLES = {
    "учитель": access.TEACHER,
    "классный руководитель": access.CLASS_TEACHER,
    "завуч": access.DEPUTY,
    "директор": access.PRINCIPAL,
    "делопроизводитель": access.CLERK,
    "архивариус": access.ARCHIVIST,
    "администратор": access.ADMIN,
    "ученик": access.PUPIL,
    "родитель": access.PARENT,
}


_SURE = {"закрытое": "closed", "права": "rights", "списки": "lists"}


def entrance_of(data: Data, day: date) -> EntranceRules:
    """Rules of passwords, second keys and sessions in force on a day.

    Raises:
        Refused: reference.malformed.
    """
    try:
        least = {_OWNERS[one["who"]]: int(one["least"]) for one in _in_force(data, "passwords", day)}
        days = {_ROLES[one["role"]]: int(one["grace_days"]) for one in _in_force(data, "second_key", day)}
        terms = {
            _ROLES[one["role"]]: SessionTerm(int(one["idle_minutes"]), int(one["hours"]))
            for one in _in_force(data, "sessions", day)
        }
        sure = {_SURE[one["what"]]: int(one["minutes"]) for one in _in_force(data, "sure", day)}
        visits = [int(one["days"]) for one in _in_force(data, "visits", day)]
        looks = [int(one["days"]) for one in _in_force(data, "looks", day)]
        opening = [int(one["minutes"]) for one in _in_force(data, "opening", day)]
    except (KeyError, TypeError, ValueError) as wrong:
        raise _malformed("entrance", wrong) from wrong
    told = (("visits", visits), ("looks", looks), ("opening", opening))
    kept = {name: found[-1] for name, found in told if found}
    return EntranceRules(least, days, terms, sure, **kept)


def _in_force(data: Data, table: str, day: date) -> list[Any]:
    """Rows of a table that have begun by the day, the latest last."""
    rows = sorted(data.get(table, ()), key=lambda one: one["valid_from"])
    return [one for one in rows if one["valid_from"] <= day]


def _malformed(name: str, wrong: Exception) -> Refused:
    return Refused("reference.malformed", "", name=name, what=str(wrong))
