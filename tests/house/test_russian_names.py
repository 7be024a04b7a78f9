"""У каждой таблицы и каждого столбца есть русское имя, и каждая таблица стоит в словаре."""

from __future__ import annotations

import re

from django.apps import apps
from django.db.models import Field, Model
from django.utils import translation

from tests.house.source import CYRILLIC, ROOT, rooms

GLOSSARY = ROOT / "docs" / "glossary.md"


def ours() -> list[type[Model]]:
    """Models of the house."""
    return [model for model in apps.get_models() if model.__module__.startswith("letopis.")]


def columns(model: type[Model]) -> list[Field[object, object]]:
    """Columns somebody has named."""
    return [
        field for field in model._meta.get_fields() if isinstance(field, Field) and not field.auto_created
    ]


def test_every_room_has_a_russian_name() -> None:
    rooms_as_apps = [app for app in apps.get_app_configs() if app.name.startswith("letopis.")]
    nameless = {app.label for app in rooms_as_apps if not CYRILLIC.search(str(app.verbose_name))}
    assert nameless <= {"config"}  # the roof is no room


def test_every_table_and_column_has_a_russian_name() -> None:
    with translation.override("ru"):
        names: dict[str, object] = {
            str(field): field.verbose_name for model in ours() for field in columns(model)
        }
        names |= {model._meta.label: model._meta.verbose_name for model in ours()}
        names |= {f"{model._meta.label} (many)": model._meta.verbose_name_plural for model in ours()}
        nameless = [place for place, name in names.items() if not CYRILLIC.search(str(name))]
    assert nameless == []


def test_every_table_stands_in_the_glossary_and_nothing_else_does() -> None:
    words = set(re.findall(r"`(\w+\.[A-Z]\w+)`", GLOSSARY.read_text(encoding="utf-8")))
    labels = {model._meta.label for model in ours()}
    known = labels | {f"{room}.{name}" for room in rooms() for name in ("Person", "Traced")}
    assert labels - words == set()
    assert words - known == set()
