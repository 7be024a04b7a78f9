"""Страницы обмена: загрузки списков и начало работы пустой школы."""

from letopis.exchange.views.imports import (
    apply,
    columns,
    discard,
    import_page,
    imports,
    passwords,
    refused_rows,
    template,
    undo,
)
from letopis.exchange.views.plans import plan
from letopis.exchange.views.wizard import classes, school, wizard, year

__all__ = [
    "apply",
    "classes",
    "columns",
    "discard",
    "import_page",
    "imports",
    "passwords",
    "plan",
    "refused_rows",
    "school",
    "template",
    "undo",
    "wizard",
    "year",
]
