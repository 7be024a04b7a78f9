"""Новая редакция акта и новая версия справочника, прочитанные с листа."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from letopis.school.actions import Adoption, Papers, Work
from letopis.school.models import Edition

THRESHOLDS = (("0.5", "0,5"), ("0.6", "0,6"), ("0.65", "0,65"), ("0.7", "0,7"))
PERIODS = (
    ("quarter", _("Четверть")),
    ("trimester", _("Триместр")),
    ("half_year", _("Полугодие")),
    ("year", _("Год")),
)
LARGEST = 20 * 1024 * 1024  # bytes of a file of an act
DAYS = ("adopted_on", "approved_on", "in_force_from")
TEXTS = ("adopted_by", "protocol", "order", "pupils_opinion", "parents_opinion")


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s,;]+", text.strip().lower()) if word]


def _numbers(text: str) -> list[int]:
    """Grades as a school writes them: "1-4, 9"."""
    found: list[int] = []
    for part in re.findall(r"(\d+)(?:\s*[-–—]\s*(\d+))?", text):
        first, last = int(part[0]), int(part[1] or part[0])
        found.extend(range(first, last + 1))
    return sorted(set(found))


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
    absences = forms.CharField(label=_("Знаки пропуска: знак — значение, по одному в строке"), max_length=600)
    late = forms.CharField(label=_("Знак опоздания, пропуском не считается"), max_length=4, required=False)
    excused = forms.CharField(label=_("Уважительные"), max_length=40, required=False)
    illness = forms.CharField(label=_("По болезни"), max_length=40, required=False)
    unmarked_grades = forms.CharField(label=_("Классы без отметок"), max_length=40, required=False)
    half_year_grades = forms.CharField(label=_("Классы с полугодиями"), max_length=40, required=False)
    trimester_grades = forms.CharField(label=_("Классы с триместрами"), max_length=40, required=False)
    overrides_need_reason = forms.BooleanField(
        label=_("Отметка за период не по расчёту требует основания"), required=False
    )
    works = forms.CharField(
        label=_("Виды работ: название; сокращение; вес — по одному в строке"), max_length=4_000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, _title in PERIODS:
            self.fields[f"threshold_{kind}"] = forms.ChoiceField(choices=THRESHOLDS)
            self.fields[f"minimum_{kind}"] = forms.IntegerField(min_value=1, max_value=20)
        for name, field in self.fields.items():
            _dress(name, field)

    def roundings(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        """Kinds of period with their threshold and least number of marks, as the page shows them."""
        return [(title, self[f"threshold_{kind}"], self[f"minimum_{kind}"]) for kind, title in PERIODS]

    def clean_absences(self) -> dict[str, str]:
        """Sign → what it means."""
        found: dict[str, str] = {}
        for line in filter(None, map(str.strip, self.cleaned_data["absences"].splitlines())):
            sign, meaning = _pair(line)
            if not sign:
                text = _("Строка «%(line)s»: нужны знак, тире и значение.")
                raise forms.ValidationError(text, params={"line": line})
            found[sign.lower()] = meaning
        return found

    def clean_works(self) -> list[Work]:
        """Work types with their weights."""
        return [_work(number, line) for number, line in _lines(self.cleaned_data["works"])]

    def clean(self) -> dict[str, Any]:
        """Signs that are named apart must be signs of absence."""
        data = self.cleaned_data
        known = set(data.get("absences", {}))
        for name in ("late", "excused", "illness"):
            strange = set(_words(data.get(name, ""))) - known
            if known and strange:
                text = _("«%(sign)s» нет среди знаков пропуска.")
                self.add_error(name, forms.ValidationError(text, params={"sign": ", ".join(sorted(strange))}))
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

    def rules(self) -> dict[str, Any]:
        """Settings as an edition keeps them."""
        data = self.cleaned_data
        half, thirds = _numbers(data["half_year_grades"]), _numbers(data["trimester_grades"])
        quarters = [grade for grade in range(1, 13) if grade not in {*half, *thirds}]
        return {
            "scale": {
                "marks": _words(data["marks"]),
                "pass_fail": _words(data["pass_fail"]),
                "absences": data["absences"],
                "late": data["late"].strip().lower(),
                "excused": _words(data["excused"]),
                "illness": _words(data["illness"]),
                "most": data["most"],
                "finals": _words(data["finals"]),
            },
            "rounding": {
                kind: {"threshold": data[f"threshold_{kind}"], "minimum": data[f"minimum_{kind}"]}
                for kind, _title in PERIODS
            },
            "overrides_need_reason": data["overrides_need_reason"],
            "unmarked_grades": _numbers(data["unmarked_grades"]),
            "schemes": {"quarter": quarters, "half_year": half, "trimester": thirds},
        }


def _pair(line: str) -> tuple[str, str]:
    found = re.fullmatch(r"(\S+?)\s*[-–—=:]\s*(.+)", line)
    return (found[1], found[2]) if found else ("", "")


def _lines(text: str) -> list[tuple[int, str]]:
    return [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def _work(number: int, line: str) -> Work:
    parts = [part.strip() for part in line.split(";")]
    if len(parts) != 3 or not parts[0]:
        text = _("Строка «%(line)s»: нужны название; сокращение; вес.")
        raise forms.ValidationError(text, params={"line": line})
    try:
        weight = Decimal(parts[2].replace(",", "."))
    except InvalidOperation:
        weight = Decimal(-1)
    if not Decimal(0) <= weight <= Decimal(10):
        text = _("Строка «%(line)s»: вес — число от 0 до 10.")
        raise forms.ValidationError(text, params={"line": line})
    return Work(f"w{number}", parts[0][:100], parts[1][:12], weight)


def _dress(name: str, field: forms.Field) -> None:
    if isinstance(field, forms.DateField):
        field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    if name in {"absences", "works"}:
        field.widget = forms.Textarea(attrs={"rows": 7})
    if not isinstance(field, forms.BooleanField):
        field.widget.attrs["class"] = "input"


def initial_of(edition: Edition | None) -> dict[str, Any]:
    """What the new edition's sheet shows at first: the settings in force."""
    if edition is None:
        return {}
    rules, scale = edition.rules, edition.rules["scale"]
    found = {
        "marks": " ".join(scale["marks"]),
        "pass_fail": " ".join(scale["pass_fail"]),
        "finals": " ".join(scale["finals"]),
        "most": scale["most"],
        "absences": "\n".join(f"{sign} — {meaning}" for sign, meaning in scale["absences"].items()),
        "late": scale["late"],
        "excused": " ".join(scale["excused"]),
        "illness": " ".join(scale["illness"]),
        "unmarked_grades": ", ".join(map(str, rules.get("unmarked_grades", ()))),
        "half_year_grades": ", ".join(map(str, rules.get("schemes", {}).get("half_year", ()))),
        "trimester_grades": ", ".join(map(str, rules.get("schemes", {}).get("trimester", ()))),
        "overrides_need_reason": rules.get("overrides_need_reason", True),
        "works": "\n".join(
            f"{work.name}; {work.short}; {work.weight.normalize():f}" for work in edition.work_types.all()
        ),
        "source": edition.source,
    }
    for kind, _title in PERIODS:
        rule = rules["rounding"].get(kind, rules["rounding"]["quarter"])
        found[f"threshold_{kind}"], found[f"minimum_{kind}"] = rule["threshold"], rule["minimum"]
    return found


class ReferenceForm(forms.Form):
    """A corrected version of a reference."""

    file = forms.FileField(label=_("Исправленный файл, TOML"))
    source = forms.CharField(label=_("Основание"), max_length=1_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _dress(name, field)

    def clean_file(self) -> dict[str, Any]:
        """The file as data."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Файл больше 20 МБ. Уменьшите его и приложите снова."))
        try:
            return tomllib.loads(file.read().decode("utf-8-sig"))
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
            text = _("Файл не прочитан: %(what)s. Исправьте эту строку и загрузите снова.")
            raise forms.ValidationError(text, params={"what": str(wrong)}) from wrong
