"""Лист новой редакции целиком: поля и таблицы вместе становятся настройками редакции."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from letopis.acts.forms.edition import EditionForm, initial_of
from letopis.acts.forms.fields import dress
from letopis.acts.forms.rows import (
    EXCUSED,
    ILLNESS,
    LATE,
    PLAIN,
    AbsenceRows,
    CarrierRows,
    DocumentRows,
    IncentiveRows,
    Rows,
    WorkRows,
    documents_of,
    known,
    steps_written,
    works_of,
)
from letopis.acts.forms.special import (
    LevelRows,
    ScaleRows,
    StepRows,
    check_levels,
    check_scales,
    check_steps,
    conversion_of,
    levels_of,
    opened_with,
    scales_of,
)
from letopis.conditions.queries import scales_in_use
from letopis.regulation.clauses import CLAUSES
from letopis.school.actions import Work
from letopis.school.models import Edition
from letopis.school.queries import with_shipped


class ClauseForm(forms.Form):
    """Clause of the model act → clause of the school's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for clause in CLAUSES:
            self.fields[clause] = forms.CharField(label=clause, max_length=20, required=False)
        dress(self)

    def rows(self) -> list[tuple[forms.BoundField, str]]:
        """Each clause with what it asks."""
        return [(self[clause], asks) for clause, (_home, asks) in CLAUSES.items()]

    def changed(self) -> dict[str, str]:
        """Those that stand under another number, or nowhere."""
        return {name: own for name, own in self.cleaned_data.items() if own != name}


class EditionSheet:
    """The sheet of an edition, opened with the settings of the one before.

    Attributes:
        form: fields of one value.
        absences, documents, scales, levels, steps, works, incentives, carriers: tables.
        clauses: numbers of the clauses in the school's own act.
        kept: settings in force; those the sheet does not show pass into the new edition as they are.
    """

    def __init__(self, last: Edition | None, data: Any = None, files: Any = None) -> None:
        rules = self.kept = with_shipped(last.rules if last else {})
        works = list(last.work_types.all()) if last else []
        scales, levels, steps = opened_with(rules)
        source = last.source if last else ""
        self.form = EditionForm(data, files, initial={**initial_of(rules), "source": source})
        self.absences = AbsenceRows(data, prefix="absences", initial=_absences(rules["scale"]))
        self.documents = DocumentRows(data, prefix="documents", initial=rules["absence_documents"])
        self.scales = ScaleRows(data, prefix="scales", initial=scales)
        self.levels = LevelRows(data, prefix="levels", initial=levels)
        self.steps = StepRows(data, prefix="steps", initial=steps)
        self.works = WorkRows(data, prefix="works", initial=[_work(one) for one in works])
        self.incentives = IncentiveRows(data, prefix="incentives", initial=_incentives(rules))
        self.carriers = CarrierRows(data, prefix="carriers", initial=rules["carriers"])
        self.clauses = ClauseForm(
            data, prefix="clauses", initial={**{one: one for one in CLAUSES}, **rules["clauses"]}
        )

    @property
    def tables(self) -> tuple[Rows, ...]:
        """The tables of the sheet."""
        scales = (self.scales, self.levels, self.steps)
        return (self.absences, self.documents, *scales, self.works, self.incentives, self.carriers)

    def is_valid(self) -> bool:
        """Whether all of it makes sense; the wrong fields say why."""
        tables = [table.is_valid() for table in self.tables]  # each of them says what is wrong
        good = all([self.form.is_valid(), self.clauses.is_valid(), *tables])
        if good and not any(known(self.works)):
            self.form.add_error(None, _("Назовите хотя бы один вид работы."))
        if good and sum(row["kind"] == LATE for row in known(self.absences)) > 1:
            self.form.add_error(None, _("Знак опоздания может быть только один."))
        if good:
            self._check_scales()
        return not self.has_errors

    def _check_scales(self) -> None:
        """What of the tables of scales must agree with the rest of the sheet."""
        scale, starts = self.form.scale(), self.form.cleaned_data["in_force_from"]
        absences = [row["sign"] for row in known(self.absences)]
        check_scales(self.scales, [*absences, *scale["finals"], scale["expected"]], scales_in_use(starts))
        check_levels(self.levels)
        check_steps(self.steps, scale["marks"])

    @property
    def has_errors(self) -> bool:
        """Whether the sheet was sent and something in it is wrong."""
        return self.form.is_bound and (
            bool(self.form.errors or self.clauses.errors)
            or any(table.total_error_count() for table in self.tables)
        )

    def rules(self) -> dict[str, Any]:
        """Settings as an edition keeps them."""
        return {
            **self.kept,
            "scale": {**self.kept["scale"], **self.form.scale(), **self._signs()},
            **self.form.rules(),
            "special_scales": scales_of(self.scales),
            "levels": {
                "names": levels_of(self.levels),
                "needs_text": self.form.cleaned_data["needs_text"],
                "blocks_closing": self.form.cleaned_data["levels_block"],
            },
            "conversion": conversion_of(self.steps),
            "absence_documents": documents_of(self.documents),
            "incentives": list(known(self.incentives)),
            "carriers": list(known(self.carriers)),
            "clauses": self.clauses.changed(),
        }

    def _signs(self) -> dict[str, Any]:
        rows = list(known(self.absences))
        late = [row["sign"] for row in rows if row["kind"] == LATE]
        return {
            "absences": [[row["sign"], row["meaning"]] for row in rows],
            "late": "".join(late),
            "excused": [row["sign"] for row in rows if row["kind"] in {EXCUSED, ILLNESS}],
            "illness": [row["sign"] for row in rows if row["kind"] == ILLNESS],
        }

    def work_types(self) -> list[Work]:
        """Kinds of work of the new edition."""
        return works_of(self.works)


def _absences(scale: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {"sign": sign, "meaning": meaning, "kind": _kind(sign, scale)}
        for sign, meaning in dict(scale["absences"]).items()
    ]


def _kind(sign: str, scale: dict[str, Any]) -> str:
    if sign == scale["late"]:
        return LATE
    if sign in scale["illness"]:
        return ILLNESS
    return EXCUSED if sign in scale["excused"] else PLAIN


def _work(one: Any) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("code", "name", "short", "weight", "days", "is_control")}


def _incentives(rules: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**row, "steps": steps_written(row["steps"])} for row in rules["incentives"]]
