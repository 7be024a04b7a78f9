"""Новая редакция: кем и когда принята, и настройки, которые умещаются в одно поле."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from letopis.acts.forms.fields import (
    LAST_GRADE,
    FigureField,
    GradesField,
    PairsField,
    dress,
    words,
    written,
)
from letopis.acts.forms.reference import LARGEST
from letopis.regulation.marks import BOTH, MEAN, REPLACE
from letopis.regulation.offers import ALL, LAST, MOST
from letopis.school.actions import Adoption, Papers

THRESHOLDS = (("0.5", "0,5"), ("0.6", "0,6"), ("0.65", "0,65"), ("0.7", "0,7"))
PERIODS = (
    ("quarter", _("Четверть")),
    ("trimester", _("Триместр")),
    ("half_year", _("Полугодие")),
    ("year", _("Год")),
)
DAYS = ("adopted_on", "approved_on", "in_force_from")
TEXTS = ("adopted_by", "protocol", "order", "pupils_opinion", "parents_opinion")
TERMS = ("lesson", "oral", "written", "period")
RETAKES = (
    (REPLACE, _("последней отметкой")),
    (MEAN, _("средней двух, как одна отметка")),
    (BOTH, _("обеими отметками")),
)
PASSED_YEARS = (
    (ALL, _("все периоды")),
    (LAST, _("последний период")),
    (MOST, _("не меньше половины периодов")),
)
HUNDRED = Decimal(100)


def _days(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=60)


def _percent(label: Any) -> FigureField:
    return FigureField(label=label, min_value=1, max_value=100, decimal_places=2)


class EditionForm(forms.Form):
    """A new edition: who adopted it, from which day, with which settings."""

    in_force_from = forms.DateField(label=_("Действует с"))
    adopted_by = forms.CharField(label=_("Кем принята"), max_length=200, required=False)
    adopted_on = forms.DateField(label=_("Дата протокола"), required=False)
    protocol = forms.CharField(label=_("Номер протокола"), max_length=40, required=False)
    approved_on = forms.DateField(label=_("Дата приказа"), required=False)
    order = forms.CharField(label=_("Номер приказа"), max_length=40, required=False)
    pupils_opinion = forms.CharField(label=_("Мнение совета обучающихся"), max_length=300, required=False)
    parents_opinion = forms.CharField(label=_("Мнение совета родителей"), max_length=300, required=False)
    file = forms.FileField(label=_("Файл акта, PDF"), required=False)
    signature = forms.FileField(label=_("Файл подписи, SIG"), required=False)
    source = forms.CharField(label=_("На чём основаны настройки"), max_length=1_000)

    marks = forms.CharField(label=_("Отметки"), max_length=40)
    pass_fail = forms.CharField(label=_("Слова вместо отметки"), max_length=60, required=False)
    finals = forms.CharField(label=_("Ещё знаки за период"), max_length=60, required=False)
    most = forms.IntegerField(label=_("Отметок в одной клетке, не больше"), min_value=1, max_value=5)
    expected = forms.CharField(label=_("Знак ожидаемой работы"), max_length=4, required=False)
    retakes = forms.ChoiceField(label=_("Пересдача «2/4» считается"), choices=RETAKES)
    expected_days = _days(_("Работу ждут: дней после урока"))
    blocks_closing = forms.BooleanField(label=_("Период не закрывают, пока работу ждут"), required=False)
    unmarked_grades = GradesField(label=_("Классы без отметок"), max_length=40, required=False)
    needs_text = forms.BooleanField(
        label=_("К уровню в классе без отметок нужны и слова об успехах"), required=False
    )
    levels_block = forms.BooleanField(
        label=_("Период не закрывают, пока в классе без отметок об успехах не сказано"), required=False
    )

    pass_share = _percent(_("Зачёт за период: зачётов среди зачётов и незачётов, %, не меньше"))
    pass_minimum = forms.IntegerField(
        label=_("Зачётов и незачётов для зачёта за период, не меньше"), min_value=1, max_value=20
    )
    pass_annual = forms.ChoiceField(label=_("Год зачтён, если зачтены"), choices=PASSED_YEARS)

    half_year_grades = GradesField(label=_("Классы с полугодиями"), max_length=40, required=False)
    trimester_grades = GradesField(label=_("Классы с триместрами"), max_length=40, required=False)
    interim_weight = FigureField(
        label=_("Промежуточная аттестация в годовой весит как столько отметок за период; 0 — стоит отдельно"),
        min_value=0,
        max_value=10,
        decimal_places=2,
    )
    last_decides = forms.BooleanField(
        label=_("Годовую ровно посередине решает последний период"), required=False
    )
    overrides_need_reason = forms.BooleanField(
        label=_("Отметка за период не по расчёту требует основания"), required=False
    )

    lesson = _days(_("Тема, задание и отсутствующие: дней после урока"))
    oral = _days(_("Отметка за ответ на уроке: дней после урока"))
    written = _days(_("Отметки за работу: дней после неё"))
    period = _days(_("Отметки за период: дней до его конца"))

    day_lessons = forms.IntegerField(
        label=_("День пропущен, если пропущено уроков не меньше; 0 — все"), min_value=0, max_value=12
    )
    systematic = _percent(_("Пропускает систематически: % уроков за месяц, не меньше"))
    counts_excused = forms.BooleanField(label=_("Считать и уважительные пропуски"), required=False)
    missed = _percent(_("Не аттестован, если пропущено больше % уроков периода"))
    with_few_marks = forms.BooleanField(label=_("и отметок меньше, чем нужно"), required=False)

    weeks = FigureField(
        label=_("Контрольные по предмету не чаще раза в … недели"),
        min_value=0,
        max_value=20,
        decimal_places=1,
    )
    share = _percent(_("Контрольных не больше % уроков предмета"))
    spares_edges = forms.BooleanField(label=_("Не на первом и последнем уроке дня"), required=False)
    months = forms.IntegerField(
        label=_("Ликвидация: месяцев со дня возникновения"), min_value=1, max_value=36
    )
    attempts = forms.IntegerField(label=_("Пересдач, последняя с комиссией"), min_value=1, max_value=5)
    debt_source = forms.CharField(label=_("Основание сроков"), max_length=300)

    binding = forms.BooleanField(
        label=_("Завуч закрывает только сданное учителем и проверенное классным руководителем"),
        required=False,
    )
    corrections_by_act = forms.BooleanField(
        label=_("Закрытое исправляют только по приказу, и не один человек"), required=False
    )

    simonov = PairsField(label=_("Веса степени обученности (СОУ)"), max_length=120)
    levels = PairsField(
        label=_("Шкала не из пяти баллов: отметка и её ступень, 12=5 9=4"), max_length=200, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, title in PERIODS:
            self.fields[f"threshold_{kind}"] = forms.ChoiceField(choices=THRESHOLDS)
            self.fields[f"minimum_{kind}"] = forms.IntegerField(min_value=1, max_value=20)
            for name, column in (("threshold", _("Округлять вверх от")), ("minimum", _("Отметок не меньше"))):
                # the table shows the name of a field in its column and row, a reader hears it here
                field = self.fields[f"{name}_{kind}"]
                field.label = field.widget.attrs["aria-label"] = f"{title}: {column}"
        dress(self)

    def roundings(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        """Kinds of period with their threshold and least number of marks, as the page shows them."""
        return [(title, self[f"threshold_{kind}"], self[f"minimum_{kind}"]) for kind, title in PERIODS]

    def clean(self) -> dict[str, Any]:
        """Files are of a bearable size."""
        data = self.cleaned_data
        for name in ("file", "signature"):
            if data.get(name) and data[name].size > LARGEST:
                self.add_error(name, _("Файл больше 20 МБ. Уменьшите его и приложите снова."))
        return data

    def adoption(self) -> Adoption:
        """Who adopted it and when."""
        return Adoption(**{name: self.cleaned_data[name] for name in (*DAYS, *TEXTS)})

    def papers(self) -> Papers:
        """The files that came with it."""
        files = (self.cleaned_data["file"], self.cleaned_data["signature"])
        return Papers(*(file.read() if file else b"" for file in files))

    def scale(self) -> dict[str, Any]:
        """Signs, without those of absence."""
        data = self.cleaned_data
        signs = {name: words(data[name]) for name in ("marks", "pass_fail", "finals")}
        expected = {"expected": data["expected"].strip().lower(), "retakes": data["retakes"]}
        return {**signs, **expected, "most": data["most"]}

    def rules(self) -> dict[str, Any]:
        """Settings as an edition keeps them, without the tables of the sheet."""
        data = self.cleaned_data
        half, thirds = data["half_year_grades"], data["trimester_grades"]
        quarters = [grade for grade in range(1, LAST_GRADE + 1) if grade not in {*half, *thirds}]
        schemes = {"quarter": quarters, "half_year": half, "trimester": thirds}
        return {
            "rounding": {
                kind: {"threshold": data[f"threshold_{kind}"], "minimum": data[f"minimum_{kind}"]}
                for kind, _title in PERIODS
            },
            "overrides_need_reason": data["overrides_need_reason"],
            "unmarked_grades": data["unmarked_grades"],
            "schemes": {kind: grades for kind, grades in schemes.items() if grades},
            "annual": {
                "interim_weight": written(data["interim_weight"]),
                "last_decides": data["last_decides"],
            },
            "entry_terms": {name: data[name] for name in TERMS},
            "absence_rule": {
                "day_lessons": data["day_lessons"],
                "systematic": written(data["systematic"] / HUNDRED),
                "counts_excused": data["counts_excused"],
            },
            "expected_works": {"days": data["expected_days"], "blocks_closing": data["blocks_closing"]},
            "non_attestation": {
                "missed": written(data["missed"] / HUNDRED),
                "with_few_marks": data["with_few_marks"],
            },
            "pass_rule": {
                "share": written(data["pass_share"] / HUNDRED),
                "minimum": data["pass_minimum"],
                "annual": data["pass_annual"],
            },
            "load_norm": {
                "weeks": written(data["weeks"]),
                "share": written(data["share"] / HUNDRED),
                "spares_edges": data["spares_edges"],
            },
            "debt_rule": {
                "months": data["months"],
                "attempts": data["attempts"],
                "source": data["debt_source"],
            },
            "closing": {name: data[name] for name in ("binding", "corrections_by_act")},
            "indicators": {
                "simonov": {sign: int(weight) for sign, weight in data["simonov"].items()},
                "levels": data["levels"],
            },
        }


def initial_of(rules: dict[str, Any]) -> dict[str, Any]:
    """What the new edition's sheet shows at first: the settings in force."""
    scale, schemes, debt = rules["scale"], rules["schemes"], rules["debt_rule"]
    found = {
        **{name: " ".join(scale[name]) for name in ("marks", "pass_fail", "finals")},
        "most": scale["most"],
        "expected": scale.get("expected", ""),
        "retakes": scale.get("retakes", REPLACE),
        "expected_days": rules["expected_works"]["days"],
        "blocks_closing": rules["expected_works"]["blocks_closing"],
        "unmarked_grades": rules["unmarked_grades"],
        "half_year_grades": schemes.get("half_year", []),
        "trimester_grades": schemes.get("trimester", []),
        "overrides_need_reason": rules["overrides_need_reason"],
        **rules["annual"],
        "interim_weight": Decimal(rules["annual"]["interim_weight"]),
        **rules["entry_terms"],
        **rules["absence_rule"],
        "systematic": _hundredfold(rules["absence_rule"]["systematic"]),
        **rules["non_attestation"],
        "missed": _hundredfold(rules["non_attestation"]["missed"]),
        "needs_text": rules["levels"]["needs_text"],
        "levels_block": rules["levels"]["blocks_closing"],
        "pass_share": _hundredfold(rules["pass_rule"]["share"]),
        "pass_minimum": rules["pass_rule"]["minimum"],
        "pass_annual": rules["pass_rule"]["annual"],
        "weeks": Decimal(rules["load_norm"]["weeks"]),
        "share": _hundredfold(rules["load_norm"]["share"]),
        "spares_edges": rules["load_norm"]["spares_edges"],
        "months": debt["months"],
        "attempts": debt["attempts"],
        "debt_source": debt["source"],
        **rules["closing"],
        **rules["indicators"],
    }
    for kind, _title in PERIODS:
        rule = rules["rounding"].get(kind, rules["rounding"]["quarter"])
        found[f"threshold_{kind}"], found[f"minimum_{kind}"] = rule["threshold"], rule["minimum"]
    return found


def _hundredfold(share: str) -> Decimal:
    return Decimal(share) * HUNDRED
