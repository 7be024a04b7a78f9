"""Настройки оценивания: принадлежат редакции локального акта и действуют с её даты (п. 1.2, 1.7-1.9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from letopis.regulation.absences import DocumentKind
from letopis.regulation.attendance import AbsenceRule, NonAttestation
from letopis.regulation.averages import AnnualRule, Rounding
from letopis.regulation.closing import ClosingRule
from letopis.regulation.conditions import SpecialScale
from letopis.regulation.criteria import Step, steps_of
from letopis.regulation.debts import DebtRule
from letopis.regulation.incentives import MEASURES, Criterion
from letopis.regulation.indicators import Judging
from letopis.regulation.levels import LevelRule
from letopis.regulation.load import LoadNorm
from letopis.regulation.marks import REPLACE, Scale
from letopis.regulation.offers import OfferRules, PassRule
from letopis.regulation.refusals import Refused
from letopis.regulation.terms import EntryTerms
from letopis.regulation.works import ExpectedWorks

LEVELS = {"5", "4", "3", "2"}


@dataclass(frozen=True)
class Carrier:
    """A carrier of results the law does not oblige to (3.10), with who decided to keep it (3.11).

    Attributes:
        name: as the school calls it.
        kind: "paper" or "electronic".
        grades: years of study that keep it.
        decision: who decided and when.
    """

    name: str
    kind: str
    grades: tuple[int, ...]
    decision: str


@dataclass(frozen=True)
class Settings:
    """Assessment settings of one edition.

    Attributes:
        edition: number of the edition.
        scale: signs of cells and period marks.
        roundings: kind of period (quarter, half_year, trimester, year) → rounding and least number of marks.
        overrides_need_reason: a period mark "not by calculation" needs a ground.
        unmarked_grades: grades taught without marks; their cells hold absences only.
        schemes: kind of period → grades that are divided so.
        annual: how the annual mark is made of the period marks and the interim attestation.
        entry_terms: how soon lessons, marks and period marks are entered.
        absence_rule: when a day is missed and when a pupil is absent systematically.
        expected_works: how long a work may be expected and whether it holds up a closing.
        absence_documents: kinds of documents about absences and what each proves.
        non_attestation: when a pupil is not attested for a period.
        pass_rule: how passes make the pass of a period and of the year.
        special_scales: code → a scale that a document may set for a pupil or a class.
        levels: how achievements are told in grades taught without marks.
        conversion: share of a work's points from which a mark is given, the best first.
        load_norm: how many control works a subject may have.
        debt_rule: terms of clearing an academic debt.
        incentives: the points table of teachers; empty where the school gives none.
        judging: weights of Simonov's degree of learning, and levels of a scale that is not of five points.
        closing: whether the stages of closing bind, and whether corrections need an act.
        carriers: carriers kept beside the obligatory ones.
        clauses: clause of the model act → clause of the school's own act, "" where it has none; an absent
            one keeps its number.
    """

    edition: int
    scale: Scale
    roundings: Mapping[str, Rounding]
    overrides_need_reason: bool
    unmarked_grades: tuple[int, ...]
    schemes: Mapping[str, tuple[int, ...]]
    annual: AnnualRule
    entry_terms: EntryTerms
    absence_rule: AbsenceRule
    absence_documents: tuple[DocumentKind, ...]
    expected_works: ExpectedWorks
    non_attestation: NonAttestation
    pass_rule: PassRule
    special_scales: Mapping[str, SpecialScale]
    levels: LevelRule
    conversion: tuple[Step, ...]
    load_norm: LoadNorm
    debt_rule: DebtRule
    incentives: tuple[Criterion, ...]
    judging: Judging
    closing: ClosingRule
    carriers: tuple[Carrier, ...]
    clauses: Mapping[str, str]

    def scale_of(self, grade_level: int) -> Scale:
        """Signs of a grade's register: no marks where the act teaches without them."""
        if grade_level not in self.unmarked_grades:
            return self.scale
        return replace(self.scale, marks=(), pass_fail=(), expected="")

    def scale_for(self, grade_level: int, *, pass_fail: bool = False, special: str = "") -> Scale:
        """Signs of one pupil on one page: of the grade, of a page judged by passes, or of a special scale.

        Args:
            grade_level: year of study; where the act teaches without marks, no other scale brings them.
            pass_fail: the page is judged by passes, whatever scale a pupil has elsewhere.
            special: code of the pupil's special scale; one the edition does not know leaves the ordinary.
        """
        scale = self.scale_of(grade_level)
        if pass_fail:
            return replace(scale, marks=())
        own = self.special_scales.get(special)
        if own is None or grade_level in self.unmarked_grades:
            return scale
        return replace(scale, marks=own.marks, pass_fail=own.words, name=own.name)

    def offer_rules(self, scheme: str, *, is_near_end: bool) -> OfferRules:
        """What decides about the marks of a kind of period."""
        rounding, finals = self.rounding(scheme), self.scale.finals
        return OfferRules(rounding, self.pass_rule, self.non_attestation, finals, is_near_end)

    def scheme_of(self, grade_level: int) -> str:
        """Kind of period a grade is divided into; quarters where the act says nothing."""
        return next((kind for kind, grades in self.schemes.items() if grade_level in grades), "quarter")

    def rounding(self, scheme: str) -> Rounding:
        """Rounding for a kind of period; the quarter's where the act names none."""
        return self.roundings.get(scheme, self.roundings["quarter"])

    def clause(self, ours: str) -> str:
        """The clause of the school's own act for a clause of the model one, "" where it has none."""
        return self.clauses.get(ours, ours)


