"""Пройти список строка за строкой: хорошие строки складываются в план, каждая плохая получает причину."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from letopis.exchange.craft.employee_plan import EmployeePlan
from letopis.exchange.craft.kinds import cells_of, given_fields
from letopis.exchange.craft.known import Known
from letopis.exchange.craft.lists import CURRICULUM, EMPLOYEES, KINDS, LOAD, PUPILS, SUBGROUPS
from letopis.exchange.craft.load_plan import CurriculumPlan, LoadPlan, SubgroupPlan, Subjects
from letopis.exchange.craft.outcome import Outcome, refused
from letopis.exchange.craft.pupil_plan import PupilPlan
from letopis.exchange.craft.tables import Line
from letopis.regulation.refusals import Refused


class Plan(Protocol):
    """What a list comes to."""

    def take(self, line: int, cells: Mapping[str, str]) -> Outcome:
        """Outcome of one row."""


def plan_of(kind: str, known: Known, fields: Iterable[str], others: Mapping[str, Callable[[], Plan]]) -> Plan:
    """An empty plan for a list of a kind whose columns give these fields.

    Args:
        kind: kind of list.
        known: what the rows are held against.
        fields: what its columns give.
        others: kind → maker, for lists that are held against more than `known` tells.
    """
    makers: dict[str, Callable[[], Plan]] = {
        PUPILS: lambda: PupilPlan(known),
        EMPLOYEES: lambda: EmployeePlan(known, posts_given="post" in set(fields)),
        LOAD: lambda: LoadPlan(known, Subjects(known)),
        CURRICULUM: lambda: CurriculumPlan(known, Subjects(known)),
        SUBGROUPS: lambda: SubgroupPlan(known),
        **others,
    }
    return makers[kind]()


def check_columns(kind: str, columns: Mapping[int, str], constants: Mapping[str, str]) -> None:
    """Refuse a list that lacks a column it cannot do without.

    Raises:
        Refused: import.columns_missing, naming them.
    """
    missing = KINDS[kind].missing([*given_fields(columns), *constants])
    if missing:
        names = ", ".join(f"«{field.title}»" for field in missing)
        raise Refused("import.columns_missing", columns=names)


def walk(
    plan: Plan,
    lines: Sequence[Line],
    columns: Mapping[int, str],
    constants: Mapping[str, str],
    tick: Callable[[], object] = lambda: None,
) -> list[Outcome]:
    """Outcomes of all rows that say anything; rows empty in every known column are passed over.

    Args:
        plan: gathers what the good rows ask for.
        lines: rows of the list.
        columns: what each column means.
        constants: values for columns the list lacks.
        tick: called after each row, for a progress bar.
    """
    outcomes = []
    for line in lines:
        if cells_of(line, columns, {}):
            outcomes.append(_outcome(plan, line.number, cells_of(line, columns, constants)))
        tick()
    return outcomes


def _outcome(plan: Plan, number: int, cells: Mapping[str, str]) -> Outcome:
    try:
        return plan.take(number, cells)
    except Refused as refusal:
        return refused(number, refusal)
