"""Настройки редакции: читаются знак за знаком, негодное названо, пункты своего акта."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from letopis.regulation.absences import DocumentKind
from letopis.regulation.attendance import AbsenceRule, NonAttestation
from letopis.regulation.averages import AnnualRule, Rounding
from letopis.regulation.closing import ClosingRule
from letopis.regulation.conditions import SpecialScale
from letopis.regulation.criteria import Step
from letopis.regulation.debts import DebtRule
from letopis.regulation.incentives import Criterion
from letopis.regulation.indicators import FIVE_POINTS, Judging
from letopis.regulation.levels import LevelRule
from letopis.regulation.load import LoadNorm
from letopis.regulation.marks import Scale
from letopis.regulation.offers import PassRule
from letopis.regulation.refusals import Refused
from letopis.regulation.settings import Carrier, Settings, read_settings
from letopis.regulation.terms import EntryTerms
from letopis.regulation.works import ExpectedWorks
from letopis.school.craft.first_act import first_act

NEW_KEYS = {"expected", "retakes"}
SETTINGS = read_settings(1, first_act()["rules"])
RULES_OF_A_SCHOOL = {
    "scale": {
        "marks": [1, 2],
        "pass_fail": ["зач"],
        "absences": [["н", "нет"], ["о", "опоздал"]],
        "late": "о",
        "excused": ["у"],
        "illness": ["б"],
        "most": 2,
        "finals": ["н/а"],
        "expected": ".",
        "retakes": "mean",
    },
    "rounding": {
        "quarter": {"threshold": "0.6", "minimum": 3},
        "year": {"threshold": "0.5", "minimum": 1},
    },
    "overrides_need_reason": False,
    "unmarked_grades": [1],
    "schemes": {"half_year": [10, 11]},
    "annual": {"interim_weight": "1.5", "last_decides": True},
    "entry_terms": {"lesson": 1, "oral": 2, "written": 3, "period": 4},
    "absence_rule": {"day_lessons": 3, "systematic": "0.3", "counts_excused": True},
    "absence_documents": [{"code": "medical", "name": "справка", "reason": "illness"}],
    "expected_works": {"days": 10, "blocks_closing": True},
    "non_attestation": {"missed": "0.66", "with_few_marks": True},
    "pass_rule": {"share": "0.75", "minimum": 2, "annual": "last"},
    "special_scales": [{"code": "up", "name": "3–5", "marks": ["3", "4", "5"], "words": ["да"]}],
    "conversion": [["0", "1"], ["0.5", "2"]],
    "levels": {"names": [["в", "высокий"]], "needs_text": True, "blocks_closing": True},
    "load_norm": {"weeks": "2.5", "share": "0.1", "spares_edges": True},
    "debt_rule": {"months": 12, "attempts": 2, "source": "ст. 58"},
    "incentives": [{"name": "Качество", "measure": "mean", "steps": [["3", "4"], ["1", "2"]]}],
    "indicators": {"simonov": {"5": 90, "н/а": 8}, "levels": {"12": "5"}},
    "closing": {"binding": True, "corrections_by_act": True},
    "carriers": [{"name": "Дневник", "kind": "paper", "grades": [5, 6], "decision": "педсовет"}],
    "clauses": {"3.7": "4.2"},
}


def test_the_first_act_is_read_value_by_value() -> None:
    assert read_settings(7, RULES_OF_A_SCHOOL) == Settings(
        edition=7,
        scale=Scale(
            marks=("1", "2"),
            pass_fail=("зач",),
            absences={"н": "нет", "о": "опоздал"},
            late="о",
            excused=("у",),
            illness=("б",),
            most=2,
            finals=("н/а",),
            expected=".",
            retakes="mean",
        ),
        roundings={
            "quarter": Rounding(Fraction("0.6"), 3),
            "year": Rounding(Fraction("0.5"), 1),
        },
        overrides_need_reason=False,
        unmarked_grades=(1,),
        schemes={"half_year": (10, 11)},
        annual=AnnualRule(Fraction("1.5"), last_decides=True),
        entry_terms=EntryTerms(1, 2, 3, 4),
        absence_rule=AbsenceRule(3, Fraction("0.3"), counts_excused=True),
        absence_documents=(DocumentKind("medical", "справка", "illness"),),
        expected_works=ExpectedWorks(10, blocks_closing=True),
        non_attestation=NonAttestation(Fraction("0.66"), with_few_marks=True),
        pass_rule=PassRule(("зач", ""), Fraction("0.75"), 2, "last"),
        special_scales={"up": SpecialScale("up", "3–5", ("3", "4", "5"), ("да",))},
        conversion=(Step(Fraction("0.5"), "2"), Step(Fraction(0), "1")),
        levels=LevelRule({"в": "высокий"}, needs_text=True, blocks_closing=True),
        load_norm=LoadNorm(Fraction("2.5"), Fraction("0.1"), spares_edges=True),
        debt_rule=DebtRule(12, 2, "ст. 58"),
        incentives=(Criterion("Качество", "mean", ((Fraction(1), Fraction(2)), (Fraction(3), Fraction(4)))),),
        judging=Judging({"5": 90, "н/а": 8}, {"12": "5"}),
        closing=ClosingRule(binding=True, corrections_by_act=True),
        carriers=(Carrier("Дневник", "paper", (5, 6), "педсовет"),),
        clauses={"3.7": "4.2"},
    )


def test_a_setting_that_says_no_is_read_as_no() -> None:
    groups = {
        "overrides_need_reason": True,
        "annual": {"interim_weight": "0", "last_decides": False},
        "absence_rule": {"day_lessons": 0, "systematic": "1", "counts_excused": False},
        "expected_works": {"days": 0, "blocks_closing": False},
        "closing": {"binding": False, "corrections_by_act": False},
        "non_attestation": {"missed": "1", "with_few_marks": False},
        "levels": {"names": [], "needs_text": False, "blocks_closing": False},
        "load_norm": {"weeks": "1", "share": "1", "spares_edges": False},
    }
    found = read_settings(1, {**RULES_OF_A_SCHOOL, **groups})
    assert found.overrides_need_reason
    assert not found.annual.last_decides
    assert not found.absence_rule.counts_excused
    assert not found.expected_works.blocks_closing
    assert (found.closing.binding, found.closing.corrections_by_act) == (False, False)
    assert not found.non_attestation.with_few_marks
    assert not found.levels.needs_text
    assert not found.levels.blocks_closing
    assert not found.load_norm.spares_edges


def test_the_shipped_act_judges_by_the_published_formula() -> None:
    assert SETTINGS.judging == FIVE_POINTS


def test_a_clause_keeps_its_number_unless_the_act_gives_it_another() -> None:
    found = read_settings(1, {**RULES_OF_A_SCHOOL, "clauses": {"3.7": "4.2", "3.8": ""}})
    assert [found.clause(ours) for ours in ("3.7", "3.8", "1.6")] == ["4.2", "", "1.6"]


def test_an_act_without_a_needed_setting_is_refused_by_name() -> None:
    rules = {**first_act()["rules"], "scale": {**first_act()["rules"]["scale"]}}
    del rules["scale"]["late"]
    with pytest.raises(Refused) as refused:
        read_settings(1, rules)
    assert (refused.value.code, refused.value.facts["key"]) == ("edition.incomplete", "late")


@pytest.mark.parametrize(
    ("group", "value"),
    [
        ("entry_terms", {"lesson": "завтра", "oral": 0, "written": 0, "period": 0}),
        ("incentives", [{"name": "x", "measure": "beauty", "steps": []}]),
        ("load_norm", {"weeks": "часто", "share": "0.1", "spares_edges": True}),
        ("clauses", []),
        ("unmarked_grades", 1),
        ("indicators", {"simonov": {"5": "много"}, "levels": {}}),
        ("indicators", {"simonov": {}, "levels": {"12": "отлично"}}),
        ("indicators", {"simonov": {}, "levels": []}),
        ("pass_rule", {"share": "0.5", "minimum": 1, "annual": "never"}),
    ],
)
def test_an_act_with_a_senseless_setting_is_refused(group: str, value: object) -> None:
    with pytest.raises(Refused, match=r"edition\.malformed"):
        read_settings(1, {**first_act()["rules"], group: value})


def test_an_act_older_than_the_sign_of_an_expected_work_has_none_and_counts_the_last_re_take() -> None:
    scale = {key: value for key, value in first_act()["rules"]["scale"].items() if key not in NEW_KEYS}
    found = read_settings(1, {**first_act()["rules"], "scale": scale}).scale
    assert (found.expected, found.retakes) == ("", "replace")


def test_grades_taught_without_marks_hold_absences_only() -> None:
    first = SETTINGS.scale_of(1)
    assert (first.marks, first.pass_fail, first.expected) == ((), (), "")
    assert SETTINGS.scale_of(2).marks == ("2", "3", "4", "5")
    assert [SETTINGS.scheme_of(grade) for grade in (1, 9, 10, 11)] == [
        "quarter",
        "quarter",
        "half_year",
        "half_year",
    ]
    assert read_settings(1, {**first_act()["rules"], "schemes": {}}).scheme_of(11) == "quarter"
    assert SETTINGS.rounding("unknown") == SETTINGS.rounding("quarter")
    assert SETTINGS.rounding("year") == Rounding(Fraction("0.5"), 1)


def test_a_pupil_s_scale_is_the_grade_s_the_page_s_or_a_special_one() -> None:
    special = replace(SETTINGS, special_scales={"up": SpecialScale("up", "3–5", ("3", "4", "5"), ("да",))})
    assert special.scale_for(7).name == ""
    own = special.scale_for(7, special="up")
    assert (own.marks, own.pass_fail, own.name) == (("3", "4", "5"), ("да",), "3–5")
    assert special.scale_for(7, special="forgotten") == special.scale
    assert special.scale_for(1, special="up").marks == ()
    passes = special.scale_for(7, pass_fail=True, special="up")
    assert (passes.marks, passes.pass_fail) == ((), ("зач", "незач"))
    rules = special.offer_rules("year", is_near_end=True)
    assert (rules.rounding, rules.finals, rules.is_near_end) == (
        special.rounding("year"),
        ("н/а", "осв"),
        True,
    )


@pytest.mark.parametrize("is_near_end", [True, False])
def test_what_decides_about_a_period_is_the_editions(is_near_end: bool) -> None:
    settings = read_settings(1, RULES_OF_A_SCHOOL)
    rules = settings.offer_rules("year", is_near_end=is_near_end)
    assert (rules.rounding, rules.finals) == (Rounding(Fraction(1, 2), 1), ("н/а",))
    assert (rules.passes, rules.non_attestation) == (settings.pass_rule, settings.non_attestation)
    assert (rules.passes.share, rules.non_attestation.missed) == (Fraction(3, 4), Fraction("0.66"))
    assert rules.is_near_end is is_near_end


@pytest.mark.parametrize(
    ("given", "words"),
    [(["зач", "незач"], ("зач", "незач")), (["зач"], ("зач", "")), ([], ("", ""))],
)
def test_a_pass_and_a_failure_are_the_first_two_words_of_the_scale(
    given: list[str], words: tuple[str, str]
) -> None:
    scale = {**RULES_OF_A_SCHOOL["scale"], "pass_fail": given}  # type: ignore[dict-item]
    assert read_settings(1, {**RULES_OF_A_SCHOOL, "scale": scale}).pass_rule.words == words
