"""Шкалы экзаменов: по экзамену, предмету, году и региону; с условиями по группам критериев (п. 3.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from letopis.regulation.refusals import Refused

FAIL, TOP = 2, 5
LAST_POINT = 100


@dataclass(frozen=True)
class Condition:
    """A side condition of a mark: enough points in a group of criteria, otherwise another mark.

    Attributes:
        marks: marks it guards.
        group: code of the group of criteria, e.g. "literacy", "geometry".
        least: points needed in the group.
        otherwise: the mark given instead.
    """

    marks: tuple[int, ...]
    group: str
    least: int
    otherwise: int


@dataclass(frozen=True)
class MarkScale:
    """Raw points to a mark.

    Attributes:
        from_: mark → least points, for 3, 4 and 5; everything below the least is 2.
        most: the greatest raw score.
        grade: year of study a work is for (ВПР), 0 where the exam belongs to one.
        is_proven: the source was read; otherwise the school must check the scale.
    """

    exam: str
    subject: str
    year: int
    most: int
    from_: Mapping[int, int]
    conditions: tuple[Condition, ...] = ()
    region: str = ""
    series: str = ""
    grade: int = 0
    source: str = ""
    is_proven: bool = True


@dataclass(frozen=True)
class PointScale:
    """Raw points to test points of one hundred; the place in the list is the raw score.

    Attributes:
        most: the greatest raw score.
        least: test points that are enough for the certificate, None where the source names none.
    """

    exam: str
    subject: str
    year: int
    most: int
    points: tuple[int, ...]
    least: int | None = None
    source: str = ""
    is_proven: bool = True


@dataclass(frozen=True)
class Judged:
    """A mark by a scale.

    Attributes:
        by_points: the mark by the sum alone.
        unmet: groups of criteria that lowered it.
    """

    mark: int
    by_points: int
    unmet: tuple[str, ...] = field(default=())


def scale_for(
    scales: Iterable[MarkScale],
    exam: str,
    subject: str,
    year: int,
    *,
    region: str = "",
    series: str = "",
    grade: int = 0,
) -> MarkScale:
    """The region's own scale of that year, else the recommended one; never one of another year.

    Raises:
        Refused: scale.none.
    """
    found = [
        scale
        for scale in scales
        if (scale.exam, scale.subject, scale.year) == (exam, subject, year)
        and (scale.series, scale.grade) == (series, grade)
        and scale.region in {"", region}
    ]
    if not found:
        raise Refused("scale.none", "3.1", exam=exam, subject=subject, year=year)
    return max(found, key=lambda scale: scale.region)


def judge(scale: MarkScale, score: int, groups: Mapping[str, int] | None = None) -> Judged:
    """The mark for a raw score; conditions lower it until it meets its own.

    Args:
        scale: the scale of the year.
        score: raw points, 0…scale.most.
        groups: points by groups of criteria; a group that is not given counts as 0.

    Raises:
        Refused: scale.score if the score lies outside the scale.
    """
    if not 0 <= score <= scale.most:
        raise Refused("scale.score", "3.1", score=score, most=scale.most, subject=scale.subject)
    by_points = max((mark for mark, least in scale.from_.items() if score >= least), default=FAIL)
    mark, unmet = by_points, []
    while lowered := _unmet(scale.conditions, mark, groups or {}):
        mark = lowered.otherwise
        unmet.append(lowered.group)
    return Judged(mark, by_points, tuple(unmet))


def _unmet(conditions: Sequence[Condition], mark: int, groups: Mapping[str, int]) -> Condition | None:
    return next(
        (one for one in conditions if mark in one.marks and groups.get(one.group, 0) < one.least), None
    )


def check_mark_scale(scale: MarkScale) -> None:
    """A loaded scale must make sense: rising borders within the maximum, conditions that lower.

    Raises:
        Refused: scale.malformed.
    """
    borders = [scale.from_.get(mark, -1) for mark in (3, 4, TOP)]
    rises = 0 < borders[0] < borders[1] < borders[2] <= scale.most
    lowers = all(one.otherwise < min(one.marks) for one in scale.conditions)
    if not (rises and lowers):
        raise Refused("scale.malformed", "3.1", subject=scale.subject, year=scale.year)


def check_point_scale(scale: PointScale) -> None:
    """A loaded scale has a place for every raw score, goes from 0 to 100, never falls, holds its minimum.

    Raises:
        Refused: scale.malformed.
    """
    points = list(scale.points)
    spans = len(points) == scale.most + 1 and points[:1] == [0] and points[-1:] == [LAST_POINT]
    if not spans or points != sorted(points) or scale.least not in {None, *points}:
        raise Refused("scale.malformed", "3.1", subject=scale.subject, year=scale.year)


def points_for(scale: PointScale, score: int) -> int:
    """Test points for a raw score.

    Raises:
        Refused: scale.score.
    """
    if not 0 <= score <= scale.most:
        raise Refused("scale.score", "3.1", score=score, most=scale.most, subject=scale.subject)
    return scale.points[score]


@dataclass(frozen=True)
class PassScale:
    """A work that is passed or not: the interview of grade 9.

    Attributes:
        most: the greatest score.
        least: the score from which it is passed.
    """

    exam: str
    year: int
    most: int
    least: int
    source: str = ""
    is_proven: bool = True


def passes(scales: Iterable[PassScale], exam: str, year: int, score: int) -> bool:
    """Whether a score of that year's work is enough.

    Raises:
        Refused: scale.none if the year has no scale, scale.score if the score lies outside it.
    """
    scale = next((one for one in scales if (one.exam, one.year) == (exam, year)), None)
    if scale is None:
        raise Refused("scale.none", "3.1", exam=exam, subject="", year=year)
    if not 0 <= score <= scale.most:
        raise Refused("scale.score", "3.1", score=score, most=scale.most, subject=exam)
    return score >= scale.least


def check_pass_scale(scale: PassScale) -> None:
    """A loaded scale passes from a score that can be reached.

    Raises:
        Refused: scale.malformed.
    """
    if not 0 < scale.least <= scale.most:
        raise Refused("scale.malformed", "3.1", subject=scale.exam, year=scale.year)