def read_settings(edition: int, data: Mapping[str, Any]) -> Settings:
    """Settings from the edition's data (as kept in the act's TOML).

    Raises:
        Refused: edition.incomplete naming the missing key, edition.malformed telling the wrong value.
    """
    try:
        return _settings(edition, data)
    except KeyError as missing:
        raise Refused("edition.incomplete", "1.7", key=str(missing.args[0])) from missing
    except (TypeError, ValueError, AttributeError) as wrong:
        raise Refused("edition.malformed", "1.7", what=str(wrong)) from wrong


def _settings(edition: int, data: Mapping[str, Any]) -> Settings:
    return Settings(
        edition=edition,
        scale=_scale(data["scale"]),
        roundings={kind: _rounding(rule) for kind, rule in data["rounding"].items()},
        overrides_need_reason=bool(data["overrides_need_reason"]),
        unmarked_grades=tuple(data["unmarked_grades"]),
        schemes={kind: tuple(grades) for kind, grades in data["schemes"].items()},
        annual=_annual(data["annual"]),
        entry_terms=_entry_terms(data["entry_terms"]),
        absence_rule=_absence_rule(data["absence_rule"]),
        absence_documents=_document_kinds(data["absence_documents"]),
        expected_works=_expected_works(data["expected_works"]),
        non_attestation=_non_attestation(data["non_attestation"]),
        pass_rule=_pass_rule(data["pass_rule"], data["scale"]),
        special_scales={row["code"]: _special(row) for row in data["special_scales"]},
        levels=_levels(data["levels"]),
        conversion=steps_of([(_exact(least), str(mark)) for least, mark in data["conversion"]]),
        load_norm=_load_norm(data["load_norm"]),
        debt_rule=_debt_rule(data["debt_rule"]),
        incentives=tuple(_criterion(row) for row in data["incentives"]),
        judging=_judging(data["indicators"]),
        closing=_closing(data["closing"]),
        carriers=tuple(_carrier(row) for row in data["carriers"]),
        clauses={str(ours): str(theirs) for ours, theirs in data["clauses"].items()},
    )


def _scale(data: Mapping[str, Any]) -> Scale:
    return Scale(
        marks=_texts(data["marks"]),
        pass_fail=_texts(data["pass_fail"]),
        absences=dict(data["absences"]),
        late=data["late"],
        excused=_texts(data["excused"]),
        illness=_texts(data["illness"]),
        most=int(data["most"]),
        finals=_texts(data["finals"]),
        expected=str(data.get("expected", "")),
        retakes=str(data.get("retakes", REPLACE)),
    )


