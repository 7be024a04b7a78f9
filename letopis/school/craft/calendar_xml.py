"""Производственный календарь из открытого файла XML: один год, дни, отличные от пятидневной недели."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

from letopis.regulation.refusals import Refused

OFF, SHORT, WORK = "1", "2", "3"
SATURDAY = 5
COUNTRY = "ru"


def year_of(content: bytes, source: str) -> dict[str, Any]:
    """A year of the calendar as the reference keeps it; it waits for the school's check.

    Args:
        content: `calendar` with `year`, `country` and `days/day`: `d` "MM.DD", `t` 1 off, 2 short, 3 working.
        source: the act the person names as its ground.

    Raises:
        Refused: calendar.malformed.
    """
    try:
        root = _root(content)
        year = int(root.attrib["year"])
        days = [(_day(year, one.attrib["d"]), one.attrib["t"]) for one in root.iterfind("days/day")]
    except (KeyError, ValueError, ET.ParseError) as wrong:
        raise Refused("calendar.malformed", what=str(wrong)) from wrong
    strange = {kind for _date, kind in days} - {OFF, SHORT, WORK}
    if not days or strange or len({day for day, _kind in days}) != len(days):
        raise Refused("calendar.malformed", what=f"{year} {''.join(sorted(strange))}".strip())
    return {
        "year": year,
        "source": source,
        "is_proven": False,
        "off": sorted(day for day, kind in days if kind == OFF),
        "short": sorted(day for day, kind in days if kind == SHORT),
        "work": sorted(day for day, kind in days if kind != OFF and day.weekday() >= SATURDAY),
    }


def _root(content: bytes) -> ET.Element:
    if b"<!" in content.replace(b"<!--", b""):  # a document type may define entities that grow without end
        raise ValueError("DOCTYPE")
    root = ET.fromstring(content)  # noqa: S314 - no document type reaches the parser, see above
    if root.tag != "calendar" or root.attrib.get("country", COUNTRY) != COUNTRY:
        raise ValueError(root.attrib.get("country", root.tag))
    return root


def _day(year: int, text: str) -> date:
    month, day = text.split(".")
    return date(year, int(month), int(day))


def with_year(data: Mapping[str, Any], year: Mapping[str, Any]) -> dict[str, Any]:
    """The calendar with a year put in; a year that stood there gives way."""
    others = [one for one in data["years"] if one["year"] != year["year"]]
    return {**data, "years": sorted([*others, year], key=lambda one: int(one["year"]))}
