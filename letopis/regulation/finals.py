"""Итоговые отметки аттестата, отличие и медаль: 9 и 11 классы (порядок № 546, порядок № 730)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from letopis.regulation.explained import Explained, Number, averaged, without

FIVE, FOUR = 5, 4


@dataclass(frozen=True)
class BasicSubject:
    """A subject of the certificate of grade 9.

    Attributes:
        name: as it stands in the certificate, e.g. "Математика".
        annual: annual marks of its parts in the last year it was taught: one, or those of algebra, geometry,
            probability. A subject that ended earlier brings the mark of the year it ended.
        exam: mark of the exam, None where the pupil does not sit it.
    """

    name: str
    annual: tuple[Number, ...]
    exam: int | None = None


@dataclass(frozen=True)
class SecondarySubject:
    """A subject of the certificate of grade 11.

    Attributes:
        name: as it stands in the certificate.
        marks: half-year (or other period's) and annual marks of each year of grades 10–11, of all its parts.
    """

    name: str
    marks: tuple[Number, ...]


def marks_of_last_year(by_year: Mapping[int, tuple[Number, ...]]) -> tuple[Number, ...]:
    """Annual marks of the last year a subject was taught: what a subject that ended earlier brings.

    Args:
        by_year: grade → annual marks of the subject's parts in it; a grade without marks does not count.
    """
    return next((by_year[grade] for grade in sorted(by_year, reverse=True) if by_year[grade]), ())


def final_of_basic(subject: BasicSubject, source: str) -> Explained:
    """Grade 9: the annual mark, or the mean of the annual ones and the exam's, equal weights, one rounding.

    No intermediate "annual mathematics" is rounded on the way: 4, 4, 4 and 5 are 4,25, that is 4.
    """
    if not subject.annual:
        return without("final.basic", "final.no_annual", source=source)
    if subject.exam is None:
        return averaged("final.basic", subject.annual, source=source)
    exam = Number("экзамен", subject.exam)
    return averaged("final.basic_with_exam", (*subject.annual, exam), source=source)


def final_of_secondary(subject: SecondarySubject, source: str) -> Explained:
    """Grade 11: the mean of the half-year and annual marks of each year, one rounding; exams do not count."""
    if not subject.marks:
        return without("final.secondary", "final.no_annual", source=source)
    return averaged("final.secondary", subject.marks, source=source)


def with_honours(finals: Sequence[str], *, exams_passed: bool) -> bool:
    """Certificate with honours: every final mark is 5 (зачёт counts), the exams passed without a re-take."""
    return bool(finals) and exams_passed and all(mark in {"5", "зач"} for mark in finals)


@dataclass(frozen=True)
class MedalRule:
    """Conditions of a medal; data with a date.

    Attributes:
        degree: 1 or 2.
        most_fours: how many 4 may stand among the final marks.
        russian: least points in Russian.
        other: least points in one other subject.
        base_mathematics: whether 5 in basic mathematics stands for the other subject when only the two
            obligatory exams are taken; None where the source does not say: a person decides.
    """

    degree: int
    most_fours: int
    russian: int
    other: int
    base_mathematics: bool | None
    source: str


@dataclass(frozen=True)
class MedalFacts:
    """What a graduate has.

    Attributes:
        finals: final marks.
        russian: points in Russian, None if not taken.
        others: other subjects → points.
        base_mathematics: mark in basic mathematics, None if not taken.
        is_disqualified: a result was removed for a violation, or only a re-take counts.
    """

    finals: tuple[str, ...]
    russian: int | None
    others: Mapping[str, int]
    base_mathematics: int | None = None
    is_disqualified: bool = False


GRANTED, REFUSED, TO_DECIDE = "granted", "refused", "to_decide"


@dataclass(frozen=True)
class MedalVerdict:
    """Whether a medal is due.

    Attributes:
        verdict: granted, refused or to_decide (the source leaves the case to a person).
        lacking: codes of what is not met.
    """

    degree: int
    verdict: str
    lacking: tuple[str, ...] = ()


def medal_of(facts: MedalFacts, rule: MedalRule) -> MedalVerdict:
    """Whether a graduate meets the conditions of one medal."""
    lacking = [*_lacking_finals(facts, rule)]
    if facts.is_disqualified:
        lacking.append("medal.disqualified")
    if facts.russian is None or facts.russian < rule.russian:
        lacking.append("medal.russian")
    other = _other(facts, rule)
    if other is False:
        lacking.append("medal.other")
    if lacking:
        return MedalVerdict(rule.degree, REFUSED, tuple(lacking))
    return MedalVerdict(rule.degree, GRANTED if other else TO_DECIDE)


def _lacking_finals(facts: MedalFacts, rule: MedalRule) -> list[str]:
    marks = [mark for mark in facts.finals if mark.isdigit()]
    fours = sum(int(mark) == FOUR for mark in marks)
    if not marks or any(int(mark) < FOUR for mark in marks) or fours > rule.most_fours:
        return ["medal.finals"]
    return []


def _other(facts: MedalFacts, rule: MedalRule) -> bool | None:
    """Whether the other subject is met; None where only a person can say."""
    if any(points >= rule.other for points in facts.others.values()):
        return True
    if facts.others or facts.base_mathematics != FIVE:
        return False
    return rule.base_mathematics