def _rounding(rule: Mapping[str, Any]) -> Rounding:
    return Rounding(_exact(rule["threshold"]), int(rule["minimum"]))


def _annual(rule: Mapping[str, Any]) -> AnnualRule:
    return AnnualRule(_exact(rule["interim_weight"]), last_decides=bool(rule["last_decides"]))


def _entry_terms(rule: Mapping[str, Any]) -> EntryTerms:
    return EntryTerms(*(int(rule[name]) for name in ("lesson", "oral", "written", "period")))


def _absence_rule(rule: Mapping[str, Any]) -> AbsenceRule:
    return AbsenceRule(
        day_lessons=int(rule["day_lessons"]),
        systematic=_exact(rule["systematic"]),
        counts_excused=bool(rule["counts_excused"]),
    )


def _non_attestation(rule: Mapping[str, Any]) -> NonAttestation:
    return NonAttestation(_exact(rule["missed"]), with_few_marks=bool(rule["with_few_marks"]))


def _pass_rule(rule: Mapping[str, Any], scale: Mapping[str, Any]) -> PassRule:
    words = (*_texts(scale["pass_fail"]), "", "")
    return PassRule((words[0], words[1]), _exact(rule["share"]), int(rule["minimum"]), str(rule["annual"]))


def _special(row: Mapping[str, Any]) -> SpecialScale:
    return SpecialScale(str(row["code"]), str(row["name"]), _texts(row["marks"]), _texts(row["words"]))


def _levels(rule: Mapping[str, Any]) -> LevelRule:
    names = {str(sign): str(name) for sign, name in rule["names"]}
    return LevelRule(names, needs_text=bool(rule["needs_text"]), blocks_closing=bool(rule["blocks_closing"]))


def _load_norm(rule: Mapping[str, Any]) -> LoadNorm:
    return LoadNorm(_exact(rule["weeks"]), _exact(rule["share"]), spares_edges=bool(rule["spares_edges"]))


def _debt_rule(rule: Mapping[str, Any]) -> DebtRule:
    return DebtRule(int(rule["months"]), int(rule["attempts"]), str(rule["source"]))


def _criterion(row: Mapping[str, Any]) -> Criterion:
    if row["measure"] not in MEASURES:
        raise ValueError(row["measure"])
    steps = tuple(sorted((_exact(least), _exact(points)) for least, points in row["steps"]))
    return Criterion(str(row["name"]), str(row["measure"]), steps)


def _judging(data: Mapping[str, Any]) -> Judging:
    levels = {str(mark): str(level) for mark, level in data["levels"].items()}
    if unknown := set(levels.values()) - LEVELS:
        raise ValueError(f"indicators.levels: {min(unknown)}")
    return Judging({str(level): int(weight) for level, weight in data["simonov"].items()}, levels)


def _closing(rule: Mapping[str, Any]) -> ClosingRule:
    return ClosingRule(binding=bool(rule["binding"]), corrections_by_act=bool(rule["corrections_by_act"]))


def _carrier(row: Mapping[str, Any]) -> Carrier:
    return Carrier(str(row["name"]), str(row["kind"]), tuple(row["grades"]), str(row["decision"]))


def _exact(value: object) -> Fraction:
    return Fraction(str(value))


def _expected_works(rule: Mapping[str, Any]) -> ExpectedWorks:
    return ExpectedWorks(days=int(rule["days"]), blocks_closing=bool(rule["blocks_closing"]))


def _document_kinds(rows: Sequence[Mapping[str, Any]]) -> tuple[DocumentKind, ...]:
    """Kinds in the school's order, the usual one first; a table would lose it in a database."""
    return tuple(DocumentKind(str(row["code"]), str(row["name"]), str(row["reason"])) for row in rows)


def _texts(values: Sequence[object]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)
